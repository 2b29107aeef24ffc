"""Checking arguments and computing: one path for single numbers, one for whole ranges.

Both take values that have been read already: a float, a word, TRUE or FALSE, an array of them, a
schedule or all values of a variadic argument as a tuple, or ``None`` for one that is left out and has
no default. In an array of numbers the one that is left out is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import CellError, InvalidInput, NotFound, OfferSheetError, OutOfDomain
from offersheet.worksheet.cells import read_cell, read_series
from offersheet.worksheet.days import DAY_ZERO
from offersheet.worksheet.kinds import Anything, Choice, Day, Flag, Number, Pairs, Schedule, Series, spell
from offersheet.worksheet.shapes import Shape, Table

if TYPE_CHECKING:
    from offersheet.worksheet.declare import Parameter, Rule, WorksheetFunction

__all__ = ["MOST_CELLS", "Faults", "Value", "evaluate", "plain"]

MOST_CELLS = 1_000_000
"""The most elements that one call takes or answers with."""

Value: TypeAlias = float | str | tuple[Any, ...] | NDArray[Any] | None

_ERRORS = (None, *CellError)
_CODES = {error: code for code, error in enumerate(_ERRORS)}


@dataclass(frozen=True)
class Faults:
    """Which elements of an answer are errors, and why the first of them is."""

    codes: NDArray[np.uint8]
    """For each element 0, or the number of its cell error."""
    first: OfferSheetError

    @classmethod
    def where(cls, mask: NDArray[np.bool_], error: OfferSheetError) -> Faults:
        """Give every marked element the same error."""
        return cls(np.where(mask, np.uint8(_CODES[error.cell_error]), np.uint8(0)), error)

    @classmethod
    def at(cls, errors: Sequence[CellError | None], shape: tuple[int, ...], first: OfferSheetError) -> Faults:
        """Give each element, in reading order, its own error or none."""
        codes = np.fromiter(map(_CODES.__getitem__, errors), dtype=np.uint8, count=len(errors))
        return cls(codes.reshape(shape), first)

    def then(self, later: Faults) -> Faults:
        """Add faults found later; an element keeps the first one that it got."""
        ours, theirs = np.broadcast_arrays(self.codes, later.codes)
        return Faults(np.where(ours != 0, ours, theirs), self.first)

    def shown(self, answer: NDArray[np.float64]) -> NDArray[np.object_]:
        """Return an answer of the same shape with the errors in their places."""
        cells = answer.astype(object)
        for code, error in enumerate(_ERRORS[1:], start=1):
            cells[self.codes == code] = error
        return cells


def both(earlier: Faults | None, later: Faults | None) -> Faults | None:
    """Join two sets of faults, either of which may be none."""
    if earlier is None or later is None:
        return earlier or later
    return earlier.then(later)


def evaluate(
    function: WorksheetFunction, values: Sequence[Value], faults: Sequence[Faults] = ()
) -> tuple[Any, Faults | None]:
    """Check the values against their kinds and the function's rules, and compute.

    Where all values are single, the answer is a float (or an array of years, or a table) and a
    fault is raised. Where some are arrays, they broadcast, and the faults come beside the answer;
    ``faults`` are those that the arrays had before, each of the shape of its array.
    Arrays of a ROW or COLUMN function gain a last axis, the years.
    """
    with np.errstate(all="ignore"):
        if any(isinstance(value, np.ndarray) for value in values):
            return _evaluate_ranges(function, list(values), faults)
        return _evaluate_single(function, values)


def _evaluate_single(function: WorksheetFunction, values: Sequence[Value]) -> tuple[Any, Faults | None]:
    for parameter, value in zip(function.parameters, values, strict=True):
        _refuse(parameter, value)
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


def _evaluate_ranges(
    function: WorksheetFunction, values: list[Value], found: Sequence[Faults]
) -> tuple[Any, Faults | None]:
    shape = _common_shape(function, values)
    faults: Faults | None = None
    for fault in found:
        faults = both(faults, fault)
    for position, (parameter, value) in enumerate(zip(function.parameters, values, strict=True)):
        if not isinstance(value, np.ndarray):
            _refuse(parameter, value)
            continue
        mask = parameter.kind.faulty(value)  # type: ignore[union-attr]  # a schedule is no array
        if parameter.may_be_blank:
            mask &= ~np.isnan(value)
        if mask.any():
            problem = parameter.kind.problem(value[mask].flat[0])
            faults = both(faults, Faults.where(mask, _refusal(parameter, problem)))
            values[position] = np.where(mask, parameter.kind.safe, value)  # type: ignore[union-attr,arg-type]
    for rule, positions in function.rule_positions:
        chosen = [values[position] for position in positions]
        mask = np.asarray(rule.faulty(*chosen))
        if mask.any():
            place = np.unravel_index(np.argmax(mask), mask.shape)
            there = [
                np.broadcast_to(v, mask.shape)[place] if isinstance(v, np.ndarray) else v for v in chosen
            ]
            faults = both(faults, Faults.where(mask, _broken(rule, there)))
    if math.prod(shape) * _width(function, values) > MOST_CELLS:
        raise OutOfDomain(_TOO_MANY)
    answer = np.asarray(_compute(function, values), dtype=object if function.shape is Shape.TEXT else float)
    if function.shape.by_element:
        answer = np.broadcast_to(answer, shape)
    else:
        answer = np.broadcast_to(answer, (*shape, answer.shape[-1]))
        if answer.size > MOST_CELLS:
            raise OutOfDomain(_TOO_MANY)
        if faults is not None:
            faults = Faults(np.broadcast_to(faults.codes, shape)[..., None], faults.first)
    if function.shape is not Shape.TEXT:
        faults = both(faults, _not_finite(answer))
    if faults is not None:
        faults = Faults(np.broadcast_to(faults.codes, answer.shape), faults.first)
    return answer, faults


_NO_ANSWER = "these arguments have no finite answer"
_TOO_MANY = f"a call takes and gives at most {MOST_CELLS:,} cells"


def _compute(function: WorksheetFunction, values: Sequence[Value]) -> Any:
    try:
        return function.body(*function.spread(values))
    except (OverflowError, ZeroDivisionError):
        # Python's numbers raise where those of a range become infinite, which may still end in an answer.
        values = [np.float64(value) if isinstance(value, float) else value for value in values]
    try:
        return function.body(*function.spread(values))
    except (OverflowError, ZeroDivisionError) as error:
        raise OutOfDomain(_NO_ANSWER) from error


def _width(function: WorksheetFunction, values: Sequence[Value]) -> int:
    """Return how many numbers each element's answer holds, where an argument sets it."""
    if function.shape.by_element:
        return 1
    for parameter, value in zip(function.parameters, values, strict=True):
        if isinstance(parameter.kind, Number) and parameter.kind.sizes:
            return int(value)  # type: ignore[arg-type]  # _common_shape lets one number through only
    return 1


