"""What an offer pays: in a year, over the years, and today."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from offersheet.facts.article import figure
from offersheet.model.equity import (
    DiscountRate,
    GrantValue,
    Growth,
    RefreshRate,
    Years,
    equity_by_year,
    refresh_by_year,
    refresh_pv,
)
from offersheet.model.vesting import (
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
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import MONEY, PAYOUT, RATE, SHARE_OF_PAY, SIGNED_MONEY, VEST_YEARS
from offersheet.worksheet.shapes import Column, Numbers, Row, Table

__all__ = [
    "MID_YEAR",
    "Base",
    "BonusPayout",
    "BonusTarget",
    "CashRate",
    "Other",
    "SignOn",
    "YearsOfGrant",
    "base_projection",
    "bonus_range",
    "comp_by_year",
    "level_cash_pv",
    "level_salary",
    "offer_npv",
    "salary_pv",
    "total_comp",
]

MID_YEAR = 0.5
"""Salary is spread through its year, so it counts from the middle."""

_TARGET, _PAID = figure("bonus_target").value, figure("bonus_payout")
_RAISE = figure("base_growth").value

Base = Annotated[Numbers, MONEY, "Base salary a year."]
BonusTarget = Annotated[Numbers, SHARE_OF_PAY, "Target bonus as a fraction of base, such as 0.15."]
BonusPayout = Annotated[Numbers, PAYOUT, "What is paid of the target: 1 is on target, 0.8 is four fifths."]
SignOn = Annotated[Numbers, MONEY, "Sign-on bonus."]
Other = Annotated[Numbers, MONEY, "Anything else paid each year."]
YearsOfGrant = Annotated[Numbers, VEST_YEARS, "Years over which the grant vests."]
RaiseRate = Annotated[Numbers, RATE, "Yearly raise of base, such as 0.03."]
CashRate = Annotated[Numbers, RATE, "Yearly rate at which cash is discounted."]


@worksheet_function(
    category="Pay",
    examples=(
        Example("200000, 0.15, 700000, 4, 100000", 430_000.0),
        Example('200000, 0.15, 700000, 4, 100000, 1, 0, "recurring"', 405_000.0),
        Example('200000, 0.15, 700000, 4, 100000, 1, 0, "first_year"', 505_000.0),
        Example("100000, 0.15, , , , 0.8", 112_000.0),
    ),
)
def total_comp(
    base: Base,
    bonus_target: BonusTarget = 0,
    grant_value: GrantValue = 0,
    vest_years: YearsOfGrant = 4,
    sign_on: SignOn = 0,
    bonus_payout: BonusPayout = 1,
    other: Other = 0,
    basis: Annotated[
        Literal["average", "first_year", "recurring"],
        "How sign-on counts: spread over vest_years, whole, or not at all.",
    ] = "average",
) -> Numbers:
    """Total compensation a year: base, bonus, a year's share of the grant, and sign-on.

    ``base * (1 + bonus_target * bonus_payout) + grant_value / vest_years + other``, plus sign-on spread
    over ``vest_years`` ("average"), whole ("first_year") or left out ("recurring"). Growth, cliff and
    discounting play no part; before tax.

    >>> total_comp(200_000, 0.15, 700_000, 4, 100_000)
    430000.0
    """
    words = np.asarray(basis)
    counted = np.where(words == "average", 1 / vest_years, np.where(words == "first_year", 1.0, 0.0))
    return base + base * bonus_target * bonus_payout + grant_value / vest_years + other + sign_on * counted


@worksheet_function(
    category="Pay",
    examples=(
        Example(
            "150000, 0, 200000, 4, 0, 0, 0, 0.3",
            (
                (1, 150_000, 0, 50_000, 0, 0, 200_000),
                (2, 150_000, 0, 50_000, 15_000, 0, 215_000),
                (3, 150_000, 0, 50_000, 30_000, 0, 230_000),
                (4, 150_000, 0, 50_000, 45_000, 0, 245_000),
            ),
        ),
        Example(
            "185000, 0.15, 400000, 4, 0.03, 0.1, 25000, 0.3",
            (
                (1, 185_000.00, 27_750.00, 110_000.00, 0.00, 25_000.00, 347_750.00),
                (2, 190_550.00, 28_582.50, 116_793.11, 31_852.67, 0.00, 367_778.27),
                (3, 196_266.50, 29_439.98, 128_472.42, 66_890.60, 0.00, 421_069.49),
                (4, 202_154.50, 30_323.17, 141_319.66, 105_432.32, 0.00, 479_229.65),
            ),
            tolerance=0.0051,
        ),
    ),
    rules=(VESTING_RULE,),
)
def comp_by_year(
    base: Base,
    bonus_target: BonusTarget = 0,
    grant_value: GrantValue = 0,
    years: Years = 4,
    raise_rate: RaiseRate = 0,
    growth: Growth = 0,
    sign_on: SignOn = 0,
    refresh_rate: RefreshRate = 0,
    bonus_payout: BonusPayout = 1,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Table[float]:
    """What an offer pays in each year, as a table: base, bonus, equity, refreshers, sign-on, total.

    Equity counts at the price of its vest date. Refresh grants start at the first anniversary, vest over
    4 years without a cliff, and stack. Not discounted, before tax.

    >>> comp_by_year(150_000, 0, 200_000, refresh_rate=0.3).column("total")
    [200000.0, 215000.0, 230000.0, 245000.0]
    """
    year = np.arange(1, int(years) + 1)
    salary = base * (1 + raise_rate) ** (year - 1.0)
    columns = [
        year.astype(float),
        salary,
        salary * bonus_target * bonus_payout,
        equity_by_year(grant_value, growth, years, vest_years, cliff_months, vests_per_year, schedule),
        refresh_by_year(grant_value, refresh_rate, growth, years, vests_per_year=vests_per_year),
        np.where(year == 1, sign_on, 0.0),
    ]
    columns.append(np.sum(columns[1:], axis=0))
    header = ("year", "base", "bonus", "equity", "refresh", "sign_on", "total")
    return Table(header, list(zip(*(column.tolist() for column in columns), strict=True)))


@worksheet_function(
    category="Pay",
    examples=(Example("185000, 0.15, 400000, 4, 0.03, 0.1, 25000, 0.3", 1_359_951.887508),),
    rules=(VESTING_RULE,),
)
def offer_npv(
    base: Base,
    bonus_target: BonusTarget = 0,
    grant_value: GrantValue = 0,
    years: Years = 4,
    raise_rate: RaiseRate = 0,
    growth: Growth = 0,
    sign_on: SignOn = 0,
    refresh_rate: RefreshRate = 0,
    bonus_payout: BonusPayout = 1,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
    cash_rate: CashRate = 0.05,
    discount_rate: DiscountRate = 0.12,
) -> Numbers:
    """Present value, before tax, of all that an offer pays or vests within so many years.

    Cash is discounted at ``cash_rate`` (salary from mid-year, bonus from year end, sign-on not at all),
    equity and refresh grants at ``discount_rate``. Excel's ``NPV`` puts its first amount at the end of the
    first year, ``numpy_financial.npv`` today: neither knows mid-year, nor two rates.

    >>> round(offer_npv(185_000, 0.15, 400_000, 4, 0.03, 0.1, 25_000, 0.3), 2)
    1359951.89
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    equity = grant_value * vesting.total(force_of(growth, discount_rate), upto=12 * years)
    refreshers = refresh_pv(
        grant_value, refresh_rate, growth, discount_rate, years, vests_per_year=vests_per_year
    )
    cash = salary_pv(base, bonus_target * bonus_payout, years, raise_rate, cash_rate)
    return cash + sign_on + equity + refreshers


