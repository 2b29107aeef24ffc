"""``offersheet functions``: every function is listed, and nothing that is declared is left out."""

from __future__ import annotations

import json

import pytest
from offersheet.cli import app
from offersheet.worksheet import catalogue
from typer.testing import CliRunner

FUNCTIONS = catalogue.functions()


def shown(*arguments, **environment):
    result = CliRunner().invoke(app, ["functions", *arguments], env=environment)
    assert result.exit_code == 0
    return result.stdout


def shown_at_a_terminal(*arguments):
    return shown(*arguments, TTY_COMPATIBLE="1", TERM="dumb", COLUMNS="80")


def test_each_function_has_a_line():
    lines = {line.split(maxsplit=1)[0]: line for line in shown().splitlines() if line.startswith("  ")}
    assert set(lines) == set(FUNCTIONS)
    for function in FUNCTIONS.values():
        assert lines[function.name].split(maxsplit=1)[1].rstrip() == function.summary


def test_each_function_stands_under_its_category():
    category = ""
    for line in shown().splitlines():
        if line.startswith("  "):
            assert FUNCTIONS[line.split()[0]].category == category
        elif line.strip():
            category = line.strip()


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_all_about_a_function(function):
    page = shown(function.name.lower())
    assert page.startswith(function.signature)
    assert function.summary in page
    assert "``" not in page
    assert ">>>" not in page
    for parameter in function.parameters:
        assert parameter.help in page
        assert parameter.kind.domain in page
    for example in function.examples:
        assert f"\n  ={function.name}({example.arguments})\n" in page


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_page_at_a_terminal_is_wrapped(function):
    page = shown_at_a_terminal(function.name)
    assert max(len(line) for line in page.splitlines() if not line.startswith("  =")) <= 80
    assert page.split() == shown(function.name).split()


def test_the_list_at_a_terminal_fits_its_width():
    lines = shown_at_a_terminal().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) > len(shown().splitlines())


def test_json_holds_every_declaration():
    described = {function["name"]: function for function in json.loads(shown("--json"))}
    assert list(described) == list(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        assert json.loads(shown(name, "--json")) == described[name]
        assert described[name]["shape"] == function.shape.value
        assert described[name]["category"] == function.category
        assert [argument["name"] for argument in described[name]["arguments"]] == [
            parameter.name for parameter in function.parameters
        ]
        for argument, parameter in zip(described[name]["arguments"], function.parameters, strict=True):
            assert argument["required"] == parameter.required
            assert argument["default"] == parameter.default
            assert argument["domain"] == parameter.kind.domain


def test_json_of_one_argument():
    basis = json.loads(shown("TOTAL_COMP", "--json"))["arguments"][-1]
    assert basis == {
        "name": "basis",
        "help": "How sign-on counts: spread over vest_years, whole, or not at all.",
        "kind": "choice",
        "unit": "choice",
        "domain": 'one of "average", "first_year", "recurring"',
        "choices": ["average", "first_year", "recurring"],
        "required": False,
        "default": "average",
    }
