"""The figures of the article that the workbook follows, from ``article.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from offersheet.facts import load

__all__ = ["Figure", "Metro", "Range", "Tier", "calendar", "dated", "figure", "figures", "metros", "tiers"]

Range = tuple[float, float]
"""From and to."""


@dataclass(frozen=True)
class Tier:
    """A line of the article's table: what a kind of company pays, as printed."""

    name: str
    label: str
    printed: str
    base: Range
    bonus: Range
    """As fractions of base."""
    stock: Range
    """The whole grant."""
    vest_years: float
    total: Range
    """As printed, whatever the parts add to."""


@dataclass(frozen=True)
class Metro:
    """A place, and how far base lies below that of the Bay Area there."""

    name: str
    label: str
    also: str
    """Another name for it, or nothing."""
    below: Range

    @property
    def factor(self) -> float:
        """Base there for 1 in the Bay Area: the middle of the range."""
        return 1 - (self.below[0] + self.below[1]) / 2


@dataclass(frozen=True)
class Figure:
    """A single figure, or where it ends and begins."""

    name: str
    label: str
    values: tuple[float, ...]
    unit: str
    source: str
    date: str
    note: str

    @property
    def value(self) -> float:
        """The figure, where there is one."""
        (value,) = self.values
        return value

    @property
    def low(self) -> float:
        """Where it begins."""
        return self.values[0]

    @property
    def high(self) -> float:
        """Where it ends."""
        return self.values[-1]


@cache
def tiers() -> dict[str, Tier]:
    """Return the tiers by name, in the order of the table."""
    return {
        name: Tier(
            name=name,
            label=fact["label"],
            printed=fact["printed"],
            base=_range(fact["base"]),
            bonus=_range(fact["bonus"]),
            stock=_range(fact["stock"]),
            vest_years=float(fact["vest_years"]),
            total=_range(fact["total"]),
        )
        for name, fact in load("article")["tiers"].items()
        if isinstance(fact, dict)
    }


@cache
def metros() -> dict[str, Metro]:
    """Return the metros by name, the one that others are measured by first."""
    return {
        name: Metro(name, fact["label"], fact.get("also", ""), _range(fact["below"]))
        for name, fact in load("article")["metros"].items()
        if isinstance(fact, dict)
    }


@cache
def calendar() -> tuple[str, ...]:
    """Return what each quarter of a year means for an offer, in a sentence."""
    return tuple(load("article")["calendar"]["quarters"])


@cache
def figures() -> dict[str, Figure]:
    """Return the single figures by name."""
    return {
        name: Figure(
            name=name,
            label=fact["label"],
            values=tuple(float(fact[key]) for key in ("value", "low", "high") if key in fact),
            unit=fact["unit"],
            source=fact["source"],
            date=fact["date"],
            note=fact.get("note", ""),
        )
        for name, fact in load("article")["figures"].items()
    }


def figure(name: str) -> Figure:
    """Return one figure.

    >>> figure("bonus_payout").high
    0.22
    """
    return figures()[name]


def dated(group: str) -> str:
    """Say where a table of the article stands, and of when it is.

    >>> dated("metros")
    'section on base salary, from H-1B wage data; 2026-03'
    """
    facts = load("article")[group]
    return f"{facts['source']}; {facts['date']}"


def _range(bounds: list[float]) -> Range:
    low, high = bounds
    return float(low), float(high)
