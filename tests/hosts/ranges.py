"""A range as classic Excel passes it: an object that has cells, not the cells themselves."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CellRange:
    """A range of Excel's object model."""

    value: Any
    """What its ``Value`` is: a tuple of rows, or the content of a single cell."""
