"""Formulas of taxes in cells: each takes formulas of its amounts, such as ``{recurring}``, and gives one.

The figures of federal law are scalars, for the filing status that is chosen; the tables stand on ``Data``.
Of a state's table, a household's lines stand together, from ``{state_first}`` to ``{state_last}``.
"""

from __future__ import annotations

from offersheet.model.tax.jurisdictions import STATUSES
from offersheet.model.tax.tables import NO_STATE
from offersheet.workbook.engine.layout import Row, Rows, Scalar, Scalars
from offersheet.workbook.parts import floor_twins as twins
from offersheet.workbook.parts.tax_data import FEDERAL, FederalFigure

__all__ = [
    "HOME",
    "additional_medicare",
    "bands",
    "deductible",
    "deduction",
    "federal_figures",
    "federal_tax",
    "kept",
    "medicare",
    "minimum_tax_of_state",
    "regular_tax",
    "social_security",
    "state_line",
    "state_payroll",
    "state_tax",
    "tentative_tax",
]


def _figure(one: FederalFigure) -> Scalar:
    chosen = "+".join(f'(filing_status="{status}")*{{column:federal_{status}}}' for status in STATUSES)
    formula = f'SUMPRODUCT(({{column:federal_figure}}="{one.name}")*({chosen}))'
    return Scalar(
        one.name,
        one.label,
        one.unit,
        formula=formula,
        format=one.format,
        look="calculation",
        equals=twins.federal_figure(one.item, one.figure),
    )


def federal_figures() -> Scalars:
    """Declare the figures of federal law for the filing status."""
    return Scalars("Federal law for your filing status", [(_figure(one),) for one in FEDERAL])


HOME = Rows(
    "Where the taxes of each offer's state stand on Data",
    (
        Row(
            "home",
            "State",
            "",
            f'IF({{offer_state}}="","{NO_STATE}",{{offer_state}})',
            "text",
            equals=twins.home,
        ),
        Row(
            "state_first",
            "Its first line",
            "",
            'MATCH({home}&" "&filing_status,{column:tax_household},0)',
            "number",
            equals=twins.first_line,
        ),
        Row(
            "state_last",
            "Its last line",
            "",
            '{state_first}-1+COUNTIF({column:tax_household},{home}&" "&filing_status)',
            "number",
            equals=twins.last_line,
        ),
        Row(
            "state_line",
            "Its line among the states",
            "",
            "MATCH({home},{column:state_code},0)",
            "number",
            equals=twins.state_number,
        ),
        Row(
            "deducted",
            "Its tax is deducted",
            "1 or 0",
            "INDEX({column:state_deducted},{state_line})",
            "number",
            note="0 where the state would then refuse its own standard deduction: DC, GA, OK, VA.",
            equals=twins.state_deducts,
        ),
        Row(
            "state_withheld",
            "It withholds from shares",
            "rate",
            "INDEX({column:state_withheld},{state_line})",
            "rate",
            note="Where it has no flat rate, its exact tax counts as withheld.",
            equals=twins.state_withholds,
        ),
    ),
)
"""Where a household's lines stand in the tables."""


# ------------------------------------------------------------ the state's income tax


def _of_line(column: str, line: str) -> str:
    return f"INDEX({{column:{column}}},{line})"


def state_line(wages: str, table: str = "tax", household: str = "state") -> str:
    """Return the formula of the line of a household's table that holds for wages."""
    column = f"{{column:{table}_from}}"
    first, last = f"{{{household}_first}}", f"{{{household}_last}}"
    return f"{first}-1+MATCH({wages},INDEX({column},{first}):INDEX({column},{last}),1)"


def bands(wages: str, line: str) -> str:
    """Return the formula of how many whole steps of a line lie below wages."""
    step = _of_line("tax_step", line)
    return f"IF({step}=0,0,INT(({wages}-{_of_line('tax_from', line)})/{step}+tolerance))"


