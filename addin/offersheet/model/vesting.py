"""When a grant vests: the events of a schedule, and sums over them in closed form.

A grant vests in events, ``vests_per_year`` a year, at the end of each step of ``12 / vests_per_year``
months. What vests before the cliff waits for it. Within a year (or, without a schedule, throughout)
the events are equal, so every sum over them is geometric and needs no loop over events or grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import CLIFF_MONTHS, MONEY, MONTHS, SCHEDULE, VESTS_PER_YEAR, YEARS
from offersheet.worksheet.shapes import Fractions, Numbers, Table

__all__ = [
    "LONGEST_VESTING",
    "VESTING_RULE",
    "CliffMonths",
    "PerYear",
    "ScheduleOfYears",
    "VestYears",
    "Vesting",
    "by_month",
    "counting_sum",
    "force_of",
    "geometric_sum",
    "last_axis",
    "vest_schedule",
    "vested",
]

LONGEST_VESTING = 10
"""Years over which a grant vests at most."""

VestYears = Annotated[
    Numbers, YEARS, "Years until the last share vests, at most 10; ignored with a schedule."
]
CliffMonths = Annotated[
    Numbers, CLIFF_MONTHS, "Months before anything vests; what vests earlier is paid then."
]
PerYear = Annotated[Numbers, VESTS_PER_YEAR, "Vests a year: 1, 2, 4 or 12."]
ScheduleOfYears = Annotated[
    Fractions, SCHEDULE, "Fraction of the grant vesting in each year, such as {0.05,0.15,0.4,0.4}."
]


def _impossible_vesting(vest_years: Numbers, vests_per_year: Numbers, schedule: Fractions) -> Any:
    if schedule is not None:
        return False
    events = vest_years * vests_per_year
    whole = np.abs(events - np.round(events)) < 1e-9
    return ~(whole & (events > 0.5) & (np.asarray(vest_years) <= LONGEST_VESTING))


VESTING_RULE = Rule(
    ("vest_years", "vests_per_year", "schedule"),
    _impossible_vesting,
    f"vest_years must be above 0, at most {LONGEST_VESTING} and hold a whole number of vests, "
    "got {vest_years} years at {vests_per_year} vests a year",
)


def geometric_sum(force: Numbers, after: Numbers, upto: Numbers) -> Numbers:
    """Sum ``exp(force * k)`` over the whole numbers ``after < k <= upto``, exact near ``force = 0``."""
    count = np.maximum(upto - after, 0.0)
    flat = force == 0
    ratio = np.where(flat, count, np.expm1(force * count) / np.expm1(np.where(flat, 1.0, force)))
    return np.where(count > 0, np.exp(force * (after + 1)) * ratio, 0.0)


def counting_sum(force: Numbers, after: Numbers, upto: Numbers) -> Numbers:
    """Sum ``(k - after) * exp(force * k)`` over the whole numbers ``after < k <= upto``.

    The terms of the geometric sum, times the mean of 1, 2, 3, ... weighted by them.
    """
    count = np.maximum(upto - after, 0.0)
    mean = (count + 1) / 2 + count / 2 * _langevin(force * count / 2) - _langevin(force / 2) / 2
    return geometric_sum(force, after, upto) * mean


def _langevin(x: Numbers) -> Numbers:
    """Return ``coth(x) - 1 / x``, by its series where the two would cancel."""
    square = np.square(x)
    series = x * (1 / 3 - square * (1 / 45 - square * (2 / 945 - square * (1 / 4725 - square * 2 / 93555))))
    near = square < 0.01
    apart = np.where(near, 1.0, x)
    return np.where(near, series, 1 / np.tanh(apart) - 1 / apart)


def force_of(growth: Numbers, discount_rate: Numbers = 0.0) -> Numbers:
    """Return the continuous yearly rate at which a growing, discounted amount changes."""
    return np.log1p(growth) - np.log1p(discount_rate)


@dataclass(frozen=True)
class Vesting:
    """How a grant vests; the numbers may be arrays, the schedule serves all their elements."""

    years: Numbers = 4.0
    cliff_months: Numbers = 12.0
    per_year: Numbers = 4.0
    schedule: Fractions = None

    @property
    def events(self) -> Numbers:
        """The number of vest events."""
        if self.schedule is not None:
            return len(self.schedule) * self.per_year
        return np.round(self.years * self.per_year)

    def runs_from_cliff(self) -> Iterator[tuple[Numbers, Numbers, Numbers, Numbers]]:
        """Yield runs of equal events, split at the cliff.

        Each is the fraction of the grant that waits for the cliff, the event before the first that does
        not, the last event, and the fraction of each.
        """
        waiting = np.floor(self.cliff_months * self.per_year / 12)
        for before, end, fraction in self.runs():
            waited = np.clip(waiting, before, end)
            yield (waited - before) * fraction, waited, end, fraction

    def runs(self) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """Yield runs of equal events: the event before the first, the last, the fraction of each."""
        if self.schedule is None:
            yield 0.0, self.events, 1 / self.events
        else:
            for year, fraction in enumerate(self.schedule):
                if fraction:
                    yield year * self.per_year, (year + 1) * self.per_year, fraction / self.per_year

    def total(self, force: Numbers = 0.0, after: Numbers = 0.0, upto: Numbers = np.inf) -> Numbers:
        """Sum ``fraction * exp(force * t)`` over the events paid in months ``after < month <= upto``.

        With ``force = 0`` it is the fraction of the grant vested; with ``force_of(growth, discount_rate)``
        the present value of a grant of 1.
        """
        step = 12 / self.per_year
        at_cliff = np.where((after < self.cliff_months) & (self.cliff_months <= upto), 1.0, 0.0)
        at_cliff = at_cliff * np.exp(force * self.cliff_months / 12)
        first, last = np.floor(after / step), np.floor(upto / step)
        total: Numbers = 0.0
        for waiting, before, end, fraction in self.runs_from_cliff():
            on_time = geometric_sum(force / self.per_year, np.maximum(before, first), np.minimum(end, last))
            total = total + waiting * at_cliff + fraction * on_time
        return total

    def total_and_slope(self, force: Numbers) -> tuple[Numbers, Numbers]:
        """Return ``total(force)`` and its derivative: the sum of ``fraction * t * exp(force * t)``."""
        cliff, step = self.cliff_months / 12, 1 / self.per_year
        at_cliff = np.exp(force * cliff)
        total: Numbers = 0.0
        slope: Numbers = 0.0
        for waiting, before, end, fraction in self.runs_from_cliff():
            on_time = geometric_sum(force * step, before, end)
            times = (before * on_time + counting_sum(force * step, before, end)) * step
            total = total + waiting * at_cliff + fraction * on_time
            slope = slope + waiting * at_cliff * cliff + fraction * times
        return total, slope

    def by_year(self, years: int, force: Numbers = 0.0) -> NDArray[np.float64]:
        """Return ``total`` for each service year, as a last axis."""
        ends = np.arange(12.0, 12.0 * years + 1, 12.0)
        vesting = Vesting(
            last_axis(self.years), last_axis(self.cliff_months), last_axis(self.per_year), self.schedule
        )
        return np.asarray(vesting.total(last_axis(force), ends - 12, ends))

    def each(self) -> Iterator[tuple[float, float]]:
        """Yield the events of a single grant in order: month and fraction."""
        for before, end, fraction in self.runs():
            for event in range(round(float(before)) + 1, round(float(end)) + 1):
                yield max(event * 12 / float(self.per_year), float(self.cliff_months)), float(fraction)

    def months_and_fractions(self) -> list[tuple[float, float]]:
        """List the events of a single grant: month and fraction, those of one month merged."""
        return list(by_month(self.each()).items())

    def as_arrays(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the same as two arrays: the months, and the fraction of each."""
        months, fractions = zip(*self.months_and_fractions(), strict=True)
        return np.array(months), np.array(fractions)


