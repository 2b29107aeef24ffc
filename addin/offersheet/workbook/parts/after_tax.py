"""Year by year on ``Floor``: what cash and equity leave after tax, and the income tax not withheld."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offersheet.model.after_tax import supplemental_pay
from offersheet.model.taxed_equity import is_iso, waits_for_event
from offersheet.workbook.engine.layout import Grid, Row, Rows
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.inputs import yearly
from offersheet.workbook.parts.tax_steps import kept
from offersheet.workbook.parts.yearly_taxes import CASH, INCOME

__all__ = ["FIRST_YEAR", "TAXED_AS", "WAITS", "year_results"]

WAITS = "waits"
"""What stands for an amount by year where the equity waits for an event."""


def _unless_waiting(formula: str) -> str:
    return f'IF({{waits}}=1,"{WAITS}",{formula})'


def _first(grid: str) -> str:
    return f"INDEX({{column:{grid}}},1)"


def _by_year(figure: str) -> Callable[[Column], list[Any]]:
    """Return the twin of a table by year."""
    return lambda column: [WAITS if cell is None else cell for cell in column.years_after_tax.column(figure)]


def _of_first_year(figure: str) -> Callable[[Column], Any]:
    return lambda column: _by_year(figure)(column)[0]


def _first_tax(column: Column) -> float | str:
    if waits_for_event(column.offer):
        return WAITS
    return float(_of_first_year("vests")(column) - _of_first_year("equity_after_tax")(column))


def _first_due(column: Column) -> float:
    """Return the income taxes on all pay of the first year, less those on its regular pay by itself."""
    cash, vests = _of_first_year("cash")(column), _of_first_year("vests")(column)
    household, equity = column.household, 0.0 if vests == WAITS else vests
    gain = equity if is_iso(column.offer) else 0.0
    whole = household.bill(cash + equity - gain, exempt=gain)
    regular = cash - float(supplemental_pay(column.years)[0])
    return float(whole.income_taxes - household.bill(regular).income_taxes)


def _first_withheld(column: Column) -> float:
    return float(_first_due(column) - _of_first_year("set_aside")(column))


TAXED_AS = Rows(
    "How its equity is taxed",
    (
        Row(
            "waits",
            "Waits for a sale, a listing or an exit",
            "1 or 0",
            'IF(OR({kind}="double_trigger",{kind}="startup"),1,0)',
            "number",
            equals=lambda column: int(waits_for_event(column.offer)),
        ),
        Row(
            "iso",
            "Incentive stock options",
            "1 or 0",
            'IF({offer_equity_kind}="iso",1,0)',
            "number",
            note="No payroll tax on their gain, and nothing is withheld of it.",
            equals=lambda column: int(is_iso(column.offer)),
        ),
    ),
)

FIRST_YEAR = Rows(
    "The first year's equity, and what is withheld",
    (
        Row(
            "first_equity",
            "Vests, before tax",
            "money",
            _unless_waiting(_first("year_equity")),
            equals=_of_first_year("vests"),
        ),
        Row(
            "first_tax",
            "All taxes on it",
            "money",
            _unless_waiting(f"{_first('year_equity')}-{_first('year_equity_kept')}"),
            equals=_first_tax,
        ),
        Row(
            "first_equity_kept",
            "Left of it",
            "money",
            _first("year_equity_kept"),
            look="result",
            note="Taxed as valued: shares as they vest, options exercised and sold on that day.",
            equals=_of_first_year("equity_after_tax"),
        ),
        Row(
            "first_due",
            "Income tax beyond that on regular pay",
            "money",
            _first("year_due"),
            note="Federal and state, on all pay, less that on base and other yearly pay by itself.",
            equals=_first_due,
        ),
        Row(
            "first_withheld",
            "Withheld of supplemental pay",
            "money",
            _first("year_withheld"),
            note="Of bonus, sign-on, relocation, stay bonus and vests together: 22 %, 37 % above a million, "
            "and the state's rate.",
            equals=_first_withheld,
        ),
        Row(
            "first_set_aside",
            "Cash to set aside",
            "money",
            _first("year_set_aside"),
            look="result",
            note="The one less the other: income tax due later. Below 0: a refund.",
            equals=_of_first_year("set_aside"),
        ),
    ),
)

_ABOUT_EQUITY = (
    "Taxed as it is valued: shares as wages when they vest; options exercised and sold on that day, NSOs as "
    "wages, ISOs as income without payroll tax. What waits for an event stands below, in a line of its own."
)
_ABOUT_SETTING_ASIDE = (
    "Federal and state income tax on all pay of the year, less that on base and other yearly pay by itself, "
    "less what is withheld of the rest at flat rates. Below 0: a refund."
)


def year_results() -> tuple[Grid, ...]:
    """Declare what is left in each year."""
    return (
        yearly(
            "year_cash_kept",
            "Cash after tax, by year",
            kept(CASH).formula,
            equals=_by_year("cash_after_tax"),
        ),
        yearly(
            "year_equity_kept",
            "Equity after tax, by year",
            _unless_waiting("{same:year_equity}*{same:year_equity_share}"),
            intro=_ABOUT_EQUITY,
            equals=_by_year("equity_after_tax"),
        ),
        yearly(
            "year_kept",
            "Total after tax, by year",
            kept(INCOME).formula,
            equals=_by_year("after_tax"),
        ),
        yearly(
            "year_set_aside",
            "Cash to set aside for income tax, by year",
            "{same:year_due}-{same:year_withheld}",
            intro=_ABOUT_SETTING_ASIDE,
            equals=_by_year("set_aside"),
        ),
        yearly(
            "year_held_tax",
            "If ISOs were exercised and held instead: minimum tax of that year",
            "{same:year_held_state}+{same:year_held_federal}-{same:year_cash_state}-{same:year_cash_federal}",
            intro="It comes back as a credit. The gain is long-term if sold more than a year after exercise "
            "and two after the grant.",
            equals=_by_year("held_tax"),
        ),
    )
