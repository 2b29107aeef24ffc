"""The arguments that tax functions share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from offersheet.model.tax.jurisdictions import STATE, STATUS, TAX_YEAR
from offersheet.worksheet.declare import Rule
from offersheet.worksheet.kinds import MONEY
from offersheet.worksheet.shapes import Numbers, Words

__all__ = ["PRETAX_RULE", "Gains", "Pretax", "Spread", "State", "Status", "Wages", "Year"]

Wages: TypeAlias = Annotated[Numbers, MONEY, "Pay of the year before tax, all earned by one person."]
State: TypeAlias = Annotated[Words, STATE, "Two letters, or NYC for New York City; blank: no state tax."]
Status: TypeAlias = Annotated[
    Words, STATUS, "single, mfj (married filing jointly) or hoh (head of household)."
]
Year: TypeAlias = Annotated[Numbers, TAX_YEAR, "The tax year."]
Pretax: TypeAlias = Annotated[
    Numbers, MONEY, "Paid into a 401(k) or the like: payroll tax stays, income tax waits."
]
Spread: TypeAlias = Annotated[
    Numbers, MONEY, "Value less strike of incentive stock options that are exercised and held."
]
Gains: TypeAlias = Annotated[Numbers, MONEY, "Long-term capital gains, beside the wages."]

PRETAX_RULE = Rule(
    ("wages", "pretax"),
    lambda wages, pretax: pretax > wages,
    "pretax must be at most the wages, got {pretax} of {wages}",
)
