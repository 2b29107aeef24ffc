"""The one door for raw cells: what each argument may be, and what a cell shows for all else."""

from __future__ import annotations

import math
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.cells import MOST_CELLS
from offersheet.worksheet.kinds import Choice, Day, Number, Schedule, Series
from offersheet.worksheet.shapes import Shape

from tests.seeds import examples
from tests.worked import shown

MISTAKES = tomllib.loads((Path(__file__).parents[1] / "cases" / "mistakes.toml").read_text("utf-8"))["case"]

VALUE, NUM, NA = CellError.VALUE, CellError.NUM, CellError.NA


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["call"] for mistake in MISTAKES])
def test_a_mistake_is_said_in_words(mistake):
    answer = shown(mistake["call"])
    assert isinstance(answer.value, CellError)
    assert (answer.value, answer.why) == (mistake["shows"], mistake["why"])


class TestFunctions:
    def test_upper_and_lower_case_are_the_same(self):
        assert call(" Equity_Pv ", [400000.0]) == call("EQUITY_PV", [400000.0])

    def test_an_unknown_one(self):
        answer = call("EQUITY_PVV", [400000.0])
        assert answer.value is CellError.NAME
        assert "EQUITY_PVV" in answer.why

    def test_one_argument_too_many_even_if_blank(self):
        assert call("VESTED", [400000.0, 12.0, None, None, None, None, None]).value is VALUE


class TestBlanks:
    def test_omitted_and_blank_are_the_default(self):
        expected = call("EQUITY_PV", [400000.0, 0.0, 0.12, 4.0, 12.0, 4.0]).value
        assert call("EQUITY_PV", [400000.0]).value == expected
        assert call("EQUITY_PV", [400000.0, None, None, None, None, None, None]).value == expected
        assert call("EQUITY_PV", [400000.0, [[None]]]).value == expected

    def test_within_a_range_too(self):
        assert (
            call("EQUITY_PV", [400000.0, [[0.0], [None]]]).value
            == call("EQUITY_PV", [400000.0, [[0.0], [0.0]]]).value
        )

    def test_a_required_one_is_an_error(self):
        assert call("EQUITY_PV", []).value is VALUE
        assert call("EQUITY_PV", [None]).value is VALUE
        assert call("VESTED", [400000.0, None]).value is VALUE
        assert call("EQUITY_PV", [[[None], [0.0]]]).value == [[VALUE], [0.0]]


class TestNumbers:
    @pytest.mark.parametrize(
        "cell",
        [
            "12",
            "",
            "nan",
            "1_000",
            True,
            False,
            date(2026, 3, 1),
            datetime(2026, 3, 1),
            b"1",
            1j,
            Decimal(1),
            {},
        ],
    )
    def test_what_is_none(self, cell):
        assert call("EQUITY_PV", [cell]).value is VALUE
        assert call("EQUITY_PV", [[[1.0, cell]]]).value[0][1] is VALUE

    @pytest.mark.parametrize("cell", [math.nan, math.inf, -math.inf, 10**400])
    def test_what_is_no_finite_number(self, cell):
        assert call("EQUITY_PV", [cell]).value is NUM
        assert call("EQUITY_PV", [[[1.0, cell]]]).value[0][1] is NUM
        assert call("BASE_PROJECTION", [1.0, 0.0, cell]).value is NUM

    def test_whole_numbers_are_numbers(self):
        assert call("EQUITY_PV", [400000, 0]).value == call("EQUITY_PV", [400000.0, 0.0]).value
        assert call("EQUITY_PV", [[[400000, 1.0]], 0]).value == call("EQUITY_PV", [[[400000.0, 1.0]]]).value

    def test_an_answer_beyond_all_numbers(self):
        assert call("EQUITY_PV", [1e308, 10.0, -0.99]).value is NUM
        assert call("EQUITY_PV", [[[1e308], [1.0]], 10.0, -0.99]).value[0][0] is NUM
        assert call("BASE_PROJECTION", [1e308, 2.0, 2.0]).value == [[1e308], [NUM]]
        assert call("COMP_BY_YEAR", [1e308, 2.0]).value is NUM


