"""What holds in Excel however xlwings calls: the worked examples, blanks, ranges, bad input."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.formula import parse_arguments
from offersheet.worksheet.shapes import Shape

from tests.seeds import examples

EXAMPLES = [
    pytest.param(function, example, id=f"{function.name}({example.arguments})")
    for function in catalogue.functions().values()
    for example in function.examples
]
GRANT, DISCOUNTED = 400_000.0, 313_157.358431
EVERY_FUNCTION = list(catalogue.functions())


def close(value: Any) -> Any:
    return pytest.approx(value, abs=5e-7, rel=1e-12)


@pytest.mark.parametrize(("function", "example"), EXAMPLES)
def test_worked_examples(excel, function, example):
    shown = excel.enter(function.name, *parse_arguments(example.arguments))
    if function.shape is Shape.TABLE:
        header, *shown = shown
        assert all(isinstance(field, str) for field in header)
    expected = example.value if isinstance(example.value, tuple) else [[example.value]]
    assert len(shown) == len(expected)
    for shown_row, expected_row in zip(shown, expected, strict=True):
        for cell, value in zip(shown_row, expected_row, strict=True):
            assert cell == (value if isinstance(value, str) else pytest.approx(value, abs=example.tolerance))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        pytest.param([GRANT], [[DISCOUNTED]], id="a number"),
        pytest.param([400_000], [[DISCOUNTED]], id="a whole number"),
        pytest.param([[[GRANT]]], [[DISCOUNTED]], id="a cell"),
        pytest.param([GRANT, None, [[None]]], [[DISCOUNTED]], id="left out, and a blank cell"),
        pytest.param([[[GRANT, GRANT]]], [[DISCOUNTED, DISCOUNTED]], id="a row"),
        pytest.param([[[GRANT], [GRANT]]], [[DISCOUNTED], [DISCOUNTED]], id="a column"),
        pytest.param([[[GRANT], [0.0]], [[0.0, None]]], [[DISCOUNTED] * 2, [0.0] * 2], id="a grid"),
        pytest.param(
            [GRANT, 0, 0.1, 4, 12, 4, [[0.05, 0.15, 0.4, 0.4]]], [[307_518.817681]], id="a schedule in a row"
        ),
        pytest.param(
            [GRANT, 0, 0.1, 4, 12, 4, [[0.05], [0.15], [0.4], [0.4], [None]]],
            [[307_518.817681]],
            id="a schedule in a column, with a blank",
        ),
    ],
)
def test_cells_and_ranges(excel, cells, shown):
    assert excel.enter("EQUITY_PV", *cells) == [close(row) for row in shown]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("5", CellError.VALUE),
        ("", CellError.VALUE),
        ("nan", CellError.VALUE),
        ("1_000", CellError.VALUE),
        ("=1+1", CellError.VALUE),
        (True, CellError.VALUE),
        (False, CellError.VALUE),
        (None, CellError.VALUE),
        (-1, CellError.NUM),
        (10**400, CellError.NUM),
        (-(10**400), CellError.NUM),
        (1.8e308, CellError.NUM),
        (math.nan, CellError.NUM),
        (math.inf, CellError.NUM),
        *((error, error) for error in CellError),
    ],
)
def test_a_bad_cell_is_an_error_in_its_own_place(excel, cell, error):
    assert excel.enter("EQUITY_PV", cell) == [[error]]
    good = close(DISCOUNTED)
    assert excel.enter("EQUITY_PV", [[GRANT, cell], [GRANT, GRANT]]) == [[good, error], [good, good]]


def test_a_bad_optional_argument(excel):
    good = close(DISCOUNTED)
    assert excel.enter("EQUITY_PV", GRANT, "0.1") == [[CellError.VALUE]]
    assert excel.enter("EQUITY_PV", GRANT, [[0.0], [-2.0], [CellError.NA], [""]]) == [
        [good],
        [CellError.NUM],
        [CellError.NA],
        [CellError.VALUE],
    ]
    assert excel.enter("EQUITY_PV", GRANT, 0, 0.12, 4, 12, 4, [[0.5], [CellError.DIV0]]) == [[CellError.DIV0]]


def test_a_word_that_is_none_of_the_choices(excel):
    words = [["average", " RECURRING ", "weekly", 5.0, CellError.REF]]
    assert excel.enter("TOTAL_COMP", 200_000, 0.15, 700_000, 4, 100_000, 1, 0, words) == [
        [
            430_000,
            405_000,
            call("TOTAL_COMP", [1, *[None] * 6, "weekly"]).value,
            CellError.VALUE,
            CellError.REF,
        ]
    ]


def test_one_endless_text_among_many_words(excel):
    words = [["average"]] * 99_999 + [["x" * 32_767]]
    shown = excel.enter("TOTAL_COMP", 200_000, 0.15, None, None, None, None, None, words)
    assert shown[:-1] == [[230_000]] * 99_999
    assert shown[-1] == [call("TOTAL_COMP", [1, *[None] * 6, "weekly"]).value]


def test_ranges_that_do_not_fit_together(excel):
    assert excel.enter("EQUITY_PV", [[1.0, 2.0]], [[0.0, 0.1, 0.2]]) == [[CellError.VALUE]]


def test_too_many_cells(excel):
    assert excel.enter("EQUITY_PV", [[1.0] * 1_000_001]) == [[CellError.NUM]]
    assert excel.enter("EQUITY_PV", [[1.0]] * 2_000, [[0.0] * 2_000]) == [[CellError.NUM]]


def test_too_many_arguments(excel):
    for name, function in catalogue.functions().items():
        if not function.variadic:
            shown = excel.enter(name, *[1.0] * (len(function.parameters) + 1))
            assert shown == [[CellError.VALUE]], name


@pytest.mark.parametrize("name", EVERY_FUNCTION)
def test_no_arguments_at_all(excel, name):
    expected = call(name, []).value
    assert excel.enter(name) == (expected if isinstance(expected, list) else [[expected]])


def test_as_many_arguments_as_are_given(excel):
    assert excel.enter("DILUTION", 0.2) == [[close(0.2)]]
    assert excel.enter("DILUTION", 0.2, [[0.1], [None]], None, [[0.15, 0.05]]) == [[close(0.4186)]]
    assert excel.enter("DILUTION", 0.2, [[0.1, CellError.NA]]) == [[CellError.NA]]
    assert excel.enter("DILUTION", 0.2, [[0.1, "x"]]) == [[CellError.VALUE]]
    assert excel.enter("EXPLAIN", "EQUITY_PV", GRANT, [[CellError.REF]]) == [["growth is #REF!"]]


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 2**63, 1e308, 5e-324, -0.0, 0.5, 1.0, 4.0, 12.0]),
    st.text(max_size=8),
    st.sampled_from(["average", "CA", "single", "faang", "#N/A", "nan", "1e5", "\0", "={1}", "x" * 40_000]),
    st.sampled_from(list(CellError)),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
)
ranges = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4)
)


@pytest.mark.parametrize("name", EVERY_FUNCTION)
@settings(max_examples=examples(25))
@given(data=st.data())
def test_whatever_is_typed_shows_what_the_model_says_and_nothing_else(excel, name, data):
    typed = data.draw(st.lists(cells | ranges, max_size=len(catalogue.find(name).parameters)))
    shown = excel.enter(name, *typed)
    expected = call(name, excel.meant(typed)).value
    assert shown == (expected if isinstance(expected, list) else [[expected]])
    assert len({len(row) for row in shown}) == 1
    for row in shown:
        for cell in row:
            assert type(cell) in (int, float, str, bool, CellError)
            assert not isinstance(cell, float) or math.isfinite(cell)


def test_a_date_is_a_date_in_either_dialect(excel):
    second, fourth = (call("HIRING_WINDOW", [day]).value for day in ("2026-05-01", "2026-11-01"))
    assert excel.enter("HIRING_WINDOW", date(2026, 5, 1)) == [[second]]
    assert excel.enter("HIRING_WINDOW", 46_143) == [[second]]
    assert excel.enter("HIRING_WINDOW", "2026-05-01") == [[second]]
    assert excel.enter("HIRING_WINDOW", [[date(2026, 5, 1), 46_327.5], [None, CellError.NA]]) == [
        [second, fourth],
        [CellError.VALUE, CellError.NA],
    ]
    assert excel.enter("HIRING_WINDOW", -1) == [[CellError.NUM]]


def test_a_whole_range_of_pay(excel):
    comps = [[180_000, None], [195_000.0, 210_000]]
    assert excel.enter("COMPS_BAND", comps) == [[195_000]]
    assert excel.enter("COMPS_BAND", comps, [[0.0, 1.0]]) == [[180_000, 210_000]]
    assert excel.enter("COMPS_RANK", [[180_000], [202_500]], comps) == [[0.0], [0.75]]
    assert excel.enter("COMPS_BAND", [[180_000, "n/a"]]) == [[180_000]]
    assert excel.enter("COMPS_BAND", [[180_000, CellError.DIV0]]) == [[CellError.DIV0]]


def test_a_tier_or_a_metro_that_is_not_there(excel):
    assert excel.enter("MARKET_BAND", [["FAANG", "startup"]]) == [[270_000, CellError.NA]]
    assert excel.enter("GEO_BASE", 200_000, "Denver") == [[CellError.NA]]
