"""The component that LibreOffice loads: every worksheet function, answered by one child process."""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable
from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.util import XModifyListener
from org.offersheet import XFunctions

from offersheet.hosts.libreoffice.blanks import IMPLEMENTATION, BothBlankAndZero, Calls, calls_in
from offersheet.hosts.libreoffice.child import Child, NoCommand
from offersheet.hosts.libreoffice.errors import coded

SERVICE = "com.sun.star.sheet.AddIn"

Rows = tuple[tuple[Any, ...], ...]

_child = Child()
atexit.register(_child.end)


class Functions(unohelper.Base, XFunctions, XServiceInfo):
    """The add-in; which methods it has, the interface says that is built from the catalogue."""

    def __init__(self, context: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Callable[..., Rows]:
        if not name.isupper():
            raise AttributeError(name)

        def method(document: Any, *arguments: Any) -> Rows:
            return _answer(document, name, arguments)

        setattr(self, name, method)  # found at once the next time
        return method

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """Return the name by which LibreOffice finds the component."""
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Say whether this is what is looked for."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """Return what this is."""
        return (SERVICE,)


def _answer(document: Any, name: str, arguments: tuple[Any, ...]) -> Rows:
    try:
        answer = _child.ask(name, _meant(document, name, list(_read(arguments))))
    except BothBlankAndZero:
        return ((coded("#VALUE!"),),)
    except NoCommand as missing:
        return ((str(missing),),)
    if "error" in answer:
        return ((coded(answer["error"]),),)
    rows = answer["value"] if isinstance(answer["value"], list) else [[answer["value"]]]
    erroneous = "why" in answer
    return tuple(tuple(_write(cell, erroneous) for cell in row) for row in rows)


def _read(arguments: tuple[Any, ...]) -> list[Any]:
    """Read what Calc hands over; the arguments of a function that takes any number come as one."""
    if arguments and isinstance(arguments[-1], tuple) and not _is_range(arguments[-1]):
        arguments = (*arguments[:-1], *arguments[-1])
    return [_read_one(argument) for argument in arguments]


def _is_range(argument: tuple[Any, ...]) -> bool:
    """Say whether these are rows of cells, and not several arguments, some of which are rows of cells."""
    rows = bool(argument) and all(isinstance(row, tuple) for row in argument)
    return rows and not any(isinstance(cell, tuple) for row in argument for cell in row)


def _read_one(argument: Any) -> Any:
    """Read a cell, or rows of cells, in which a blank is an empty text."""
    if not isinstance(argument, tuple):
        return argument
    rows = [[None if cell == "" else cell for cell in row] for row in argument]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def _write(cell: Any, erroneous: bool) -> Any:
    """Write a cell as Calc takes it: floats alone, since a large whole number would show as a blank."""
    if isinstance(cell, (bool, int)):
        return float(cell)
    if erroneous and isinstance(cell, str) and cell.startswith("#"):
        return coded(cell)
    return cell


class _Forgetting(unohelper.Base, XModifyListener):
    """Forgets a document's calls when anything in it changes."""

    def __init__(self, document: str) -> None:
        self._document = document

    def modified(self, event: Any) -> None:
        """Hear that the document has changed."""
        _calls.pop(self._document, None)

    def disposing(self, event: Any) -> None:
        """Hear that the document is closed."""
        _calls.pop(self._document, None)
        _watched.discard(self._document)


BURST = 0.02
"""Seconds between two calls of one recalculation: nobody edits a cell in less."""

_calls: dict[str, tuple[dict[str, Calls], float]] = {}
"""By document: the calls in it by function, and when they were last looked at."""
_watched: set[str] = set()


def _meant(document: Any, name: str, arguments: list[Any]) -> list[Any]:
    """Return the arguments with blank cells left out."""
    if not any(isinstance(argument, float) and argument == 0 for argument in arguments):
        return arguments
    if getattr(document, "Sheets", None) is None:  # called by a program, not by a cell
        return arguments
    key = document.RuntimeUID
    calls, seen = _calls.get(key, ({}, -BURST))
    # A document says that it was changed, but where cells are pasted only after it has computed anew.
    if time.monotonic() - seen > BURST:
        calls = _read_document(document)
    _calls[key] = calls, time.monotonic()
    if key not in _watched:
        document.addModifyListener(_Forgetting(key))
        _watched.add(key)
    return calls[name].without_blanks(arguments) if name in calls else arguments


def _read_document(document: Any) -> dict[str, Calls]:
    sheets = _each(document.Sheets)
    named = (document.NamedRanges, *(sheet.NamedRanges for sheet in sheets))
    return calls_in(
        {sheet.Name: _texts(sheet) for sheet in sheets},
        {each.Name: each.Content for ranges in named for each in _each(ranges)},
    )


def _each(container: Any) -> list[Any]:
    return [container.getByIndex(place) for place in range(container.Count)]


def _texts(sheet: Any) -> Any:
    """Return what was typed into the cells of a sheet, as far as they are used."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getFormulaArray()


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the loader looks for this name
g_ImplementationHelper.addImplementation(Functions, IMPLEMENTATION, (SERVICE,))
