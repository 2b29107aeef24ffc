"""Kinds of which each cell of a range is a value of its own."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, compress
from types import NoneType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import CellError, ErrorInArgument, InvalidInput, OfferSheetError, OutOfDomain
from offersheet.worksheet.cells import CODES, MOST_CELLS, Elements, Faults, as_rows, is_range, joined
from offersheet.worksheet.kinds.protocol import Entry, Kind
from offersheet.worksheet.spelling import spell

__all__ = ["Single", "on_list", "python_array"]

_RIGHT, _WRONG, _BLANK, _ERROR = 0, CODES[CellError.VALUE], 254, 255
"""What a cell is by its type; the first two are what it then shows as well."""

_ERROR_CODES = {id(error): code for error, code in CODES.items()}
"""By the members themselves: there is one of each, and their hash is slow."""


class Single(Kind):
    """A kind of value that stands in one cell; a range holds many of them."""

    @property
    @abstractmethod
    def types(self) -> tuple[type, ...]:
        """What may stand in a cell. Being yes or no is another type than being a number."""

    @property
    @abstractmethod
    def noun(self) -> str:
        """What must stand in a cell, for the message where something else does."""

    @property
    @abstractmethod
    def dtype(self) -> Any:
        """The type of an array of such values."""

    @property
    @abstractmethod
    def safe(self) -> Any:
        """A possible value, put in the place of a faulty element while the rest is computed."""

    @abstractmethod
    def convert(self, entry: Entry, cell: Any) -> Any:
        """Read one cell of the right type."""

    @abstractmethod
    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many cells of the right type at once, as ``convert`` and ``problem`` do each."""

    def takes(self, of_cell: type) -> bool:
        """Whether a cell of a type may be right."""
        return issubclass(of_cell, self.types) and (of_cell is not bool or bool in self.types)

    def read_cell(self, entry: Entry, cell: Any) -> Any:
        """Read one cell."""
        if cell is None:
            return entry.blank()
        of_cell = type(cell)
        if of_cell is CellError:
            raise ErrorInArgument(f"{entry.name} is {cell}", cell)
        if not self.takes(of_cell):
            raise InvalidInput(f"{entry.name} must be {self.noun}, got {spell(cell)}")
        return self.convert(entry, cell)

    def read_argument(self, entry: Entry, cell: Any) -> Any:
        """Read a cell, or a range as an array of its shape; a range of one cell is that cell."""
        if not is_range(cell):
            return self.read_cell(entry, cell)
        rows = as_rows(entry.name, cell)
        size = (len(rows), len(rows[0]))
        if size == (1, 1):
            return self.read_cell(entry, rows[0][0])
        if math.prod(size) > MOST_CELLS:
            raise OutOfDomain(f"{entry.name} has more than {MOST_CELLS:,} cells")
        return self._read_all(entry, list(chain.from_iterable(rows))).reshape(*size)

    def read_rest(self, entry: Entry, cells: Sequence[Any]) -> tuple[Any, ...]:
        """Read single cells and ranges as one list, passing over blanks; at least one is there."""
        ranges = (as_rows(entry.name, cell) for cell in cells)
        flat = [cell for rows in ranges for row in rows for cell in row if cell is not None]
        if not flat:
            entry.blank()
        if len(flat) > MOST_CELLS:
            raise OutOfDomain(f"{entry.name} has more than {MOST_CELLS:,} cells")
        return _flawless(self._read_all(entry, flat))

    def read_python_rest(self, entry: Entry, values: Sequence[Any]) -> tuple[Any, ...]:
        """Read single values and arrays as one list; at least one is there."""
        if not values:
            entry.blank()
        read = (self.read_python(entry, value) for value in values)
        return tuple(
            chain.from_iterable(_flawless(one) if isinstance(one, Elements) else (one,) for one in read)
        )

    def _read_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read the cells of a range: those of the right type at once, the others by their type alone."""
        sorts = bytearray(map(_Sorts(self.takes).__getitem__, map(type, cells)))
        if sorts.count(_RIGHT) == len(sorts):
            return self.convert_all(entry, cells)
        codes = np.frombuffer(sorts, dtype=np.uint8)
        right, blank = codes == _RIGHT, codes == _BLANK
        read = self.convert_all(entry, list(compress(cells, right.tobytes())))
        values = np.full(len(cells), self.safe, dtype=self.dtype)
        np.place(values, right, read.values)
        if entry.required:
            codes[blank] = _WRONG
        else:  # of the kinds that stand in ranges only numbers go without a default
            values[blank] = math.nan if entry.default is None else entry.default
            codes[blank] = _RIGHT
        errors = codes == _ERROR
        if errors.any():
            codes[errors] = _error_codes(list(compress(cells, errors.tobytes())))
        misread = [
            self._by_type(entry, cells, codes),
            read.misread and read.misread.within(right),
        ]
        return Elements(values, joined(misread), read.impossible and read.impossible.within(right))

    def _by_type(self, entry: Entry, cells: Sequence[Any], codes: NDArray[np.uint8]) -> Faults | None:
        """Return the faults that the codes are, with the message of the first."""
        if not codes.any():
            return None
        try:
            self.read_cell(entry, cells[int(np.argmax(codes != _RIGHT))])
        except OfferSheetError as refusal:
            return Faults(codes, refusal)
        raise AssertionError("a cell of a wrong type is refused by itself")  # pragma: no cover


class _Sorts(dict[type, int]):
    """What cells are by their type, each type looked at once."""

    def __init__(self, takes: Callable[[type], bool]) -> None:
        super().__init__({NoneType: _BLANK, CellError: _ERROR})
        self._takes = takes

    def __missing__(self, of_cell: type) -> int:
        sort = self[of_cell] = _RIGHT if self._takes(of_cell) else _WRONG
        return sort


def _error_codes(errors: Sequence[CellError]) -> NDArray[np.uint8]:
    """Return the number of each error; mostly all are the same one."""
    if errors.count(errors[0]) == len(errors):
        return np.full(len(errors), CODES[errors[0]], dtype=np.uint8)
    return np.fromiter(map(_ERROR_CODES.__getitem__, map(id, errors)), dtype=np.uint8, count=len(errors))


def _flawless(read: Elements) -> tuple[Any, ...]:
    """Return the values of a range of which every one counts, or raise for the first fault."""
    faults = read.misread or read.impossible
    if faults is not None:
        raise faults.first
    return tuple(read.values.ravel().tolist())


def python_array(entry: Entry, value: Any, kinds: Iterable[str], must: str) -> NDArray[Any]:
    """Return what Python handed over as an array, if it is of one of NumPy's kinds."""
    try:
        array = np.asarray(value)
    except Exception as error:  # what is no array says so in many ways
        raise InvalidInput(f"{entry.name} must {must}, got {spell(value)}") from error
    if array.dtype.kind not in kinds:
        raise InvalidInput(f"{entry.name} must {must}, got {spell(value)}")
    return array


def on_list(entry: Entry, cell: str) -> str:
    """Return the formula that tells whether a cell holds one of its entry's list."""
    return f"SUMPRODUCT(--(list_{entry.name}={cell}))>0"  # COUNTIF would take * for any word
