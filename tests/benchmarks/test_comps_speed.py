"""How long a person waits for comps, and how little memory a large file takes.

Each is a whole process, as a person starts it, with nothing in memory before.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.benchmarks.processes import run
from tests.benchmarks.turns import measure
from tests.comps.written import LCA, LEVELS, csv_text, lca_rows, levels_rows, write_xlsx

SECONDS = 1.0
"""What 30,000 rows may take; where Python itself is slow, half as much again as what cannot be had faster: the
imports, pandas among them, and a plain reading."""

DISCLOSURES = 100_000

LARGE = 100_000_000
"""Bytes."""

COMPS = (sys.executable, "-m", "offersheet", "comps", "--json")
ALONE = """
import csv, json, pandas, sys
from typer.testing import CliRunner
import typer
app = typer.Typer()
app.command()(lambda: None)
CliRunner().invoke(app, [])
for row in csv.reader(open(sys.argv[1], newline="")): pass
"""
PANDAS = """
import sys, pandas
frame = pandas.read_excel(sys.argv[1], engine="openpyxl")
assert len(frame) == int(sys.argv[2])
"""
WITH_PEAK = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module("offersheet", run_name="__main__")
finally:
    print(open("/proc/self/status").read(), file=sys.stderr)
"""


def test_thirty_thousand_rows_are_there_at_once(benchmark, tmp_path):
    path = tmp_path / "levels.csv"
    path.write_text(csv_text(LEVELS, levels_rows(30_000)), "utf-8")
    assert json.loads(run(*COMPS, path).stdout)["count"] == 30_000
    alone = [sys.executable, "-c", ALONE, path]
    ours, least = measure(benchmark, lambda: run(*COMPS, path), lambda: run(*alone), rounds=7)
    assert ours <= max(SECONDS, 1.5 * least)


def test_disclosures_against_pandas(benchmark, tmp_path):
    path = tmp_path / "lca.xlsx"
    write_xlsx(path, LCA, lca_rows(DISCLOSURES))
    assert json.loads(run(*COMPS, path).stdout)["files"][0]["rows"] == DISCLOSURES
    with_pandas = [sys.executable, "-c", PANDAS, path, str(DISCLOSURES)]
    ours, theirs = measure(benchmark, lambda: run(*COMPS, path), lambda: run(*with_pandas), rounds=5)
    assert ours < theirs / 7


def peak(path: Path) -> int:
    """The most memory that reading a file takes, in bytes, as Linux counts it."""
    said = run(sys.executable, "-c", WITH_PEAK, "offersheet", "comps", path, "--json").stderr
    return 1024 * int(re.search(r"VmHWM:\s+([0-9]+) kB", said)[1])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is counted by Linux")
def test_a_large_file_takes_little_memory(benchmark, tmp_path):
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    rows = csv_text(LEVELS, levels_rows(20_000))
    small.write_text(rows, "utf-8")
    head, _, body = rows.partition("\n")
    with large.open("w", encoding="utf-8") as file:
        file.write(f"{head}\n")
        while file.tell() < LARGE:
            file.write(body)
    taken = benchmark.pedantic(peak, [large], rounds=1)
    assert taken < LARGE
    assert taken - peak(small) < LARGE / 20
