"""Arguments of a special kind: flags, numbers that may be blank, as many as are given; texts as answers."""

from __future__ import annotations

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
