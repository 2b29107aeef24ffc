"""The sheet ``Comps``: what others are paid, line by line, and where each offer stands among them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from offersheet.errors import InvalidInput
from offersheet.facts import load
from offersheet.model.comps_columns import COLUMNS, COMPONENTS, LABELS, MOST_COMPS, Comp, Component
from offersheet.workbook.engine.layout import (
    Charts,
    Figures,
    Lines,
    Look,
    PasteTable,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
    Twin,
)
from offersheet.workbook.parts import comps_twins as twins
from offersheet.workbook.parts.comps_lines import workings
from offersheet.workbook.parts.comps_words import COUNTS, DIFFERS, FILTERED, FILTERS, NO_SENSE
from offersheet.workbook.parts.identities import holds
from offersheet.workbook.parts.inputs import typed_in
from offersheet.workbook.parts.pictures import COMPS_BAND
from offersheet.worksheet.kinds import FRACTION, MONEY, spell
from offersheet.worksheet.spelling import as_in_a_cell

__all__ = ["checked_comps", "comps_sheet"]

FEWEST_LINES, SPARE_LINES = 500, 100
PERCENTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
FACTS = load("comps")


def comps_sheet(rows: Sequence[Comp] = ()) -> Sheet:
    """Declare the percentiles, the ranks and the table; the table has room for more than the rows given."""
    lines = max(FEWEST_LINES, len(rows) + SPARE_LINES)
    return Sheet(
        name="Comps",
        title="Comps",
        intro="What others are paid. Paste it into the table below; see where each offer stands among it.",
        kind="inputs",
        locked=False,
        heads=False,
        blocks=(
            Lines((("Go to the table, and paste what you know", "comps_table"),)),
            Scalars(
                "Which comps count",
                [
                    *(_filter(name) for name in FILTERS),
                    _with_status("count", "Comps that count", COUNTS, "result"),
                ],
                intro="Part of a word is enough, capitals do not matter; blank lets everything through.",
            ),
            Figures(
                "Percentiles of the comps that count",
                [f"p{share * 100:g}" for share in PERCENTILES],
                (
                    *(_band(component) for component in COMPONENTS),
                    Row(
                        "comps_share",
                        "Share of comps at or below",
                        "fraction",
                        "",
                        "rate",
                        values=PERCENTILES,
                    ),
                ),
                intro="Interpolated, ends included: PERCENTILE.",
            ),
            Rows(
                "Where each offer stands",
                [row(component) for row in (_offered, _rank, _below) for component in COMPONENTS],
                heads=True,
                intro="Rank 0 % is at or below the lowest comp that counts, 100 % at or above the highest.",
            ),
            Charts("At a glance", (COMPS_BAND,), height=20),
            Scalars("How many lines there are", _counts()),
            Scalars(
                "What can be a year's pay",
                [*(_bounds(component) for component in COMPONENTS), *_AGREEMENT],
                heads=("Lowest", "Highest"),
                intro="A line with less or more in any part is left out; a bonus or stock may also be 0.",
            ),
            PasteTable(
                name="comps",
                title="Comps: paste here",
                columns=COLUMNS,
                workings=workings(lines),
                rows=rows,
                lines=lines,
                intro="A line is one person's pay. A blank Total is added up where all parts are given.",
            ),
        ),
    )


def checked_comps(rows: Sequence[Comp]) -> Sequence[Comp]:
    """Return lines of the table as they are, or say why they cannot be written."""
    if len(rows) > MOST_COMPS:
        raise InvalidInput(f"a workbook holds at most {MOST_COMPS:,} comps, got {len(rows):,}")
    for number, row in enumerate(rows, start=1):
        for name, cell in row.items():
            if name not in LABELS:
                raise InvalidInput(f"comp {number}: there is no column {spell(name)}")
            number_like = isinstance(cell, (int, float)) and not isinstance(cell, bool)
            if not (cell is None or isinstance(cell, str) or (number_like and math.isfinite(cell))):
                raise InvalidInput(f"comp {number}: {name} must be a text or a number, got {spell(cell)}")
            if isinstance(cell, str) and as_in_a_cell(cell) != cell:
                why = "it is too long, or holds a control character"
                raise InvalidInput(f"comp {number}: {name} {spell(cell)} cannot stand in a cell: {why}")
    return rows


# ---------------------------------------------------------------- above the table


def _filter(name: str) -> tuple[Scalar, Scalar]:
    """Declare a filter, and beside it what is looked for, without capitals or spaces around it."""
    typed = f"comps_filter_{name}"
    return (
        Scalar(typed, f"{LABELS[name]} contains", "text", format="text"),
        Scalar(
            f"wanted_{name}",
            LABELS[name],
            "text",
            formula=f"LOWER(TRIM({typed}))",
            format="text",
            look="calculation",
            equals=twins.wanted(name),
        ),
    )


def _bounds(component: Component) -> tuple[Scalar, ...]:
    facts = FACTS["pay"][component]
    return tuple(
        typed_in(f"comps_{component}_{bound}", LABELS[component], "money a year", float(facts[bound]), MONEY)
        for bound in ("low", "high")
    )


_AGREEMENT = (
    (
        typed_in(
            "comps_rounding",
            "Parts may differ from the total by",
            "money",
            FACTS["agreement"]["amount"],
            MONEY,
        ),
    ),
    (
        typed_in(
            "comps_rounding_part", "or by this part of it", "fraction", FACTS["agreement"]["part"], FRACTION
        ),
    ),
)


def _band(component: Component) -> Row:
    column = f"{{column:comps_{component}_counted}}"
    return Row(
        f"comps_{component}_at",
        LABELS[component],
        "money a year",
        f'IF(COUNT({column})=0,"",PERCENTILE({column},{{comps_share}}))',
        look="result",
        name=f"comps_{component}",
        equals=twins.at(component, PERCENTILES),
    )


_OFFERED: Mapping[Component, str] = {
    "base": "{base}",
    "bonus": "{base}*{bonus_target}*{bonus_payout}",
    "stock": "{grant_a_year}",
    "total": "{comps_offer_base}+{comps_offer_bonus}+{comps_offer_stock}",
}


def _offered(component: Component) -> Row:
    return Row(
        f"comps_offer_{component}",
        LABELS[component],
        "money a year",
        _OFFERED[component],
        equals=twins.offered(component),
    )


def _rank(component: Component) -> Row:
    """Rank as PERCENTRANK does, but to the last digit, and with an answer beyond either end."""
    pay, column = f"{{comps_offer_{component}}}", f"{{column:comps_{component}_counted}}"
    below = f"{{comps_{component}_below}}"
    between = f"({pay}-SMALL({column},{below}))/(SMALL({column},{below}+1)-SMALL({column},{below}))"
    beyond = f"({below}>0)+(COUNT({column})=1)*({pay}=MAX({column}))"
    return Row(
        f"comps_{component}_rank",
        f"{LABELS[component]}: rank",
        "fraction",
        f'IF(COUNT({column})=0,"",IFERROR(({below}-1+{between})/(COUNT({column})-1),{beyond}))',
        "rate",
        look="result",
        name=f"comps_rank_{component}",
        equals=twins.rank(component),
    )


def _below(component: Component) -> Row:
    column = f"{{column:comps_{component}_counted}}"
    return Row(
        f"comps_{component}_below",
        f"{LABELS[component]}: comps that pay less",
        "count",
        f'SUMPRODUCT(({column}<>"")*({column}<{{comps_offer_{component}}}))',
        "count",
        equals=twins.below(component),
    )


def _count(name: str, label: str, formula: str, equals: Twin, look: Look = "calculation") -> tuple[Scalar]:
    return (
        Scalar(f"comps_{name}", label, "count", formula=formula, format="count", look=look, equals=equals),
    )


def _with_status(name: str, label: str, status: str, look: Look = "calculation") -> tuple[Scalar]:
    return _count(
        name, label, f'COUNTIF({{column:comps_status}},"{status}")', twins.with_status(status), look
    )


def _counts() -> list[tuple[Scalar]]:
    """Say how many lines count, and why the others do not: none is left out without a word."""
    whole = "AND(comps_beneath=0,COUNTA({column:comps_status})=ROWS({column:comps_status}))"
    return [
        _count(
            "lines", "Lines with anything in them", 'SUMPRODUCT(({column:comps_status}<>"")*1)', twins.filled
        ),
        *(
            _count(
                f"count_{component}",
                f"That count, and say {LABELS[component].lower()}",
                f"COUNT({{column:comps_{component}_counted}})",
                twins.counting(component),
            )
            for component in COMPONENTS
        ),
        _with_status("filtered", "Filtered out", FILTERED),
        *(
            _with_status(status.replace(" ", "_"), f"Make no sense: {why}", status)
            for status, why in NO_SENSE.items()
        ),
        _count(
            "differ",
            "Total taken, though its parts differ",
            f'COUNTIF({{column:comps_differs}},"{DIFFERS}")',
            twins.differing,
        ),
        _count(
            "added",
            "Total added up from its parts",
            "COUNT({column:comps_total_counted})"
            f'-SUMPRODUCT(({{column:comps_status}}="{COUNTS}")*({{column:comps_total}}<>""))',
            twins.added,
        ),
        _count(
            "no_parts",
            "Base of 0, taken as not given",
            f'COUNTIFS({{column:comps_status}},"{COUNTS}",{{column:comps_base}},0)',
            twins.without_base,
        ),
        _count(
            "beneath",
            "Cells beneath the table, not counted",
            "COUNTA({column:comps_room})-COUNTA({column:comps_cells})",
            lambda inputs: 0,
        ),
        (
            Scalar(
                "comps_whole",
                "Every line is looked at",
                "",
                formula=whole,
                format="text",
                look="check",
                equals=holds,
            ),
        ),
    ]
