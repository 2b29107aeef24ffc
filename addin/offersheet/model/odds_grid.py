"""How the chance to turn out best moves with what is believed of a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from offersheet.model.assumptions import Assumptions
from offersheet.model.odds import odds_of
from offersheet.model.offer import Offer
from offersheet.model.paths import PATHS

__all__ = ["ChanceGrid", "chance_grid"]

GROWTH_STEPS = (-0.1, -0.05, 0.0, 0.05, 0.1)
"""What is added to the growth rate."""

LEAST_GROWTH = -0.99
"""Below it a share has no price."""

VOLATILITY_FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5)
"""What the volatility is multiplied by."""


@dataclass(frozen=True)
class ChanceGrid:
    """The chance of one offer to be worth the most, before tax, at other rates of growth and volatilities."""

    offer: str
    growths: tuple[float, ...]
    volatilities: tuple[float, ...]
    best: tuple[tuple[float, ...], ...]
    """By growth, then by volatility."""


def chance_grid(
    offers: Sequence[Offer], assumptions: Assumptions, place: int, paths: int = PATHS, seed: int = 1
) -> ChanceGrid:
    """Return how the chance of the offer at ``place`` moves with the growth and the volatility of its share.

    The others stay as they are, and every field of the grid draws the same futures.
    """
    offer = offers[place]
    growths = tuple(max(offer.growth + step, LEAST_GROWTH) for step in GROWTH_STEPS)
    volatilities = tuple(offer.volatility * factor for factor in VOLATILITY_FACTORS)

    def best(growth: float, volatility: float) -> float:
        changed = [*offers]
        changed[place] = replace(offer, growth=growth, volatility=volatility)
        return odds_of(changed, assumptions, paths, seed).before_tax[place].best

    table = tuple(tuple(best(growth, one) for one in volatilities) for growth in growths)
    return ChanceGrid(offer.name, growths, volatilities, table)
