"""The tables of tax law on the sheet ``Data``: the figures of one year, with their sources."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from offersheet.model.tax.federal import federal_law
from offersheet.model.tax.jurisdictions import STATUSES
from offersheet.model.tax.law import figures_in_force, jurisdiction, titles
from offersheet.model.tax.payroll import payroll_law
from offersheet.model.tax.piecewise import Piecewise
from offersheet.model.tax.tables import NO_STATE, AmtLine, LawLine, StateLine, TaxTables, tables
from offersheet.workbook.engine.layout import Format, Listed, Table

__all__ = [
    "EXACT",
    "FEDERAL",
    "Band",
    "FederalFigure",
    "bands",
    "found_from",
    "most_contributions",
    "tax_tables",
]

EXACT = "its tax"
"""What stands for a rate where a state has no flat one at which it withholds."""

_ALL_DIGITS = 9.0
"""Decimals to which a tax is rounded that is not rounded to whole money."""


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
    FederalFigure("iso_limit", "ISOs first exercisable in a year, at most", "money", "iso_limit", "amount"),
    FederalFigure("withheld_rate", "Withheld of supplemental pay", "rate", "supplemental", "rate", "number"),
    FederalFigure(
        "withheld_upper_rate", "Withheld of it, high", "rate", "supplemental", "upper_rate", "number"
    ),
    FederalFigure("withheld_upper_from", "on supplemental pay above", "money", "supplemental", "upper_from"),
)
"""Every figure of federal law that the sheets use, in the order of a return."""


class Band(NamedTuple):
    """A stretch of income with one rate, at the start of which so much tax is owed already."""

    start: float
    tax: float
    rate: float
    more: float
    """How much higher its rate is than that of the band before."""


def bands(name: str, year: int, status: str) -> list[Band]:
    """Return a federal tax band by band: by ``bracket``, the ``minimum`` tax, or that on a ``payroll``."""
    law = federal_law(year, status)
    tax: Piecewise = {
        "bracket": law.rates,
        "minimum": law.amt.tentative(Piecewise.line()),
        "payroll": payroll_law("", year, status),
    }[name]
    below, found = 0.0, []
    for piece in tax.pieces:
        found.append(Band(piece.edge.at, piece.value, round(piece.slope, 12), round(piece.slope - below, 12)))
        below = piece.slope
    return found


def most_contributions(year: int) -> int:
    """Return how many lines a state has at most among the contributions that are taken from pay."""
    return max(len(state.payroll) for state in tables(year).states.values())


def tax_tables(year: int) -> tuple[Table, ...]:
    """Declare the tables of a year."""
    known = tables(year)
    return (
        _federal(year),
        _bands("bracket", "Federal income tax on taxable income", "brackets", year),
        _bands("minimum", "Federal tax by the rules of the minimum tax", "amt", year),
        _bands("payroll", "Social Security and Medicare", "social_security", year),
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
        spans={"federal_by_status": (f"federal_{STATUSES[0]}", f"federal_{STATUSES[-1]}")},
    )


def _bands(name: str, title: str, item: str, year: int) -> Table:
    rows = [(status, band) for status in STATUSES for band in bands(name, year, status)]
    found = [band for _, band in rows]
    return Table(
        f"{title}, {year}",
        (
            Listed(f"{name}_status", "Filing status", [status for status, _ in rows]),
            Listed(f"{name}_from", "Income from", [band.start for band in found], "money"),
            Listed(f"{name}_there", "Tax there", [band.tax for band in found], "price"),
            Listed(f"{name}_rate", "Rate above", [band.rate for band in found], "number"),
            Listed(f"{name}_more", "More than below", [band.more for band in found], "number"),
        ),
        intro=_source(item, year) + ".",
    )


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
                "Withheld of supplemental pay",
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
    amt = {NO_STATE: AmtLine(0.0, 0.0, 0.0, 0.0), **known.amt}
    before = {NO_STATE: [LawLine(0.0, 0.0, 0.0)], **known.before_credits}
    keys = [*amt]
    rows = [(key, line) for key, lines in before.items() for line in lines]
    return (
        Table(
            f"Minimum tax of states on a spread of ISOs, {known.year}",
            (
                Listed("amt_household", "Household", keys),
                Listed("amt_state_exemption", "Exemption", [one.exemption for one in amt.values()], "price"),
                Listed(
                    "amt_state_start", "Falls from", [one.phaseout_start for one in amt.values()], "price"
                ),
                Listed(
                    "amt_state_falls", "by this part", [one.phaseout_rate for one in amt.values()], "number"
                ),
                Listed("amt_state_rate", "Rate", [one.rate for one in amt.values()], "number"),
            ),
            intro="None: the household's state has no such tax.",
        ),
        Table(
            f"The tax that it is measured against, before credits, {known.year}",
            (
                Listed("before_household", "Household", [key for key, _ in rows]),
                _found_by("before", before),
                *_law_columns("before", [line for _, line in rows]),
            ),
        ),
    )


def found_from(starts: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return for each household from where on its lines are found: one above the last line before them.

    So a line is found by household and wages at once, in one column that never falls. Raises ``ValueError``
    where a program that takes numbers for equal in their first 48 bits could not tell two lines apart.
    """
    found, begins, before = {}, 0.0, -1.0
    for key, lines in starts.items():
        found[key] = begins
        for place in (begins + start for start in lines):
            if place - before <= place * 2**-48:
                raise ValueError(f"two lines of {key} cannot be told apart")
            before = place
        begins = math.ceil(before) + 1.0
    return found


def _found_by(name: str, lines: Mapping[str, Sequence[LawLine | StateLine]]) -> Listed:
    starts = {key: [line.start for line in own] for key, own in lines.items()}
    begins = found_from(starts)
    return Listed(
        f"{name}_found", "Found by", [begins[key] + at for key, own in starts.items() for at in own], "price"
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
            _found_by("tax", known.income_tax),
            *_law_columns("tax", [LawLine(*line[:3]) for line in lines]),
            Listed("tax_step", "In steps of", [line.step for line in lines], "number"),
            Listed("tax_per_step", "More each step", [line.per_step for line in lines], "number"),
            Listed(
                "tax_decimals",
                "Decimals",
                [0.0 if line.whole else _ALL_DIGITS for line in lines],
                "number",
            ),
            Listed("tax_most", "Most kept by here", [line.most_kept for line in lines], "price"),
        ),
        intro="Exact. Found by: wages, counted on from the last line of the household before. Where tax "
        "moves in steps, each whole one adds so much. Decimals: 0 where tax is rounded to whole money. Most "
        "kept: the most that wages up to here leave after all taxes.",
    )
