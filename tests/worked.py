"""Reading a worked call such as ``EQUITY_PV(400000, 0.15)`` and holding answers against worked values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import Answer, call
from offersheet.worksheet.declare import WorksheetFunction
from offersheet.worksheet.formula import parse_arguments
from offersheet.worksheet.shapes import Shape, Table


def read(formula: str) -> tuple[WorksheetFunction, list[Any]]:
    """Split a call into its function and the cells that stand in its parentheses."""
    name, _, rest = formula.partition("(")
    return catalogue.find(name), parse_arguments(rest.removesuffix(")"))


def shown(formula: str) -> Answer:
    """Return what a cell with this call shows."""
    function, cells = read(formula)
    return call(function.name, cells)


def computed(formula: str) -> Any:
    """Return what the Python function of the same name gives for the same arguments, as rows."""
    function, cells = read(formula)
    if function.shape in (Shape.ROW, Shape.COLUMN):
        cells = [np.ravel(cell) if isinstance(cell, list) else cell for cell in cells]
    answer = function.python(*cells)
    if isinstance(answer, Table):
        return answer
    if function.shape.by_element:
        return np.asarray(answer).tolist()
    rows = np.atleast_2d(answer)
    return (rows if function.shape is Shape.ROW else rows.T).tolist()


def rows_of(answer: Any, column: str | None = None) -> Any:
    """Return the rows of a table below its header, or one column of them; anything else as it is."""
    if isinstance(answer, Table):
        answer = [answer.header, *answer.rows]
    if isinstance(answer, list) and isinstance(answer[0][0], str):
        header, *rows = answer
        return rows if column is None else [row[list(header).index(column)] for row in rows]
    return answer


def assert_same(answer: Any, expected: Any, within: float) -> None:
    """Compare numbers within a tolerance, and texts exactly, in the same places."""
    if isinstance(expected, (list, tuple)):
        assert len(answer) == len(expected)
        for part, expected_part in zip(answer, expected, strict=True):
            assert_same(part, expected_part, within)
    elif isinstance(expected, str):
        assert answer == expected
    else:
        assert answer == pytest.approx(expected, abs=within, rel=0)
