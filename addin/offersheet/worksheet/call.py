"""The one door for raw cells: a function's name and what stands in the cells, to what a cell shows.

What a cell and a range are is said in ``cells``. Each host translates its own dialect into them
before it calls, and the answer back. Nothing is ever raised.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import CellError, InvalidInput, OfferSheetError, OutOfDomain
from offersheet.worksheet import catalogue
from offersheet.worksheet.cells import (
    as_rows,
    read_cell,
    read_numbers,
    read_pairs,
    read_schedule,
    read_series,
)
from offersheet.worksheet.declare import Parameter, WorksheetFunction
from offersheet.worksheet.evaluate import MOST_CELLS, Faults, Value, evaluate
from offersheet.worksheet.kinds import Anything, Day, Number, Pairs, Schedule, Series
from offersheet.worksheet.shapes import Shape, Table

__all__ = ["Answer", "Rows", "call"]

Rows: TypeAlias = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call shows: one value or rows of them; where there is an error in it, why."""

    value: float | str | CellError | Rows
    why: str = ""


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


def _answer(function: WorksheetFunction, cells: Sequence[Any]) -> Answer:
    parameters = function.parameters
    if len(cells) > len(parameters) and not function.variadic:
        raise InvalidInput(f"{function.name} takes at most {len(parameters)} arguments, got {len(cells)}")
    values: list[Value] = []
    found: list[Faults] = []
    for position, parameter in enumerate(parameters):
        if parameter.variadic:
            values.append(_read_rest(parameter, cells[position:]))
            continue
        value = cells[position] if position < len(cells) else None
        if type(value) is not float or not isinstance(parameter.kind, Number):
            value, faults = _read(parameter, value, function.shape)
            if faults is not None:
                found.append(faults)
        values.append(value)
    answer, faults = evaluate(function, values, found)
    if isinstance(answer, (float, str)):
        return Answer(answer)
    if isinstance(answer, Table):
        return Answer([list(answer.header), *(list(row) for row in answer.rows)])
    return _rows(answer, faults, function.shape)


def _rows(answer: NDArray[np.float64], faults: Faults | None, shape: Shape) -> Answer:
    """Lay an array out as rows of cells, with the errors in their places."""
    cells: NDArray[Any] = answer if faults is None else faults.shown(answer)
    if not shape.by_element:
        cells = np.atleast_2d(cells)
    if shape is Shape.COLUMN:
        cells = cells.T
    return Answer(cells.tolist(), "" if faults is None else str(faults.first))


def _read(parameter: Parameter, cell: Any, shape: Shape) -> tuple[Value, Faults | None]:
    """Read an argument as its kind: a blank to its default, a range to an array."""
    if isinstance(parameter.kind, Schedule):
        return read_schedule(parameter, cell), None
    if isinstance(parameter.kind, Pairs):
        return read_pairs(parameter, cell), None
    if isinstance(parameter.kind, Series):
        return _no_more_than_most(parameter, read_series(parameter, cell)), None
    if not isinstance(cell, (list, tuple)):
        return read_cell(parameter, cell), None
    rows = as_rows(parameter, cell)
    if len(rows) == 1 and len(rows[0]) == 1:
        return read_cell(parameter, rows[0][0]), None
    size: tuple[int, ...] = (len(rows), len(rows[0]))
    if shape is Shape.ROW and size[1] != 1:
        raise InvalidInput(f"{parameter.name} must be one value or a column: each gives a row of the answer")
    if shape is Shape.COLUMN and size[0] != 1:
        raise InvalidInput(f"{parameter.name} must be one value or a row: each gives a column of the answer")
    if math.prod(size) > MOST_CELLS:
        raise OutOfDomain(f"{parameter.name} has more than {MOST_CELLS:,} cells")
    if shape in (Shape.ROW, Shape.COLUMN):
        size = (math.prod(size),)
    flat = list(chain.from_iterable(rows))
    if isinstance(parameter.kind, Number | Day) and set(map(type, flat)) <= {float, int}:
        try:
            numbers = np.array(flat, dtype=float)
        except OverflowError:
            pass  # a whole number too large for a float: found again, one by one
        else:
            return numbers.reshape(size), None
    return _read_each(parameter, flat, size)


def _read_each(
    parameter: Parameter, cells: Sequence[Any], size: tuple[int, ...]
) -> tuple[NDArray[Any], Faults | None]:
    """Read cells one by one, but only once what stands in many: a value, or a type that is wrong as such."""
    values: list[Any] = []
    errors: list[CellError | None] = []
    first: OfferSheetError | None = None
    known: dict[Any, Any] = {}
    refused: dict[Any, CellError] = {}
    right = parameter.kind.cells | {CellError}  # type: ignore[union-attr]  # a schedule is no array
    for cell in cells:
        key = (type(cell), cell) if type(cell) in right else type(cell)
        if key in known:
            values.append(known[key])
            errors.append(None)
            continue
        error = refused.get(key)
        if error is None:
            try:
                value = read_cell(parameter, cell)
                values.append(value)
                errors.append(None)
                if type(cell) in right:
                    known[key] = value
                continue
            except OfferSheetError as refusal:
                first = first or refusal
                error = refused[key] = refusal.cell_error
        values.append(parameter.kind.safe)  # type: ignore[union-attr]
        errors.append(error)
    array: NDArray[Any] = np.array(values, dtype=parameter.kind.dtype).reshape(size)  # type: ignore[union-attr]
    return array, None if first is None else Faults.at(errors, size, first)


def _read_rest(parameter: Parameter, cells: Sequence[Any]) -> tuple[Any, ...]:
    """Read what a variadic argument takes: all cells from its place on."""
    if isinstance(parameter.kind, Anything):
        return tuple(cells)
    return _no_more_than_most(parameter, read_numbers(parameter, cells))


def _no_more_than_most(parameter: Parameter, numbers: tuple[float, ...]) -> tuple[float, ...]:
    if len(numbers) > MOST_CELLS:
        raise OutOfDomain(f"{parameter.name} has more than {MOST_CELLS:,} cells")
    return numbers
