"""Share prices of several companies, drawn together: Brownian motions of one correlation on shared dates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Courses", "motion_between"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Courses:
    """Where the share prices of some companies are read, and how they move together."""

    years: Floats
    """The dates, rising, from 0 on."""
    swayed: Floats
    """For each company, by how much each date's step moves what is asked of it; any scale."""
    correlation: float

    def motions(self, steadied: Floats, drawn: Floats) -> Floats:
        """Return the motion of each company on each date in each draw.

        ``drawn`` are independent normal variables, by company and date, of the first half of the draws; the
        other half mirrors them. They are overwritten. ``steadied`` are better ones, by company and draw: they
        take the place of that sum of a company's steps which moves most what is asked of it.
        """
        steps, half = np.sqrt(np.diff(self.years, prepend=0.0)), drawn.shape[2]
        motions = np.empty((*drawn.shape[:2], 2 * half))
        for motion, one, better, sway in zip(motions, drawn, steadied, self.swayed * steps, strict=True):
            size = np.sqrt(sway @ sway)
            along = sway / size if size else sway
            one -= along[:, None] * (along @ one)
            one *= steps[:, None]
            for earlier, later in pairwise(one):  # far faster than ``cumsum`` along this axis
                later += earlier
            np.multiply(np.cumsum(along * steps)[:, None], better, out=motion)
            motion[:, :half] += one
            motion[:, half:] -= one
        return self._together(motions)

    def _together(self, apart: Floats) -> Floats:
        """Give independent motions the correlation, the same between any two."""
        count, own = len(apart), np.sqrt(1 - self.correlation)
        if count <= 1 or not self.correlation:
            return apart
        # The symmetric root of a matrix of ones on the diagonal and one correlation beside it.
        shared = (np.sqrt(1 + (count - 1) * self.correlation) - own) / count
        common = apart.sum(axis=0)
        common *= shared
        apart *= own
        apart += common
        return apart


def motion_between(years: Floats, motion: Floats, when: Floats, normals: Floats) -> Floats:
    """Return a motion at a time of its own in each draw, up to the last date, given where it was on dates."""
    dates, draws = np.concatenate(([0.0], years)), np.arange(when.size)
    right = np.clip(np.searchsorted(dates, when), 1, years.size)
    start, end = dates[right - 1], dates[right]
    span = np.where(end > start, end - start, 1.0)
    part = np.clip((when - start) / span, 0.0, 1.0)
    before = np.where(right > 1, motion[right - 2, draws], 0.0)
    return before + part * (motion[right - 1, draws] - before) + np.sqrt(part * (1 - part) * span) * normals
