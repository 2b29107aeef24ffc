"""The sheet ``Market``: what such jobs pay by the article, and where each offer sits in that."""

from __future__ import annotations

from typing import Literal

from offersheet.facts.article import calendar, dated, metros
from offersheet.model.fields import Field
from offersheet.workbook.engine.layout import Charts, Figures, Lines, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.parts.inputs import format_of, yearly
from offersheet.workbook.parts.market_tables import ADDED_UP, ALSO_SAID, OF_TIERS, WARNING
from offersheet.workbook.parts.market_twins import (
    Basis,
    Part,
    about_the_day,
    elsewhere,
    end,
    factor,
    in_a_word,
    place,
    trend,
    yours,
)
from offersheet.workbook.parts.pictures import TOTAL_IN_BAND
from offersheet.worksheet.kinds import Day

__all__ = ["market_sheet"]

PARTS: dict[Part, str] = {"base": "Base", "bonus": "Bonus", "stock": "Stock, a year of it", "total": "Total"}
"""What is compared, as the table's annualised side has it."""

MONTHS_IN_A_QUARTER = 3.0


def market_sheet() -> Sheet:
    """Declare the article's table, places and calendar, and how each offer compares."""
    return Sheet(
        name="Market",
        title="Market",
        intro="Is that what such jobs pay? By the article's figures, of 2026: comps of your own say more.",
        kind="model",
        heads=False,
        blocks=(
            Rows(
                "Where each offer sits among firms of its tier",
                [row for part, label in PARTS.items() for row in _placed(part, label)]
                + list(_placed_as_printed()),
                "0 is the low end of the tier's range, 1 the high end; below 0 is under it, above 1 over it.",
                heads=True,
            ),
            Charts("", (TOTAL_IN_BAND,)),
            Rows(
                "What is compared",
                [_TIER, *(row for part in PARTS for row in _compared(part)), *_PRINTED],
                heads=True,
            ),
            OF_TIERS,
            WARNING,
            ADDED_UP,
            ALSO_SAID,
            _PLACES,
            Rows(
                "What each base would be elsewhere",
                [
                    _METRO,
                    _FACTOR,
                    *(
                        Row(
                            f"base_in_{name}",
                            f"In {metro.label}",
                            "money a year",
                            _elsewhere(name),
                            equals=elsewhere(name),
                        )
                        for name, metro in metros().items()
                    ),
                ],
                "For offers whose metro, on Offers, is in the table above.",
                heads=True,
            ),
            yearly(
                "trend",
                "Base by year if it rose with the market",
                "{base}*(1+article_base_growth)^({year}-1)",
                intro="At the yearly rise of base above, as in BASE_PROJECTION; less falls behind.",
                equals=trend,
            ),
            _WHEN,
            Lines(((_WINDOW, ""),), equals=(about_the_day,)),
            Lines([(sentence, "") for sentence in calendar()], title="By quarter", key="calendar"),
        ),
    )


# ---------------------------------------------------------------- the offers in their bands


def _of_tier(row: str) -> str:
    """Return the formula for what a line of the table says of this offer's tier."""
    return f"SUMPRODUCT(({{offers:tier_key}}={{market_tier}})*{{offers:{row}}})"


def _position(value: str, low: str, high: str) -> str:
    return f'IF({{{high}}}>{{{low}}},({{{value}}}-{{{low}}})/({{{high}}}-{{{low}}}),"")'


def _word(position: str) -> str:
    below_or_above = f'IF({{{position}}}<0,"below",IF({{{position}}}>1,"above","inside"))'
    return f'IF(ISNUMBER({{{position}}}),{below_or_above},"")'


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


def _placed(part: Part, label: str) -> tuple[Row, Row]:
    notes = {
        "bonus": "At target, in money.",
        "stock": "The whole grant over its vesting years; options and startup equity at their present value.",
        "total": "Base, bonus and a year of the stock, on both sides.",
    }
    names = (f"market_{part}", f"band_{part}_low", f"band_{part}_high")
    return _place(part, label, names, (part, "annualised"), notes.get(part, ""))


