"""What the steps of a tax are by the law itself, where cells look tables up and add bands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np

from offersheet.model.tax.household import Bill, Household
from offersheet.model.tax.piecewise import above
from offersheet.model.tax.tables import StateLine, household_key, tables
from offersheet.workbook.engine.twins import Column

__all__ = ["Figure", "Filed", "OfColumn", "lines_before"]

OfColumn: TypeAlias = Callable[[Column], Any]
Figure: TypeAlias = Literal[
    "line",
    "above",
    "stepped",
    "state",
    "deductible",
    "allowed",
    "deduction",
    "taxable",
    "regular",
    "tentative",
    "federal",
    "payroll",
    "kept",
]

_TOLERANCE = 1e-6
"""Of a step: what rounding may leave where a whole one is reached."""


class _Return(NamedTuple):
    """A tax return as it is filed, or those of several years at once."""

    household: Household
    income: Any
    wages: Any
    spread: Any
    bill: Bill


@dataclass(frozen=True)
class Filed:
    """What a tax return is made of, by the model; each a number, or an array by year."""

    income: OfColumn
    exempt: OfColumn | None = None
    """What of it is no wages."""
    spread: OfColumn | None = None
    """What counts beside it for the minimum tax."""

    def twin(self, figure: Figure) -> OfColumn:
        """Return the twin of a step: a number, or a list by year."""

        def shown(column: Column) -> Any:
            filed = _return(column, self)
            return np.broadcast_to(_FIGURES[figure](filed), np.shape(filed.income)).tolist()

        return shown


@lru_cache(64)
def _return(column: Column, filed: Filed) -> _Return:
    """Return the tax return of a column; each of its dozen steps asks for it."""
    income = filed.income(column)
    exempt = 0.0 if filed.exempt is None else filed.exempt(column)
    spread = 0.0 if filed.spread is None else filed.spread(column)
    household, wages = column.household, income - exempt
    bill = household.bill(wages, exempt=exempt, spread=spread)
    return _Return(household, income, wages, spread, bill)


# ---------------------------------------------------------------- the lines of a state's table


def lines_before(table: dict[str, Sequence[Any]], key: str) -> int:
    """Count the lines of a table above those of a household."""
    keys = [*table]
    return sum(len(table[other]) for other in keys[: keys.index(key)])


def _lines(household: Household) -> tuple[int, list[StateLine]]:
    """Return how many lines stand above those of a household, and its own."""
    table, key = tables(household.year).income_tax, household_key(household.state, household.status)
    return lines_before({**table}, key), table[key]


def _for_each(found: Callable[[list[StateLine], int, float], float], filed: _Return) -> Any:
    """Return what is found of each income and the place of its line among those of the household."""
    _, lines = _lines(filed.household)
    starts = [line.start for line in lines]
    return np.vectorize(lambda pay: found(lines, bisect_right(starts, pay) - 1, pay), otypes=[float])(
        filed.income
    )


def _line(filed: _Return) -> Any:
    before, _ = _lines(filed.household)
    return _for_each(lambda lines, place, pay: before + place + 1, filed)


def _stepped(lines: list[StateLine], place: int, pay: float) -> float:
    """Count the steps that are reached and add them up."""
    line = lines[place]
    if not line.step:
        return 0.0
    end = lines[place + 1].start if place + 1 < len(lines) else pay
    edges = np.arange(line.start + line.step, end + line.step, line.step)
    return line.per_step * int(np.sum(edges <= pay + _TOLERANCE * line.step))


# ---------------------------------------------------------------- the rest of the return


def _deductible(filed: _Return) -> Any:
    return filed.household.deductible(filed.bill.state, filed.wages)


def _deduction(filed: _Return) -> Any:
    law, household = filed.household.law, filed.household
    state = 0.0 if law is None or law.follows_federal_deduction else _deductible(filed)
    return household.federal.deduction(filed.income, state)


_FIGURES: dict[Figure, Callable[[_Return], Any]] = {
    "line": _line,
    "above": lambda filed: _for_each(lambda lines, place, pay: pay - lines[place].start, filed),
    "stepped": lambda filed: _for_each(_stepped, filed),
    "state": lambda filed: filed.bill.state,
    "deductible": _deductible,
    "allowed": lambda filed: filed.household.federal.state_tax_allowed(filed.income),
    "deduction": _deduction,
    "taxable": lambda filed: above(filed.income - _deduction(filed)),
    "regular": lambda filed: filed.bill.federal.regular,
    "tentative": lambda filed: filed.household.federal.amt.tentative(filed.income + filed.spread),
    "federal": lambda filed: filed.bill.federal.total,
    "payroll": lambda filed: filed.bill.payroll,
    "kept": lambda filed: filed.income - filed.bill.total,
}