def _not_finite(answer: NDArray[np.float64]) -> Faults | None:
    finite = np.isfinite(answer)
    return None if finite.all() else Faults.where(~finite, OutOfDomain(_NO_ANSWER))


def _refuse(parameter: Parameter, value: Any) -> None:
    """Raise for a single value that its kind does not allow."""
    for one in value if parameter.variadic else (value,):
        problem = None if one is None else parameter.kind.problem(one)
        if problem is not None:
            raise _refusal(parameter, problem)


def _refusal(parameter: Parameter, problem: str | None) -> OfferSheetError:
    error = NotFound if parameter.kind.looked_up else OutOfDomain
    return error(f"{parameter.name} {problem}")


def _broken(rule: Rule, values: Sequence[Any]) -> OutOfDomain:
    spelled = {name: spell(value) for name, value in zip(rule.arguments, values, strict=True)}
    return OutOfDomain(rule.problem.format(**spelled))


def _common_shape(function: WorksheetFunction, values: Sequence[Value]) -> tuple[int, ...]:
    """Return the shape to which the ranges broadcast, or raise where they do not."""
    shapes: list[tuple[int, ...]] = []
    for parameter, value in zip(function.parameters, values, strict=True):
        if isinstance(value, np.ndarray):
            if function.shape is Shape.TABLE or function.variadic:
                raise InvalidInput(f"{parameter.name} must be one value here, got a range")
            if isinstance(parameter.kind, Number) and parameter.kind.sizes and not function.shape.by_element:
                raise InvalidInput(f"{parameter.name} sets the size of the answer: one number, not a range")
            shapes.append(value.shape)
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError as error:
        sizes = " and ".join(" x ".join(map(str, shape)) for shape in dict.fromkeys(shapes))
        raise InvalidInput(f"ranges of {sizes} cells do not fit together") from error
    if math.prod(shape) > MOST_CELLS:
        raise OutOfDomain(_TOO_MANY)
    return shape


