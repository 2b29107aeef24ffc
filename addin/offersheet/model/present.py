"""What each year of an offer is worth today: its cash, and its equity that pays when it vests."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import base_by_year, espp_by_year
from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.grants import grant_pv_by_year, refresh_chance
from offersheet.model.held import held_by_year
from offersheet.model.negotiation import stay_bonus_pv
from offersheet.model.offer import Offer
from offersheet.model.pay import MID_YEAR
from offersheet.model.vesting import Vesting, force_of

__all__ = [
    "bonus_pv_by_year",
    "cash_pv_by_year",
    "equity_pv_by_year",
    "mid_year_pv",
    "once_pv_by_year",
    "refreshers_pv_by_year",
]


def mid_year_pv(by_year: NDArray[np.float64], cash_rate: float) -> NDArray[np.float64]:
    """Return what amounts spread through each year are worth today."""
    return np.asarray(by_year * (1 + cash_rate) ** (MID_YEAR - np.arange(1, np.size(by_year) + 1)))


def cash_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return today's worth of the taxed cash of each year.

    Pay, what is paid once, and the gain of a purchase plan, less the health premium.
    """
    rate = assumptions.cash_rate
    base = base_by_year(offer, assumptions)
    spread = base + offer.other_annual + espp_by_year(offer, assumptions) - offer.health_premium
    worth = mid_year_pv(spread, rate) + bonus_pv_by_year(offer, assumptions)
    return worth + once_pv_by_year(offer, assumptions)


def bonus_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return what the bonus of each year, paid at its end, is worth today."""
    bonus = base_by_year(offer, assumptions) * offer.bonus_target * offer.bonus_payout
    return np.asarray(bonus * (1 + assumptions.cash_rate) ** -np.arange(1.0, assumptions.horizon_years + 1))


def once_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return today's worth of what is paid once in each year: sign-ons, relocation, stay bonus."""
    years, rate = int(assumptions.horizon_years), assumptions.cash_rate
    worth = np.zeros(years)
    worth[0] += offer.sign_on + offer.relocation
    worth[min(2, years) - 1] += offer.sign_on_year2 / (1 + rate)
    if offer.stay_months <= 12 * years:
        service_year = max(1, math.ceil(offer.stay_months / 12))
        worth[service_year - 1] += float(stay_bonus_pv(offer.stay_bonus, offer.stay_months, rate))
    return worth


def equity_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return today's worth of what vests in each year: the grant, refreshers and the grants held.

    Grant and refreshers that wait for an event are not in it.
    """
    rate = assumptions.discount_rate
    worth = grant_pv_by_year(offer, assumptions) + held_by_year(offer, assumptions, rate)
    if offer.liquidity_probability is None and refresh_chance(offer):
        worth = worth + refreshers_pv_by_year(offer, assumptions)
    return worth


def refreshers_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return today's worth of what refreshers vest in each year, of each in its own years, if they pay."""
    age = np.arange(1, REFRESH_VEST_YEARS + 1)
    granted = np.arange(1, assumptions.horizon_years + 1)[:, None] - age
    discounted = np.exp(force_of(0.0, assumptions.discount_rate) * granted)
    vests = Vesting(REFRESH_VEST_YEARS, 0.0, offer.vests_per_year)
    each = vests.by_year(REFRESH_VEST_YEARS, force_of(offer.growth, assumptions.discount_rate))
    whole = np.where(granted >= offer.first_refresh, discounted, 0.0) @ each
    return np.asarray(offer.grant * offer.refresh_rate * whole)
