"""The sheet ``Floor``: what you need, what each offer leaves after tax, and whether that is enough."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from textwrap import wrap

from offersheet.model.fields import Field
from offersheet.model.tax.tables import tables
from offersheet.model.valuation import RESULTS
from offersheet.workbook.engine.layout import Charts, Lines, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.after_tax import FIRST_YEAR, TAXED_AS, year_results
from offersheet.workbook.parts.cash_taxes import CASH_TAXES, WORKINGS
from offersheet.workbook.parts.event import EVENT, event_workings
from offersheet.workbook.parts.floor_solve import FLOOR, SOLVING, floor_proof, solving_grids
from offersheet.workbook.parts.floor_twins import Wages, buffer, gathered, new_tax, said, spend_there
from offersheet.workbook.parts.npv_kept import AFTER_TAX, LEFT_BEHIND, share_grids, today_grids
from offersheet.workbook.parts.pictures import AGAINST_NEED, kept_by_year
from offersheet.workbook.parts.tax_law import (
    HOME,
    MINIMUM_TAX,
    band_grids,
    contribution_grids,
    federal_figures,
)
from offersheet.workbook.parts.yearly_taxes import year_workings
from offersheet.worksheet.kinds import Number

__all__ = ["floor_sheet"]

_YEARLY = "money a year"
_WIDE = 105
"""In letters, of a sentence across the offers' columns."""
_SWITCH = Field(
    "new_payroll_tax",
    Number("1 or 0", low=0, high=1, whole=True),
    "Count the new payroll tax",
    "1: it is counted in the lines below; 0: it is not.",
    False,
    "Count the new payroll tax",
    "tax",
)

FORMULAS = {
    "take_home": "{taxed_kept}",
    "floor": FLOOR,
    "floor_margin": "{taxed_kept}-{need}",
    "floor_margin_no_bonus": "{no_bonus_kept}-{need}",
}
"""How each result about the floor is computed in cells."""


def floor_sheet(horizon_years: float, tax_year: float) -> Sheet:
    """Declare the verdicts, the need, each tax on its own line, equity after tax, and the workings."""
    year = int(tax_year)
    return Sheet(
        name="Floor",
        title="Walk-away floor",
        intro="Can you live on it? What a usual year's cash leaves after tax, against what you need there. "
        f"Tax law of {year}.",
        kind="results",
        blocks=(
            Rows("Does the offer clear your floor?", _ANSWER),
            Charts("At a glance", (AGAINST_NEED, kept_by_year(horizon_years))),
            Rows("What you need", _NEED),
            Rows("Taxes on a usual year's cash", CASH_TAXES),
            _WHAT_IF,
            Rows("With the new payroll tax", _WITH_NEW_TAX),
            FIRST_YEAR,
            *year_results(),
            *share_grids(),
            EVENT,
            AFTER_TAX,
            _left_out(year),
            *WORKINGS,
            HOME,
            TAXED_AS,
            MINIMUM_TAX,
            federal_figures(),
            *band_grids(year),
            *contribution_grids(year),
            SOLVING,
            floor_proof(),
            Rows("Which pay clears which", _LISTS),
            *event_workings(),
            LEFT_BEHIND,
            *year_workings(),
            *today_grids(),
            *solving_grids(),
        ),
    )


def _result(name: str) -> Row:
    """Return the row of a result, under the name that other programs read."""
    result = next(result for result in RESULTS if result.name == name)
    return Row(
        name,
        result.label,
        _YEARLY,
        FORMULAS[name],
        look="result",
        note=result.help,
        name=f"result_{name}",
        when="filled",
        best=name == "floor_margin",
        equals=name,
    )


def _said(key: str, label: str, margin: str, equals: Wages) -> Row:
    """Return a row that says in words whether a margin is enough."""
    verdict = f'IF({margin}>=0,"clears by ","short by ")&FIXED(ABS({margin}),0)'
    return Row(key, label, "", verdict, "text", look="result", equals=said(equals))


def _margin_with_it(column: Column) -> float:
    return column.floor_margin - new_tax(column)


_ANSWER = (
    _said("floor_verdict", "After tax, a usual year", "{floor_margin}", attrgetter("floor_margin")),
    _said(
        "no_bonus_verdict",
        "With no bonus paid",
        "{floor_margin_no_bonus}",
        attrgetter("floor_margin_no_bonus"),
    ),
    _result("take_home"),
    Row("needed", "What you need there, after tax", _YEARLY, "{need}", equals="need"),
    _result("floor_margin"),
    _result("floor_margin_no_bonus"),
    _result("floor"),
    Row(
        "above_floor",
        "Cash before tax, above the floor",
        _YEARLY,
        'IF(ISNUMBER({floor}),{recurring_cash}-{floor},"")',
        note="How much of this pay you could give up, before tax.",
        equals=lambda column: column.recurring_cash - column.floor,
    ),
)

