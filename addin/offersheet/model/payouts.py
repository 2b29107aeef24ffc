"""What is paid of a bonus target, as a chance: a PERT law between a poor and a good year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from offersheet.model.assumptions import Assumptions

__all__ = ["Payouts", "payouts_of"]

_MODE, _WEIGHT = 1.0, 4.0
"""A year on target is the likeliest, and weighs four times what either end does, as PERT has it."""

_EDGE, _A_UNIT = 8, 256
"""How far from 0 normal variables are told apart, and how finely."""

_PARTS = 2**12
"""Equally likely parts of a normal law that are told apart."""


@dataclass(frozen=True, eq=False)
class Payouts:
    """Payouts as multiples of what an offer expects, of mean 1."""

    factors: NDArray[np.float64]
    """By where a normal variable lies, rising."""
    chances: NDArray[np.float64]
    """Of each."""
    normals: NDArray[np.float64]
    """The middles of equally likely parts of a normal law."""

    def draw(self, uniform: NDArray[np.float64], worth: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return multiples by year and draw, from a row of numbers between 0 and 1 more than there are years.

        The first row decides what the payouts, by what they are ``worth``, come to together.
        """
        together, *_ = rows = self.normals[(uniform * _PARTS).astype(np.int32)]
        by_year, along = rows[1:], worth / np.sqrt(worth @ worth)
        by_year += along[:, None] * (together - along @ by_year)
        by_year += _EDGE
        by_year *= _A_UNIT
        return np.asarray(self.factors[np.clip(by_year.astype(np.int32), 0, self.factors.size - 1)])


def payouts_of(assumptions: Assumptions) -> Payouts | None:
    """Return what may be paid of what is expected; ``None`` where that is sure.

    The ends are the payouts of the Low and the High scenario, the smaller first; the mode is 1, brought
    between them. Sure where these are equal or the mean is 0.

    >>> from offersheet.model.assumptions import Assumptions
    >>> payouts = payouts_of(Assumptions())
    >>> [round(float(factor), 2) for factor in (payouts.factors[0], payouts.factors[-1])]
    [0.53, 1.47]
    """
    from scipy.special import betaincinv, ndtr, ndtri

    low, high = sorted((assumptions.low.payout, assumptions.high.payout))
    mode = min(max(_MODE, low), high)
    span = high - low
    if not span or not low + _WEIGHT * mode + high:
        return None
    alpha, beta = 1 + _WEIGHT * (mode - low) / span, 1 + _WEIGHT * (high - mode) / span
    edges = np.arange(-_EDGE * _A_UNIT, _EDGE * _A_UNIT + 1) / _A_UNIT
    payouts = low + span * betaincinv(alpha, beta, ndtr((edges[:-1] + edges[1:]) / 2))
    chances = np.diff(ndtr(edges))
    normals = ndtri((np.arange(_PARTS) + 0.5) / _PARTS)
    return Payouts(payouts / (chances @ payouts), chances, normals / normals.std())
