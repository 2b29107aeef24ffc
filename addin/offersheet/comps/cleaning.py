"""Which cells and rows of pay data make sense, and what they say: one set of rules for all files.

One bad cell costs one cell: it counts as blank, and is counted. A row is left out where nothing is left
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.amounts import (
    AMBIGUOUS,
    BLANK,
    NOT_A_NUMBER,
    amount,
    currency,
    currency_code,
    decimal_mark,
    folded,
    share,
    text,
)
from offersheet.comps.frames import each
from offersheet.comps.layouts import LCA, Spot
from offersheet.facts import load
from offersheet.model.comps_columns import COMPONENTS, Component

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["NOTED", "PARTS", "REASONS", "Cleaned", "Note", "Reason", "clean", "decimal_marks"]

Figures = NDArray[np.float64]
Marks = NDArray[np.bool_]

PARTS: tuple[Component, ...] = tuple(name for name in COMPONENTS if name != "total")


class Reason(StrEnum):
    """Why a row is left out, or a cell counts as blank."""

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
    PARTIAL = "partial"
    INCONSISTENT = "inconsistent"
    NO_PARTS = "no_parts"
    EXPERIENCE = "experience"


_FACTS = load("comps")
_LCA = _FACTS["lca"]
_PAY: Mapping[Component, Mapping[str, float]] = _FACTS["pay"]


def _limits(bound: str) -> str:
    return ", ".join(f"{component} {_PAY[component][bound]:,}" for component in COMPONENTS)


REASONS: Mapping[Reason, str] = {
    Reason.RAGGED: "not as many cells as there are headings",
    Reason.STATUS: f"an application that is not {' or '.join(_LCA['status']).lower()}",
    Reason.PART_TIME: "not full-time",
    Reason.NOT_A_NUMBER: "pay that is not a number",
    Reason.AMBIGUOUS: "pay whose thousands and decimals cannot be told apart",
    Reason.BLANK: "no pay given",
    Reason.UNIT: f"a wage in none of the units {', '.join(_LCA['units'])}",
    Reason.NEGATIVE: "negative pay",
    Reason.ZERO: "pay of 0",
    Reason.TOO_LOW: f"too little to be a year's pay: below {_limits('low')}",
    Reason.TOO_HIGH: f"too much to be a year's pay: above {_limits('high')}",
}
"""In the order in which they are looked for; a row is left out for the first."""

_PLACES = {reason: place for place, reason in enumerate(REASONS, start=1)}

NOTED: Mapping[Note, str] = {
    Note.ADDED_UP: "the total is not given; it is the sum of base, bonus and stock",
    Note.PARTIAL: "the total is of the parts that the file has; it has not all of base, bonus and stock",
    Note.INCONSISTENT: "the total is not the sum of base, bonus and stock; it counts as given",
    Note.NO_PARTS: "the base is 0; it, and a bonus or stock of 0 beside it, count as not given",
    Note.EXPERIENCE: "the experience is no possible number of years; it counts as not given",
}
"""What is said of so many rows."""


@dataclass(frozen=True)
class Cleaned:
    """What the rows of a frame say; blanks are NaN."""

    reasons: NDArray[np.int8]
    """For each row 0 where it makes sense, else the place of its reason, from 1."""
    figures: Mapping[Component, Figures]
    experience: Figures
    currency: NDArray[Any]
    """The code of each row's currency; nothing where none is named."""
    notes: Mapping[Note, Marks]
    faults: Mapping[Component, NDArray[np.int8]]
    """For each cell 0, or the place of the reason for which it counts as blank."""

    @property
    def ambiguous(self) -> bool:
        """Whether any cell can be read in two ways."""
        return any((cells == _PLACES[Reason.AMBIGUOUS]).any() for cells in self.faults.values())


@np.errstate(all="ignore")  # what is too large, or no number, is found as such
def clean(frame: DataFrame, spot: Spot) -> Cleaned:
    """Read the figures of a frame, and find what is wrong with its cells and rows."""
    read = partial(amount, decimal_comma=spot.delimiter == ";", decimal=spot.decimal)
    figures: dict[Component, Figures] = {name: _amounts(read, frame, name) for name in COMPONENTS}
    faults = {name: np.zeros(len(frame), dtype=np.int8) for name in COMPONENTS}

    def blank(reason: Reason, test: Callable[[Component, Figures], Marks]) -> None:
        for name in COMPONENTS:
            marks = test(name, figures[name])
            faults[name][marks] = _PLACES[reason]
            figures[name][marks] = BLANK

    paid: Component = "base" if "base" in frame else "total"
    unit = each(_unit, frame, "unit", 1.0 if "unit" not in frame else BLANK)
    _pay_shares(frame, figures, unit)
    blank(Reason.NOT_A_NUMBER, lambda _, pay: pay == NOT_A_NUMBER)
    blank(Reason.AMBIGUOUS, lambda _, pay: pay == AMBIGUOUS)
    blank(Reason.UNIT, lambda name, pay: np.isnan(unit) & ~np.isnan(pay) & (name == paid))
    figures[paid] *= unit
    blank(Reason.NEGATIVE, lambda _, pay: pay < 0)
    notes = {Note.NO_PARTS: _without_parts(figures)}
    paying = _any(figures, lambda _, pay: pay > 0)
    blank(Reason.ZERO, lambda name, pay: (pay == 0) & (name == "total") & paying)
    blank(Reason.TOO_LOW, lambda name, pay: (pay > 0) & (pay < _PAY[name]["low"]))
    blank(Reason.TOO_HIGH, lambda name, pay: pay > _PAY[name]["high"])
    notes[Note.INCONSISTENT] = _inconsistent(figures)
    notes |= _added_up(figures, frame)
    experience = _amounts(read, frame, "experience")
    notes[Note.EXPERIENCE] = (experience < 0) | (experience > _FACTS["experience"]["high"])
    experience[notes[Note.EXPERIENCE]] = BLANK
    currencies = _currencies(frame, spot.plan.currency)
    return Cleaned(_reasons(frame, spot, figures, faults), figures, experience, currencies, notes, faults)


