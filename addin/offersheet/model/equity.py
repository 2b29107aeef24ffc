"""What a grant is worth: today, and year by year."""

from __future__ import annotations

from typing import Annotated

import numpy as np

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
from offersheet.worksheet.kinds import GROWTH, HORIZON, MONEY, RATE, SHARE_OF_PAY, WHOLE_YEAR, YEARS
from offersheet.worksheet.shapes import Numbers, Row

__all__ = [
    "REFRESH_VEST_YEARS",
    "DiscountRate",
    "GrantValue",
    "Growth",
    "RefreshRate",
    "Years",
    "equity_by_year",
    "equity_pv",
    "refresh_by_year",
    "refresh_pv",
]

REFRESH_VEST_YEARS = 4
"""Years over which a refresh grant vests unless said otherwise."""

GrantValue = Annotated[Numbers, MONEY, "What the whole grant is worth at the start."]
Growth = Annotated[Numbers, GROWTH, "Yearly growth of the share price, such as 0.15."]
DiscountRate = Annotated[Numbers, RATE, "Yearly return you ask for bearing the risk, such as 0.12."]
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


def refresh_pv(
    grant_value: Numbers,
    refresh_rate: Numbers,
    growth: Numbers,
    discount_rate: Numbers,
    years: Numbers,
    first_refresh: Numbers = 1.0,
    vests_per_year: Numbers = 4.0,
) -> Numbers:
    """Present value of what stacked refresh grants vest within ``years``."""
    grant = Vesting(REFRESH_VEST_YEARS, 0.0, vests_per_year)
    force, discounting = force_of(growth, discount_rate), force_of(0.0, discount_rate)
    total: Numbers = 0.0
    for year in range(1, REFRESH_VEST_YEARS + 1):
        # The grants old enough to reach this year of their own: anniversaries first_refresh .. years - year.
        grants = geometric_sum(discounting, first_refresh - 1, years - year)
        total = total + grants * grant.total(force, 12.0 * (year - 1), 12.0 * year)
    return grant_value * refresh_rate * total