def plain(parameter: Parameter, value: Any) -> Value:
    """Read a Python value for a parameter: a number, a word, an array or sequence of them, ``None``."""
    if type(value) is float and isinstance(parameter.kind, Number):
        return value
    if type(value) is str and isinstance(parameter.kind, Choice):
        return parameter.kind.canonical(value)
    if isinstance(parameter.kind, Anything):
        return tuple(value)
    if parameter.variadic:
        numbers = tuple(chain.from_iterable(_numbers(parameter, one).ravel().tolist() for one in value))
        if not numbers:
            raise InvalidInput(f"{parameter.name} is required")
        return numbers
    if value is None:
        if parameter.required:
            raise InvalidInput(f"{parameter.name} is required")
        return parameter.default  # type: ignore[no-any-return]
    if isinstance(parameter.kind, Number):
        array = _numbers(parameter, value)
        return float(array) if array.ndim == 0 else array
    if isinstance(parameter.kind, Flag):
        array = np.asarray(value)
        if not np.isin(array, (0, 1)).all():
            raise InvalidInput(f"{parameter.name} must be TRUE or FALSE, got {spell(value)}")
        return bool(array) if array.ndim == 0 else array.astype(bool)
    if isinstance(parameter.kind, Pairs):
        return tuple(value.items() if isinstance(value, Mapping) else map(tuple, value))
    if isinstance(parameter.kind, Schedule):
        fractions = np.asarray(value)
        if fractions.dtype.kind not in "fiu":
            raise InvalidInput(f"{parameter.name} must hold numbers, got {value!r}")
        return tuple(map(float, fractions.ravel()))
    if isinstance(parameter.kind, Series):
        return read_series(parameter, [np.asarray(value).ravel().tolist() or [None]])
    if isinstance(parameter.kind, Day):
        days = _days(parameter, value)
        return float(days) if days.ndim == 0 else days
    words = np.asarray(value)
    if words.dtype.kind != "U":
        raise InvalidInput(f"{parameter.name} must be a text, got {spell(value)}")
    if isinstance(parameter.kind, Choice):
        words = np.vectorize(parameter.kind.canonical, otypes=[str])(words)
    return str(words) if words.ndim == 0 else words


def _numbers(parameter: Parameter, value: Any) -> NDArray[np.float64]:
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "fiu":
        raise InvalidInput(f"{parameter.name} must be a number, got {spell(value)}")
    return numbers.astype(float)


def _days(parameter: Parameter, value: Any) -> NDArray[np.float64]:
    """Read days of Python's, of NumPy's, as texts or as numbers of a spreadsheet."""
    days = np.asarray(value)
    if days.dtype.kind == "M":
        since = days.astype("datetime64[D]") - np.datetime64(DAY_ZERO)
        return np.where(np.isnat(days), np.nan, since.astype(float))
    one_by_one = np.vectorize(lambda one: read_cell(parameter, one), otypes=[float])
    return np.asarray(one_by_one(np.asarray(value, dtype=object)), dtype=float)
