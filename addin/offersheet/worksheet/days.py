"""Days, and the numbers by which spreadsheets know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from offersheet.worksheet.spelling import spell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DAY_ZERO", "Day", "serial_number"]

DAY_ZERO = date(1899, 12, 30)
"""From which spreadsheets count, once the 29th of February 1900, which Excel alone knows, is past."""


def serial_number(day: date) -> float:
    """Return the number of a day, whatever its hour.

    >>> serial_number(date(2026, 5, 1))
    46143.0
    """
    return float(day.toordinal() - DAY_ZERO.toordinal())


@dataclass(frozen=True)
class Day:
    """A day, as the number that spreadsheets give it: days since the end of 1899, hours as a fraction.

    The days before 2000 are none here: 2026-05-01 typed into a formula without quotes is the number 2020,
    which is a day of 1905.
    """

    unit: str = "date"
    looked_up: ClassVar = False
    dtype: ClassVar = float
    cells: ClassVar = frozenset({float, int, str, date, datetime})

    low: ClassVar = 36_526.0
    """2000-01-01."""
    end: ClassVar = 2_958_466.0
    """The day after 9999-12-31."""

    domain: ClassVar = 'a date from the year 2000 on, such as "2026-05-01" or a cell that holds one'
    safe: ClassVar = low

    def problem(self, value: float) -> str | None:
        """Say what is wrong with one day, or ``None``."""
        return None if self.low <= value < self.end else f"must be {self.domain}, got {spell(value)}"

    def faulty(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the elements that have a ``problem``."""
        return ~((values >= self.low) & (values < self.end))