def salary_pv(
    base: Numbers, bonus: Numbers, years: Numbers, raise_rate: Numbers, cash_rate: Numbers
) -> Numbers:
    """Present value of base, paid mid-year, and of a bonus that is a fraction of it, paid at year end."""
    at_year_end = geometric_sum(force_of(raise_rate, cash_rate), 0.0, years) / (1 + raise_rate)
    return base * at_year_end * ((1 + cash_rate) ** MID_YEAR + bonus)


@worksheet_function(
    category="Pay",
    examples=(Example("200000", ((16_000, 30_000, 44_000),)),),
)
def bonus_range(
    base: Base,
    target: Annotated[Numbers, SHARE_OF_PAY, "Target bonus as a fraction of base."] = _TARGET,
    low: Annotated[Numbers, SHARE_OF_PAY, "A poor year's bonus as a fraction of base."] = _PAID.low,
    high: Annotated[Numbers, SHARE_OF_PAY, "A good year's bonus as a fraction of base."] = _PAID.high,
) -> Row:
    """A year's bonus in money, as a row: low, on target, high.

    >>> bonus_range(200_000).tolist()
    [16000.0, 30000.0, 44000.0]
    """
    fractions = np.stack(np.broadcast_arrays(low, target, high), axis=-1)
    return np.asarray(last_axis(base) * fractions)


