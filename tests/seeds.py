"""How much chance looks at: a little in every run, all of it where there is time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings


def few(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return cases as parameters, those after the first few marked ``thorough``."""
    each = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [
        pytest.param(*case, marks=pytest.mark.thorough if place >= quick else ())
        for place, case in enumerate(each)
    ]


def seeds(count: int, quick: int) -> list[Any]:
    """Return the seeds 0 to ``count - 1``, those after the first few marked ``thorough``."""
    return few(range(count), quick)


def examples(count: int) -> int:
    """Return how many of so many examples Hypothesis is to look at: in a quick run a quarter."""
    return count * settings.default.max_examples // 100
