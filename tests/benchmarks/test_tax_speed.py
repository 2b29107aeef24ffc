"""How fast taxes are: one call, a million wages, and the first call for a state.

Run with ``pytest tests/benchmarks --benchmark-only``. The limits are the times that were promised; where a million
pay each their own part into a plan, the limit is in terms of a million who pay none, by turns within one run.
"""

from __future__ import annotations

import time

import numpy as np
import offersheet
import pytest
from offersheet import facts
from offersheet.model.tax.federal import federal_law
from offersheet.model.tax.household import Household
from offersheet.model.tax.states import state_law

from tests.benchmarks.turns import measure

pytestmark = pytest.mark.promised

CALLS = 1_000
MILLION = np.random.default_rng(1).uniform(20_000, 3e6, 1_000_000)
BUSY = Household("CA", "single", 2026)
"""A state with much law: brackets, a surtax, a credit that fades in steps."""


@pytest.mark.parametrize(
    "compute",
    [
        pytest.param(lambda: BUSY.take_home(240_000.0), id="take-home"),
        pytest.param(lambda: BUSY.state_tax(240_000.0), id="state"),
        pytest.param(lambda: BUSY.federal.tax(240_000.0, 20_000.0), id="federal"),
        pytest.param(lambda: BUSY.federal.tax(240_000.0, 20_000.0, 100_000.0), id="federal, with a spread"),
    ],
)
def test_one_household(benchmark, compute):
    benchmark.pedantic(compute, rounds=50, iterations=CALLS // 10, warmup_rounds=5)
    assert benchmark.stats["median"] <= 20e-6


@pytest.mark.parametrize(
    "compute",
    [
        pytest.param(lambda: offersheet.take_home(MILLION, "CA"), id="take-home"),
        pytest.param(lambda: offersheet.state_tax(MILLION, "NY"), id="state"),
        pytest.param(lambda: offersheet.federal_tax(MILLION), id="federal"),
        pytest.param(lambda: offersheet.gross_for_net(MILLION, "CA"), id="gross for net"),
    ],
)
def test_a_million_wages(benchmark, compute):
    benchmark.pedantic(compute, rounds=5, warmup_rounds=1)
    assert benchmark.stats["median"] <= 0.3


@pytest.mark.parametrize(("state", "most"), [("", 1.5), ("CA", 1.5), ("NYC", 1.5), ("AL", 2.5)])
def test_a_million_who_pay_unlike_parts_into_a_plan(benchmark, state, most):
    """Alabama deducts payroll tax: what is paid into a plan moves its tax as well."""
    nets = np.random.default_rng(2).uniform(20_000, 1e6, 1_000_000)
    paid = np.random.default_rng(3).uniform(0, 24_500, 1_000_000)
    alone, each = measure(
        benchmark,
        lambda: offersheet.gross_for_net(nets, state),
        lambda: offersheet.gross_for_net(nets, state, "single", 2026, paid),
        rounds=9,
        clock=time.process_time,
    )
    assert each <= most * alone


def forget():
    for cached in (facts.load, state_law, federal_law):
        cached.cache_clear()


def test_a_state_is_read_for_the_first_time(benchmark):
    benchmark.pedantic(lambda: Household("CT", "single", 2026).bill(240_000.0), setup=forget, rounds=20)
    assert benchmark.stats["median"] <= 0.05
