"""The closed forms against the event-by-event second implementation, over the whole domain."""

from __future__ import annotations

import math

import numpy_financial as npf
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model import by_hand
from tests.model.strategies import (
    even_terms,
    growth_and_discount,
    growths,
    horizons,
    money,
    payouts,
    rates,
    shares_of_pay,
    terms,
)


def same(expected):
    """Equal to nine digits; amounts below a millionth of a millionth of a cent are nothing."""
    return pytest.approx(expected, rel=1e-9, abs=1e-14)


@given(terms())
def test_vest_schedule(terms):
    rows = offersheet.vest_schedule(*terms).rows
    expected = by_hand.vest_schedule(*terms)
    assert [row[0] for row in rows] == [row[0] for row in expected]
    assert [value for row in rows for value in row] == same([value for row in expected for value in row])


@given(money, st.integers(0, 130) | st.floats(0, 130), terms())
def test_vested(grant_value, months, terms):
    assert offersheet.vested(grant_value, months, *terms) == same(by_hand.vested(grant_value, months, *terms))


@given(money, growth_and_discount(), terms())
def test_equity_pv(grant_value, rates, terms):
    assert offersheet.equity_pv(grant_value, *rates, *terms) == same(
        by_hand.equity_pv(grant_value, *rates, *terms)
    )


@given(money, growths, horizons, terms())
def test_equity_by_year(grant_value, growth, years, terms):
    row = offersheet.equity_by_year(grant_value, growth, years, *terms)
    assert row.tolist() == same(by_hand.equity_by_year(grant_value, growth, years, *terms))


@given(money, shares_of_pay, growths, horizons, st.integers(0, 45), even_terms())
def test_refresh_by_year(grant_value, refresh_rate, growth, years, first_refresh, terms):
    vest_years, _, per_year = terms
    arguments = grant_value, refresh_rate, growth, years, first_refresh, vest_years, per_year
    row = offersheet.refresh_by_year(*arguments)
    assert row.tolist() == same(by_hand.refresh_by_year(*arguments))


offers = st.tuples(money, shares_of_pay, money, horizons, rates)


@given(offers, growth_and_discount(), money, shares_of_pay, payouts, terms(), rates)
def test_offer_npv(offer, growth_and_discount, sign_on, refresh_rate, payout, terms, cash_rate):
    growth, discount_rate = growth_and_discount
    arguments = *offer, growth, sign_on, refresh_rate, payout, *terms, cash_rate, discount_rate
    assert offersheet.offer_npv(*arguments) == same(by_hand.offer_npv(*arguments))


@given(offers, growths, money, shares_of_pay, payouts, terms())
def test_comp_by_year(offer, growth, sign_on, refresh_rate, payout, terms):
    arguments = *offer, growth, sign_on, refresh_rate, payout, *terms
    rows = offersheet.comp_by_year(*arguments).rows
    expected = by_hand.comp_by_year(*arguments)
    assert [value for row in rows for value in row] == same([value for row in expected for value in row])


bases = st.sampled_from(("average", "first_year", "recurring"))


@given(st.tuples(money, shares_of_pay, money, st.floats(0.1, 10), money, payouts, money, bases))
def test_total_comp(arguments):
    assert offersheet.total_comp(*arguments) == same(by_hand.total_comp(*arguments))


@given(st.tuples(money, shares_of_pay, shares_of_pay, shares_of_pay))
def test_bonus_range(arguments):
    assert offersheet.bonus_range(*arguments).tolist() == same(by_hand.bonus_range(*arguments))


@given(st.tuples(money, rates, horizons))
def test_base_projection(arguments):
    assert offersheet.base_projection(*arguments).tolist() == same(by_hand.base_projection(*arguments))


everyday_rates = st.floats(0.001, 2) | st.floats(-0.5, -0.001)
"""``npf.pv`` divides by the rate: it loses its digits near 0, and warns at it."""


@given(money, shares_of_pay, horizons, everyday_rates)
def test_level_cash_is_an_annuity_of_numpy_financial(base, bonus_target, years, cash_rate):
    yearly = -npf.pv(cash_rate, years, base)
    expected = yearly * math.sqrt(1 + cash_rate) + yearly * bonus_target
    assert offersheet.offer_npv(base, bonus_target, years=years, cash_rate=cash_rate) == same(expected)


@given(money, shares_of_pay, horizons, rates, everyday_rates)
def test_rising_cash_is_the_net_present_value_of_numpy_financial(
    base, bonus_target, years, raise_rate, cash_rate
):
    salaries = by_hand.base_projection(base, raise_rate, years)
    at_year_ends = npf.npv(cash_rate, [0.0, *salaries])
    expected = at_year_ends * (math.sqrt(1 + cash_rate) + bonus_target)
    value = offersheet.offer_npv(base, bonus_target, years=years, raise_rate=raise_rate, cash_rate=cash_rate)
    assert value == same(expected)


@given(money, growth_and_discount(), terms())
def test_a_grant_that_vests_on_year_ends_is_the_net_present_value_of_its_years(grant_value, rates, terms):
    """With one vest a year and a cliff in the first, each year's value falls on the year's end."""
    growth, discount_rate = rates
    vest_years, _, _, schedule = terms
    yearly = math.ceil(vest_years), 12, 1, schedule
    by_year = offersheet.equity_by_year(grant_value, growth, 10, *yearly)
    value = offersheet.equity_pv(grant_value, growth, discount_rate, *yearly)
    assert value == same(npf.npv(discount_rate, [0.0, *by_year]))
