"""Reading the cells of pay data: amounts as people and programs write them, and texts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from offersheet.worksheet.kinds import spell

__all__ = ["AMBIGUOUS", "BLANK", "NOT_A_NUMBER", "Remembered", "amount", "text"]

BLANK = math.nan
NOT_A_NUMBER = math.inf
AMBIGUOUS = -math.inf
"""No amount that is read is any of these."""

_BLANKS = frozenset({"", "-", "--", "n/a", "na", "nan", "none", "null"})

_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPS_OF_COMMAS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_GROUPS_OF_POINTS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]*")


def amount(cell: Any, *, decimal_comma: bool = False) -> float:
    """Read an amount: plain, with grouped thousands, with a dollar sign.

    Where semicolons part the cells, a comma may begin the decimals, and what can be read in two ways
    is ambiguous.

    >>> amount("$118,000"), amount("118.000,50", decimal_comma=True), amount(95_000)
    (118000.0, 118000.5, 95000.0)
    >>> amount("118,000", decimal_comma=True) == AMBIGUOUS, amount("120k") == NOT_A_NUMBER
    (True, True)
    """
    if isinstance(cell, str):
        return _written(cell.strip(), decimal_comma)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return BLANK if cell is None else NOT_A_NUMBER
    try:
        number = float(cell)
    except OverflowError:
        return NOT_A_NUMBER
    return NOT_A_NUMBER if math.isinf(number) else number


def _written(written: str, decimal_comma: bool) -> float:
    if written.casefold() in _BLANKS:
        return BLANK
    if written.startswith(("$", "-$")):
        written = written.replace("$", "", 1).lstrip()
    readings: set[float] = set()
    if _PLAIN.fullmatch(written) or _GROUPS_OF_COMMAS.fullmatch(written):
        readings.add(float(written.replace(",", "")))
    if decimal_comma and (_GROUPS_OF_POINTS.fullmatch(written) or _DECIMAL_COMMA.fullmatch(written)):
        readings.add(float(written.replace(".", "").replace(",", ".")))
    if len(readings) > 1:
        return AMBIGUOUS
    return next((number for number in readings if math.isfinite(number)), NOT_A_NUMBER)


def text(cell: Any) -> str:
    """Read a text; a company called 37 is a number to a spreadsheet.

    >>> text(" Acme "), text(37.0), text(None)
    ('Acme', '37', '')
    """
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None else spell(cell)


_Read = TypeVar("_Read")

MOST_REMEMBERED = 30_000
"""Distinct cells of a column whose reading is remembered: pay data repeats itself."""


class Remembered(dict[Any, _Read], Generic[_Read]):
    """What cells of a column were read as; each distinct one is read once.

    A cell that is TRUE must come as a text, for it is equal to the number 1.
    """

    def __init__(self, read: Callable[[Any], _Read]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> _Read:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        read = self[cell] = self._read(cell)
        return read