def state_tax(wages: str, line: str) -> str:
    """Return the formula of a state's income tax on wages, which a line of its table holds."""
    tax = (
        f"{_of_line('tax_there', line)}+{_of_line('tax_rate', line)}*({wages}-{_of_line('tax_from', line)})"
        f"+{_of_line('tax_per_step', line)}*{bands(wages, line)}"
    )
    return f"IF({_of_line('tax_whole', line)}=1,ROUND({tax},0),{tax})"


def minimum_tax_of_state(income: str, before_credits: str) -> str:
    """Return the formula of what a state's alternative minimum tax adds to its tax before credits."""
    line = "{amt_line}"
    exemption = (
        f"MAX({_of_line('amt_state_exemption', line)}-{_of_line('amt_state_falls', line)}"
        f"*MAX({income}-{_of_line('amt_state_start', line)},0),0)"
    )
    tentative = f"{_of_line('amt_state_rate', line)}*MAX({income}-{exemption},0)"
    return f"MAX({tentative}-{before_credits},0)"


# ------------------------------------------------------------ federal income tax


def deductible(wages: str, state_tax: str) -> str:
    """Return the formula of what counts as state tax: that on income, and what goes to the state's funds."""
    return f"{state_tax}+{state_payroll(wages, 'contribution_deducted')}"


def deduction(income: str, deductible: str) -> str:
    """Return the formula of the larger of the standard deduction and state tax as far as it is allowed."""
    cap = f"MAX(salt_cap-salt_phaseout_rate*MAX({income}-salt_phaseout_start,0),salt_floor)"
    return f"MAX(standard_deduction,{{deducted}}*MIN({deductible},{cap}))"


def regular_tax(taxable: str) -> str:
    """Return the formula of the tax by brackets: of each, what lies above it times the rise of the rate."""
    return (
        f"SUMPRODUCT(({{column:bracket_status}}=filing_status)*({taxable}>{{column:bracket_from}})"
        f"*({taxable}-{{column:bracket_from}})*{{column:bracket_more}})"
    )


def tentative_tax(income: str) -> str:
    """Return the formula of the tax by the rules of the alternative minimum tax, nothing deducted."""
    exemption = f"MAX(amt_exemption-amt_phaseout_rate*MAX({income}-amt_phaseout_start,0),0)"
    base = f"MAX({income}-{exemption},0)"
    return f"(amt_lower_rate*{base}+(amt_upper_rate-amt_lower_rate)*MAX({base}-amt_upper_from,0))"


def federal_tax(income: str, deductible: str, spread: str = "") -> str:
    """Return the formula of the whole federal income tax: regular, or minimum where that is more."""
    taxable = f"({income}-{deduction(income, deductible)})"
    beside = f"({income}+{spread})" if spread else income
    return f"MAX({regular_tax(taxable)},{tentative_tax(beside)})"


# ------------------------------------------------------------ what is taken from pay


def social_security(wages: str) -> str:
    """Return the formula of Social Security."""
    return f"social_security_rate*MIN({wages},social_security_base)"


def medicare(wages: str) -> str:
    """Return the formula of Medicare."""
    return f"medicare_rate*{wages}"


def additional_medicare(wages: str) -> str:
    """Return the formula of the Additional Medicare tax."""
    return f"additional_medicare_rate*MAX({wages}-additional_medicare_from,0)"


def state_payroll(wages: str, counted: str = "") -> str:
    """Return the formula of a state's own contributions, or of those that a column of the table counts."""
    weight = f"*{{column:{counted}}}" if counted else ""
    return (
        f"SUMPRODUCT(({{column:contribution_state}}={{home}})*({wages}>{{column:contribution_from}})"
        f"*({wages}-{{column:contribution_from}})*{{column:contribution_more}}{weight})"
    )


def kept(wages: str, state_tax: str, federal_tax: str) -> str:
    """Return the formula of what all taxes leave of wages."""
    taken = (
        state_tax,
        federal_tax,
        *(part(wages) for part in (social_security, medicare, additional_medicare, state_payroll)),
    )
    return f"{wages}-" + "-".join(taken)
