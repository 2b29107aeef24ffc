"""What a grant may turn out to be worth: its distribution, simulated.

The share price is lognormal and moves as a geometric Brownian motion. Only the dates of vests matter;
between them nothing is simulated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from offersheet.model.equity import DiscountRate, GrantValue, Growth
from offersheet.model.options import Volatility
from offersheet.model.vesting import (
    VESTING_RULE,
    CliffMonths,
    PerYear,
    ScheduleOfYears,
    Vesting,
    VestYears,
    force_of,
)
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import Number
from offersheet.worksheet.shapes import Numbers, Table

__all__ = ["MOST_PRICES", "PATHS", "SEED", "equity_sim", "price_paths"]

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)

BLOCK = 2**14
"""Paths that are simulated together: a power of 2, as Sobol points need, and small enough for the cache."""

MOST_PRICES = 4_000_000
"""The most prices, paths times distinct dates of vests, that one call simulates."""

PATHS = Number("paths", low=1, high=MOST_PRICES, whole=True)
SEED = Number("a number of your choice", low=0, whole=True)

_BITS = 30
"""Binary digits of a Sobol point."""

_ROUNDING = 1e-9
"""What is less than the grant by no more than this part of it is not below it."""

_SIZE_RULE = Rule(
    ("vest_years", "cliff_months", "vests_per_year", "schedule", "paths"),
    lambda vest_years, cliff_months, vests_per_year, schedule, paths: (
        paths * _dates(Vesting(vest_years, cliff_months, vests_per_year, schedule)) > MOST_PRICES
    ),
    f"paths times distinct dates of vests must be at most {MOST_PRICES:,}, got {{paths}} paths",
)


@worksheet_function(
    category="Equity",
    examples=(
        Example(
            "400000, 0, 0, 0.12",
            (
                ("mean", 313_157.358431),
                *((f"p{percent}", 313_157.358431) for percent in PERCENTILES),
                ("chance_below_grant", 1.0),
            ),
        ),
    ),
    rules=(VESTING_RULE, _SIZE_RULE),
)
def equity_sim(
    grant_value: GrantValue,
    growth: Growth = 0,
    volatility: Volatility = 0.5,
    discount_rate: DiscountRate = 0.12,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
    paths: Annotated[Numbers, PATHS, "How many courses of the share price are simulated."] = BLOCK,
    seed: Annotated[Numbers, SEED, "Another seed gives other paths; the same one the same answer."] = 1,
) -> Table[float | str]:
    """What a grant may be worth today, as a table: mean, percentiles, the chance of less than the grant.

    Each path is one course of a lognormal share price whose mean is ``(1 + growth) ** t``, valued as in
    ``EQUITY_PV``: each vest at its price, discounted. The mean is that of ``EQUITY_PV`` itself, since the
    prices of each date are scaled to the mean that is known. The percentiles are estimates: with other
    seeds they change a little, and less with more paths. Before tax.

    >>> table = equity_sim(400_000, growth=0.1, volatility=0.6)
    >>> round(table.rows[0][1], 2)
    384389.65
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    months, fractions = vesting.as_arrays()
    years = months / 12
    weights = grant_value * fractions * np.exp(force_of(growth, discount_rate) * years)
    blocks = price_paths(years, float(volatility), int(paths), int(seed))
    values = np.concatenate([np.einsum("t,tp->p", weights, prices) for prices in blocks])
    rows = {
        "mean": np.mean(values),
        **dict(
            zip((f"p{percent}" for percent in PERCENTILES), np.percentile(values, PERCENTILES), strict=True)
        ),
        "chance_below_grant": np.mean(values < grant_value * (1 - _ROUNDING)),
    }
    return Table(("name", "value"), [(name, float(value)) for name, value in rows.items()])


def _dates(vesting: Vesting) -> int:
    """Count the distinct dates on which something vests."""
    return len(vesting.months_and_fractions())


def price_paths(
    years: NDArray[np.float64], volatility: float, paths: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Simulate a share price on some dates, in years and rising, as a multiple of its mean on each date.

    Yields blocks of paths, a row for each date. Block by block the mean of each row is 1. The points are
    scrambled Sobol points, so percentiles settle sooner than with random numbers.
    """
    from scipy.special import ndtri
    from scipy.stats.qmc import Sobol

    sobol = Sobol(len(years), bits=_BITS, seed=np.random.default_rng(seed))
    for start in range(0, paths, BLOCK):
        points = np.ascontiguousarray(sobol.random(BLOCK)[: paths - start].T)
        # Points are multiples of a step, and 0 has no quantile: the middles of the steps have.
        points += 0.5**_BITS / 2
        motion = _brownian_motion(years, ndtri(points, out=points))
        # What drift there is goes out with the division.
        motion *= volatility
        prices = np.exp(motion, out=motion)
        prices /= prices.mean(axis=1, keepdims=True)
        yield prices


def _brownian_motion(years: NDArray[np.float64], normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Build Brownian motion on the dates from as many independent normal variables.

    First the last date, then again and again the middle of what lies between two known ones, so that the
    first coordinates of the Sobol points, which are their best, decide the most.
    """
    dates = np.concatenate(([0.0], years))
    draws = iter(normals)
    motion = np.zeros((len(dates), normals.shape[1]))
    motion[-1] = np.sqrt(dates[-1]) * next(draws)
    gaps = [(0, len(dates) - 1)]
    for left, right in gaps:  # grows meanwhile
        middle = (left + right) // 2
        if middle > left:
            part = (dates[middle] - dates[left]) / (dates[right] - dates[left])
            deviation = np.sqrt(part * (dates[right] - dates[middle]))
            motion[middle] = motion[left] + part * (motion[right] - motion[left]) + deviation * next(draws)
            gaps += [(left, middle), (middle, right)]
    return motion[1:]
