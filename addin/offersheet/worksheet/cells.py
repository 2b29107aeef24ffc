"""Reading raw cells as what a kind expects: a number, a word, a schedule, or the default for a blank.

A cell is a number, a text, TRUE or FALSE, a date, an error, or ``None`` where it is blank. A range
is a list of rows, each a list of cells; a flat list is one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from offersheet.errors import CellError, ErrorInArgument, InvalidInput, OutOfDomain
from offersheet.worksheet.days import serial_number
from offersheet.worksheet.kinds import Choice, Day, Flag, Kind, Number, spell

__all__ = [
    "Cell",
    "Entry",
    "as_rows",
    "read_cell",
    "read_numbers",
    "read_pairs",
    "read_schedule",
    "read_series",
]

Cell: TypeAlias = float | str | bool | date | CellError | None


@dataclass(frozen=True)
class Entry:
    """Something that a person fills in: an argument of a function, a field of an offer."""

    name: str
    kind: Kind
    help: str
    default: Any
    required: bool


def as_rows(entry: Entry, cell: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Return a range as rows of equal length; a flat list is one row."""
    rows = cell if cell and isinstance(cell[0], (list, tuple)) else [cell]
    if not set(map(type, rows)) <= {list, tuple} or len(lengths := set(map(len, rows))) > 1 or 0 in lengths:
        raise InvalidInput(f"{entry.name} must be a range whose rows are equally long")
    return rows


def read_cell(entry: Entry, cell: Any) -> Any:
    """Read one cell as its kind."""
    if cell is None:
        if entry.required:
            raise InvalidInput(f"{entry.name} is required, and blank")
        return entry.default
    if isinstance(cell, CellError):
        raise ErrorInArgument(f"{entry.name} is {cell}", cell)
    if isinstance(entry.kind, Number):
        return _number(entry, cell)
    if isinstance(entry.kind, Flag):
        return _flag(entry, cell)
    if isinstance(entry.kind, Day):
        return _day(entry, cell)
    if not isinstance(cell, str):
        raise InvalidInput(f"{entry.name} must be a text, got {spell(cell)}")
    return entry.kind.canonical(cell) if isinstance(entry.kind, Choice) else cell


def _number(entry: Entry, cell: Any, must: str = "be a number") -> float:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise InvalidInput(f"{entry.name} must {must}, got {spell(cell)}")
    try:
        return float(cell)
    except OverflowError as error:
        raise OutOfDomain(f"{entry.name} must {must}, got {spell(cell)}") from error


def _flag(entry: Entry, cell: Any) -> bool:
    if not isinstance(cell, (bool, int, float)) or cell not in (0, 1):
        raise InvalidInput(f"{entry.name} must be TRUE or FALSE, got {spell(cell)}")
    return bool(cell)


def _day(entry: Entry, cell: Any) -> float:
    if isinstance(cell, str):
        # A text that is no day is refused below, in the same words as anything else.
        with suppress(ValueError):
            cell = date.fromisoformat(cell.strip())
    return serial_number(cell) if isinstance(cell, date) else _number(entry, cell, f"be {entry.kind.domain}")


def read_numbers(entry: Entry, cells: Sequence[Any]) -> tuple[float, ...]:
    """Read single cells and ranges as one list of numbers, passing over blanks; at least one is there."""
    ranges = [as_rows(entry, cell) if isinstance(cell, (list, tuple)) else [[cell]] for cell in cells]
    flat = chain.from_iterable(row for rows in ranges for row in rows)
    numbers = tuple(read_cell(entry, cell) for cell in flat if cell is not None)
    if not numbers:
        raise InvalidInput(f"{entry.name} is required, and blank")
    return numbers


def read_schedule(entry: Entry, cell: Any) -> tuple[float, ...] | None:
    """Read a row or column of fractions; blanks at its end are dropped, and a blank one is none."""
    rows = as_rows(entry, cell) if isinstance(cell, (list, tuple)) else [[cell]]
    if len(rows) > 1 and len(rows[0]) > 1:
        raise InvalidInput(f"{entry.name} must be one row or one column")
    fractions = list(chain.from_iterable(rows))
    while fractions and fractions[-1] is None:
        fractions.pop()
    if not fractions:
        return None
    if None in fractions:
        raise InvalidInput(f"{entry.name} has a blank before its end")
    return tuple(_held(entry, fraction) for fraction in fractions)


def read_series(entry: Entry, cell: Any) -> tuple[float, ...]:
    """Read a range as numbers in its reading order, passing over blanks; at least one is there."""
    rows = as_rows(entry, cell) if isinstance(cell, (list, tuple)) else [[cell]]
    numbers = [number for number in chain.from_iterable(rows) if number is not None]
    if not numbers:
        raise InvalidInput(f"{entry.name} is required, and blank")
    if set(map(type, numbers)) == {float}:
        return tuple(numbers)
    return tuple(_held(entry, number) for number in numbers)


def _held(entry: Entry, cell: Any) -> float:
    """Read a number that a range holds, all of which counts together."""
    if isinstance(cell, CellError):
        raise ErrorInArgument(f"{entry.name} holds {cell}", cell)
    return _number(entry, cell, "hold numbers")


def read_pairs(entry: Entry, cell: Any) -> tuple[tuple[str, Any], ...]:
    """Read two columns as names, in lower case, and the cells beside them, passing over blank lines."""
    if cell is None:
        raise InvalidInput(f"{entry.name} is required, and blank")
    rows = as_rows(entry, cell) if isinstance(cell, (list, tuple)) else [[cell]]
    if len(rows[0]) != 2:
        raise InvalidInput(f"{entry.name} must be {entry.kind.domain}")
    pairs = []
    for name, value in rows:
        if name is None and value is None:
            continue
        if not isinstance(name, str):
            raise InvalidInput(f"{entry.name} must hold names in its first column, got {spell(name)}")
        pairs.append((name.strip().lower(), value))
    return tuple(pairs)
