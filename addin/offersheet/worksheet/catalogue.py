"""All worksheet functions by name, in the order in which they are shown."""

from __future__ import annotations

from functools import cache

from offersheet.errors import CellError, ErrorInArgument
from offersheet.worksheet.declare import WorksheetFunction, declared

__all__ = ["find", "functions"]


@cache
def functions() -> dict[str, WorksheetFunction]:
    """Return every worksheet function by its name."""
    from offersheet.model import equity, pay  # noqa: F401 - importing a module declares its functions

    return declared()


def find(name: str) -> WorksheetFunction:
    """Return the function of that name, in whatever case it is written."""
    found = functions().get(name.strip().upper())
    if found is None:
        raise ErrorInArgument(f"there is no function {name.strip().upper()}", CellError.NAME)
    return found
