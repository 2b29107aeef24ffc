"""What the market pays: the article's table and calendar, and percentiles and ranks of pay data."""

from __future__ import annotations

import math
import statistics
from datetime import date, timedelta

import numpy as np
import offersheet
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from offersheet.errors import NotFound, OutOfDomain

from tests.model.strategies import money

TIERS = ("faang", "mid_market", "unicorn", "early_stage")
COMPONENTS = ("base", "bonus", "stock", "total")
BASES = ("published", "annualised")
METROS = ("bay_area", "austin", "boston", "seattle")

tiers, components, bases, metros = map(st.sampled_from, (TIERS, COMPONENTS, BASES, METROS))
pay = st.lists(st.integers(0, 500_000).map(float) | money, min_size=1, max_size=30)
several = pay.filter(lambda values: len(values) > 1)
fractions = st.floats(0, 1)


# ---------------------------------------------------------------- the table

# By hand from the printed table: low and high of base, bonus, stock over its years, and their sum.
A_YEAR = {
    "faang": ((180_000, 210_000), (27_000, 42_000), (40_000, 60_000), (247_000, 312_000)),
    "mid_market": (
        (150_000, 180_000),
        (15_000, 27_000),
        (80_000 / 3, 130_000 / 3),
        (575_000 / 3, 751_000 / 3),
    ),
    "unicorn": ((130_000, 150_000), (6_500, 15_000), (25_000, 50_000), (161_500, 215_000)),
    "early_stage": ((100_000, 130_000), (5_000, 13_000), (24_000, 50_000), (129_000, 193_000)),
}
PRINTED = {
    "faang": ((120_000, 180_000), (240_000, 300_000)),
    "mid_market": ((80_000, 130_000), (210_000, 285_000)),
    "unicorn": ((100_000, 200_000), (230_000, 300_000)),
    "early_stage": ((120_000, 250_000), (220_000, 380_000)),
}


@pytest.mark.parametrize("tier", TIERS)
def test_every_band_is_that_of_the_table(tier):
    published = dict(zip(COMPONENTS, (*A_YEAR[tier][:2], *PRINTED[tier]), strict=True))
    annualised = dict(zip(COMPONENTS, A_YEAR[tier], strict=True))
    for basis, bands in (("published", published), ("annualised", annualised)):
        for component, (low, high) in bands.items():
            band = offersheet.market_band(tier, component, ["low", "mid", "high"], basis)
            assert band == pytest.approx([low, (low + high) / 2, high], rel=1e-14)


@given(tiers, bases)
def test_only_the_annualised_total_is_what_its_parts_add_to(tier, basis):
    parts = sum(offersheet.market_band(tier, part, "mid", basis) for part in ("base", "bonus", "stock"))
    same = math.isclose(parts, offersheet.market_band(tier, "total", "mid", basis))
    assert same == (basis == "annualised")


def test_words_broadcast():
    grid = offersheet.market_band(np.array(TIERS)[:, None], np.array(COMPONENTS)[None, :])
    assert grid.shape == (4, 4)
    for row, tier in enumerate(TIERS):
        for column, component in enumerate(COMPONENTS):
            assert grid[row, column] == offersheet.market_band(tier, component)


def test_a_tier_that_is_not_there():
    with pytest.raises(NotFound, match='"faang", "mid_market", "unicorn", "early_stage", got "x"'):
        offersheet.market_band("x")


# ---------------------------------------------------------------- positions


@given(money, st.floats(1, 1e7), st.floats(-3, 3))
def test_a_value_is_as_far_as_its_position_says(low, width, position):
    high = low + width
    there = offersheet.band_position(low + position * width, low, high)
    assert there == pytest.approx(position, abs=1e-9 * max(1, low / width))
    assert offersheet.band_position(low, low, high) == 0
    assert offersheet.band_position(high, low, high) == 1


@given(money, money)
def test_a_band_must_have_a_width(low, high):
    assume(low >= high)
    with pytest.raises(OutOfDomain, match="high must be above low"):
        offersheet.band_position(1, low, high)


# ---------------------------------------------------------------- percentiles


def percentile_inc(values, percentile):
    """As the help of PERCENTILE.INC has it, value by value."""
    ordered = sorted(values)
    whole = int(percentile * (len(ordered) - 1))
    part = percentile * (len(ordered) - 1) - whole
    if part == 0:
        return ordered[whole]
    return ordered[whole] + part * (ordered[whole + 1] - ordered[whole])


@given(pay, fractions)
@example([1.0], 1.0)
@example([1.0, 2.0], 1.0)
def test_a_percentile_is_that_of_numpy_and_of_the_definition(values, percentile):
    answer = offersheet.comps_band(values, percentile)
    assert answer == pytest.approx(np.percentile(values, 100 * percentile), rel=1e-9, abs=1e-6)
    assert answer == percentile_inc(values, percentile)
    assert min(values) <= answer <= max(values) * (1 + 1e-15)


