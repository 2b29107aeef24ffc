"""What the sheet ``Floor`` shows by the model: by the law itself, where its cells look tables up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from offersheet.model.after_tax import what_if_payroll_tax
from offersheet.model.offer import MOST_OFFERS
from offersheet.model.tax.jurisdictions import STATUSES
from offersheet.model.tax.law import figures_in_force, jurisdiction, projected
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.tax.tables import (
    NO_STATE,
    AmtLine,
    LawLine,
    StateLine,
    TaxTables,
    household_key,
    tables,
)
from offersheet.model.walk_away import net_need
from offersheet.workbook.engine.twins import Column, Inputs, whole
from offersheet.workbook.parts.tax_data import EXACT, bands, found_from, most_contributions
from offersheet.workbook.parts.tax_twins import Filed, OfColumn, lines_before

__all__ = [
    "Found",
    "Wages",
    "amt_figure",
    "amt_household",
    "amt_line",
    "before_line",
    "before_lines",
    "bracket_line",
    "buffer",
    "contributed",
    "contribution_lines",
    "contribution_lines_before",
    "contributions_of",
    "exempt_from_minimum",
    "federal_bands",
    "federal_figure",
    "filing_number",
    "gathered",
    "home",
    "household",
    "less_a_cent",
    "new_tax",
    "said",
    "spend_there",
    "standing",
    "state_deducts",
    "state_number",
    "state_withholds",
    "tax_lines",
]

Wages: TypeAlias = Callable[[Column], Any]
Found: TypeAlias = Literal["found from", "last from"]

CENT = 0.01


def said(margin: Wages) -> OfColumn:
    """Return the twin of the words that say whether a margin is enough."""

    def verdict(column: Column) -> str:
        over = margin(column)
        return f"{'clears by' if over >= 0 else 'short by'} {whole(abs(over))}"

    return verdict


# ---------------------------------------------------------------- the need


def spend_there(column: Column) -> float:
    """Return what one spends today, at the prices of an offer's place."""
    return float(net_need(column.assumptions.annual_spend, 0.0, 0.0, column.offer.cost_index))


def buffer(column: Column) -> float:
    """Return the part of the need that is for what goes wrong."""
    assumed = column.assumptions
    return float(net_need(assumed.annual_spend * assumed.risk_buffer, 0.0, 0.0, column.offer.cost_index))


def less_a_cent(column: Column) -> float:
    """Return a cent less than the floor."""
    return max(column.floor - CENT, 0.0)


# ---------------------------------------------------------------- taxes on recurring cash


def contributed(column: Column) -> float:
    """Return what the state takes from pay beside income tax; the first three are federal."""
    household = column.household
    taken = contributions(household.state, household.year, household.status)[3:]
    return float(sum(one.of_wages(column.recurring_cash) for one in taken))


def bracket_line(column: Column) -> int:
    """Return the line of the bracket in which the taxable income of recurring cash ends."""
    household, rates = column.household, column.household.federal.rates
    above = STATUSES.index(household.status) * len(rates.pieces)
    taxable: float = Filed(lambda column: column.recurring_cash).twin("taxable")(column)
    return above + sum(piece.edge.at <= taxable for piece in rates.pieces)


def exempt_from_minimum(column: Column) -> float:
    """Return what the federal minimum tax exempts of recurring cash: all but its base, at least in part."""
    cash, amt = column.recurring_cash, column.household.federal.amt
    base = float(amt.base(cash))
    return cash - base if base > 0 else amt.exemption


def new_tax(column: Column) -> float:
    """Return what the new payroll tax takes, where it is switched on."""
    switched_on = column.typed["new_payroll_tax"] == 1
    return what_if_payroll_tax(column.offer, column.assumptions) if switched_on else 0.0


def standing(column: Column) -> str:
    """Say whether the figures of an offer's state are enacted."""
    state = column.offer.state
    return "in part projected" if state and projected(state, column.household.year) else "enacted"


def filing_number(inputs: Inputs) -> int:
    """Return which of the filing statuses is chosen."""
    return 1 + STATUSES.index(inputs.assumptions.filing_status)


def federal_bands(name: str, figure: str) -> Callable[[Inputs], list[float]]:
    """Return the twin of a column of a federal tax, band by band."""

    def column(inputs: Inputs) -> list[float]:
        assumed = inputs.assumptions
        found = bands(name, int(assumed.tax_year), assumed.filing_status)
        return [getattr(band, figure) for band in found]

    return column


