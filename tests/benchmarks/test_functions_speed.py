"""How fast a worksheet function is, against what people use instead and against NumPy alone.

Run with ``pytest tests/benchmarks --benchmark-only``. Limits on ranges are ratios of the median times of
rounds that take turns within one run, so they hold on any machine; those on a single call and on a million
grants are the times that were promised.
"""

from __future__ import annotations

import numpy as np
import offersheet
import pytest

from tests.hosts.child import Child

ROWS = 100_000


@pytest.fixture(scope="module")
def server():
    with Child("tests.benchmarks.xlwings_server") as child:
        yield child


def measure(benchmark, server, names, length, rounds, calls=1):
    """Time our function (the first) and another by turns, and keep both with the benchmark."""
    measured = benchmark.pedantic(server.ask, ["seconds", names, length, rounds, calls], rounds=1)
    benchmark.extra_info.update(measured)
    return [measured[name] for name in names]


def test_all_compute_the_same(benchmark, server):
    names = ("EQUITY_PV", "usual", "numpy")
    ours, usual, numpy = benchmark.pedantic(server.ask, ["answers", names, 100], rounds=1)
    assert np.allclose(ours, usual, rtol=1e-12)
    assert np.allclose(ours, numpy, rtol=1e-12)


def test_a_range_against_the_usual_way(benchmark, server):
    ours, usual = measure(benchmark, server, ("EQUITY_PV", "usual"), ROWS, rounds=5)
    assert usual >= 30 * ours


def test_a_range_against_numpy_alone(benchmark, server):
    ours, numpy = measure(benchmark, server, ("EQUITY_PV", "numpy"), ROWS, rounds=40)
    assert ours <= 2 * numpy


@pytest.mark.promised
def test_a_single_call_against_doing_nothing(benchmark, server):
    ours, nothing = measure(benchmark, server, ("EQUITY_PV", "empty"), 1, rounds=30, calls=100)
    assert ours - nothing <= 100e-6


@pytest.mark.promised
def test_a_million_grants(benchmark):
    random = np.random.default_rng(1)
    size = 1_000_000
    grants = random.uniform(0, 1e6, size)
    growth, discount = random.uniform(-0.5, 1, size), random.uniform(0, 0.3, size)
    years, cliff = random.integers(1, 9, size), random.integers(0, 25, size)
    vests = random.choice([1, 2, 4, 12], size)
    benchmark.pedantic(
        offersheet.equity_pv, [grants, growth, discount, years, cliff, vests], rounds=5, warmup_rounds=1
    )
    assert benchmark.stats["median"] <= 1
