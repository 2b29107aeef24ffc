"""Asking, and what leaving, staying and waiting cost."""

from __future__ import annotations

import math

import numpy as np
import numpy_financial as npf
import offersheet
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.model import by_hand
from tests.model.strategies import growth_and_discount, money, payouts, shares_of_pay, terms

LEVERS = ("base", "bonus_target", "grant_value", "sign_on")
FIELDS = ("base", "bonus_target", "grant_value", "vest_years", "sign_on", "bonus_payout", "other")

pay = st.floats(1, 1e7)
offers = st.tuples(pay, shares_of_pay, money, st.floats(0.25, 10), money, payouts, money)


@given(st.sampled_from(LEVERS), money, offers)
def test_the_ask_brings_the_total_to_the_target(lever, target, offer):
    terms = dict(zip(FIELDS, offer, strict=True))
    assume(lever != "bonus_target" or terms["bonus_payout"] > 1e-3)
    terms[lever] = offersheet.ask(lever, target, *offer)
    largest = max(target, *(abs(value) for value in terms.values()))
    assert by_hand.total_comp(**terms) == pytest.approx(target, abs=1e-9 * largest)


@given(st.sampled_from(LEVERS), offers)
def test_to_ask_for_what_is_offered_is_to_change_nothing(lever, offer):
    terms = dict(zip(FIELDS, offer, strict=True))
    assume(lever != "bonus_target" or terms["bonus_payout"] > 1e-3)
    asked = offersheet.ask(lever, offersheet.total_comp(*offer), *offer)
    scale = max(offer) / (offer[0] * offer[5] if lever == "bonus_target" else 1)
    assert asked == pytest.approx(terms[lever], abs=1e-9 * scale)


def test_levers_broadcast():
    asked = offersheet.ask(np.array([LEVERS]), 450_000, 200_000, 0.15, 700_000, 4, np.array([[1e5], [0.0]]))
    each = [
        [offersheet.ask(lever, 450_000, 200_000, 0.15, 700_000, 4, s) for lever in LEVERS] for s in (1e5, 0)
    ]
    assert asked.tolist() == each


@given(money, st.integers(1, 40), growth_and_discount(), st.floats(0.001, 2), terms())
def test_the_grant_is_worth_the_cash(annual_cash, years, rates, cash_rate, terms):
    grant = offersheet.equity_for_cash(annual_cash, years, *rates, cash_rate, *terms)
    cash = -npf.pv(cash_rate, years, annual_cash) * math.sqrt(1 + cash_rate)
    assert by_hand.equity_pv(grant, *rates, *terms) == pytest.approx(cash, rel=1e-9)


@given(money, st.floats(0, 48), st.floats(0, 48))
def test_a_clawback_falls_to_nothing_at_the_term(amount, served, term):
    owed = offersheet.clawback(amount, served, term)
    whole = offersheet.clawback(amount, served, term, "cliff")
    assert 0 <= owed <= whole * (1 + 1e-12)
    assert whole == (amount if served < term else 0)
    assert offersheet.clawback(amount, term, term) == 0
    if term:
        assert offersheet.clawback(amount, 0, term) == amount


@given(money, st.integers(1, 24), st.integers(0, 24))
def test_each_month_served_counts_the_same(amount, term, served):
    expected = math.fsum(amount / term for _ in range(served, term))
    assert offersheet.clawback(amount, served, term) == pytest.approx(expected, rel=1e-12)


@given(money, st.integers(0, 10), st.floats(-0.5, 2), st.floats(0, 1))
def test_a_stay_bonus_loses_the_same_part_each_year(amount, years, rate, leave):
    expected = amount
    for _ in range(years):
        expected *= (1 - leave) / (1 + rate)
    assert offersheet.stay_bonus_pv(amount, 12 * years, rate, leave) == pytest.approx(expected, rel=1e-12)


@given(money, st.floats(0, 24), st.floats(0, 1), money)
def test_garden_leave_costs_the_difference(new, months, part, old):
    expected = months * new - months * part * old
    largest = months * max(new, old)
    assert offersheet.garden_leave_cost(new, months, part, old) == pytest.approx(
        expected, abs=1e-12 * largest + 1e-300
    )
