"""The law that holds for each offer, on ``Floor``: what filing status and state pick from ``Data``."""

from __future__ import annotations

from collections.abc import Callable

from offersheet.model.tax.tables import NO_STATE
from offersheet.workbook.engine.layout import Format, Grid, Key, Row, Rows, Scalar, Scalars, Twin
from offersheet.workbook.parts import floor_twins as twins
from offersheet.workbook.parts.tax_data import FEDERAL, FederalFigure, bands, most_contributions
from offersheet.workbook.parts.tax_twins import OfColumn
from offersheet.workbook.parts.taxes import of_line

__all__ = ["HOME", "MINIMUM_TAX", "band_grids", "contribution_grids", "federal_figures"]


def _figure(one: FederalFigure) -> Scalar:
    line = f'MATCH("{one.name}",{{column:federal_figure}},0)'
    return Scalar(
        one.name,
        one.label,
        one.unit,
        formula=f"INDEX({{column:federal_by_status}},{line},filing_number)",
        format=one.format,
        look="calculation",
        equals=twins.federal_figure(one.item, one.figure),
    )


def federal_figures() -> Scalars:
    """Declare the figures of federal law for the filing status."""
    number = Scalar(
        "filing_number",
        "Filing status, which of the three",
        "",
        formula="IFERROR(MATCH(filing_status,list_filing_status,0),1)",
        format="number",
        look="calculation",
        note="Where it is none of them, no offer counts.",
        equals=twins.filing_number,
    )
    name = Scalar(
        "filed_as",
        "Filing status, as the tables have it",
        "",
        formula="INDEX(list_filing_status,filing_number)",
        format="text",
        look="calculation",
        equals=lambda inputs: inputs.assumptions.filing_status,
    )
    return Scalars(
        "Federal law for your filing status", [(number,), (name,), *((_figure(one),) for one in FEDERAL)]
    )


_BANDS = {
    "bracket": "Federal income tax, band by band of taxable income",
    "minimum": "Federal tax by the rules of the minimum tax, band by band of income",
    "payroll": "Social Security and Medicare, band by band of wages",
}


def band_grids(year: int) -> tuple[Grid, ...]:
    """Declare the federal taxes band by band, as ``taxes.banded`` sums them up."""
    return tuple(_bands(name, title, len(bands(name, year, "single"))) for name, title in _BANDS.items())


def _bands(name: str, title: str, count: int) -> Grid:
    line = f"MATCH(filed_as,{{column:{name}_status}},0)+{{{name}}}-1"
    return Grid(
        name,
        title,
        range(1, count + 1),
        (
            Key(name, "Band"),
            Key(
                f"{name}_begins",
                "From",
                of_line(f"{name}_from", line),
                "money",
                equals=twins.federal_bands(name, "start"),
            ),
            Key(
                f"{name}_rises",
                "Rate rises by",
                of_line(f"{name}_more", line),
                equals=twins.federal_bands(name, "more"),
            ),
        ),
    )


def _lines(
    table: str, title: str, household: str, equals: Callable[[twins.Found], OfColumn]
) -> tuple[Row, ...]:
    """Declare where the lines of a household are found in a table of its state."""
    first = f"MATCH({household},{{column:{table}_household}},0)"
    lines = f"COUNTIF({{column:{table}_household}},{household})"
    return (
        Row(
            f"{table}_found_from",
            f"Where the lines of {title} are found from",
            "",
            of_line(f"{table}_found", first),
            "price",
            note="In the column Found by; the wages are added to it.",
            equals=equals("found from"),
        ),
        Row(
            f"{table}_last_from",
            "Wages from which the last of them holds",
            "money",
            of_line(f"{table}_from", f"{first}+{lines}-1"),
            "price",
            equals=equals("last from"),
        ),
    )


