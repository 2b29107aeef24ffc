"""What the readers of all formats hand on: some rows of a table, as a frame of the columns that count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.layouts import Spot

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["HEAD_ROWS", "Block", "Chunk", "each", "frame_of"]

HEAD_ROWS = 200
"""Rows of a table among which the headings are looked for."""


@dataclass(frozen=True)
class Block:
    """A part of a file, from a byte or a row group up to another; ``None`` is the end."""

    path: str
    spot: Spot
    start: int
    stop: int | None = None


@dataclass(frozen=True)
class Chunk:
    """Rows that have cells at all."""

    frame: DataFrame
    """The columns that the plan found; its cells are texts, numbers and whatever else a file holds."""
    ragged: int = 0
    """How many other rows there were, not as wide as the headings."""
    end: int = 0
    """How many bytes of the file have been read."""


def frame_of(table: Mapping[int, Any] | DataFrame, places: Mapping[str, int]) -> DataFrame:
    """Take the columns of a plan from a table, or from columns, that are numbered."""
    from pandas import DataFrame

    return DataFrame({name: table[place] for name, place in places.items()}, copy=False)


def each(read: Callable[[Any], Any], frame: DataFrame, name: str, otherwise: Any) -> NDArray[Any]:
    """Read the cells of a column, each distinct one once where they are categories.

    ``otherwise`` is what a blank is, and each row where the frame has no such column; its type is theirs.
    """
    kind = object if isinstance(otherwise, str) else type(otherwise)
    if name not in frame:
        return np.full(len(frame), otherwise, dtype=kind)
    column = frame[name]
    if column.dtype == "category":
        cells: NDArray[Any] = np.array([*map(read, column.cat.categories), otherwise], dtype=kind)
        codes: NDArray[np.int_] = column.cat.codes.to_numpy()
        return cells[codes]  # of a blank it is -1, the last
    return np.fromiter(map(read, column), kind, len(column))
