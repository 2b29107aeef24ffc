"""Futures of several offers, drawn together.

Prices of different companies move together as far as is assumed; offers of one company share its price and
its event. Bonuses, and whether one leaves, are drawn for each offer apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import OutOfDomain
from offersheet.model.case import Case
from offersheet.model.future import Future
from offersheet.model.future_equity import Course
from offersheet.model.joint_prices import Courses
from offersheet.model.payouts import Payouts, payouts_of

__all__ = ["BLOCK", "Futures"]

Floats = NDArray[np.float64]

BLOCK = 2**12
"""Draws that are made together: a power of 2, as Sobol points need, and few enough for the cache."""

_BITS = 30
"""Binary digits of a Sobol point."""


@dataclass(frozen=True, eq=False)
class Futures:
    """Offers ready to be drawn together."""

    cases: Sequence[Case]

    def blocks(self, paths: int, seed: int) -> Iterator[Floats]:
        """Draw so many futures, block by block: before and after tax, by offer and draw.

        Scrambled Sobol points decide what matters most: of each price that sum of its steps which moves the
        offer, each event, leaving and payouts. The rest of each price's course is pseudo-random, in one half
        of a block mirrored from the other.

        Raises ``OutOfDomain`` where the numbers of an offer are too large.
        """
        from scipy.special import ndtri
        from scipy.stats.qmc import Sobol

        rng = np.random.default_rng(seed)
        companies, years = len(self._companies), int(self.cases[0].assumptions.horizon_years)
        sizes = [
            companies,
            companies * self._waits,
            *((1 + years) * one for one in self._unsure),
            *self._leaves,
        ]
        points = Sobol(max(sum(sizes), 1), bits=_BITS, seed=rng)
        half = np.empty((companies, self.dates.size, BLOCK // 2))
        for start in range(0, paths, BLOCK):
            # Points are multiples of a step, and 0 has no quantile: the middles of the steps have.
            uniform = np.ascontiguousarray(points.random(BLOCK).T)[: sum(sizes)] + 0.5**_BITS / 2
            steadied, events, *own = np.split(uniform, np.cumsum(sizes)[:-1])
            rng.standard_normal(out=half)
            motions = self._courses.motions(ndtri(steadied), half)
            between = rng.standard_normal((companies, BLOCK)) if self._waits else events
            worth = np.empty((2, len(self.cases), BLOCK))
            for place, of_one in enumerate(self._drawn(motions, events, between, own)):
                worth[:, place] = of_one
            if not np.isfinite(worth).all():
                raise OutOfDomain("the offers hold numbers too large to be drawn")
            yield worth[:, :, : paths - start]

    def _drawn(
        self, motions: Floats, events: Floats, between: Floats, own: Sequence[Floats]
    ) -> Iterator[Floats]:
        """Yield what each offer is worth; ``own`` are numbers for its payouts, then those for its leaving."""
        prices, count = np.empty((self.dates.size, BLOCK)), len(self.cases)
        for future, at, payouts, quits in zip(
            self.futures, self._places, own[:count], own[count:], strict=True
        ):
            left = future.months_until_leaving(quits[0]) if quits.size else None
            course = None
            if at is not None:
                volatility = future.case.offer.volatility
                np.multiply(motions[at], volatility, out=prices)
                prices -= (volatility**2 / 2 * self.dates)[:, None]
                np.exp(prices, out=prices)
                course = Course(self.dates, motions[at], prices, _row(events, at), _row(between, at), left)
            paid = self._payouts.draw(payouts, future.bonuses[0]) if self._payouts and payouts.size else None
            yield future.draw(course, paid, left)

    @cached_property
    def futures(self) -> list[Future]:
        """Each offer, ready to be drawn."""
        return [Future(case) for case in self.cases]

    @cached_property
    def dates(self) -> Floats:
        """The years on which any price is read, rising."""
        months = [part.months for future in self.futures for part in future.parts]
        return np.unique(np.concatenate([*months, np.empty(0)])) / 12

    @cached_property
    def _companies(self) -> list[str]:
        """Whose prices are drawn; an offer that names no company has one of its own."""
        return list(dict.fromkeys(name for name in self._company if name))

    @cached_property
    def _company(self) -> list[str]:
        """Of each offer, whose price moves it; blank where none does."""
        named = (" ".join(future.case.offer.company.split()).casefold() for future in self.futures)
        return [
            (name or f" {place}") if future.parts else ""
            for place, (name, future) in enumerate(zip(named, self.futures, strict=True))
        ]

    @cached_property
    def _places(self) -> list[int | None]:
        return [self._companies.index(name) if name else None for name in self._company]

    @cached_property
    def _courses(self) -> Courses:
        swayed = np.zeros((len(self._companies), self.dates.size))
        for future, place in zip(self.futures, self._places, strict=True):
            for part in future.parts if place is not None else ():
                swayed[place] += future.case.offer.volatility * part.swayed(self.dates)
        return Courses(self.dates, swayed, self.cases[0].assumptions.price_correlation)

    @cached_property
    def _payouts(self) -> Payouts | None:
        return payouts_of(self.cases[0].assumptions)

    @cached_property
    def _unsure(self) -> list[bool]:
        """Whose bonuses are drawn."""
        return [future.has_bonus and self._payouts is not None for future in self.futures]

    @cached_property
    def _leaves(self) -> list[bool]:
        """Who may leave."""
        return [future.leaves for future in self.futures]

    @cached_property
    def _waits(self) -> bool:
        """Whether any equity waits for an event."""
        return any(future.waits for future in self.futures)


def _row(drawn: Floats, place: int) -> Floats:
    """Return a company's own numbers; none where nobody waits for an event."""
    return drawn[place] if drawn.size else np.empty(0)