class TestErrorsInCells:
    @pytest.mark.parametrize("error", list(CellError))
    def test_go_out_as_they_came_in(self, error):
        assert call("EQUITY_PV", [400000.0, error]).value is error
        assert call("EQUITY_PV", [400000.0, [[0.0, error]]]).value[0][1] is error
        assert call("EQUITY_PV", [400000.0, 0, 0.1, 4, 12, 4, [[0.5, error, 0.5]]]).value is error
        assert call("TOTAL_COMP", [1.0, 0, 0, 4, 0, 1, 0, error]).value is error

    def test_in_a_range_each_of_many_keeps_its_own(self):
        column = [[error] for error in CellError] * 3 + [[1.0], ["x"]]
        shown = call("EQUITY_PV", [column]).value
        assert shown[:-2] == [[error] for error in CellError] * 3
        assert shown[-1] == [VALUE]

    def test_the_text_of_an_error_is_a_text(self):
        assert call("EQUITY_PV", ["#N/A"]).value is VALUE


class TestWords:
    def test_case_and_spaces_are_the_same(self):
        assert call("TOTAL_COMP", [1.0, 0, 0, 4, 8.0, 1, 0, " First_YEAR "]).value == 9

    def test_they_broadcast(self):
        words = [["average"], ["first_year"], ["never"], [None], [3.0]]
        assert call("TOTAL_COMP", [1.0, 0, 0, 4, 8.0, 1, 0, words]).value == [[3], [9], [NUM], [3], [VALUE]]


class TestSchedules:
    half_and_half = (0.5, 0.5)

    def equity_pv(self, schedule):
        return call("EQUITY_PV", [400000.0, 0, 0.1, 4, 12, 4, schedule]).value

    @pytest.mark.parametrize(
        "spelled",
        [
            [[0.5, 0.5]],
            [[0.5], [0.5]],
            [0.5, 0.5],
            ((0.5,), (0.5,)),
            [[0.5, 0.5, None, None]],
            [[0.5], [0.5], *[[None]] * 20],
        ],
    )
    def test_a_row_or_a_column_with_blanks_after_it(self, spelled):
        assert self.equity_pv(spelled) == self.equity_pv([[0.5, 0.5]])
        assert isinstance(self.equity_pv(spelled), float)

    def test_one_number_is_a_schedule_of_one_year(self):
        assert (
            self.equity_pv(1.0) == self.equity_pv([[1.0]]) == call("EQUITY_PV", [400000.0, 0, 0.1, 1]).value
        )

    @pytest.mark.parametrize("blank", [None, [[None]], [[None, None, None]], [[None], [None]]])
    def test_a_blank_one_is_none(self, blank):
        assert self.equity_pv(blank) == call("EQUITY_PV", [400000.0, 0, 0.1]).value

    def test_it_adds_to_one_within_a_millionth_and_is_used_as_given(self):
        assert self.equity_pv([[0.5, 0.5 + 9e-7]]) > self.equity_pv([[0.5, 0.5]])
        assert self.equity_pv([[0.5, 0.5 + 1.1e-6]]) is NUM
        assert self.equity_pv([[0.5, 0.5 - 1.1e-6]]) is NUM
        assert isinstance(self.equity_pv([[1 / 3, 1 / 3, 1 / 3]]), float)

    def test_ten_years_at_most(self):
        assert isinstance(self.equity_pv([[0.1] * 10]), float)
        assert self.equity_pv([[1 / 11] * 11]) is NUM
        assert self.equity_pv([[1.0] + [0.0] * 10]) is NUM

    @pytest.mark.parametrize("fraction", [math.nan, math.inf, -0.5, 1e308, 10**400])
    def test_impossible_fractions(self, fraction):
        assert self.equity_pv([[0.5, fraction]]) is NUM

    @pytest.mark.parametrize("cell", ["0.5", True, "", date(2026, 3, 1)])
    def test_what_is_no_fraction(self, cell):
        assert self.equity_pv([[0.5, cell]]) is VALUE

    def test_a_block_is_refused(self):
        assert self.equity_pv([[0.25, 0.25], [0.25, 0.25]]) is VALUE

    def test_a_blank_in_the_middle_is_refused(self):
        assert self.equity_pv([[0.5, None, 0.5]]) is VALUE

    def test_one_serves_all_elements(self):
        grants = [[400000.0], [200000.0]]
        answer = call("EQUITY_PV", [grants, 0, 0.1, 4, 12, 4, [[0.5, 0.5]]]).value
        assert answer == [[self.equity_pv([[0.5, 0.5]])], [self.equity_pv([[0.5, 0.5]]) / 2]]


