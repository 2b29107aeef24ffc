"""A range is its cells, one by one: what a function makes of ranges is what it makes of each element."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.kinds import Choice, Day, Number, Series
from offersheet.worksheet.shapes import Shape

from tests.seeds import examples
from tests.worked import read

FUNCTIONS = catalogue.functions()
TAKING_RANGES = [
    name
    for name, function in FUNCTIONS.items()
    if function.shape is not Shape.TABLE and not function.variadic
]
FAR = (1e-300, 1e5, 1e200)
"""Where a number gets too large or too small to hold, alone as in a range."""
BAD = (None, "x", True, -3.0, 1e9, math.nan, CellError.NA, CellError.DIV0)


def good(parameter):
    """Draw a value from the domain of an argument, within what people type."""
    kind = parameter.kind
    if isinstance(kind, Choice):
        return st.sampled_from(kind.options)
    if isinstance(kind, Day):
        return st.floats(kind.low, kind.end, exclude_max=True)
    if isinstance(kind, Series):
        return st.lists(st.floats(0, 12), min_size=1, max_size=5).map(lambda row: [row])
    if not isinstance(kind, Number):
        return st.just(parameter.default)
    if kind.choices:
        return st.sampled_from(kind.choices)
    low, high = max(kind.low, -0.9), min(kind.high, 12.0)
    if kind.whole:
        return st.integers(math.ceil(low), math.floor(high)).map(float)
    quarters = st.integers(math.floor(4 * low) + 1, math.floor(4 * high)).map(lambda quarter: quarter / 4)
    below = kind.below_high and kind.high == high
    usual = quarters.filter(lambda x: not below or x < high)
    usual |= st.floats(low, high, exclude_min=kind.above_low, exclude_max=below)
    return usual if math.isfinite(kind.high) else usual | usual | st.sampled_from(FAR)


def may_be_a_range(function, parameter):
    sizes = isinstance(parameter.kind, Number) and parameter.kind.sizes
    return isinstance(parameter.kind, Number | Choice | Day) and not (sizes and not function.shape.by_element)


@st.composite
def calls(draw, function):
    """Draw the arguments of a call, some of them ranges that fit together, with bad cells among them."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    if function.shape is Shape.ROW:
        width = 1
    if function.shape is Shape.COLUMN:
        height = 1
    sizes = [(height, width), (height, 1), (1, width)] if function.shape.by_element else [(height, width)]
    arguments = []
    for parameter in function.parameters:
        if may_be_a_range(function, parameter) and draw(st.booleans()):
            cell = st.one_of(good(parameter), good(parameter), good(parameter), st.sampled_from(BAD))
            rows, columns = draw(st.sampled_from(sizes))
            arguments.append([[draw(cell) for _ in range(columns)] for _ in range(rows)])
        else:
            arguments.append(draw(good(parameter)))
    return arguments, height, width


def meeting(function, arguments, row, column):
    """Return what of each argument meets a place of the answer: a cell of it, or a whole series."""
    return [
        argument if isinstance(parameter.kind, Series) else element(argument, row, column)
        for parameter, argument in zip(function.parameters, arguments, strict=True)
    ]


def element(argument, row, column):
    """Return the cell of an argument that meets a place of the answer."""
    if not isinstance(argument, list):
        return argument
    across = argument[row % len(argument)]
    return across[column % len(across)]


def same(cell, expected):
    if isinstance(expected, float):
        return type(cell) is float and math.isclose(cell, expected, rel_tol=1e-9, abs_tol=1e-9)
    return cell == expected


def part(value, shape, row, column):
    """Return the cells of an answer that belong to one element: one of them, a row or a column."""
    if shape is Shape.ROW:
        return value[row % len(value)]
    if shape is Shape.COLUMN:
        return [across[column % len(across)] for across in value]
    return [element(value, row, column)]


@pytest.mark.parametrize("name", TAKING_RANGES)
@settings(max_examples=examples(60))
@given(data=st.data())
def test_a_range_is_its_cells(name, data):
    function = FUNCTIONS[name]
    arguments, height, width = data.draw(calls(function))
    whole = call(name, arguments).value
    for row in range(height):
        for column in range(width):
            alone = call(name, meeting(function, arguments, row, column)).value
            if isinstance(whole, CellError):  # one argument that serves all elements is bad
                assert isinstance(alone, CellError)
                continue
            shown = part(whole if isinstance(whole, list) else [[whole]], function.shape, row, column)
            if isinstance(alone, list):
                expected = part(alone, function.shape, 0, 0)
                assert len(shown) == len(expected)
                assert all(map(same, shown, expected))
            else:
                assert all(same(cell, alone) for cell in shown)


@pytest.mark.parametrize("name", TAKING_RANGES)
def test_arrays_that_are_handed_over_stay_as_they_are(name):
    function = FUNCTIONS[name]
    _, cells = read(f"{name}({function.examples[0].arguments})")
    cells += [parameter.default for parameter in function.parameters[len(cells) :]]
    cells = [
        np.full((1, 2) if function.shape is Shape.COLUMN else (2, 1), cell)
        if isinstance(parameter.kind, Number) and may_be_a_range(function, parameter) and cell is not None
        else cell
        for parameter, cell in zip(function.parameters, cells, strict=True)
    ]
    arrays = [cell for cell in cells if isinstance(cell, np.ndarray)]
    for array in arrays:
        array.flags.writeable = False
    answer = function.python(*cells)
    assert not any(np.shares_memory(answer, array) for array in arrays)


def test_numbers_of_a_type_of_their_own_are_each_read():
    numbers = [[np.float64(amount)] for amount in (100_000.0, 200_000.0, -1.0)]
    expected = [[call("EQUITY_PV", [amount]).value] for amount in (100_000.0, 200_000.0, -1.0)]
    assert call("EQUITY_PV", [[*numbers, ["x"], [np.bool_(True)]]]).value == [
        *expected,
        [CellError.VALUE],
        [CellError.VALUE],
    ]
