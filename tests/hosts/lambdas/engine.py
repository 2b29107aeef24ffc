"""A LAMBDA called as Excel would: its LETs and omitted arguments here, all else by the library formulas.

That library has neither ISOMITTED nor SEQUENCE, and a LET within a LAMBDA is beyond it. So each step is a
formula of its own to it, over the values of the steps before.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any

import numpy as np
from offersheet.errors import CellError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import formulas
    from formulas.tokens.operand import Error, XlError

    _FUNCTIONS = formulas.get_functions()

OMITTED = object()
_PREFIX = re.compile(r"_xl(?:pm|op|fn)\.")


def _sequence(rows: Any, columns: Any = 1, start: Any = 1) -> Any:
    height, width, first = (int(np.ravel(each)[0]) for each in (rows, columns, start))
    return np.arange(first, first + float(height * width)).reshape(height, width).astype(object)


_FUNCTIONS["SEQUENCE"] = _sequence
_FUNCTIONS["ROWS"] = lambda cells: np.atleast_2d(cells).shape[0]
_FUNCTIONS["COLUMNS"] = lambda cells: np.atleast_2d(cells).shape[1]


def call(text: str, *arguments: Any) -> Any:
    """Call the LAMBDA with numbers, texts, TRUE and FALSE, or rows of them; return rows.

    What is missing at the end, or ``None``, is left out. An error is a text such as ``#NUM!``.
    """
    *declared, body = _parts(text, "_xlfn.LAMBDA")
    given = [OMITTED if each is None else _rows(each) for each in arguments]
    given += [OMITTED] * (len(declared) - len(given))
    for name, value in zip(declared, given, strict=True):
        assert name.startswith("_xlop." if value is OMITTED else "_xl")
    values = {_PREFIX.sub("", name): value for name, value in zip(declared, given, strict=True)}
    answer = np.atleast_2d(np.asarray(_evaluate(body, values), dtype=object))
    return [[_shown(cell) for cell in row] for row in answer]


def _shown(cell: Any) -> Any:
    return float(cell) if isinstance(cell, (int, float, np.number)) else f"{cell}"


def _rows(value: Any) -> Any:
    rows = value if isinstance(value, list) else [[value]]
    errors = Error.errors
    return np.array(
        [[errors[str(cell)] if type(cell) is CellError else cell for cell in row] for row in rows],
        dtype=object,
    )


def _evaluate(text: str, values: dict[str, Any]) -> Any:
    if steps := _parts(text, "_xlfn.LET"):
        values = dict(values)
        for name, formula in zip(steps[:-1:2], steps[1:-1:2], strict=True):
            values[_PREFIX.sub("", name)] = _evaluate(formula, values)
        return _evaluate(steps[-1], values)
    if omitted := _parts(text, "_xlfn.ISOMITTED"):
        return values[_PREFIX.sub("", omitted[0])] is OMITTED
    if branches := _parts(text, "IF"):
        condition = np.asarray(_evaluate(branches[0], values), dtype=object)
        if condition.size == 1 and isinstance(condition.flat[0], XlError):
            return condition
        if condition.size == 1 and isinstance(condition.flat[0], (bool, np.bool_)):
            return _evaluate(branches[1 if condition.flat[0] else 2], values)
    names, function = _compiled(_PREFIX.sub("", text))
    return function(*[values[name.lower()] for name in names])


@cache
def _compiled(formula: str) -> tuple[list[str], Any]:
    function = formulas.Parser().ast(f"={formula}")[1].compile()
    return list(function.inputs), function


def _parts(text: str, function: str) -> list[str]:
    """Return the arguments where a text is one call of that function, and nothing where it is none."""
    if not text.startswith(f"{function}("):
        return []
    parts, depth, quoted, start = [], 0, False, len(function) + 1
    for place in range(len(function), len(text)):
        letter = text[place]
        quoted ^= letter == '"'
        if quoted:
            continue
        depth += (letter in "({") - (letter in ")}")
        if (letter == "," and depth == 1) or not depth:
            parts.append(text[start:place])
            start = place + 1
        if not depth:
            return parts if place == len(text) - 1 else []
    raise AssertionError(f"unbalanced: {text}")
