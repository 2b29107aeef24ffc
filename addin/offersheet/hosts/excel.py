"""Excel through xlwings: every worksheet function as a member of this module, in all three flavours.

Classic xlwings (Windows) writes VBA that calls them, xlwings Lite and xlwings Server register them as
custom functions of Office.js. Which of the two is at work, xlwings itself decides when it is imported, and
each has its own dialect for what stands in cells.

Classic: run ``xlwings addin install``; in Excel's Trust Center trust access to the VBA project object
model; in a workbook made by ``xlwings quickstart``, on the xlwings ribbon, set *UDF Modules* to
``offersheet.hosts.excel`` and press *Import Functions*. Lite: let ``requirements.txt`` name this package
and ``main.py`` hold ``from offersheet.hosts.excel import *``.

Two limits of the hosts: the VBA that classic xlwings writes shows an error as text, which ``SUM`` passes over
(that of ``offersheet addin build classic`` shows true ones); and Office.js in some versions of desktop Excel
hands over 0 for an empty cell, so that there a default needs its argument left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from inspect import Parameter, Signature
from itertools import chain
from types import NoneType
from typing import Any

import xlwings

from offersheet.errors import CellError
from offersheet.hosts.classic.modules import category
from offersheet.hosts.vba import CVERR, argument_name
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import Answer, Rows, call
from offersheet.worksheet.cells import none_is_blank, without_blank_ends
from offersheet.worksheet.declare import WorksheetFunction


@dataclass(frozen=True)
class Dialect:
    """How a host says what stands in a cell, where it is not a plain Python value."""

    plain: frozenset[type]
    """The types that mean what they are."""
    read: Callable[[Any], Any]
    """Reads a cell of any other type."""
    errors: Mapping[CellError, Any]
    """What goes out for each error."""
    is_blank: Callable[[type], bool] = none_is_blank
    """Whether cells of a type are blank."""

    def decode(self, arguments: Sequence[Any]) -> list[Any]:
        """Read what xlwings hands over for all arguments; of a whole column what is filled in."""
        return list(map(self._decode, without_blank_ends(arguments, self.is_blank)))

    def _decode(self, argument: Any) -> Any:
        """Read what xlwings hands over for an argument: a cell, or a range as rows or as a single row."""
        if type(argument) in self.plain:
            return argument
        if not isinstance(argument, (list, tuple)):
            return self.read(argument)
        rows = argument if argument and isinstance(argument[0], (list, tuple)) else [argument]
        if not set(map(type, rows)) <= {list, tuple}:
            return argument
        odd = set(map(type, chain.from_iterable(rows))) - self.plain
        if not odd:
            return rows
        if all(map(self.is_blank, odd)):
            return [[None if type(cell) in odd else cell for cell in row] for row in rows]
        plain, read = self.plain, self.read
        return [[cell if type(cell) in plain else read(cell) for cell in row] for row in rows]

    def encode(self, answer: Answer) -> Rows:
        """Lay an answer out as xlwings hands it to Excel: always rows."""
        rows = answer.value if isinstance(answer.value, list) else [[answer.value]]
        if answer.why:
            for row in rows:
                for place, cell in enumerate(row):
                    if isinstance(cell, CellError):
                        row[place] = self.errors[cell]
        return rows


_COM_ERRORS = -2146828288
"""An error crosses COM as a number: this, and its number in VBA's CVErr."""
_SPELLED = {str(error): error for error in CellError}


def _from_com(cell: Any) -> Any:
    """Read a cell of classic xlwings: errors are numbers, or text where they are our own answers."""
    if isinstance(cell, str):
        return _SPELLED.get(cell, cell)
    if isinstance(cell, int) and 2000 <= cell - _COM_ERRORS < 2100:
        return CVERR.get(cell - _COM_ERRORS, CellError.VALUE)
    return float(cell) if isinstance(cell, Decimal) else cell


_ERROR_TYPES = {
    CellError.NULL: "Null",
    CellError.DIV0: "Div0",
    CellError.VALUE: "Value",
    CellError.REF: "Ref",
    CellError.NAME: "Name",
    CellError.NUM: "Num",
    CellError.NA: "NotAvailable",
}
_OF_ERROR_TYPE = {name: error for error, name in _ERROR_TYPES.items()}


def _from_office_js(cell: Any) -> Any:
    """Read a cell of xlwings Lite or Server: whatever has a format or is an error comes as a dict."""
    if isinstance(cell, dict):
        kind = cell.get("basicType", cell.get("type"))
        if kind == "Error":
            return _OF_ERROR_TYPE.get(str(cell.get("errorType")), CellError.VALUE)
        return None if kind == "Empty" else cell.get("basicValue", CellError.VALUE)
    return None if _is_null(type(cell)) else cell


def _is_null(of_cell: type) -> bool:
    """Say whether cells of a type are blank: Pyodide has an object of its own for JavaScript's null."""
    return of_cell is NoneType or of_cell.__name__ == "JsNull"


_COM = Dialect(
    plain=frozenset({float, bool, NoneType}),
    read=_from_com,
    errors={error: str(error) for error in CellError},
)
"""Classic: xlwings' own VBA cannot return a true error, so one goes out as its text."""
_OFFICE_JS = Dialect(
    plain=frozenset({float, int, str, bool, NoneType}),
    read=_from_office_js,
    errors={error: {"type": "Error", "errorType": name} for error, name in _ERROR_TYPES.items()},
    is_blank=_is_null,
)
_DIALECT = _OFFICE_JS if xlwings.on_server else _COM

_log = logging.getLogger(__name__)


def _bind(function: WorksheetFunction) -> Callable[..., Rows]:
    """Make the function that xlwings registers for a worksheet function."""

    def cell(*arguments: Any) -> Rows:
        try:
            answer = call(function.name, _DIALECT.decode(arguments))
        except Exception:
            _log.exception("%s failed", function.name)
            answer = Answer(CellError.VALUE, "unexpected")
        return _DIALECT.encode(answer)

    names = [argument_name(parameter.name) for parameter in function.parameters]
    cell.__name__ = cell.__qualname__ = function.name
    cell.__doc__ = function.summary
    cell.__annotations__ = {}  # xlwings takes annotations for converters
    cell.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(
                name,
                Parameter.VAR_POSITIONAL if parameter.variadic else Parameter.POSITIONAL_OR_KEYWORD,
                default=Parameter.empty if parameter.required else None,
            )
            for name, parameter in zip(names, function.parameters, strict=True)
        ]
    )
    bound = xlwings.ret("raw")(cell)
    for name, parameter in zip(names, function.parameters, strict=True):
        # No ``enum`` for a choice: it makes the argument a single text, so that a range of words would
        # no longer arrive as one, nor a blank cell as a blank.
        bound = xlwings.arg(name, "raw", doc=parameter.described)(bound)
    return xlwings.func(category=category(function))(bound)


globals().update((name, _bind(function)) for name, function in catalogue.functions().items())
__all__ = list(catalogue.functions())
