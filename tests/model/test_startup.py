"""What a sale leaves for common shareholders, and what options on it are worth."""

from __future__ import annotations

import math

import numpy as np
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain

from tests.model.strategies import money

fractions = st.floats(0, 1)
multiples = st.sampled_from((0.0, 1.0, 2.0)) | st.floats(0, 5)
participating = st.booleans()


@st.composite
def deals(draw):
    """An investor's terms: invested, share, multiple, whether participating, and its cap."""
    multiple = draw(multiples)
    cap = draw(st.none() | st.floats(0, 5).map(lambda above: multiple + above))
    return draw(money), draw(fractions), multiple, draw(participating), cap


def investor_takes(exit_value, invested, share, multiple, participating, cap):
    """What the investor gets: decided as the investor decides, dollar by dollar paid out."""
    preference = multiple * invested
    if participating:
        kept = min(exit_value, preference)
        kept += share * (exit_value - kept)
        if cap is not None and kept > cap * invested:
            kept = cap * invested
    else:
        kept = min(exit_value, preference)
    converted = share * exit_value
    return kept if kept > converted else converted


@given(money, deals())
def test_common_and_investor_share_the_exit(exit_value, deal):
    common = offersheet.common_proceeds(exit_value, *deal)
    assert common + investor_takes(exit_value, *deal) == pytest.approx(exit_value, rel=1e-9, abs=1e-6)
    assert 0 <= common <= exit_value


@given(money, deals(), st.floats(0, 5))
def test_more_preference_never_leaves_common_more(exit_value, deal, more):
    invested, share, multiple, takes_part, cap = deal
    higher = None if cap is None else cap + more
    less = offersheet.common_proceeds(exit_value, invested, share, multiple + more, takes_part, higher)
    assert less <= offersheet.common_proceeds(exit_value, *deal) * (1 + 1e-12)


@given(st.tuples(money, money), deals())
def test_a_higher_exit_never_leaves_common_less(exits, deal):
    low, high = (offersheet.common_proceeds(exit_value, *deal) for exit_value in sorted(exits))
    assert low <= high * (1 + 1e-12)


@given(money, deals())
def test_participation_never_helps_common_and_a_cap_never_hurts_it(exit_value, deal):
    invested, share, multiple, _, cap = deal
    plain = offersheet.common_proceeds(exit_value, invested, share, multiple)
    uncapped = offersheet.common_proceeds(exit_value, invested, share, multiple, True)
    capped = offersheet.common_proceeds(exit_value, invested, share, multiple, True, cap)
    assert uncapped <= capped * (1 + 1e-12)
    assert capped <= plain * (1 + 1e-9) + 1e-6


def test_a_blank_cap_in_a_range_is_none():
    caps = np.array([np.nan, 1.0, 2.0])
    each = [offersheet.common_proceeds(20e6, 5e6, 0.3, 1, True, cap) for cap in (None, 1.0, 2.0)]
    assert offersheet.common_proceeds(20e6, 5e6, 0.3, 1, True, caps).tolist() == each
    assert each == [10.5e6, 14e6, 10.5e6]


# ---------------------------------------------------------------- dilution