@worksheet_function(
    category="Pay",
    examples=(
        Example("200000, 0.1, 3", ((200_000,), (220_000,), (242_000,))),
        Example("100000", ((100_000,), (107_000,), (114_490,), (122_504.3,))),
    ),
)
def base_projection(
    base: Base,
    rate: Annotated[Numbers, RATE, "Yearly raise, such as 0.03."] = _RAISE,
    years: Years = 4,
) -> Column:
    """Base salary in year 1, 2, 3, ... as a column.

    >>> base_projection(200_000, 0.1, 3).round(2).tolist()
    [200000.0, 220000.0, 242000.0]
    """
    raises = np.arange(int(years), dtype=float)
    return last_axis(base) * (1 + last_axis(rate)) ** raises


_FLAT = 1e-3
"""A rate below which a division by it loses digits."""


@worksheet_function(
    category="Pay",
    examples=(
        Example("1000000", 275_215.37, tolerance=0.005),
        Example("1000000, 1, 0", 1_000_000.0),
    ),
)
def level_salary(
    npv: Annotated[Numbers, SIGNED_MONEY, "What all of an offer is worth today; it may be below 0."],
    years: Years = 4,
    cash_rate: CashRate = 0.05,
) -> Numbers:
    """The plain salary, the same every year and nothing else, that is worth as much today.

    ``npv`` over the sum of ``(1 + cash_rate) ** -(y - 0.5)`` for each year ``y``: what Excel's ``PMT`` gives
    for payments at a year's end, moved to its middle. Of single values ``numpy_financial.pmt`` gives it, but
    near a rate of 0, by which that divides.

    >>> round(level_salary(1_000_000), 2)
    275215.37
    """
    if _single(npv, years, cash_rate):
        from numpy_financial import pmt

        return float(-pmt(cash_rate, years, npv) / (1 + cash_rate) ** MID_YEAR)
    return npv / salary_pv(1.0, 0.0, years, 0.0, cash_rate)


def level_cash_pv(cash: Numbers, years: Numbers, cash_rate: Numbers) -> Numbers:
    """Return what the same cash every year, mid-year, is worth today: Excel's ``PV``, moved to the middle.

    Of single values ``numpy_financial.pv`` gives it, but near a rate of 0, by which that divides.

    >>> round(level_cash_pv(30_000.0, 4.0, 0.05), 2)
    109005.54
    """
    if _single(cash, years, cash_rate):
        from numpy_financial import pv

        return float(-pv(cash_rate, years, cash) * (1 + cash_rate) ** MID_YEAR)
    return salary_pv(cash, 0.0, years, 0.0, cash_rate)


def _single(amount: Any, years: Any, cash_rate: Any) -> bool:
    """Say whether all are single values, and the rate is far enough from 0 to divide by it."""
    numbers = all(isinstance(value, (int, float)) for value in (amount, years, cash_rate))
    return numbers and abs(cash_rate) >= _FLAT