_NEED = (
    Row(
        "spend_today",
        "Spending, where you live today",
        _YEARLY,
        "annual_spend",
        note="From Offers.",
        equals="assumptions.annual_spend",
    ),
    Row(
        "cost_of_living",
        "Cost of living there, 100 today",
        "index",
        'IF({offer_cost_index}="",{blank:offer_cost_index},{offer_cost_index})',
        "number",
        equals="offer.cost_index",
    ),
    Row(
        "spend_there",
        "The same spending there",
        _YEARLY,
        "{spend_today}*{cost_of_living}/index_today",
        equals=spend_there,
    ),
    Row("buffer", "Buffer for what goes wrong", _YEARLY, "{spend_there}*risk_buffer", equals=buffer),
    Row("saved", "Savings", _YEARLY, "savings", equals="assumptions.savings"),
    Row(
        "need",
        "What must be left after tax",
        _YEARLY,
        "{spend_today}*{cost_of_living}/index_today*(1+risk_buffer)+savings",
        look="result",
        equals="need",
    ),
)

_WHAT_IF = Scalars(
    "What if there were a new payroll tax?",
    (
        (
            Scalar(
                "new_payroll_tax",
                _SWITCH.label,
                "1 in, 0 out",
                1.0,
                format="number",
                note="Its rate stands on Offers. Take-home and margin above never count it.",
                field=_SWITCH,
            ),
        ),
    ),
)

_WITH_NEW_TAX = (
    Row(
        "new_tax_rate",
        "Its rate",
        "rate",
        "extra_payroll_rate",
        "rate",
        note="From Offers.",
        equals="assumptions.extra_payroll_rate",
    ),
    Row(
        "new_tax",
        "New payroll tax",
        _YEARLY,
        "IF(new_payroll_tax=1,extra_payroll_rate*{recurring_cash},0)",
        note="On all of the cash. Proposals in California and New York are no law yet.",
        equals=new_tax,
    ),
    Row(
        "new_tax_kept",
        "Take-home with it",
        _YEARLY,
        "{taxed_kept}-{new_tax}",
        equals=lambda column: column.take_home - new_tax(column),
    ),
    Row(
        "new_tax_margin",
        "Margin over the floor with it",
        _YEARLY,
        "{new_tax_kept}-{need}",
        equals=_margin_with_it,
    ),
    _said("new_tax_verdict", "After tax, a usual year, with it", "{new_tax_margin}", _margin_with_it),
)


def _listed(key: str, label: str, test: str, passes: Callable[[float], bool]) -> Row:
    """Return a row that gathers, from offer to offer, the names of those that pass a test."""
    added = f'IF({{left:{key}}}="","",", ")&{{offer_name}}'
    return Row(
        key,
        label,
        "",
        f'{{left:{key}}}&IF(AND(ISNUMBER({{floor_margin}}),{test}),{added},"")',
        "text",
        when="always",
        note="So far, from left to right.",
        equals=gathered(passes),
    )


_LISTS = (
    _listed("clearing", "Offers that clear the floor", "{floor_margin}>=0", lambda margin: margin >= 0),
    _listed("falling_short", "Offers short of it", "{floor_margin}<0", lambda margin: margin < 0),
)


def _left_out(year: int) -> Lines:
    states = tables(year).states
    projected = "; ".join(
        f"{code} {', '.join(state.projected)}" for code, state in states.items() if state.projected
    )
    lines = [
        "Left out: dependents and credits, deductions other than state income tax, a credit for minimum tax",
        "later, local taxes other than New York City's, refunds and payments that come once (a kicker, a",
        "surplus). What goes to a state's funds is deducted as state tax; that an employer's private plan",
        "counts alike is not settled. One person earns all of it.",
        "Of options, read two clauses: how long after leaving they can be exercised (often 90 days), and",
        "whether a sale, or losing the job, brings vesting forward (acceleration).",
        f"The law of {year} holds in every year. Each figure and its source stand on the sheet Data.",
        *(wrap(f"Projected, since not yet enacted for {year}: {projected}.", _WIDE) if projected else ()),
    ]
    return Lines([(line, "") for line in lines], title="What these taxes are, and are not")
