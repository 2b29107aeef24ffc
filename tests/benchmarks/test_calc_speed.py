"""What a call in a cell of LibreOffice costs beside the pipe over which it is answered."""

from __future__ import annotations

import statistics
import sys
import time

import pytest
from offersheet.hosts.libreoffice.child import COMMAND_VARIABLE, Child

from tests.hosts.libreoffice.conftest import asked, calc, oxt

__all__ = ["asked", "calc", "oxt"]

CALLS, ROUNDS = 2_000, 5
MOST = 1.5


@pytest.mark.benchmark
def test_a_cell_costs_little_more_than_the_pipe(benchmark, calc, monkeypatch):
    monkeypatch.setenv(COMMAND_VARIABLE, f"{sys.executable} -m offersheet")
    child = Child()
    ratios = []
    with calc.new() as book:
        place = f"Sheet1.A1:A{CALLS}"
        book.formulas_typed(place, [[f"=EQUITY_PV({400_000 + row};0.15)"] for row in range(CALLS)])
        try:
            for _ in range(ROUNDS):
                start = time.perf_counter()
                for row in range(CALLS):
                    child.ask("EQUITY_PV", [400_000.0 + row, 0.15])
                pipe = time.perf_counter() - start
                start = time.perf_counter()
                book.calculate()
                ratios.append((time.perf_counter() - start) / pipe)
        finally:
            child.end()
    benchmark.extra_info["ratio"] = statistics.median(ratios)
    benchmark.pedantic(lambda: None, rounds=1)
    assert statistics.median(ratios) <= MOST, ratios
