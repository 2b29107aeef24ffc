"""``offersheet new`` as a whole process: the workbook is there before a person wonders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "samples" / "big-tech-vs-startup.toml"
SECONDS = 1.5


def test_new_is_there_at_once(benchmark, tmp_path):
    out = tmp_path / "offers.xlsx"
    command = [sys.executable, "-m", "offersheet", "new", str(out), "--offers", str(SAMPLE), "--force"]
    benchmark.pedantic(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), rounds=5, warmup_rounds=1
    )
    assert benchmark.stats.stats.median <= SECONDS
