"""What many rows come to: counts and tallies, which add up in any order to those of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.chunks import Block, Chunk
from offersheet.comps.cleaning import REASONS, Cleaned, Cleaner, Note, Reason
from offersheet.comps.filters import Filters, Sieve
from offersheet.comps.tally import Growing, Tally, added, tally_of
from offersheet.model.comps_columns import COMPONENTS, Component

__all__ = ["Judge", "Judged", "Summary", "gathered", "sizes_of"]


def _tallies() -> Mapping[Component, Tally]:
    return dict.fromkeys(COMPONENTS, Tally())


@dataclass(frozen=True)
class Summary:
    """What some rows come to."""

    rows: int = 0
    left_out: Counter[Reason] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    """How many rows each filter left of those that the filters before it had left."""
    notes: Counter[Note] = field(default_factory=Counter)
    """Of how many rows that count each is worth saying."""
    tallies: Mapping[Component, Tally] = field(default_factory=_tallies)
    without_total: Tally = field(default_factory=Tally)
    """Of each row that counts and has no total its largest figure."""

    @property
    def count(self) -> int:
        """How many rows count."""
        return self.tallies["total"].count + self.without_total.count

    def sizes(self) -> Tally:
        """Return of each row that counts its total, or where that is blank its largest figure."""
        return added([self.tallies["total"], self.without_total])


@dataclass(frozen=True)
class Judged:
    """A chunk, judged."""

    counts: NDArray[np.bool_]
    """Which rows count: they make sense and are wanted."""
    cleaned: Cleaned
    summary: Summary


class Judge:
    """Judges chunk after chunk of one block by the same rules."""

    def __init__(self, block: Block, filters: Filters) -> None:
        self._cleaner = Cleaner(decimal_comma=block.spot.delimiter == ";")
        self._sieve = Sieve(filters)

    def judged(self, chunk: Chunk) -> Judged:
        """Say which rows of a chunk count, and what they come to."""
        cleaned = self._cleaner.clean(chunk)
        counts = cleaned.reasons == 0
        left: Counter[str] = Counter()
        for name, marks in self._sieve.marks(chunk, cleaned.experience):
            counts = counts & marks
            left[name] += int(counts.sum())
        left_out = Counter({Reason.RAGGED: chunk.ragged})
        faults = np.bincount(cleaned.reasons, minlength=len(REASONS) + 1).tolist()[1:]
        left_out.update(dict(zip(REASONS, faults, strict=True)))
        return Judged(
            counts,
            cleaned,
            Summary(
                rows=chunk.rows,
                left_out=left_out,
                left=left,
                notes=Counter({note: int(marks[counts].sum()) for note, marks in cleaned.notes.items()}),
                tallies={name: tally_of(figures[counts]) for name, figures in cleaned.figures.items()},
                without_total=tally_of(sizes_of(cleaned)[counts & np.isnan(cleaned.figures["total"])]),
            ),
        )


def sizes_of(cleaned: Cleaned) -> NDArray[np.float64]:
    """Return of each row its total, or where that is blank its largest figure."""
    total = cleaned.figures["total"]
    largest = np.fmax.reduce([cleaned.figures[name] for name in COMPONENTS])
    return np.where(np.isnan(total), largest, total)


def gathered(parts: Iterable[Summary]) -> Summary:
    """Add summaries up as they come, in memory that depends on distinct figures and not on rows."""
    rows = 0
    left_out: Counter[Reason] = Counter()
    left: Counter[str] = Counter()
    notes: Counter[Note] = Counter()
    tallies = {name: Growing() for name in COMPONENTS}
    without_total = Growing()
    for part in parts:
        rows += part.rows
        left_out.update(part.left_out)
        left.update(part.left)
        notes.update(part.notes)
        without_total.add(part.without_total)
        for name in COMPONENTS:
            tallies[name].add(part.tallies[name])
    whole = {name: tally.whole() for name, tally in tallies.items()}
    return Summary(rows, left_out, left, notes, whole, without_total.whole())
