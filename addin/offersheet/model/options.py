"""Options, and what shares that cannot be sold are worth less."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import MONEY, RATE, VOLATILITY, YEARS
from offersheet.worksheet.shapes import Numbers

__all__ = ["RISK_FREE_RATE", "Volatility", "dlom", "option_value"]

RISK_FREE_RATE = 0.04
"""The continuous riskless rate that is assumed where none is given."""

Volatility = Annotated[
    Numbers, VOLATILITY, "Yearly volatility of the share price: 0.3 is a large company, 0.9 a small one."
]


@worksheet_function(
    category="Options and startups",
    examples=(
        Example(
            "42, 40, 0.5, 0.2, 0.1", 4.759422, source="Hull, Options, Futures, and Other Derivatives: 4.76"
        ),
        Example("50, 50, 6, 0.3, 0.075, 0.025", 17.152073, source="FAS 123, Appendix B: $17.15"),
        Example("10, 4, 0, 0.5", 6.0),
    ),
)
def option_value(
    price: Annotated[Numbers, MONEY, "What the share is worth today."],
    strike: Annotated[Numbers, MONEY, "What exercising costs, for one share."],
    years: Annotated[Numbers, YEARS, "Years until the option is exercised or lapses."],
    volatility: Volatility,
    rate: Annotated[Numbers, RATE, "Riskless rate a year, continuously compounded."] = RISK_FREE_RATE,
    dividend_yield: Annotated[Numbers, RATE, "Dividends a year by price, continuously compounded."] = 0,
) -> Numbers:
    """Value of an option to buy one share, by Black, Scholes and Merton.

    ``S * exp(-q * T) * N(d1) - K * exp(-r * T) * N(d2)``, with continuous rates; at zero time or volatility
    ``max(S * exp(-q * T) - K * exp(-r * T), 0)``. Exercised at the end only; not diluted by its exercise.

    >>> round(option_value(42, 40, 0.5, 0.2, 0.1), 6)
    4.759422
    """
    share, cost = price * np.exp(-dividend_yield * years), strike * np.exp(-rate * years)
    return _exchange(share, cost, volatility * np.sqrt(years))


def _exchange(share: Numbers, cost: Numbers, deviation: Numbers) -> Numbers:
    """Value of the right to get one thing for another, both at today's worth (a call; swapped, a put)."""
    from scipy.special import ndtr

    uncertain = (deviation > 0) & (cost > 0)
    d1 = np.log(np.divide(share, cost)) / deviation + deviation / 2
    value = share * ndtr(d1) - cost * ndtr(d1 - deviation)
    certain = np.maximum(share - cost, 0.0)
    # Deep in the money the difference may lose its last digits; the option is never worth less than this.
    return np.where(uncertain, np.maximum(value, certain), certain)


@worksheet_function(
    category="Options and startups",
    examples=(
        Example("0.5, 2", 0.155043),
        Example('0.5, 2, "chaffe"', 0.228890),
        Example('0.3, 2, "longstaff"', 0.386047, source="Longstaff (1995), table I: 38.605 %"),
    ),
)
def dlom(
    volatility: Volatility,
    years: Annotated[Numbers, YEARS, "Years for which the shares cannot be sold."],
    method: Annotated[
        Literal["finnerty", "chaffe", "longstaff"],
        "An average sale forgone, protection by a put, or the best sale forgone (an upper bound).",
    ] = "finnerty",
) -> Numbers:
    """Discount for lack of marketability: the part of its value that a share loses by being locked up.

    ``finnerty``: the average-strike put of Finnerty (2012), never above 0.3228. ``chaffe``: an
    at-the-money European put at a rate of 0.04 (Chaffe 1993). ``longstaff``: the upper bound of Longstaff
    (1995), a lookback put, at most 1. 0 at zero time or volatility; no dividends.

    >>> round(dlom(0.5, 2), 6)
    0.155043
    """
    discounts = {
        "finnerty": _finnerty(volatility, years),
        "chaffe": _chaffe(volatility, years),
        "longstaff": _longstaff(volatility, years),
    }
    words = np.asarray(method)
    discount = np.select([words == name for name in discounts], list(discounts.values()))
    return np.where(volatility * years > 0, discount, 0.0)


def _finnerty(volatility: Numbers, years: Numbers) -> Numbers:
    from scipy.special import gammainc, ndtr

    variance = volatility**2 * years
    # variance + ln(2 (e^variance - variance - 1)) - 2 ln(e^variance - 1), in terms that neither overflow
    # nor cancel; a third of the variance where that is tiny.
    averaged = np.log(2 * gammainc(2, variance) / np.expm1(-variance) ** 2)
    discount: Numbers = 2 * ndtr(np.sqrt(np.where(variance > 1e-8, averaged, variance / 3)) / 2) - 1
    return discount


def _chaffe(volatility: Numbers, years: Numbers) -> Numbers:
    return _exchange(np.exp(-RISK_FREE_RATE * years), 1.0, volatility * np.sqrt(years))


def _longstaff(volatility: Numbers, years: Numbers) -> Numbers:
    from scipy.special import ndtr

    variance = volatility**2 * years
    lookback = (2 + variance / 2) * ndtr(np.sqrt(variance) / 2) - 1
    discount: Numbers = np.minimum(lookback + np.sqrt(variance / (2 * np.pi)) * np.exp(-variance / 8), 1.0)
    return discount
