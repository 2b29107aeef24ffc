"""Options against Haug's published cases and an integral; discounts against their formulas as printed."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain

HAUG = [
    # price, strike, years, volatility, rate, dividend yield, call
    (60, 65, 0.25, 0.30, 0.08, 0.00, 2.1334),
    (19, 19, 0.75, 0.28, 0.10, 0.10, 1.7011),
    (1.56, 1.60, 0.50, 0.12, 0.06, 0.08, 0.0291),
    (90, 100, 0.10, 0.15, 0.10, 0.10, 0.0205),
    (100, 100, 0.10, 0.15, 0.10, 0.10, 1.8734),
    (110, 100, 0.10, 0.15, 0.10, 0.10, 9.9413),
    (90, 100, 0.10, 0.25, 0.10, 0.10, 0.3150),
    (100, 100, 0.10, 0.25, 0.10, 0.10, 3.1217),
    (110, 100, 0.10, 0.25, 0.10, 0.10, 10.3556),
    (90, 100, 0.10, 0.35, 0.10, 0.10, 0.9474),
    (100, 100, 0.10, 0.35, 0.10, 0.10, 4.3693),
    (110, 100, 0.10, 0.35, 0.10, 0.10, 11.1381),
    (90, 100, 0.50, 0.15, 0.10, 0.10, 0.8069),
    (100, 100, 0.50, 0.15, 0.10, 0.10, 4.0232),
    (110, 100, 0.50, 0.15, 0.10, 0.10, 10.5769),
    (90, 100, 0.50, 0.25, 0.10, 0.10, 2.7026),
    (100, 100, 0.50, 0.25, 0.10, 0.10, 6.6997),
    (110, 100, 0.50, 0.25, 0.10, 0.10, 12.7857),
    (90, 100, 0.50, 0.35, 0.10, 0.10, 4.9329),
    (100, 100, 0.50, 0.35, 0.10, 0.10, 9.3679),
    (110, 100, 0.50, 0.35, 0.10, 0.10, 15.3086),
    (42, 40, 0.75, 0.35, 0.04, 0.08, 5.0975),
]
"""Haug, The Complete Guide to Option Pricing Formulas (1998), pages 2-8, 24 and 27, to four digits."""

HAUG_PUTS = [
    (100, 95, 0.5, 0.20, 0.10, 0.05, 2.4648),
    (75, 70, 0.5, 0.35, 0.10, 0.05, 4.0870),
    (90, 100, 0.1, 0.15, 0.10, 0.10, 9.9210),
    (110, 100, 0.5, 0.35, 0.10, 0.10, 5.7963),
]
"""The same book's puts, which stand beside the calls by put-call parity."""


@pytest.mark.parametrize("case", HAUG)
def test_calls_of_haug(case):
    *terms, call = case
    assert offersheet.option_value(*terms) == pytest.approx(call, abs=1e-4)


@pytest.mark.parametrize("case", HAUG_PUTS)
def test_puts_of_haug_by_parity(case):
    *terms, put = case
    price, strike, years, _, rate, dividend_yield = terms
    forward = price * math.exp(-dividend_yield * years) - strike * math.exp(-rate * years)
    assert offersheet.option_value(*terms) - forward == pytest.approx(put, abs=1e-4)


def by_integration(price, strike, years, volatility, rate=0.04, dividend_yield=0.0):
    """Value of a call as its mean payoff, summed over the normal distribution in small steps."""
    deviation = volatility * math.sqrt(years)
    drift = (rate - dividend_yield) * years - deviation**2 / 2
    lowest = (math.log(strike / price) - drift) / deviation if strike else -12.0
    steps, highest = 20_000, 12.0
    if lowest >= highest:
        return 0.0
    width = (highest - max(lowest, -12.0)) / steps
    total = 0.0
    for step in range(steps):
        z = max(lowest, -12.0) + (step + 0.5) * width
        payoff = price * math.exp(drift + deviation * z) - strike
        total += payoff * math.exp(-z * z / 2)
    return math.exp(-rate * years) * total * width / math.sqrt(2 * math.pi)


