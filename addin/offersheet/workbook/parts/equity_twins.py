"""What the sheets ``Equity`` and ``Stress`` show by the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from offersheet.model.grants import SPARE_MONTHS, grant_pv
from offersheet.model.pay import salary_pv
from offersheet.model.ties import breakeven_growth
from offersheet.model.vesting import LONGEST_VESTING, force_of
from offersheet.workbook.engine.twins import Column, Inputs

__all__ = [
    "cash_as_good",
    "cash_within",
    "chosen",
    "chosen_needed",
    "chosen_tie",
    "exercise_cost",
    "falls",
    "grant_as_good",
    "heat",
    "if_kind",
    "is_kind",
    "loses",
    "of_chosen",
    "refreshers_count",
    "rival_npv",
    "schedule_years",
    "scheduled",
    "scheduled_by",
    "still_best",
    "strike_cost",
    "trigger_years",
    "vests_by_year",
    "vests_to_exit",
    "wait_loses",
]

OfColumn: TypeAlias = Callable[[Column], Any]


def strike_cost(column: Column) -> float:
    """Return what it costs to exercise all options."""
    return (column.offer.shares or 0.0) * (column.offer.strike or 0.0)


def exercise_cost(column: Column) -> float | None:
    """Return the same, where that is anything."""
    return strike_cost(column) or None


def schedule_years(column: Column) -> int:
    """Count the years of a schedule."""
    return len(column.offer.schedule or ())


def trigger_years(column: Column) -> float:
    """Return the years within which a sale or listing comes that shares wait for."""
    return column.offer.liquidity_months / 12 if column.kind == "double_trigger" else 0.0


def is_kind(*kinds: str) -> OfColumn:
    """Return the twin of whether equity is of one of these kinds."""
    return lambda column: int(column.kind in kinds)


def if_kind(figure: Callable[[Column], float], *kinds: str) -> OfColumn:
    """Return the twin of a figure that counts for these kinds alone."""
    return lambda column: figure(column) if column.kind in kinds else 0.0


def refreshers_count(column: Column) -> bool:
    """Say whether refreshers count: those of options and of startup equity are not known."""
    return column.kind in ("rsu", "double_trigger")


def loses(column: Column) -> float:
    """Return what a share loses in today's money by a year of waiting, continuously."""
    return -float(force_of(column.offer.growth, column.assumptions.discount_rate))


def wait_loses(column: Column) -> float:
    """Return what the longest wait for a sale or listing loses, continuously."""
    return loses(column) * trigger_years(column)


def scheduled(column: Column) -> list[float]:
    """Return what a schedule lets vest in each year of the longest one, and in the year after it."""
    given = column.offer.schedule or ()
    return [*given, *[0.0] * (LONGEST_VESTING + 1 - len(given))]


def scheduled_by(column: Column) -> list[float]:
    """Return what has vested by a schedule before each of those years."""
    return [math.fsum(scheduled(column)[:year]) for year in range(LONGEST_VESTING + 1)]


def vests_by_year(column: Column) -> list[float]:
    """Return the fraction of the grant that vests in each year of the horizon."""
    return np.asarray(column.offer.vesting.by_year(int(column.assumptions.horizon_years))).tolist()  # type: ignore[no-any-return]


def vests_to_exit(column: Column) -> list[float]:
    """Return the same of what has vested by the exit."""
    ends = 12.0 * np.arange(column.assumptions.horizon_years + 1)
    there = np.minimum(ends, 12 * column.offer.exit_years + SPARE_MONTHS)
    return np.diff(np.asarray(column.offer.vesting.total(upto=there))).tolist()  # type: ignore[no-any-return]


# ---------------------------------------------------------------- if valuations fall


def falls(figure: Callable[[Column], float]) -> OfColumn:
    """Return the twin of a figure once valuations have fallen."""
    return lambda column: figure(column.fallen(column.typed["haircut"]))


_npv_then: Callable[[Column], float] = falls(lambda column: column.npv)


def still_best(column: Column) -> str | None:
    """Say of an offer that it is the best then."""
    return "best" if _npv_then(column) == max(map(_npv_then, column.among)) else None


# ---------------------------------------------------------------- cash in place of equity


def _annuity(column: Column) -> float:
    """Return what 1 a year is worth today over the horizon."""
    assumed = column.assumptions
    return float(salary_pv(1.0, 0.0, assumed.horizon_years, 0.0, assumed.cash_rate))


def cash_within(column: Column) -> float:
    """Return what the cash in place of equity is worth today."""
    return float(column.typed["cash_instead"]) * _annuity(column)


def cash_as_good(column: Column) -> float:
    """Return the cash a year that is worth as much as the equity."""
    return column.equity_within / _annuity(column)


def grant_as_good(column: Column) -> float | None:
    """Return the grant that is worth as much as that cash."""
    if not (refreshers_count(column) and column.equity_pv > 0):
        return None
    return cash_within(column) / column.with_(grant_value=1.0).equity_pv


# ---------------------------------------------------------------- ties, and the chosen offer


def rival_npv(column: Column) -> float | None:
    """Return the net present value of the first offer, for the others."""
    return None if column.first is column else column.first.npv


def chosen(column: Column | Inputs) -> Column | None:
    """Return the offer to stress, where that column has one."""
    place = int(column.typed["stress_offer"]) - 1
    columns = column.columns if isinstance(column, Inputs) else column.among
    return columns[place] if place < len(columns) else None


def of_chosen(figure: Callable[[Column], Any]) -> Callable[[Inputs], Any]:
    """Return the twin of a figure of the offer to stress."""

    def told(inputs: Inputs) -> Any:
        column = chosen(inputs)
        return None if column is None else figure(column)

    return told


def chosen_needed(column: Column) -> float | None:
    """Return what the equity of the offer to stress would have to be worth to tie with another."""
    other = chosen(column)
    return None if other is None or other is column else column.npv - other.without_equity


def chosen_tie(column: Column) -> float | None:
    """Return the growth at which the offer to stress ties with another."""
    other, needed = chosen(column), chosen_needed(column)
    if other is None or needed is None:
        return None
    return breakeven_growth(other.offer, other.assumptions, needed)


def heat(growths: Sequence[float], discounts: Sequence[float]) -> Callable[[Inputs], list[list[Any]]]:
    """Return the twin of the heat map: the grant of the offer to stress at other rates."""

    def rows(inputs: Inputs) -> list[list[Any]]:
        column = chosen(inputs)
        if column is None:
            return [[""] * len(discounts) for _ in growths]
        rates = [replace(inputs.assumptions, discount_rate=rate) for rate in discounts]
        offers = [replace(column.offer, growth=growth) for growth in growths]
        return [[grant_pv(offer, assumed) for assumed in rates] for offer in offers]

    return rows
