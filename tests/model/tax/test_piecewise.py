"""Piecewise functions: the same for a number, an array and a composition; found again backwards."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.model.tax.piecewise import (
    Edge,
    Piece,
    Piecewise,
    above,
    brackets,
    first_reaching,
    larger,
    smaller,
    staircase,
    steps,
)

places = st.integers(0, 2_000).map(float)
slopes = st.sampled_from((-0.75, -0.25, 0.0, 0.25, 0.5, 1.0))
values = st.integers(-500, 500).map(float)


@st.composite
def functions(draw, slopes=slopes):
    """Any pieces, with jumps, edges at a place and just after it."""
    edges = draw(st.sets(st.tuples(places, st.booleans()), max_size=5))
    rows = [Edge(0.0), *sorted(Edge(at, after) for at, after in edges if at)]
    return Piecewise(tuple(Piece(edge, draw(values), draw(slopes)) for edge in rows))


rising = functions(st.sampled_from((0.0, 0.25, 0.5, 1.0)))
looked_at = st.one_of(places, places.map(lambda x: math.nextafter(x, math.inf)), st.floats(0, 3_000))


@given(function=functions(), x=looked_at)
def test_an_array_is_its_numbers(function, x):
    assert function(np.array([x, 1.0]))[0] == pytest.approx(function(x), abs=1e-9)


@given(left=functions(), right=functions(), x=looked_at)
def test_arithmetic_is_that_of_the_values(left, right, x):
    assert (left + right)(x) == pytest.approx(left(x) + right(x), abs=1e-9)
    assert (left - right)(x) == pytest.approx(left(x) - right(x), abs=1e-9)
    assert (3.0 - left)(x) == pytest.approx(3.0 - left(x), abs=1e-9)
    assert (0.5 * left)(x) == pytest.approx(0.5 * left(x), abs=1e-9)


@given(left=functions(), right=functions(), x=looked_at)
def test_the_larger_and_the_smaller_are_those_of_the_values(left, right, x):
    assert larger(left, right)(x) == pytest.approx(max(left(x), right(x)), abs=1e-9)
    assert smaller(left, right)(x) == pytest.approx(min(left(x), right(x)), abs=1e-9)
    assert above(left, 10.0)(x) == pytest.approx(max(left(x) - 10.0, 0.0), abs=1e-9)


def test_a_gap_that_is_a_rounding_error_hides_nothing():
    """At the edge the left is below the right by less than the numbers there can tell apart."""
    left = Piecewise((Piece(Edge(0.0), 0.0, 0.0), Piece(Edge(35_416.666666666664), -4.1e-14, 0.018)))
    assert larger(left, 0.0)(36_000.0) == pytest.approx(10.5)
    assert smaller(-1.0 * left, 0.0)(36_000.0) == pytest.approx(-10.5)
    stairs = staircase([[0, 1], [4.1e-14, 2], [10, 3]])
    assert stairs(above(left))(36_000.0) == 3.0


thirds = st.integers(1, 6_000).map(lambda number: number / 3)


@given(at=thirds, slope=st.sampled_from((0.018, 0.07, 1 / 3)), level=thirds, x=st.floats(0, 3_000))
def test_what_is_taken_off_where_it_begins_is_nothing(at, slope, level, x):
    """A rise that begins at an edge found by division, lifted and lowered again, is the same rise."""
    rise = slope * above(Piecewise.line(), at)
    again = above((rise + level) - level)
    assert again(x) == pytest.approx(rise(x), abs=1e-9)


@given(outer=functions(), inner=rising, x=looked_at)
def test_a_composition_applies_one_after_the_other(outer, inner, x):
    assert outer(inner)(x) == pytest.approx(outer(inner(x)), abs=1e-6)


def test_what_is_no_straight_line_is_refused():
    line = Piecewise.line()
    with pytest.raises(ArithmeticError, match="no straight line"):
        line * line
    with pytest.raises(ArithmeticError, match="falls"):
        line(1.0 - line)


@given(function=functions(), asked=st.floats(-600, 2_000))
def test_the_first_place_that_reaches_an_amount(function, asked):
    """Checked by looking: nothing before it reaches the amount, and it does, at the place or just after it."""
    function = function + Piecewise((Piece(Edge(0.0), 0.0, 0.0), Piece(Edge(2_500.0), 0.0, 2.0)))
    found = first_reaching(function)(asked)
    before = np.linspace(0.0, found, 200, endpoint=False) if found else np.array([])
    assert np.all(function(before) < asked + 1e-6)
    assert max(function(found), function(math.nextafter(found, math.inf))) >= asked - 1e-6


def test_brackets_add_up():
    """10 % of 10,000, 20 % of the next 20,000, 30 % of the rest."""
    tax = brackets([[0, 0.1], [10_000, 0.2], [30_000, 0.3]])
    assert tax(np.array([0.0, 5_000.0, 10_000.0, 25_000.0, 40_000.0])).tolist() == [
        0, 500, 1_000, 4_000, pytest.approx(8_000),
    ]  # fmt: skip


def test_a_staircase_steps_at_its_edge_or_after_it():
    at, after = staircase([[0, 5], [100, 7]]), staircase([[0, 5], [100, 7]], after=True)
    assert [at(99.99), at(100.0), at(100.01)] == [5, 7, 7]
    assert [after(99.99), after(100.0), after(100.01)] == [5, 5, 7]


@given(x=st.integers(0, 200_000), ceiling=st.booleans())
def test_steps_count_whole_or_begun_ones(x, ceiling):
    start, width, most = 100_000, 2_500, 8
    counted = max(x - start, 0) / width
    expected = min(math.ceil(counted) if ceiling else math.floor(counted), most)
    assert steps(float(start), float(width), most, ceiling=ceiling)(float(x)) == expected
