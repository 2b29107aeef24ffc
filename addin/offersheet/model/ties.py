"""Where an offer ties with another: the share growth or the exit at which both are worth the same."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import equity_kind, grant_pv
from offersheet.model.held import held_pv
from offersheet.model.offer import Offer
from offersheet.model.worth import equity_within
from offersheet.worksheet.kinds import GROWTH, RATE

__all__ = ["GROWTH_FLOOR", "GROWTH_TOP", "breakeven_discount", "breakeven_exit", "breakeven_growth"]

GROWTH_FLOOR, GROWTH_TOP = math.log(np.finfo(float).eps), math.log1p(GROWTH.high)
"""The range of ln(1 + growth) in which a tie is looked for."""

RATE_TOP = math.log1p(RATE.high)
"""The highest ln(1 + discount rate); the lowest is that of growth."""

_ROUNDING = 1e-12
_TIED = 1e-6
"""How closely what was found must tie: where equity leaps with the last digit of growth, none does."""


def breakeven_growth(offer: Offer, assumptions: Assumptions, needed: float) -> float | None:
    """Return the growth at which equity is worth what a tie needs, where one in the domain does it."""
    if needed <= 0 or equity_kind(offer) == "startup":
        return None

    def equity(logarithm: float) -> float:
        growth = min(math.expm1(logarithm), GROWTH.high)
        return equity_within(replace(offer, growth=growth), assumptions)

    def short(logarithm: float) -> bool:
        return equity(logarithm) < needed

    low, high = GROWTH_FLOOR, GROWTH_TOP
    if not short(low) or short(high):
        return None
    found = _first(low, high, lambda logarithm: not short(logarithm))
    return math.expm1(found) if abs(equity(found) - needed) <= _TIED * needed else None


def breakeven_discount(offer: Offer, assumptions: Assumptions, needed: float) -> float | None:
    """Return the discount rate at which equity is worth what a tie needs, where one in (-1, 2] does it."""
    if needed <= 0:
        return None

    def equity(logarithm: float) -> float:
        rate = min(math.expm1(logarithm), RATE.high)
        try:
            return equity_within(offer, replace(assumptions, discount_rate=rate))
        except (OverflowError, OutOfDomain):
            return math.inf

    low, high, least = GROWTH_FLOOR, RATE_TOP, needed * (1 + _ROUNDING)
    with np.errstate(all="ignore"):  # what is too large is more than enough
        # What pays at once is worth the same at every rate.
        if equity(low) <= least or equity(high) > least:
            return None
        found = _first(low, high, lambda logarithm: equity(logarithm) <= needed)
        return min(math.expm1(found), RATE.high) if abs(equity(found) - needed) <= _TIED * needed else None


def _first(low: float, high: float, there: Callable[[float], bool]) -> float:
    """Return where something is there for the first time between two ends, to the last digit."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if there(middle) else (middle, high)
    return high


def breakeven_exit(offer: Offer, assumptions: Assumptions, needed: float) -> float | None:
    """Return the exit value at which equity is worth what a tie needs: what brings the price it takes.

    What the grants held are worth is there at any exit. The equity of a startup is a straight line in that
    price; the exit bends where the preferred converts.
    """
    needed -= held_pv(offer, assumptions, 12 * assumptions.horizon_years)
    if needed <= 0 or equity_kind(offer) != "startup" or offer.fully_diluted is None:
        return None
    kept, strike = 1 - offer.future_dilution, offer.strike or 0.0
    if not kept:
        return None
    total = offer.fully_diluted / kept
    # Without preferred shares, and at this exit, a share is worth its strike and 1 more.
    plain = replace(offer, preferences=0.0, preferred_shares=0.0, exit_value=(strike + 1) * total)
    slope = grant_pv(plain, assumptions, 12 * assumptions.horizon_years)
    if not slope:
        return None
    price = strike + needed / slope
    if price * offer.preferred_shares >= offer.preferences:
        return price * total
    return price * (total - offer.preferred_shares) + offer.preferences
