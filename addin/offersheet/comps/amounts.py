"""Reading the cells of pay data: amounts as people and programs write them, currencies, and texts."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from offersheet.facts import load
from offersheet.worksheet.kinds import spell

__all__ = [
    "AMBIGUOUS",
    "BLANK",
    "NOT_A_NUMBER",
    "amount",
    "currency",
    "currency_code",
    "decimal_mark",
    "folded",
    "share",
    "text",
]

BLANK = math.nan
NOT_A_NUMBER = math.inf
AMBIGUOUS = -math.inf
"""No amount that is read is any of these."""

_BLANKS = frozenset({"", "-", "--", "n/a", "na", "nan", "none", "null"})

_PLAIN = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPS_OF_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?")
_GROUPS_OF_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]*)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]*")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}

_CURRENCIES = load("comps")["currencies"]
_SIGNS: dict[str, str] = {sign.casefold(): code for sign, code in _CURRENCIES["signs"].items()}
_MARK = "|".join(
    map(re.escape, sorted([*_CURRENCIES["codes"], *_CURRENCIES["signs"]], key=len, reverse=True))
)
_WRITTEN = re.compile(
    rf"(?P<sign>[+-]?)(?P<before>{_MARK})?\s*(?P<inner>[+-]?)(?P<digits>[0-9.,]+(?:e[+-]?[0-9]+)?)"
    rf"\s*(?P<times>[km]?)\s*(?P<after>{_MARK})?",
    re.IGNORECASE | re.ASCII,
)
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]*)?\s*%", re.ASCII)


@lru_cache(maxsize=30_000, typed=True)  # pay repeats itself; TRUE is not 1
def amount(cell: Any, *, decimal_comma: bool = False, decimal: str | None = None) -> float:
    """Read an amount: plain, with grouped thousands, in thousands, with a currency.

    Where semicolons part the cells, a comma may begin the decimals. What can be read in two ways, as a point
    before three digits can, is ambiguous, unless it is known what the file has before its ``decimal``
    digits; but a point before those of dollars says nothing of other currencies, nor of thousands.

    >>> amount("$118,000"), amount("118.000,50", decimal_comma=True), amount(95_000), amount("120k")
    (118000.0, 118000.5, 95000.0, 120000.0)
    >>> amount("120.000") == amount("€120.000", decimal=".") == AMBIGUOUS
    True
    >>> amount("120.000", decimal="."), amount("120.000", decimal=",")
    (120.0, 120000.0)
    >>> amount("12%") == amount("Not applicable") == NOT_A_NUMBER
    True
    """
    if isinstance(cell, str):
        return _written(cell.strip(), decimal_comma, decimal)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return BLANK if cell is None else NOT_A_NUMBER
    try:
        number = float(cell)
    except OverflowError:
        return NOT_A_NUMBER
    return NOT_A_NUMBER if math.isinf(number) else number


def _written(written: str, decimal_comma: bool, decimal: str | None) -> float:
    if written.casefold() in _BLANKS:
        return BLANK
    parts = _WRITTEN.fullmatch(written)
    if parts is None or (parts["sign"] and parts["inner"]):
        return NOT_A_NUMBER
    readings, times = _readings(parts["digits"], decimal_comma), _TIMES[parts["times"].lower()]
    if len(readings) > 1:
        if not decimal or (decimal == "." and (times > 1 or _mark(parts) not in ("", "USD"))):
            return AMBIGUOUS
        readings = {decimal: readings[decimal]}
    number = next(iter(readings.values()), NOT_A_NUMBER) * times
    return _finite(-number if "-" in (parts["sign"], parts["inner"]) else number)


def _readings(digits: str, decimal_comma: bool) -> dict[str, float]:
    """Return what digits may be, by what would then stand before decimals."""
    readings: dict[str, float] = {}
    if any(form.fullmatch(digits) for form in (_PLAIN, _GROUPS_OF_COMMAS, _LAKHS)):
        readings["."] = float(digits.replace(",", ""))
    if _GROUPS_OF_POINTS.fullmatch(digits) or (decimal_comma and _DECIMAL_COMMA.fullmatch(digits)):
        readings[","] = float(digits.replace(".", "").replace(",", "."))
    return readings


@lru_cache(maxsize=30_000, typed=True)
def decimal_mark(cell: Any, *, decimal_comma: bool = False) -> str:
    """Return what the file of an amount has before decimals, where the amount can be read in one way only.

    >>> decimal_mark("12.5"), decimal_mark("1,200"), decimal_mark("1.200.000"), decimal_mark("250.000")
    ('.', '.', ',', '')
    """
    parts = _WRITTEN.fullmatch(cell.strip().rstrip("% ")) if isinstance(cell, str) else None
    if parts is None or not {".", ","} & set(parts["digits"]):
        return ""
    marks = list(_readings(parts["digits"], decimal_comma))
    return marks[0] if len(marks) == 1 else ""


def _finite(number: float) -> float:
    return number if math.isfinite(number) else NOT_A_NUMBER


@lru_cache(maxsize=30_000, typed=True)
def share(cell: Any) -> float:
    """Read a percentage as a fraction; what is none is blank.

    >>> share("12.5%"), share("15k")
    (0.125, nan)
    """
    if isinstance(cell, str) and _PERCENT.fullmatch(cell.strip()):
        return float(cell.strip().rstrip("% ")) / 100
    return BLANK


@lru_cache(maxsize=30_000, typed=True)
def currency(cell: Any) -> str:
    """Return the currency that an amount is written with: its code, or nothing.

    >>> currency("$145k"), currency("1,20,000 INR"), currency(95_000)
    ('USD', 'INR', '')
    """
    parts = _WRITTEN.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return _mark(parts) if parts else ""


def _mark(parts: re.Match[str]) -> str:
    return currency_code(parts["before"] or parts["after"] or "")


def currency_code(mark: str) -> str:
    """Return the code of a currency from its sign or its code, with other words beside it or not.

    >>> currency_code("€"), currency_code("usd"), currency_code("EUR European euro")
    ('EUR', 'USD', 'EUR')
    """
    word = (mark.split() or [""])[0]
    return _SIGNS.get(word.casefold(), word.upper())


def text(cell: Any) -> str:
    """Read a text; a company called 37 is a number to a spreadsheet.

    >>> text(" Acme "), text(37.0), text(None)
    ('Acme', '37', '')
    """
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None or cell != cell else spell(cell)


@lru_cache(maxsize=30_000)
def folded(written: str) -> str:
    """Return a word without case, spaces and signs: ``Base salary`` is ``basesalary``."""
    return "".join(letter for letter in written.casefold() if letter.isalnum())
