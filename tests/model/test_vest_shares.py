"""Whole shares: the Open Cap Format's own table, and what must hold under every rounding."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import get_args

import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain
from offersheet.model.tranches import Rounding

from tests.model import by_hand
from tests.model.strategies import terms

OPEN_CAP_FORMAT = {
    "cumulative_rounding": [5, 4, 5, 4],
    "cumulative_round_down": [4, 5, 4, 5],
    "front_loaded": [5, 5, 4, 4],
    "back_loaded": [4, 4, 5, 5],
    "front_loaded_to_single_tranche": [6, 4, 4, 4],
    "back_loaded_to_single_tranche": [4, 4, 4, 6],
    "fractional": [4.5, 4.5, 4.5, 4.5],
}
"""18 shares over 4 events: the schema's description of AllocationType."""

ROUNDINGS = get_args(Rounding)
each_rounding = pytest.mark.parametrize("rounding", ROUNDINGS)
whole_shares = st.integers(0, 500) | st.integers(0, 10**12) | st.integers(9 * 10**14, 10**15)


def vests(shares, terms, rounding):
    """The shares of each event before those of one month are merged."""
    vest_years, _, per_year, schedule = terms
    return offersheet.vest_shares(shares, vest_years, 0, per_year, schedule, rounding).column("shares")


def test_every_allocation_type_is_there():
    assert set(ROUNDINGS) == set(OPEN_CAP_FORMAT)


@each_rounding
def test_18_shares_over_4_events(rounding):
    assert offersheet.vest_shares(18, 1, 0, 4, None, rounding).column("shares") == OPEN_CAP_FORMAT[rounding]


@given(whole_shares, terms(), st.sampled_from(ROUNDINGS))
def test_together_they_are_the_grant(shares, terms, rounding):
    table = offersheet.vest_shares(shares, *terms, rounding)
    assert math.fsum(table.column("shares")) == pytest.approx(shares, rel=1e-12)
    if rounding != "fractional":
        assert sum(table.column("shares")) == table.column("cumulative")[-1] == shares
        assert all(number == math.floor(number) and number >= 0 for number in table.column("shares"))
    assert table.column("cumulative") == list(accumulate(table.column("shares")))


@given(whole_shares, terms(), st.sampled_from(ROUNDINGS))
def test_they_vest_when_the_grant_does(shares, terms, rounding):
    months = offersheet.vest_shares(shares, *terms, rounding).column("month")
    assert months == offersheet.vest_schedule(*terms).column("month")


@given(whole_shares, terms(), st.sampled_from(ROUNDINGS))
def test_the_cliff_merges_what_was_split_before(shares, terms, rounding):
    vest_years, cliff_months, per_year, schedule = terms
    apart = offersheet.vest_shares(shares, vest_years, 0, per_year, schedule, rounding)
    waiting = [number for month, number, _ in apart.rows if month <= cliff_months]
    rest = [number for month, number, _ in apart.rows if month > cliff_months]
    merged = offersheet.vest_shares(shares, *terms, rounding).column("shares")
    expected = [sum(waiting), *rest] if waiting else rest
    assert merged == pytest.approx(expected, rel=1e-12)


def test_back_loaded_shares_are_split_before_the_cliff_merges_them():
    table = offersheet.vest_shares(18, 1, 6, 4, None, "back_loaded")
    assert table.rows == [(6.0, 8.0, 8.0), (9.0, 5.0, 13.0), (12.0, 5.0, 18.0)]


@given(st.integers(0, 10**6), terms(), st.sampled_from(("cumulative_rounding", "cumulative_round_down")))
def test_a_cumulative_number_is_the_exact_one_rounded(shares, terms, rounding):
    vest_years, _, per_year, schedule = terms
    exact = [
        shares * so_far
        for so_far in accumulate(
            e.fraction for e in by_hand.events(vest_years, 0, per_year, schedule) if e.fraction
        )
    ]
    numbers = accumulate(vests(shares, terms, rounding))
    for number, part in zip(numbers, exact, strict=True):
        off = float(number - part)
        assert (-0.5 - 1e-6 <= off <= 0.5 + 1e-6) if rounding == "cumulative_rounding" else -1 < off <= 1e-6


@given(st.integers(0, 10**6), terms(), st.sampled_from(ROUNDINGS[:4]))
def test_no_event_is_a_whole_share_off(shares, terms, rounding):
    vest_years, _, per_year, schedule = terms
    exact = [
        float(shares * e.fraction) for e in by_hand.events(vest_years, 0, per_year, schedule) if e.fraction
    ]
    for number, part in zip(vests(shares, terms, rounding), exact, strict=True):
        assert abs(number - part) < 1 + 1e-5


@each_rounding
def test_an_empty_year_gets_nothing(rounding):
    table = offersheet.vest_shares(7, 4, 0, 2, (0.0, 0.5, 0.0, 0.5), rounding)
    assert table.column("month") == [18, 24, 42, 48]


def test_a_half_is_rounded_up_where_python_would_go_to_the_even():
    assert [round(4.5), round(13.5)] == [4, 14]
    assert offersheet.vest_shares(18, 1, 0).column("cumulative") == [5, 9, 14, 18]


def test_a_fraction_that_a_float_misses_does_not_cost_a_share():
    assert math.floor(100 * 0.29) == 28
    for rounding in ROUNDINGS:
        assert vests(100, (4, 0, 1, (0.29, 0.71)), rounding) == [29, 71], rounding
    for rounding in ROUNDINGS:
        assert vests(10**9, (4, 0, 1, (0.07, 0.29, 0.64)), rounding) == pytest.approx(
            [7e7, 29e7, 64e7], abs=0 if rounding != "fractional" else 1e-6
        ), rounding


def test_a_schedule_that_adds_to_less_by_a_hair_still_gives_every_share():
    thirds = (0.3333333, 0.3333333, 0.3333333)
    for rounding in ROUNDINGS[:-1]:
        assert vests(3_000_000, (4, 0, 1, thirds), rounding) == [1_000_000] * 3


@given(st.floats(0, 1e6), terms())
def test_fractional_shares_are_the_fractions_of_the_grant(shares, terms):
    numbers = offersheet.vest_shares(shares, *terms, "fractional").column("shares")
    fractions = offersheet.vest_schedule(*terms).column("fraction")
    assert numbers == pytest.approx([shares * fraction for fraction in fractions], rel=1e-5, abs=1e-300)


@each_rounding
def test_more_shares_than_a_cell_can_tell_apart_are_refused(rounding):
    assert sum(offersheet.vest_shares(1e15, 10, 0, 12, None, rounding).column("shares")) == pytest.approx(
        1e15
    )
    with pytest.raises(OutOfDomain, match="shares must be at most"):
        offersheet.vest_shares(1e22, 10, 0, 12, None, rounding)
