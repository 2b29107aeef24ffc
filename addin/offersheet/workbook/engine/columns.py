"""The columns of a sheet: which is which, what they are called, and how much text they take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from string import ascii_uppercase

from offersheet.model.offer import MOST_OFFERS

__all__ = [
    "FIRST_OFFER",
    "HEAD_ROW",
    "HELP",
    "LABEL",
    "LAST_OFFER",
    "LINE_HEIGHT",
    "NOTE",
    "OFFER_COLUMNS",
    "UNIT",
    "area",
    "fitting",
    "height_of",
    "letter",
    "lines_in",
    "widest",
]

LABEL, UNIT, HELP, FIRST_OFFER = 1, 2, 3, 4
NOTE = FIRST_OFFER + MOST_OFFERS
LAST_OFFER = NOTE - 1
OFFER_COLUMNS = tuple(range(FIRST_OFFER, NOTE))
HEAD_ROW = 3
LINE_HEIGHT = 16.0
"""In points, of a row with one line of text."""


def letter(column: int) -> str:
    """Return a column's letter; no sheet here is wider than the alphabet."""
    return ascii_uppercase[column - 1]


def area(rows: range, left: int, right: int) -> str:
    """Return the address of some columns of some rows."""
    return f"{letter(left)}{rows[0]}:{letter(right)}{rows[-1]}"


def fitting(texts: Iterable[str]) -> float:
    """Return the width of the longest text, in digits; small letters are narrower, capitals wider."""
    return max((sum(1.2 if sign.isupper() else 0.88 for sign in text) for text in texts), default=0) + 3


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text fills when it is wrapped."""
    return max(1, math.ceil(fitting([text]) / width))


def height_of(lines: int) -> float:
    """Return the height of so many lines of text, in points."""
    return 6 + 13 * lines


def widest(wishes: Iterable[Mapping[int, float]]) -> dict[int, float]:
    """Return for each column the most that anything wishes, from left to right."""
    widths: dict[int, float] = {}
    for wish in wishes:
        for column, width in wish.items():
            widths[column] = max(width, widths.get(column, 0.0))
    return dict(sorted(widths.items()))
