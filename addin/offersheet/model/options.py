"""Options, by the market and by one's own belief; what shares that cannot be sold are worth less."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np

from offersheet.model.equity import DiscountRate, Growth
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import MONEY, RATE, VOLATILITY, YEARS
from offersheet.worksheet.shapes import Numbers

__all__ = ["RISK_FREE_RATE", "Volatility", "dlom", "option_pv", "option_value"]

RISK_FREE_RATE = 0.04
"""The continuous riskless rate that is assumed where none is given."""

Price = Annotated[Numbers, MONEY, "What the share is worth today."]
Strike = Annotated[Numbers, MONEY, "What exercising costs, for one share."]
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
    price: Price,
    strike: Strike,
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
    return _exchange(share, cost, np.log(np.divide(share, cost)), volatility * np.sqrt(years))


@worksheet_function(
    category="Options and startups",
    examples=(
        Example("40, 10, 6, 0.5", 15.905549),
        Example("40, 10, 6, 0.5, 0.12", 35.219734),
        Example("40, 0, 2, 0.5, 0.12", 40.0, source="a share, growing as fast as it is discounted"),
    ),
)
def option_pv(
    price: Price,
    strike: Strike,
    years: Annotated[Numbers, YEARS, "Years until the option is exercised and the share sold."],
    volatility: Volatility,
    growth: Growth = 0,
    discount_rate: DiscountRate = 0.12,
) -> Numbers:
    """Present value of an option to buy one share, under the belief and the discounting of a share.

    The expected payoff ``max(share - strike, 0)`` of a lognormal price that grows by ``growth`` a year on
    average, discounted: ``A * N(d1) - B * N(d1 - s)``, where ``A = price * ((1 + growth) /
    (1 + discount_rate)) ** years`` is what the share of that date is worth today, ``B = strike *
    (1 + discount_rate) ** -years``, ``s = volatility * sqrt(years)`` and ``d1 = ln(A / B) / s + s / 2``;
    without strike, time or volatility ``max(A - B, 0)``. So it is never worth more than its share, and at a
    strike of 0 is worth as much. A floor: the right to wait is left out, which is worth most where the
    strike is near the price and the growth near the discount rate. Rates are yearly, unlike those of
    ``OPTION_VALUE``, which it equals where their logarithms are its rate.

    >>> round(option_pv(40, 10, 6, 0.5, growth=0.12), 6)
    35.219734
    """
    discounting, grown = np.log(1 + discount_rate) * years, np.log(1 + growth) * years
    share, cost = price * np.exp(grown - discounting), strike * np.exp(-discounting)
    return _exchange(share, cost, np.log(np.divide(price, strike)) + grown, volatility * np.sqrt(years))


def _exchange(share: Numbers, cost: Numbers, log_ratio: Numbers, deviation: Numbers) -> Numbers:
    """Value of the right to get one thing for another, both at today's worth (a call; swapped, a put).

    ``log_ratio`` is the logarithm of the one over the other.
    """
    from scipy.special import ndtr

    d1 = np.divide(log_ratio, deviation) + deviation / 2
    value = share * ndtr(d1) - cost * ndtr(d1 - deviation)
    # Without uncertainty the value may be no number, and exchanging for certain is all there is; deep in the
    # money it may lose its last digits, and is worth no less than that. 0 times a cost too large to hold is
    # no number either: then there is no answer.
    certain = np.maximum(share - cost, 0.0 * cost)
    better: Numbers = np.fmax(value, certain)
    return better


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
    lost = -RISK_FREE_RATE * years
    return _exchange(np.exp(lost), 1.0, lost, volatility * np.sqrt(years))


def _longstaff(volatility: Numbers, years: Numbers) -> Numbers:
    from scipy.special import ndtr

    variance = volatility**2 * years
    lookback = (2 + variance / 2) * ndtr(np.sqrt(variance) / 2) - 1
    discount: Numbers = np.minimum(lookback + np.sqrt(variance / (2 * np.pi)) * np.exp(-variance / 8), 1.0)
    return discount
