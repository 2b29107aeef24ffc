"""What stands in cells: one value, or a range of them; and which elements of a range are errors.

A cell is a number, a text, TRUE or FALSE, a date, an error, or ``None`` where it is blank. A range
is a list of rows, each a list of cells; a flat list is one row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain
from types import NoneType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import CellError, InvalidInput, OfferSheetError

__all__ = [
    "CODES",
    "MOST_CELLS",
    "Cell",
    "Elements",
    "Faults",
    "as_rows",
    "is_range",
    "joined",
    "none_is_blank",
    "without_blank_ends",
]

Cell: TypeAlias = float | str | bool | date | CellError | None

MOST_CELLS = 1_000_000
"""The most elements that one call takes or answers with."""

_ERRORS = (None, *CellError)
CODES = {error: code for code, error in enumerate(_ERRORS)}
"""The number of each cell error; 0 is none."""


@dataclass(frozen=True)
class Faults:
    """Which elements of a range are errors, and why the first of them is."""

    codes: NDArray[np.uint8]
    """For each element 0, or the number of its cell error."""
    first: OfferSheetError

    @classmethod
    def where(cls, mask: NDArray[np.bool_], error: OfferSheetError) -> Faults:
        """Give every marked element the same error."""
        return cls(np.where(mask, np.uint8(CODES[error.cell_error]), np.uint8(0)), error)

    def then(self, later: Faults) -> Faults:
        """Add faults found later; an element keeps the first one that it got."""
        ours, theirs = np.broadcast_arrays(self.codes, later.codes)
        return Faults(np.where(ours != 0, ours, theirs), self.first)

    def within(self, mask: NDArray[np.bool_]) -> Faults:
        """Return faults of some elements as faults of all, of which the mask marks those."""
        codes = np.zeros(mask.shape, dtype=np.uint8)
        codes[mask] = self.codes
        return Faults(codes, self.first)

    def reshape(self, shape: tuple[int, ...]) -> Faults:
        """Lay the same faults out in another shape."""
        return Faults(self.codes.reshape(shape), self.first)

    def shown(self, answer: NDArray[Any]) -> NDArray[np.object_]:
        """Return an answer of the same shape with the errors in their places."""
        cells: NDArray[np.object_] = np.array(_ERRORS, dtype=object)[self.codes]
        np.copyto(cells, answer, where=self.codes == 0, casting="unsafe")  # numbers become objects
        return cells


def joined(faults: Sequence[Faults | None]) -> Faults | None:
    """Join faults in the order in which they were found, some of which may be none."""
    found = [one for one in faults if one is not None]
    return reduce(Faults.then, found) if found else None


@dataclass(frozen=True)
class Elements:
    """A range as its kind has read it: a value for each element, a possible one in the place of a fault."""

    values: NDArray[Any]
    misread: Faults | None = None
    """Elements of the wrong type, required ones that are blank, and errors that stood in the cells."""
    impossible: Faults | None = None
    """Elements of the right type that may not be so."""

    def reshape(self, *shape: int) -> Elements:
        """Lay the same elements out in another shape."""
        misread, impossible = self.misread, self.impossible
        return Elements(
            self.values.reshape(shape),
            misread and misread.reshape(shape),
            impossible and impossible.reshape(shape),
        )


def is_range(cell: Any) -> bool:
    """Whether an argument is a range and not a single cell."""
    return isinstance(cell, (list, tuple))


def as_rows(name: str, cell: Any) -> Sequence[Sequence[Any]]:
    """Return an argument as rows of equal length: a flat list is one row, a single cell one of one cell."""
    if not is_range(cell):
        return [[cell]]
    rows = cell if cell and is_range(cell[0]) else [cell]
    if not set(map(type, rows)) <= {list, tuple} or len(lengths := set(map(len, rows))) > 1 or 0 in lengths:
        raise InvalidInput(f"{name} must be a range whose rows are equally long")
    return rows


def none_is_blank(of_cell: type) -> bool:
    """Say whether cells of a type are blank: those of ``None`` alone."""
    return of_cell is NoneType


def without_blank_ends(
    cells: Sequence[Any], is_blank: Callable[[type], bool] = none_is_blank
) -> Sequence[Any]:
    """Cut ranges too large for a call, such as whole columns, after the last line that is filled in one.

    A host that has not yet translated its cells says which types of them are blank.
    """
    large = [is_range(cell) and bool(cell) and len(cell) * _width(cell[0]) > MOST_CELLS for cell in cells]
    if not any(large):
        return cells
    last = max(_filled(cell, is_blank) for cell, is_large in zip(cells, large, strict=True) if is_large)
    return [cell[: max(last, 1)] if is_large else cell for cell, is_large in zip(cells, large, strict=True)]


def _width(line: Any) -> int:
    return len(line) if is_range(line) else 1


_BLOCK = 4096
"""How many lines are looked at together: a loop over each of a million takes twenty times as long."""


def _filled(lines: Sequence[Any], is_blank: Callable[[type], bool]) -> int:
    """Return how many lines there are up to the last that is not blank."""
    count = len(lines)
    while count and _all_blank(lines[max(count - _BLOCK, 0) : count], is_blank):
        count = max(count - _BLOCK, 0)
    while count and _all_blank(lines[count - 1 : count], is_blank):
        count -= 1
    return count


def _all_blank(lines: Sequence[Any], is_blank: Callable[[type], bool]) -> bool:
    of_lines = set(map(type, lines))
    if of_lines <= {list, tuple}:
        of_lines = set(map(type, chain.from_iterable(lines)))
    return all(map(is_blank, of_lines))
