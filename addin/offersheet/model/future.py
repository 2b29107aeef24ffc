"""One offer in many futures: what it turns out to be worth, draw by draw, before tax and after.

Each year's cash and equity, and equity that waits for an event, keep the shares that ``npv_after_tax`` found
for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offersheet.model.after_tax import cash_kept
from offersheet.model.case import Case
from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.future_equity import Course, Exit, Liquidity, Options, Part, Shares, Vests
from offersheet.model.grants import (
    SPARE_MONTHS,
    EquityKind,
    grant_vests,
    of_service_year,
    refresh_chance,
)
from offersheet.model.held import held_vests
from offersheet.model.negotiation import clawback, stay_bonus_pv
from offersheet.model.present import bonus_pv_by_year
from offersheet.model.vesting import Vesting, force_of

__all__ = ["Future"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Future:
    """An offer under the assumptions, ready to be drawn."""

    case: Case

    def draw(self, course: Course | None, payouts: Floats | None, left: Floats | None) -> Floats:
        """Return what the offer is worth in each draw; in one alone, where nothing of it is drawn.

        ``course`` is its share price, none where it has no equity; ``payouts`` multiples of the expected
        payout, by year and draw, none where it is sure; ``left`` the months after which one leaves.
        """
        sure = self._sure if payouts is not None else self._sure + self.bonuses.sum(axis=1)
        worth: Floats = sure[:, None]
        if course is not None:
            worth = sum((part.draw(course) for part in self.parts), worth)
        if payouts is not None:
            worth = worth + self.bonuses @ payouts
        return worth if left is None else worth + self._for_staying(left)

    @property
    def leaves(self) -> bool:
        """Whether one may leave."""
        return self.case.offer.annual_leave_probability > 0

    @property
    def waits(self) -> bool:
        """Whether equity waits for an event."""
        return self.case.event is not None

    @property
    def has_bonus(self) -> bool:
        """Whether any bonus is paid."""
        return bool(self.bonuses.any())

    def months_until_leaving(self, uniform: Floats) -> Floats:
        """Return after how many months one leaves, from numbers between 0 and 1."""
        with np.errstate(divide="ignore"):  # who surely leaves does so at once
            monthly = np.log1p(-self.case.offer.annual_leave_probability) / 12
        return np.asarray(np.log(uniform) / monthly)

    # ------------------------------------------------------------ cash

    @cached_property
    def bonuses(self) -> Floats:
        """What the bonus of each year is expected to be worth, before tax and after."""
        by_year = bonus_pv_by_year(self.case.offer, self.case.assumptions)
        return np.stack([by_year, by_year * self.case.taxed_years.cash_keeps])

    @cached_property
    def _sure(self) -> Floats:
        """What no chance moves: all but equity, bonuses and, where one may leave, what hangs on staying."""
        case = self.case
        kept = cash_kept(case.offer, case.assumptions, case.taxed_years)
        sure = np.array([case.without_equity, kept]) - self.bonuses.sum(axis=1)
        if self.leaves:
            sure -= np.sum([worth for _, worth in self._once_there], axis=0)
        return np.asarray(sure)

    @cached_property
    def _once_there(self) -> list[tuple[float, Floats]]:
        """By month, what is paid once, and only to who is still there."""
        offer, assumed, keeps = self.case.offer, self.case.assumptions, self.case.taxed_years.cash_keeps
        paid = [(12.0, 2, offer.sign_on_year2)]
        if offer.stay_months <= 12 * assumed.horizon_years:
            paid.append((offer.stay_months, max(1, math.ceil(offer.stay_months / 12)), offer.stay_bonus))
        return [
            (
                month,
                float(stay_bonus_pv(amount, month, assumed.cash_rate))
                * np.array([1.0, keeps[min(year, keeps.size) - 1]]),
            )
            for month, year, amount in paid
        ]

    def _for_staying(self, left: Floats) -> Floats:
        """Return what is paid to who is still there, less what is owed back, gross, by who is not."""
        offer, rate = self.case.offer, self.case.assumptions.cash_rate
        each = [worth[:, None] * (left >= month) for month, worth in self._once_there]
        paid: Floats = np.sum(each, axis=0)
        if not offer.clawback_months:
            return paid
        served = np.arange(offer.clawback_months + 1)
        owed = np.asarray(clawback(offer.sign_on, served, offer.clawback_months))
        owed = owed * (1 + rate) ** (-(served + 1) / 12)
        return np.asarray(paid - owed[np.minimum(left, offer.clawback_months).astype(int)])

    # ------------------------------------------------------------ equity

    @cached_property
    def parts(self) -> list[Part]:
        """Its equity that is worth something."""
        offer, assumed = self.case.offer, self.case.assumptions
        months, _, worth = held_vests(offer, assumed)
        held = [Vests(months, worth, self._keeps(months))] if worth.any() else []
        new = self.case.grant_within or self.case.refreshers_within
        if not new or self.case.kind != "rsu":
            parts: list[Part] = [Shares(held)] if held else []
            return [*parts, *_NEW_EQUITY[self.case.kind](self)] if new else parts
        months, _, worth = grant_vests(offer, assumed)
        return [Shares([*held, Vests(months, worth, self._keeps(months)), *self._refreshers()])]

    def _options(self) -> list[Part]:
        offer, rate = self.case.offer, self.case.assumptions.discount_rate
        months, fractions = self._vests
        shares = (offer.shares or 0.0) * fractions
        today = np.exp(force_of(offer.growth, rate) * months / 12)
        worth = shares * offer.share_price * today
        cost = shares * (offer.strike or 0.0) * np.exp(force_of(0.0, rate) * months / 12)
        return [Options(Vests(months, worth, self._keeps(months)), cost)]

    def _double_trigger(self) -> list[Part]:
        offer, force = self.case.offer, force_of(self.case.offer.growth, self.case.assumptions.discount_rate)
        months, fractions = self._vests
        worth = offer.grant * fractions * np.exp(force * months / 12)
        grant = Liquidity(
            Vests(months, worth, np.full(months.shape, self._event_keeps)),
            float(force),
            offer.volatility,
            self.case.chance,
            offer.liquidity_months / 12,
        )
        refreshers = self._refreshers()
        return [grant, Shares(refreshers, refresh_chance(offer))] if refreshers else [grant]

    def _startup(self) -> list[Part]:
        return [Exit(self.case.offer, self.case.assumptions, self._event_keeps)]

    def _refreshers(self) -> list[Vests]:
        """Refreshers that vest within the horizon; of shares that wait for an event, they pay if it comes."""
        offer, assumed = self.case.offer, self.case.assumptions
        if not offer.refresh_rate:
            return []
        months, fractions = Vesting(REFRESH_VEST_YEARS, 0.0, offer.vests_per_year).as_arrays()
        grown = offer.grant * offer.refresh_rate * fractions * np.exp(force_of(offer.growth) * months / 12)
        found: list[Vests] = []
        for year in range(int(offer.first_refresh), int(assumed.horizon_years)):
            due = 12.0 * year + months
            within = due <= 12 * assumed.horizon_years + SPARE_MONTHS
            worth = (grown * np.exp(force_of(0.0, assumed.discount_rate) * due / 12))[within]
            keeps = self._keeps(due[within]) if self.case.event is None else self._event_keeps
            found.append(Vests(due[within], worth, keeps, float(year)))
        return found

    @property
    def _vests(self) -> tuple[Floats, Floats]:
        """The months of the grant's vests within the horizon, and the fraction of each."""
        months, fractions = self.case.offer.vesting.as_arrays()
        counted = (months <= 12 * self.case.assumptions.horizon_years + SPARE_MONTHS) & (fractions > 0)
        return months[counted], fractions[counted]

    @property
    def _event_keeps(self) -> float:
        """The share that tax leaves of what comes with the event."""
        return 1.0 if self.case.event is None else self.case.event.keeps

    def _keeps(self, months: Floats) -> Floats:
        """Return the share that tax leaves of what vests in each of these months."""
        return of_service_year(self.case.taxed_years.equity_keeps, months)


_NEW_EQUITY: dict[EquityKind, Callable[[Future], list[Part]]] = {
    "option": Future._options,
    "double_trigger": Future._double_trigger,
    "startup": Future._startup,
}
