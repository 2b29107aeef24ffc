"""The workings of ``Floor`` by year: what is paid, and each step of the taxes on it.

Four pays are taxed: cash, regular pay, cash and equity, and cash where ISOs are exercised and held. Each is
declared by ``tax_steps``; another would be, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from offersheet.model.after_tax import supplemental_pay
from offersheet.model.tax.federal import withheld
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.taxed_equity import is_iso
from offersheet.workbook.engine.layout import Grid
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import taxes
from offersheet.workbook.parts.floor_twins import before_line
from offersheet.workbook.parts.inputs import yearly
from offersheet.workbook.parts.tax_steps import Pay, Step, federal_tax, income_tax, payroll_tax, step_grids

__all__ = ["CASH", "INCOME", "year_workings"]

_CASH, _EQUITY = "{same:year_cash}", "{same:year_equity}"


# ------------------------------------------------------------ what is paid, by the model


def _cash(column: Column) -> Any:
    return np.array(column.years_after_tax.column("cash"))


def _equity(column: Column) -> Any:
    vests = column.years_after_tax.column("vests")
    return np.array([0.0 if amount is None else amount for amount in vests])


def _once(column: Column) -> Any:
    return np.array(supplemental_pay(column.years))


def _income(column: Column) -> Any:
    return _cash(column) + _equity(column)


def _gain(column: Column) -> Any:
    """Return the gain of ISOs: income, but no wages."""
    return _equity(column) * is_iso(column.offer)


def _regular(column: Column) -> Any:
    return _cash(column) - _once(column)


def _supplemental(column: Column) -> Any:
    return _once(column) + _equity(column) - _gain(column)


def _listed(amounts: Callable[[Column], Any]) -> Callable[[Column], list[float]]:
    """Return the twin of a table by year."""
    return lambda column: amounts(column).tolist()


CASH = Pay("year_cash", "cash", _cash, yearly=True)
REGULAR = Pay("year_regular", "regular pay", _regular, yearly=True)
INCOME = Pay("year_income", "cash and equity", _income, exempt=_gain, yearly=True, wages="year_wages")
HELD = Pay(
    "year_held",
    "cash with ISOs held",
    _cash,
    spread=_gain,
    yearly=True,
    cells="year_cash",
    beside="year_with_spread",
)


def year_workings() -> tuple[Grid, ...]:
    """Declare what is paid in each year and the taxes on it, step by step."""
    return (
        *_pay(),
        *_taxed(CASH, payroll_tax(CASH)),
        *_taxed(REGULAR),
        *_taxed(INCOME, payroll_tax(INCOME)),
        *_set_aside(),
        *_held(),
    )


def _taxed(pay: Pay, *more: Step) -> tuple[Grid, ...]:
    return step_grids(pay, (*income_tax(pay), *more))


def _pay() -> Iterator[Grid]:
    for key, title, formula, amounts in (
        ("cash", "Cash before tax", "{same:base_own}+{same:bonus_own}+{other_annual}+{same:once}", _cash),
        (
            "equity",
            "Equity before tax: grant and refreshers that wait for no event",
            "(1-{waits})*({same:equity_own}+{same:refresh_own})",
            _equity,
        ),
        ("income", "Cash and equity", f"{_CASH}+{_EQUITY}", _income),
        ("spread", "Of it an ISO's gain, which is no wages", f"{{iso}}*{_EQUITY}", _gain),
        (
            "wages",
            "Wages",
            "{same:year_income}-{same:year_spread}",
            lambda column: _income(column) - _gain(column),
        ),
        ("regular", "Regular pay", "{same:base_own}+{other_annual}", _regular),
        ("supplemental", "Supplemental pay", "{same:year_wages}-{same:year_regular}", _supplemental),
    ):
        yield yearly(f"year_{key}", title, formula, equals=_listed(amounts))


# ------------------------------------------------------------ what is withheld


def _beyond_regular(column: Column) -> Any:
    """Return the income taxes on all pay less those on regular pay by itself."""
    gain, household = _gain(column), column.household
    whole = household.bill(_income(column) - gain, exempt=gain)
    return whole.income_taxes - household.bill(_regular(column)).income_taxes


def _federal_withheld(column: Column) -> Any:
    household = column.household
    return np.asarray(withheld(_supplemental(column), household.year, household.status))


def _state_withheld(column: Column) -> Any:
    household, supplemental = column.household, _supplemental(column)
    state = household.state
    rate = supplemental_rate(state, household.year, household.status) if state else None
    if rate is not None:
        return rate * supplemental
    regular = _regular(column)
    return household.bill(regular + supplemental).state - household.bill(regular).state + 0 * supplemental


def _set_aside() -> tuple[Grid, ...]:
    extra = "{same:year_supplemental}"
    taxed = "{iso}*{same:year_cash_state}+(1-{iso})*{same:year_income_state}"
    return (
        yearly(
            "year_due",
            "Income tax beyond that on regular pay",
            "{same:year_income_state}+{same:year_income_federal}-{same:year_regular_state}"
            "-{same:year_regular_federal}",
            equals=_listed(_beyond_regular),
        ),
        yearly(
            "year_flat",
            "Federal income tax withheld of supplemental pay",
            taxes.withheld(extra),
            equals=_listed(_federal_withheld),
        ),
        yearly(
            "year_state_withheld",
            "State income tax withheld of it",
            f"IF(ISNUMBER({{state_withheld}}),{{state_withheld}}*{extra},{taxed}-{{same:year_regular_state}})",
            intro="At the state's flat rate, where it has one; else its exact tax.",
            equals=_listed(_state_withheld),
        ),
        yearly(
            "year_withheld",
            "Income tax withheld of supplemental pay",
            "{same:year_flat}+{same:year_state_withheld}",
            equals=_listed(lambda column: _federal_withheld(column) + _state_withheld(column)),
        ),
    )


# ------------------------------------------------------------ ISOs that are exercised and held


def _before_credits(column: Column) -> Any:
    """Return a state's tax before credits, where it has a minimum tax to be measured against it; else 0."""
    law, cash = column.household.law, _cash(column)
    return 0 * cash if law is None or law.amt is None else law.regular_tax(law.filed(cash)) + 0 * cash


