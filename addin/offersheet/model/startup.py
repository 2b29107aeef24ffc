"""A startup's shares: what others take before common shareholders get anything."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from offersheet.model.equity import DiscountRateBesideProbability
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import (
    FRACTION,
    FULLY_DILUTED,
    MONEY,
    PROBABILITY,
    SHARES,
    YEARS,
    Flag,
    Number,
)
from offersheet.worksheet.shapes import Flags, Numbers

__all__ = ["PREFERRED_RULE", "common_price", "common_proceeds", "dilution", "startup_equity_pv"]

TIMES_INVESTED = Number("times invested", low=0)

ExitValue = Annotated[Numbers, MONEY, "What the whole company is sold for."]


@worksheet_function(
    category="Options and startups",
    examples=(Example("0.2, 0.2", 0.36), Example("{0.2,0.1;0.15,0.05}", 0.4186)),
)
def dilution(
    *round: Annotated[  # noqa: A002 - what each is, to those who raise money
        Numbers, FRACTION, "Fraction of the company that a round sells, such as 0.2; or a range of them."
    ],
) -> Numbers:
    """How much of today's share of a company is lost over several rounds: ``1 - product(1 - round)``.

    Ranges are taken apart, and blanks in them passed over.

    >>> round(dilution(0.2, 0.2), 6)
    0.36
    """
    kept: Numbers = np.prod(1 - np.array(round))
    return 1 - kept


def _leaves_no_common(fully_diluted: Numbers, future_dilution: Numbers, preferred_shares: Numbers) -> Any:
    if not np.any(preferred_shares):
        return False
    return fully_diluted <= (1 - future_dilution) * preferred_shares


PREFERRED_RULE = Rule(
    ("fully_diluted", "future_dilution", "preferred_shares"),
    _leaves_no_common,
    "preferred_shares ({preferred_shares}), after a future dilution of {future_dilution}, must be fewer than "
    "fully_diluted, got {fully_diluted}",
)


@worksheet_function(
    category="Options and startups",
    examples=(
        Example("25000, 0.75, 12000000, 400000000, 0, 0.36, 1, 0", 514_583.333333),
        Example("25000, 0.75, 12000000, 400000000, 50000000, 0.36, 0.2, 5, 0.25", 29_354.666667),
        Example("10000, 1, 8000000, 40000000, 15000000, 0, 1, 0, 0.12, 2000000", 31_666.666667),
        Example("10000, 1, 8000000, 70000000, 15000000, 0, 1, 0, 0.12, 2000000", 77_500.0),
    ),
    rules=(PREFERRED_RULE,),
)
def startup_equity_pv(
    shares: Annotated[Numbers, SHARES, "Shares or options that you hold."],
    strike: Annotated[Numbers, MONEY, "What exercising costs, for one share; 0 for shares."],
    fully_diluted: Annotated[
        Numbers, FULLY_DILUTED, "All shares of the company today, with options and everything convertible."
    ],
    exit_value: ExitValue,
    preferences: Annotated[
        Numbers, MONEY, "What preferred shares take before common ones get anything; 0 when all convert."
    ] = 0,
    future_dilution: Annotated[Numbers, FRACTION, "What later rounds take of your share; see DILUTION."] = 0,
    probability: Annotated[Numbers, PROBABILITY, "How likely that exit is."] = 1,
    years: Annotated[Numbers, YEARS, "Years until the exit."] = 5,
    discount_rate: DiscountRateBesideProbability = 0.12,
    preferred_shares: Annotated[
        Numbers,
        SHARES,
        "Shares into which that preferred may convert instead; 0: it never does (participating, or debt).",
    ] = 0,
) -> Numbers:
    """Present value of a startup's shares or options, by what its sale would leave for them.

    ``probability * shares * max(price - strike, 0) / (1 + discount_rate) ** years``. With ``k = 1 -
    future_dilution`` (later rounds add shares, which count as common) the preferred converts where
    ``exit_value * k * preferred_shares / fully_diluted`` is more than ``preferences``, and then ``price =
    exit_value * k / fully_diluted``; else it takes its preference and leaves the divisor, and ``price =
    max(exit_value - preferences, 0) * k / (fully_diluted - k * preferred_shares)``.

    Give only series that will not surely convert: several given together convert as one block, which
    overstates common between the first conversion and the last. A probability beside a rate that is high
    because startups fail counts that failure twice.

    >>> round(startup_equity_pv(25_000, 0.75, 12e6, 400e6, 0, 0.36, 1, 0), 2)
    514583.33
    >>> round(startup_equity_pv(10_000, 1, 8e6, 40e6, 15e6, 0, 1, 0, preferred_shares=2e6), 2)
    31666.67
    """
    price = common_price(exit_value, fully_diluted, preferences, future_dilution, preferred_shares)
    # A factor, since a divisor of years far away is too large to hold.
    discounting = np.exp(-years * np.log1p(discount_rate))
    return probability * shares * np.maximum(price - strike, 0.0) * discounting


def common_price(
    exit_value: Numbers,
    fully_diluted: Numbers,
    preferences: Numbers,
    future_dilution: Numbers,
    preferred_shares: Numbers,
) -> Numbers:
    """Return what a common share gets of an exit: the preferred takes its preference, or converts."""
    kept = 1 - future_dilution
    price = np.maximum(exit_value - preferences, 0.0)
    if np.any(preferred_shares):
        # The preferred takes what is better for it, and so worse for the others.
        return (
            np.minimum(exit_value / fully_diluted, price / (fully_diluted - kept * preferred_shares)) * kept
        )
    return price * kept / fully_diluted


_CAP_RULE = Rule(
    ("cap", "multiple"),
    lambda cap, multiple: np.asarray(cap, dtype=float) < multiple,
    "cap must be at least multiple ({multiple}), got {cap}",
)


@worksheet_function(
    category="Options and startups",
    examples=(
        Example("20000000, 5000000, 0.3, 1, TRUE", 10_500_000.0),
        Example("50000000, 5000000, 0.3", 35_000_000.0),
        Example("3000000, 5000000, 0.3", 0.0),
    ),
    rules=(_CAP_RULE,),
)
def common_proceeds(
    exit_value: ExitValue,
    invested: Annotated[Numbers, MONEY, "What the investor has put in."],
    investor_share: Annotated[Numbers, FRACTION, "The investor's part of all shares, once converted."],
    multiple: Annotated[Numbers, TIMES_INVESTED, "The preference, as a multiple of what was put in."] = 1,
    participating: Annotated[
        Flags, Flag(), "TRUE where the investor gets the preference and a share of the rest too."
    ] = False,
    cap: Annotated[
        Numbers | None,
        TIMES_INVESTED,
        "The most that a participating investor gets without converting, as a multiple of what was put in; "
        "blank for no cap.",
    ] = None,
) -> Numbers:
    """What the sale of a company leaves for common shareholders beside one preferred investor.

    The investor takes the better of converting, for ``investor_share`` of everything, and the preference
    of ``multiple * invested``: participating, that and ``investor_share`` of the rest, together at most
    ``cap * invested``. A cap plays no part where the investor does not participate.

    >>> common_proceeds(20e6, 5e6, 0.3, participating=True)
    10500000.0
    """
    common_share = 1 - investor_share
    rest = exit_value - np.minimum(multiple * invested, exit_value)
    # Without a cap (NaN) fmax leaves the other.
    after_cap = np.fmax(rest * common_share, exit_value - np.asarray(cap, dtype=float) * invested)
    return np.minimum(exit_value * common_share, np.where(participating, after_cap, rest))
