"""Ranges too large for a call are cut after what is filled in, in whatever words blanks are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.worksheet import cells
from offersheet.worksheet.cells import without_blank_ends


class Null:
    """A host's own blank."""


def is_blank(of_cell):
    return of_cell in (Null, type(None))


@pytest.fixture(autouse=True, scope="module")
def small():
    """Call ten cells many, and look at three lines together, so that small ranges have every form."""
    patch = pytest.MonkeyPatch()
    patch.setattr(cells, "MOST_CELLS", 10)
    patch.setattr(cells, "_BLOCK", 3)
    yield
    patch.undo()


blanks = st.sampled_from([None, Null()])
lines = st.lists(st.one_of(blanks, blanks, blanks, st.just(1.0)), min_size=2, max_size=2)
ranges = st.lists(st.one_of(lines, lines.map(tuple)), min_size=6, max_size=20)
flat = st.lists(st.one_of(blanks, st.just(1.0)), min_size=11, max_size=30)


@given(st.one_of(ranges, ranges.map(tuple), flat))
def test_what_is_cut_is_blank_and_what_stays_ends_filled(given):
    (kept,) = without_blank_ends([given], is_blank)
    assert kept == given[: len(kept)]
    assert type(kept) is type(given)

    def filled(line):
        return any(type(cell) is float for cell in (line if isinstance(line, (list, tuple)) else [line]))

    assert not any(map(filled, given[len(kept) :]))
    assert len(kept) == 1 or filled(kept[-1])


def test_every_large_range_is_cut_to_the_longest():
    first, second = [[1.0]] * 2 + [[None]] * 20, [[1.0]] * 5 + [[None]] * 10
    assert without_blank_ends([first, 4.0, second, [[None]] * 10]) == [
        first[:5],
        4.0,
        second[:5],
        [[None]] * 10,
    ]


def test_a_blank_of_a_host_is_none_elsewhere():
    column = [[1.0], *[[Null()]] * 20]
    assert without_blank_ends([column]) == [column]
    assert without_blank_ends([column], is_blank) == [[[1.0]]]
