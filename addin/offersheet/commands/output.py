"""How answers are written: for a person at a terminal, for a script, and as JSON."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from offersheet.errors import CellError

if TYPE_CHECKING:
    from json import JSONEncoder

    from rich.console import Console, RenderableType

    from offersheet.worksheet.call import Answer

__all__ = ["SCHEMA", "aligned", "encoded", "encoded_failure", "exact", "readable", "show", "tabbed", "width"]

SCHEMA = 1
"""Of JSON: the number that moves when a key goes or comes to mean something else, not when one comes."""

WIDEST = 100
"""Columns of a terminal that are used at most: longer lines are hard to read."""

UNWRAPPED = 10_000
"""Columns that no line reaches."""


@cache
def _encoder() -> JSONEncoder:
    """Return the one writer of JSON; whoever only asks for help does not wait for its library."""
    from json import JSONEncoder

    return JSONEncoder(allow_nan=False)


def encoded(answer: Answer) -> str:
    """Write an answer as one line: ``{"value": ...}``, or ``{"error": "#NUM!", "why": ...}``.

    Rows have their errors in their places, as text, and ``why`` beside them.
    """
    key = "error" if isinstance(answer.value, CellError) else "value"
    return _encoder().encode({key: answer.value, "why": answer.why} if answer.why else {key: answer.value})


def encoded_failure(reason: str) -> str:
    """Write in one line why there is no answer at all."""
    return _encoder().encode({"schema": SCHEMA, "error": reason})


def exact(cell: Any) -> str:
    """Write a cell so that it reads back as the same value.

    >>> exact(430000.0), exact(0.1), exact(True), exact("recurring")
    ('430000', '0.1', 'TRUE', 'recurring')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e16:
        return str(int(cell))
    return str(cell)


def readable(cell: Any, digits: int = 15) -> str:
    """Write a cell for a person, with at most so many digits; 15 is what a spreadsheet shows.

    >>> readable(100000 * (1 + 0.15 * 0.8)), readable(0.7828933960780069, 6), readable("recurring")
    ('112000', '0.782893', 'recurring')
    """
    return exact(float(f"{cell:.{digits}g}")) if isinstance(cell, float) else exact(cell)


def tabbed(rows: list[list[Any]]) -> str:
    """Write rows for a script: exact, with a tab between cells."""
    return "\n".join("\t".join(map(exact, row)) for row in rows)


def aligned(rows: list[list[Any]]) -> str:
    """Write rows for a person: money to the cent, in columns.

    >>> print(aligned([["year", "base"], [1.0, 185000.0], [2.0, 202154.495]]))
    year       base
       1  185000.00
       2  202154.50
    """
    columns = [_column(column) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _column(cells: tuple[Any, ...]) -> list[str]:
    numbers = [cell for cell in cells if isinstance(cell, float)]
    fractional = any(number % 1 for number in numbers)
    money = fractional and 1000 <= max(map(abs, numbers)) < 1e15
    texts = [
        _to_the_cent(cell) if money and isinstance(cell, float) else readable(cell, 6 if fractional else 15)
        for cell in cells
    ]
    width = max(map(len, texts))
    return [text.rjust(width) if numbers else text.ljust(width) for text in texts]


def _to_the_cent(amount: float) -> str:
    """Round as a spreadsheet shows it: halves up, seen with 15 digits."""
    from decimal import ROUND_HALF_UP, Decimal

    return str(Decimal(f"{amount:.15g}").quantize(Decimal("0.01"), ROUND_HALF_UP))


def show(*parts: RenderableType, least: int = 0) -> None:
    """Print wrapped at a terminal, and whole lines into a pipe; no narrower than ``least`` columns."""
    console = _console()
    console.size = (max(console.width, least), console.height)  # both: or a dumb terminal has 80 columns
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def width() -> int:
    """Return how many columns there are."""
    return _console().width


def _console() -> Console:
    from rich.console import Console

    console = Console(markup=False, highlight=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else UNWRAPPED
    return console
