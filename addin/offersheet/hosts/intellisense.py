"""Argument tips while typing: the sheet in which Excel-DNA's IntelliSense looks for the help of functions.

Excel itself shows tips for its own functions alone. Whoever has that add-in sees ours, too, as soon as an
open workbook or add-in has this sheet as its last, hidden or not: a line for each function, with its name,
what it does, a help topic, and then each argument with its help.
"""

from __future__ import annotations

from collections.abc import Iterable

from offersheet.worksheet.declare import WorksheetFunction

__all__ = ["SHEET", "lines"]

SHEET = "_IntelliSense_"


def lines(functions: Iterable[WorksheetFunction]) -> list[tuple[str, ...]]:
    """Return the lines of the sheet; the first says which layout the others have."""
    return [("FunctionInfo", "1.0"), *map(_line, functions)]


def _line(function: WorksheetFunction) -> tuple[str, ...]:
    arguments = (text for each in function.parameters for text in (each.name, each.described))
    return (function.name, function.summary, "", *arguments)
