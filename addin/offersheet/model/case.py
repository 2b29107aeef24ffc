"""An offer among others: every figure that is told of it, each one method over the functions' maths.

Worksheet functions, results, the command line and what a workbook shows all read a figure here, so that
none is spelt twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self, TypeAlias

from offersheet.model import ties, worth
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.case_equity import Equity
from offersheet.model.negotiation import ask
from offersheet.model.offer import Offer
from offersheet.model.pay import level_salary, total_comp
from offersheet.model.tied_levers import Lever, tied_level
from offersheet.worksheet.shapes import Table

__all__ = ["Basis", "Case"]

Basis: TypeAlias = Literal["average", "first_year", "recurring"]


@dataclass(frozen=True, eq=False)
class Case(Equity):
    """An offer under the assumptions, and all offers among which it stands, itself too.

    Money is before tax and of today, unless a figure says otherwise; ``None`` is a figure without an answer.
    """

    among: Sequence[Self] = ()

    @classmethod
    def of(cls, offers: Sequence[Offer], assumptions: Assumptions) -> list[Self]:
        """Return a case for each of several offers.

        >>> one, other = Case.of([Offer(name="A", base=100_000), Offer(name="B", base=1)], Assumptions())
        >>> one.is_best, other.first is one
        (True, True)
        """
        among: list[Self] = []
        among += [cls(offer, assumptions, among) for offer in offers]
        return among

    def under(self, scenario: ScenarioName) -> Self:
        """Return the case under a scenario, in place of the offer's own values."""
        return self._scenarios[scenario]

    @cached_property
    def _scenarios(self) -> dict[str, Self]:
        named = self.assumptions.scenarios.items()
        return {name: replace(self, offer=self.offer.under(scenario)) for name, scenario in named}

    # ------------------------------------------------------------ among the others

    @property
    def first(self) -> Self:
        """The first of all, which the others are measured against."""
        return self.among[0]

    @property
    def is_best(self) -> bool:
        """Whether none has a higher net present value."""
        return self.npv == max(case.npv for case in self.among)

    @property
    def is_best_after_tax(self) -> bool:
        """Whether none leaves more after tax."""
        return self.npv_after_tax == max(case.npv_after_tax for case in self.among)

    @property
    def behind_best(self) -> float:
        """Net present value less that of the best: 0 or below."""
        return self.npv - max(case.npv for case in self.among)

    @property
    def behind_best_after_tax(self) -> float:
        """The same after tax."""
        return self.npv_after_tax - max(case.npv_after_tax for case in self.among)

    # ------------------------------------------------------------ the whole

    @property
    def bonus(self) -> float:
        """Bonus of the first year, as paid."""
        return float(self.years.column("bonus")[0])

    @property
    def total_comp(self) -> float:
        """Total compensation of an average year: sign-on is spread over the vesting years."""
        return self._total_comp("average")

    @property
    def first_year(self) -> float:
        """The same with the whole sign-on."""
        return self._total_comp("first_year")

    @property
    def recurring(self) -> float:
        """The same without any sign-on."""
        return self._total_comp("recurring")

    def _total_comp(self, basis: Basis) -> float:
        offer = self.offer
        later = 0.0 if basis == "first_year" else offer.sign_on_year2
        return float(
            total_comp(
                offer.base,
                offer.bonus_target,
                self.grant_a_year * offer.vest_years,
                offer.vest_years,
                offer.sign_on + later,
                offer.bonus_payout,
                offer.other_annual + self.held_a_year,
                basis,
            )
        )

    @cached_property
    def npv(self) -> float:
        """All that is paid or vests within the horizon, today."""
        return self.without_equity + self.equity_within

    @property
    def level_salary(self) -> float:
        """The plain salary, the same every year and nothing else, that is worth as much."""
        assumed = self.assumptions
        return float(level_salary(self.npv, assumed.horizon_years, assumed.cash_rate))

    @property
    def hourly(self) -> float:
        """That by the hour given to the job."""
        return self.level_salary / self.offer.hours_a_year

    @property
    def parts(self) -> dict[str, float]:
        """What the net present value is made of, by name."""
        return {
            "base": self.base_pv,
            "bonus": self.bonus_pv,
            "other": self.other_pv,
            "once": self.once_pv,
            "benefits": self.benefits_pv,
            "grant": self.grant_within,
            "refreshers": self.refreshers_within,
            "held": self.held_within,
            "left_behind": -self.offer.unvested_left_behind,
        }

    @property
    def equity_part(self) -> float | None:
        """The part of the net present value that is equity, where there is a value."""
        return self.equity_within / self.npv if self.npv > 0 else None

    @property
    def market_pay(self) -> dict[str, float]:
        """A year's pay as it is compared with a market: bonus at target, a year's share of the grant."""
        offer = self.offer
        parts = {
            "base": offer.base,
            "bonus": offer.base * offer.bonus_target,
            "stock": self.grant_a_year,
        }
        return parts | {"total": sum(parts.values())}

    @property
    def npv_low(self) -> float:
        """Net present value under the low scenario."""
        return self.under("low").npv

    @property
    def npv_base(self) -> float:
        """Net present value under the middle scenario."""
        return self.under("base").npv

    @property
    def npv_high(self) -> float:
        """Net present value under the high scenario."""
        return self.under("high").npv

    @cached_property
    def if_leaving(self) -> float:
        """Net present value, what is paid later by the chance of still being there; sign-on owed back."""
        cash = self._every_year + self.once_leaving - self.owed_back
        equity = self.grant_leaving + self.held_leaving + self.refreshers_leaving
        return cash - self.offer.unvested_left_behind + equity

    @property
    def npv_nothing(self) -> float:
        """Net present value if the equity comes to nothing."""
        return self.without_equity

    @cached_property
    def npv_hoped(self) -> float:
        """Net present value if the exit, the sale or the listing is certain to come."""
        return self.hoped.npv

    @cached_property
    def hoped(self) -> Self:
        """The offer with all that may fail certain to come."""
        certain = None if self.offer.liquidity_probability is None else 1.0
        return self.with_(exit_probability=1.0, liquidity_probability=certain)

    @cached_property
    def breakeven_growth(self) -> float | None:
        """The share growth at which the offer is worth as much as the first."""
        needed = self.equity_needed
        return None if needed is None else ties.breakeven_growth(self.offer, self.assumptions, needed)

    @cached_property
    def breakeven_exit(self) -> float | None:
        """The exit value at which it is."""
        needed = self.equity_needed
        return None if needed is None else ties.breakeven_exit(self.offer, self.assumptions, needed)

    @cached_property
    def breakeven_discount(self) -> float | None:
        """The discount rate of its equity at which it is."""
        needed = self.equity_needed
        return None if needed is None else ties.breakeven_discount(self.offer, self.assumptions, needed)

    @property
    def equity_needed(self) -> float | None:
        """What the equity would have to be worth for the offer to tie with the first; none for that one."""
        return None if self.first is self else self.first.npv - self.without_equity

    @cached_property
    def best_other(self) -> float | None:
        """The highest net present value of the others, where there are any."""
        return max((case.npv for case in self.among if case is not self), default=None)

    @property
    def gap_to_best_other(self) -> float | None:
        """What the best of the others is worth more; below 0 where this one is worth the most."""
        return None if self.best_other is None else self.best_other - self.npv

    def _tied_level(self, lever: Lever) -> float | None:
        gap = self.gap_to_best_other
        return None if gap is None else tied_level(lever, self.offer, self.assumptions, gap)

    @cached_property
    def ask_tie_base(self) -> float | None:
        """The base at which it is worth as much as the best of the others; its own where it already is."""
        return self._tied_level("base")

    @cached_property
    def ask_tie_sign_on(self) -> float | None:
        """The sign-on at which it is."""
        return self._tied_level("sign_on")

    @cached_property
    def ask_tie_grant(self) -> float | None:
        """The grant at which it is: money, or shares of options and startups."""
        return self._tied_level("grant")

    @cached_property
    def ask_tie_bonus_target(self) -> float | None:
        """The bonus target at which it is."""
        return self._tied_level("bonus_target")

    @property
    def ask_base(self) -> float | None:
        """The base that brings total compensation to the target, where there is one."""
        target, offer = self.assumptions.target_total, self.offer
        if not target:
            return None
        return float(
            ask(
                "base",
                target,
                offer.base,
                offer.bonus_target,
                self.grant_a_year * offer.vest_years,
                offer.vest_years,
                offer.sign_on + offer.sign_on_year2,
                offer.bonus_payout,
                offer.other_annual + self.held_a_year,
            )
        )

    @cached_property
    def years(self) -> Table[float]:
        """What is paid in each year of the horizon, not discounted."""
        return worth.year_table(self.offer, self.assumptions)
