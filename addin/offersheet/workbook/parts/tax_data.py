"""The tables of tax law on the sheet ``Data``: the figures of one year, with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from offersheet.model.tax.jurisdictions import STATUSES
from offersheet.model.tax.law import figures_in_force, jurisdiction, titles
from offersheet.model.tax.tables import LawLine, TaxTables, tables
from offersheet.workbook.engine.layout import Format, Listed, Table

__all__ = ["EXACT", "FEDERAL", "FederalFigure", "tax_tables"]

EXACT = "its tax"
"""What stands for a rate where a state has no flat one at which it withholds."""


class FederalFigure(NamedTuple):
    """One figure of federal law: the scalar that uses it, what it is, and where its file holds it."""

    name: str
    label: str
    unit: str
    item: str
    figure: str
    format: Format = "money"


FEDERAL = (
    FederalFigure("standard_deduction", "Standard deduction", "money", "standard_deduction", "amount"),
    FederalFigure("salt_cap", "State tax deducted at most", "money", "salt", "cap"),
    FederalFigure("salt_phaseout_start", "which falls from an income of", "money", "salt", "phaseout_start"),
    FederalFigure(
        "salt_phaseout_rate", "by this part of what lies above", "rate", "salt", "phaseout_rate", "number"
    ),
    FederalFigure("salt_floor", "but never below", "money", "salt", "floor"),
    FederalFigure("amt_exemption", "Minimum tax: exemption", "money", "amt", "exemption"),
    FederalFigure("amt_phaseout_start", "which falls from an income of", "money", "amt", "phaseout_start"),
    FederalFigure(
        "amt_phaseout_rate", "by this part of what lies above", "rate", "amt", "phaseout_rate", "number"
    ),
    FederalFigure("amt_lower_rate", "Minimum tax: lower rate", "rate", "amt", "lower_rate", "number"),
    FederalFigure("amt_upper_rate", "Minimum tax: upper rate", "rate", "amt", "upper_rate", "number"),
    FederalFigure("amt_upper_from", "Minimum tax: upper rate from", "money", "amt", "upper_from"),
    FederalFigure("social_security_rate", "Social Security", "rate", "social_security", "rate", "number"),
    FederalFigure("social_security_base", "on wages up to", "money", "social_security", "wage_base"),
    FederalFigure("medicare_rate", "Medicare", "rate", "medicare", "rate", "number"),
    FederalFigure(
        "additional_medicare_rate", "Additional Medicare", "rate", "medicare", "additional_rate", "number"
    ),
    FederalFigure("additional_medicare_from", "on wages above", "money", "medicare", "threshold"),
    FederalFigure("withheld_rate", "Withheld from shares", "rate", "supplemental", "rate", "number"),
    FederalFigure(
        "withheld_upper_rate", "Withheld from shares, high", "rate", "supplemental", "upper_rate", "number"
    ),
    FederalFigure("withheld_upper_from", "on shares above", "money", "supplemental", "upper_from"),
)
"""Every figure of federal law that the sheets use, in the order of a return."""


def tax_tables(year: int) -> tuple[Table, ...]:
    """Declare the tables of a year."""
    known = tables(year)
    return (
        _federal(year),
        _brackets(year),
        _states(known),
        _contributions(known),
        *_minimum_tax(known),
        _income_tax(known),
    )


def _law(item: str, year: int, status: str) -> dict[str, Any]:
    law = jurisdiction("federal")
    return figures_in_force(law, law[item], year, status)


def _source(item: str, year: int) -> str:
    return "; ".join(titles(jurisdiction("federal")[item], year))


def _federal(year: int) -> Table:
    return Table(
        f"Federal figures, {year}",
        (
            Listed("federal_figure", "Name in formulas", [one.name for one in FEDERAL]),
            Listed("federal_label", "Figure", [one.label for one in FEDERAL]),
            *(
                Listed(
                    f"federal_{status}",
                    status,
                    [float(_law(one.item, year, status)[one.figure]) for one in FEDERAL],
                    "number",
                    [one.format for one in FEDERAL],
                )
                for status in STATUSES
            ),
            Listed("federal_source", "Source", [_source(one.item, year) for one in FEDERAL]),
        ),
    )


def _brackets(year: int) -> Table:
    rows = [
        (status, float(start), rate, rate - below)
        for status in STATUSES
        for (start, rate), below in _with_below(_law("brackets", year, status)["table"])
    ]
    status, start, rate, more = (list(column) for column in zip(*rows, strict=True))
    return Table(
        f"Federal income tax, {year}",
        (
            Listed("bracket_status", "Filing status", status),
            Listed("bracket_from", "Taxable income from", start, "money"),
            Listed("bracket_rate", "Rate above", rate, "number"),
            Listed("bracket_more", "More than below", [round(step, 12) for step in more], "number"),
        ),
        intro=_source("brackets", year) + ".",
    )


def _with_below(table: list[list[float]]) -> Iterator[tuple[list[float], float]]:
    below = 0.0
    for start, rate in table:
        yield [start, rate], below
        below = rate


def _states(known: TaxTables) -> Table:
    states = known.states
    return Table(
        f"States, {known.year}",
        (
            Listed("state_code", "State", list(states)),
            Listed("state_name", "Name", [state.name for state in states.values()]),
            Listed(
                "state_deducted", "Deducted", [float(state.deducted) for state in states.values()], "number"
            ),
            Listed(
                "state_withheld",
                "Withheld from shares",
                [EXACT if state.withheld is None else state.withheld for state in states.values()],
                "number",
            ),
            Listed("state_year", "Year", [float(known.year)] * len(states), "number"),
            Listed(
                "state_source",
                "Source",
                ["; ".join(state.sources) or "No income tax on wages" for state in states.values()],
            ),
            Listed(
                "state_projected",
                "Not yet enacted",
                [", ".join(state.projected) for state in states.values()],
            ),
        ),
        intro="Deducted: 1 where state tax may lower the federal tax, 0 where a state would then refuse its "
        "own standard deduction. Not yet enacted: figures projected for the year.",
    )


def _contributions(known: TaxTables) -> Table:
    rows = [(code, *line) for code, state in known.states.items() for line in state.payroll]
    code, name, start, more, deducted, source = (list(column) for column in zip(*rows, strict=True))
    return Table(
        f"What states take from pay beside income tax, {known.year}",
        (
            Listed("contribution_state", "State", code),
            Listed("contribution_name", "Contribution", name),
            Listed("contribution_from", "Wages from", start, "price"),
            Listed("contribution_more", "More than below", more, "number"),
            Listed("contribution_deducted", "Deducted", [float(one) for one in deducted], "number"),
            Listed("contribution_year", "Year", [float(known.year)] * len(rows), "number"),
            Listed("contribution_source", "Source", source),
        ),
    )


def _minimum_tax(known: TaxTables) -> tuple[Table, Table]:
    rows = [(key, line) for key, lines in known.before_credits.items() for line in lines]
    amt = known.amt
    return (
        Table(
            f"Minimum tax of states on a spread of ISOs, {known.year}",
            (
                Listed("amt_household", "Household", list(amt)),
                Listed("amt_state_exemption", "Exemption", [one.exemption for one in amt.values()], "price"),
                Listed(
                    "amt_state_start", "Falls from", [one.phaseout_start for one in amt.values()], "price"
                ),
                Listed(
                    "amt_state_falls", "by this part", [one.phaseout_rate for one in amt.values()], "number"
                ),
                Listed("amt_state_rate", "Rate", [one.rate for one in amt.values()], "number"),
            ),
        ),
        Table(
            f"The tax that it is measured against, before credits, {known.year}",
            (
                Listed("before_household", "Household", [key for key, _ in rows]),
                *_law_columns("before", [line for _, line in rows]),
            ),
        ),
    )


def _law_columns(key: str, lines: list[LawLine]) -> tuple[Listed, Listed, Listed]:
    return (
        Listed(f"{key}_from", "Wages from", [line.start for line in lines], "price"),
        Listed(f"{key}_there", "Tax there", [line.tax for line in lines], "price"),
        Listed(f"{key}_rate", "Rate above", [line.rate for line in lines], "number"),
    )


def _income_tax(known: TaxTables) -> Table:
    rows = [(key, line) for key, lines in known.income_tax.items() for line in lines]
    lines = [line for _, line in rows]
    return Table(
        f"State income tax on wages, {known.year}",
        (
            Listed("tax_household", "Household", [key for key, _ in rows]),
            *_law_columns("tax", [LawLine(*line[:3]) for line in lines]),
            Listed("tax_step", "In steps of", [line.step for line in lines], "number"),
            Listed("tax_per_step", "More each step", [line.per_step for line in lines], "number"),
            Listed("tax_whole", "Whole money", [line.whole for line in lines], "number"),
            Listed("tax_most", "Most kept by here", [line.most_kept for line in lines], "price"),
        ),
        intro="Exact. Where tax moves in steps, each whole one adds so much; Whole money: 1 where the sum is "
        "rounded. Most kept: the most that wages up to here leave after all taxes.",
    )