def _minimum_beside(spread: Callable[[Column], Any]) -> Callable[[Column], list[float]]:
    """Return the twin of what a state's minimum tax adds to that, with a spread beside the cash."""

    def added(column: Column) -> Any:
        law, cash = column.household.law, _cash(column)
        if law is None:
            return 0 * cash
        filed = law.filed(cash)
        law.regular_tax(filed)
        return law.minimum_tax(filed, spread(column)) + 0 * cash

    return _listed(added)


def _held() -> tuple[Grid, ...]:
    """Declare the taxes where ISOs are held: the state's with its minimum tax, then the federal."""
    line = "{same:year_before_line}"
    start, there, rate = (taxes.of_line(f"before_{name}", line) for name in ("from", "there", "rate"))
    before = "{same:year_before_credits}"
    return (
        yearly(
            "year_with_spread",
            "Cash and the spread of ISOs",
            f"{_CASH}+{{same:year_spread}}",
            equals=_listed(lambda column: _cash(column) + _gain(column)),
        ),
        yearly(
            "year_before_line",
            "Line of the state's table before credits",
            taxes.state_line(_CASH, "before"),
            written="number",
            equals=before_line(_cash),
        ),
        yearly(
            "year_before_credits",
            "State income tax before credits, where there is a minimum tax",
            f"{there}+{rate}*({_CASH}-{start})",
            equals=_listed(_before_credits),
        ),
        yearly(
            "year_cash_minimum",
            "What the state's minimum tax adds on cash",
            taxes.state_minimum(_CASH, before),
            equals=_minimum_beside(lambda column: 0.0),
        ),
        yearly(
            "year_held_minimum",
            "What it adds on cash and the spread",
            taxes.state_minimum("{same:year_with_spread}", before),
            equals=_minimum_beside(_gain),
        ),
        yearly(
            "year_held_state",
            "State income tax: cash with ISOs held",
            "{same:year_cash_state}+{same:year_held_minimum}-{same:year_cash_minimum}",
            equals=HELD.filed.twin("state"),
        ),
        *step_grids(HELD, federal_tax(HELD)),
    )
