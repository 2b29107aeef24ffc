"""How likely each offer is to turn out better: read off many futures in which all are drawn together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.futures import Futures
from offersheet.model.offer import Offer
from offersheet.model.paths import PATHS
from offersheet.model.pay import level_salary

__all__ = ["PERCENTILES", "Odds", "Outlook", "odds_of", "risk_neutral"]

Floats = NDArray[np.float64]

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)

_KEPT = 2**20
"""The first so many futures are kept for percentiles: more would fill the memory, and hardly move them."""

_SAME = 1e-9
"""What rounding may make of a tie, as a part."""


@dataclass(frozen=True)
class Outlook:
    """What an offer turns out to be worth over all futures, in today's money."""

    mean: float
    percentiles: tuple[float, ...]
    """At ``PERCENTILES``."""
    best: float
    """The chance to be worth most of all; those who tie share it."""
    regret: float
    """By how much it is behind the best on average, over all futures."""
    behind: float
    """The same over those futures in which it is behind; 0 where it never is."""
    beats: tuple[float, ...]
    """The chance to be worth more than each offer; a tie is half, and so is the offer itself."""
    reaches_target: float | None
    """The chance to be worth a level salary of the target total, before tax; none without a target."""

    @property
    def by_percent(self) -> dict[str, float]:
        """The percentiles by name: p5, p10, ..."""
        return dict(zip((f"p{percent}" for percent in PERCENTILES), self.percentiles, strict=True))


@dataclass(frozen=True)
class Odds:
    """The outlook of each offer, before tax and after."""

    cases: Sequence[Case]
    """As they were drawn."""
    before_tax: tuple[Outlook, ...]
    after_tax: tuple[Outlook, ...]
    paths: int
    seed: int

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield, by offer and then before tax and after, what a program reads: every figure by its name."""
        names = [case.offer.name for case in self.cases]
        for place, case in enumerate(self.cases):
            for tax, outlook, value in (
                ("before", self.before_tax[place], case.npv),
                ("after", self.after_tax[place], case.npv_after_tax),
            ):
                yield {
                    "offer": case.offer.name,
                    "tax": tax,
                    "value": value,
                    "mean": outlook.mean,
                    **outlook.by_percent,
                    "best": outlook.best,
                    "regret": outlook.regret,
                    "behind": outlook.behind,
                    "reaches_target": outlook.reaches_target,
                    "beats": dict(zip(names, outlook.beats, strict=True)),
                }


def odds_of(
    offers: Sequence[Offer],
    assumptions: Assumptions,
    paths: int = PATHS,
    seed: int = 1,
    told: Callable[[int], object] = lambda _: None,
) -> Odds:
    """Draw offers together, and read off how likely each is to turn out better.

    ``told`` is called with the number of futures that have just been drawn. The same seed gives the same
    answer. Raises ``OutOfDomain`` where the numbers of an offer are too large.

    >>> offers = [Offer(name="A", base=100_000), Offer(name="B", base=100_001)]
    >>> [one.best for one in odds_of(offers, Assumptions(), paths=16).before_tax]
    [0.0, 1.0]
    """
    cases = Case.of(offers, assumptions)
    tally = _Tally(len(cases), _threshold(assumptions))
    with np.errstate(all="ignore"):  # what is not finite is refused
        try:
            for worth in Futures(cases).blocks(paths, seed):
                tally.add(worth)
                told(worth.shape[-1])
        except (OverflowError, OutOfDomain) as error:
            raise OutOfDomain("the offers hold numbers too large to be drawn") from error
    before, after = tally.outlooks(_alike(offers))
    return Odds(cases, before, after, paths, seed)


def risk_neutral(offers: Sequence[Offer], assumptions: Assumptions) -> tuple[tuple[Offer, ...], Assumptions]:
    """Return them as a market would price them: shares grow, and are discounted, at the cash rate."""
    rate = assumptions.cash_rate
    return tuple(replace(offer, growth=rate) for offer in offers), replace(assumptions, discount_rate=rate)


def _threshold(assumptions: Assumptions) -> float | None:
    """Return what a level salary of the target total is worth."""
    if not assumptions.target_total:
        return None
    per_unit = level_salary(1.0, assumptions.horizon_years, assumptions.cash_rate)
    return assumptions.target_total / float(per_unit)


def _alike(offers: Sequence[Offer]) -> list[list[int]]:
    """Return for each offer the places of those that are like it in all but the name, itself too."""
    nameless = [replace(offer, name="any") for offer in offers]
    return [[place for place, other in enumerate(nameless) if other == one] for one in nameless]


@dataclass(eq=False)
class _Tally:
    """What is counted of futures, block by block; the first axis is before and after tax."""

    offers: int
    threshold: float | None
    drawn: int = 0
    kept: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sums, self.best, self.regret, self.count_behind, self.reached = np.zeros((5, 2, self.offers))
        self.wins = np.full((2, self.offers, self.offers), 0.0)

    def add(self, worth: Floats) -> None:
        """Count a block: what each offer is worth, by draw."""
        top = worth.max(axis=1, keepdims=True)
        gap = top - worth
        gap[gap <= _SAME * np.abs(top)] = 0.0
        first = gap == 0
        self.best += (first / first.sum(axis=1, keepdims=True)).sum(axis=2)
        self.regret += gap.sum(axis=2)
        self.count_behind += np.count_nonzero(gap, axis=2)
        self.sums += worth.sum(axis=2)
        for one in range(self.offers):
            lead = worth[:, one, None] - worth[:, one + 1 :]
            lead[np.abs(lead) <= _SAME * np.abs(worth[:, one, None])] = 0.0
            won = (np.count_nonzero(lead > 0, axis=2) + np.count_nonzero(lead >= 0, axis=2)) / 2
            self.wins[:, one, one + 1 :] += won
            self.wins[:, one + 1 :, one] += worth.shape[2] - won
        if self.threshold is not None:
            self.reached += np.count_nonzero(worth >= self.threshold * (1 - _SAME), axis=2)
        if self.drawn < _KEPT:
            self.kept.append(worth)
        self.drawn += worth.shape[2]

    def outlooks(self, alike: Sequence[Sequence[int]]) -> list[tuple[Outlook, ...]]:
        """Return each offer's outlook; between offers that are ``alike`` nothing decides but their names."""
        percentiles = np.percentile(np.concatenate(self.kept, axis=2), PERCENTILES, axis=2)
        return [
            tuple(
                Outlook(
                    float(self.sums[taxed, one] / self.drawn),
                    tuple(percentiles[:, taxed, one].tolist()),
                    float(self.best[taxed, like].mean() / self.drawn),
                    float(self.regret[taxed, one] / self.drawn),
                    float(self.regret[taxed, one] / max(self.count_behind[taxed, one], 1)),
                    tuple(self._beats(taxed, like, other) for other in alike),
                    None if self.threshold is None or taxed else float(self.reached[0, one] / self.drawn),
                )
                for one, like in enumerate(alike)
            )
            for taxed in (0, 1)
        ]

    def _beats(self, taxed: int, like: Sequence[int], other: Sequence[int]) -> float:
        if like == other:
            return 0.5
        return float(self.wins[taxed][np.ix_(like, other)].mean() / self.drawn)
