"""A whole column of a sheet, as people type ``A:A``, of which a few cells at the top are filled."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np

from tests.benchmarks.turns import medians

ROWS, FILLED = 1_048_576, 200


def whole_column(rows: type, call: Callable[[Any], Any], rounds: int) -> list[float]:
    """Time a call, and an array of NumPy's that is made of the same cells, as rows of that type."""
    cells = rows(rows([1_000.0 + row if row < FILLED else None]) for row in range(ROWS))
    taken = medians(
        lambda: call(cells), lambda: np.array(cells, dtype=object), rounds=rounds, clock=process_time
    )
    assert call(cells)
    return taken