def federal_figure(item: str, name: str) -> Callable[[Inputs], float]:
    """Return the twin of a figure of federal law."""

    def figure(inputs: Inputs) -> float:
        assumed, law = inputs.assumptions, jurisdiction("federal")
        found = figures_in_force(law, law[item], int(assumed.tax_year), assumed.filing_status)
        return float(found[name])

    return figure


# ---------------------------------------------------------------- where a household stands on Data


def _tables(column: Column) -> TaxTables:
    return tables(column.household.year)


def _key(column: Column) -> str:
    return household_key(column.household.state, column.household.status)


def home(column: Column) -> str:
    """Return the state as the tables call it."""
    return column.household.state or NO_STATE


def household(column: Column) -> str:
    """Return the household as the tables call it."""
    return _key(column)


def _found(table: Mapping[str, Sequence[LawLine | StateLine]], key: str, asked: Found) -> float:
    starts = {other: [line.start for line in lines] for other, lines in table.items()}
    return starts[key][-1] if asked == "last from" else found_from(starts)[key]


def tax_lines(asked: Found) -> OfColumn:
    """Return the twin of where a household's lines are found in the table of income tax."""
    return lambda column: _found(_tables(column).income_tax, _key(column), asked)


def state_number(column: Column) -> int:
    """Return the place of the state among all."""
    return 1 + [*_tables(column).states].index(home(column))


def state_deducts(column: Column) -> bool:
    """Say whether the state's tax may be deducted from the federal one."""
    law = column.household.law
    return law is None or not law.follows_federal_deduction


def state_withholds(column: Column) -> float | str:
    """Say at which rate a state has tax withheld from shares."""
    household = column.household
    rate = supplemental_rate(household.state, household.year, household.status) if household.state else None
    return EXACT if rate is None else rate


def contribution_lines(column: Column) -> int:
    """Return how many lines an offer's state has among the contributions."""
    return len(_tables(column).states[home(column)].payroll)


def contribution_lines_before(column: Column) -> int:
    """Return how many lines of other states stand above them, 0 where there are none."""
    lines = {code: state.payroll for code, state in _tables(column).states.items()}
    return lines_before({**lines}, home(column)) if contribution_lines(column) else 0


def contributions_of(figure: Literal["start", "more", "deducted"]) -> OfColumn:
    """Return the twin of what a state takes from pay, line by line; no line is a line of noughts."""

    def lines(column: Column) -> list[float]:
        taken = _tables(column).states[home(column)].payroll
        found = [one.more * one.deducted if figure == "deducted" else getattr(one, figure) for one in taken]
        return [*found, *[0.0] * (most_contributions(column.household.year) - len(found))]

    return lines


_NO_AMT = AmtLine(0.0, 0.0, 0.0, 0.0)


def amt_line(column: Column) -> int:
    """Return the line of a household's minimum tax; the first is that of states without one."""
    keys = [*_tables(column).amt]
    return 2 + keys.index(_key(column)) if _key(column) in keys else 1


def amt_household(column: Column) -> str:
    """Return the household as the tables of minimum tax call it."""
    return _key(column) if amt_line(column) > 1 else NO_STATE


def _before_credits(column: Column) -> dict[str, list[LawLine]]:
    return {NO_STATE: [LawLine(0.0, 0.0, 0.0)], **_tables(column).before_credits}


def before_lines(asked: Found) -> OfColumn:
    """Return the twin of where a household's lines are found in the table of tax before credits."""
    return lambda column: _found(_before_credits(column), amt_household(column), asked)


def before_line(wages: Wages) -> OfColumn:
    """Return the twin of the line of that table which holds for wages by year."""

    def lines(column: Column) -> list[int]:
        table, key = _before_credits(column), amt_household(column)
        starts, above = [line.start for line in table[key]], lines_before({**table}, key)
        return [above + bisect_right(starts, paid) for paid in wages(column)]

    return lines


def amt_figure(figure: str) -> OfColumn:
    """Return the twin of a figure of the minimum tax of an offer's state."""
    return lambda column: getattr(_tables(column).amt.get(_key(column), _NO_AMT), figure)


# ---------------------------------------------------------------- words


def gathered(passes: Callable[[float], bool]) -> Callable[[Inputs], list[str]]:
    """Return the twin of the names, so far from left to right, of offers whose margin passes."""

    def names(inputs: Inputs) -> list[str]:
        gathered: list[str] = []
        for count in range(1, MOST_OFFERS + 1):
            passing = (one.offer.name for one in inputs.columns[:count] if passes(one.floor_margin))
            gathered.append(", ".join(passing))
        return gathered

    return names