class TestRanges:
    @pytest.mark.parametrize("ragged", [[[1.0, 2.0], [3.0]], [[1.0], 2.0], [[]], [], [[], []], [[1.0], []]])
    def test_ragged_and_empty_ones_are_refused(self, ragged):
        answer = call("EQUITY_PV", [ragged])
        assert answer.value is VALUE
        assert answer.why == "grant_value must be a range whose rows are equally long"

    def test_one_cell_is_a_single_value(self):
        single = call("EQUITY_PV", [400000.0]).value
        assert call("EQUITY_PV", [[[400000.0]]]).value == single
        assert call("EQUITY_PV", [[400000.0]]).value == single
        assert call("COMP_BY_YEAR", [[[1.0]]]) == call("COMP_BY_YEAR", [1.0])

    def test_tuples_are_ranges_and_a_flat_one_is_a_row(self):
        assert call("EQUITY_PV", [((1.0, 2.0),)]) == call("EQUITY_PV", [[1.0, 2.0]])

    def test_a_column_against_a_row_is_a_grid(self):
        growths, rates = [0.0, 0.1, -0.5], [0.12, 0.15]
        grid = call("EQUITY_PV", [1.0, [[growth] for growth in growths], [rates]]).value
        assert grid == [
            [pytest.approx(call("EQUITY_PV", [1.0, growth, rate]).value, rel=1e-14) for rate in rates]
            for growth in growths
        ]

    def test_a_bad_element_spoils_its_own_place_only(self):
        answer = call("EQUITY_PV", [1.0, [[0.0], [-2.0], [None], ["x"], [NA]], [[0.12, -3.0]]])
        good = call("EQUITY_PV", [1.0]).value
        assert [row[1] for row in answer.value] == [NUM, NUM, NUM, VALUE, NA]
        assert [row[0] for row in answer.value] == [good, NUM, good, VALUE, NA]

    def test_a_bad_element_of_a_row_function_spoils_its_row(self):
        answer = call("EQUITY_BY_YEAR", [[[100.0], [-1.0], [200.0]], 0.0, 3.0, 3.0])
        assert answer.value == [[pytest.approx(100 / 3)] * 3, [NUM] * 3, [pytest.approx(200 / 3)] * 3]
        assert answer.why == "grant_value must be at least 0, got -1"

    def test_a_bad_element_of_a_column_function_spoils_its_column(self):
        answer = call("BASE_PROJECTION", [[[100.0, "x"]], 0.0, 2.0])
        assert answer.value == [[100.0, VALUE], [100.0, VALUE]]

    def test_years_may_be_a_range_where_the_answer_is_one_number(self):
        answer = call("OFFER_NPV", [100.0, 0.0, 0.0, [[1.0, 2.0, 3.0]]])
        assert answer.value[0] == sorted(answer.value[0])

    def test_a_million_cells_are_taken_and_one_more_is_not(self):
        most = call("VESTED", [[[1.0]] * MOST_CELLS, 12.0])
        assert most.value == [[0.25]] * MOST_CELLS
        assert call("VESTED", [[[1.0]] * (MOST_CELLS + 1), 12.0]).value is NUM

    def test_an_answer_of_more_than_a_million_cells_is_refused(self):
        assert call("VESTED", [[[1.0]] * 1001, [[12.0] * 1000]]).value is NUM
        assert call("EQUITY_BY_YEAR", [1.0, [[0.1]] * 25_001, 40.0]).value is NUM
        assert call("BONUS_RANGE", [[[1.0]] * 333_334]).value is NUM

    def test_blank_cells_after_the_last_filled_one_do_not_count(self):
        column = [[100.0], [None], [300.0], *[[None]] * MOST_CELLS]
        other = [[12.0], *[[None]] * (MOST_CELLS + 2)]
        assert call("EQUITY_PV", [column]).value == call("EQUITY_PV", [column[:3]]).value
        assert call("VESTED", [column, other]).value == call("VESTED", [column[:3], other[:3]]).value
        assert call("COMPS_BAND", [column, 1.0]).value == 300
        assert call("EQUITY_PV", [[[None]] * (MOST_CELLS + 1)]).value is VALUE
        assert call("EQUITY_PV", [[*column, [1.0]]]).value is NUM

    @pytest.mark.parametrize(
        "name", [name for name, function in catalogue.functions().items() if function.shape is Shape.TABLE]
    )
    def test_tables_take_none(self, name):
        for position, parameter in enumerate(catalogue.find(name).parameters):
            if isinstance(parameter.kind, Number | Choice):
                cells = [[[1.0], [1.0]] if place == position else 1.0 for place in range(position + 1)]
                assert call(name, cells).value is VALUE, parameter.name


