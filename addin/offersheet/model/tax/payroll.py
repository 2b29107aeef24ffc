"""What is taken from pay beside income tax: Social Security, Medicare, and each state's contributions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from offersheet.model.tax.law import figures, figures_in_force, jurisdiction
from offersheet.model.tax.piecewise import Piecewise, brackets, smaller

__all__ = ["Contribution", "contributions", "fica_law", "payroll_law", "state_funds"]


@dataclass(frozen=True)
class Contribution:
    """One thing that is taken from pay, all of it earned by one person."""

    name: str
    of_wages: Piecewise
    deducted: bool = False
    """Whether it counts as state income tax where that is deducted from federal income."""


def _contribution(
    name: str,
    deducted: bool = False,
    *,
    rate: float,
    wage_base: float = math.inf,
    max_annual: float = math.inf,
) -> Contribution:
    wages = Piecewise.line()
    if wage_base < math.inf:
        wages = smaller(wages, float(wage_base))
    owed = rate * wages
    return Contribution(name, smaller(owed, float(max_annual)) if max_annual < math.inf else owed, deducted)


@cache
def _federal(year: int, status: str) -> tuple[Contribution, ...]:
    law = jurisdiction("federal")
    security, medicare = (
        figures_in_force(law, law[item], year, status) for item in ("social_security", "medicare")
    )
    additional = brackets([[0, 0], [medicare["threshold"], medicare["additional_rate"]]])
    return (
        _contribution("Social Security", **security),
        _contribution("Medicare", rate=medicare["rate"]),
        Contribution("Additional Medicare", additional),
    )


@cache
def contributions(state: str, year: int, status: str) -> tuple[Contribution, ...]:
    """Return everything that is taken from pay, the federal three first."""
    if not state:
        return _federal(year, status)
    law = jurisdiction(state)
    own = [
        _contribution(item["name"][0].upper() + item["name"][1:], item["deducted"], **found)
        for item in law.get("payroll", ())
        if (found := figures(law, item, year, status)) is not None
    ]
    return (*contributions(law.get("added_to", ""), year, status), *own)


def _sum(taken: Sequence[Contribution]) -> Piecewise:
    return sum((other.of_wages for other in taken[1:]), taken[0].of_wages)


@cache
def payroll_law(state: str, year: int, status: str) -> Piecewise:
    """Return all that is taken from pay beside income tax, as a function of wages."""
    return _sum(contributions(state, year, status))


@cache
def state_funds(state: str, year: int, status: str) -> Piecewise:
    """Return, as a function of wages, what goes to the funds of a state and is deducted as its income tax."""
    own = (one.of_wages for one in contributions(state, year, status) if one.deducted)
    return sum(own, Piecewise.line(slope=0.0))


@cache
def fica_law(year: int, status: str, *, additional: bool) -> Piecewise:
    """Return Social Security and Medicare, with the Additional Medicare tax or without it."""
    return _sum(_federal(year, status)[: 3 if additional else 2])
