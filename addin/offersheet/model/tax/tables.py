"""Tax law tabulated: what a program without this engine needs to find each tax by looking it up.

The tables are made from the law by ``tabulate`` and stored beside it, a file a year, since making them
takes longer than a person waits for a workbook.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from offersheet.errors import NotFound

__all__ = [
    "NO_STATE",
    "AmtLine",
    "Jurisdiction",
    "LawLine",
    "Payroll",
    "StateLine",
    "TaxTables",
    "household_key",
    "tables",
]

NO_STATE = "none"
"""What stands for a blank state."""


class StateLine(NamedTuple):
    """A stretch of wages on which a state's income tax follows one rule."""

    start: float
    tax: float
    """At the start, before any rounding."""
    rate: float
    """On what lies above the start."""
    step: float
    """How wide the bands are in which the tax moves, 0 where it moves with every cent."""
    per_step: float
    """What each whole band above the start adds."""
    whole: float
    """1 where the tax is rounded to whole money, else 0."""
    most_kept: float
    """The most that wages up to the start leave after all taxes, by whole cents."""


class LawLine(NamedTuple):
    """A stretch of wages on which a tax has one rate: from where on, the tax there, the rate above."""

    start: float
    tax: float
    rate: float


class AmtLine(NamedTuple):
    """A state's alternative minimum tax for a filing status."""

    exemption: float
    phaseout_start: float
    phaseout_rate: float
    rate: float


class Payroll(NamedTuple):
    """From which wages on a state takes more of pay, or less, beside income tax."""

    name: str
    start: float
    more: float
    """By how much the rate is higher than below."""
    deducted: bool
    """Whether it counts as state income tax where that is deducted from federal income."""
    source: str


@dataclass(frozen=True)
class Jurisdiction:
    """What is to be said of a state beside its rates."""

    name: str
    deducted: bool
    """Whether its tax may be deducted from the federal one without losing its own standard deduction."""
    withheld: float | None
    """The flat rate at which it has tax withheld from shares; none where its exact tax stands in."""
    projected: list[str]
    """Which of its figures are not enacted for the year."""
    sources: list[str]
    payroll: list[Payroll]


@dataclass(frozen=True)
class TaxTables:
    """The tables of a year: of each household the state's income tax, of each state what else it takes."""

    year: int
    income_tax: dict[str, list[StateLine]]
    """By household, such as ``CA single``."""
    before_credits: dict[str, list[LawLine]]
    """By household, where the state has an alternative minimum tax: what that is measured against."""
    amt: dict[str, AmtLine]
    states: dict[str, Jurisdiction]


def household_key(state: str, status: str) -> str:
    """Name a household in the tables.

    >>> household_key("", "single")
    'none single'
    """
    return f"{state or NO_STATE} {status}"


@cache
def tables(year: int) -> TaxTables:
    """Return the tables of a year, read once. Raises ``NotFound`` where there are none."""
    file = files("offersheet.facts").joinpath(f"tables/{year}.json")
    if not file.is_file():
        raise NotFound(
            f"there are no tables of {year}: offersheet.model.tax.tabulate makes them from the law"
        )
    stored = json.loads(file.read_text("utf-8"))
    return TaxTables(
        year,
        {key: [StateLine(*line) for line in lines] for key, lines in stored["income_tax"].items()},
        {key: [LawLine(*line) for line in lines] for key, lines in stored["before_credits"].items()},
        {key: AmtLine(*line) for key, line in stored["amt"].items()},
        {
            code: Jurisdiction(**{**state, "payroll": [Payroll(*line) for line in state["payroll"]]})
            for code, state in stored["states"].items()
        },
    )