@given(st.lists(fractions, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_rounds_dilute_in_any_order_and_form(rounds, random):
    shuffled = random.sample(rounds, len(rounds))
    expected = 1 - math.prod(1 - part for part in rounds)
    assert offersheet.dilution(*shuffled) == pytest.approx(expected, abs=1e-12)
    assert offersheet.dilution(shuffled) == pytest.approx(expected, abs=1e-12)
    assert offersheet.dilution(shuffled[:1], shuffled[1:], [0.0]) == pytest.approx(expected, abs=1e-12)


# ---------------------------------------------------------------- options on an exit

shares = st.floats(0, 1e6)
strikes = st.floats(0, 100)
horizons = st.floats(0, 15)
discount_rates = st.floats(0, 2)


@given(shares, st.tuples(strikes, strikes), money, fractions, fractions, horizons, discount_rates)
def test_worth_falls_as_the_strike_rises(shares, both, exit_value, dilution, probability, years, rate):
    low, high = (
        offersheet.startup_equity_pv(shares, strike, 1e6, exit_value, 0, dilution, probability, years, rate)
        for strike in sorted(both)
    )
    assert high <= low


@given(shares, strikes, money, st.tuples(fractions, fractions), fractions, horizons, discount_rates)
def test_worth_falls_as_dilution_rises(shares, strike, exit_value, both, probability, years, rate):
    low, high = (
        offersheet.startup_equity_pv(shares, strike, 1e6, exit_value, 0, dilution, probability, years, rate)
        for dilution in sorted(both)
    )
    assert high <= low * (1 + 1e-12)


@given(shares, strikes, money, fractions, fractions, st.tuples(horizons, horizons), discount_rates)
def test_worth_falls_as_the_exit_is_later(shares, strike, exit_value, dilution, probability, both, rate):
    soon, late = (
        offersheet.startup_equity_pv(shares, strike, 1e6, exit_value, 0, dilution, probability, years, rate)
        for years in sorted(both)
    )
    assert late <= soon * (1 + 1e-12)


@given(shares, money, st.tuples(money, money))
def test_worth_falls_as_preferences_rise(shares, exit_value, both):
    low, high = (
        offersheet.startup_equity_pv(shares, 0, 1e6, exit_value, preferences) for preferences in sorted(both)
    )
    assert high <= low


@given(money, fractions.filter(lambda part: part < 1))
def test_shares_of_a_company_without_preferences_are_its_common_proceeds(exit_value, investor_share):
    """An investor who converts leaves each other share what the exit leaves after dilution."""
    common = offersheet.common_proceeds(exit_value, 0, investor_share)
    mine = offersheet.startup_equity_pv(1e6, 0, 1e6, exit_value, 0, investor_share, 1, 0)
    assert mine == pytest.approx(common, rel=1e-12)


# ---------------------------------------------------------------- preferred that may convert

part_of_shares = st.sampled_from((0.0, 0.5)) | st.floats(0, 0.99)


@given(money, money, part_of_shares, st.floats(1, 1e9), st.sampled_from((0.0, 0.36)) | st.floats(0, 0.99))
def test_what_is_left_for_common_is_its_proceeds(exit_value, preferences, part, fully_diluted, diluted):
    """Of a company that is all its common shares: ours, everybody's, and those of later rounds."""
    total = fully_diluted / (1 - diluted)
    preferred = part * total
    common = total - preferred
    worth = offersheet.startup_equity_pv(
        common, 0, fully_diluted, exit_value, preferences, diluted, 1, 0, 0.12, preferred
    )
    proceeds = offersheet.common_proceeds(exit_value, preferences, preferred / total)
    assert worth == pytest.approx(proceeds, rel=1e-9, abs=1e-9 * exit_value)


@given(shares, strikes, money, money, st.floats(0, 8e5))
def test_all_is_lost_to_a_dilution_of_1(shares, strike, exit_value, preferences, preferred):
    worth = offersheet.startup_equity_pv(
        shares, strike, 1e6, exit_value, preferences, 1, 1, 0, 0.12, preferred
    )
    assert worth == 0


@pytest.mark.parametrize(("diluted", "preferred"), [(0, 1e6), (0, 2e6), (0.2, 1.25e6), (0.5, 1e9)])
@pytest.mark.parametrize("exit_value", [1e5, 1e9])
def test_preferred_that_leaves_no_common_share_is_refused(diluted, preferred, exit_value):
    with pytest.raises(OutOfDomain, match="must be fewer than fully_diluted"):
        offersheet.startup_equity_pv(1, 0, 1e6, exit_value, 5e5, diluted, 1, 0, 0.12, preferred)


@given(st.tuples(money, money), money, part_of_shares)
def test_a_higher_exit_never_leaves_a_share_less(exits, preferences, part):
    low, high = (
        offersheet.startup_equity_pv(1, 0, 1e6, exit_value, preferences, 0, 1, 0, 0.12, part * 1e6)
        for exit_value in sorted(exits)
    )
    assert low <= high * (1 + 1e-12)


def test_the_price_has_no_step_where_the_preferred_converts():
    """15 million for 2 of 8 million shares: at 60 million a share is worth 7.5 to all."""
    below, at, above = (
        offersheet.startup_equity_pv(1, 0, 8e6, exit_value, 15e6, 0, 1, 0, 0.12, 2e6)
        for exit_value in (60e6 - 1, 60e6, 60e6 + 1)
    )
    assert at == 7.5
    assert (at - below, above - at) == pytest.approx((1 / 6e6, 1 / 8e6), rel=1e-6)


def test_an_exit_too_far_away_to_hold():
    """Alone as in a range."""
    assert offersheet.startup_equity_pv(1, 0, 1, 1, years=100_000) == 0
    assert offersheet.startup_equity_pv(1, 0, 1, 1, years=np.array([100_000, 0])).tolist() == [0, 1]
