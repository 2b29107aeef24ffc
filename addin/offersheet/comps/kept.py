"""The rows behind the percentiles, as many as a sheet can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.amounts import text
from offersheet.comps.cleaning import Cleaned, Note
from offersheet.comps.filters import places_of
from offersheet.comps.frames import Block, each
from offersheet.comps.metros import metro
from offersheet.comps.read import Comps, judged_chunks, named
from offersheet.comps.summary import Judged, sizes_of
from offersheet.comps.tally import Tally
from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS, COMPONENTS, MOST_COMPS, Comp
from offersheet.worksheet.spelling import as_in_a_cell

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Kept", "kept_rows"]


TEXTS = ("source", "company", "title", "level", "tier")


@dataclass(frozen=True)
class Kept:
    """Rows that count, in the order of their files; each has all the columns, blanks being ``None``."""

    rows: tuple[Comp, ...]
    of: int
    """How many rows count altogether."""

    @property
    def note(self) -> str:
        """Say what was dropped, or nothing where all are there."""
        if len(self.rows) == self.of:
            return ""
        return (
            f"{len(self.rows):,} of {self.of:,} rows, evenly spaced by their pay from the least to the most, "
            "so that percentiles stay near those of all."
        )


def kept_rows(comps: Comps, most: int = MOST_COMPS) -> Kept:
    """Return the rows that count; of more than ``most`` those at even steps of rank by pay.

    The files are read once more; nothing of their rows was kept.
    """
    if most < 2:
        raise InvalidInput(f"at least 2 rows must be kept, got {most}")
    sizes = comps.summary.sizes()
    picker = _Picker(sizes, min(most, sizes.count))
    rows: list[Comp] = []
    for source in comps.sources:
        with named(source.name):
            block = Block(source.path, source.spot, source.spot.start)
            for chunk, found in judged_chunks(block, comps.filters):
                picked = picker.picked(found)
                rows += _rows(chunk.frame.iloc[picked], found.cleaned, picked, source.spot.plan.layout)
    if len(rows) != min(most, sizes.count):
        raise InvalidInput("the files changed while they were read")
    return Kept(tuple(rows), sizes.count)


class _Picker:
    """Picks rows by rank; those that tie are ranked in the order in which they come."""

    def __init__(self, sizes: Tally, most: int) -> None:
        self._sizes = sizes
        self._wanted = np.rint(np.linspace(0, max(sizes.count - 1, 0), most)).astype(np.int64)
        self._next = np.cumsum(sizes.counts) - sizes.counts

    def picked(self, judged: Judged) -> NDArray[np.int64]:
        """Return the places of the rows of a chunk that are picked."""
        places = np.flatnonzero(judged.counts)
        pay = sizes_of(judged.cleaned)[places]
        known = np.isin(pay, self._sizes.values)
        places, slots = places[known], np.searchsorted(self._sizes.values, pay[known])
        # Sorted without changing the order of ties: how many of its equals come before each row.
        order = np.argsort(slots, kind="stable")
        values, first, counts = np.unique(slots[order], return_index=True, return_counts=True)
        ranks = np.empty(slots.size, dtype=np.int64)
        ranks[order] = np.arange(slots.size) - np.repeat(first - self._next[values], counts)
        self._next[values] += counts
        return places[np.isin(ranks, self._wanted)]


def _rows(frame: DataFrame, cleaned: Cleaned, picked: NDArray[np.int64], layout: str) -> Iterator[Comp]:
    """Yield the rows of a frame, those of these places, with what was made of their figures."""
    texts = {name: each(text, frame, name, "") for name in TEXTS}
    figures: dict[str, NDArray[np.float64]] = {"experience": cleaned.experience}
    figures.update({name: cleaned.figures[name] for name in COMPONENTS})
    # What offers are ranked against on the sheet must be of all parts, as theirs is.
    figures["total"] = np.where(cleaned.notes[Note.PARTIAL], np.nan, figures["total"])
    for number, (place, somewhere) in enumerate(zip(picked.tolist(), places_of(frame), strict=True)):
        row: dict[str, Any] = {name: as_in_a_cell(cells[number]) or None for name, cells in texts.items()}
        row["source"] = row["source"] or layout
        row["metro"] = metro(as_in_a_cell(somewhere)) or None
        for name in figures:
            figure = float(figures[name][place])
            row[name] = None if np.isnan(figure) else figure
        yield {column.name: row.get(column.name) for column in COLUMNS}
