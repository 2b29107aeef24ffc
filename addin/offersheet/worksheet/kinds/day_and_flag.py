"""Days, which are numbers to a spreadsheet, and yes or no, which 1 and 0 are as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import InvalidInput
from offersheet.worksheet.cells import Elements, Faults
from offersheet.worksheet.days import DAY_ZERO, serial_number
from offersheet.worksheet.kinds.number import Numeric, as_float, as_floats
from offersheet.worksheet.kinds.protocol import Appearance, CellRule, Entry
from offersheet.worksheet.kinds.single import Single, python_array
from offersheet.worksheet.spelling import spell

__all__ = ["Day", "Flag"]


@dataclass(frozen=True)
class Day(Numeric):
    """A day, as the number that spreadsheets give it: days since the end of 1899, hours as a fraction.

    The days before 2000 are none here: 2026-05-01 typed into a formula without quotes is the number 2020,
    which is a day of 1905.
    """

    unit: str = "date"
    types: ClassVar = (float, int, str, date)

    low: ClassVar = 36_526.0
    """2000-01-01."""
    end: ClassVar = 2_958_466.0
    """The day after 9999-12-31."""

    domain: ClassVar = 'a date from the year 2000 on, such as "2026-05-01" or a cell that holds one'
    noun: ClassVar = domain
    safe: ClassVar = low
    appearance: ClassVar[Appearance] = "date"
    type_hint: ClassVar = "date | str | float"
    array_hint: ClassVar = "_Days"

    def problem(self, value: float) -> str | None:
        """Say what is wrong with one day, or ``None``."""
        if self.low <= value < self.end:
            return None
        computed = " (a date without quotes is computed: 2026-05-01 is 2020)" if 0 < value < self.low else ""
        return f"must be {self.domain}, got {spell(value)}{computed}"

    def faulty(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the elements that have a ``problem``."""
        return ~((values >= self.low) & (values < self.end))

    def convert(self, entry: Entry, cell: Any) -> float:
        """Read a day as a number, a date or a text such as ``2026-05-01``."""
        if isinstance(cell, str):
            try:
                cell = date.fromisoformat(cell.strip())
            except ValueError as error:
                raise InvalidInput(f"{entry.name} must be {self.noun}, got {spell(cell)}") from error
        return serial_number(cell) if isinstance(cell, date) else as_float(cell)

    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many days, each that stands in many cells once."""
        if set(map(type, cells)) <= {float, int}:
            return self.checked(entry, as_floats(cells))
        days: dict[Any, float] = {}
        refused: dict[Any, InvalidInput] = {}
        for cell in dict.fromkeys(cells):
            try:
                days[cell] = self.convert(entry, cell)
            except InvalidInput as refusal:
                days[cell], refused[cell] = self.safe, refusal
        read = self.checked(entry, np.array(list(map(days.__getitem__, cells)), dtype=float))
        if not refused:
            return read
        mask = np.fromiter(map(refused.__contains__, cells), dtype=bool, count=len(cells))
        return Elements(read.values, Faults.where(mask, next(iter(refused.values()))), read.impossible)

    def read_python(self, entry: Entry, value: Any) -> float | Elements:
        """Read days of Python's, of NumPy's, as texts or as numbers of a spreadsheet."""
        days = python_array(entry, value, "fiubOUSM", f"be {self.domain}")
        if days.dtype.kind == "M":
            since = days.astype("datetime64[D]") - np.datetime64(DAY_ZERO)
            days = np.where(np.isnat(days), np.nan, since.astype(float))
        else:
            each = np.asarray(value, dtype=object)
            days = np.array([self.read_cell(entry, one) for one in each.ravel().tolist()], dtype=float)
            days = days.reshape(each.shape)
        return float(days) if days.ndim == 0 else self.checked(entry, days)

    def rule(self, entry: Entry, first: str) -> CellRule:
        """A date from the first day on."""
        return CellRule("date", f"{self.low:g}", "greaterThanOrEqual")

    def test(self, entry: Entry, cell: str) -> str:
        """A number from the first day on."""
        return f"IF(ISNUMBER({cell}),{cell}>={self.low:g},FALSE)"


@dataclass(frozen=True)
class Flag(Single):
    """Yes or no. 1 and 0 are TRUE and FALSE: in Excel people type them so, and in Calc they are the same."""

    unit: str = "TRUE or FALSE"
    domain: str = "TRUE or FALSE"
    noun: str = "TRUE or FALSE"
    safe: bool = False
    types: ClassVar = (bool, int, float)
    dtype: ClassVar = bool
    appearance: ClassVar[Appearance] = "text"
    type_hint: ClassVar = "bool"
    array_hint: ClassVar = "_Flags"

    def problem(self, value: bool) -> str | None:
        """Nothing is wrong with either."""
        return None

    def convert(self, entry: Entry, cell: Any) -> bool:
        """Read TRUE or FALSE, 1 or 0."""
        if cell not in (0, 1):
            raise InvalidInput(f"{entry.name} must be {self.noun}, got {spell(cell)}")
        return bool(cell)

    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many."""
        numbers = as_floats(cells)
        wrong = ~np.isin(numbers, (0, 1))
        if not wrong.any():
            return Elements(numbers == 1)
        got = spell(cells[int(np.argmax(wrong))])
        refusal = InvalidInput(f"{entry.name} must be {self.noun}, got {got}")
        return Elements(numbers == 1, Faults.where(wrong, refusal))

    def read_python(self, entry: Entry, value: Any) -> bool | Elements:
        """Read one or an array of them."""
        array = python_array(entry, value, "biuf", f"be {self.noun}")
        if not np.isin(array, (0, 1)).all():
            raise InvalidInput(f"{entry.name} must be {self.noun}, got {spell(value)}")
        return bool(array) if array.ndim == 0 else Elements(array.astype(bool))

    def rule(self, entry: Entry, first: str) -> CellRule:
        """One of the two."""
        return CellRule("list", '"TRUE,FALSE"')

    def test(self, entry: Entry, cell: str) -> str:
        """One of the two."""
        return f"ISLOGICAL({cell})"
