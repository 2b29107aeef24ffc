"""Formulas of taxes in cells: each takes references such as ``{recurring_cash}`` and gives one step.

Federal figures are scalars, for the filing status that is chosen. A tax by bands is one short sum over its
bands, which stand on ``Floor`` for that status, and for what a state takes from pay for each offer. Of a
state's income tax the lines stand on ``Data``; ``parts.tax_steps`` puts the steps in their order.
"""

from __future__ import annotations

__all__ = [
    "additional_medicare",
    "allowed",
    "banded",
    "deductible",
    "deduction",
    "exempt_from_minimum",
    "federal_payroll",
    "medicare",
    "of_line",
    "social_security",
    "state_line",
    "state_minimum",
    "state_payroll",
    "state_tax",
    "stepped",
    "tentative_tax",
    "withheld",
]


def banded(amount: str, begins: str, rises: str = "") -> str:
    """Return the formula of a tax by bands: of each, what lies above its start times the rise of the rate."""
    starts = f"{{column:{begins}_begins}}"
    return f"SUMPRODUCT(({amount}>{starts})*({amount}-{starts})*{{column:{rises or begins}_rises}})"


# ------------------------------------------------------------ the state's income tax


def of_line(column: str, line: str) -> str:
    """Return the formula of what stands in a line of a column of ``Data``."""
    return f"INDEX({{column:{column}}},{line})"


def state_line(wages: str, table: str = "tax") -> str:
    """Return the formula of the line of a household's table that holds for wages."""
    found = f"{{{table}_found_from}}+MIN({wages},{{{table}_last_from}})"
    return f"MATCH({found},{{column:{table}_found}},1)"


def stepped(above: str, line: str) -> str:
    """Return the formula of what whole steps of a line add, where tax moves in such."""
    step = of_line("tax_step", line)
    return f"IF({step}=0,0,{of_line('tax_per_step', line)}*INT({above}/{step}+tolerance))"


def state_tax(above: str, added: str, line: str) -> str:
    """Return the formula of a state's income tax on wages that lie so far above the start of a line."""
    tax = f"{of_line('tax_there', line)}+{of_line('tax_rate', line)}*{above}+{added}"
    return f"ROUND({tax},{of_line('tax_decimals', line)})"


def state_minimum(income: str, before_credits: str) -> str:
    """Return the formula of what a state's alternative minimum tax adds to its tax before credits."""
    exempt = f"MAX({{amt_exempt}}-{{amt_falls}}*MAX({income}-{{amt_falls_from}},0),0)"
    return f"MAX({{amt_rate}}*MAX({income}-{exempt},0)-{before_credits},0)"


# ------------------------------------------------------------ federal income tax


def deductible(state_tax: str, wages: str) -> str:
    """Return the formula of what counts as state tax: that on income, and what goes to the state's funds."""
    return f"{state_tax}+{banded(wages, 'contribution', 'fund')}"


def allowed(income: str) -> str:
    """Return the formula of how much state tax may be deducted: a cap that falls with income to a floor."""
    return f"MAX(salt_cap-salt_phaseout_rate*MAX({income}-salt_phaseout_start,0),salt_floor)"


def deduction(deductible: str, allowed: str) -> str:
    """Return the formula of the larger of the standard deduction and state tax as far as it is allowed."""
    return f"MAX(standard_deduction,{{deducted}}*MIN({deductible},{allowed}))"


def exempt_from_minimum(income: str) -> str:
    """Return the formula of what the alternative minimum tax exempts."""
    return f"MAX(amt_exemption-amt_phaseout_rate*MAX({income}-amt_phaseout_start,0),0)"


def tentative_tax(income: str, exempt: str) -> str:
    """Return the formula of the tax by the rules of the alternative minimum tax, nothing deducted."""
    base = f"{income}-{exempt}"
    higher = f"(amt_upper_rate-amt_lower_rate)*MAX({base}-amt_upper_from,0)"
    return f"amt_lower_rate*MAX({base},0)+{higher}"


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


def federal_payroll(wages: str) -> str:
    """Return the formula of these three together."""
    return banded(wages, "payroll")


def state_payroll(wages: str) -> str:
    """Return the formula of a state's own contributions."""
    return banded(wages, "contribution")


def withheld(supplemental: str) -> str:
    """Return the formula of what an employer withholds of a year's supplemental pay for the federal tax."""
    above = f"MAX({supplemental}-withheld_upper_from,0)"
    return f"withheld_rate*MIN({supplemental},withheld_upper_from)+withheld_upper_rate*{above}"
