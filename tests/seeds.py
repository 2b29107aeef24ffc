"""Seeds of random cases: the first few are tried in every run, the others where there is time."""

from __future__ import annotations

from typing import Any

import pytest


def seeds(count: int, quick: int) -> list[Any]:
    """Return the parameters 0 to ``count - 1``, those from ``quick`` on marked ``thorough``."""
    return [*range(quick), *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(quick, count))]