@given(several, st.integers(2, 20))
def test_quantiles_are_those_of_the_standard_library(values, parts):
    cuts = np.arange(1, parts) / parts
    expected = statistics.quantiles(values, n=parts, method="inclusive")
    assert offersheet.comps_band(values, cuts) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(pay)
def test_half_of_it_is_the_median(values):
    assert offersheet.comps_band(values) == pytest.approx(statistics.median(values), rel=1e-12)


@given(pay, st.tuples(fractions, fractions))
def test_a_higher_percentile_is_never_less(values, percentiles):
    low, high = sorted(percentiles)
    lower, higher = offersheet.comps_band(values, [low, high])
    assert lower <= higher * (1 + 1e-12)


@given(pay, st.randoms(use_true_random=False), fractions)
def test_the_order_is_nothing(values, random, percentile):
    shuffled = random.sample(values, len(values))
    assert offersheet.comps_band(shuffled, percentile) == offersheet.comps_band(values, percentile)
    assert offersheet.comps_rank(values[0], shuffled) == offersheet.comps_rank(values[0], values)


# ---------------------------------------------------------------- ranks


def percentrank_inc(value, values):
    """As the help of PERCENTRANK.INC has it, and its rule for a value between two, counting one by one."""
    if len(values) == 1:
        return 1.0 if value >= values[0] else 0.0
    if value < min(values) or value > max(values):
        return float(value > max(values))
    last = len(values) - 1
    if value in values:
        return sum(other < value for other in values) / last
    below = max(other for other in values if other < value)
    above = min(other for other in values if other > value)
    up_to_below = sum(other <= below for other in values) - 1
    return (up_to_below + (value - below) / (above - below)) / last


@given(money | st.integers(0, 40).map(float), pay | st.lists(st.integers(0, 40).map(float), min_size=1))
@example(5.0, [5.0, 5.0, 5.0])
@example(9.0, [5.0, 9.0, 9.0])
def test_a_rank_is_that_of_the_definition(value, values):
    answer = offersheet.comps_rank(value, values)
    assert answer == pytest.approx(percentrank_inc(value, values), rel=1e-12, abs=1e-12)
    assert 0 <= answer <= 1


@given(several, fractions)
def test_a_rank_undoes_a_percentile_where_no_two_are_the_same(values, percentile):
    spread = np.unique(np.round(values))
    assume(len(spread) > 1)
    answer = offersheet.comps_rank(offersheet.comps_band(spread, percentile), spread)
    assert answer == pytest.approx(percentile, abs=1e-6)


@given(several, st.tuples(money, money))
def test_a_higher_value_never_ranks_lower(values, pair):
    lower, higher = offersheet.comps_rank(sorted(pair), values)
    assert lower <= higher + 1e-12


def test_values_too_far_apart_to_tell():
    with pytest.raises(OutOfDomain):
        offersheet.comps_rank(-5e307, [-1e308, 1e308])
    with pytest.raises(OutOfDomain):
        offersheet.comps_band([-1.5e308, 1.5e308], 0.25)


# ---------------------------------------------------------------- places


@given(money, metros, metros)
def test_there_and_back_is_the_same_base(base, there, here):
    moved = offersheet.geo_base(base, there, here)
    assert offersheet.geo_base(moved, here, there) == pytest.approx(base)
    assert offersheet.geo_base(base, here, here) == base


@given(money, st.sampled_from(METROS[1:]))
def test_elsewhere_is_within_what_the_article_says(base, metro):
    moved = offersheet.geo_base(base, metro)
    assert 0.9 * base <= moved <= 0.95 * base or base == 0
    assert moved == pytest.approx(0.925 * base)


def test_a_metro_that_is_not_there():
    with pytest.raises(NotFound, match="from_metro"):
        offersheet.geo_base(1, "austin", "gotham")


# ---------------------------------------------------------------- the calendar


@given(st.dates(date(2000, 1, 1), date.max))
def test_a_day_is_in_its_quarter(day):
    words = ("First", "Second", "Third", "Fourth")
    assert offersheet.hiring_window(day).startswith(f"{words[(day.month - 1) // 3]} quarter: ")


def test_every_day_of_a_leap_year():
    days = [date(2028, 1, 1) + timedelta(number) for number in range(366)]
    answers = offersheet.hiring_window(days).tolist()
    assert len(set(answers)) == 4
    assert answers == [offersheet.hiring_window(date(2028, 3 * ((d.month - 1) // 3) + 1, 1)) for d in days]
