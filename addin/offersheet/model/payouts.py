"""What is paid of a bonus target, as a chance: a PERT law between a poor and a good year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from offersheet.model.assumptions import Assumptions

__all__ = ["QUANTILES", "payout_factors"]

QUANTILES = 2**12
"""Equally likely payouts that stand for the law."""

_MODE, _WEIGHT = 1.0, 4.0
"""A year on target is the likeliest, and weighs four times what either end does, as PERT has it."""


def payout_factors(assumptions: Assumptions) -> NDArray[np.float64] | None:
    """Return equally likely multiples of an offer's own payout, rising, of mean 1; ``None`` where it is sure.

    The ends are the payouts of the Low and the High scenario, the smaller first; the mode is 1, brought
    between them. Sure where these are equal or the mean is 0.

    >>> from offersheet.model.assumptions import Assumptions
    >>> factors = payout_factors(Assumptions())
    >>> [round(float(factor), 2) for factor in (factors[0], factors.mean(), factors[-1])]
    [0.56, 1.0, 1.44]
    """
    from scipy.special import betaincinv

    low, high = sorted((assumptions.low.payout, assumptions.high.payout))
    mode = min(max(_MODE, low), high)
    span = high - low
    if not span or not low + _WEIGHT * mode + high:
        return None
    alpha, beta = 1 + _WEIGHT * (mode - low) / span, 1 + _WEIGHT * (high - mode) / span
    middles = (np.arange(QUANTILES) + 0.5) / QUANTILES
    payouts = low + span * betaincinv(alpha, beta, middles)
    return np.asarray(payouts / payouts.mean())
