"""Which rows are wanted: by title, company, metro and experience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.amounts import Remembered, text
from offersheet.comps.chunks import Chunk
from offersheet.comps.metros import METROS, metro
from offersheet.errors import InvalidInput
from offersheet.worksheet.kinds import spell

__all__ = ["Filters", "Sieve", "place_of"]

Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """What a row must have to be wanted; ``None`` asks for nothing."""

    title: str | None = None
    company: str | None = None
    metro: str | None = None
    min_experience: float | None = None
    max_experience: float | None = None

    def __post_init__(self) -> None:
        for name, wanted in self.asked():
            if isinstance(wanted, str):
                if not wanted.strip():
                    raise InvalidInput(f"{name} asks for nothing: give a part of it")
            elif not 0 <= wanted < float("inf"):
                raise InvalidInput(f"{name} must be a number of years, at least 0, got {spell(wanted)}")
        low, high = self.min_experience, self.max_experience
        if low is not None and high is not None and low > high:
            raise InvalidInput(f"min_experience {spell(low)} is above max_experience {spell(high)}")

    def asked(self) -> Iterator[tuple[str, str | float]]:
        """Yield what is asked for, in the order in which it is looked at."""
        for field in fields(self):
            wanted = getattr(self, field.name)
            if wanted is not None:
                yield field.name, wanted


class Sieve:
    """The filters, with what they remember of texts that repeat themselves."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._title = Remembered(_holds(filters.title or ""))
        self._company = Remembered(_holds(filters.company or ""))
        self._metro = Remembered(_is_in(filters.metro or ""))

    def marks(self, chunk: Chunk, experience: NDArray[np.float64]) -> Iterator[tuple[str, Marks]]:
        """Yield, for each thing asked for, which rows of a chunk have it."""
        for name, wanted in self._filters.asked():
            match name:
                case "title":
                    # An official name of the occupation stands beside the company's own title.
                    yield name, _read(self._title, chunk, "title") | _read(self._title, chunk, "occupation")
                case "company":
                    yield name, _read(self._company, chunk, "company")
                case "metro":
                    places = list(place_of(chunk))
                    yield name, np.fromiter(map(self._metro.__getitem__, places), np.bool_, len(places))
                case "min_experience":
                    yield name, experience >= float(wanted)  # not where it is blank
                case _:
                    yield name, experience <= float(wanted)


def _read(remembered: Remembered[bool], chunk: Chunk, name: str) -> Marks:
    if name not in chunk.columns:
        return np.zeros(len(chunk), dtype=np.bool_)
    return np.fromiter(map(remembered.__getitem__, chunk.columns[name]), np.bool_, len(chunk))


def place_of(chunk: Chunk) -> Iterator[str]:
    """Yield where each row's job is, as the file says it: one column, or a city and a state."""
    if "metro" in chunk.columns:
        return map(text, chunk.columns["metro"])
    blank = [""] * len(chunk)
    cities, states = chunk.columns.get("city", blank), chunk.columns.get("state", blank)
    return (
        ", ".join(part for part in (text(city), text(state)) if part)
        for city, state in zip(cities, states, strict=True)
    )


def _holds(wanted: str) -> Callable[[Any], bool]:
    folded = wanted.strip().casefold()
    return lambda cell: folded in text(cell).casefold()


def _is_in(wanted: str) -> Callable[[Any], bool]:
    """A metro that is known is meant itself; anything else is part of a place's name."""
    if metro(wanted.strip()) in METROS:
        return lambda place: metro(place) == metro(wanted.strip())
    return _holds(wanted)
