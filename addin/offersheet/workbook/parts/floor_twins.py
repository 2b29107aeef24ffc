"""What the sheet ``Floor`` shows by the model: by the law itself, where its cells look tables up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from offersheet.model.after_tax import what_if_payroll_tax
from offersheet.model.offer import MOST_OFFERS
from offersheet.model.tax.law import figures_in_force, jurisdiction, projected
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.tax.tables import NO_STATE, TaxTables, household_key, tables
from offersheet.model.walk_away import net_need
from offersheet.workbook.engine.twins import Column, Inputs, whole
from offersheet.workbook.parts.tax_data import EXACT

__all__ = [
    "Wages",
    "amt_line",
    "before_line",
    "buffer",
    "contributed",
    "deducted",
    "deductible",
    "federal_figure",
    "federal_tax",
    "first_line",
    "gathered",
    "home",
    "last_line",
    "less_a_cent",
    "line_of",
    "new_tax",
    "said",
    "spend_there",
    "standing",
    "state_deducts",
    "state_number",
    "state_tax",
    "state_withholds",
    "take_home",
    "taxable",
]

OfColumn: TypeAlias = Callable[[Column], Any]
Wages: TypeAlias = Callable[[Column], float]

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


# ---------------------------------------------------------------- taxes on some wages


def take_home(wages: Wages) -> OfColumn:
    """Return the twin of what some wages leave."""
    return lambda column: float(column.household.take_home(wages(column)))


def state_tax(wages: Wages) -> OfColumn:
    """Return the twin of the state's income tax on some wages."""
    return lambda column: float(column.household.bill(wages(column)).state)


def federal_tax(wages: Wages) -> OfColumn:
    """Return the twin of the federal income tax on some wages."""
    return lambda column: float(column.household.bill(wages(column)).federal.total)


def deductible(wages: Wages) -> OfColumn:
    """Return the twin of what counts as state tax on some wages."""

    def counts(column: Column) -> float:
        household, paid = column.household, wages(column)
        return float(household.deductible(household.bill(paid).state, paid))

    return counts


def deducted(column: Column) -> float:
    """Return what recurring cash has deducted for the federal tax."""
    household, cash = column.household, column.recurring_cash
    state = deductible(lambda _: cash)(column) if state_deducts(column) else 0.0
    return float(household.federal.deduction(cash, state))


def taxable(column: Column) -> float:
    """Return what is left of recurring cash after that."""
    return max(column.recurring_cash - deducted(column), 0.0)


def contributed(column: Column) -> float:
    """Return what the state takes from pay beside income tax; the first three are federal."""
    household = column.household
    taken = contributions(household.state, household.year, household.status)[3:]
    return float(sum(one.of_wages(column.recurring_cash) for one in taken))


def new_tax(column: Column) -> float:
    """Return what the new payroll tax takes, where it is switched on."""
    switched_on = column.typed["new_payroll_tax"] == 1
    return what_if_payroll_tax(column.offer, column.assumptions) if switched_on else 0.0


def standing(column: Column) -> str:
    """Say whether the figures of an offer's state are enacted."""
    state = column.offer.state
    return "in part projected" if state and projected(state, column.household.year) else "enacted"


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


def _lines_before(table: dict[str, Sequence[Any]], key: str) -> int:
    """Count the lines of a table above those of a household."""
    keys = [*table]
    return sum(len(table[other]) for other in keys[: keys.index(key)])


def home(column: Column) -> str:
    """Return the state as the tables call it."""
    return column.household.state or NO_STATE


def first_line(column: Column) -> int:
    """Return the first line of a household in the table of income tax."""
    return 1 + _lines_before({**_tables(column).income_tax}, _key(column))


def last_line(column: Column) -> int:
    """Return its last line."""
    table = _tables(column).income_tax
    return _lines_before({**table}, _key(column)) + len(table[_key(column)])


def line_of(wages: Wages) -> OfColumn:
    """Return the twin of the line that holds for some wages."""

    def line(column: Column) -> int:
        starts = [one.start for one in _tables(column).income_tax[_key(column)]]
        return first_line(column) - 1 + bisect_right(starts, wages(column))

    return line


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


def amt_line(column: Column) -> int:
    """Return the line of a household's minimum tax, 0 where its state has none."""
    keys = [*_tables(column).amt]
    return 1 + keys.index(_key(column)) if _key(column) in keys else 0


def before_line(last: bool) -> OfColumn:
    """Return the twin of the first or the last line of a household's tax before credits."""

    def line(column: Column) -> int:
        table, key = _tables(column).before_credits, _key(column)
        if not amt_line(column):
            return 0
        return _lines_before({**table}, key) + (len(table[key]) if last else 1)

    return line


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
