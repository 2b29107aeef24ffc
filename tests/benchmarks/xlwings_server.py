"""A child in which xlwings runs as on its server and times calls: ours, and what they are held against."""

from __future__ import annotations

import os

os.environ["XLWINGS_ON_SERVER"] = "true"
os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"

import asyncio
import time
from statistics import median
from types import SimpleNamespace
from typing import Any

import numpy as np
import xlwings
from offersheet.hosts import excel
from xlwings.server import custom_functions_call

from tests.benchmarks.whole_column import whole_column
from tests.hosts.child import serve

Range = list[list[float]]
GROWTH, DISCOUNT = 0.0, 0.12


def worth_of_one() -> Any:
    """Present value of a grant of 1 over four years with quarterly vests and a cliff, as NumPy has it."""
    force = np.log1p(GROWTH) - np.log1p(DISCOUNT)
    waiting = 4 * np.exp(force)
    on_time = np.exp(force * 1.25) * np.expm1(force * 3) / np.expm1(force / 4)
    return (waiting + on_time) / 16


@xlwings.func
@xlwings.arg("grants", np.array, ndim=2)
def usual(grants: Any) -> Any:
    """What xlwings' documentation does with a range."""
    return grants * worth_of_one()


@xlwings.func
@xlwings.arg("grants", "raw")
@xlwings.ret("raw")
def empty(grants: Any) -> Range:
    """Nothing at all."""
    return [[0.0]]


xlwings_functions = SimpleNamespace(
    EQUITY_PV=excel.EQUITY_PV, COMPS_BAND=excel.COMPS_BAND, usual=usual, empty=empty
)


async def dispatch(name: str, argument: Range) -> Range:
    request = {
        "func_name": name,
        "args": [argument],
        "version": xlwings.__version__,
        "client": "Office.js",
        "runtime": "1.4",
    }
    return await custom_functions_call(request, xlwings_functions)


async def numpy_alone(argument: Range) -> Range:
    return (np.asarray(argument) * worth_of_one()).tolist()


async def interleaved(names: tuple[str, ...], argument: Range, rounds: int, calls: int) -> dict[str, float]:
    """Median time of a call by name, in turns of so many calls; what else runs on the machine is left out."""
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            start = time.process_time()
            for _ in range(calls):
                await (numpy_alone(argument) if name == "numpy" else dispatch(name, argument))
            times[name].append((time.process_time() - start) / calls)
    return {name: median(taken) for name, taken in times.items()}


def column(length: int) -> Range:
    return np.random.default_rng(1).uniform(0, 1e6, (length, 1)).tolist()


def seconds(names: tuple[str, ...], length: int, rounds: int, calls: int = 1) -> dict[str, float]:
    """Time calls with a column of so many grants."""
    return asyncio.run(interleaved(names, column(length), rounds, calls))


def answers(names: tuple[str, ...], length: int) -> list[Range]:
    """Answer with what the functions do, to see that they do the same."""
    grants = column(length)
    return [asyncio.run(numpy_alone(grants) if name == "numpy" else dispatch(name, grants)) for name in names]


def whole_column_seconds(name: str, rounds: int) -> list[float]:
    """Time a call with a whole column, and NumPy on the same cells."""
    return whole_column(list, lambda cells: asyncio.run(dispatch(name, cells)), rounds)


if __name__ == "__main__":
    serve({"seconds": seconds, "answers": answers, "whole_column": whole_column_seconds})
