"""How far one part of an offer has to move for the offer to be worth as much as another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import base_by_year
from offersheet.model.cents import HALF_A_CENT
from offersheet.model.grants import equity_kind, grant_pv
from offersheet.model.offer import Offer
from offersheet.model.present import bonus_pv_by_year, mid_year_pv
from offersheet.model.worth import refreshers_pv

__all__ = ["LEVERS", "Lever", "grant_counts_shares", "level_of", "moved", "tied_level", "worth_of_one"]

Lever: TypeAlias = Literal["base", "sign_on", "grant", "bonus_target"]
LEVERS: tuple[Lever, ...] = get_args(Lever)
"""The parts of an offer that one asks to move."""


def grant_counts_shares(offer: Offer) -> bool:
    """Say whether a grant is so many shares, as of options and startups; else it is so much money."""
    return equity_kind(offer) in ("option", "startup")


def level_of(lever: Lever, offer: Offer) -> float:
    """Return where a lever stands: money, a fraction of base, or the number of shares."""
    if lever == "grant":
        return (offer.shares or 0.0) if grant_counts_shares(offer) else offer.grant
    return float(getattr(offer, lever))


def moved(lever: Lever, offer: Offer, level: float) -> Offer:
    """Return the offer with a lever at another level.

    Raises ``OutOfDomain`` where an offer cannot have it there.
    """
    changed: dict[str, Any] = {lever: level}
    if lever == "grant":
        changed = {"shares": level} if grant_counts_shares(offer) else {"grant_value": level, "shares": None}
    return replace(offer, **changed)


def worth_of_one(lever: Lever, offer: Offer, assumptions: Assumptions) -> float:
    """Return by how much one more of it raises the net present value; benefits stay as they are.

    Base comes with its raises and bonus, a grant with its refreshers; what vests beyond the horizon is none.
    """
    if lever == "sign_on":
        return 1.0
    one = moved(lever, offer, 1.0)
    if lever == "grant":
        within = 12 * assumptions.horizon_years
        return grant_pv(one, assumptions, within) + refreshers_pv(one, assumptions)
    bonus = float(np.sum(bonus_pv_by_year(one, assumptions)))
    if lever == "bonus_target":
        return bonus
    return bonus + float(np.sum(mid_year_pv(base_by_year(one, assumptions), assumptions.cash_rate)))


def tied_level(lever: Lever, offer: Offer, assumptions: Assumptions, gap: float) -> float | None:
    """Return the level of a lever at which an offer makes up for a gap; the one it has where there is none.

    ``None`` where one more of it adds nothing within the horizon, or no offer can have it there.
    """
    level = level_of(lever, offer)
    if gap < HALF_A_CENT:
        return level
    try:
        one = worth_of_one(lever, offer, assumptions)
        if one <= 0:
            return None
        level += gap / one
        moved(lever, offer, level)
    except OutOfDomain:
        return None
    return level
