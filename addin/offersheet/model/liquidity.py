"""Equity of a private company: it pays on a liquidity event, which may never come.

The event comes within a horizon with some probability, and is then equally likely at any time of it.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from offersheet.model.equity import DiscountRateBesideProbability, GrantValue, Growth
from offersheet.model.vesting import (
    VESTING_RULE,
    CliffMonths,
    PerYear,
    ScheduleOfYears,
    Vesting,
    VestYears,
    counting_sum,
    force_of,
    geometric_sum,
)
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import MONEY, MONTHS, PROBABILITY
from offersheet.worksheet.shapes import Numbers

__all__ = ["double_trigger_pv", "liquidity_pv", "paid_at_the_later"]

EventProbability = Annotated[
    Numbers, PROBABILITY, "How likely a liquidity event is within the horizon, such as 0.4."
]
HorizonMonths = Annotated[
    Numbers, MONTHS, "Months within which the event comes, if it comes; equally likely at any time."
]


@worksheet_function(
    category="Equity",
    examples=(
        Example("200000, 0.4, 24, 0, 0.12", 71_581.567156),
        Example("200000, 0.4, 24, 0.12, 0.12", 80_000.0),
    ),
)
def liquidity_pv(
    value: Annotated[Numbers, MONEY, "What the equity would bring if the event were today."],
    probability: EventProbability,
    horizon_months: HorizonMonths = 24,
    growth: Growth = 0,
    discount_rate: DiscountRateBesideProbability = 0.12,
) -> Numbers:
    """Present value of equity that pays only on a liquidity event, for grants that vest wholly on it.

    ``value * probability * (1 - exp(-d * h)) / (d * h)``, with ``h = horizon_months / 12`` and
    ``d = ln((1 + discount_rate) / (1 + growth))``: the mean of ``exp(-d * t)`` over the horizon. A
    probability beside a rate that is high because the equity may fail counts that failure twice.

    >>> round(liquidity_pv(200_000, 0.4), 2)
    71581.57
    """
    return value * probability * _mean_discount(force_of(growth, discount_rate), horizon_months / 12)


@worksheet_function(
    category="Equity",
    examples=(
        Example("400000, 0.4", 124_080.733672),
        Example("400000, 0.4, 0", 0.4 * 313_157.358431),
        Example("400000, 0.4, 24, 0.12, 0.12", 160_000.0),
    ),
    rules=(VESTING_RULE,),
)
def double_trigger_pv(
    grant_value: GrantValue,
    probability: EventProbability,
    horizon_months: HorizonMonths = 24,
    growth: Growth = 0,
    discount_rate: DiscountRateBesideProbability = 0.12,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """Present value of RSUs that need time and a liquidity event: each vest pays at the later of the two.

    ``grant_value * probability`` times the sum over vest events of ``fraction * E(t)``, where ``E(t)`` is
    the mean of ``((1 + growth) / (1 + discount_rate)) ** max(t, s)`` over event times ``s`` within the
    horizon. A probability beside a rate that is high because the equity may fail counts that failure twice.

    >>> round(double_trigger_pv(400_000, 0.4), 2)
    124080.73
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    force = force_of(growth, discount_rate)
    return grant_value * probability * _all_at_the_later(vesting, force, horizon_months / 12)


def paid_at_the_later(force: Numbers, years: Numbers, horizon: Numbers) -> Numbers:
    """What 1 is worth today that vests after so many years and pays at the later of that and the event.

    With ``v = exp(force)`` and ``t = years`` it is ``v**t`` from the horizon ``h`` on, and before it
    ``(t * v**t + (v**t - v**h) / -force) / h``, written without a difference of like numbers.
    """
    wait = np.maximum(horizon - years, 0.0)
    later = (years + wait * _mean_discount(force, wait)) / np.where(wait > 0, horizon, 1.0)
    return np.exp(force * years) * np.where(wait > 0, later, 1.0)


def _mean_discount(force: Numbers, years: Numbers) -> Numbers:
    """Return the mean of ``exp(force * t)`` over ``0 < t < years``."""
    exponent = force * years
    flat = exponent == 0
    return np.where(flat, 1.0, np.expm1(exponent) / np.where(flat, 1.0, exponent))


def _all_at_the_later(vesting: Vesting, force: Numbers, horizon: Numbers) -> Numbers:
    """Sum ``fraction * paid_at_the_later`` over all vest events, in closed form.

    A vest within the horizon is paid on its day if the event has come by then. Else the event pays it: as
    many vests as there are by then, one more from step to step, and all of those within the horizon after
    the last of them.
    """
    step = 1 / vesting.per_year
    a_step = force * step
    at_cliff = paid_at_the_later(force, vesting.cliff_months / 12, horizon)
    total: Numbers = 0.0
    for waiting, after, last, fraction in vesting.runs_from_cliff():
        within = np.clip(np.floor(horizon / step), after, last)
        count, rest = within - after, np.maximum(horizon - within * step, 0.0)
        on_their_day = step * (
            after * geometric_sum(a_step, after, within) + counting_sum(a_step, after, within)
        )
        between = step * _mean_discount(force, step) * counting_sum(a_step, after, within - 1)
        after_the_last = count * np.exp(a_step * within) * rest * _mean_discount(force, rest)
        soon = (on_their_day + between + after_the_last) / np.where(count > 0, horizon, 1.0)
        beyond = geometric_sum(a_step, within, last)
        total = total + waiting * at_cliff + fraction * (soon + beyond)
    return total
