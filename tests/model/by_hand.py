"""A second implementation of vesting and pay: slow, event by event, from the definitions alone.

It shares nothing with the package. Months and fractions are exact (``Fraction``), amounts are Python
floats, and every sum is a loop over dated payments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

REFRESH_YEARS = 4


@dataclass(frozen=True)
class Event:
    """A fraction of a grant, and the month in which it is paid."""

    month: Fraction
    fraction: Fraction

    @property
    def years(self) -> float:
        return float(self.month / 12)

    @property
    def service_year(self) -> int:
        return math.ceil(self.month / 12)


def events(vest_years=4, cliff_months=12, vests_per_year=4, schedule=None):
    per_year = round(vests_per_year)
    if schedule is None:
        count = round(vest_years * per_year)
        fractions = [Fraction(1, count)] * count
    else:
        fractions = [Fraction(of_year) / per_year for of_year in schedule for _ in range(per_year)]
    step = Fraction(12, per_year)
    return [Event(max(k * step, Fraction(cliff_months)), part) for k, part in enumerate(fractions, start=1)]


def vest_schedule(*terms):
    """List month, fraction and cumulative fraction; events of one month are one, empty ones are left out."""
    merged: dict[Fraction, Fraction] = {}
    for event in events(*terms):
        if event.fraction:
            merged[event.month] = merged.get(event.month, Fraction(0)) + event.fraction
    rows, so_far = [], Fraction(0)
    for month, fraction in merged.items():
        so_far += fraction
        rows.append((float(month), float(fraction), float(so_far)))
    return rows


def vested(grant_value, months, *terms):
    return grant_value * float(sum(event.fraction for event in events(*terms) if event.month <= months))


def equity_pv(grant_value, growth=0.0, discount_rate=0.12, *terms, within_months=math.inf):
    return grant_value * math.fsum(
        float(event.fraction) * ((1 + growth) / (1 + discount_rate)) ** event.years
        for event in events(*terms)
        if event.month <= within_months
    )


def equity_by_year(grant_value, growth=0.0, years=4, *terms):
    return [
        grant_value
        * math.fsum(
            float(event.fraction) * (1 + growth) ** event.years
            for event in events(*terms)
            if event.service_year == year
        )
        for year in range(1, round(years) + 1)
    ]


def refreshers(years, first_refresh=1, refresh_vest_years=REFRESH_YEARS, vests_per_year=4):
    """Yield (anniversary of the grant, its event), one grant on each anniversary within the years."""
    for anniversary in range(round(first_refresh), round(years) + 1):
        for event in events(refresh_vest_years, 0, vests_per_year):
            yield anniversary, event


def refresh_by_year(grant_value, refresh_rate, growth=0.0, years=4, *terms):
    paid = [0.0] * round(years)
    for anniversary, event in refreshers(years, *terms):
        year = anniversary + event.service_year
        if year <= years:
            price = (1 + growth) ** event.years
            paid[year - 1] += refresh_rate * grant_value * float(event.fraction) * price
    return paid


def refresh_pv(grant_value, refresh_rate, growth, discount_rate, years, vests_per_year=4):
    return math.fsum(
        refresh_rate
        * grant_value
        * float(event.fraction)
        * (1 + growth) ** event.years
        / (1 + discount_rate) ** (anniversary + event.years)
        for anniversary, event in refreshers(years, vests_per_year=vests_per_year)
        if anniversary + event.month / 12 <= years
    )


def comp_by_year(
    base,
    bonus_target=0.0,
    grant_value=0.0,
    years=4,
    raise_rate=0.0,
    growth=0.0,
    sign_on=0.0,
    refresh_rate=0.0,
    bonus_payout=1.0,
    vest_years=4,
    cliff_months=12,
    vests_per_year=4,
    schedule=None,
):
    equity = equity_by_year(grant_value, growth, years, vest_years, cliff_months, vests_per_year, schedule)
    refresh = refresh_by_year(grant_value, refresh_rate, growth, years, 1, REFRESH_YEARS, vests_per_year)
    rows, salary = [], base
    for year in range(1, round(years) + 1):
        bonus = salary * bonus_target * bonus_payout
        once = sign_on if year == 1 else 0.0
        parts = (salary, bonus, equity[year - 1], refresh[year - 1], once)
        rows.append((year, *parts, math.fsum(parts)))
        salary *= 1 + raise_rate
    return rows


def salary_and_bonus_pv(base, bonus, years, raise_rate, cash_rate):
    total, salary = 0.0, base
    for year in range(1, round(years) + 1):
        total += salary / (1 + cash_rate) ** (year - 0.5)
        total += salary * bonus / (1 + cash_rate) ** year
        salary *= 1 + raise_rate
    return total


def offer_npv(
    base,
    bonus_target=0.0,
    grant_value=0.0,
    years=4,
    raise_rate=0.0,
    growth=0.0,
    sign_on=0.0,
    refresh_rate=0.0,
    bonus_payout=1.0,
    vest_years=4,
    cliff_months=12,
    vests_per_year=4,
    schedule=None,
    cash_rate=0.05,
    discount_rate=0.12,
):
    terms = (vest_years, cliff_months, vests_per_year, schedule)
    return (
        salary_and_bonus_pv(base, bonus_target * bonus_payout, years, raise_rate, cash_rate)
        + sign_on
        + equity_pv(grant_value, growth, discount_rate, *terms, within_months=12 * years)
        + refresh_pv(grant_value, refresh_rate, growth, discount_rate, years, vests_per_year)
    )


def total_comp(
    base,
    bonus_target=0.0,
    grant_value=0.0,
    vest_years=4,
    sign_on=0.0,
    bonus_payout=1.0,
    other=0.0,
    basis="average",
):
    recurring = base + base * bonus_target * bonus_payout + grant_value / vest_years + other
    return recurring + {"average": sign_on / vest_years, "first_year": sign_on, "recurring": 0.0}[basis]


def bonus_range(base, target=0.15, low=0.08, high=0.22):
    return [base * fraction for fraction in (low, target, high)]


def base_projection(base, rate=0.07, years=4):
    salaries = [base]
    for _ in range(round(years) - 1):
        salaries.append(salaries[-1] * (1 + rate))
    return salaries
