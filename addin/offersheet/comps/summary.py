"""What many rows come to: counts and tallies, which add up in any order to those of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.cleaning import REASONS, Cleaned, Note, Reason, clean
from offersheet.comps.filters import Filters, wanted_rows
from offersheet.comps.frames import Chunk
from offersheet.comps.layouts import Spot
from offersheet.comps.tally import Growing, Tally, added, tally_of
from offersheet.model.comps_columns import COMPONENTS, Component

__all__ = ["Judged", "Summary", "gathered", "judged", "sizes_of"]


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
    blanked: Counter[tuple[Component, Reason]] = field(default_factory=Counter)
    """Of how many rows that count a cell counts as blank, and why."""
    currencies: Counter[str] = field(default_factory=Counter)
    """In which currencies the rows that count are."""
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


def judged(chunk: Chunk, spot: Spot, filters: Filters) -> Judged:
    """Say which rows of a chunk count, and what they come to."""
    cleaned = clean(chunk.frame, spot)
    counts = cleaned.reasons == 0
    left: Counter[str] = Counter()
    for name, marks in wanted_rows(filters, chunk.frame, cleaned):
        counts = counts & marks
        left[name] += int(counts.sum())
    left_out = _by_reason(cleaned.reasons) + Counter({Reason.RAGGED: chunk.ragged})
    blanked = {
        (name, reason): cells
        for name in COMPONENTS
        for reason, cells in _by_reason(cleaned.faults[name][counts]).items()
    }
    summary = Summary(
        rows=len(chunk.frame) + chunk.ragged,
        left_out=left_out,
        left=left,
        notes=Counter({note: int(marks[counts].sum()) for note, marks in cleaned.notes.items()}),
        blanked=Counter(blanked),
        currencies=Counter(cleaned.currency[counts].tolist()),
        tallies={name: tally_of(figures[counts]) for name, figures in cleaned.figures.items()},
        without_total=tally_of(sizes_of(cleaned)[counts & np.isnan(cleaned.figures["total"])]),
    )
    return Judged(counts, cleaned, summary)


def _by_reason(places: NDArray[np.int8]) -> Counter[Reason]:
    found = np.bincount(places, minlength=len(REASONS) + 1).tolist()[1:]
    return Counter({reason: count for reason, count in zip(REASONS, found, strict=True) if count})


def sizes_of(cleaned: Cleaned) -> NDArray[np.float64]:
    """Return of each row its total, or where that is blank its largest figure."""
    total = cleaned.figures["total"]
    largest = np.fmax.reduce([cleaned.figures[name] for name in COMPONENTS])
    return np.where(np.isnan(total), largest, total)


def gathered(parts: Iterable[Summary]) -> Summary:
    """Add summaries up as they come, in memory that depends on distinct figures and not on rows."""
    whole = Summary()
    rows = 0
    tallies = {name: Growing() for name in COMPONENTS}
    without_total = Growing()
    for part in parts:
        rows += part.rows
        for counter in ("left_out", "left", "notes", "blanked", "currencies"):
            getattr(whole, counter).update(getattr(part, counter))
        without_total.add(part.without_total)
        for name in COMPONENTS:
            tallies[name].add(part.tallies[name])
    done = {name: tally.whole() for name, tally in tallies.items()}
    return replace(whole, rows=rows, tallies=done, without_total=without_total.whole())
