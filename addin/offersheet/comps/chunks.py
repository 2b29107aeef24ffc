"""What the readers of all formats hand on: some rows of a table, the columns that count side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from offersheet.comps.layouts import Plan

__all__ = ["CHUNK_ROWS", "HEAD_ROWS", "Block", "Chunk", "Spot", "chunk_of", "plain"]

CHUNK_ROWS = 8_192
"""Rows that are in memory at a time, at most."""

HEAD_ROWS = 20
"""Rows of a table among which the headings are looked for."""


@dataclass(frozen=True)
class Spot:
    """How to get at the rows of the table in a file."""

    reader: str
    """Its format: text, workbook or parquet."""
    plan: Plan
    skip: int
    """Rows before and with the headings."""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a file, from a byte or a row group up to another; ``None`` is the end."""

    path: str
    spot: Spot
    start: int = 0
    stop: int | None = None


@dataclass(frozen=True)
class Chunk:
    """Rows that have cells at all."""

    rows: int
    columns: Mapping[str, Sequence[Any]]
    """The cells of each column that the plan found; rows of a wrong width are left out."""
    ragged: int
    """How many were left out for their width."""
    end: int
    """How far into the file, or how many rows, these reach."""
    recoded: bool = False
    """Whether a line was not UTF-8 and was read as Windows-1252."""

    def __len__(self) -> int:
        return self.rows - self.ragged


def chunk_of(rows: list[Sequence[Any]], plan: Plan, end: int, *, recoded: bool = False) -> Chunk:
    """Take the columns of the plan from rows."""
    filled = [row for row in rows if any(cell != "" and cell is not None for cell in row)]
    whole = filled if {*map(len, filled)} <= {plan.width} else list(_of_width(filled, plan.width))
    # itemgetter of one place gives the cell itself, of several a tuple.
    places = list(plan.places.values())
    taken = list(zip(*map(itemgetter(*places, places[0]), whole), strict=True)) or [()] * len(places)
    columns = dict(zip(plan.places, taken, strict=False))
    return Chunk(len(filled), columns, len(filled) - len(whole), end, recoded)


def _of_width(rows: list[Sequence[Any]], width: int) -> Iterator[Sequence[Any]]:
    """Yield the rows of that width; blank cells beyond it do not count."""
    for row in rows:
        if len(row) == width:
            yield row
        elif len(row) > width and not any(cell != "" and cell is not None for cell in row[width:]):
            yield row[:width]


_PLAIN = frozenset({str, float, int, type(None)})


def plain(row: Sequence[Any]) -> Sequence[Any]:
    """Return cells with types of their own as numbers or texts: TRUE is not the number 1.

    >>> plain(["Acme", 95_000, True])
    ['Acme', 95000, 'True']
    """
    if _PLAIN.issuperset(map(type, row)):
        return row
    return [
        cell if type(cell) in _PLAIN else float(cell) if isinstance(cell, Decimal) else str(cell)
        for cell in row
    ]
