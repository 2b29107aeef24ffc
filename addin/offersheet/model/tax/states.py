"""State income tax on wages, for every state, DC and New York City: one evaluation of many tables.

Taxable income is wages less ``pretax``, with ``additions`` and less ``deductions``; then come the ``tax``
items, an alternate and a minimum tax, incomes that owe nothing, credits, a surtax of its own, and credits
that are paid out. What comes back once, as a surplus does, is left out.
Amounts are numbers, arrays or piecewise functions, as ``piecewise`` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from offersheet.model.tax.federal import MinimumTax
from offersheet.model.tax.law import figures, items, jurisdiction
from offersheet.model.tax.piecewise import Amount, above, brackets, larger, smaller
from offersheet.model.tax.rules import OF_WAGES, Return, Rule, make_rule

__all__ = ["StateLaw", "state_law"]


@dataclass(frozen=True)
class StateLaw:
    """The income tax law of a state for a year and a filing status."""

    year: int
    status: str
    rules: Mapping[str, tuple[Rule, ...]]
    """By part of the law."""
    amt: MinimumTax | None
    taxes_pretax: bool
    """Whether what is paid into a plan is taxed, too."""
    asks_for_wages: bool
    """Whether the tax depends on the wages themselves, and not on what is left of them after ``pretax``."""
    follows_federal_deduction: bool
    """Whether a person who itemises for the federal tax loses the state's standard deduction."""
    added_to: StateLaw | None
    """The law of the state to whose tax this city's is added."""

    def tax(self, wages: Amount, pretax: Any = 0.0, spread: Any = 0.0) -> Any:
        """Return the income tax on wages; below 0 where a refund exceeds it."""
        filed = self.filed(wages, pretax)
        owed = self._owed(filed, spread)
        return owed if self.added_to is None else owed + self.added_to.tax(wages, pretax, spread)

    def filed(self, wages: Amount, pretax: Any = 0.0) -> Return:
        """Fill in a return as far as the taxable income."""
        if self.added_to is not None:
            return self.added_to.filed(wages, pretax)
        filed = Return(wages, wages if self.taxes_pretax else wages - pretax, self.year, self.status)
        deducted = self._total("deductions", filed)
        filed.agi_less_exemptions = filed.agi - deducted
        filed.taxable = above(filed.agi + self._total("additions", filed) - deducted)
        return filed

    def regular_tax(self, filed: Return) -> Any:
        """Return the tax before credits and before any alternative minimum tax."""
        filed.tax = 0.0
        for rule in self.rules.get("tax", ()):
            filed.tax = filed.tax + rule.amount(filed)
        for rule in self.rules.get("alternate_tax", ()):
            filed.tax = smaller(filed.tax, rule.amount(filed))
        for rule in self.rules.get("minimum_tax", ()):
            filed.tax = larger(filed.tax, rule.amount(filed))
        for rule in self.rules.get("zero_tax", ()):
            filed.tax = filed.tax * rule.amount(filed)
        return filed.tax

    def minimum_tax(self, filed: Return, spread: Any) -> Any:
        """Return what the alternative minimum tax adds to the regular tax."""
        if self.amt is None:
            return 0.0
        return above(self.amt.tentative(filed.agi + spread) - filed.tax)

    def _owed(self, filed: Return, spread: Any) -> Any:
        regular = self.regular_tax(filed)
        minimum = self.minimum_tax(filed, spread)
        after_credits = above(regular - self._total("credits", filed))
        return after_credits + minimum + self._total("surtax", filed) - self._total("refundable", filed)

    def _total(self, part: str, filed: Return) -> Any:
        """Add up what the rules of a part give; of a group the largest."""
        total: Any = 0.0
        groups: dict[str, Any] = {}
        for rule in self.rules.get(part, ()):
            amount = rule.amount(filed)
            if rule.group:
                amount = larger(groups[rule.group], amount) if rule.group in groups else amount
                groups[rule.group] = amount
            else:
                total = total + amount
        for amount in groups.values():
            total = total + amount
        return total


@cache
def state_law(state: str, year: int, status: str) -> StateLaw:
    """Return the law in force of a state, DC or NYC. Raises ``NotFound`` where any of it is not entered."""
    law = jurisdiction(state)
    rules: dict[str, tuple[Rule, ...]] = {}
    amt = None
    for part, item in items(law):
        found = figures(law, item, year, status)
        if found is None or part == "payroll":
            continue
        if part == "amt":
            amt = _amt(**found)
        elif isinstance(law[part], list):
            rules[part] = (*rules.get(part, ()), make_rule(law, item, year, found))
    taxes_pretax = law.get("taxes_pretax", False)
    added = state_law(law["added_to"], year, status) if "added_to" in law else None
    return StateLaw(
        year,
        status,
        rules,
        amt=amt,
        taxes_pretax=taxes_pretax,
        asks_for_wages=taxes_pretax
        or (added is not None and added.asks_for_wages)
        or any(item.get("of") in OF_WAGES for _, item in items(law)),
        follows_federal_deduction=law.get("follows_federal_deduction", False),
        added_to=added,
    )


def _amt(*, exemption: float, phaseout_start: float, phaseout_rate: float, rate: float) -> MinimumTax:
    return MinimumTax(float(exemption), float(phaseout_start), phaseout_rate, brackets([[0, rate]]))
