"""Reading tax law from its files: the figures in force for a year and a filing status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from offersheet.facts import load
from offersheet.model.tax.jurisdictions import STATUSES

__all__ = ["ABOUT_A_YEAR", "figures", "items", "jurisdiction", "projected", "titles"]

ABOUT_A_YEAR = frozenset({"source", "projected", "note"})
"""What a file says about a year's figures, beside them."""

_NOT_FIGURES = ABOUT_A_YEAR | frozenset(STATUSES)


def jurisdiction(name: str) -> dict[str, Any]:
    """Return the law of a state, of NYC, or ``federal``."""
    return load(f"tax/{name}")


def figures(item: Mapping[str, Any], year: int, status: str) -> dict[str, Any] | None:
    """Return the figures of one rule by name, ``None`` where it does not hold for that year and status."""
    of_year = item.get(str(year))
    if of_year is None:
        return None
    common = {name: figure for name, figure in of_year.items() if name not in _NOT_FIGURES}
    own = of_year.get(status)
    if own is None and (not common or any(other in of_year for other in STATUSES)):
        return None
    return common | (own or {})


def items(law: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each rule of a jurisdiction with the name of the part to which it belongs."""
    for part, content in law.items():
        if isinstance(content, dict):
            yield part, content
        elif isinstance(content, list):
            yield from ((part, item) for item in content)


def projected(name: str, year: int) -> list[str]:
    """Return which rules of a jurisdiction rest on figures that are not enacted for the year."""
    return [
        item.get("name", part)
        for part, item in items(jurisdiction(name))
        if item.get(str(year), {}).get("projected", False)
    ]


def titles(item: Mapping[str, Any], year: int) -> list[str]:
    """Return what the figures of a rule rest on, without where it is found."""
    return [source.partition(" | ")[0] for source in item.get(str(year), {}).get("source", ())]
