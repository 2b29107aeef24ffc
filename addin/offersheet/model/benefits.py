"""What a job gives beside its pay: an employer's match, cheaper shares, less what the job costs in a year."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.pay import Base
from offersheet.model.tax.arguments import Year
from offersheet.model.tax.federal import limit
from offersheet.model.tax.household import for_each_law
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import FRACTION, PRICE_DISCOUNT, PRICE_RATIO, SHARE_OF_PAY
from offersheet.worksheet.shapes import Numbers

__all__ = [
    "LARGEST_DISCOUNT",
    "base_by_year",
    "benefits_by_year",
    "employer_match",
    "espp_by_year",
    "espp_gain",
    "match_by_year",
]

LARGEST_DISCOUNT = 0.15
"""The most by which a plan that the law favours may sell below the price (26 U.S.C. 423(b)(6))."""


@worksheet_function(
    category="Pay",
    examples=(
        Example("200000, 0.5, 0.06", 6_000.0),
        Example("1000000, 0.5, 0.06", 10_800.0),
        Example("1000000, 1, 0.1, 2025", 23_500.0),
    ),
)
def employer_match(
    base: Base,
    match_rate: Annotated[
        Numbers, SHARE_OF_PAY, "What the employer adds to each dollar of yours: 0.5 is half."
    ],
    match_limit: Annotated[
        Numbers, FRACTION, "Up to which fraction of base yours are matched, such as 0.06."
    ],
    year: Year = DEFAULT_YEAR,
) -> Numbers:
    """What the employer adds to a 401(k) in a year, when you pay in enough to get all of it.

    ``match_rate * min(match_limit * min(base, compensation limit), deferral limit)``: base counts up to the
    limit of 26 U.S.C. 401(a)(17) (350,000 in 2025, 360,000 in 2026), what you pay in up to that of 402(g)
    (23,500 and 24,500). It is taxed when it is drawn, much later; vesting of the match is left out.

    >>> employer_match(200_000, 0.5, 0.06)
    6000.0
    """

    def compute(year: float, base: Any, rate: Any, most: Any) -> Any:
        counted = np.minimum(base, limit("compensation_limit", int(year)))
        return rate * np.minimum(most * counted, limit("deferral_limit", int(year)))

    return for_each_law(compute, (year,), (base, match_rate, match_limit))


@worksheet_function(
    category="Pay",
    examples=(
        Example("150000, 0.15, 0.15", 3_750.0),
        Example("100000, 0.15, 0.15", 2_647.06, tolerance=0.005),
        Example("60000, 0.1, 0.15, 2", 8_117.65, tolerance=0.005),
    ),
)
def espp_gain(
    base: Base,
    rate: Annotated[Numbers, FRACTION, "The fraction of base that you pay in, such as 0.15."],
    discount: Annotated[Numbers, PRICE_DISCOUNT, "How far below the price you buy; 0.15 is the most by law."],
    price_ratio: Annotated[
        Numbers,
        PRICE_RATIO,
        "The price at purchase over that at the start, in a plan with look-back; 1 without.",
    ] = 1,
) -> Numbers:
    """A year's gain of an employee stock purchase plan, when what is bought is sold at once.

    What is paid in, ``min(rate * base, 25,000 * (1 - discount))``, times ``max(price_ratio, 1) / (1 -
    discount) - 1``. A plan with look-back buys at the lower of the prices at its start and at purchase. The
    limit of 26 U.S.C. 423(b)(8) is on what the shares are worth at the start. Sold at once the gain is
    ordinary income, without payroll tax.

    >>> round(espp_gain(150_000, 0.15, 0.15), 2)
    3750.0
    """
    paid_in = np.minimum(rate * base, limit("purchase_limit", DEFAULT_YEAR) * (1 - discount))
    return paid_in * (np.maximum(price_ratio, 1.0) / (1 - discount) - 1)


def base_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return the base of each year of the horizon."""
    year = np.arange(assumptions.horizon_years)
    return np.asarray(offer.base * (1 + offer.raise_rate) ** year)


def match_by_year(offer: Offer, assumptions: Assumptions) -> Any:
    """Return what the employer adds to a 401(k) in each year."""
    base = base_by_year(offer, assumptions)
    return employer_match(base, offer.match_rate, offer.match_limit, assumptions.tax_year)


def espp_by_year(offer: Offer, assumptions: Assumptions) -> Any:
    """Return the gain of the purchase plan in each year: where prices look back, as the price grows."""
    grown = np.exp(np.log1p(offer.growth) * offer.espp_lookback_months / 12)
    return espp_gain(base_by_year(offer, assumptions), offer.espp_rate, offer.espp_discount, grown)


def benefits_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return match and purchase plan, less health premium and commute, in each year; it may be below 0."""
    gained = match_by_year(offer, assumptions) + espp_by_year(offer, assumptions)
    return np.asarray(gained - offer.health_premium - offer.commute_cost)