# ---------------------------------------------------------------- whatever stands in the cells

awkward = [0, 1, 4, 12, 0.25, 1.0, 4.0, -0.0, -1.0, 1e15, 1e308, 5e-324, math.nan, math.inf, 10**400]
words = ["average", "recurring", "x", "", "#N/A", "=1+1", "a" * 500]
odd = [True, False, b"", Decimal(1), 1j, {}, set(), object(), int, datetime(2026, 3, 1), date(2026, 3, 1)]

cells = (
    st.sampled_from([None, *awkward, *words, *odd, *CellError])
    | st.floats()
    | st.integers()
    | st.text(max_size=8)
)
ranges = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(cells, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
ragged = st.lists(st.lists(st.lists(cells, max_size=2) | cells, max_size=2) | cells, max_size=3)
junk = cells | ranges | ragged


def possible(parameter):
    """Mostly what the argument should be, so that the rest is reached."""
    kind = parameter.kind
    if isinstance(kind, Schedule):
        return st.sampled_from([None, [[0.5, 0.5]], [[1.0], [None]]])
    if isinstance(kind, Choice):
        return st.sampled_from(kind.options)
    if isinstance(kind, Series):
        return st.sampled_from([5.0, [[1.0, None, 3.0]], [[2.0], [2.0]]])
    if isinstance(kind, Day):
        return st.sampled_from([46_143.0, "2026-05-01", date(2026, 5, 1)])
    if isinstance(kind, Number):
        return st.sampled_from([kind.safe, *kind.choices, parameter.default])
    return st.just("text")


def assert_can_be_shown(answer):
    rows = answer.value if isinstance(answer.value, list) else [[answer.value]]
    assert rows
    assert rows[0]
    assert len(set(map(len, rows))) == 1
    shown = [cell for row in rows for cell in row]
    assert {type(cell) for cell in shown} <= {float, str, CellError}
    assert all(math.isfinite(cell) for cell in shown if isinstance(cell, float))
    assert bool(answer.why) == any(isinstance(cell, CellError) for cell in shown)
    assert len(answer.why) < 300
    assert "\n" not in answer.why


@pytest.mark.parametrize("name", catalogue.functions())
@settings(max_examples=examples(60))
@given(data=st.data())
def test_whatever_stands_in_the_cells_an_answer_can_be_shown(name, data):
    parameters = catalogue.find(name).parameters
    arguments = [data.draw(possible(parameter) | junk) for parameter in parameters]
    if data.draw(st.integers(0, 5)) == 0:
        arguments.append(None)
    assert_can_be_shown(call(name, arguments[: data.draw(st.integers(0, len(arguments)))]))


@given(st.text(max_size=20), st.lists(junk, max_size=3))
def test_whatever_the_function_is_called_an_answer_can_be_shown(name, arguments):
    assert_can_be_shown(call(name, arguments))
