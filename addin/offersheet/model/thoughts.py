"""Inputs that are possible and worth a second thought: most who type them mean something else."""

from __future__ import annotations

from collections.abc import Iterator

from offersheet.model.after_tax import need
from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import LARGEST_DISCOUNT
from offersheet.model.grants import equity_kind
from offersheet.model.offer import Offer
from offersheet.model.tax.federal import limit

__all__ = [
    "ALIKE",
    "HIGHEST_RATE",
    "SMALLEST_YEAR",
    "discount_beyond_law",
    "grants_disagree",
    "needs_little",
    "pays_little",
    "pretax_beyond_limit",
    "rates_above_one",
]

HIGHEST_RATE = 1.0
"""A yearly rate above it was probably typed in percent."""

SMALLEST_YEAR = 1_000.0
"""A year's base or need below it was probably typed in thousands, or for a month."""

ALIKE = 0.05
"""By what part a grant's value and its shares times the price may differ."""


def rates_above_one(of: Offer | Assumptions) -> Iterator[tuple[str, float]]:
    """Yield the yearly rates of an offer, or of the assumptions, that are above 100 %, by name."""
    if isinstance(of, Offer):
        rates = {"growth": of.growth, "raise_rate": of.raise_rate}
    else:
        rates = {"cash_rate": of.cash_rate, "discount_rate": of.discount_rate}
        for name, scenario in of.scenarios.items():
            rates |= {f"{name}.growth": scenario.growth, f"{name}.raise_rate": scenario.raise_rate}
    yield from ((name, rate) for name, rate in rates.items() if rate > HIGHEST_RATE)


def pays_little(offer: Offer) -> bool:
    """Say whether a year's base is too small to be one."""
    return offer.base < SMALLEST_YEAR


def needs_little(offer: Offer, assumptions: Assumptions) -> bool:
    """Say whether what is needed in a year is too little to be that."""
    return need(offer, assumptions) < SMALLEST_YEAR


def grants_disagree(offer: Offer) -> bool:
    """Say whether a grant's value is given beside shares times a price that come to something else."""
    shares = (offer.shares or 0.0) * offer.share_price
    if not (offer.grant_value and shares) or equity_kind(offer) in ("option", "startup"):
        return False
    return abs(shares - offer.grant_value) > ALIKE * offer.grant_value


def discount_beyond_law(offer: Offer) -> bool:
    """Say whether a purchase plan sells for less than the law lets it."""
    return offer.espp_discount > LARGEST_DISCOUNT


def pretax_beyond_limit(assumptions: Assumptions) -> bool:
    """Say whether more goes into a 401(k) than may be put off in a year."""
    return assumptions.pretax > limit("deferral_limit", int(assumptions.tax_year))
