"""The rules of state tax: what each takes from a tax return, and the amount that it gives.

Most rules have a general form over one income, as ``forms`` makes them; those here look at more of the
return.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from offersheet.model.tax.federal import federal_law
from offersheet.model.tax.forms import FORMS, Rows
from offersheet.model.tax.law import figures_in_force
from offersheet.model.tax.payroll import fica_law
from offersheet.model.tax.piecewise import above, brackets, smaller, staircase

__all__ = ["OF_WAGES", "Return", "Rule", "make_rule"]

OF_WAGES = frozenset({"fica", "fica_incl_additional_medicare"})
"""Of what a return holds, what depends on the wages, whatever is paid into a plan."""


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
    table = figures_in_force(law, law["tax"][0], year, "single")
    standard = figures_in_force(law, law["deductions"][0], year, "single")
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
    """Make New York's supplemental tax: the benefit of the lower brackets is taken back as income rises.

    Each step holds for incomes above its edge; at the edge itself the step before is complete.
    """
    base, benefit = staircase(recapture_base, after=True), staircase(incremental_benefit, after=True)
    start = staircase([[at, max(at, min_agi)] for at, _ in incremental_benefit], after=True)
    flat = staircase([[0, 0], [flat_rate_above_agi, 1]], after=True)

    def amount(filed: Return) -> Any:
        share = smaller(above(filed.agi - start(filed.taxable)) * (1 / phase_in), 1.0)
        taken_back = base(filed.taxable) + share * benefit(filed.taxable)
        top = flat(filed.agi)
        return (1.0 - top) * taken_back + top * (flat_rate * filed.taxable - filed.tax)

    return amount


def make_rule(law: Mapping[str, Any], item: Mapping[str, Any], year: int, found: Mapping[str, Any]) -> Rule:
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
