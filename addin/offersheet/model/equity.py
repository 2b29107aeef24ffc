"""What a grant is worth: today, and year by year."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from offersheet.model.vesting import (
    LONGEST_VESTING,
    VESTING_RULE,
    CliffMonths,
    PerYear,
    ScheduleOfYears,
    Vesting,
    VestYears,
    force_of,
    geometric_sum,
    last_axis,
)
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import (
    GROWTH,
    HORIZON,
    MONEY,
    MONTHS_LEFT,
    RATE,
    SHARE_OF_PAY,
    WHOLE_YEAR,
    YEARS,
    Number,
)
from offersheet.worksheet.shapes import Numbers, Row

__all__ = [
    "REFRESH_VEST_YEARS",
    "DiscountRate",
    "DiscountRateBesideProbability",
    "GrantValue",
    "Growth",
    "RefreshRate",
    "Years",
    "breakeven_discount",
    "breakeven_growth",
    "equity_by_year",
    "equity_pv",
    "refresh_by_year",
    "refresh_pv",
    "unvested_pv",
]

REFRESH_VEST_YEARS = 4
"""Years over which a refresh grant vests unless said otherwise."""

_MOST_STEPS = 40
"""More than Newton's method needs from anywhere: 6 or fewer for usual targets, 13 for absurd ones."""

_SMALL_STEP = 1e-9
"""A step after which nothing is left to correct: its error is of the order of its square."""

"""Until the last vest of a grant that is held already."""

GrantValue = Annotated[Numbers, MONEY, "What the whole grant is worth at the start."]
Growth = Annotated[Numbers, GROWTH, "Yearly growth of the share price, such as 0.15."]
DiscountRate = Annotated[Numbers, RATE, "Yearly return you ask for bearing the risk, such as 0.12."]
DiscountRateBesideProbability = Annotated[
    Numbers,
    RATE,
    "Yearly return you ask for bearing the risk that the probability leaves: what it counts already must "
    "not be in this rate too.",
]
RefreshRate = Annotated[
    Numbers, SHARE_OF_PAY, "Each yearly refresh grant as a fraction of the first grant, such as 0.3."
]
Years = Annotated[Numbers, HORIZON, "Years to show, 1 to 40."]


