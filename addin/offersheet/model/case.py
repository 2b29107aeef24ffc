"""An offer among others: every figure that is told of it, each one method over the functions' maths.

Worksheet functions, results, the command line and what a workbook shows all read a figure here, so that
none is spelt twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.model import grants, held, ties, worth
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.benefits import benefits_by_year
from offersheet.model.case_after_tax import AfterTax
from offersheet.model.negotiation import ask, stay_bonus_pv
from offersheet.model.offer import Offer
from offersheet.model.options import option_value
from offersheet.model.pay import MID_YEAR, level_salary, salary_pv, total_comp
from offersheet.model.present import mid_year_pv
from offersheet.worksheet.shapes import Table

__all__ = ["Basis", "Case"]

Basis: TypeAlias = Literal["average", "first_year", "recurring"]


@dataclass(frozen=True, eq=False)
class Case(AfterTax):
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

    # ------------------------------------------------------------ cash

    @cached_property
    def base_pv(self) -> float:
        """Base within the horizon, today."""
        offer, assumed = self.offer, self.assumptions
        salary = salary_pv(offer.base, 0.0, assumed.horizon_years, offer.raise_rate, assumed.cash_rate)
        return float(salary)

    @cached_property
    def bonus_pv(self) -> float:
        """Bonus within the horizon, today: paid at year end, half a year later than the base."""
        offer = self.offer
        half_a_year = (1 + self.assumptions.cash_rate) ** MID_YEAR
        return float(self.base_pv / half_a_year * offer.bonus_target * offer.bonus_payout)

    @property
    def bonus(self) -> float:
        """Bonus of the first year, as paid."""
        return float(self.years.column("bonus")[0])

    @cached_property
    def other_pv(self) -> float:
        """Other yearly pay within the horizon, today."""
        assumed = self.assumptions
        paid = salary_pv(self.offer.other_annual, 0.0, assumed.horizon_years, 0.0, assumed.cash_rate)
        return float(paid)

    @cached_property
    def signing_pv(self) -> float:
        """Sign-on, the second one too, and relocation, today."""
        offer = self.offer
        return offer.sign_on + offer.relocation + offer.sign_on_year2 / (1 + self.assumptions.cash_rate)

    @cached_property
    def stay_pv(self) -> float:
        """The stay bonus, today, where it is paid within the horizon."""
        offer, assumed = self.offer, self.assumptions
        if offer.stay_months > 12 * assumed.horizon_years:
            return 0.0
        return float(stay_bonus_pv(offer.stay_bonus, offer.stay_months, assumed.cash_rate))

    @property
    def once_pv(self) -> float:
        """All that is paid once, today."""
        return self.signing_pv + self.stay_pv

    @cached_property
    def once_leaving(self) -> float:
        """The same, the second sign-on and the stay bonus by the chance of still being there."""
        offer, assumed = self.offer, self.assumptions
        later = [(offer.sign_on_year2, 12.0)]
        if offer.stay_months <= 12 * assumed.horizon_years:
            later.append((offer.stay_bonus, offer.stay_months))
        leaving = offer.annual_leave_probability
        expected = (stay_bonus_pv(*paid, assumed.cash_rate, leaving) for paid in later)
        return offer.sign_on + offer.relocation + float(sum(expected))

    @cached_property
    def owed_back(self) -> float:
        """What is expected to be owed back of the sign-on for leaving early, today."""
        return worth.owed_back(self.offer, self.assumptions)

    @cached_property
    def benefits_by_year(self) -> NDArray[np.float64]:
        """Match and purchase plan, less health premium and commute, in each year."""
        return benefits_by_year(self.offer, self.assumptions)

    @property
    def benefits(self) -> float:
        """The same in the first year."""
        return float(self.benefits_by_year[0])

    @cached_property
    def benefits_pv(self) -> float:
        """The same within the horizon, today."""
        return float(np.sum(mid_year_pv(self.benefits_by_year, self.assumptions.cash_rate)))

    @cached_property
    def without_equity(self) -> float:
        """All cash and benefits within the horizon, less what is left behind, today."""
        return self._every_year + self.once_pv - self.offer.unvested_left_behind

    @property
    def _every_year(self) -> float:
        """Base, bonus, other yearly pay and benefits within the horizon, today."""
        return self.base_pv + self.bonus_pv + self.other_pv + self.benefits_pv

    # ------------------------------------------------------------ equity

    @property
    def kind(self) -> grants.EquityKind:
        """Which kind of equity it is."""
        return grants.equity_kind(self.offer)

    @property
    def chance(self) -> float:
        """How likely vested equity is to pay."""
        return grants.pays_by_chance(self.offer)

    @cached_property
    def grant_pv(self) -> float:
        """The whole new grant, today, whenever it vests; refreshers apart."""
        return grants.grant_pv(self.offer, self.assumptions)

    @cached_property
    def equity_pv(self) -> float:
        """The same with the grants held."""
        return self.grant_pv + held.held_pv(self.offer, self.assumptions)

    @cached_property
    def held_within(self) -> float:
        """What vests of the grants held within the horizon, today."""
        return held.held_pv(self.offer, self.assumptions, 12 * self.assumptions.horizon_years)

    @cached_property
    def held_leaving(self) -> float:
        """The same by the chance of still being there."""
        within = 12 * self.assumptions.horizon_years
        return held.held_pv(self.offer, self.assumptions, within, if_leaving=True)

    @property
    def held_a_year(self) -> float:
        """What total compensation counts as a year's share of the grants held."""
        return held.held_a_year(self.offer)

    @cached_property
    def grant_within(self) -> float:
        """What vests of the grant within the horizon, today."""
        return grants.grant_pv(self.offer, self.assumptions, 12 * self.assumptions.horizon_years)

    @cached_property
    def refreshers_within(self) -> float:
        """What vests of the refreshers within the horizon, today."""
        return worth.refreshers_pv(self.offer, self.assumptions)

    @cached_property
    def grant_leaving(self) -> float:
        """What vests of the grant within the horizon, by the chance of still being there, today."""
        within = 12 * self.assumptions.horizon_years
        return grants.grant_pv(self.offer, self.assumptions, within, if_leaving=True)

    @cached_property
    def refreshers_leaving(self) -> float:
        """What vests of the refreshers within the horizon, by that chance, today."""
        return worth.refreshers_pv(self.offer, self.assumptions, if_leaving=True)

    @property
    def equity_within(self) -> float:
        """What vests of the grant, its refreshers and the grants held within the horizon, today."""
        return self.grant_within + self.held_within + self.refreshers_within

    @cached_property
    def grant_a_year(self) -> float:
        """What total compensation counts as a year's share of the grant."""
        return worth.grant_a_year(self.offer, self.assumptions)

    @property
    def option_years(self) -> float:
        """The expected term of an option."""
        return grants.option_years(self.offer)

    @property
    def market_value(self) -> float | None:
        """What a market would say of one option, where it is one."""
        if self.kind != "option":
            return None
        offer = self.offer
        return float(
            option_value(offer.share_price, offer.strike or 0.0, self.option_years, offer.volatility)
        )

    @property
    def market_option(self) -> float | None:
        """What a market would say that options are worth, waiting included."""
        return grants.market_option(self.offer)

    def fallen(self, by: float) -> Self:
        """Return the case after a fall of valuations by a fraction."""
        return replace(self, offer=self.offer.fallen(by))

    # ------------------------------------------------------------ the whole

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
