"""The one door for raw cells: a function's name and what stands in the cells, to what a cell shows.

What a cell and a range are is said in ``cells``. Each host translates its own dialect into them
before it calls, and the answer back. Nothing is ever raised.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import CellError, InvalidInput, OfferSheetError
from offersheet.worksheet import catalogue
from offersheet.worksheet.cells import Elements, Faults, is_range, without_blank_ends
from offersheet.worksheet.declare import Parameter, WorksheetFunction
from offersheet.worksheet.evaluate import evaluate, refuse
from offersheet.worksheet.shapes import Shape, Table

__all__ = ["Answer", "Rows", "call"]

Rows: TypeAlias = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call shows: one value or rows of them; where there is an error in it, why."""

    value: float | str | CellError | Rows
    why: str = ""


_log = logging.getLogger(__name__)


def call(name: str, cells: Sequence[Any]) -> Answer:
    """Call a worksheet function by name with what stands in the cells.

    >>> call("VESTED", [360000, 18, None, None, 12]).value
    135000.0
    >>> call("EQUITY_PV", [400000, -2])
    Answer(value=<CellError.NUM: '#NUM!'>, why='growth must be above -1, got -2')
    """
    try:
        return _answer(catalogue.find(name), cells)
    except OfferSheetError as error:
        return Answer(error.cell_error, str(error))
    except Exception as error:  # a slip of ours: it costs its own cell, and not all that follow
        _log.exception("%s failed", name)
        return Answer(CellError.VALUE, f"it could not be computed ({type(error).__name__})")


def _answer(function: WorksheetFunction, cells: Sequence[Any]) -> Answer:
    parameters = function.parameters
    if len(cells) > len(parameters) and not function.variadic:
        raise InvalidInput(f"{function.name} takes at most {len(parameters)} arguments, got {len(cells)}")
    cells = without_blank_ends(cells)
    alone = [_alone(cell) for cell in cells]
    if any(cell is _MANY for cell in alone):
        # What serves all elements alike is checked before a million of them are read for nothing.
        for parameter, cell in zip(parameters, alone, strict=False):
            if not parameter.variadic and cell is not _MANY:
                refuse(parameter, parameter.kind.read_cell(parameter, cell))
    values = [
        _read(parameter, cells[position] if position < len(cells) else None, function.shape)
        for position, parameter in enumerate(parameters)
        if not parameter.variadic
    ]
    if function.variadic:
        last = parameters[-1]
        values.append(last.kind.read_rest(last, cells[len(values) :]))
    answer, faults = evaluate(function, values)
    if isinstance(answer, (float, str)):
        return Answer(answer)
    if isinstance(answer, Table):
        return Answer([list(answer.header), *(list(row) for row in answer.rows)])
    return _rows(answer, faults, function.shape)


_MANY = object()


def _alone(cell: Any) -> Any:
    """Return a single cell, whether it was handed over as one or as a range; of any other range ``_MANY``."""
    for _ in range(2):
        if is_range(cell):
            if len(cell) != 1:
                return _MANY
            cell = cell[0]
    return _MANY if is_range(cell) else cell


def _read(parameter: Parameter, cell: Any, shape: Shape) -> Any:
    """Read an argument as its kind; of a range the answer has a row or a column for each element."""
    value = parameter.kind.read_argument(parameter, cell)
    if shape.by_element or not isinstance(value, Elements):
        return value
    height, width = value.values.shape
    if shape is Shape.ROW and width != 1:
        raise InvalidInput(f"{parameter.name} must be one value or a column: each gives a row of the answer")
    if shape is Shape.COLUMN and height != 1:
        raise InvalidInput(f"{parameter.name} must be one value or a row: each gives a column of the answer")
    return value.reshape(height * width)


def _rows(answer: NDArray[np.float64], faults: Faults | None, shape: Shape) -> Answer:
    """Lay an array out as rows of cells, with the errors in their places."""
    cells: NDArray[Any] = answer if faults is None else faults.shown(answer)
    if not shape.by_element:
        cells = np.atleast_2d(cells)
    if shape is Shape.COLUMN:
        cells = cells.T
    return Answer(cells.tolist(), "" if faults is None else str(faults.first))
