"""Reading tax law from its files: the figures in force for a year and a filing status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from offersheet.errors import NotFound
from offersheet.facts import load
from offersheet.model.tax.jurisdictions import STATUSES

__all__ = ["ABOUT_A_YEAR", "figures", "figures_in_force", "items", "jurisdiction", "projected", "titles"]

ABOUT_A_YEAR = frozenset({"source", "projected", "note", "in_force"})
"""What a file says about a year's figures, beside them."""

_NOT_FIGURES = ABOUT_A_YEAR | frozenset(STATUSES)


def jurisdiction(name: str) -> dict[str, Any]:
    """Return the law of a state, of NYC, or ``federal``."""
    return load(f"tax/{name}")


def figures(law: Mapping[str, Any], item: Mapping[str, Any], year: int, status: str) -> dict[str, Any] | None:
    """Return the figures of one rule of a law by name; ``None`` where the law says that it is not in force.

    Raises ``NotFound`` where the law does not say: what was not entered must not pass for no tax.
    """
    of_year = item.get(str(year))
    if of_year is None:
        raise NotFound(f"there is no law of {year}: {_title(law, item)} is not among the facts")
    if not of_year.get("in_force", True):
        return None
    common = {name: figure for name, figure in of_year.items() if name not in _NOT_FIGURES}
    own = of_year.get(status, {})
    if status not in of_year and (not common or any(other in of_year for other in STATUSES)):
        raise NotFound(f"there is no law of {year} for {status}: {_title(law, item)} is not among the facts")
    return common | own if own.get("in_force", True) else None


def figures_in_force(
    law: Mapping[str, Any], item: Mapping[str, Any], year: int, status: str
) -> dict[str, Any]:
    """Return the figures of a rule without which no tax can be computed."""
    found = figures(law, item, year, status)
    if found is None:
        raise NotFound(f"{_title(law, item)} is not in force in {year} for {status}")
    return found


def _title(law: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    part = next(part for part, other in items(law) if other is item)
    return f"{law['name']}, {item.get('name', part.replace('_', ' '))}"


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
