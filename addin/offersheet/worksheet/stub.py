"""What a type checker and an editor know of the package's functions, written from their declarations.

``python -m offersheet.worksheet.stub FILE`` writes it anew. Without it they know nothing: the package finds
its functions only when they are first used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from offersheet.public import MODULES, NOTEBOOK
from offersheet.worksheet import catalogue
from offersheet.worksheet.declare import Parameter, WorksheetFunction
from offersheet.worksheet.shapes import Shape
from offersheet.worksheet.spelling import spell

__all__ = ["stub"]

_HEAD = '''\
"""Written from the functions' declarations by python -m offersheet.worksheet.stub: change those, not this.

Where all arguments are single values, so is the answer. Where one is a list or an array, it is an array.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

{notebook}
from offersheet.worksheet.shapes import Table

_Numbers: TypeAlias = Sequence[float] | Sequence[Sequence[float]] | NDArray[np.float64] | NDArray[np.int64]
_Words: TypeAlias = list[str] | tuple[str, ...] | NDArray[np.str_]
_Days: TypeAlias = Sequence[date] | list[str] | Sequence[float] | NDArray[np.datetime64] | NDArray[np.float64]
_Flags: TypeAlias = Sequence[bool] | NDArray[np.bool_]

__version__: str
'''

_ANSWERS = {
    Shape.NUMBER: ("float", "NDArray[np.float64]"),
    Shape.TEXT: ("str", "NDArray[np.object_]"),
    Shape.ROW: ("NDArray[np.float64]",) * 2,
    Shape.COLUMN: ("NDArray[np.float64]",) * 2,
}
"""What a function gives for single values, and for arrays; a table says what its own cells are."""


def stub() -> str:
    """Return the stub of the package."""
    found = {"offersheet": sorted(MODULES), "offersheet.notebook": sorted(NOTEBOOK)}
    notebook = "\n".join(f"from {home} import {name} as {name}" for home in found for name in found[home])
    head = _HEAD.format(notebook=notebook)
    return "\n".join((head, *(line for one in catalogue.functions().values() for line in _function(one))))


def _function(function: WorksheetFunction) -> Iterator[str]:
    """Yield the lines about one function: one signature, or one for single values and one for arrays."""
    written = function.body.__annotations__["return"]
    single, many = _ANSWERS.get(function.shape, (written, written))
    arrays = any(_takes_arrays(function, parameter) for parameter in function.parameters)
    if not arrays or single == many or function.variadic:
        yield from _signature(function, single, arrays=arrays)
    else:
        yield "@overload"
        yield from _signature(function, single, arrays=False)
        yield "@overload"
        yield from _signature(function, many, arrays=True)


def _takes_arrays(function: WorksheetFunction, parameter: Parameter) -> bool:
    """Whether an argument takes an array: for as many answers, or for many values of a variadic one."""
    if function.shape is Shape.TABLE or (function.variadic and not parameter.variadic):
        return False
    return bool(parameter.kind.array_hint) and (function.shape.by_element or not parameter.kind.sizes)


def _signature(function: WorksheetFunction, answer: str, *, arrays: bool) -> Iterator[str]:
    yield f"def {function.name.lower()}("
    for parameter in function.parameters:
        yield f"    {_parameter(parameter, arrays and _takes_arrays(function, parameter))},"
    yield f") -> {answer}:"
    yield f'    """{function.summary}"""'
    yield ""


def _parameter(parameter: Parameter, many: bool) -> str:
    """Return an argument as a signature has it."""
    hint = parameter.kind.type_hint + (f" | {parameter.kind.array_hint}" if many else "")
    if parameter.variadic:
        return f"*{parameter.name}: {hint}"
    if parameter.required:
        return f"{parameter.name}: {hint}"
    if parameter.default is None:
        return f"{parameter.name}: {hint} | None = None"
    default = parameter.default
    spelled = spell(default) if isinstance(default, float) else repr(default)
    return f"{parameter.name}: {hint} = {spelled}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(stub(), encoding="utf-8", newline="\n")
