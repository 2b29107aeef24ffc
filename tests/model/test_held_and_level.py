"""A grant that is held already, and the level salary: against sums written out, and numpy-financial."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import numpy_financial as npf
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.model.pay import level_cash_pv

from tests.model.strategies import PER_YEAR, growths, horizons, money, rates


def left_by_hand(value, months_left, growth, discount_rate, per_year):
    """Walk back from the last vest, step by step."""
    step, month, months = Fraction(12, per_year), Fraction(months_left), []
    while month > 0:
        months.append(month)
        month -= step
    ratio = (1 + growth) / (1 + discount_rate)
    return (
        math.fsum(value / len(months) * ratio ** float(month / 12) for month in months) if months else value
    )


@given(money, st.integers(0, 120), growths, rates, st.sampled_from(PER_YEAR))
def test_what_is_left_vests_in_equal_steps_back_from_the_last(value, months, growth, discount_rate, per_year):
    found = offersheet.unvested_pv(value, months, growth, discount_rate, per_year)
    assert found == pytest.approx(left_by_hand(value, months, growth, discount_rate, per_year), rel=1e-10)


@given(money, st.floats(0, 120), rates, st.sampled_from(PER_YEAR))
def test_growth_at_the_discount_leaves_what_is_held(value, months, rate, per_year):
    assert offersheet.unvested_pv(value, months, rate, rate, per_year) == pytest.approx(value, rel=1e-12)


@given(st.integers(1, 40), st.sampled_from(PER_YEAR), growths, rates)
def test_a_grant_on_its_first_day_is_held_whole(events, per_year, growth, discount_rate):
    years = events / per_year
    if years <= 10:
        held = offersheet.unvested_pv(1e6, 12 * years, growth, discount_rate, per_year)
        fresh = offersheet.equity_pv(1e6, growth, discount_rate, years, 0, per_year)
        assert held == pytest.approx(fresh, rel=1e-10)


@given(st.floats(-1e7, 1e7), horizons, st.floats(-0.5, 2).filter(lambda rate: abs(rate) > 1e-4))
def test_a_level_salary_is_a_payment_moved_to_the_middle_of_the_year(npv, years, rate):
    payment = -npf.pmt(rate, years, npv) / (1 + rate) ** 0.5
    single, (of_range,) = (
        offersheet.level_salary(npv, years, rate),
        offersheet.level_salary([npv], years, rate),
    )
    assert of_range == pytest.approx(payment, rel=1e-9, abs=1e-9)
    assert single == pytest.approx(of_range, rel=1e-12)


@given(money, horizons, rates)
def test_an_offer_of_nothing_but_salary_is_its_own_level_salary(base, years, rate):
    npv = offersheet.offer_npv(base, years=years, cash_rate=rate)
    assert offersheet.level_salary(npv, years, rate) == pytest.approx(base, rel=1e-12)


@given(money, horizons, st.floats(-0.5, 2))
def test_level_cash_is_an_annuity_moved_to_the_middle_of_the_year(cash, years, rate):
    by_year = sum(cash * (1 + rate) ** (0.5 - year) for year in range(1, int(years) + 1))
    single, (of_range,) = level_cash_pv(cash, years, rate), level_cash_pv(np.array([cash]), years, rate)
    assert single == pytest.approx(by_year, rel=1e-9)
    assert of_range == pytest.approx(by_year, rel=1e-9)
