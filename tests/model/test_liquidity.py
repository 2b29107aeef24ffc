"""Equity that pays on an event, against its definition in 50 digits and against an integral."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.model.liquidity import paid_at_the_later
from offersheet.model.vesting import counting_sum

from tests.model import by_hand
from tests.model.strategies import growth_and_discount, growths, money, rates, terms

probabilities = st.floats(0, 1)
horizon_months = st.sampled_from((0, 1, 6, 12, 24, 48, 120, 240)) | st.integers(0, 240)


def decay(growth, discount_rate):
    """Return ``d = ln((1 + r) / (1 + g))`` of the definition."""
    return ((1 + Decimal(discount_rate)) / (1 + Decimal(growth))).ln()


def by_definition(growth, discount_rate, months, horizon):
    """E(t) as it is defined, in digits enough to bear its differences of like numbers."""
    with localcontext() as context:
        context.prec = 50
        d, t, h = decay(growth, discount_rate), Decimal(months) / 12, Decimal(horizon) / 12
        at_t, at_h = (-d * t).exp(), (-d * h).exp()
        if t >= h:
            return at_t
        return (t * at_t + (at_t - at_h) / d) / h if d else Decimal(1)


def double_trigger_by_definition(growth, discount_rate, horizon, terms):
    with localcontext() as context:
        context.prec = 50
        exact = (
            (Decimal(event.fraction.numerator) / event.fraction.denominator, event.month)
            for event in by_hand.events(*terms)
        )
        return float(
            sum(
                fraction
                * by_definition(growth, discount_rate, Decimal(month.numerator) / month.denominator, horizon)
                for fraction, month in exact
            )
        )


@given(growth_and_discount(), horizon_months, terms())
def test_double_trigger_is_the_sum_over_its_events(rates, horizon, terms):
    growth, discount_rate = rates
    value = offersheet.double_trigger_pv(1.0, 1.0, horizon, growth, discount_rate, *terms)
    assert value == pytest.approx(double_trigger_by_definition(*rates, horizon, terms), rel=1e-12)


NODES, WEIGHTS = np.polynomial.legendre.leggauss(60)


@given(st.floats(-0.5, 1), st.floats(0, 1), st.integers(1, 120), terms())
def test_double_trigger_is_the_mean_over_when_the_event_comes(growth, discount_rate, horizon, terms):
    """An event at time s is a second cliff: what vests before it waits for it."""
    ratio = (1 + growth) / (1 + discount_rate)
    total = 0.0
    for event in by_hand.events(*terms):
        vests, last = event.years, horizon / 12
        before = min(vests, last) * ratio**vests
        event_times = vests + (NODES + 1) / 2 * max(last - vests, 0)
        after = WEIGHTS @ ratio**event_times / 2 * max(last - vests, 0)
        total += float(event.fraction) * (before + after) / last
    value = offersheet.double_trigger_pv(1.0, 1.0, horizon, growth, discount_rate, *terms)
    assert value == pytest.approx(total, rel=1e-10)


@given(growth_and_discount(), horizon_months, st.integers(0, 130))
def test_the_later_of_one_vest_and_the_event(rates, horizon, months):
    force = math.log1p(rates[0]) - math.log1p(rates[1])
    value = paid_at_the_later(force, months / 12, horizon / 12)
    assert value == pytest.approx(float(by_definition(*rates, months, horizon)), rel=1e-12)


@given(money, probabilities, growth_and_discount(), terms())
def test_an_event_today_leaves_what_vests(grant_value, probability, rates, terms):
    value = offersheet.double_trigger_pv(grant_value, probability, 0, *rates, *terms)
    assert value == pytest.approx(probability * offersheet.equity_pv(grant_value, *rates, *terms), rel=1e-12)


@given(probabilities, st.tuples(horizon_months, horizon_months), st.tuples(rates, rates), terms())
def test_waiting_costs_where_discounting_exceeds_growth(probability, horizons, both, terms):
    growth, discount_rate = sorted(both)
    soon, late = (
        offersheet.double_trigger_pv(1e6, probability, horizon, growth, discount_rate, *terms)
        for horizon in sorted(horizons)
    )
    assert late <= soon * (1 + 1e-12)


@given(growth_and_discount(), st.integers(0, 240))
def test_what_vests_at_once_pays_on_the_event(rates, horizon):
    """A grant that vests wholly within the first month, seen from further and further away."""
    value = offersheet.liquidity_pv(1.0, 1.0, horizon, *rates)
    with localcontext() as context:
        context.prec = 50
        x = decay(*rates) * horizon / 12
        assert value == pytest.approx(float((1 - (-x).exp()) / x if x else 1), rel=1e-12)


@given(money, probabilities, growths, horizon_months)
def test_growth_that_equals_the_discount_rate_leaves_the_chance(value, probability, growth, horizon):
    rate = min(growth, 2.0)
    expected = pytest.approx(value * probability, rel=1e-12)
    assert offersheet.liquidity_pv(value, probability, horizon, rate, rate) == expected
    assert offersheet.double_trigger_pv(value, probability, horizon, rate, rate) == expected


@given(
    st.sampled_from((0.0, 1e-17, -1e-9, 1e-5, -1e-3, 0.05, 0.2, -0.3, 2.0)) | st.floats(-3, 3),
    st.integers(0, 120),
    st.integers(0, 121),
)
def test_a_counting_sum_is_its_terms(force, after, count):
    terms = [k * math.exp(force * (after + k)) for k in range(1, count + 1)]
    assert counting_sum(force, float(after), float(after + count)) == pytest.approx(
        math.fsum(terms), rel=1e-12
    )
