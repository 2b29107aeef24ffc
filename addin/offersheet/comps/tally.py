"""Figures counted: how often each occurs, from which any percentile and rank is exact.

Tallies add up, in any order and from any number of machines, to the tally of everything; pay repeats
itself, so that a tally of many million rows is small. It takes 16 bytes for each distinct figure, while
it grows three times as much.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["PERCENTILES", "Growing", "Tally", "added", "percentiles", "tally_of"]

PERCENTILES: Mapping[str, float] = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
"""Those that are shown."""


def _nothing() -> NDArray[np.float64]:
    return np.empty(0)


def _no_counts() -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Tally:
    """Distinct figures in rising order, and how often each occurs."""

    values: NDArray[np.float64] = field(default_factory=_nothing)
    counts: NDArray[np.int64] = field(default_factory=_no_counts)

    @cached_property
    def _until(self) -> NDArray[np.int64]:
        """How many figures there are up to and with each value."""
        return np.cumsum(self.counts)

    @property
    def count(self) -> int:
        """How many figures there are."""
        return int(self._until[-1]) if self.values.size else 0

    def percentile(self, fraction: float) -> float:
        """Return the figure below which that fraction lies, as ``PERCENTILE.INC`` does.

        >>> tally_of([1.0, 2.0, 3.0, 4.0]).percentile(0.75)
        3.25
        """
        place = fraction * (self.count - 1)
        low, high = self.at(math.floor(place)), self.at(math.ceil(place))
        return low + (high - low) * (place - math.floor(place))

    def at(self, place: int) -> float:
        """Return the figure at a place in rising order, from 0."""
        return float(self.values[np.searchsorted(self._until, place, side="right")])

    def smaller(self, value: float) -> int:
        """Return how many figures are smaller than a value."""
        place = np.searchsorted(self.values, value)
        return int(self._until[place - 1]) if place else 0

    def rank(self, value: float) -> float:
        """Return the fraction of figures below a value, as ``PERCENTRANK.INC`` does, not cut to digits.

        Below all figures it is 0, above all 1; against a single figure 1 at or above it.

        >>> tally_of([1.0, 2.0, 3.0, 4.0]).rank(2.5), tally_of([1.0, 2.0]).rank(9.0)
        (0.5, 1.0)
        """
        first, last = self.values[0], self.values[-1]
        if value < first or (value == first and self.count > 1):
            return 0.0
        if value > last or self.count == 1:
            return 1.0
        place = int(np.searchsorted(self.values, value))
        smaller = self.smaller(value)
        if self.values[place] == value:
            return smaller / (self.count - 1)
        below, above = self.values[place - 1], self.values[place]
        return float((smaller - 1 + (value - below) / (above - below)) / (self.count - 1))


def percentiles(tally: Tally) -> dict[str, float | None]:
    """Return the percentiles that are shown, by name; ``None`` where there is no figure."""
    return {name: tally.percentile(part) if tally.count else None for name, part in PERCENTILES.items()}


def tally_of(figures: Sequence[float] | NDArray[np.float64]) -> Tally:
    """Count figures; blanks (NaN) are none."""
    figures = np.asarray(figures, dtype=float)
    values, counts = np.unique(figures[~np.isnan(figures)], return_counts=True)
    return Tally(values, counts.astype(np.int64))


def added(tallies: Sequence[Tally]) -> Tally:
    """Add tallies up.

    >>> added([tally_of([1.0, 2.0]), tally_of([2.0])]).counts.tolist()
    [1, 2]
    """
    filled = [tally for tally in tallies if tally.values.size]
    if len(filled) <= 1:
        return filled[0] if filled else Tally()
    values = np.concatenate([tally.values for tally in filled])
    order = np.argsort(values, kind="stable")  # which finds what is in order already
    values = values[order]
    first = np.flatnonzero(np.diff(values, prepend=-np.inf))
    counts = np.concatenate([tally.counts for tally in filled])[order]
    return Tally(values[first], np.add.reduceat(counts, first))


LEAST_WAITING = 1 << 15
"""Figures that wait to be added up, at least."""


class Growing:
    """A tally that grows as tallies come; what waits is at most half of what has been added up."""

    def __init__(self) -> None:
        self._done = Tally()
        self._waiting: list[Tally] = []
        self._size = 0

    def add(self, tally: Tally) -> None:
        """Take one more."""
        self._waiting.append(tally)
        self._size += tally.values.size
        if self._size > max(self._done.values.size // 2, LEAST_WAITING):
            self.whole()

    def whole(self) -> Tally:
        """Return the tally of everything so far."""
        self._done = added([self._done, *self._waiting])
        self._waiting, self._size = [], 0
        return self._done
