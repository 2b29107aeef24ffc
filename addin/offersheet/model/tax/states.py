"""State income tax on wages, for every state, DC and New York City: one evaluation of many tables.

Taxable income is wages less ``pretax``, with ``additions`` and less ``deductions``; then come the ``tax``
items, an alternate and a minimum tax, incomes that owe nothing, credits, a surtax of its own, and refunds.
Amounts are numbers, arrays or piecewise functions, as ``piecewise`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from offersheet.model.tax.federal import MinimumTax, federal_law
from offersheet.model.tax.forms import FORMS, Rows
from offersheet.model.tax.law import figures, jurisdiction
from offersheet.model.tax.payroll import fica_law
from offersheet.model.tax.piecewise import Amount, above, brackets, larger, smaller, staircase

__all__ = ["StateLaw", "state_law"]


@dataclass
class Return:
    """A state tax return as far as it is filled in: what its rules refer to by name."""

    wages: Any
    agi: Any
    year: int
    status: str
    taxable: Any = 0.0
    agi_less_exemptions: Any = 0.0
    tax: Any = 0.0
    """So far."""

    @cached_property
    def fed_tax(self) -> Any:
        """Federal income tax with the standard deduction."""
        return federal_law(self.year, self.status).on_wages(self.agi)

    @property
    def prior_year_tax_before_credits(self) -> Any:
        """Last year's tax, for which this year's stands in: only this year's income is known."""
        return self.tax

    @cached_property
    def fica(self) -> Any:
        """Social Security and Medicare."""
        return fica_law(self.year, self.status, additional=False)(self.wages)

    @cached_property
    def fica_incl_additional_medicare(self) -> Any:
        """Social Security and Medicare, with the Additional Medicare tax."""
        return fica_law(self.year, self.status, additional=True)(self.wages)


@dataclass(frozen=True)
class Rule:
    """One rule of a state: its name, and the amount that it gives for a return."""

    name: str
    amount: Callable[[Return], Any]
    group: str = ""
    """Of the deductions in one group the largest counts."""


def _percent(of: str, *, rate: float, cap: float | None = None) -> Callable[[Return], Any]:
    whole = attrgetter(of)
    if cap is None:
        return lambda filed: rate * whole(filed)
    most = float(cap)
    return lambda filed: smaller(rate * whole(filed), most)


def _percent_table(
    of: str, x: str, edge: str, *, table: Rows, cap: float | None = None, cap_table: Rows | None = None
) -> Callable[[Return], Any]:
    """Make a share of an amount that depends on income, at most a cap that may depend on it, too."""
    whole, income = attrgetter(of), attrgetter(x)
    share = staircase(table, after=edge == "gt")
    limits = cap_table or ([[0, cap]] if cap is not None else None)
    if limits is None:
        return lambda filed: share(income(filed)) * whole(filed)
    limit = staircase(limits, after=edge == "gt")
    return lambda filed: smaller(share(income(filed)) * whole(filed), limit(income(filed)))


def _bracket_credit(*, table: Rows, zero_if_agi_gt: float) -> Callable[[Return], Any]:
    """Make a credit of a part of the taxable income by brackets, for gross incomes up to a limit."""
    credit, allowed = brackets(table), staircase([[0, 1], [zero_if_agi_gt, 0]], after=True)
    return lambda filed: allowed(filed.agi) * credit(filed.taxable)


def _withheld(law: Mapping[str, Any], year: int, *, below: float) -> Callable[[Return], Any]:
    """Make the state tax withheld in the year, deductible below an income: that of a single person.

    An employer knows neither the exemptions nor the income of a spouse.
    """
    table = figures(law["tax"][0], year, "single")
    standard = figures(law["deductions"][0], year, "single")
    assert table is not None and standard is not None  # noqa: S101, PT018 - every state has both
    rates, untaxed = brackets(table["table"]), float(standard["amount"])
    allowed = staircase([[0, 1], [below, 0]])
    return lambda filed: allowed(filed.agi) * rates(above(filed.agi - untaxed))


