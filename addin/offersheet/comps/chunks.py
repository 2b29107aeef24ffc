"""What the readers of all formats hand on: some rows of a table, the columns that count side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from offersheet.comps.layouts import Plan

__all__ = ["CHUNK_ROWS", "HEAD_ROWS", "Block", "Chunk", "Spot", "chunked"]

CHUNK_ROWS = 8_192
"""Rows that are in memory at a time, at most."""

CHUNK_BYTES = 4_000_000
"""Bytes of the file that a chunk is of, about, at most: its rows may be long."""

_LOOK = 64
"""Rows after which it is looked how long they are."""

HEAD_ROWS = 200
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

    columns: Mapping[str, Sequence[Any]]
    """The cells of each column that the plan found, of rows as wide as the headings."""
    ragged: int
    """How many other rows there were."""
    end: int
    """How far into the block these reach."""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return len(self) + self.ragged


def chunked(
    rows: Iterable[Sequence[Any]],
    plan: Plan,
    reached: Callable[[], int] = lambda: 0,
    stop: float = math.inf,
    *,
    alone: bool = False,
) -> Iterator[Chunk]:
    """Take the columns of the plan from rows, chunk by chunk, up to the row that reaches ``stop``.

    Only where the table is ``alone`` in the file is a row of another width than the headings a wrong one;
    on a sheet other things may stand beside it.
    """
    places = list(plan.places.values())
    take = itemgetter(*places, places[0])  # of one place alone it would give no tuple
    taken: list[tuple[Any, ...]] = []
    ragged, began, ends = 0, reached(), stop < math.inf
    if began >= stop:
        return
    for seen, row in enumerate(rows, start=1):
        if alone and len(row) != plan.width:
            row = _of_width(row, plan.width)
        if alone and len(row) != plan.width:
            ragged += 1
        elif any(cells := take(row)) or _filled(row if alone else cells):
            taken.append(cells)
        over = ends and reached() >= stop
        if over or len(taken) == CHUNK_ROWS or (seen % _LOOK == 0 and reached() - began >= CHUNK_BYTES):
            yield _chunk(taken, plan, ragged, reached())
            taken, ragged, began = [], 0, reached()
        if over:
            return
    yield _chunk(taken, plan, ragged, reached())


def _of_width(row: Sequence[Any], width: int) -> Sequence[Any]:
    """Return a row as wide as the headings where only blank cells are missing or too many."""
    if not _filled(row):
        return [""] * width
    return row if _filled(row[width:]) else row[:width]


def _filled(row: Sequence[Any]) -> bool:
    return any(cell != "" and cell is not None for cell in row)


def _chunk(taken: list[tuple[Any, ...]], plan: Plan, ragged: int, end: int) -> Chunk:
    columns = map(_plain, zip(*taken, strict=True)) if taken else [()] * len(plan.places)
    return Chunk(dict(zip(plan.places, columns, strict=False)), ragged, end)


_PLAIN = frozenset({str, float, int, type(None)})


def _plain(column: Sequence[Any]) -> Sequence[Any]:
    """Return cells with types of their own as numbers or texts: TRUE is not the number 1."""
    if _PLAIN.issuperset(map(type, column)):
        return column
    return [
        cell if type(cell) in _PLAIN else float(cell) if isinstance(cell, Decimal) else str(cell)
        for cell in column
    ]
