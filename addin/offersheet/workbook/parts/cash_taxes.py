"""What a usual year's cash leaves, each tax on a line of its own; and the same with no bonus paid."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from offersheet.workbook.engine.layout import Row
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import floor_twins as twins
from offersheet.workbook.parts.floor_twins import contributed, deducted, line_of, standing, taxable
from offersheet.workbook.parts.taxes import (
    additional_medicare,
    deductible,
    deduction,
    federal_tax,
    kept,
    medicare,
    regular_tax,
    social_security,
    state_line,
    state_payroll,
    state_tax,
    tentative_tax,
)

__all__ = ["CASH_TAXES", "NO_BONUS"]

_YEARLY = "money a year"


def _tax(name: str) -> Callable[[Column], float]:
    """Return the twin of a tax on recurring cash."""
    return lambda column: column.taxes[name]


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
    Row(
        "taxed_state",
        "State income tax",
        _YEARLY,
        state_tax("{recurring_cash}", "{recurring_line}"),
        equals=_tax("State income tax"),
    ),
    Row(
        "taxed_deductible",
        "State tax that may be deducted",
        _YEARLY,
        deductible("{recurring_cash}", "{taxed_state}"),
        note="With what goes to the state's disability, unemployment and leave funds.",
        equals=twins.deductible(attrgetter("recurring_cash")),
    ),
    Row(
        "taxed_deduction",
        "Deducted from federal income",
        _YEARLY,
        deduction("{recurring_cash}", "{taxed_deductible}"),
        note="The larger of the standard deduction and state tax, as far as it is allowed.",
        equals=deducted,
    ),
    Row(
        "taxable",
        "Federal taxable income",
        _YEARLY,
        "MAX({recurring_cash}-{taxed_deduction},0)",
        equals=taxable,
    ),
    Row(
        "taxed_regular",
        "Federal income tax",
        _YEARLY,
        regular_tax("{taxable}"),
        equals=_tax("Federal income tax"),
    ),
    Row(
        "taxed_minimum",
        "Alternative minimum tax",
        _YEARLY,
        f"MAX({tentative_tax('{recurring_cash}')}-{{taxed_regular}},0)",
        equals=_tax("Alternative minimum tax"),
    ),
    Row(
        "taxed_security",
        "Social Security",
        _YEARLY,
        social_security("{recurring_cash}"),
        equals=_tax("Social Security"),
    ),
    Row("taxed_medicare", "Medicare", _YEARLY, medicare("{recurring_cash}"), equals=_tax("Medicare")),
    Row(
        "taxed_additional",
        "Additional Medicare",
        _YEARLY,
        additional_medicare("{recurring_cash}"),
        equals=_tax("Additional Medicare"),
    ),
    Row(
        "taxed_contributions",
        "State payroll contributions",
        _YEARLY,
        state_payroll("{recurring_cash}"),
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

NO_BONUS = (
    Row(
        "recurring_line",
        "Line of the state's table, with bonus",
        "",
        state_line("{recurring_cash}"),
        "number",
        equals=line_of(attrgetter("recurring_cash")),
    ),
    Row("no_bonus_cash", "Cash with no bonus paid", _YEARLY, "{base}+{other_annual}", equals=_NO_BONUS_CASH),
    Row(
        "no_bonus_line",
        "Line of the state's table",
        "",
        state_line("{no_bonus_cash}"),
        "number",
        equals=line_of(_NO_BONUS_CASH),
    ),
    Row(
        "no_bonus_state",
        "State income tax",
        _YEARLY,
        state_tax("{no_bonus_cash}", "{no_bonus_line}"),
        equals=twins.state_tax(_NO_BONUS_CASH),
    ),
    Row(
        "no_bonus_deductible",
        "State tax that may be deducted",
        _YEARLY,
        deductible("{no_bonus_cash}", "{no_bonus_state}"),
        equals=twins.deductible(_NO_BONUS_CASH),
    ),
    Row(
        "no_bonus_federal",
        "Federal income tax",
        _YEARLY,
        federal_tax("{no_bonus_cash}", "{no_bonus_deductible}"),
        equals=twins.federal_tax(_NO_BONUS_CASH),
    ),
    Row(
        "no_bonus_kept",
        "Take-home with no bonus",
        _YEARLY,
        kept("{no_bonus_cash}", "{no_bonus_state}", "{no_bonus_federal}"),
        equals=twins.take_home(_NO_BONUS_CASH),
    ),
)
