"""Which rows are wanted: by title, company, metro, experience and currency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.comps.amounts import currency_code, text
from offersheet.comps.cleaning import Cleaned
from offersheet.comps.frames import each
from offersheet.comps.metros import METROS, metro
from offersheet.errors import InvalidInput
from offersheet.worksheet.kinds import spell

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Filters", "places_of", "wanted_rows"]

Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """What a row must have to be wanted; ``None`` asks for nothing."""

    title: str | None = None
    company: str | None = None
    metro: str | None = None
    min_experience: float | None = None
    max_experience: float | None = None
    currency: str | None = None

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


def wanted_rows(filters: Filters, frame: DataFrame, cleaned: Cleaned) -> Iterator[tuple[str, Marks]]:
    """Yield, for each thing asked for, which rows of a frame have it."""
    for name, wanted in filters.asked():
        match name:
            case "title":
                # An official name of the occupation stands beside the company's own title.
                holds = _holds(str(wanted))
                yield name, each(holds, frame, "title", False) | each(holds, frame, "occupation", False)
            case "company":
                yield name, each(_holds(str(wanted)), frame, "company", False)
            case "metro":
                is_there = _is_in(str(wanted))
                yield name, np.array([*map(is_there, places_of(frame))], dtype=np.bool_)
            case "min_experience":
                yield name, cleaned.experience >= float(wanted)  # not where it is blank
            case "max_experience":
                yield name, cleaned.experience <= float(wanted)
            case _:
                yield name, cleaned.currency == currency_code(str(wanted))


def places_of(frame: DataFrame) -> list[str]:
    """Return where each row's job is, as the file says it: one column, or a city and a state."""
    if "metro" in frame:
        return list(each(text, frame, "metro", ""))
    cities, states = each(text, frame, "city", ""), each(text, frame, "state", "")
    return [", ".join(filter(None, place)) for place in zip(cities, states, strict=True)]


def _holds(wanted: str) -> Callable[[Any], bool]:
    folded = wanted.strip().casefold()
    return lambda cell: folded in text(cell).casefold()


def _is_in(wanted: str) -> Callable[[str], bool]:
    """A metro that is known is meant itself; anything else is part of a place's name."""
    if metro(wanted.strip()) in METROS:
        return cache(lambda place: metro(place) == metro(wanted.strip()))
    return _holds(wanted)
