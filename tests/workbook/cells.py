"""Where each thing stands that a workbook shows, and whether it shows what the model says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from offersheet.model.cents import HALF_A_CENT
from offersheet.workbook.engine.columns import letter
from offersheet.workbook.engine.place import Plan

WITHIN = 1e-9
DIGITS = 4e-15
"""What rounding may leave of the largest amount of a column."""

SHARES = {
    "year_cash_share": ("year_cash", "kept_cash"),
    "year_equity_share": ("year_equity", "kept_equity"),
}
"""Shares, the amounts of which they are one, and what is added up with them."""


class Cell(NamedTuple):
    """A cell of a sheet, from row 1 and column 1 on."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letter(self.column)}{self.row}"


def cells(plan: Plan) -> Iterator[tuple[str, list[Any]]]:
    """Yield the name under which something is shown, and its cells, nested as its values are."""
    for sheet, placed in plan.sheets:
        for block, top in placed:
            for shown in block.shows(block.first_line(top)):
                yield shown.name, [_on(sheet.name, place) for place in shown.cells]


def _on(sheet: str, place: Any) -> Any:
    return Cell(sheet, *place) if isinstance(place, tuple) else [_on(sheet, one) for one in place]


def departures(
    contents: Mapping[str, Sequence[Sequence[Any]]], plan: Plan, said: Mapping[str, Sequence[Any]]
) -> Iterator[str]:
    """Say where what the sheets hold is not what the model says.

    Where large amounts are taken from each other, what is left is known no better than they are.
    """
    expected = [
        (name, *pair) for name, places in cells(plan) if name in said for pair in flat(places, said[name])
    ]
    dust = dust_of({place: value for _, place, value in expected})
    unsure = dict(_unsure(expected, dust))
    for name, place, value in expected:
        shown = _at(contents, place)
        within = max(WITHIN, unsure.get((name, place.column), 0.0))
        if not same(shown, value, dust.get((place.sheet, place.column), 0.0), within):
            yield f"{name} at {place}: {shown!r}, not {value!r}"


def _unsure(
    expected: Sequence[tuple[str, Cell, Any]], dust: Mapping[tuple[str, int], float]
) -> Iterator[tuple[tuple[str, int], float]]:
    """Yield how little is known of shares of the smallest amount of a column, and of what adds up by them."""
    for share, (whole, added) in SHARES.items():
        smallest: dict[tuple[str, int], float] = {}
        for name, (sheet, _, column), value in expected:
            if name == whole and not isinstance(value, str) and value >= HALF_A_CENT:
                smallest[sheet, column] = min(value, smallest.get((sheet, column), value))
        for (sheet, column), amount in smallest.items():
            for name in (share, added):
                yield (name, column), dust[sheet, column] / amount


def dust_of(expected: Mapping[Cell, Any]) -> dict[tuple[str, int], float]:
    """Return what rounding may leave in each column of each sheet."""
    dust: dict[tuple[str, int], float] = {}
    for place, value in expected.items():
        if not isinstance(value, str) and math.isfinite(value):
            column = place.sheet, place.column
            dust[column] = max(dust.get(column, 0.0), DIGITS * abs(value))
    return dust


def flat(places: Sequence[Any], values: Sequence[Any]) -> Iterator[tuple[Cell, Any]]:
    """Yield each cell with what it should show."""
    for place, value in zip(places, values, strict=True):
        if isinstance(place, Cell):
            yield place, value
        else:
            yield from flat(place, value)


def _at(contents: Mapping[str, Sequence[Sequence[Any]]], place: Cell) -> Any:
    rows = contents[place.sheet]
    inside = place.row <= len(rows) and place.column <= len(rows[0])
    return rows[place.row - 1][place.column - 1] if inside else ""


_NUMBERS = re.compile(r"(\d[\d,]*)")
_TO_THE_LAST_DIGIT = 1e14
"""Above it, a sum of floats is not known to the last digit that words spell out."""


def same(shown: Any, expected: Any, dust: float = 0.0, within: float = WITHIN) -> bool:
    """Whether a cell shows this: numbers to the ninth digit, TRUE as 1, words whatever their capitals.

    A cell with an error shows nothing that is known: ``None``.
    """
    if shown is None:
        return False
    if isinstance(expected, str) and isinstance(shown, str):
        return shown == expected or _same_words(shown.casefold(), expected.casefold())
    if isinstance(expected, str) or isinstance(shown, str):
        return False
    return math.isclose(shown, expected, rel_tol=within, abs_tol=max(WITHIN, dust))


def _same_words(shown: str, expected: str) -> bool:
    left, right = _NUMBERS.split(shown), _NUMBERS.split(expected)
    if left[::2] != right[::2]:
        return False
    pairs = (
        (float(a.replace(",", "")), float(b.replace(",", "")))
        for a, b in zip(left[1::2], right[1::2], strict=True)
    )
    return all(a == b or (a > _TO_THE_LAST_DIGIT and math.isclose(a, b, rel_tol=WITHIN)) for a, b in pairs)
