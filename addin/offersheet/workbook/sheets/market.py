"""The sheet ``Market``: what such jobs pay by the article, and where each offer sits in that."""

from __future__ import annotations

from offersheet.facts.article import calendar, dated, metros
from offersheet.model.fields import Field
from offersheet.workbook.engine.layout import Charts, Figures, Lines, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.parts.inputs import format_of, yearly
from offersheet.workbook.parts.market_bands import PRINTED, TIER, compared, placed, placed_as_printed
from offersheet.workbook.parts.market_tables import ADDED_UP, ALSO_SAID, OF_TIERS, WARNING
from offersheet.workbook.parts.market_twins import (
    Part,
    about_the_day,
    day_typed,
    elsewhere,
    factor,
    found,
    quarter_of_the_day,
    trend,
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
                [row for part, label in PARTS.items() for row in placed(part, label)]
                + list(placed_as_printed()),
                "0 is the low end of the tier's range, 1 the high end; below 0 is under it, above 1 over it.",
                heads=True,
            ),
            Charts("", (TOTAL_IN_BAND,)),
            Rows(
                "What is compared",
                [TIER, *(row for part in PARTS for row in compared(part)), *PRINTED],
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
                    _FOUND,
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
_FOUND = Row(
    "market_found",
    "Its base for 1 in the Bay Area, by the table",
    "times",
    f'({{market_metro}}<>"")*SUMPRODUCT(({_IN_TABLE}>0)*{{offers:metro_factor}})',
    "fraction",
    note="0 where the table does not hold it.",
    equals=found,
)
_FACTOR = Row(
    "market_factor",
    "Base there for 1 in the Bay Area",
    "times",
    'IF({market_found}>0,{market_found},CHOOSE(1+({market_metro}=""),"not in the table","none typed"))',
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
        (
            Scalar(
                "quarter",
                "Quarter of that day",
                "quarter",
                formula="IFERROR(ROUNDUP(MONTH(negotiate_date)/quarter_months,0)*(negotiate_date>=first_day),0)",
                format="number",
                look="calculation",
                note="0 where it is no day.",
                equals=quarter_of_the_day,
            ),
        ),
        (
            Scalar(
                "day_typed",
                "What is typed",
                "1, 2 or 3",
                formula='1+ISNUMBER(negotiate_date)+2*(negotiate_date="")',
                format="number",
                look="calculation",
                note="1 for words, 2 for a number, 3 for nothing.",
                equals=day_typed,
            ),
        ),
    ),
)
_WINDOW = (
    "=IF(quarter>0,INDEX({column:calendar},quarter),"
    'CHOOSE(day_typed,"That is no day.","There is no such day here.",'
    '"Type a day above to read what its quarter means."))'
)
