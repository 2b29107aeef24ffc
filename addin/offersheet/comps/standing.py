"""Where an offer stands among comps: what it pays in a year, part by part, and the rank of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offersheet.comps.cleaning import Note
from offersheet.comps.summary import Summary
from offersheet.model.assumptions import Assumptions
from offersheet.model.comps_columns import COMPONENTS, Component
from offersheet.model.offer import Offer
from offersheet.model.worth import grant_a_year

__all__ = ["Standing", "standing"]


@dataclass(frozen=True)
class Standing:
    """An offer among comps."""

    offer: Offer
    figures: Mapping[Component, float]
    ranks: Mapping[Component, float | None]
    """The fraction of comps below each figure; ``None`` where no comp has that part as the offer has."""


def standing(offer: Offer, assumptions: Assumptions, summary: Summary) -> Standing:
    """Rank what an offer pays in a year: base, bonus, a year's share of its grant, and their sum.

    The bonus is the one that the offer expects, target times payout. Equity that is no RSU counts at
    its present value, as in total compensation. What is paid once or beside salary is left out: comps
    do not hold it.
    """
    bonus = offer.base * offer.bonus_target * offer.bonus_payout
    stock = grant_a_year(offer, assumptions)
    figures: dict[Component, float] = {
        "base": offer.base,
        "bonus": bonus,
        "stock": stock,
        "total": offer.base + bonus + stock,
    }
    ranks: dict[Component, float | None] = {
        name: summary.tallies[name].rank(figures[name]) if summary.tallies[name].count else None
        for name in COMPONENTS
    }
    if summary.notes[Note.PARTIAL]:
        ranks["total"] = None
    return Standing(offer, figures, ranks)
