"""What many rows come to: counts and tallies, which add up in any order to those of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.chunks import Block, Chunk
from offersheet.comps.cleaning import REASONS, Cleaned, Cleaner, Note, Reason
from offersheet.comps.columns import COMPONENTS, Component
from offersheet.comps.filters import Filters, Sieve
from offersheet.comps.tally import Tally, added, tally_of

__all__ = ["Judge", "Judged", "Summary", "gathered", "sizes_of"]

_Key = TypeVar("_Key")

LEAST_WAITING = 1 << 16
"""Figures that wait to be added up, at least: adding sorts them."""


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
    sizes: Tally = field(default_factory=Tally)
    """Of each row that counts its total, or where that is blank its largest figure."""

    @property
    def figures(self) -> int:
        """How many distinct figures it holds."""
        return sum(tally.values.size for tally in (self.sizes, *self.tallies.values()))


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
                sizes=tally_of(sizes_of(cleaned)[counts]),
            ),
        )


def sizes_of(cleaned: Cleaned) -> NDArray[np.float64]:
    """Return of each row its total, or where that is blank its largest figure."""
    total = cleaned.figures["total"]
    largest = np.fmax.reduce([cleaned.figures[name] for name in COMPONENTS])
    return np.where(np.isnan(total), largest, total)


def gathered(parts: Iterable[Summary]) -> Summary:
    """Add summaries up as they come, in memory that depends on distinct figures and not on rows."""
    done, waiting, figures = Summary(), list[Summary](), 0
    for part in parts:
        waiting.append(part)
        figures += part.figures
        if figures > max(done.figures, LEAST_WAITING):
            done, waiting, figures = _added([done, *waiting]), [], 0
    return _added([done, *waiting])


def _added(parts: list[Summary]) -> Summary:
    return Summary(
        rows=sum(part.rows for part in parts),
        left_out=_counted(part.left_out for part in parts),
        left=_counted(part.left for part in parts),
        notes=_counted(part.notes for part in parts),
        tallies={name: added([part.tallies[name] for part in parts]) for name in COMPONENTS},
        sizes=added([part.sizes for part in parts]),
    )


def _counted(counters: Iterator[Counter[_Key]]) -> Counter[_Key]:
    total: Counter[_Key] = Counter()
    for counter in counters:
        total.update(counter)
    return total