def _ny_supplemental(
    *,
    recapture_base: Rows,
    incremental_benefit: Rows,
    min_agi: float,
    phase_in: float,
    flat_rate_above_agi: float,
    flat_rate: float,
) -> Callable[[Return], Any]:
    """Make New York's supplemental tax: the benefit of the lower brackets is taken back as income rises."""
    base, benefit = staircase(recapture_base), staircase(incremental_benefit)
    start = staircase([[at, max(at, min_agi)] for at, _ in incremental_benefit])
    flat = staircase([[0, 0], [flat_rate_above_agi, 1]], after=True)

    def amount(filed: Return) -> Any:
        share = smaller(above(filed.agi - start(filed.taxable)) * (1 / phase_in), 1.0)
        taken_back = base(filed.taxable) + share * benefit(filed.taxable)
        top = flat(filed.agi)
        return (1.0 - top) * taken_back + top * (flat_rate * filed.taxable - filed.tax)

    return amount


def _rule(law: Mapping[str, Any], item: Mapping[str, Any], year: int, found: Mapping[str, Any]) -> Rule:
    """Make a rule of an item of the law and its figures in force."""
    form = item["form"]
    amount: Callable[[Return], Any]
    if form == "percent":
        amount = _percent(item["of"], **found)
    elif form == "percent_table":
        amount = _percent_table(item["of"], item.get("x", "agi"), item["edge"], **found)
    elif form == "ny_supplemental":
        amount = _ny_supplemental(**found)
    elif form == "bracket_credit":
        amount = _bracket_credit(**found)
    elif form == "withheld":
        amount = _withheld(law, year, **found)
    else:
        shape = {key: item[key] for key in ("edge", "rounding") if key in item}
        function, income = FORMS[form](**shape, **found), attrgetter(item.get("x", "agi"))
        if form == "flat":
            always = function(0.0)
            return Rule(item["name"], lambda filed: always, item.get("group", ""))
        amount = lambda filed: function(income(filed))  # noqa: E731
    return Rule(item["name"], amount, item.get("group", ""))


@dataclass(frozen=True)
class StateLaw:
    """The income tax law of a state for a year and a filing status."""

    year: int
    status: str
    rules: Mapping[str, tuple[Rule, ...]]
    """By part of the law."""
    amt: MinimumTax | None
    taxes_pretax: bool
    follows_federal_deduction: bool
    """Whether a person who itemises for the federal tax loses the state's standard deduction."""
    uses_fica: bool
    """Whether the tax depends on wages beside income: what is paid into Social Security is deducted."""
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
        refunds = self._total("refundable", filed) + self._total("one_off", filed)
        after_credits = above(regular - self._total("credits", filed))
        return after_credits + minimum + self._total("surtax", filed) - refunds

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
    """Return the law in force of a state, DC or NYC."""
    law = jurisdiction(state)
    rules: dict[str, tuple[Rule, ...]] = {}
    for part, content in law.items():
        if isinstance(content, list) and part != "payroll":
            found = ((item, figures(item, year, status)) for item in content)
            rules[part] = tuple(_rule(law, item, year, own) for item, own in found if own is not None)
    amt = figures(law["amt"], year, status) if "amt" in law else None
    added_to = law.get("added_to")
    return StateLaw(
        year,
        status,
        rules,
        amt=None if amt is None else _amt(**amt),
        taxes_pretax=law.get("taxes_pretax", False),
        follows_federal_deduction=law.get("follows_federal_deduction", False),
        uses_fica=any(item.get("of", "").startswith("fica") for item in law.get("deductions", ())),
        added_to=state_law(added_to, year, status) if added_to else None,
    )


def _amt(*, exemption: float, phaseout_start: float, phaseout_rate: float, rate: float) -> MinimumTax:
    return MinimumTax(float(exemption), float(phaseout_start), phaseout_rate, brackets([[0, rate]]))
