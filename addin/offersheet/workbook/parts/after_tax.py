"""Year by year on ``Floor``: what cash and equity leave after tax, and the income tax not withheld."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offersheet.model.after_tax import supplemental_pay
from offersheet.model.taxed_equity import is_iso, waits_for_event
from offersheet.workbook.engine.layout import Grid, Row, Rows
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.floor_twins import amt_line, before_line
from offersheet.workbook.parts.inputs import yearly
from offersheet.workbook.parts.taxes import (
    deductible,
    federal_tax,
    kept,
    minimum_tax_of_state,
    state_line,
    state_tax,
    withheld,
)

__all__ = ["FIRST_YEAR", "MINIMUM_TAX", "TAXED_AS", "WAITS", "year_results", "year_workings"]

WAITS = "waits"
"""What stands for an amount by year where the equity waits for an event."""
_ON_THE_WAY = "On the way from cash and equity to what is left of them, which stands above."
_CASH, _EQUITY, _INCOME = "{same:year_cash}", "{same:year_equity}", "{same:year_income}"
_WAGES, _EXTRA = "{same:year_wages}", "{same:year_supplemental}"


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
            kept(_CASH, "{same:year_cash_state}", "{same:year_cash_federal}"),
            equals=_by_year("cash_after_tax"),
        ),
        yearly(
            "year_equity_kept",
            "Equity after tax, by year",
            _unless_waiting("{same:year_kept}-{same:year_cash_kept}"),
            intro=_ABOUT_EQUITY,
            equals=_by_year("equity_after_tax"),
        ),
        yearly(
            "year_kept",
            "Total after tax, by year",
            kept(_INCOME, "{same:year_income_state}", "{same:year_income_federal}", _WAGES),
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


MINIMUM_TAX = Rows(
    "Where the minimum tax of each offer's state stands on Data",
    (
        Row(
            "amt_line",
            "Its line",
            "",
            'IF(COUNTIF({column:amt_household},{home}&" "&filing_status)=0,0,'
            'MATCH({home}&" "&filing_status,{column:amt_household},0))',
            "number",
            note="0: none. California and Minnesota have one.",
            equals=amt_line,
        ),
        Row(
            "before_first",
            "First line of its tax before credits",
            "",
            'IF({amt_line}=0,0,MATCH({home}&" "&filing_status,{column:before_household},0))',
            "number",
            equals=before_line(last=False),
        ),
        Row(
            "before_last",
            "Last line",
            "",
            'IF({amt_line}=0,0,{before_first}-1+COUNTIF({column:before_household},{home}&" "&filing_status))',
            "number",
            equals=before_line(last=True),
        ),
    ),
)
"""Where a household's minimum tax stands in the tables."""


def _before_credits() -> str:
    line = "{same:year_before_line}"
    return (
        f"INDEX({{column:before_there}},{line})+INDEX({{column:before_rate}},{line})"
        f"*({_CASH}-INDEX({{column:before_from}},{line}))"
    )


def year_workings() -> tuple[Grid, ...]:
    """Declare the taxes of each year: on cash, on regular pay, on all pay, and with ISOs held beside cash."""
    return (
        *_pay(),
        *_taxed("year_cash", "cash"),
        *_taxed("year_regular", "regular pay"),
        *_whole(),
        *_held(),
    )


def _working(key: str, title: str, formula: str, intro: str = "") -> Grid:
    return yearly(key, title, formula, intro=intro, working=_ON_THE_WAY)


def _pay() -> tuple[Grid, ...]:
    return (
        _working(
            "year_cash", "Cash before tax", "{same:base_own}+{same:bonus_own}+{other_annual}+{same:once}"
        ),
        _working(
            "year_equity",
            "Equity before tax: grant and refreshers that wait for no event",
            "IF({waits}=1,0,{same:equity_own}+{same:refresh_own})",
        ),
        _working("year_income", "Cash and equity", f"{_CASH}+{_EQUITY}"),
        _working("year_wages", "Wages: all but an ISO's gain", f"{_CASH}+IF({{iso}}=1,0,{_EQUITY})"),
        _working("year_regular", "Regular pay", "{same:base_own}+{other_annual}"),
        _working(
            "year_supplemental",
            "Supplemental pay",
            f"{{same:bonus_own}}+{{same:once}}+IF({{iso}}=1,0,{_EQUITY})",
        ),
    )


def _whole() -> tuple[Grid, ...]:
    of_state = "IF({iso}=1,{same:year_cash_state},{same:year_income_state})-{same:year_regular_state}"
    return (
        *_taxed("year_income", "cash and equity", _WAGES),
        _working(
            "year_due",
            "Income tax beyond that on regular pay",
            "{same:year_income_state}+{same:year_income_federal}-{same:year_regular_state}"
            "-{same:year_regular_federal}",
        ),
        _working(
            "year_withheld",
            "Income tax withheld of supplemental pay",
            f"{withheld(_EXTRA)}+IF(ISNUMBER({{state_withheld}}),{{state_withheld}}*{_EXTRA},{of_state})",
            intro="The federal flat rates, and the state's where it has one; else its exact tax.",
        ),
    )


def _held() -> tuple[Grid, ...]:
    before, line = "{same:year_before_credits}", "{same:year_before_line}"
    extra = f"{minimum_tax_of_state(_INCOME, before)}-{minimum_tax_of_state(_CASH, before)}"
    return (
        _working(
            "year_before_line",
            "Line of the state's table before credits",
            f"IF({{amt_line}}=0,0,{state_line(_CASH, 'before', 'before')})",
        ),
        _working(
            "year_before_credits",
            "State income tax before credits",
            f"IF({{amt_line}}=0,0,INDEX({{column:before_there}},{line})+INDEX({{column:before_rate}},{line})"
            f"*({_CASH}-INDEX({{column:before_from}},{line})))",
        ),
        _working(
            "year_held_state",
            "State income tax with ISOs held",
            f"{{same:year_cash_state}}+IF(AND({{iso}}=1,{{amt_line}}>0),{extra},0)",
        ),
        _working(
            "year_held_deductible",
            "State tax that may be deducted with ISOs held",
            deductible(_CASH, "{same:year_held_state}"),
        ),
        _working(
            "year_held_federal",
            "Federal income tax with ISOs held",
            f"IF({{iso}}=1,{federal_tax(_CASH, '{same:year_held_deductible}', _EQUITY)},"
            "{same:year_cash_federal})",
            intro="The minimum tax counts the spread; the rest of the return does not.",
        ),
    )


def _taxed(pay: str, title: str, wages: str = "") -> tuple[Grid, ...]:
    """Declare income taxes on pay, of which ``wages`` alone pay into the state's funds."""
    own, line, state = f"{{same:{pay}}}", f"{{same:{pay}_line}}", f"{{same:{pay}_state}}"
    return (
        _working(f"{pay}_line", f"Line of the state's table for {title}", state_line(own)),
        _working(f"{pay}_state", f"State income tax on {title}", state_tax(own, line)),
        _working(
            f"{pay}_deductible",
            f"State tax that may be deducted from {title}",
            deductible(wages or own, state),
        ),
        _working(
            f"{pay}_federal",
            f"Federal income tax on {title}",
            federal_tax(own, f"{{same:{pay}_deductible}}"),
        ),
    )
