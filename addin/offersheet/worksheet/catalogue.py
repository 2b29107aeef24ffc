"""All worksheet functions by name, in the order in which they are shown.

Which modules declare functions it is told from above: it knows none, and imports them only when a function
is asked for that has not been declared yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, get_args

from offersheet.errors import CellError, ErrorInArgument
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from offersheet.worksheet.declare import WorksheetFunction

__all__ = ["Category", "add", "declared_in", "find", "functions"]

Category = Literal["Pay", "Equity", "Options and startups", "Tax and floor", "Market", "Negotiation"]

_LONGEST_NAME = 40
"""What is longer has no function's name, and is cut in the message."""

_modules: list[str] = []
_functions: dict[str, WorksheetFunction] = {}


def declared_in(modules: Sequence[str]) -> None:
    """Say which modules declare functions, in the order in which a category shows them."""
    _modules.extend(module for module in modules if module not in _modules)


def add(function: WorksheetFunction) -> None:
    """Add a function that has just been declared."""
    _functions[function.name] = function


@cache
def functions() -> dict[str, WorksheetFunction]:
    """Return every worksheet function by its name."""
    for module in _modules:
        import_module(module)
    categories = get_args(Category)
    places = {module: place for place, module in enumerate(_modules)}
    shown = sorted(
        _functions.values(),
        key=lambda function: (
            categories.index(function.category),
            places.get(function.body.__module__, len(places)),
        ),
    )
    return {function.name: function for function in shown}


def find(name: str) -> WorksheetFunction:
    """Return the function of that name, in whatever case it is written."""
    wanted = name.strip().upper()
    for module in _modules:
        if wanted in _functions:
            break
        import_module(module)
    if wanted in _functions:
        return _functions[wanted]
    from difflib import get_close_matches

    wanted = printable(wanted[:_LONGEST_NAME])
    close = " or ".join(get_close_matches(wanted, functions(), n=2))
    did_you_mean = f"; did you mean {close}?" if close else ""
    raise ErrorInArgument(f"there is no function {wanted}{did_you_mean}", CellError.NAME)