@pytest.mark.parametrize(
    "terms",
    [
        (42, 40, 0.5, 0.2, 0.1),
        (50, 50, 6, 0.3, 0.075, 0.025),
        (10, 30, 10, 0.9),
        (10, 0.5, 7, 0.6, 0.02),
        (3, 3, 0.1, 1.5, -0.01, 0.03),
    ],
)
def test_a_call_is_its_mean_payoff(terms):
    assert offersheet.option_value(*terms) == pytest.approx(by_integration(*terms), rel=1e-6)


prices = st.floats(0, 1000)
years = st.floats(0, 12)
volatilities = st.sampled_from((0.0, 1e-9, 1e-4)) | st.floats(0, 3)
rates = st.floats(-0.1, 0.3)


@given(prices, prices, years, volatilities, rates, rates)
def test_a_call_is_worth_no_less_than_exercise_and_no_more_than_the_share(
    price, strike, years, volatility, rate, dividend_yield
):
    value = offersheet.option_value(price, strike, years, volatility, rate, dividend_yield)
    share, cost = price * math.exp(-dividend_yield * years), strike * math.exp(-rate * years)
    assert max(share - cost, 0) <= value * (1 + 1e-12) + 1e-12
    assert value <= share * (1 + 1e-12)


def test_a_call_deep_in_the_money_does_not_lose_its_last_digits():
    assert offersheet.option_value(671, 331, 1, 0.09, 0) >= 671 - 331


@given(prices, prices, years, volatilities, rates)
def test_without_time_or_volatility_only_exercise_counts(price, strike, years, volatility, rate):
    assert offersheet.option_value(price, strike, 0, volatility, rate) == max(price - strike, 0)
    certain = max(price - strike * math.exp(-rate * years), 0)
    assert offersheet.option_value(price, strike, years, 0, rate) == pytest.approx(certain, rel=1e-12)


@given(prices, st.tuples(prices, prices), years, volatilities, rates, rates)
def test_a_call_falls_as_its_strike_rises(price, strikes, years, volatility, rate, dividend_yield):
    low, high = (
        offersheet.option_value(price, strike, years, volatility, rate, dividend_yield)
        for strike in sorted(strikes)
    )
    assert high <= low + 1e-9


@given(prices, prices, years, st.tuples(volatilities, volatilities), rates, rates)
def test_a_call_rises_with_volatility(price, strike, years, both, rate, dividend_yield):
    low, high = (
        offersheet.option_value(price, strike, years, volatility, rate, dividend_yield)
        for volatility in sorted(both)
    )
    assert low <= high + 1e-9


# ---------------------------------------------------------------- marketability


def normal(x):
    return math.erfc(-x / math.sqrt(2)) / 2


# ---------------------------------------------------------------- under the belief and discounting of a share

growths = st.sampled_from((-0.9, -1e-9, 0.0, 0.12, 10.0)) | st.floats(-0.99, 3)
discounts = st.sampled_from((-0.5, 0.0, 0.12, 2.0)) | st.floats(-0.9, 2)


@pytest.mark.parametrize(
    ("growth", "discount", "terms"),
    [
        (0, 0.12, (40, 10, 6, 0.5)),
        (0.12, 0.12, (40, 10, 6, 0.5)),
        (0.3, 0.2, (10, 30, 10, 0.9)),
        (-0.2, 0.12, (10, 0.5, 7, 0.6)),
        (1.0, -0.1, (3, 3, 0.1, 1.5)),
    ],
)
def test_an_option_is_its_mean_payoff_discounted(growth, discount, terms):
    rate = math.log1p(discount)
    expected = by_integration(*terms, rate, rate - math.log1p(growth))
    assert offersheet.option_pv(*terms, growth, discount) == pytest.approx(expected, rel=1e-6)


@given(prices, prices, years, volatilities, st.floats(-0.5, 1.0))
def test_it_is_black_scholes_where_growth_and_discount_are_its_rate(price, strike, years, volatility, rate):
    yearly = math.expm1(rate)
    value = offersheet.option_value(price, strike, years, volatility, rate)
    assert offersheet.option_pv(price, strike, years, volatility, yearly, yearly) == pytest.approx(
        value, rel=1e-9, abs=1e-9 * price
    )


