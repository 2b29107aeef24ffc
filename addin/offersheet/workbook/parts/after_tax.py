"""Year by year on ``Floor``: what cash and equity leave after tax, and the tax that is not withheld."""

from __future__ import annotations

from collections.abc import Callable

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
)

__all__ = ["FIRST_YEAR", "MINIMUM_TAX", "year_results", "year_workings"]

_ON_THE_WAY = "On the way from cash and equity to what is left of them, which stands above."
_ISO = '{offer_equity_kind}="iso"'
_CASH, _EQUITY, _PAY = "{same:year_cash}", "{same:year_equity}", "{same:year_pay}"
_BESIDE = f"({_CASH}+{_EQUITY})"


def _first(grid: str) -> str:
    return f"INDEX({{column:{grid}}},1)"


def _by_year(figure: str) -> Callable[[Column], list[float]]:
    """Return the twin of a table by year."""
    return lambda column: column.years_after_tax.column(figure)


def _of_first_year(figure: str) -> Callable[[Column], float]:
    return lambda column: column.years_after_tax.column(figure)[0]


def _first_tax(column: Column) -> float:
    return _of_first_year("vests")(column) - _of_first_year("equity_after_tax")(column)


def _first_due(column: Column) -> float:
    """Return the income taxes of the first year with its equity, less those without."""
    cash, equity = _of_first_year("cash")(column), _of_first_year("vests")(column)
    household, iso = column.household, column.offer.equity_kind == "iso"
    both = household.bill(cash, 0.0, equity) if iso else household.bill(cash + equity)
    return float(both.income_taxes - household.bill(cash).income_taxes)


def _first_withheld(column: Column) -> float:
    return _first_due(column) - _of_first_year("set_aside")(column)


FIRST_YEAR = Rows(
    "The first year's equity",
    (
        Row(
            "first_equity",
            "Vests, before tax",
            "money",
            _first("year_equity"),
            equals=_of_first_year("vests"),
        ),
        Row("first_tax", "All taxes on it", "money", _first("year_equity_tax"), equals=_first_tax),
        Row(
            "first_equity_kept",
            "Left of it",
            "money",
            _first("year_equity_kept"),
            look="result",
            note="Shares and NSOs are wages on top of cash; ISOs, exercised and held, cost minimum tax.",
            equals=_of_first_year("equity_after_tax"),
        ),
        Row("first_due", "Income tax due on it", "money", _first("year_income_tax"), equals=_first_due),
        Row(
            "first_withheld",
            "Income tax withheld",
            "money",
            _first("year_withheld"),
            note="At flat rates, whatever is due: 22 %, 37 % above a million, and the state's own.",
            equals=_first_withheld,
        ),
        Row(
            "first_set_aside",
            "Cash to set aside",
            "money",
            _first("year_set_aside"),
            look="result",
            note="Income tax due later, since too little is withheld. Not the tax itself. Below 0: a refund.",
            equals=_of_first_year("set_aside"),
        ),
    ),
)

