"""Percentiles and ranks are exact: NumPy's and Excel's definitions, however the figures were counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.comps.tally import Tally, added, tally_of

pay = st.one_of(st.integers(0, 40).map(lambda k: 5000.0 * k), st.floats(0, 1e9))
figures = st.lists(pay, min_size=1, max_size=60)


def by_definition(value, values):
    """PERCENTRANK.INC: the part of the others below; between two figures along the line that joins them."""
    ordered = sorted(values)
    if value < ordered[0]:
        return 0.0
    if value > ordered[-1]:
        return 1.0
    if len(ordered) == 1:
        return 1.0
    below = sum(other < value for other in ordered)
    if value in ordered:
        return below / (len(ordered) - 1)
    low, high = ordered[below - 1], ordered[below]
    return (below - 1 + (value - low) / (high - low)) / (len(ordered) - 1)


@given(figures, st.floats(0, 1))
def test_percentiles_are_numpys(values, fraction):
    assert tally_of(values).percentile(fraction) == pytest.approx(
        np.percentile(values, 100 * fraction), rel=1e-9
    )


@given(figures, pay)
def test_ranks_are_those_of_the_definition(values, value):
    for one in (value, *values[:3]):
        assert tally_of(values).rank(one) == pytest.approx(by_definition(one, values), abs=1e-12)


@given(st.lists(pay, min_size=2, max_size=60, unique=True), st.floats(0, 1))
def test_a_rank_undoes_a_percentile(values, fraction):
    tally = tally_of(values)
    # What is too near its neighbour is the same figure once it is rounded.
    if min(np.diff(np.sort(values))) > 1e-3:
        assert tally.rank(tally.percentile(fraction)) == pytest.approx(fraction, abs=1e-3)


@given(st.lists(st.lists(pay, max_size=20), max_size=8), st.randoms())
def test_tallies_add_up_in_any_order(parts, chance):
    together = tally_of([value for part in parts for value in part])
    tallies = [tally_of(part) for part in parts]
    chance.shuffle(tallies)
    halves = [added(tallies[:3]), added(tallies[3:])]
    for total in (added(tallies), added(halves)):
        assert total.values.tolist() == together.values.tolist()
        assert total.counts.tolist() == together.counts.tolist()


def test_excels_own_example():
    """From the documentation of PERCENTRANK.INC; it cuts the ranks to three digits."""
    tally = tally_of([13, 12, 11, 8, 4, 3, 2, 1, 1, 1])
    ranks = [tally.rank(value) for value in (2, 4, 8, 5)]
    assert [int(1000 * rank) / 1000 for rank in ranks] == [0.333, 0.555, 0.666, 0.583]
    assert tally_of([1, 2, 3, 4]).percentile(0.3) == pytest.approx(1.9)  # of PERCENTILE.INC


def test_single_and_equal_figures():
    assert [tally_of([5.0]).rank(value) for value in (4, 5, 6)] == [0, 1, 1]
    assert [tally_of([5.0, 5.0]).rank(value) for value in (4, 5, 6)] == [0, 0, 1]
    assert tally_of([5.0]).percentile(0.9) == 5


def test_blanks_are_not_counted():
    tally = tally_of([np.nan, 1.0, np.nan])
    assert (tally.count, tally.values.tolist()) == (1, [1.0])
    assert Tally().count == 0
