"""Which rows of pay data make sense, and what they say: one set of rules for every layout and format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.amounts import AMBIGUOUS, BLANK, NOT_A_NUMBER, Remembered, amount, text
from offersheet.comps.chunks import Chunk
from offersheet.facts import load
from offersheet.model.comps_columns import COMPONENTS, Component

__all__ = ["NOTED", "REASONS", "Cleaned", "Cleaner", "Note", "Reason"]

Figures = NDArray[np.float64]
Marks = NDArray[np.bool_]


_PARTS: tuple[Component, ...] = tuple(name for name in COMPONENTS if name != "total")


class Reason(StrEnum):
    """Why a row is left out."""

    RAGGED = "ragged"
    STATUS = "status"
    PART_TIME = "part_time"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"
    BLANK = "blank"
    UNIT = "unit"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


class Note(StrEnum):
    """What is worth saying about rows that count."""

    ADDED_UP = "added_up"
    INCONSISTENT = "inconsistent"
    NO_PARTS = "no_parts"
    EXPERIENCE = "experience"


_FACTS = load("comps")
_PAY: Mapping[Component, Mapping[str, float]] = _FACTS["pay"]


def _limits(bound: str) -> str:
    return ", ".join(f"{component} {_PAY[component][bound]:,}" for component in COMPONENTS)


REASONS: Mapping[Reason, str] = {
    Reason.RAGGED: "not as many cells as there are headings",
    Reason.STATUS: f"an application that is not {' or '.join(_FACTS['lca']['status']).lower()}",
    Reason.PART_TIME: "not full-time",
    Reason.NOT_A_NUMBER: "pay that is not a number",
    Reason.AMBIGUOUS: "pay whose thousands and decimals cannot be told apart",
    Reason.BLANK: "no pay given",
    Reason.UNIT: f"a wage in none of the units {', '.join(_FACTS['lca']['units'])}",
    Reason.NEGATIVE: "negative pay",
    Reason.ZERO: "pay of 0",
    Reason.TOO_LOW: f"too little to be a year's pay: below {_limits('low')}",
    Reason.TOO_HIGH: f"too much to be a year's pay: above {_limits('high')}",
}
"""In the order in which they are looked for; a row is left out for the first."""

NOTED: Mapping[Note, str] = {
    Note.ADDED_UP: "the total is not given; it is the sum of base, bonus and stock",
    Note.INCONSISTENT: "the total is not the sum of base, bonus and stock; it counts as given",
    Note.NO_PARTS: "the base is 0; it, and a bonus or stock of 0 beside it, count as not given",
    Note.EXPERIENCE: "the experience is no possible number of years; it counts as not given",
}
"""What is said of so many rows."""


@dataclass(frozen=True)
class Cleaned:
    """What the rows of a chunk say; blanks are NaN."""

    reasons: NDArray[np.int8]
    """For each row 0 where it makes sense, else the place of its reason, from 1."""
    figures: Mapping[Component, Figures]
    experience: Figures
    notes: Mapping[Note, Marks]


class Cleaner:
    """The rules, with what they remember of cells that repeat themselves."""

    def __init__(self, *, decimal_comma: bool) -> None:
        read = partial(amount, decimal_comma=decimal_comma)
        self._amounts: Mapping[str, Remembered[float]] = {
            name: Remembered(read) for name in (*COMPONENTS, "experience")
        }
        units = {_word(unit): times for unit, times in _FACTS["lca"]["units"].items()}
        status = {_word(status) for status in _FACTS["lca"]["status"]}
        self._units = Remembered(lambda cell: float(units.get(_word(text(cell)), np.nan)))
        self._certified = Remembered(lambda cell: _word(text(cell)) in status)
        self._part_time = Remembered(lambda cell: _word(text(cell)) in ("n", "no", "false"))

    @np.errstate(all="ignore")  # what is too large, or no number, is found as such
    def clean(self, chunk: Chunk) -> Cleaned:
        """Read the figures of a chunk, and find what is wrong with its rows."""
        figures = {name: self._read(chunk, name) for name in COMPONENTS}
        faults = self._faults(chunk, figures)
        unit = self._units_of(chunk)
        blank = np.all([np.isnan(figures[name]) for name in COMPONENTS], axis=0)
        faults[Reason.BLANK] = blank
        faults[Reason.UNIT] = np.isnan(unit)
        faults[Reason.NEGATIVE] = _any(figures, lambda _, pay: pay < 0)
        figures["base"] = figures["base"] * unit
        notes = {Note.NO_PARTS: _without_parts(figures)}
        faults[Reason.ZERO] = (figures["total"] == 0) | ~_any(figures, lambda _, pay: pay > 0)
        faults[Reason.TOO_LOW] = _any(figures, lambda name, pay: (pay > 0) & (pay < _PAY[name]["low"]))
        faults[Reason.TOO_HIGH] = _any(figures, lambda name, pay: pay > _PAY[name]["high"])
        notes[Note.INCONSISTENT] = _inconsistent(figures)
        notes[Note.ADDED_UP] = _added_up(figures)
        experience = self._read(chunk, "experience")
        notes[Note.EXPERIENCE] = (experience < 0) | (experience > _FACTS["experience"]["high"])
        experience[notes[Note.EXPERIENCE]] = BLANK
        reasons = np.zeros(len(chunk), dtype=np.int8)
        for place, reason in enumerate(REASONS, start=1):
            if reason in faults:
                reasons[(reasons == 0) & faults[reason]] = place
        return Cleaned(reasons, figures, experience, notes)

    def _read(self, chunk: Chunk, name: str) -> Figures:
        if name not in chunk.columns:
            return np.full(len(chunk), BLANK)
        return _each(self._amounts[name], chunk.columns[name], np.float64)

    def _faults(self, chunk: Chunk, figures: Mapping[Component, Figures]) -> dict[Reason, Marks]:
        faults: dict[Reason, Marks] = {
            Reason.NOT_A_NUMBER: _any(figures, lambda _, pay: pay == NOT_A_NUMBER),
            Reason.AMBIGUOUS: _any(figures, lambda _, pay: pay == AMBIGUOUS),
        }
        if "status" in chunk.columns:
            faults[Reason.STATUS] = ~_each(self._certified, chunk.columns["status"], np.bool_)
        if "full_time" in chunk.columns:
            faults[Reason.PART_TIME] = _each(self._part_time, chunk.columns["full_time"], np.bool_)
        return faults

    def _units_of(self, chunk: Chunk) -> Figures:
        if "unit" not in chunk.columns:
            return np.ones(len(chunk))
        return _each(self._units, chunk.columns["unit"], np.float64)


def _each(read: Remembered[Any], cells: Sequence[Any], dtype: type) -> NDArray[Any]:
    return np.fromiter(map(read.__getitem__, cells), dtype, len(cells))


def _word(written: str) -> str:
    """Return a word of a form without case and signs: ``Bi-Weekly`` is ``biweekly``."""
    return "".join(letter for letter in written.casefold() if letter.isalnum())


def _any(figures: Mapping[Component, Figures], test: Callable[[Component, Figures], Marks]) -> Marks:
    marks: Marks = np.any([test(name, figures[name]) for name in COMPONENTS], axis=0)
    return marks


def _without_parts(figures: dict[Component, Figures]) -> Marks:
    """Blank a base of 0 where anything else is paid, with the bonus and stock of 0 beside it."""
    marks: Marks = (figures["base"] == 0) & _any(figures, lambda _, pay: pay > 0)
    for name in _PARTS:
        figures[name] = np.where(marks & (figures[name] == 0), BLANK, figures[name])
    return marks


def _inconsistent(figures: Mapping[Component, Figures]) -> Marks:
    """Mark totals that differ from the sum of all parts, or are less than the parts that are given."""
    parts = np.array([figures[name] for name in _PARTS])
    over = np.nansum(parts, axis=0) - figures["total"]
    allowed = np.maximum(_FACTS["agreement"]["amount"], _FACTS["agreement"]["part"] * figures["total"])
    marks: Marks = (over > allowed) | (~np.isnan(parts).any(axis=0) & (-over > allowed))
    return marks


def _added_up(figures: dict[Component, Figures]) -> Marks:
    """Fill in totals that are blank where all parts are given."""
    summed = sum((figures[name] for name in _PARTS), np.zeros(figures["base"].size))
    marks: Marks = np.isnan(figures["total"]) & ~np.isnan(summed)
    figures["total"] = np.where(marks, summed, figures["total"])
    return marks
