"""All worksheet functions by name, in the order in which they are shown."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import get_args

from offersheet.errors import CellError, ErrorInArgument
from offersheet.worksheet.declare import Category, WorksheetFunction, declared

__all__ = ["find", "functions"]

_LONGEST_NAME = 40
"""What is longer has no function's name, and is cut in the message."""


@cache
def functions() -> dict[str, WorksheetFunction]:
    """Return every worksheet function by its name."""
    # Importing a module declares its functions.
    from offersheet.model import (  # noqa: F401
        equity,
        liquidity,
        market,
        negotiation,
        offer_value,
        options,
        pay,
        simulation,
        startup,
        tranches,
        walk_away,
    )
    from offersheet.model.tax import income, shares  # noqa: F401
    from offersheet.worksheet import explain  # noqa: F401

    # In an order of its own, whichever module was imported first.
    categories = get_args(Category)
    shown = sorted(
        declared().values(),
        key=lambda function: (categories.index(function.category), function.body.__module__),
    )
    return {function.name: function for function in shown}


def find(name: str) -> WorksheetFunction:
    """Return the function of that name, in whatever case it is written."""
    wanted = name.strip().upper()
    found = functions().get(wanted)
    if found is None:
        wanted = wanted[:_LONGEST_NAME]
        close = " or ".join(get_close_matches(wanted, functions(), n=2))
        did_you_mean = f"; did you mean {close}?" if close else ""
        raise ErrorInArgument(f"there is no function {wanted}{did_you_mean}", CellError.NAME)
    return found
