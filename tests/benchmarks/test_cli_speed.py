"""How long a person waits for the command line, against what cannot be had faster.

Run with ``pytest tests/benchmarks --benchmark-only``. Limits are ratios within one run, so they hold on
any machine.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from offersheet.worksheet.call import call

from tests.benchmarks.processes import run
from tests.benchmarks.turns import measure

HELP = [sys.executable, "-m", "offersheet", "--help"]
TYPER_ALONE = [sys.executable, "-c", "import typer"]
CALL = [sys.executable, "-m", "offersheet", "call", "EQUITY_PV", "400000"]
NUMPY_AND_TYPER_ALONE = [sys.executable, "-c", "import numpy, typer"]


def test_help_costs_little_more_than_its_library(benchmark):
    ours, typer = measure(benchmark, lambda: run(*HELP), lambda: run(*TYPER_ALONE), rounds=7)
    assert ours <= 1.4 * typer


def test_a_call_costs_little_more_than_its_libraries(benchmark):
    ours, alone = measure(benchmark, lambda: run(*CALL), lambda: run(*NUMPY_AND_TYPER_ALONE), rounds=7)
    assert ours <= 1.4 * alone


@pytest.fixture
def child():
    command = [sys.executable, "-m", "offersheet", "call", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        yield child
        child.stdin.close()


def ask(child, request):
    child.stdin.write(request)
    child.stdin.flush()
    return child.stdout.readline()


def test_a_pipe_adds_little_to_a_call(benchmark, child):
    arguments = [400_000, 0.15, None]
    request = json.dumps({"function": "EQUITY_PV", "args": arguments}).encode() + b"\n"
    assert json.loads(ask(child, request)) == {"value": call("EQUITY_PV", arguments).value}
    piped, direct = measure(
        benchmark, lambda: ask(child, request), lambda: call("EQUITY_PV", arguments), rounds=3000
    )
    assert piped < 3 * direct


def test_a_range_over_a_pipe(benchmark, child):
    grants = [[float(row)] for row in range(100_000)]
    request = json.dumps({"function": "EQUITY_PV", "args": [grants]}).encode() + b"\n"
    assert json.loads(ask(child, request))["value"] == call("EQUITY_PV", [grants]).value
    piped, direct, both_ways = measure(
        benchmark,
        lambda: ask(child, request),
        lambda: call("EQUITY_PV", [grants]),
        # What remains when the call itself is left out: the same numbers through JSON, there and back.
        lambda: json.loads(json.dumps(json.loads(request)["args"][0])),
        rounds=5,
    )
    assert piped < 3 * (both_ways + direct)
