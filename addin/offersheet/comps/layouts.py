"""Tables of pay data that are known by their headings, and what ``--map`` adds where one is not.

A table has a layout; a layout says under which heading each of our columns stands there.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offersheet.comps.amounts import folded, text
from offersheet.errors import InvalidInput
from offersheet.facts import load
from offersheet.model.comps_columns import COLUMNS, COMPONENTS
from offersheet.worksheet.kinds import printable, spell

__all__ = ["LCA", "Plan", "Spot", "plan_for", "read_mapping", "why_unknown"]

_FURTHER: Mapping[str, tuple[str, ...]] = {
    "currency": ("currency", "salary_currency", "pay_currency", "currency_code"),
    "status": ("CASE_STATUS", "application_status", "status"),
    "unit": ("pay_unit", "unit_of_pay", "wage_unit", "pay_period", "unit"),
    "full_time": ("FULL_TIME_POSITION", "full_time", "employment_type"),
}
"""Columns of no figure, which any layout may have: they say how the others are to be read."""

_NAMES = (*(column.name for column in COLUMNS), *_FURTHER)


@dataclass(frozen=True)
class _Layout:
    """A kind of table."""

    name: str
    headings: Mapping[str, tuple[str, ...]]
    """For each column of ours, and further ones, the headings that it may have."""
    needed: frozenset[str]
    """The columns without which a table is not of this kind."""
    currency: str = ""
    """The currency of all its pay, where that is known."""


LCA = _Layout(
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
    "USD",
)
_LEVELS = _Layout(
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
    "USD",
)
_OWN = _Layout(
    "comps",
    {column.name: (column.name, column.label) for column in COLUMNS},
    frozenset(),
)
_LAYOUTS = (LCA, _LEVELS, _OWN)
FEWEST_OWN = 4
"""How many of our columns, base or total among them, make a table one of ours."""

_MAPPED = _Layout("as mapped", {}, frozenset())
"""That of a table which is known by ``--map`` alone."""


@dataclass(frozen=True)
class Plan:
    """Where in the rows of one table the columns stand."""

    layout: str
    width: int
    """How many headings there are."""
    places: Mapping[str, int]
    """The place of each column in a row, from 0."""
    currency: str
    """That of pay beside which none is named; nothing where it is not known."""


@dataclass(frozen=True)
class Spot:
    """How to get at the rows of the table in a file."""

    reader: str
    """Its format: text, workbook or parquet."""
    plan: Plan
    start: int = 0
    """Where its rows begin: bytes of text, rows of a sheet."""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    decimal: str | None = None
    """What its numbers have before decimals, nothing where none tells; ``None`` until it is looked for."""
    unsaved: int = 0
    """Formulas in its columns of which no result is stored."""


def read_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Read what ``--map`` says: which heading each of our columns has.

    >>> read_mapping(["total=Annual pay", "title=Role"])
    {'total': 'Annual pay', 'title': 'Role'}
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, heading = pair.partition("=")
        name = name.strip().casefold()
        if not equals or not folded(heading):
            raise InvalidInput(f"--map takes a column and its heading, as in total=Pay, got {spell(pair)}")
        if name not in _NAMES:
            raise InvalidInput(f"--map knows the columns {', '.join(_NAMES)}, got {spell(name)}")
        if name in mapping:
            raise InvalidInput(f"--map gives {name} twice")
        mapping[name] = heading
    return mapping


def plan_for(row: Sequence[Any], mapping: Mapping[str, str]) -> Plan | None:
    """Find the columns in a row of headings; ``None`` where it is none that is known."""
    headings = [folded(text(cell)) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    layout, found = _recognised(headings)
    if not {folded(heading) for heading in mapping.values()} <= set(headings):
        return None
    found |= {name: folded(heading) for name, heading in mapping.items()}
    if not any(name in found for name in COMPONENTS):
        return None
    if layout is _OWN:
        _refuse_two_names([text(cell) for cell in row], found.keys() - mapping.keys())
    counts = Counter(headings)
    for name, heading in found.items():
        if counts[heading] > 1:
            place = headings.index(heading)
            raise InvalidInput(
                f"its column {spell(text(row[place]))}, the {name}, stands {counts[heading]} times; keep one"
            )
    places = {name: headings.index(heading) for name, heading in found.items()}
    return Plan(layout.name, len(headings), places, layout.currency)


def _recognised(headings: Sequence[str]) -> tuple[_Layout, dict[str, str]]:
    """Return the layout of these headings and the heading of each of its columns that is there."""
    further = _found(_FURTHER, headings)
    for layout in _LAYOUTS:
        found = _found(layout.headings, headings)
        ours = layout is not _OWN or (
            len(found) >= FEWEST_OWN and not found.keys().isdisjoint(("base", "total"))
        )
        if ours and layout.needed <= found.keys():
            return layout, further | found
    return _MAPPED, further


def _found(known: Mapping[str, tuple[str, ...]], headings: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, spellings in known.items():
        for spelling in map(folded, spellings):
            if spelling in headings:
                found.setdefault(name, spelling)
    return found


def _refuse_two_names(headings: Sequence[str], names: Iterable[str]) -> None:
    """Refuse a table of ours that has a column both by its name and by its label."""
    for name in names - _FURTHER.keys():
        known = set(map(folded, _OWN.headings[name]))
        both = {folded(heading): spell(heading) for heading in headings if folded(heading) in known}
        if len(both) > 1:
            raise InvalidInput(f"its columns {' and '.join(both.values())} are both the {name}; keep one")


MOST_NAMED = 30
LONGEST_NAMED = 300
"""Headings that a message names, and their letters: a survey asks whole questions."""


def why_unknown(row: Sequence[Any], mapping: Mapping[str, str]) -> str:
    """Say why a row of headings, the likeliest one, is of no table that is known."""
    names = [text(cell) for cell in row if text(cell)]
    known = set(map(folded, names))
    missing = [spell(heading) for heading in mapping.values() if folded(heading) not in known]
    if missing:
        why = f"its table has no column {' and no column '.join(missing)}"
    elif mapping:
        why = f"its table has no column of pay: say with --map which is {', '.join(COMPONENTS)}"
    else:
        layouts = ", ".join(layout.name for layout in _LAYOUTS)
        why = f"its table is none that is known ({layouts}): say with {_likely(names)} where the pay is"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    whole = (f'"{printable(name[:LONGEST_NAMED])}"' for name in names[:MOST_NAMED])
    return f"{why}; its columns are {', '.join(whole)}{more}"


def _likely(names: Sequence[str]) -> str:
    """Return what to type where headings look like pay, or what it looks like."""
    typed: dict[str, str] = {}
    for heading in names:
        words = folded(heading)
        likely = (part for part, hints in load("comps")["likely"].items() if any(h in words for h in hints))
        if (part := next(likely, None)) and not words.endswith("currency"):
            typed.setdefault(part, f"--map {shlex.quote(f'{part}={heading}')}")
    return printable(" ".join(typed.values())) or "--map total=HEADING"
