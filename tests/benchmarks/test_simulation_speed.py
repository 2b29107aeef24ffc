"""How fast a grant is simulated, against drawing as many random prices with NumPy alone.

Run with ``pytest tests/benchmarks --benchmark-only``. The limit is a ratio of the median processor times of
rounds that take turns within one run, so it holds on any machine; the last is the time that was promised.
"""

from __future__ import annotations

from time import process_time

import numpy as np
import offersheet
import pytest

from tests.benchmarks.turns import measure

PATHS, QUARTERS = 250_000, 16


def simulated():
    """Simulate 16 quarters without a cliff: as many dates as vests."""
    return offersheet.equity_sim(400_000, 0.1, 0.5, cliff_months=0, paths=PATHS)


def drawn():
    """Only draw normal variables, and take them for the logarithms of prices."""
    return np.exp(np.random.default_rng(1).standard_normal((PATHS, QUARTERS)))


def test_a_million_paths_against_drawing_them(benchmark):
    ours, numpy = measure(benchmark, simulated, drawn, rounds=5, clock=process_time)
    assert ours <= 2.5 * numpy


@pytest.mark.promised
def test_the_usual_number_of_paths(benchmark):
    [ours] = measure(benchmark, lambda: offersheet.equity_sim(400_000), rounds=20, clock=process_time)
    assert ours <= 0.015
