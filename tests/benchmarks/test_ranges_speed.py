"""What a column costs whose cells are wrong, against the same column of numbers; and a whole one of a sheet.

Run with ``pytest tests/benchmarks --benchmark-only``. Limits are ratios of median processor times of rounds
that take turns within one run.
"""

from __future__ import annotations

import gc
from time import process_time

import pytest
from offersheet.errors import CellError
from offersheet.worksheet.call import call

from tests.benchmarks.turns import measure
from tests.hosts.child import Child

ROWS = 1_000_000

CALLS = {
    "EQUITY_PV": [],
    "TOTAL_COMP": [],
    "STATE_TAX": ["ZZ"],
    "STARTUP_EQUITY_PV": [1.0, 1e7, 1e8],
}
"""The arguments behind the column."""

WRONG = {"text": "x", "blank": None, "out of domain": -5.0, "an error": CellError.NA}


@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", CALLS)
def test_a_column_of_wrong_cells(benchmark, name, wrong, every):
    numbers = [[1_000.0 + row] for row in range(ROWS)]
    spoiled = [[WRONG[wrong]] if row % every == 0 else line for row, line in enumerate(numbers)]
    gc.disable()  # which call its collections fall into is chance
    right, bad = measure(
        benchmark,
        lambda: call(name, [numbers, *CALLS[name]]),
        lambda: call(name, [spoiled, *CALLS[name]]),
        rounds=5,
        clock=process_time,
    )
    gc.enable()
    assert bad <= 1.2 * right


@pytest.mark.parametrize("name", ["EQUITY_PV", "COMPS_BAND"])
@pytest.mark.parametrize("host", ["xlwings_server", "xlwings_classic"])
def test_a_whole_column_that_is_nearly_empty(benchmark, host, name):
    with Child(f"tests.benchmarks.{host}") as child:
        ours, numpy = benchmark.pedantic(child.ask, ["whole_column", name, 7], rounds=1)
    benchmark.extra_info.update(ours=ours, numpy=numpy)
    assert ours <= 4 * numpy