HOME = Rows(
    "Where the taxes of each offer's state stand on Data",
    (
        Row(
            "home",
            "State",
            "",
            f'IF({{offer_state}}="","{NO_STATE}",{{offer_state}})',
            "text",
            equals=twins.home,
        ),
        Row(
            "household",
            "Household",
            "",
            '{home}&" "&filed_as',
            "text",
            equals=twins.household,
        ),
        *_lines("tax", "its income tax", "{household}", twins.tax_lines),
        Row(
            "state_line",
            "Its line among the states",
            "",
            "MATCH({home},{column:state_code},0)",
            "number",
            equals=twins.state_number,
        ),
        Row(
            "deducted",
            "Its tax is deducted",
            "1 or 0",
            "INDEX({column:state_deducted},{state_line})",
            "number",
            note="0 where the state would then refuse its own standard deduction: DC, GA, OK, VA.",
            equals=twins.state_deducts,
        ),
        Row(
            "state_withheld",
            "It withholds of supplemental pay",
            "rate",
            "INDEX({column:state_withheld},{state_line})",
            "rate",
            note="Where it has no flat rate, its exact tax counts as withheld.",
            equals=twins.state_withholds,
        ),
        Row(
            "contributions",
            "Lines of what it takes from pay",
            "",
            "COUNTIF({column:contribution_state},{home})",
            "number",
            equals=twins.contribution_lines,
        ),
        Row(
            "contributions_before",
            "Lines of other states before them",
            "",
            "IF({contributions}=0,0,MATCH({home},{column:contribution_state},0)-1)",
            "number",
            equals=twins.contribution_lines_before,
        ),
    ),
)
"""Where a household's lines stand in the tables."""


def contribution_grids(year: int) -> tuple[Grid, ...]:
    """Declare what each offer's state takes from pay, band by band, and what of it counts as state tax."""
    line = "{contributions_before}+{contribution}"
    begins, more = of_line("contribution_from", line), of_line("contribution_more", line)
    deducted = f"{more}*{of_line('contribution_deducted', line)}"

    def grid(key: str, title: str, found: str, shown: Format, equals: Twin) -> Grid:
        return Grid(
            key,
            title,
            range(1, most_contributions(year) + 1),
            (Key("contribution", "Band"),),
            f"IF({{contribution}}>{{contributions}},0,{found})",
            format=shown,
            equals=equals,
        )

    return (
        grid(
            "contribution_begins",
            "What each offer's state takes from pay: from wages of",
            begins,
            "price",
            twins.contributions_of("start"),
        ),
        grid(
            "contribution_rises",
            "There the rate rises by",
            more,
            "number",
            twins.contributions_of("more"),
        ),
        grid(
            "fund_rises",
            "Of that, what is deducted like the state's income tax",
            deducted,
            "number",
            twins.contributions_of("deducted"),
        ),
    )


def _of_state(key: str, label: str, column: str, figure: str, shown: Format = "price") -> Row:
    unit = "rate" if shown == "number" else "money"
    return Row(key, label, unit, of_line(column, "{amt_line}"), shown, equals=twins.amt_figure(figure))


MINIMUM_TAX = Rows(
    "The minimum tax of each offer's state, where it has one",
    (
        Row(
            "amt_line",
            "Its line on Data",
            "",
            "IFERROR(MATCH({household},{column:amt_household},0),1)",
            "number",
            note="1: none. California and Minnesota have one.",
            equals=twins.amt_line,
        ),
        Row(
            "amt_household_there",
            "Household there",
            "",
            of_line("amt_household", "{amt_line}"),
            "text",
            equals=twins.amt_household,
        ),
        *_lines("before", "its tax before credits", "{amt_household_there}", twins.before_lines),
        _of_state("amt_exempt", "Exempt", "amt_state_exemption", "exemption"),
        _of_state("amt_falls_from", "which falls from an income of", "amt_state_start", "phaseout_start"),
        _of_state(
            "amt_falls", "by this part of what lies above", "amt_state_falls", "phaseout_rate", "number"
        ),
        _of_state("amt_rate", "Rate", "amt_state_rate", "rate", "number"),
    ),
)
