"""Checking arguments and computing: one path for single numbers, one for whole ranges.

Both take values that their kinds have read: a float, a word, TRUE or FALSE, ``Elements`` of them, a
schedule or all values of a variadic argument as a tuple, or ``None`` for one that is left out and has
no default. In an array of numbers the one that is left out is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import InvalidInput, OutOfDomain
from offersheet.worksheet.cells import MOST_CELLS, Elements, Faults, joined
from offersheet.worksheet.shapes import Shape, Table
from offersheet.worksheet.spelling import spell

if TYPE_CHECKING:
    from offersheet.worksheet.declare import Parameter, Rule, WorksheetFunction

__all__ = ["Value", "evaluate", "refuse"]

Value: TypeAlias = float | str | tuple[Any, ...] | Elements | None


def evaluate(function: WorksheetFunction, values: Sequence[Value]) -> tuple[Any, Faults | None]:
    """Check the values against their kinds and the function's rules, and compute.

    Where all values are single, the answer is a float (or an array of years, or a table) and a
    fault is raised. Where some are elements of a range, they broadcast, and the faults come beside the
    answer. Those of a ROW or COLUMN function gain a last axis, the years.
    """
    with np.errstate(all="ignore"):
        if any(isinstance(value, Elements) for value in values):
            return _evaluate_ranges(function, values)
        return _evaluate_single(function, values)


def _evaluate_single(function: WorksheetFunction, values: Sequence[Value]) -> tuple[Any, Faults | None]:
    for parameter, value in zip(function.parameters, values, strict=True):
        refuse(parameter, value)
    for rule, positions in function.rule_positions:
        chosen = [values[position] for position in positions]
        if rule.faulty(*chosen):
            raise _broken(rule, chosen)
    answer = _compute(function, values)
    if function.shape is Shape.NUMBER:
        answer = float(answer)
        if not -math.inf < answer < math.inf:
            raise OutOfDomain(_NO_ANSWER)
        return answer, None
    if function.shape is Shape.TEXT:
        return str(answer), None
    if isinstance(answer, Table):
        if any(isinstance(cell, float) and not math.isfinite(cell) for row in answer.rows for cell in row):
            raise OutOfDomain(_NO_ANSWER)
        return answer, None
    return answer, _not_finite(answer)


def _evaluate_ranges(function: WorksheetFunction, read: Sequence[Value]) -> tuple[Any, Faults | None]:
    shape = _common_shape(function, read)
    ranges = [value for value in read if isinstance(value, Elements)]
    for parameter, value in zip(function.parameters, read, strict=True):
        if not isinstance(value, Elements):
            refuse(parameter, value)
    values: list[Any] = [value.values if isinstance(value, Elements) else value for value in read]
    found = [*(one.misread for one in ranges), *(one.impossible for one in ranges)]
    found += [_breaking(rule, [values[position] for position in at]) for rule, at in function.rule_positions]
    faults = joined(found)
    if math.prod(shape) * _width(function, values) > MOST_CELLS:
        raise OutOfDomain(_TOO_MANY)
    of_answer: Any = object if function.shape is Shape.TEXT else float
    answer: NDArray[Any] = np.asarray(_compute(function, values), dtype=of_answer)
    if function.shape.by_element:
        answer = np.broadcast_to(answer, shape)
    else:
        answer = np.broadcast_to(answer, (*shape, answer.shape[-1]))
        if answer.size > MOST_CELLS:
            raise OutOfDomain(_TOO_MANY)
        if faults is not None:
            faults = Faults(np.broadcast_to(faults.codes, shape)[..., None], faults.first)
    if function.shape is not Shape.TEXT:
        faults = joined([faults, _not_finite(answer)])
    if faults is not None:
        faults = Faults(np.broadcast_to(faults.codes, answer.shape), faults.first)
    return answer, faults


_NO_ANSWER = "these arguments have no finite answer"
_TOO_MANY = f"a call takes and gives at most {MOST_CELLS:,} cells"


def _compute(function: WorksheetFunction, values: Sequence[Any]) -> Any:
    try:
        return function.body(*function.spread(values))
    except (OverflowError, ZeroDivisionError):
        # Python's numbers raise where those of a range become infinite, which may still end in an answer.
        values = [np.float64(value) if isinstance(value, float) else value for value in values]
    try:
        return function.body(*function.spread(values))
    except (OverflowError, ZeroDivisionError) as error:
        raise OutOfDomain(_NO_ANSWER) from error


def _width(function: WorksheetFunction, values: Sequence[Any]) -> int:
    """Return how many numbers each element's answer holds, where an argument sets it."""
    if function.shape.by_element:
        return 1
    for parameter, value in zip(function.parameters, values, strict=True):
        if parameter.kind.sizes:
            return int(value)  # _common_shape lets one number through only
    return 1


def _not_finite(answer: NDArray[np.float64]) -> Faults | None:
    finite = np.isfinite(answer)
    return None if finite.all() else Faults.where(~finite, OutOfDomain(_NO_ANSWER))


def refuse(parameter: Parameter, value: Any) -> None:
    """Raise for a single value that its kind does not allow."""
    for one in value if parameter.variadic else (value,):
        problem = None if one is None else parameter.kind.problem(one)
        if problem is not None:
            raise parameter.refusal(problem)


def _broken(rule: Rule, values: Sequence[Any]) -> OutOfDomain:
    spelled = {name: spell(value) for name, value in zip(rule.arguments, values, strict=True)}
    return OutOfDomain(rule.problem.format(**spelled))


def _breaking(rule: Rule, values: Sequence[Any]) -> Faults | None:
    """Return the elements that break a rule."""
    mask = np.asarray(rule.faulty(*values))
    if not mask.any():
        return None
    place = np.unravel_index(np.argmax(mask), mask.shape)
    there = [
        np.broadcast_to(value, mask.shape)[place] if isinstance(value, np.ndarray) else value
        for value in values
    ]
    return Faults.where(mask, _broken(rule, there))


def _common_shape(function: WorksheetFunction, values: Sequence[Value]) -> tuple[int, ...]:
    """Return the shape to which the ranges broadcast, or raise where they do not."""
    shapes: list[tuple[int, ...]] = []
    for parameter, value in zip(function.parameters, values, strict=True):
        if isinstance(value, Elements):
            if function.shape is Shape.TABLE or function.variadic:
                raise InvalidInput(f"{parameter.name} must be one value here, got a range")
            if parameter.kind.sizes and not function.shape.by_element:
                raise InvalidInput(f"{parameter.name} sets the size of the answer: one number, not a range")
            shapes.append(value.values.shape)
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError as error:
        sizes = " and ".join(" x ".join(map(str, shape)) for shape in dict.fromkeys(shapes))
        raise InvalidInput(f"ranges of {sizes} cells do not fit together") from error
    if math.prod(shape) > MOST_CELLS:
        raise OutOfDomain(_TOO_MANY)
    return shape
