"""Every declaration: its examples hold, and what it says can be shown in every host."""

from __future__ import annotations

import pytest
from offersheet.worksheet import catalogue

from tests.worked import assert_same, computed, rows_of, shown

FUNCTIONS = catalogue.functions()
EXAMPLES = [
    (f"{function.name}({example.arguments})", example)
    for function in FUNCTIONS.values()
    for example in function.examples
]

each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
each_example = pytest.mark.parametrize(
    ("formula", "example"), EXAMPLES, ids=[formula for formula, _ in EXAMPLES]
)


@each_example
def test_an_example_in_a_cell(formula, example):
    answer = shown(formula)
    assert answer.why == ""
    assert_same(rows_of(answer.value), example.value, example.tolerance)


@each_example
def test_an_example_in_python(formula, example):
    assert_same(rows_of(computed(formula)), example.value, example.tolerance)


@each_function
def test_has_an_example(function):
    assert function.examples


@each_function
def test_every_argument_has_a_help(function):
    for parameter in function.parameters:
        assert parameter.help.endswith("."), parameter.name


@each_function
def test_a_default_is_possible(function):
    for parameter in function.parameters:
        if parameter.default is not None:
            assert parameter.kind.problem(parameter.default) is None, parameter.name


@each_function
def test_required_arguments_come_first(function):
    required = [parameter.required for parameter in function.parameters]
    assert required == sorted(required, reverse=True)


@each_function
def test_the_docstring_is_a_summary_and_a_run_example(function):
    assert function.summary.endswith(".")
    assert ">>> " in function.documentation
