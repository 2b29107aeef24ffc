"""What to ask for, and what leaving, staying and waiting cost."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from offersheet.model.equity import DiscountRate, DiscountRateBesideProbability, GrantValue, Growth
from offersheet.model.pay import (
    Base,
    BonusPayout,
    BonusTarget,
    CashRate,
    Other,
    SignOn,
    YearsOfGrant,
    level_cash_pv,
)
from offersheet.model.vesting import (
    VESTING_RULE,
    CliffMonths,
    PerYear,
    ScheduleOfYears,
    Vesting,
    VestYears,
    force_of,
)
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import FRACTION, HORIZON, MONEY, MONTHS, PROBABILITY
from offersheet.worksheet.shapes import Numbers

__all__ = ["ask", "clawback", "equity_for_cash", "garden_leave_cost", "stay_bonus_pv"]


@worksheet_function(
    category="Negotiation",
    examples=(
        Example('"base", 450000, 200000, 0.15, 700000, 4, 100000', 217_391.304348),
        Example('"grant_value", 450000, 200000, 0.15, 700000, 4, 100000', 780_000.0),
        Example('"sign_on", 450000, 200000, 0.15, 700000, 4, 100000', 180_000.0),
        Example('"bonus_target", 450000, 200000, 0.15, 700000, 4, 100000', 0.25),
    ),
)
def ask(
    lever: Annotated[
        Literal["base", "bonus_target", "grant_value", "sign_on"], "What you negotiate; the rest stays."
    ],
    target: Annotated[Numbers, MONEY, "The total compensation a year that you want."],
    base: Base,
    bonus_target: BonusTarget = 0,
    grant_value: GrantValue = 0,
    vest_years: YearsOfGrant = 4,
    sign_on: SignOn = 0,
    bonus_payout: BonusPayout = 1,
    other: Other = 0,
) -> Numbers:
    """The new level of one part of an offer that brings its total compensation a year to a target.

    The total is that of ``TOTAL_COMP`` with sign-on averaged. The answer is negative where the rest of the
    offer exceeds the target by itself, and an error where no level does it: a bonus on a base of 0.

    >>> round(ask("base", 450_000, 200_000, 0.15, 700_000, 4, 100_000), 2)
    217391.3
    """
    levels = {"base": base, "bonus_target": bonus_target, "grant_value": grant_value, "sign_on": sign_on}
    a_year_of_each = {
        "base": 1 + bonus_target * bonus_payout,
        "bonus_target": base * bonus_payout,
        "grant_value": 1 / vest_years,
        "sign_on": 1 / vest_years,
    }
    words = np.asarray(lever)
    chosen = [words == name for name in levels]
    gap = target - (base * (1 + bonus_target * bonus_payout) + (grant_value + sign_on) / vest_years + other)
    return np.select(chosen, list(levels.values())) + gap / np.select(chosen, list(a_year_of_each.values()))


@worksheet_function(
    category="Negotiation",
    examples=(Example("30000", 139_234.206407),),
    rules=(VESTING_RULE,),
)
def equity_for_cash(
    annual_cash: Annotated[Numbers, MONEY, "Cash a year that you would give up."],
    years: Annotated[Numbers, HORIZON, "Years for which it would be paid, 1 to 40."] = 4,
    growth: Growth = 0,
    discount_rate: DiscountRate = 0.12,
    cash_rate: CashRate = 0.05,
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
) -> Numbers:
    """The grant that is worth as much today as so much cash a year.

    Cash is paid mid-year and discounted at ``cash_rate``; the whole grant counts, as in ``EQUITY_PV``.

    >>> round(equity_for_cash(30_000), 2)
    139234.21
    """
    vesting = Vesting(vest_years, cliff_months, vests_per_year, schedule)
    cash = level_cash_pv(annual_cash, years, cash_rate)
    return cash / vesting.total(force_of(growth, discount_rate))


@worksheet_function(
    category="Negotiation",
    examples=(
        Example("50000, 5", 29_166.666667),
        Example('50000, 5, 12, "cliff"', 50_000.0),
        Example('50000, 12, 12, "cliff"', 0.0),
    ),
)
def clawback(
    amount: Annotated[Numbers, MONEY, "What was paid and may be owed back, such as a sign-on bonus."],
    months_served: Annotated[Numbers, MONTHS, "Months from the start until you leave."],
    term_months: Annotated[Numbers, MONTHS, "Months after which nothing is owed."] = 12,
    style: Annotated[
        Literal["prorated", "cliff"], "Whether each month served counts, or all is owed until the term."
    ] = "prorated",
) -> Numbers:
    """What is owed back on leaving before a term is over.

    ``prorated``: ``amount * (term_months - months_served) / term_months``, unrounded; ``cliff``: all of it.
    Nothing from the term on.

    >>> round(clawback(50_000, 5), 2)
    29166.67
    """
    left = np.maximum(term_months - months_served, 0.0)
    part = np.where(np.asarray(style) == "cliff", 1.0, np.divide(left, term_months))
    return amount * np.where(left > 0, part, 0.0)


@worksheet_function(
    category="Negotiation",
    examples=(Example("100000, 24, 0.12, 0.1", 64_572.704082),),
)
def stay_bonus_pv(
    amount: Annotated[Numbers, MONEY, "What is paid if you are still there."],
    months: Annotated[Numbers, MONTHS, "Months until it is paid."] = 24,
    discount_rate: DiscountRateBesideProbability = 0.12,
    annual_leave_probability: Annotated[
        Numbers, PROBABILITY, "How likely you are to have left, by your choice or theirs, after a year."
    ] = 0,
) -> Numbers:
    """Present value of a bonus for staying.

    ``amount * ((1 - annual_leave_probability) / (1 + discount_rate)) ** (months / 12)``. A probability
    beside a rate that is high because you may not stay counts that risk twice.

    >>> round(stay_bonus_pv(100_000, 24, 0.12, 0.1), 2)
    64572.7
    """
    return amount * ((1 - annual_leave_probability) / (1 + discount_rate)) ** (months / 12)


@worksheet_function(
    category="Negotiation",
    examples=(Example("20000, 3, 0.5, 15000", 37_500.0), Example("20000, 3, 1, 25000", -15_000.0)),
)
def garden_leave_cost(
    new_monthly: Annotated[Numbers, MONEY, "What the new job pays a month."],
    months: Annotated[Numbers, MONTHS, "Months for which you may not start."],
    pay_fraction: Annotated[Numbers, FRACTION, "The part of the old pay that goes on; 0 for none."] = 1,
    old_monthly: Annotated[Numbers, MONEY, "What the old job pays a month."] = 0,
) -> Numbers:
    """What waiting to start a new job costs: ``months * (new_monthly - pay_fraction * old_monthly)``.

    Negative where the old pay that goes on is more than the new.

    >>> garden_leave_cost(20_000, 3, 0.5, 15_000)
    37500.0
    """
    return months * (new_monthly - pay_fraction * old_monthly)
