"""What a usual year's cash leaves, each tax on a line of its own; and the same with no bonus paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from offersheet.workbook.engine.layout import Row, Rows
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import taxes
from offersheet.workbook.parts.floor_twins import bracket_line, contributed, exempt_from_minimum, standing
from offersheet.workbook.parts.tax_steps import (
    Pay,
    federal_tax,
    income_tax,
    kept,
    payroll_tax,
    state_tax,
    step_rows,
)

__all__ = ["CASH_TAXES", "WORKINGS"]

_YEARLY = "money a year"


def _tax(name: str) -> Callable[[Column], float]:
    """Return the twin of a tax on recurring cash."""
    return lambda column: column.taxes[name]


def _of_bracket(figure: str) -> str:
    return taxes.of_line(f"bracket_{figure}", "{taxed_bracket}")


_CASH = Pay("taxed", "a usual year's cash", attrgetter("recurring_cash"), cells="recurring_cash")
_NOTES = {
    "deductible": "With what goes to the state's disability, unemployment and leave funds.",
    "allowed": "It falls as income rises, down to a floor.",
    "deduction": "The larger of the standard deduction and state tax, as far as it is allowed.",
}
_OWN_WAY = 3
"""So many steps at the end are reckoned here as the law words them: regular and minimum tax."""

CASH_TAXES = (
    Row("taxed_base", "Base", _YEARLY, "{base}", equals="offer.base"),
    Row("taxed_bonus", "Bonus, as paid", _YEARLY, "{base}*{bonus_target}*{bonus_payout}", equals="bonus"),
    Row("taxed_other", "Other, yearly", _YEARLY, "{other_annual}", equals="offer.other_annual"),
    Row(
        "recurring_cash",
        "Cash of a usual year",
        _YEARLY,
        "{base}*(1+{bonus_target}*{bonus_payout})+{other_annual}",
        look="result",
        equals="recurring_cash",
    ),
    *step_rows(_CASH, (*state_tax(_CASH)[-1:], *federal_tax(_CASH)[:-_OWN_WAY]), _NOTES),
    Row(
        "taxed_bracket",
        "Line of its bracket on Data",
        "",
        "MATCH(filed_as,{column:bracket_status},0)-1+MATCH({taxed_taxable},{column:bracket_begins},1)",
        "number",
        equals=bracket_line,
    ),
    Row(
        "taxed_regular",
        "Federal income tax",
        _YEARLY,
        f"{_of_bracket('there')}+{_of_bracket('rate')}*({{taxed_taxable}}-{_of_bracket('from')})",
        note="That at the start of its bracket, and the bracket's rate on what lies above.",
        equals=_tax("Federal income tax"),
    ),
    Row(
        "taxed_exempt",
        "Exempt from the minimum tax",
        _YEARLY,
        taxes.exempt_from_minimum("{recurring_cash}"),
        equals=exempt_from_minimum,
    ),
    Row(
        "taxed_tentative",
        "Tax by the rules of the minimum tax",
        _YEARLY,
        taxes.tentative_tax("{recurring_cash}", "{taxed_exempt}"),
        note="Nothing is deducted there, and there are two rates.",
        equals=_CASH.filed.twin("tentative"),
    ),
    Row(
        "taxed_minimum",
        "Alternative minimum tax",
        _YEARLY,
        "MAX({taxed_tentative}-{taxed_regular},0)",
        note="What it asks beyond the regular tax.",
        equals=_tax("Alternative minimum tax"),
    ),
    Row(
        "taxed_security",
        "Social Security",
        _YEARLY,
        taxes.social_security("{recurring_cash}"),
        equals=_tax("Social Security"),
    ),
    Row("taxed_medicare", "Medicare", _YEARLY, taxes.medicare("{recurring_cash}"), equals=_tax("Medicare")),
    Row(
        "taxed_additional",
        "Additional Medicare",
        _YEARLY,
        taxes.additional_medicare("{recurring_cash}"),
        equals=_tax("Additional Medicare"),
    ),
    Row(
        "taxed_contributions",
        "State payroll contributions",
        _YEARLY,
        taxes.state_payroll("{recurring_cash}"),
        note="Disability, family leave and the like.",
        equals=contributed,
    ),
    Row(
        "all_taxes",
        "All taxes",
        _YEARLY,
        "{taxed_state}+{taxed_regular}+{taxed_minimum}+{taxed_security}+{taxed_medicare}+{taxed_additional}"
        "+{taxed_contributions}",
        equals=_tax("Total"),
    ),
    Row(
        "taxed_kept", "Take-home", _YEARLY, "{recurring_cash}-{all_taxes}", look="result", equals="take_home"
    ),
    Row(
        "average_tax",
        "Taxes, of the whole",
        "rate",
        'IF({recurring_cash}>0,{all_taxes}/{recurring_cash},"")',
        "rate",
        equals=lambda column: column.taxes["Average rate"] if column.recurring_cash > 0 else None,
    ),
    Row(
        "rests_on_projections",
        "The state's figures are",
        "",
        'IF(INDEX({column:state_projected},{state_line})="","enacted","in part projected")',
        "text",
        note="Which ones is said at the end of the results.",
        equals=standing,
    ),
)

_NO_BONUS_CASH = attrgetter("without_bonus.recurring_cash")
_NO_BONUS = Pay("no_bonus", "cash with no bonus paid", _NO_BONUS_CASH, cells="no_bonus_cash")
_AGAIN = replace(_CASH, key="again", state="taxed_state")

NO_BONUS = (
    Row("no_bonus_cash", "Cash with no bonus paid", _YEARLY, "{base}+{other_annual}", equals=_NO_BONUS_CASH),
    *step_rows(_NO_BONUS, (*income_tax(_NO_BONUS), payroll_tax(_NO_BONUS), kept(_NO_BONUS))),
)

WORKINGS = (
    Rows("Workings: what is left with no bonus paid", NO_BONUS),
    Rows("Workings: a usual year's cash on the state's table", step_rows(_CASH, state_tax(_CASH)[:-1])),
    Rows(
        "Proof: the same cash taxed band by band",
        step_rows(_AGAIN, (*federal_tax(_AGAIN), payroll_tax(_AGAIN), kept(_AGAIN))),
        intro="Above, federal taxes are reckoned as the law words them. Checks holds that to this, where "
        "each is a sum over bands.",
    ),
)
"""What stands further down: the same steps for another amount, and the same amount by other steps."""