def by_month(events: Iterable[tuple[float, float]]) -> dict[float, float]:
    """Add up what falls on the same month."""
    paid: dict[float, float] = {}
    for month, amount in events:
        paid[month] = paid.get(month, 0.0) + amount
    return paid


def last_axis(values: Numbers) -> NDArray[np.float64]:
    """Make room for the years as a last axis."""
    return np.asarray(values, dtype=float)[..., None]


@worksheet_function(
    category="Equity",
    examples=(
        Example("1, 12, 4", ((12.0, 1.0, 1.0),)),
        Example("1, 0, 2", ((6.0, 0.5, 0.5), (12.0, 0.5, 1.0))),
    ),
    rules=(VESTING_RULE,),
)
def vest_schedule(
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Table[float]:
    """The events of a vesting schedule, as a table of month, fraction and cumulative fraction.

    Months count from the start date. Events that wait for the cliff are merged into one; events of
    fraction 0 are left out.

    >>> vest_schedule(2, 12, 2).rows
    [(12.0, 0.5, 0.5), (18.0, 0.25, 0.75), (24.0, 0.25, 1.0)]
    """
    rows = []
    cumulative = 0.0
    for month, fraction in Vesting(vest_years, cliff_months, vests_per_year, schedule).months_and_fractions():
        cumulative += fraction
        rows.append((month, fraction, cumulative))
    return Table(("month", "fraction", "cumulative"), rows)


@worksheet_function(
    category="Equity",
    examples=(
        Example("360000, 18, 4, 12, 12", 135_000.0),
        Example("400000, 11", 0.0),
        Example("400000, 12", 100_000.0),
    ),
    rules=(VESTING_RULE,),
)
def vested(
    grant_value: Annotated[Numbers, MONEY, "What the whole grant is worth at the start."],
    months: Annotated[Numbers, MONTHS, "Months since the start date."],
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """How much of a grant has vested after so many months, at the price of the grant date.

    An event counts in the month on which it falls.

    >>> vested(360_000, 18, 4, 12, 12)
    135000.0
    """
    return grant_value * Vesting(vest_years, cliff_months, vests_per_year, schedule).total(upto=months)