def _placed_as_printed() -> tuple[Row, Row]:
    names = ("market_total", "printed_total_low", "printed_total_high")
    note = "Hard to trust: it is not what its parts add to."
    return _place("printed", "Total in the printed range", names, ("total", "published"), note)


_TIER = Row(
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


def _compared(part: Part) -> tuple[Row, ...]:
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


_PRINTED = (_printed("low"), _printed("high"))


# ---------------------------------------------------------------- places

_METROS = tuple(metros().values())
_PLACES = Figures(
    "How places differ",
    [metro.label for metro in _METROS],
    (
        Row("metro_key", "Metro, as typed on Offers", "", format="text", values=[*metros()]),
        Row("metro_label", "or", "", format="text", values=[metro.label for metro in _METROS]),
        Row("metro_also", "or", "", format="text", values=[metro.also for metro in _METROS]),
        Row(
            "metro_below_low",
            "Base below the Bay Area's, from",
            "fraction",
            format="rate",
            values=[metro.below[0] for metro in _METROS],
            note=f"The article, {dated('metros')}.",
        ),
        Row("metro_below_high", "to", "fraction", format="rate", values=[m.below[1] for m in _METROS]),
        Row(
            "metro_factor",
            "Base there for 1 in the Bay Area",
            "times",
            "1-({metro_below_low}+{metro_below_high})/2",
            "fraction",
            note="The middle of that range, as GEO_BASE takes it.",
            equals=lambda inputs: [metro.factor for metro in _METROS],
        ),
    ),
)
_METRO = Row(
    "market_metro",
    "Metro",
    "",
    "TRIM({offer_metro})",
    "text",
    equals=lambda column: column.offer.metro.strip(),
)
_IN_TABLE = "+".join(
    f"({{offers:{row}}}={{market_metro}})" for row in ("metro_key", "metro_label", "metro_also")
)
_ITS_FACTOR = f"SUMPRODUCT(({_IN_TABLE}>0)*{{offers:metro_factor}})"
_FACTOR = Row(
    "market_factor",
    "Base there for 1 in the Bay Area",
    "times",
    f'IF({{market_metro}}="","none typed",IF({_ITS_FACTOR}=0,"not in the table",{_ITS_FACTOR}))',
    "fraction",
    equals=factor,
)


def _elsewhere(metro: str) -> str:
    there = f'SUMPRODUCT(({{offers:metro_key}}="{metro}")*{{offers:metro_factor}})'
    return f'IF(ISNUMBER({{market_factor}}),{{base}}*{there}/{{market_factor}},"")'


# ---------------------------------------------------------------- the calendar

_DATE = Field(
    "negotiate_date", Day(), "The day on which you will talk about the offer.", "", False, "Day", "comparison"
)
_WHEN = Scalars(
    "When you negotiate",
    (
        (
            Scalar(
                _DATE.name,
                "Day on which you negotiate",
                "date",
                format=format_of(_DATE),
                note=f"The calendar is the article's, {dated('calendar')}.",
                field=_DATE,
            ),
        ),
        (
            Scalar(
                "first_day",
                "Days count from",
                "date",
                Day.low,
                format="date",
                look="calculation",
                note="What is earlier is a slip.",
            ),
        ),
        (
            Scalar(
                "quarter_months",
                "A quarter has",
                "months",
                MONTHS_IN_A_QUARTER,
                format="number",
                look="calculation",
            ),
        ),
    ),
)
_SENTENCE = "INDEX({column:calendar},ROUNDUP(MONTH(negotiate_date)/quarter_months,0))"
_NO_DAY = '"There is no such day here."'
_WINDOW = (
    f"=IF(ISNUMBER(negotiate_date),IF(negotiate_date<first_day,{_NO_DAY},IFERROR({_SENTENCE},{_NO_DAY})),"
    'IF(negotiate_date="","Type a day above to read what its quarter means.","That is no day."))'
)
