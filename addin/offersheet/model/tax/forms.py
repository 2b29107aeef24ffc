"""The general forms that rules of tax law take: each makes a function of an income from its figures.

The keyword arguments of a form are the keys that the law's files may hold for it, so that a figure that
is not used, or is missing, is refused when the file is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from offersheet.model.tax.piecewise import (
    Amount,
    Edge,
    Piece,
    Piecewise,
    above,
    brackets,
    larger,
    smaller,
    staircase,
    steps,
)

__all__ = ["FORMS", "Rows"]

Rows: TypeAlias = Sequence[Sequence[float]]
"""Of a table: from which income on, and what holds there."""

Rounding: TypeAlias = Literal["ceil", "floor"]
"""Whether a part of a step counts as a whole one, or not at all."""

_X = Piecewise.line()


def _steps(start: float, increment: float, rounding: Rounding, most: float) -> Piecewise:
    return steps(float(start), float(increment), math.ceil(most), ceiling=rounding == "ceil")


def _flat(*, amount: float) -> Amount:
    return Piecewise.line(float(amount), 0.0)


def _table(*, table: Rows, edge: Literal["ge", "gt"]) -> Amount:
    """Return the amount of the last row that the income has reached, or has exceeded."""
    return staircase(table, after=edge == "gt")


def _threshold(*, amount: float, edge: Literal["le", "lt"]) -> Amount:
    """Return what remains of a tax: nothing up to an income, or below it, and then all."""
    return staircase([[0, 0], [amount, 1]], after=edge == "le")


def _falling(
    *, amount: float, start: float, increment: float, per_step: float, rounding: Rounding, floor: float
) -> Amount:
    """Return an amount less so much for each step of income above a start, down to a floor."""
    many = _steps(start, increment, rounding, (amount - floor) / per_step)
    return larger(amount - per_step * many, float(floor))


def _rising(
    *,
    start: float,
    increment: float,
    per_step: float,
    rounding: Rounding,
    max: float,  # noqa: A002
) -> Amount:
    """Return so much for each step of income above a start, up to a most."""
    return smaller(per_step * _steps(start, increment, rounding, max / per_step), float(max))


def _falling_by_share(
    *, amount: float, start: float, increment: float, fraction_per_step: float, rounding: Rounding
) -> Amount:
    """Return an amount of which each step of income above a start takes a share of the whole."""
    many = _steps(start, increment, rounding, 1 / fraction_per_step)
    return above(1.0 - fraction_per_step * many) * amount


def _linear(
    *,
    amount: float,
    start: float,
    rate: float,
    floor: float,
    zero_if_x_gt: float = math.inf,
    valid_from: float = 0.0,
) -> Amount:
    """Return an amount less a rate of the income above a start; it may first grow to its full size."""
    falling = larger(amount - rate * above(_X, start), float(floor))
    if valid_from:
        falling = smaller(falling, amount / valid_from * _X)
    if zero_if_x_gt < math.inf:
        falling = falling * staircase([[0, 1], [zero_if_x_gt, 0]], after=True)
    return falling


def _fade(*, amount: float, start: float, width: float, round_reduction_down_to: float = 0.0) -> Amount:
    """Return an amount that fades to nothing over a width of income above a start."""
    if not round_reduction_down_to:
        return above(amount - amount / width * above(_X, start))
    unit = round_reduction_down_to
    lost = unit * steps(float(start), unit * width / amount, math.floor(amount / unit), ceiling=False)
    return amount - lost


def _excess(*, start: float, rate: float) -> Amount:
    return rate * above(_X, float(start))


def _brackets(*, table: Rows) -> Amount:
    return brackets(table)


def _bracket_reduction(*, amount: float, reduction_table: Rows, floor: float) -> Amount:
    """Return an amount less what brackets give, down to a floor."""
    return larger(amount - brackets(reduction_table), float(floor))


def _mn_standard(
    *,
    amount: float,
    low_start: float,
    low_rate: float,
    high_start: float,
    high_rate: float,
    max_share_lost: float,
    full_reduction_above: float,
) -> Amount:
    """Return Minnesota's standard deduction: reduced at two rates, at most by a share, by it at the top."""
    lost = brackets([[0, 0], [low_start, low_rate], [high_start, high_rate]])
    most = max_share_lost * amount
    forced = staircase([[0, 0], [full_reduction_above, most]], after=True)
    return amount - smaller(larger(lost, forced), most)


def _bracket_card(
    *, rates: Rows, reductions: Rows, band: float, one_later_from: float, bands_below: float
) -> Amount:
    """Return Arkansas' tax: rate times income less a reduction; on bands, in whole dollars, for most.

    A band has the tax of its middle. Bands begin on multiples of their width, from an income on one dollar
    later.
    """
    rate, reduction = staircase(rates), staircase(reductions)

    def tax(income: float) -> float:
        return rate(income) * income - reduction(income)

    width = int(band)
    starts = (*range(0, int(one_later_from), width), *range(int(one_later_from) + 1, int(bands_below), width))
    low = [Piece(Edge(float(start)), float(round(tax(start + (width - 1) / 2))), 0.0) for start in starts]
    high = [Piece(Edge(float(bands_below)), tax(float(bands_below)), rate(float(bands_below)))]
    return Piecewise((*low, *high))


FORMS: Mapping[str, Callable[..., Amount]] = {
    "flat": _flat,
    "table": _table,
    "threshold": _threshold,
    "steps": _falling,
    "steps_up": _rising,
    "steps_frac": _falling_by_share,
    "linear": _linear,
    "fade": _fade,
    "excess": _excess,
    "brackets": _brackets,
    "bracket_reduction": _bracket_reduction,
    "mn_standard": _mn_standard,
    "bracket_card": _bracket_card,
}
"""By the name under which files of law refer to each."""