def decimal_marks(frame: DataFrame, spot: Spot) -> set[str]:
    """Return what stands before decimals in the numbers of a frame that can be read in one way only."""
    mark = partial(decimal_mark, decimal_comma=spot.delimiter == ";")
    return {found for name in (*COMPONENTS, "experience") for found in set(each(mark, frame, name, ""))}


def _amounts(read: Callable[[Any], float], frame: DataFrame, name: str) -> Figures:
    if name in frame and frame[name].dtype.kind in "iuf":
        figures: Figures = frame[name].to_numpy(np.float64, copy=True)
        figures[np.isinf(figures)] = NOT_A_NUMBER
        return figures
    cells: Figures = each(read, frame, name, BLANK)
    return cells


def _pay_shares(frame: DataFrame, figures: dict[Component, Figures], unit: Figures) -> None:
    """Turn percentages of base into money."""
    base = figures["base"] * unit
    for name in PARTS[1:]:
        part = each(share, frame, name, BLANK)
        figures[name] = np.where(np.isfinite(part * base), part * base, figures[name])


@cache
def _units() -> Mapping[str, float]:
    words = {name: [name, *_LCA["unit_words"][name]] for name in _LCA["units"]}
    return {folded(word): float(_LCA["units"][name]) for name in words for word in words[name]}


def _unit(cell: Any) -> float:
    return _units().get(folded(text(cell)), BLANK)


def _any(figures: Mapping[Component, Figures], test: Callable[[Component, Figures], Marks]) -> Marks:
    marks: Marks = np.any([test(name, figures[name]) for name in COMPONENTS], axis=0)
    return marks


def _without_parts(figures: dict[Component, Figures]) -> Marks:
    """Blank a base of 0 where anything else is paid, with the bonus and stock of 0 beside it."""
    marks: Marks = (figures["base"] == 0) & _any(figures, lambda _, pay: pay > 0)
    for name in PARTS:
        figures[name] = np.where(marks & (figures[name] == 0), BLANK, figures[name])
    return marks


def _inconsistent(figures: Mapping[Component, Figures]) -> Marks:
    """Mark totals that differ from the sum of all parts, or are less than the parts that are given."""
    parts = np.array([figures[name] for name in PARTS])
    over = np.nansum(parts, axis=0) - figures["total"]
    allowed = np.maximum(_FACTS["agreement"]["amount"], _FACTS["agreement"]["part"] * figures["total"])
    marks: Marks = (over > allowed) | (~np.isnan(parts).any(axis=0) & (-over > allowed))
    return marks


def _added_up(figures: dict[Component, Figures], frame: DataFrame) -> dict[Note, Marks]:
    """Fill in totals that are blank where all parts are given, or all that a file without totals has."""
    there = [name for name in PARTS if name in frame]
    whole = len(there) == len(PARTS)
    notes = {note: np.zeros(len(frame), dtype=np.bool_) for note in (Note.ADDED_UP, Note.PARTIAL)}
    if whole or (len(there) > 1 and "total" not in frame):
        summed = sum((figures[name] for name in there), np.zeros(len(frame)))
        marks = np.isnan(figures["total"]) & ~np.isnan(summed)
        figures["total"] = np.where(marks, summed, figures["total"])
        notes[Note.ADDED_UP if whole else Note.PARTIAL] = marks
    return notes


def _currencies(frame: DataFrame, otherwise: str) -> NDArray[Any]:
    """Return the currency of each row: that of its column, else the one that its amounts are written with."""
    named = each(lambda cell: currency_code(text(cell)), frame, "currency", "")
    for name in COMPONENTS:
        written = each(currency, frame, name, "")
        # A dollar sign is any country's where a column says which.
        other = (written != "") & (written != named) & ((named == "") | (written != "USD"))
        if other.any():
            clash = other & (named != "")
            named[clash] += "/" + written[clash]
            named[other & ~clash] = written[other & ~clash]
    named[named == ""] = otherwise
    return named


def _reasons(
    frame: DataFrame,
    spot: Spot,
    figures: Mapping[Component, Figures],
    faults: Mapping[Component, NDArray[np.int8]],
) -> NDArray[np.int8]:
    """Return why each row is left out: it is not of the kind that counts, or nothing is left of it."""
    found = np.array([np.where(faults[name] > 0, faults[name], np.int8(127)) for name in COMPONENTS])
    first = found.min(axis=0)
    zero = _any(figures, lambda _, pay: pay == 0)
    first[first == 127] = np.where(zero, _PLACES[Reason.ZERO], _PLACES[Reason.BLANK])[first == 127]
    reasons = np.where(_any(figures, lambda _, pay: pay > 0), np.int8(0), first)
    if "full_time" in frame:
        reasons[each(_is_part_time, frame, "full_time", False)] = _PLACES[Reason.PART_TIME]
    if "status" in frame:
        counts = _is_certified if spot.plan.layout == LCA.name else _may_be_certified
        reasons[~each(counts, frame, "status", counts(None))] = _PLACES[Reason.STATUS]
    return reasons


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(folded, _LCA[name]))


def _is_part_time(cell: Any) -> bool:
    return folded(text(cell)) in _words("part_time")


def _is_certified(cell: Any) -> bool:
    return folded(text(cell)) in _words("status")


def _may_be_certified(cell: Any) -> bool:
    """Say whether a status, which may be one of anything, is none of an application that failed."""
    return not any(word in folded(text(cell)) for word in _words("not_status"))
