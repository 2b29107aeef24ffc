"""What the rows about ties show by the model."""

from __future__ import annotations

from collections.abc import Callable

from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins, option_twins

__all__ = ["at_todays_price", "exit_price", "exit_slope", "exit_sought", "sought"]


def sought(key: str, *kinds: str) -> Callable[[Column], float]:
    """Return the twin of whether a growth is looked for, of an offer or of the one to stress."""

    def told(column: Column) -> float:
        if key == "tie":
            tied, needed = column, column.equity_needed
        else:
            other, needed = equity_twins.chosen(column), equity_twins.chosen_needed(column)
            if other is None or needed is None:
                return 0.0
            tied = other
        known = needed is not None and needed > 0
        return float(known and (tied.kind in kinds if kinds else tied.kind != "startup"))

    return told


def at_todays_price(column: Column) -> float:
    """Return what the grant would fetch today, by the chance that it pays; nothing at an exit."""
    offer = column.offer
    if column.kind == "option":
        return (offer.shares or 0.0) * offer.share_price
    return 0.0 if column.kind == "startup" else column.chance * offer.grant


# ---------------------------------------------------------------- the exit


def exit_slope(column: Column) -> float:
    """Return what 1 more a share at the exit is worth today: an offer's grant at its strike and 1."""
    offer = column.offer
    if column.kind != "startup":
        return 0.0
    plain = {"fully_diluted": 1.0, "future_dilution": 0.0, "preferences": 0.0, "preferred_shares": 0.0}
    return column.with_(exit_value=(offer.strike or 0.0) + 1, **plain).grant_within


def exit_sought(column: Column) -> float:
    """Say whether there is an exit at which the offer ties with the first."""
    return float(column.breakeven_exit is not None)


def exit_price(column: Column) -> float | None:
    """Return what common stock gets for a share at the exit at which the offer ties."""
    if column.breakeven_exit is None:
        return None
    there = column.with_(exit_value=column.breakeven_exit)
    return option_twins.gain_at_exit(there) + (column.offer.strike or 0.0)
