"""How fast options and startup equity are over a million rows, against their formulas in NumPy alone.

Run with ``pytest tests/benchmarks --benchmark-only``. The limits are ratios of median processor times of rounds
that take turns, and hold on any machine. Startups took 2.1 times their formula in version 0.2.0.
"""

from __future__ import annotations

from time import process_time

import numpy as np
import offersheet
import pytest
from scipy.special import ndtr

from tests.benchmarks.turns import measure

SIZE = 1_000_000
RANDOM = np.random.default_rng(1)


def drawn(low, high):
    return RANDOM.uniform(low, high, SIZE)


OPTIONS = (drawn(0, 100), drawn(0, 100), drawn(0, 10), drawn(0, 2), drawn(-0.5, 1), drawn(0, 0.3))
STARTUPS = (
    *(drawn(0, 1e5), drawn(0, 2), drawn(1e6, 1e8), drawn(0, 1e9), drawn(0, 1e8), drawn(0, 0.8)),
    *(drawn(0, 1), drawn(0, 10), drawn(0, 0.5)),
)
CONVERTING = (*STARTUPS, drawn(0, 0.9e6))


def option_alone(price, strike, years, volatility, growth, discount_rate):
    share = price * ((1 + growth) / (1 + discount_rate)) ** years
    cost, deviation = strike * (1 + discount_rate) ** -years, volatility * np.sqrt(years)
    d1 = np.log(share / cost) / deviation + deviation / 2
    return np.maximum(share * ndtr(d1) - cost * ndtr(d1 - deviation), np.maximum(share - cost, 0))


def startup_alone(shares, strike, diluted, exit_value, preferences, dilution, probability, years, rate):
    price = np.maximum(exit_value - preferences, 0.0) * (1 - dilution) / diluted
    return probability * shares * np.maximum(price - strike, 0.0) / (1 + rate) ** years


def converting_alone(
    shares, strike, diluted, exit_value, preferences, dilution, probability, years, rate, preferred
):
    kept = 1 - dilution
    converted = exit_value * kept / diluted
    other = np.maximum(exit_value - preferences, 0.0) * kept / (diluted - kept * preferred)
    price = np.where(converted * preferred > preferences, converted, other)
    return probability * shares * np.maximum(price - strike, 0.0) / (1 + rate) ** years


@pytest.mark.parametrize(
    ("function", "alone", "arguments", "most"),
    [
        pytest.param(offersheet.option_pv, option_alone, OPTIONS, 1.3, id="options"),
        pytest.param(offersheet.startup_equity_pv, startup_alone, STARTUPS, 1.6, id="startups"),
        pytest.param(
            offersheet.startup_equity_pv, converting_alone, CONVERTING, 1.6, id="startups, converting"
        ),
    ],
)
def test_a_million_against_numpy_alone(benchmark, function, alone, arguments, most):
    assert np.allclose(function(*arguments), alone(*arguments), rtol=1e-9)
    ours, bare = measure(
        benchmark, lambda: function(*arguments), lambda: alone(*arguments), rounds=9, clock=process_time
    )
    assert ours <= most * bare
