"""The guide for those who add something: what it names is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "addin" / "docs" / "contributing.md").read_text("utf-8")
PATHS = sorted(set(re.findall(r"`((?:addin|tests|templates|samples|\.ci)/[\w./-]+)`", GUIDE)))
MODULES = sorted(set(re.findall(r"python -m ([\w.]+)", GUIDE)))


@pytest.mark.parametrize("path", PATHS)
def test_what_the_guide_names_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("module", MODULES)
def test_what_the_guide_runs_is_there(module):
    assert importlib.util.find_spec(module) is not None


def test_the_guide_names_places():
    assert len(PATHS) >= 20
    assert MODULES
