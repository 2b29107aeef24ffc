"""How fast a grant is simulated, against drawing as many random prices with NumPy alone.

Run with ``pytest tests/benchmarks --benchmark-only``. The limit is a ratio of the least processor times of
rounds that take turns within one run, so it holds on any machine; the last is the time that was promised.
"""

from __future__ import annotations

from time import process_time

import numpy as np
import offersheet

PATHS, QUARTERS = 1_000_000, 16


def simulated():
    """Simulate 16 quarters without a cliff: as many dates as vests."""
    return offersheet.equity_sim(400_000, 0.1, 0.5, cliff_months=0, paths=PATHS)


def drawn():
    """Only draw normal variables, and take them for the logarithms of prices."""
    return np.exp(np.random.default_rng(1).standard_normal((PATHS, QUARTERS)))


def least_time(functions, rounds):
    """Return the least processor time of each function over rounds in which they take turns."""
    times = {function: [] for function in functions}
    for _ in range(rounds):
        for function in functions:
            start = process_time()
            function()
            times[function].append(process_time() - start)
    return [min(times[function]) for function in functions]


def test_a_million_paths_against_drawing_them(benchmark):
    offersheet.equity_sim(1)  # imports scipy
    ours, numpy = benchmark.pedantic(least_time, [(simulated, drawn), 4], rounds=1)
    benchmark.extra_info.update(ours=ours, numpy=numpy)
    assert ours <= 2.5 * numpy


def test_the_usual_number_of_paths(benchmark):
    offersheet.equity_sim(1)
    (ours,) = benchmark.pedantic(least_time, [(lambda: offersheet.equity_sim(400_000),), 20], rounds=1)
    benchmark.extra_info.update(ours=ours)
    assert ours <= 0.015
