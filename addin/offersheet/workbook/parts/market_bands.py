"""Where each offer sits in the range of its tier: what it pays, the ends of the range, and its place."""

from __future__ import annotations

from typing import Literal

from offersheet.workbook.engine.layout import Row
from offersheet.workbook.parts.market_twins import Basis, Part, end, in_a_word, place, yours

__all__ = ["PRINTED", "TIER", "compared", "placed", "placed_as_printed"]


def _of_tier(row: str) -> str:
    """Return the formula for what a line of the table says of this offer's tier."""
    return f"SUMPRODUCT(({{offers:tier_key}}={{market_tier}})*{{offers:{row}}})"


def _position(value: str, low: str, high: str) -> str:
    return f'IF({{{high}}}>{{{low}}},({{{value}}}-{{{low}}})/({{{high}}}-{{{low}}}),"")'


def _word(position: str) -> str:
    line = f"2+({{{position}}}>1)-({{{position}}}<0)"
    return f'IF(ISNUMBER({{{position}}}),CHOOSE({line},"below","inside","above"),"")'


def _place(
    key: str, label: str, cells: tuple[str, str, str], equals: tuple[Part, Basis], note: str = ""
) -> tuple[Row, Row]:
    """Return where a value sits in a band, as a number and in a word."""
    return (
        Row(
            f"position_{key}",
            label,
            "0 to 1",
            _position(*cells),
            "factor",
            "result",
            note,
            equals=place(*equals),
        ),
        Row(
            f"word_{key}",
            f"{label}: in a word",
            "",
            _word(f"position_{key}"),
            "text",
            "result",
            equals=in_a_word(*equals),
        ),
    )


def placed(part: Part, label: str) -> tuple[Row, Row]:
    """Return where a part of pay sits in the range of its tier."""
    notes = {
        "bonus": "At target, in money.",
        "stock": "The whole grant over its vesting years; options and startup equity at their present value.",
        "total": "Base, bonus and a year of the stock, on both sides.",
    }
    names = (f"market_{part}", f"band_{part}_low", f"band_{part}_high")
    return _place(part, label, names, (part, "annualised"), notes.get(part, ""))


def placed_as_printed() -> tuple[Row, Row]:
    """Return where the total sits in the range that was published."""
    names = ("market_total", "printed_total_low", "printed_total_high")
    note = "Hard to trust: it is not what its parts add to."
    return _place("printed", "Total in the printed range", names, ("total", "published"), note)


TIER = Row(
    "market_tier",
    "Tier",
    "",
    'IF({offer_tier}="",{blank:offer_tier},{offer_tier})',
    "text",
    equals="offer.tier",
)
_YOURS = {
    "base": ("Base", "{base}"),
    "bonus": ("Bonus at target", "{base}*{bonus_target}"),
    "stock": ("Stock, a year of it", "{grant_a_year}"),
    "total": ("This offer: base, bonus, a year of stock", "{market_base}+{market_bonus}+{market_stock}"),
}
_ENDS = {
    "base": ("tier_base_low", "tier_base_high"),
    "bonus": ("tier_bonus_money_low", "tier_bonus_money_high"),
    "stock": ("tier_stock_year_low", "tier_stock_year_high"),
    "total": ("tier_year_low", "tier_year_high"),
}


def compared(part: Part) -> tuple[Row, ...]:
    """Return what an offer pays of a part, and the ends of its tier's range."""
    label, formula = _YOURS[part]
    low, high = _ENDS[part]
    return (
        Row(f"market_{part}", label, "money a year", formula, equals=yours(part)),
        Row(
            f"band_{part}_low",
            f"Low end of its tier: {part}",
            "money a year",
            _of_tier(low),
            equals=end(part, "low"),
        ),
        Row(
            f"band_{part}_high",
            f"High end of its tier: {part}",
            "money a year",
            _of_tier(high),
            equals=end(part, "high"),
        ),
    )


def _printed(bound: Literal["low", "high"]) -> Row:
    return Row(
        f"printed_total_{bound}",
        f"Printed total, {bound} end",
        "money a year",
        _of_tier(f"tier_total_{bound}"),
        equals=end("total", bound, "published"),
    )


PRINTED = (_printed("low"), _printed("high"))