@worksheet_function(
    category="Equity",
    examples=(
        Example("400000", 313_157.358431),
        Example("400000, 0.15, 0.12", 424_317.623358),
        Example("400000, 0, 0.1, 4, 12, 12", 327_170.139714),
        Example("400000, 0, 0.1, 4, 0, 12, {0.33,0.33,0.22,0.12}", 342_765.531023),
        Example("400000, 0, 0.1, 4, 12, 4, {0.05,0.15,0.4,0.4}", 307_518.817681),
    ),
    rules=(VESTING_RULE,),
)
def equity_pv(
    grant_value: GrantValue,
    growth: Growth = 0,
    discount_rate: DiscountRate = 0.12,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """Present value of a grant of shares that vests over time.

    The sum over vest events of ``grant_value * fraction * ((1 + growth) / (1 + discount_rate)) ** t``,
    ``t`` in years from the start. Growing at one rate and discounting at another is a judgement about
    price and risk, not a market value. Before tax.

    >>> round(equity_pv(400_000, growth=0.15), 2)
    424317.62
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    return grant_value * vesting.total(force_of(growth, discount_rate))


@worksheet_function(
    category="Equity",
    examples=(Example("400000, 0.1", ((110_000.00, 116_793.11, 128_472.42, 141_319.66),), tolerance=0.005),),
    rules=(VESTING_RULE,),
)
def equity_by_year(
    grant_value: GrantValue,
    growth: Growth = 0,
    years: Years = 4,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Row:
    """What vests in each year of service, at the price of each vest date.

    A row with one value a year; a column of grants gives a row for each. Not discounted, before tax.

    >>> equity_by_year(400_000, 0.1).round(2).tolist()
    [110000.0, 116793.11, 128472.42, 141319.66]
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    return last_axis(grant_value) * vesting.by_year(int(years), force_of(growth))


_REFRESH_RULE = Rule(
    ("refresh_vest_years", "vests_per_year"),
    lambda refresh_vest_years, vests_per_year: VESTING_RULE.faulty(refresh_vest_years, vests_per_year, None),
    f"refresh_vest_years must be above 0, at most {LONGEST_VESTING} and hold a whole number of vests, "
    "got {refresh_vest_years} years at {vests_per_year} vests a year",
)


@worksheet_function(
    category="Equity",
    examples=(Example("200000, 0.3", ((0, 15_000, 30_000, 45_000),)),),
    rules=(_REFRESH_RULE,),
)
def refresh_by_year(
    grant_value: GrantValue,
    refresh_rate: RefreshRate,
    growth: Growth = 0,
    years: Years = 4,
    first_refresh: Annotated[
        Numbers, WHOLE_YEAR, "The anniversary of the first refresh grant: 1 is after one year."
    ] = 1,
    refresh_vest_years: Annotated[
        Numbers, YEARS, "Years over which each refresh grant vests, at most 10; it has no cliff."
    ] = REFRESH_VEST_YEARS,
    vests_per_year: PerYear = 4,
) -> Row:
    """What stacked yearly refresh grants vest in each year of service, at the price of each vest date.

    One grant on each anniversary from ``first_refresh`` on, worth ``refresh_rate * grant_value`` on its
    own date and growing from there. A row with one value a year.

    >>> refresh_by_year(200_000, 0.3).tolist()
    [0.0, 15000.0, 30000.0, 45000.0]
    """
    # Year y holds year y - a of the grant made at anniversary a: together they are
    # the first y - first_refresh years of one grant.
    grant_years = Vesting(last_axis(refresh_vest_years), 0.0, last_axis(vests_per_year))
    year = np.arange(1, int(years) + 1)
    stacked = grant_years.total(last_axis(force_of(growth)), upto=12.0 * (year - last_axis(first_refresh)))
    return last_axis(grant_value * refresh_rate) * stacked


@worksheet_function(
    category="Equity",
    examples=(
        Example("400000, 300000, 0.12", -0.020317),
        Example("400000, 400000, 0.12", 0.12),
    ),
    rules=(VESTING_RULE,),
)
def breakeven_growth(
    grant_value: GrantValue,
    target_pv: Annotated[Numbers, MONEY, "What the grant should be worth today."],
    discount_rate: DiscountRate = 0.12,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """The yearly growth of the share price at which a grant is worth so much today.

    The ``growth`` that makes ``EQUITY_PV`` the target, above -1 and at most 10; where there is none, as
    for a target or a grant of 0, the answer is an error.

    >>> round(breakeven_growth(400_000, 300_000), 6)
    -0.020317
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    growth = np.expm1(_force_for(vesting, target_pv / grant_value) + np.log1p(discount_rate))
    return _within(GROWTH, growth)


@worksheet_function(
    category="Equity",
    examples=(
        Example("400000, 400000", 0.0),
        Example("400000, 300000, 0.1", 0.257550),
    ),
    rules=(VESTING_RULE,),
)
def breakeven_discount(
    grant_value: GrantValue,
    target_pv: Annotated[Numbers, MONEY, "What is paid, or given up, for the grant today."],
    growth: Growth = 0,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """The yearly discount rate at which a grant is worth so much today: what paying that for it returns.

    The ``discount_rate`` that makes ``EQUITY_PV`` the target: the internal rate of return of giving up
    ``target_pv`` today for what vests. Above -1 and at most 2; where there is none, as for a target or a
    grant of 0, the answer is an error. Excel's ``IRR`` asks for payments at equal distances, and finds a
    rate for each of these, not a year. ``numpy_financial.irr`` does, too, and
    may give another root (1.0.0).

    >>> round(breakeven_discount(400_000, 300_000, growth=0.1), 6)
    0.25755
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    rate = np.expm1(np.log1p(growth) - _force_for(vesting, target_pv / grant_value))
    return _within(RATE, rate)


def _within(kind: Number, rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a rate where it is possible, else NaN."""
    # At the end of the domain the last digit may lie beyond it.
    rate = np.where(np.isclose(rate, kind.high, rtol=1e-12, atol=0.0), kind.high, rate)
    return np.where((rate > kind.low) & (rate <= kind.high), rate, np.nan)


def _force_for(vesting: Vesting, total: Numbers) -> NDArray[np.float64]:
    """Return the force at which a vesting's total is that much.

    ``log(vesting.total)`` rises in the force and is convex. So Newton's method, begun with the tangent at
    0, is at or above the answer from its first step on, falls, and cannot miss it.
    """
    target = np.log(total)
    force = np.zeros(np.shape(target))
    for _ in range(_MOST_STEPS):
        reached, slope = vesting.total_and_slope(force)
        step = (np.log(reached) - target) * reached / slope
        force = force - step
        if not np.any(np.abs(step) > _SMALL_STEP):
            break
    return force


def refresh_pv(
    grant_value: Numbers,
    refresh_rate: Numbers,
    growth: Numbers,
    discount_rate: Numbers,
    years: Numbers,
    first_refresh: Numbers = 1.0,
    vests_per_year: Numbers = 4.0,
    staying: Numbers = 1.0,
) -> Numbers:
    """Present value of what stacked refresh grants vest within ``years``.

    ``staying``, above 0, is the chance of still being there after a year.
    """
    grant = Vesting(REFRESH_VEST_YEARS, 0.0, vests_per_year)
    discounting = force_of(0.0, discount_rate) + np.log(staying)
    force = force_of(growth) + discounting
    total: Numbers = 0.0
    for year in range(1, REFRESH_VEST_YEARS + 1):
        # The grants old enough to reach this year of their own: anniversaries first_refresh .. years - year.
        grants = geometric_sum(discounting, first_refresh - 1, years - year)
        total = total + grants * grant.total(force, 12.0 * (year - 1), 12.0 * year)
    return grant_value * refresh_rate * total


@worksheet_function(
    category="Equity",
    examples=(
        Example("200000, 27", 174_047.935071),
        Example("60000, 7, 0.1, 0.12, 12", 59_640.978884),
        Example("60000, 0", 60_000.0),
    ),
)
def unvested_pv(
    value: Annotated[Numbers, MONEY, "What the shares that have not vested are worth today."],
    months_left: Annotated[Numbers, MONTHS_LEFT, "Months until the last of them vests, at most 120."],
    growth: Growth = 0,
    discount_rate: DiscountRate = 0.12,
    vests_per_year: PerYear = 4,
) -> Numbers:
    """Present value of what is left of a grant that you hold already, by two numbers of the broker's page.

    Equal parts vest every ``12 / vests_per_year`` months, the last of them after ``months_left``, and the
    first within one such step: ``value / n`` times the sum of ``((1 + growth) / (1 + discount_rate)) ** t``,
    ``t`` in years from today. All of ``value`` where no month is left.

    >>> round(unvested_pv(200_000, 27), 2)
    174047.94
    """
    # Nine vests in 27 months, though a quotient may lie a last digit above its whole number.
    vests = np.ceil(months_left * vests_per_year / 12 - 1e-9)
    force = force_of(growth, discount_rate)
    first = months_left / 12 - (vests - 1) / vests_per_year
    each = np.exp(force * first) * geometric_sum(force / vests_per_year, -1.0, vests - 1)
    return value * np.where(vests > 0, each / np.maximum(vests, 1.0), 1.0)
