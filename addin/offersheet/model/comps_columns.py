"""The columns of a table of comps, each declared once: the sheet, the files and ``--map`` all use these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from offersheet.worksheet.kinds import MONEY, YEARS, Entry, Kind, Text

__all__ = ["COLUMNS", "COMPONENTS", "LABELS", "MOST_COMPS", "Column", "Comp", "Component"]

Component: TypeAlias = Literal["base", "bonus", "stock", "total"]
"""What pay is made of, and their sum."""

COMPONENTS: tuple[Component, ...] = get_args(Component)


@dataclass(frozen=True)
class Column(Entry):
    """A column of a table of comps; a row is what one person is paid, and any of its cells may be blank."""

    label: str
    """Its heading for a person; in a file its heading is the name."""


def _column(name: str, kind: Kind, label: str, about: str) -> Column:
    return Column(name=name, kind=kind, help=about, default=None, required=False, label=label)


COLUMNS: tuple[Column, ...] = (
    _column("source", Text(), "Source", "Where the row is from: a site, a disclosure, a friend."),
    _column("company", Text(), "Company", "Who pays."),
    _column("title", Text(), "Title", "What the job is called."),
    _column("level", Text(), "Level", "The company's own word for seniority: L5, senior, IC4."),
    _column("tier", Text(), "Tier", "Kind of company: faang, mid_market, unicorn, early_stage, or your own."),
    _column("metro", Text(), "Metro", "Where the job is: bay_area, austin, boston, seattle, or any place."),
    _column("experience", YEARS, "Experience", "Years of work so far."),
    _column("base", MONEY, "Base salary", "Salary a year, before tax."),
    _column("bonus", MONEY, "Bonus", "Bonus a year, in money."),
    _column("stock", MONEY, "Stock a year", "What vests in a year: the grant over its vesting years."),
    _column("total", MONEY, "Total", "Base, bonus and stock a year together; blank where it is not known."),
)
"""In the order in which a table has them."""

LABELS: Mapping[str, str] = {column.name: column.label for column in COLUMNS}

Comp: TypeAlias = Mapping[str, Any]
"""A line of the table: texts and numbers by the name of their column; ``None``, or nothing, is blank."""

MOST_COMPS = 5_000
"""Lines that the table of a workbook takes: with many more, every keystroke in it waits."""
