"""Days, and the numbers by which spreadsheets know them."""

from __future__ import annotations

from datetime import date

__all__ = ["DAY_ZERO", "serial_number"]

DAY_ZERO = date(1899, 12, 30)
"""From which spreadsheets count, once the 29th of February 1900, which Excel alone knows, is past."""


def serial_number(day: date) -> float:
    """Return the number of a day, whatever its hour.

    >>> serial_number(date(2026, 5, 1))
    46143.0
    """
    return float(day.toordinal() - DAY_ZERO.toordinal())
