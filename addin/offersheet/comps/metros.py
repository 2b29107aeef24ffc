"""Which metro a place is in: the cities of the metros that the article compares, and the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from offersheet.facts import load
from offersheet.facts.article import metros

__all__ = ["METROS", "metro"]

_FACTS = "metros_cities"

METROS = tuple(metros())
"""The metros that are told apart, those of the article; another place is its own."""


def metro(place: str) -> str:
    """Return the metro of a place, such as ``bay_area``, or the place as it is.

    >>> metro("Mountain View, CA"), metro("Redmond, Washington, USA"), metro("Portland, OR")
    ('bay_area', 'seattle', 'Portland, OR')
    """
    parts = tuple(part.strip().casefold() for part in place.split(",")[:2])
    return _places().get(parts, place)


@cache
def _places() -> Mapping[tuple[str, ...], str]:
    """Return the metro of each city with its state, and of each name that needs none."""
    facts = load(_FACTS)
    states: dict[str, str] = facts["states"]
    places: dict[tuple[str, ...], str] = {}
    for name in METROS:
        places[(name,)] = name
        for alone in facts[name]["names"]:
            places[(alone.casefold(),)] = name
        for state, cities in facts[name]["cities"].items():
            for city in cities:
                places[(city.casefold(), state.casefold())] = name
                places[(city.casefold(), states[state].casefold())] = name
    return places
