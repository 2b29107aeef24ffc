"""Tables of pay data that are known by their headings, and what ``--map`` adds where one is not.

A table has a layout; a layout says under which heading each of our columns stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offersheet.comps.amounts import text
from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS, COMPONENTS
from offersheet.worksheet.kinds import spell

__all__ = ["Plan", "plan_for", "read_mapping", "why_unknown"]

_NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True)
class _Layout:
    """A kind of table."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    """For each column of ours, and each ``_further`` one, the headings that it may have."""
    needed: frozenset[str]
    """The columns without which a table is not of this kind."""


_LAYOUTS = (
    _Layout(
        "LCA disclosure",
        {
            "company": ("EMPLOYER_NAME", "EMPLOYER_BUSINESS_NAME"),
            "title": ("JOB_TITLE",),
            "occupation": ("SOC_TITLE", "SOC_NAME"),
            "city": ("WORKSITE_CITY", "WORKSITE_CITY_1"),
            "state": ("WORKSITE_STATE", "WORKSITE_STATE_1"),
            "base": ("WAGE_RATE_OF_PAY_FROM", "WAGE_RATE_OF_PAY_FROM_1"),
            "unit": ("WAGE_UNIT_OF_PAY", "WAGE_UNIT_OF_PAY_1"),
            "status": ("CASE_STATUS",),
            "full_time": ("FULL_TIME_POSITION",),
        },
        frozenset({"company", "title", "base", "unit"}),
    ),
    _Layout(
        "Levels.fyi",
        {
            "company": ("company",),
            "title": ("title",),
            "level": ("level",),
            "metro": ("location",),
            "experience": ("yearsofexperience",),
            "base": ("basesalary",),
            "bonus": ("bonus",),
            "stock": ("stockgrantvalue",),
            "total": ("totalyearlycompensation",),
        },
        frozenset({"company", "title", "total"}),
    ),
)

_OWN = _Layout(
    "comps",
    {column.name: tuple(dict.fromkeys((column.name, column.label))) for column in COLUMNS},
    frozenset(),
)
FEWEST_OWN = 4
"""How many of our columns, base or total among them, make a table one of ours."""


@dataclass(frozen=True)
class Plan:
    """Where in the rows of one table the columns stand."""

    layout: str
    width: int
    """How many headings there are."""
    places: Mapping[str, int]
    """The place of each column in a row, from 0."""


def read_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Read what ``--map`` says: which heading each of our columns has.

    >>> read_mapping(["total=Annual pay", "title=Role"])
    {'total': 'Annual pay', 'title': 'Role'}
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, heading = pair.partition("=")
        name = name.strip().casefold()
        if not equals or not _folded(heading):
            raise InvalidInput(f"--map takes a column and its heading, as in total=Pay, got {spell(pair)}")
        if name not in _NAMES:
            raise InvalidInput(f"--map knows the columns {', '.join(_NAMES)}, got {spell(name)}")
        if name in mapping:
            raise InvalidInput(f"--map gives {name} twice")
        mapping[name] = heading
    return mapping


def plan_for(row: Sequence[Any], mapping: Mapping[str, str]) -> Plan | None:
    """Find the columns in a row of headings; ``None`` where it is none that is known."""
    headings = [_folded(text(cell)) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    layout, found = _recognised(headings)
    for name, heading in mapping.items():
        if _folded(heading) not in headings:
            return None
        found[name] = _folded(heading)
    if not found or not any(name in found for name in COMPONENTS):
        return None
    if layout == _OWN.name:
        _refuse_two_names([text(cell) for cell in row], found.keys() - mapping.keys())
    counts = Counter(headings)
    for name, heading in found.items():
        if counts[heading] > 1:
            place = headings.index(heading)
            raise InvalidInput(
                f"its column {spell(text(row[place]))}, the {name}, stands {counts[heading]} times; keep one"
            )
    places = {name: headings.index(heading) for name, heading in found.items()}
    return Plan(layout, len(headings), places)


def _recognised(headings: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return the layout of these headings and the heading of each of its columns that is there."""
    for layout in _LAYOUTS:
        found = _found(layout, headings)
        if layout.needed <= found.keys():
            return layout.name, found
    found = _found(_OWN, headings)
    if len(found) >= FEWEST_OWN and ("base" in found or "total" in found):
        return _OWN.name, found
    return "as mapped", {}


def _refuse_two_names(headings: Sequence[str], names: Iterable[str]) -> None:
    """Refuse a table of ours that has a column both by its name and by its label."""
    for name in names:
        known = set(map(_folded, _OWN.headings[name]))
        both = {_folded(heading): spell(heading) for heading in headings if _folded(heading) in known}
        if len(both) > 1:
            raise InvalidInput(f"its columns {' and '.join(both.values())} are both the {name}; keep one")


def _found(layout: _Layout, headings: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, spellings in layout.headings.items():
        for spelling in map(_folded, spellings):
            if spelling in headings:
                found.setdefault(name, spelling)
    return found


def _folded(heading: str) -> str:
    """Return a heading without case, spaces and signs: ``Base salary`` is ``basesalary``."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


MOST_NAMED = 30
"""Headings that a message names."""


def why_unknown(row: Sequence[Any], mapping: Mapping[str, str]) -> str:
    """Say why a row of headings, the likeliest one, is of no table that is known."""
    names = [text(cell) for cell in row if text(cell)]
    folded = set(map(_folded, names))
    missing = [spell(heading) for heading in mapping.values() if _folded(heading) not in folded]
    if missing:
        why = f"its table has no column {' and no column '.join(missing)}"
    elif mapping:
        why = f"its table has no column of pay: say with --map which is {', '.join(COMPONENTS)}"
    else:
        known = ", ".join(layout.name for layout in (*_LAYOUTS, _OWN))
        why = f"its table is none that is known ({known}): say with --map total=HEADING where the pay is"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{why}; its columns are {', '.join(map(spell, names[:MOST_NAMED]))}{more}"
