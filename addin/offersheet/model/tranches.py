"""How many whole shares vest when: rounding by the allocation types of the Open Cap Format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Annotated, Literal, TypeAlias

from offersheet.model.vesting import (
    VESTING_RULE,
    CliffMonths,
    PerYear,
    ScheduleOfYears,
    Vesting,
    VestYears,
    by_month,
)
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import Number
from offersheet.worksheet.shapes import Numbers, Table

__all__ = ["Rounding", "vest_shares"]

Rounding: TypeAlias = Literal[
    "cumulative_rounding",
    "cumulative_round_down",
    "front_loaded",
    "back_loaded",
    "front_loaded_to_single_tranche",
    "back_loaded_to_single_tranche",
    "fractional",
]

GRANTED = Number("shares", low=0, high=1e15)
"""Whole numbers up to there a cell can tell apart, parts of them included."""

_WHOLE_RULE = Rule(
    ("shares", "rounding"),
    lambda shares, rounding: rounding != "fractional" and shares != math.floor(shares),
    'shares must be a whole number unless rounding is "fractional", got {shares}',
)


@worksheet_function(
    category="Equity",
    examples=(
        Example("18, 1, 0", ((3, 5, 5), (6, 4, 9), (9, 5, 14), (12, 4, 18))),
        Example("18, 1, 6", ((6, 9, 9), (9, 5, 14), (12, 4, 18))),
        Example(
            '18, 1, 0, 4, , "front_loaded_to_single_tranche"',
            ((3, 6, 6), (6, 4, 10), (9, 4, 14), (12, 4, 18)),
        ),
    ),
    rules=(VESTING_RULE, _WHOLE_RULE),
)
def vest_shares(
    shares: Annotated[Numbers, GRANTED, "The shares of the grant."],
    vest_years: VestYears = 4,
    cliff_months: CliffMonths = 12,
    vests_per_year: PerYear = 4,
    schedule: ScheduleOfYears = None,
    rounding: Annotated[Rounding, "How parts of shares are settled."] = "cumulative_rounding",
) -> Table[float]:
    """How many shares vest when, as a table of month, shares and cumulative shares.

    Rounding is one of the allocation types of the Open Cap Format: each cumulative number rounded half up or
    down; or each number rounded down, and the shares left over given one by one to the first or to the
    last vests, or all to the first or to the last one; or none. Together they are always the grant.

    Shares are split over the vests first, and those before the cliff merged afterwards, as in a template of
    that format with a ``cliff_installment``. Where the cliff is a condition of its own, it takes its part of
    the grant first: of 4,000 shares over 48 months ``back_loaded`` gives 1,000 at the cliff there, 996 here.

    >>> vest_shares(18, 1, 0).column("shares")
    [5.0, 4.0, 5.0, 4.0]
    """
    months, fractions = zip(*Vesting(vest_years, cliff_months, vests_per_year, schedule).each(), strict=True)
    numbers = by_month(zip(months, _split(Fraction(float(shares)), fractions, rounding), strict=True))
    rows = zip(numbers, numbers.values(), accumulate(numbers.values()), strict=True)
    return Table(("month", "shares", "cumulative"), list(rows))


def _split(shares: Fraction, fractions: Sequence[float], rounding: Rounding) -> list[float]:
    """Split shares over events in proportion to their fractions."""
    # Only the fractions themselves carry the error of a float; what is computed from them is exact.
    whole = sum(map(Fraction, fractions))
    exact = [shares * Fraction(fraction) / whole for fraction in fractions]
    if rounding == "fractional":
        return list(map(float, exact))
    # Together the slacks stay below one share, or more would be given than there are.
    slack = min(max(Fraction(1, 10**9), shares / 10**15), Fraction(1, 4 * len(exact)))
    if rounding in ("cumulative_rounding", "cumulative_round_down"):
        up = slack + Fraction(1, 2) if rounding == "cumulative_rounding" else slack
        cumulative = [math.floor(total + up) for total in accumulate(exact)]
        return [float(upto - before) for before, upto in pairwise([0, *cumulative])]
    number = [math.floor(part + slack) for part in exact]
    left, last = int(shares) - sum(number), len(number) - 1
    first, after = {
        "front_loaded": (0, left),
        "back_loaded": (len(number) - left, len(number)),
        "front_loaded_to_single_tranche": (0, 1),
        "back_loaded_to_single_tranche": (last, last + 1),
    }[rounding]
    # One by one, or all to the only one.
    each = left if rounding.endswith("single_tranche") else 1
    return [float(part + (each if first <= place < after else 0)) for place, part in enumerate(number)]
