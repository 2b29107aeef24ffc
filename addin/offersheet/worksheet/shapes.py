"""The shapes that arguments and answers have, as annotations that the catalogue reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "Flags", "Fractions", "Numbers", "Row", "Shape", "Table", "Words"]


class Shape(Enum):
    """What a function answers with, and so which ranges it takes."""

    NUMBER = "number"
    """One number for each element; ranges broadcast."""
    TEXT = "text"
    """One text for each element; ranges broadcast."""
    ROW = "row"
    """A row for each element of a column."""
    COLUMN = "column"
    """A column for each element of a row."""
    TABLE = "table"
    """A header row of field names and rows below it; takes no ranges."""

    @property
    def by_element(self) -> bool:
        """Whether each element of the ranges that go in gives one of the range that comes out."""
        return self in (Shape.NUMBER, Shape.TEXT)


Cell = TypeVar("Cell", bound=float | str)


@dataclass(frozen=True)
class Table(Generic[Cell]):
    """A table: field names, and rows of values in their order."""

    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def column(self, name: str) -> list[Cell]:
        """Return the values of one field."""
        index = self.header.index(name)
        return [row[index] for row in self.rows]


Numbers: TypeAlias = float | NDArray[np.float64]
Words: TypeAlias = str | NDArray[np.str_]
Flags: TypeAlias = bool | NDArray[np.bool_]
Fractions: TypeAlias = Sequence[float] | None
Row: TypeAlias = Annotated[NDArray[np.float64], Shape.ROW]
Column: TypeAlias = Annotated[NDArray[np.float64], Shape.COLUMN]
