"""What the rows about options and exits show by the model."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from offersheet.model.options import RISK_FREE_RATE
from offersheet.model.startup import startup_equity_pv
from offersheet.workbook.engine.twins import Column

__all__ = [
    "LEAST_DEVIATION",
    "all_at_exit",
    "common",
    "deviation_then",
    "exit_value",
    "gain_at_exit",
    "log_ratio",
    "market_d1",
    "of_options",
    "share_at_exit",
    "strike_then",
    "surely_exercised",
]

SURELY = 1e9
"""What stands for the logarithm of a price over a strike where one of them is 0."""
LEAST_DEVIATION = 1e-100
"""What stands for the deviation of a price that is certain."""

OfColumn: TypeAlias = Callable[[Column], float | None]


def of_options(figure: Callable[[Column], float]) -> OfColumn:
    """Return the twin of a figure that options alone have."""
    return lambda column: figure(column) if column.kind == "option" else None


@of_options
def surely_exercised(column: Column) -> float:
    """Return 1 for options that are surely exercised, -1 for those that never are, else 0."""
    if column.offer.share_price and column.offer.strike:
        return 0.0
    return 1.0 if column.offer.share_price else -1.0


def _log_ratio(column: Column) -> float:
    price, strike = column.offer.share_price, column.offer.strike or 0.0
    if not price or not strike:
        return SURELY if price else -SURELY
    return math.log(price / strike)


log_ratio = of_options(_log_ratio)
"""How far the price stands above the strike, as a logarithm."""


# ---------------------------------------------------------------- one option, on a market


def _deviation(column: Column) -> float:
    return max(column.offer.volatility * math.sqrt(column.option_years), LEAST_DEVIATION)


deviation_then = of_options(_deviation)
"""How far the price may stray over the expected term."""


@of_options
def strike_then(column: Column) -> float:
    """Return what exercising costs at the end of the expected term, in today's money."""
    return float((column.offer.strike or 0.0) / math.exp(RISK_FREE_RATE) ** column.option_years)


@of_options
def market_d1(column: Column) -> float:
    """Return how many deviations the price stands above what exercising costs, half of one more."""
    deviation = _deviation(column)
    return (_log_ratio(column) + RISK_FREE_RATE * column.option_years) / deviation + deviation / 2


# ---------------------------------------------------------------- at an exit


def exit_value(column: Column) -> float:
    """Return what the company is sold for, where that is given."""
    return column.offer.exit_value or 0.0


def common(column: Column) -> float:
    """Return the shares, as of today, among which what a preference leaves is shared."""
    offer = column.offer
    if offer.fully_diluted is None or offer.exit_value is None:
        return 0.0
    return offer.fully_diluted - offer.preferred_shares + offer.future_dilution * offer.preferred_shares


def share_at_exit(*, converted: bool) -> Callable[[Column], float]:
    """Return the twin of what a share gets: where the preferred converts, or takes its preference.

    As if there were nothing to prefer, or as if what takes its preference were no shares at all.
    """

    def price(column: Column) -> float:
        offer = column.offer
        if offer.fully_diluted is None or offer.exit_value is None:
            return 0.0
        shares, taken = (offer.fully_diluted, 0.0) if converted else (common(column), offer.preferences)
        return float(
            startup_equity_pv(1.0, 0.0, shares, offer.exit_value, taken, offer.future_dilution, years=0.0)
        )

    return price


def gain_at_exit(column: Column) -> float:
    """Return what one share gains over its strike at the exit."""
    return _at_exit(column, 1.0, 0.0)


def all_at_exit(column: Column) -> float:
    """Return what all shares are worth today if the exit comes, whenever they vest."""
    return _at_exit(column, column.offer.shares or 0.0, column.offer.exit_years)


def _at_exit(column: Column, shares: float, years: float) -> float:
    offer = column.offer
    if offer.fully_diluted is None or offer.exit_value is None:
        return 0.0
    return float(
        startup_equity_pv(
            shares,
            offer.strike or 0.0,
            offer.fully_diluted,
            offer.exit_value,
            offer.preferences,
            offer.future_dilution,
            1.0,
            years,
            column.assumptions.discount_rate,
            offer.preferred_shares,
        )
    )
