"""The dialect of Office.js: xlwings Server and Lite, through xlwings' own dispatcher."""

from __future__ import annotations

import pytest
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call

GRANT, DISCOUNTED = 400_000.0, 313_157.358431
NUM = {"type": "Error", "errorType": "Num"}
VALUE = {"type": "Error", "errorType": "Value"}


@pytest.fixture(scope="module")
def functions(office_js):
    return {function["name"]: function for function in office_js.ask("meta")["functions"]}


def test_every_function_is_registered(office_js, functions):
    assert set(functions) == set(catalogue.functions())


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=list(catalogue.functions()))
def test_help_is_that_of_the_catalogue(functions, function):
    registered = functions[function.name]
    assert registered["id"] == function.name
    assert registered["description"] == function.summary
    assert registered["result"] == {"dimensionality": "matrix", "type": "any"}
    for parameter, described in zip(function.parameters, registered["parameters"], strict=True):
        assert described["name"].removesuffix("_") == parameter.name
        assert described["description"] == parameter.described
        assert described.get("optional", False) is not parameter.required
        assert described.get("repeating", False) is parameter.variadic


def test_all_arguments_take_ranges(office_js):
    """Excel sends a drop-down's argument cell by cell, and one cell of each answer would be left."""
    meta = office_js.ask("meta")
    assert "enums" not in meta
    for function in meta["functions"]:
        for parameter in function["parameters"]:
            assert (parameter["dimensionality"], parameter["type"]) == ("matrix", "any")


def test_an_answer_is_always_rows(office_js):
    assert office_js.ask("call", "EQUITY_PV", [[GRANT]]) == [[pytest.approx(DISCOUNTED)]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param({"type": "Double", "basicType": "Double", "basicValue": GRANT}, DISCOUNTED, id="number"),
        pytest.param(
            {
                "type": "FormattedNumber",
                "basicType": "Double",
                "basicValue": GRANT,
                "numberFormat": "$#,##0.00",
            },
            DISCOUNTED,
            id="currency",
        ),
        pytest.param({"type": "String", "basicType": "String", "basicValue": "5"}, VALUE, id="text"),
        pytest.param({"type": "Boolean", "basicType": "Boolean", "basicValue": True}, VALUE, id="TRUE"),
        pytest.param({"type": "Empty", "basicType": "Empty", "basicValue": ""}, VALUE, id="blank, required"),
        pytest.param({"type": "Error", "errorType": "Num"}, NUM, id="error without a text"),
        pytest.param(
            {"type": "Error", "basicType": "Error", "basicValue": "#SPILL!", "errorType": "Spill"},
            VALUE,
            id="error that only newer Excel has",
        ),
        pytest.param(
            {"type": "Entity", "text": "MSFT", "basicType": "Error", "basicValue": "#VALUE!"},
            VALUE,
            id="stock or other entity",
        ),
        pytest.param({"type": "WebImage", "basicType": "Error", "basicValue": "#VALUE!"}, VALUE, id="image"),
        pytest.param({}, VALUE, id="nothing known"),
        pytest.param({"type": "Error", "errorType": ["Num"]}, VALUE, id="junk in an error"),
        pytest.param({"type": "Array", "basicValue": [[1, 2]]}, VALUE, id="array in a cell"),
        pytest.param([[GRANT]], VALUE, id="rows in a cell"),
    ],
)
def test_cells_with_a_data_type(office_js, cell, shown):
    good = pytest.approx(DISCOUNTED)
    expected = pytest.approx(shown) if isinstance(shown, float) else shown
    assert office_js.ask("call", "EQUITY_PV", [[GRANT], [cell]]) == [[good], [expected]]


def test_a_blank_cell_with_a_data_type_is_a_blank(office_js):
    blank = {"type": "Empty", "basicType": "Empty", "basicValue": ""}
    assert office_js.ask("call", "EQUITY_PV", [[GRANT]], [[blank]]) == [[pytest.approx(DISCOUNTED)]]


def test_blanks_of_lite(office_js):
    """Pyodide says null with an object of its own."""
    row = [pytest.approx(DISCOUNTED), VALUE]
    assert office_js.ask("call_in_lite", "EQUITY_PV", [[GRANT, None]], None, [[None]]) == [row]
    growths = [[None, 0.0]]
    assert office_js.ask("call_in_lite", "EQUITY_PV", [[GRANT]], growths) == [[pytest.approx(DISCOUNTED)] * 2]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no rows"),
        pytest.param([[]], id="an empty row"),
        pytest.param([[1.0], []], id="ragged, empty"),
        pytest.param([[1.0, 2.0], [3.0]], id="ragged"),
        pytest.param([[1.0], 2.0], id="a row that is none"),
        pytest.param([[1.0], "text"], id="a row that is a text"),
        pytest.param([[1.0], {"a": 1}], id="a row that is a dict"),
    ],
)
def test_a_range_that_is_none(office_js, rows):
    assert office_js.ask("call", "EQUITY_PV", rows, [[0.0]]) == [[VALUE]]
    assert office_js.ask("call", "VEST_SCHEDULE", None, None, None, rows) == [[VALUE]]


def test_a_row_in_the_place_of_a_cell(office_js):
    assert office_js.ask("call", "EQUITY_PV", [GRANT, [GRANT]]) == [[pytest.approx(DISCOUNTED), VALUE]]


def test_rows_within_rows_without_end(office_js):
    assert office_js.ask("call_nested", "EQUITY_PV", 400) == [[VALUE]]
    assert office_js.ask("call_nested", "VEST_SCHEDULE", 400) == [[VALUE]]


def test_a_failure_nobody_foresaw_is_an_error_in_the_cell(office_js):
    shown, logged = office_js.ask("call_failing", "EQUITY_PV", [[GRANT]])
    assert shown == [[VALUE]]
    assert "EQUITY_PV failed" in logged
    assert "ZeroDivisionError" in logged


def test_a_date_of_office_js(office_js):
    """It is a number, which a format says is a date."""
    formatted = {"type": "FormattedNumber", "basicType": "Double", "basicValue": 46_143, "numberFormat": "d"}
    second = call("HIRING_WINDOW", ["2026-06-30"]).value
    for cell in (formatted, 46_143, 46_203.999, "2026-05-01"):
        assert office_js.ask("call", "HIRING_WINDOW", [[cell]]) == [[second]]
    assert office_js.ask("call_in_lite", "HIRING_WINDOW", [[None]]) == [[VALUE]]
    assert office_js.ask("call", "HIRING_WINDOW", [[2020]]) == [[NUM]]