_ABOUT_EQUITY = (
    "RSUs at the price of each vest date; any other equity its present value, spread as it vests. After tax "
    "of this year's law."
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
            f"{_EQUITY}-{{same:year_equity_tax}}",
            intro=_ABOUT_EQUITY,
            equals=_by_year("equity_after_tax"),
        ),
        yearly(
            "year_kept",
            "Total after tax, by year",
            "{same:year_cash_kept}+{same:year_equity_kept}",
            equals=_by_year("after_tax"),
        ),
        yearly(
            "year_set_aside",
            "Cash to set aside for tax on equity, by year",
            "{same:year_income_tax}-{same:year_withheld}",
            intro="Income tax on the year's vests less what is withheld for it; for ISOs the minimum tax.",
            equals=_by_year("set_aside"),
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


def _iso_federal() -> str:
    taken = deductible(_CASH, "{same:year_iso_state}")
    return f"IF({_ISO},{federal_tax(_CASH, taken, _EQUITY)},{{same:year_cash_federal}})"


def year_workings() -> tuple[Grid, ...]:
    """Declare the taxes of each year: on cash, on cash and equity, and with a spread of ISOs beside cash."""
    withheld = (
        f"withheld_rate*MIN({_EQUITY},withheld_upper_from)"
        f"+withheld_upper_rate*MAX({_EQUITY}-withheld_upper_from,0)"
    )
    on_state = "{same:year_pay_state}-{same:year_cash_state}"
    return (
        _step("year_cash", "Cash before tax", "{same:base_own}+{same:bonus_own}+{other_annual}+{same:once}"),
        _step(
            "year_equity", "Equity before tax: grant and refreshers", "{same:equity_own}+{same:refresh_own}"
        ),
        _step("year_pay", "Wages with equity", f"IF({_ISO},{_CASH},{_BESIDE})", intro="ISOs are no wages."),
        *_taxed("year_cash", "cash"),
        *_taxed("year_pay", "wages with equity"),
        *_with_spread(),
        _step(
            "year_income_tax",
            "Income tax on equity",
            f"IF({_ISO},{{same:year_iso_state}}+{{same:year_iso_federal}},"
            "{same:year_pay_state}+{same:year_pay_federal})-{same:year_cash_state}-{same:year_cash_federal}",
        ),
        _step(
            "year_equity_tax",
            "All taxes on equity",
            f"IF({_ISO},{{same:year_income_tax}},{_EQUITY}-("
            f"{kept(_PAY, '{same:year_pay_state}', '{same:year_pay_federal}')}-{{same:year_cash_kept}}))",
        ),
        _step(
            "year_withheld",
            "Income tax withheld from equity",
            f"IF({_ISO},0,{withheld}+IF(ISNUMBER({{state_withheld}}),{{state_withheld}}*{_EQUITY},{on_state}))",
            intro="The federal flat rates, and the state's where it has one; else its exact tax.",
        ),
    )


def _step(key: str, title: str, formula: str, intro: str = "") -> Grid:
    return yearly(key, title, formula, intro=intro, working=_ON_THE_WAY)


def _with_spread() -> tuple[Grid, ...]:
    """Return income tax with a spread of ISOs, which the minimum tax counts."""
    before = "{same:year_before_credits}"
    extra = f"{minimum_tax_of_state(_BESIDE, before)}-{minimum_tax_of_state(_CASH, before)}"
    return (
        _step(
            "year_before_line",
            "Line of the state's table before credits",
            f"IF({{amt_line}}=0,0,{state_line(_CASH, 'before', 'before')})",
        ),
        _step(
            "year_before_credits",
            "State income tax before credits",
            f"IF({{amt_line}}=0,0,{_before_credits()})",
        ),
        _step(
            "year_iso_state",
            "State income tax with the spread of ISOs",
            f"{{same:year_cash_state}}+IF(AND({_ISO},{{amt_line}}>0),{extra},0)",
        ),
        _step(
            "year_iso_federal",
            "Federal income tax with the spread of ISOs",
            _iso_federal(),
            intro="The minimum tax counts the spread; the rest of the return does not.",
        ),
    )


def _taxed(pay: str, title: str) -> tuple[Grid, ...]:
    wages, line, state = f"{{same:{pay}}}", f"{{same:{pay}_line}}", f"{{same:{pay}_state}}"
    return (
        _step(f"{pay}_line", f"Line of the state's table for {title}", state_line(wages)),
        _step(f"{pay}_state", f"State income tax on {title}", state_tax(wages, line)),
        _step(f"{pay}_deductible", f"State tax that may be deducted from {title}", deductible(wages, state)),
        _step(
            f"{pay}_federal",
            f"Federal income tax on {title}",
            federal_tax(wages, f"{{same:{pay}_deductible}}"),
        ),
    )
