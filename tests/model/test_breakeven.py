"""The growth at which a grant is worth its target: there and back, and found by another method."""

from __future__ import annotations

import math

import numpy as np
import offersheet
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain

from tests.model import by_hand
from tests.model.strategies import growths, rates, terms


@given(growths, rates, terms())
def test_it_finds_the_growth_that_a_value_came_from(growth, discount_rate, terms):
    value = offersheet.equity_pv(1e6, growth, discount_rate, *terms)
    assume(value > 0)
    found = offersheet.breakeven_growth(1e6, value, discount_rate, *terms)
    assert 1 + found == pytest.approx(1 + growth, rel=1e-11)


@given(st.floats(-8, 4).map(lambda power: 10.0**power), rates, terms())
def test_it_gives_the_target_wherever_there_is_such_a_growth(part, discount_rate, terms):
    least, most = (by_hand.equity_pv(1.0, growth, discount_rate, *terms) for growth in (-1 + 1e-12, 10.0))
    if part > most * (1 + 1e-9):
        with pytest.raises(OutOfDomain):
            offersheet.breakeven_growth(1e6, part * 1e6, discount_rate, *terms)
    elif part > least * (1 + 1e-9):
        growth = offersheet.breakeven_growth(1e6, part * 1e6, discount_rate, *terms)
        assert by_hand.equity_pv(1e6, growth, discount_rate, *terms) == pytest.approx(part * 1e6, rel=1e-3)
        # Near -1 the growth has no more digits; where it has them, so has the value.
        if growth > -0.999:
            assert by_hand.equity_pv(1e6, growth, discount_rate, *terms) == pytest.approx(
                part * 1e6, rel=1e-10
            )


def by_bisection(target, discount_rate, terms):
    low, high = -1 + 1e-12, 10.0
    for _ in range(100):
        middle = (low + high) / 2
        if by_hand.equity_pv(1.0, middle, discount_rate, *terms) < target:
            low = middle
        else:
            high = middle
    return low


@pytest.mark.parametrize("target", [0.01, 0.3, 0.75, 0.999999, 1.0, 1.000001, 1.5, 20.0])
@pytest.mark.parametrize("terms", [(4, 12, 4, None), (10, 0, 12, None), (4, 12, 4, (0.05, 0.15, 0.4, 0.4))])
def test_it_is_what_bisection_finds(target, terms):
    growth = offersheet.breakeven_growth(1.0, target, 0.12, *terms)
    assert growth == pytest.approx(by_bisection(target, 0.12, terms), abs=1e-12)


@given(rates, terms())
def test_the_grant_itself_needs_growth_at_the_discount_rate(discount_rate, terms):
    growth = offersheet.breakeven_growth(1e6, 1e6 * math.fsum(terms[3] or (1.0,)), discount_rate, *terms)
    assert growth == pytest.approx(discount_rate, abs=1e-12)


def test_over_a_range_each_has_its_own():
    targets = np.array([0.0, 1e5, 3e5, 4e5, 4e7, 1e300])
    with pytest.raises(OutOfDomain):
        offersheet.breakeven_growth(4e5, targets)
    each = [offersheet.breakeven_growth(4e5, target) for target in targets[1:5]]
    assert offersheet.breakeven_growth(4e5, targets[1:5]).tolist() == pytest.approx(each, abs=1e-15)


@given(growths, rates, terms())
def test_it_finds_the_discount_that_a_value_came_from(growth, discount_rate, terms):
    value = offersheet.equity_pv(1e6, growth, discount_rate, *terms)
    assume(value > 0)
    found = offersheet.breakeven_discount(1e6, value, growth, *terms)
    assert 1 + found == pytest.approx(1 + discount_rate, rel=1e-11)


def test_a_price_that_no_discount_explains_is_an_error():
    for target in (0.0, 1e-9):
        with pytest.raises(OutOfDomain):
            offersheet.breakeven_discount(400_000, target)
