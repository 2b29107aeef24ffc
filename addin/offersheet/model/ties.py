"""Where an offer ties with another: the share growth or the exit at which both are worth the same."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import equity_kind, grant_pv
from offersheet.model.offer import Offer
from offersheet.model.worth import equity_within, npv, without_equity
from offersheet.worksheet.kinds import GROWTH

__all__ = ["GROWTH_FLOOR", "GROWTH_TOP", "Comparison", "breakeven_exit", "breakeven_growth"]

GROWTH_FLOOR, GROWTH_TOP = math.log(np.finfo(float).eps), math.log1p(GROWTH.high)
"""The range of ln(1 + growth) in which a tie is looked for."""


@dataclass(frozen=True)
class Comparison:
    """An offer, and the one that it is measured against."""

    offer: Offer
    assumptions: Assumptions
    rival: Offer | None
    """The first offer; none for that offer itself."""


def _missing(case: Comparison) -> float | None:
    """Return what the equity would have to be worth for the offers to tie."""
    if case.rival is None:
        return None
    return npv(case.rival, case.assumptions) - without_equity(case.offer, case.assumptions)


def breakeven_growth(case: Comparison) -> float | None:
    """Return the growth at which the offers tie, where one in the domain does."""
    target = _missing(case)
    if target is None or target <= 0 or equity_kind(case.offer) == "startup":
        return None

    def short(logarithm: float) -> bool:
        growth = min(math.expm1(logarithm), GROWTH.high)
        return equity_within(replace(case.offer, growth=growth), case.assumptions) < target

    low, high = GROWTH_FLOOR, GROWTH_TOP
    if not short(low) or short(high):
        return None
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if short(middle) else (low, middle)
    return math.expm1(high)


def breakeven_exit(case: Comparison) -> float | None:
    """Return the exit value at which the offers tie: what brings the price that a share must have.

    A startup's equity is a straight line in that price; the exit bends where the preferred converts.
    """
    target, offer = _missing(case), case.offer
    if target is None or target <= 0 or equity_kind(offer) != "startup" or offer.fully_diluted is None:
        return None
    kept, strike = 1 - offer.future_dilution, offer.strike or 0.0
    if not kept:
        return None
    total = offer.fully_diluted / kept
    # Without preferred shares, and at this exit, a share is worth its strike and 1 more.
    plain = replace(offer, preferences=0.0, preferred_shares=0.0, exit_value=(strike + 1) * total)
    slope = grant_pv(plain, case.assumptions, 12 * case.assumptions.horizon_years)
    if not slope:
        return None
    price = strike + target / slope
    if price * offer.preferred_shares >= offer.preferences:
        return price * total
    return price * (total - offer.preferred_shares) + offer.preferences
