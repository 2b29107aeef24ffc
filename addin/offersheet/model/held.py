"""Grants held already: what a current job still owes, in equal parts up to a last month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import SPARE_MONTHS
from offersheet.model.offer import Offer
from offersheet.model.vesting import force_of

__all__ = ["held_a_year", "held_by_year", "held_pv", "held_vests"]

_DUST = 1e-9
"""Of a vest: a quotient may lie a last digit above its whole number."""


@dataclass(frozen=True)
class _Vests:
    """All vests of all grants held, each with its amount at today's price."""

    months: NDArray[np.float64]
    amounts: NDArray[np.float64]

    def counted(self, within_months: float) -> NDArray[np.float64]:
        """Return the amounts of those within so many months."""
        return self.amounts * (self.months <= within_months + SPARE_MONTHS)


def _vests(offer: Offer) -> _Vests:
    months: list[float] = []
    amounts: list[float] = []
    for held in offer.held:
        count = max(int(np.ceil(held.months_left * held.vests_per_year / 12 - _DUST)), 1)
        step = 12 / held.vests_per_year
        months += [held.months_left - step * later for later in reversed(range(count))]
        amounts += [held.value / count] * count
    return _Vests(np.array(months), np.array(amounts))


def held_pv(
    offer: Offer, assumptions: Assumptions, within_months: float = np.inf, *, if_leaving: bool = False
) -> float:
    """Present value of what vests of the grants held within so many months: ``UNVESTED_PV`` of each.

    With ``if_leaving``, each vest counts by the chance of still being there.
    """
    if not offer.held:
        return 0.0
    vests = _vests(offer)
    worth = vests.counted(within_months) * _priced(offer, vests, assumptions.discount_rate)
    if if_leaving:
        worth = worth * (1 - offer.annual_leave_probability) ** (vests.months / 12)
    return float(np.sum(worth))


def held_by_year(offer: Offer, assumptions: Assumptions, discount_rate: float = 0.0) -> NDArray[np.float64]:
    """Return what vests of the grants held in each year of the horizon, at the price of each vest date.

    With a discount rate, that in today's money. What has vested already is paid in the first year.
    """
    shown = np.zeros(int(assumptions.horizon_years))
    if offer.held:
        vests = _vests(offer)
        service_years = np.maximum(np.ceil((vests.months - SPARE_MONTHS) / 12), 1).astype(int)
        within = service_years <= shown.size
        worth = vests.amounts * _priced(offer, vests, discount_rate)
        np.add.at(shown, service_years[within] - 1, worth[within])
    return shown


def held_vests(
    offer: Offer, assumptions: Assumptions
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return of each vest within the horizon its month, its amount at the price then, and that today.

    What has vested already is paid at once.
    """
    if not offer.held:
        return np.empty(0), np.empty(0), np.empty(0)
    vests = _vests(offer)
    amounts = vests.counted(12 * assumptions.horizon_years)
    paid, today = (amounts * _priced(offer, vests, rate) for rate in (0.0, assumptions.discount_rate))
    return vests.months[amounts > 0], paid[amounts > 0], today[amounts > 0]


def held_a_year(offer: Offer) -> float:
    """Return what total compensation counts as a year's share of the grants held, at today's price."""
    return float(sum(held.value / max(1.0, held.months_left / 12) for held in offer.held))


def _priced(offer: Offer, vests: _Vests, discount_rate: float) -> NDArray[np.float64]:
    return np.asarray(np.exp(force_of(offer.growth, discount_rate) * vests.months / 12))