@given(prices, years, volatilities, growths, discounts)
def test_an_option_that_costs_nothing_is_the_share(price, years, volatility, growth, discount):
    share = price * ((1 + growth) / (1 + discount)) ** years
    assert offersheet.option_pv(price, 0, years, volatility, growth, discount) == pytest.approx(
        share, rel=1e-12
    )


@given(prices, st.tuples(prices, prices), years, volatilities, growths, discounts)
def test_an_option_is_between_exercise_and_its_share(price, strikes, years, volatility, growth, discount):
    share = price * ((1 + growth) / (1 + discount)) ** years
    low, high = (
        offersheet.option_pv(price, strike, years, volatility, growth, discount) for strike in sorted(strikes)
    )
    assert high <= low + 1e-12 * share
    assert low <= share * (1 + 1e-12)
    assert low >= (share - min(strikes) / (1 + discount) ** years) * (1 - 1e-12) - 1e-9


@given(prices, prices, years, volatilities, st.tuples(growths, growths), discounts)
def test_an_option_grows_with_its_share(price, strike, years, volatility, both, discount):
    low, high = (
        offersheet.option_pv(price, strike, years, volatility, growth, discount) for growth in sorted(both)
    )
    assert low <= high * (1 + 1e-9) + 1e-9


def test_options_too_far_away_to_hold():
    assert offersheet.option_pv(40, 10, 1e5, 0.5) == 0
    assert offersheet.option_pv(1e-300, 1e300, 1, 0.5) == 0
    assert offersheet.option_pv(1e300, 1e-300, 1, 0.5) == pytest.approx(1e300 / 1.12)
    assert offersheet.option_pv(0, 0, 0, 0) == 0
    for impossible in ((1, 1, 1e6, 0.5, 10), (1, 1, 1e6, 0.5, 0, -0.5)):
        with pytest.raises(OutOfDomain):
            offersheet.option_pv(*impossible)


def finnerty_as_printed(volatility, years):
    """Finnerty (2012), in 60 digits, where its differences of like numbers do no harm."""
    with localcontext() as context:
        context.prec = 60
        variance = Decimal(volatility) ** 2 * Decimal(years)
        averaged = variance + (2 * (variance.exp() - variance - 1)).ln() - 2 * (variance.exp() - 1).ln()
        return 2 * normal(math.sqrt(averaged) / 2) - 1


def longstaff_as_printed(volatility, years):
    variance = volatility**2 * years
    lookback = (2 + variance / 2) * normal(math.sqrt(variance) / 2) - 1
    return min(lookback + math.sqrt(variance / (2 * math.pi)) * math.exp(-variance / 8), 1)


def chaffe_as_printed(volatility, years, rate=0.04):
    deviation = volatility * math.sqrt(years)
    d1 = (rate + volatility**2 / 2) * years / deviation
    return math.exp(-rate * years) * normal(deviation - d1) - normal(-d1)


locked = st.floats(1 / 365, 15)
wild = st.floats(0.01, 5)


@given(st.floats(1e-6, 5), locked)
def test_finnerty(volatility, years):
    assert offersheet.dlom(volatility, years) == pytest.approx(
        finnerty_as_printed(volatility, years), abs=1e-12
    )


@given(wild, locked)
def test_longstaff(volatility, years):
    expected = longstaff_as_printed(volatility, years)
    assert offersheet.dlom(volatility, years, "longstaff") == pytest.approx(expected, abs=1e-12)


@given(wild, locked)
def test_chaffe(volatility, years):
    expected = chaffe_as_printed(volatility, years)
    assert offersheet.dlom(volatility, years, "chaffe") == pytest.approx(expected, abs=1e-12)


methods = st.sampled_from(("finnerty", "chaffe", "longstaff"))


@given(methods, st.tuples(volatilities, volatilities), years)
def test_a_discount_rises_with_volatility_within_its_bounds(method, both, years):
    low, high = (offersheet.dlom(volatility, years, method) for volatility in sorted(both))
    assert 0 <= low <= high + 1e-12
    assert high <= {"finnerty": 0.322793, "chaffe": 1, "longstaff": 1}[method]


@given(volatilities, years)
def test_perfect_foresight_is_worth_more_than_an_average_sale(volatility, years):
    assert offersheet.dlom(volatility, years) <= offersheet.dlom(volatility, years, "longstaff") + 1e-12
