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

from tests.benchmarks.processes import run, timed

HELP = [sys.executable, "-m", "offersheet", "--help"]
TYPER_ALONE = [sys.executable, "-c", "import typer"]


def fastest(action, times):
    """The least time of several: what the action takes when nothing else runs."""
    return min(timed(action) for _ in range(times))


def test_help_costs_little_more_than_its_library(benchmark):
    benchmark.pedantic(run, HELP, rounds=15, warmup_rounds=1)
    assert benchmark.stats["min"] < 1.6 * fastest(lambda: run(*TYPER_ALONE), 15)


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
    benchmark.pedantic(ask, [child, request], rounds=3000)
    assert benchmark.stats["min"] < 3 * fastest(lambda: call("EQUITY_PV", arguments), 3000)


def test_a_range_over_a_pipe(benchmark, child):
    grants = [[float(row)] for row in range(100_000)]
    request = json.dumps({"function": "EQUITY_PV", "args": [grants]}).encode() + b"\n"
    assert json.loads(ask(child, request))["value"] == call("EQUITY_PV", [grants]).value
    benchmark.pedantic(ask, [child, request], rounds=5)
    # What remains when the call itself is left out: the same numbers through JSON, there and back.
    both_ways = fastest(lambda: json.loads(json.dumps(json.loads(request)["args"][0])), 5)
    assert benchmark.stats["min"] < 3 * (both_ways + fastest(lambda: call("EQUITY_PV", [grants]), 5))
