"""How much chance looks at: a little in every run, all of it where there is time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings


def seeds(count: int, quick: int) -> list[Any]:
    """Return the parameters 0 to ``count - 1``, those from ``quick`` on marked ``thorough``."""
    return [*range(quick), *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(quick, count))]


def examples(count: int) -> int:
    """Return how many of so many examples Hypothesis is to look at: in a quick run a quarter."""
    return count * settings.default.max_examples // 100
