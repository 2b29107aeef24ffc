"""Arguments of a special kind: flags, numbers that may be blank, as many as are given; texts as answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import offersheet
import pytest
from offersheet.errors import CellError, InvalidInput, OutOfDomain
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.shapes import Shape

DEAL = [20e6, 5e6, 0.3, 1.0]
ALONE, BOTH = 14e6, 10.5e6
"""What is left for common where the investor participates not, and where it does."""


@pytest.mark.parametrize("cell", [True, 1, 1.0])
def test_a_flag_is_up(cell):
    assert call("COMMON_PROCEEDS", [*DEAL, cell]).value == BOTH


@pytest.mark.parametrize("cell", [False, 0, 0.0, None])
def test_a_flag_is_down(cell):
    assert call("COMMON_PROCEEDS", [*DEAL, cell]).value == ALONE


@pytest.mark.parametrize("cell", [2, -1, 0.5, "TRUE", float("nan")])
def test_what_is_no_flag(cell):
    answer = call("COMMON_PROCEEDS", [*DEAL, cell])
    assert answer.value is CellError.VALUE
    assert answer.why.startswith("participating must be TRUE or FALSE, got ")


def test_flags_in_a_range_each_have_their_answer_or_error():
    answer = call("COMMON_PROCEEDS", [*DEAL, [[True, None], ["x", CellError.REF]]])
    assert answer.value == [[BOTH, ALONE], [CellError.VALUE, CellError.REF]]
    assert answer.why == 'participating must be TRUE or FALSE, got "x"'


def test_flags_in_python():
    assert offersheet.common_proceeds(*DEAL, np.True_) == BOTH
    assert offersheet.common_proceeds(*DEAL, [True, False]).tolist() == [BOTH, ALONE]
    with pytest.raises(InvalidInput):
        offersheet.common_proceeds(*DEAL, "yes")


def test_a_number_without_a_default_may_be_blank_in_a_range():
    answer = call("COMMON_PROCEEDS", [*DEAL, True, [[None, 1.0, 0.5, -1.0, "x"]]])
    assert answer.value == [[BOTH, ALONE, CellError.NUM, CellError.NUM, CellError.VALUE]]


def test_a_number_that_is_not_one_is_no_blank():
    with pytest.raises(OutOfDomain):
        offersheet.common_proceeds(*DEAL, True, float("nan"))


# ---------------------------------------------------------------- as many as are given


@pytest.mark.parametrize(
    "cells", [[0.2, 0.1, 0.5], [[[0.2, 0.1]], 0.5], [[[0.2], [None], [0.1]], None, [0.5, None]]]
)
def test_cells_and_ranges_are_taken_together(cells):
    assert call("DILUTION", cells).value == pytest.approx(0.64)


@pytest.mark.parametrize("cells", [[], [None], [[[None, None]]]])
def test_none_at_all(cells):
    assert call("DILUTION", cells).why == "round is required, and blank"


@pytest.mark.parametrize(
    ("bad", "error"),
    [(CellError.DIV0, CellError.DIV0), ("x", CellError.VALUE), (True, CellError.VALUE), (1.5, CellError.NUM)],
)
def test_one_bad_element_is_the_answer(bad, error):
    assert call("DILUTION", [0.1, [[0.2, bad]]]).value is error


def test_a_million_are_taken_and_no_more():
    row = [[0.0] * 1000] * 1000
    assert call("DILUTION", [row]).value == 0
    assert call("DILUTION", [row, 0.1]).value is CellError.NUM


def test_how_it_is_shown():
    function = catalogue.find("DILUTION")
    assert function.variadic
    assert function.signature == "DILUTION(round, ...)"
    assert catalogue.find("EXPLAIN").signature == "EXPLAIN(function, argument, ...)"
    assert catalogue.find("COMMON_PROCEEDS").signature.endswith("[participating]=FALSE, [cap])")


def test_in_python():
    with pytest.raises(InvalidInput, match="round is required"):
        offersheet.dilution()
    with pytest.raises(OutOfDomain, match="round must be at most 1"):
        offersheet.dilution(0.1, [0.2, 1.5])
    with pytest.raises(InvalidInput, match="round must be a number"):
        offersheet.dilution("0.1")


# ---------------------------------------------------------------- days

SECOND, FOURTH = (offersheet.hiring_window(day) for day in ("2026-05-01", "2026-11-01"))


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 5, 1),
        datetime(2026, 5, 1, 23, 59),
        datetime(2026, 6, 30, 23, 59, tzinfo=UTC),
        46_143,
        46_143.0,
        46_203.999,
        "2026-05-01",
        " 2026-06-30 ",
    ],
)
def test_a_day_however_it_is_written(cell):
    assert call("HIRING_WINDOW", [cell]).value == SECOND
    assert call("HIRING_WINDOW", [[[cell, cell]]]).value == [[SECOND, SECOND]]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (0, CellError.NUM),
        (-1, CellError.NUM),
        (2020, CellError.NUM),
        (36_525.999, CellError.NUM),
        (2_958_466, CellError.NUM),
        (float("nan"), CellError.NUM),
        (float("inf"), CellError.NUM),
        (10**400, CellError.NUM),
        (date(1999, 12, 31), CellError.NUM),
        (date.min, CellError.NUM),
        (True, CellError.VALUE),
        ("", CellError.VALUE),
        ("46143", CellError.VALUE),
        ("5/1/2026", CellError.VALUE),
        ("2026-02-30", CellError.VALUE),
        (None, CellError.VALUE),
        (CellError.REF, CellError.REF),
    ],
)
def test_what_is_no_day(cell, error):
    assert call("HIRING_WINDOW", [cell]).value is error
    assert call("HIRING_WINDOW", [[[46_143, cell], [cell, date(2026, 11, 1)]]]).value == [
        [SECOND, error],
        [error, FOURTH],
    ]


def test_the_first_and_the_last_day():
    assert call("HIRING_WINDOW", [36_526]) == call("HIRING_WINDOW", [date(2000, 1, 1)])
    assert call("HIRING_WINDOW", [2_958_465.999]) == call("HIRING_WINDOW", [date(9999, 12, 31)])


@pytest.mark.parametrize(
    "days",
    [
        np.array(["2026-05-01", "2026-11-01"], dtype="datetime64[D]"),
        np.array(["2026-05-01T23:59:59.9", "2026-11-01T00:00"], dtype="datetime64[ns]"),
        np.array([46_143.9, 46_327]),
        [date(2026, 5, 1), "2026-11-01"],
        [46_143, datetime(2026, 11, 1)],
    ],
)
def test_days_in_python(days):
    assert offersheet.hiring_window(days).tolist() == [SECOND, FOURTH]


def test_days_in_python_that_are_none():
    with pytest.raises(OutOfDomain, match="date must be a date"):
        offersheet.hiring_window(np.array(["2026-05-01", "NaT"], dtype="datetime64[D]"))
    with pytest.raises(OutOfDomain, match="got 2020"):
        offersheet.hiring_window([46_143, 2020])
    for wrong in ("soon", True, [True], b"2026-05-01", [None]):
        with pytest.raises(InvalidInput):
            offersheet.hiring_window(wrong)


# ---------------------------------------------------------------- a whole range of numbers


@pytest.mark.parametrize(
    "values",
    [[[1, 2.0, 4]], [[1], [None], [2], [4]], [[4, None], [2, 1]], [1.0, 2.0, 4.0], ((1, 2), (4, None))],
)
def test_a_series_of_any_shape(values):
    assert call("COMPS_BAND", [values]).value == 2
    assert call("COMPS_BAND", [values, [[0.0], [1.0]]]).value == [[1], [4]]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (date(2026, 5, 1), CellError.VALUE),
        (float("nan"), CellError.NUM),
        (float("inf"), CellError.NUM),
        (10**400, CellError.NUM),
        *((error, error) for error in CellError),
    ],
)
def test_one_bad_number_spoils_a_series(bad, error):
    assert call("COMPS_BAND", [[[1.0, bad]]]).value is error
    assert call("COMPS_RANK", [[[1.0, 2.0]], [[1.0], [bad]]]).value is error
    assert call("COMPS_BAND", [bad]).value is error


@pytest.mark.parametrize("passed_over", ["Base salary", "", "n/a", True, False, None])
def test_texts_truth_values_and_blanks_are_passed_over(passed_over):
    """As PERCENTILE does: a whole column has a heading, and formulas that give nothing."""
    values = [[passed_over], [1.0], [2.0], [passed_over], [4.0]]
    assert call("COMPS_BAND", [values]).value == 2
    assert call("COMPS_RANK", [2.0, values]).value == 0.5
    assert call("COMPS_BAND", [[[passed_over, passed_over]]]).value is CellError.NUM


@pytest.mark.parametrize("typed", ["x", "", True])
def test_what_is_typed_for_a_range_is_no_range(typed):
    assert call("COMPS_BAND", [typed]).value is CellError.VALUE


def test_a_series_that_is_not_given():
    assert call("COMPS_BAND", [None]).why == "values is required, and blank"


def test_a_million_numbers_and_no_more():
    rows = [[1.0] * 1000] * 1000
    assert call("COMPS_BAND", [rows]).value == 1
    assert call("COMPS_BAND", [[*rows, [1.0] * 1000]]).value is CellError.NUM


def test_a_series_in_python():
    assert offersheet.comps_band(np.array([[1, 2], [4, 9]]), 1) == 9
    assert offersheet.comps_band([1, None, 2, 4]) == 2
    assert offersheet.comps_rank(2, 1.0) == 1
    with pytest.raises(InvalidInput, match="values is required"):
        offersheet.comps_band([])
    with pytest.raises(InvalidInput, match="values must hold numbers"):
        offersheet.comps_band(["1", 2])
    with pytest.raises(OutOfDomain, match="values must hold finite numbers"):
        offersheet.comps_band([1, float("nan")])


# ---------------------------------------------------------------- other words for a choice


@pytest.mark.parametrize(
    ("word", "tier"),
    [
        ("FAANG", "faang"),
        ("FAANG (e.g., Meta, Google)", "faang"),
        ("mid_market", "mid_market"),
        ("Mid-Market", "mid_market"),
        ("Mid\u2011Market", "mid_market"),
        ("mid-market  (E.G., Nvidia,\u00a0Palantir)", "mid_market"),
        ("unicorn", "unicorn"),
        (" Unicorn  Startup ", "unicorn"),
        ("Unicorn Startup (Series C\u2011D)", "unicorn"),
        ("Early\u2011Stage Startup", "early_stage"),
        ("Early-Stage Startup (<Series C)", "early_stage"),
    ],
)
def test_a_choice_by_another_name(word, tier):
    assert call("MARKET_BAND", [word]) == call("MARKET_BAND", [tier])
    assert call("MARKET_BAND", [[[word, "none"]]]).value == [
        [call("MARKET_BAND", [tier]).value, CellError.NA]
    ]
    assert offersheet.market_band(word) == offersheet.market_band(tier)


# ---------------------------------------------------------------- texts as answers


def test_a_text_is_an_answer():
    assert catalogue.find("EXPLAIN").shape is Shape.TEXT
    assert call("EXPLAIN", ["EQUITY_PV", 400_000, -2]).value == "growth must be above -1, got -2"


def test_an_explanation_is_that_of_the_call_itself():
    for cells in (["x"], [None], [CellError.NA], [[[1, "x"]]], [1, -2], [1] * 99, [float("inf")], [object()]):
        assert call("EXPLAIN", ["EQUITY_PV", *cells]).value == call("EQUITY_PV", cells).why


def test_what_has_no_error_is_told():
    assert call("EXPLAIN", ["EQUITY_PV", 0]).value == "no error: EQUITY_PV gives 0"
    assert offersheet.explain("dilution", 0.2, 0.2).startswith("no error: DILUTION gives 0.3")


def test_a_function_that_is_not_there():
    assert call("EXPLAIN", ["EQUTY_PV", 1]).value.startswith("there is no function EQUTY_PV")


def test_it_does_not_explain_itself_however_often():
    assert call("EXPLAIN", ["EXPLAIN"] * 100_000).why == "EXPLAIN explains every function but itself"


# ---------------------------------------------------------------- what is no cell at all


@pytest.mark.parametrize(
    "odd",
    [
        np.arange(3.0),
        np.zeros((100, 40)),
        [[[[10**5000]]]],
        [[[10**5000]]],
        [np.arange(3.0)],
        [[{1: "a\nb"}]],
    ],
)
def test_what_is_no_cell_is_refused_in_one_line(odd):
    answer = call("EQUITY_PV", [odd])
    assert answer.value is CellError.VALUE
    assert answer.why.isprintable()


def test_an_array_among_cells_spoils_its_own_place_only():
    good = call("EQUITY_PV", [1.0]).value
    assert call("EQUITY_PV", [[[np.arange(3.0)], [1.0], [10**5000]]]).value == [
        [CellError.VALUE],
        [good],
        [CellError.NUM],
    ]
    assert call("COMPS_BAND", [[[1.0, np.arange(3.0)]]]).value is CellError.VALUE
    assert call("EQUITY_PV", [1, 0, 0.1, 4, 12, 4, [0.5, np.arange(3.0), None]]).value is CellError.VALUE


@pytest.mark.parametrize("odd", [[1, [2]], [[[[10**5000]]]], object(), "x", [None], {"a": 1}, {1, 2}])
def test_what_is_no_number_in_python(odd):
    with pytest.raises(InvalidInput, match="grant_value must be a number, got "):
        offersheet.equity_pv(odd)
