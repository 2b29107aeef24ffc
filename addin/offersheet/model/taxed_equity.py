"""What taxes ask of an offer's equity: whether it is an ISO, whether it waits, and what comes if it comes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import SPARE_MONTHS, equity_kind, grant_pv
from offersheet.model.offer import Offer

__all__ = ["event_months", "event_pays", "exercisable_at_once", "is_iso", "waits_for_event"]


def is_iso(offer: Offer) -> bool:
    """Say whether the equity is incentive stock options, whatever they wait for."""
    return offer.equity_kind == "iso"


def waits_for_event(offer: Offer) -> bool:
    """Say whether the equity pays only if an event comes: a sale, a listing, an exit."""
    return equity_kind(offer) in ("double_trigger", "startup")


def event_months(offer: Offer) -> float:
    """Return after how many months the event has come, if it comes: the end of its window, or the exit.

    At least those of the first vest: before it there is nothing to pay.
    """
    if equity_kind(offer) == "startup":
        return 12 * offer.exit_years
    first = next(month for month, fraction in offer.vesting.months_and_fractions() if fraction)
    return max(offer.liquidity_months, first)


def event_pays(offer: Offer) -> float:
    """Return what the event pays for all that has vested by then, at the price then; refreshers apart."""
    if equity_kind(offer) == "startup":
        return grant_pv(replace(offer, exit_probability=1.0), Assumptions(discount_rate=0.0))
    by = event_months(offer)
    vested = sum(
        fraction for month, fraction in offer.vesting.months_and_fractions() if month <= by + SPARE_MONTHS
    )
    return float(offer.grant * vested * np.exp(np.log1p(offer.growth) * by / 12))


def exercisable_at_once(offer: Offer) -> float:
    """Return the most stock, by its strike, that first becomes exercisable within any twelve months."""
    vests = offer.vesting.months_and_fractions()
    most = max(sum(part for month, part in vests if first <= month < first + 12) for first, _ in vests)
    return (offer.shares or 0.0) * (offer.strike or 0.0) * float(most)
