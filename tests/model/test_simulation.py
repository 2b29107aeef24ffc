"""The simulated grant against everything about it that has a closed form."""

from __future__ import annotations

import math

import numpy as np
import offersheet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.model.simulation import BLOCK, price_paths

from tests.model.strategies import terms
from tests.seeds import examples

NAMES = ["mean", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "chance_below_grant"]
NORMAL = {"p5": -1.6448536, "p10": -1.2815516, "p25": -0.6744898, "p50": 0.0}
NORMAL |= {"p75": 0.6744898, "p90": 1.2815516, "p95": 1.6448536}


def results(*arguments, **named):
    table = offersheet.equity_sim(*arguments, **named)
    assert table.column("name") == NAMES
    return dict(table.rows)


def prices_on(years, volatility, paths=BLOCK, seed=1):
    """All simulated prices: a row for each date."""
    return np.concatenate(list(price_paths(np.array(years, float), volatility, paths, seed)), axis=1)


# ---------------------------------------------------------------- the grant


@settings(max_examples=examples(25))
@given(
    st.floats(0, 1e7),
    st.floats(-0.5, 1),
    st.floats(0, 1.5),
    st.floats(0, 0.5),
    terms(),
    st.sampled_from((1, 2, 1000, 5000)),
    st.integers(0, 2**53),
)
def test_the_mean_is_the_present_value(grant_value, growth, volatility, rate, terms, paths, seed):
    mean = results(grant_value, growth, volatility, rate, *terms, paths, seed)["mean"]
    assert mean == pytest.approx(offersheet.equity_pv(grant_value, growth, rate, *terms), rel=1e-9)


def test_the_mean_is_the_present_value_over_many_blocks():
    mean = results(400_000, 0.1, 0.9, paths=3 * BLOCK + 1)["mean"]
    assert mean == pytest.approx(offersheet.equity_pv(400_000, 0.1), rel=1e-9)


def test_percentiles_rise_and_lie_on_both_sides_of_the_median():
    values = results(400_000, 0.1, 0.6)
    percentiles = [values[name] for name in NORMAL]
    assert percentiles == sorted(percentiles)
    assert values["p50"] < values["mean"] < values["p95"]
    assert 0.5 < values["chance_below_grant"] < 1


def test_two_runs_agree_to_the_last_digit_and_another_seed_differs():
    first = results(400_000, 0.1, 0.6, paths=20_000)
    assert results(400_000, 0.1, 0.6, paths=20_000) == first
    other = results(400_000, 0.1, 0.6, paths=20_000, seed=2)
    assert other["p50"] != first["p50"]
    assert other["p50"] == pytest.approx(first["p50"], rel=0.01)


def test_more_paths_continue_the_same_ones():
    few, many = prices_on([1, 2], 0.5, BLOCK), prices_on([1, 2], 0.5, 2 * BLOCK)
    assert (many[:, :BLOCK] == few).all()
    assert not (many[:, BLOCK:] == few).any()


def test_without_volatility_nothing_is_uncertain():
    values = results(400_000, 0.1, 0)
    expected = offersheet.equity_pv(400_000, 0.1)
    assert [values[name] for name in NAMES[:-1]] == pytest.approx([expected] * 8, rel=1e-12)
    assert values["chance_below_grant"] == 1


def test_a_value_that_equals_the_grant_is_not_below_it():
    assert results(400_000, 0.12, 0, 0.12, 10, 0, 12)["chance_below_grant"] == 0
    assert results(0, 0.12, 0.5)["chance_below_grant"] == 0


def test_no_grant_is_worth_nothing():
    assert set(results(0).values()) == {0.0}


# ---------------------------------------------------------------- against closed forms


@pytest.mark.parametrize("volatility", [0.2, 0.5, 1.0])
@pytest.mark.parametrize("months", [12, 48])
def test_a_grant_that_vests_in_one_piece_is_lognormal(volatility, months):
    """Quantiles of ``exp(sigma * sqrt(t) * z - sigma**2 * t / 2)``."""
    values = results(1.0, 0.1, volatility, 0.12, 1, months, 1, paths=2**17)
    years = months / 12
    deviation = volatility * math.sqrt(years)
    mean = (1.1 / 1.12) ** years
    for name, z in NORMAL.items():
        assert values[name] == pytest.approx(mean * math.exp(deviation * z - deviation**2 / 2), rel=0.005)
    below = (deviation / 2 - math.log(mean) / deviation) / math.sqrt(2)
    assert values["chance_below_grant"] == pytest.approx(math.erfc(-below) / 2, abs=0.001)


def test_prices_move_together_as_brownian_motion_does():
    years = np.array([0.25, 0.5, 1, 1.25, 2, 3, 3.5, 4])
    logs = np.log(prices_on(years, 0.4, 2**16))
    expected = 0.4**2 * np.minimum.outer(years, years)
    assert np.cov(logs) == pytest.approx(expected, rel=0.01)


def test_the_value_varies_as_a_sum_of_lognormal_prices_does():
    """``Var(sum w_i S_i) = sum w_i w_j (exp(sigma**2 * min(t_i, t_j)) - 1)``, for prices of mean 1."""
    volatility, years = 0.5, np.arange(1, 17) / 4
    weights = np.full(16, 1 / 16) * (1.1 / 1.12) ** years
    covariance = np.expm1(volatility**2 * np.minimum.outer(years, years))
    values = weights @ prices_on(years, volatility, 2**16)
    assert values.var() == pytest.approx(weights @ covariance @ weights, rel=0.02)


@pytest.mark.parametrize("years", [1, 4, 10])
@pytest.mark.parametrize("volatility", [0.2, 0.5, 1.0])
def test_a_call_on_the_last_price_is_worth_what_black_and_scholes_say(volatility, years):
    price, rate = 100.0, 0.04
    at_end = price * math.exp(rate * years) * prices_on([years / 2, years], volatility, 2**18)[-1]
    for strike in (70.0, 100.0):
        simulated = math.exp(-rate * years) * np.maximum(at_end - strike, 0).mean()
        exact = offersheet.option_value(price, strike, years, volatility, rate)
        assert simulated == pytest.approx(exact, rel=0.005)


@pytest.mark.parametrize("volatility", [0.2, 0.5])
def test_a_call_on_every_price_by_default(volatility):
    years = np.arange(1, 17) / 4
    simulated = np.maximum(prices_on(years, volatility) - 1, 0).mean(axis=1)
    exact = offersheet.option_value(1.0, 1.0, years, volatility, 0.0)
    assert simulated == pytest.approx(exact, rel=0.005)


def test_one_path_is_the_mean():
    assert prices_on([1, 2, 3], 0.9, 1) == pytest.approx(np.ones((3, 1)))
