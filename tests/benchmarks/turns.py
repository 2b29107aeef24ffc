"""Timing things against one another: by turns, so that whatever else runs on the machine slows all alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def medians(
    *actions: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median time of each action over rounds in which they take turns, after one unmeasured."""
    times: list[list[float]] = [[] for _ in actions]
    for turn in range(1 + rounds):
        for action, taken in zip(actions, times, strict=True):
            start = clock()
            action()
            if turn:
                taken.append(clock() - start)
    return [median(taken) for taken in times]


def measure(benchmark, *actions, rounds, clock=time.perf_counter):
    """Time the actions by turns, keep the medians with the benchmark, and return them."""
    assert rounds >= 5
    names = [f"median {place}" for place in range(len(actions))]
    taken = benchmark.pedantic(medians, actions, {"rounds": rounds, "clock": clock}, rounds=1)
    benchmark.extra_info.update(zip(names, taken, strict=True))
    return taken
