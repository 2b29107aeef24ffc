"""Worked values, each with its source, as a cell shows them and as Python computes them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.worked import assert_same, computed, rows_of, shown

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "model.toml").read_text("utf-8"))["case"]

each_case = pytest.mark.parametrize("case", CASES, ids=[case["call"] for case in CASES])


@each_case
def test_in_a_cell(case):
    answer = shown(case["call"])
    assert answer.why == ""
    assert_same(rows_of(answer.value, case.get("column")), case["value"], case.get("within", 5e-7))


@each_case
def test_in_python(case):
    answer = rows_of(computed(case["call"]), case.get("column"))
    assert_same(answer, case["value"], case.get("within", 5e-7))


@each_case
def test_says_where_it_comes_from(case):
    assert case["source"]
