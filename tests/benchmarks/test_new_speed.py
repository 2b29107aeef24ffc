"""``offersheet new`` as a whole process: the workbook is there before a person wonders."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.processes import run
from tests.benchmarks.turns import measure

SAMPLE = Path(__file__).parents[2] / "samples" / "big-tech-vs-startup.toml"
SECONDS = 1.5
"""What it may take; where Python itself is slow, so many times what its libraries take to load."""
TIMES = 2.3

LIBRARIES = (sys.executable, "-c", "import numpy, openpyxl, typer")


def test_new_is_there_at_once(benchmark, tmp_path):
    out = tmp_path / "offers.xlsx"
    command = [sys.executable, "-m", "offersheet", "new", str(out), "--offers", str(SAMPLE), "--force"]
    ours, libraries = measure(benchmark, lambda: run(*command), lambda: run(*LIBRARIES), rounds=7)
    assert ours <= max(SECONDS, TIMES * libraries)
