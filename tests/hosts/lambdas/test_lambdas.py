"""Every named LAMBDA gives what its function gives, and refuses what that refuses."""

from __future__ import annotations

import random
import re

import pytest
from offersheet.errors import CellError
from offersheet.hosts.lambdas import LEFT_OUT, lambdas
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.formula import parse_arguments
from offersheet.worksheet.kinds import Choice, Flag, Number, Schedule, Series

from tests.hosts.lambdas import engine

LAMBDAS = lambdas()
CALLS = 20
"""Random calls of each function; ``python -m tests.hosts.lambdas.many 500`` tries more."""


def test_every_function_is_one_or_is_left_out_for_a_reason():
    assert LAMBDAS.keys() | LEFT_OUT.keys() == catalogue.functions().keys()
    assert not LAMBDAS.keys() & LEFT_OUT.keys()
    assert len(LAMBDAS) >= 25
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("name", LAMBDAS)
def test_excel_can_hold_it(name):
    text = LAMBDAS[name]
    assert len(text) < 8192
    unquoted = re.sub(r'"[^"]*"', "", text)
    assert not re.search(r"(?<![.\w])(LET|LAMBDA|ISOMITTED|SEQUENCE)\(", unquoted)
    declared = text.removeprefix("_xlfn.LAMBDA(").split(",")
    parameters = catalogue.find(name).parameters
    if not parameters[-1].variadic:
        for prefixed, parameter in zip(declared, parameters, strict=False):
            assert prefixed == f"{'_xlpm.' if parameter.required else '_xlop.'}{parameter.name}"
    assert "_xlop." not in ",".join(declared[len(parameters) + 6 :])


@pytest.mark.parametrize(
    ("name", "example"),
    [
        pytest.param(name, example, id=f"{name}({example.arguments})")
        for name in LAMBDAS
        for example in catalogue.find(name).examples
    ],
)
def test_worked_examples(name, example):
    cells = parse_arguments(example.arguments)
    shown = engine.call(LAMBDAS[name], *[_filled(cell) for cell in cells])
    expected = example.value if isinstance(example.value, tuple) else ((example.value,),)
    assert len(shown) == len(expected)
    for row, values in zip(shown, expected, strict=True):
        assert row == [pytest.approx(value, abs=example.tolerance) for value in values]


def _filled(cell):
    return [[float(each) for each in row] for row in cell] if isinstance(cell, list) else cell


@pytest.mark.parametrize("name", LAMBDAS)
def test_random_calls(name):
    answers = [assert_same(name, random_call(name, random.Random(f"{name} {seed}"))) for seed in range(CALLS)]
    assert sum(isinstance(answer, float | list) for answer in answers) >= CALLS / 4


def assert_same(name, cells):
    """Call the function and the LAMBDA with the same cells; return what both give."""
    answer = call(name, cells).value
    expected = answer if isinstance(answer, list) else [[answer]]
    shown = engine.call(LAMBDAS[name], *cells)
    assert len(shown) == len(expected), (name, cells)
    for row, values in zip(shown, expected, strict=True):
        wanted = [
            str(value) if isinstance(value, CellError) else pytest.approx(value, rel=1e-9, abs=1e-9)
            for value in values
        ]
        assert row == wanted, (name, cells)
    return answer


def random_call(name, dice):
    """Return cells for a call: usual, at the ends of what is possible, left out, and sometimes impossible."""
    function = catalogue.find(name)
    parameters = function.parameters
    if function.variadic:
        parameters = parameters * dice.randint(1, 6)
    cells = [
        None if not each.required and dice.random() < 0.4 else _random_cell(each.kind, dice)
        for each in parameters
    ]
    if dice.random() < 0.15:
        place = dice.randrange(len(cells))
        cells[place] = "nonsense" if dice.random() < 0.5 else -3.0
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _random_cell(kind, dice):
    match kind:
        case Choice():
            return dice.choice(kind.options).upper() if dice.random() < 0.3 else dice.choice(kind.options)
        case Flag():
            return dice.choice([True, False, 0.0, 1.0])
        case Schedule():
            return dice.choice([[[0.05, 0.15, 0.4, 0.4]], [[0.5], [0.5]], [[1.0]], [[0.3, 0.3, 0.3]]])
        case Series():
            return [[float(dice.randint(1, 9))] for _ in range(dice.randint(1, 9))]
        case Number():
            return _random_number(kind, dice)


def _random_number(kind, dice):
    if kind.choices:
        return float(dice.choice(kind.choices))
    usual = {
        "money": [0, 1, 40, 250_000],
        "rate a year": [0, 0.07, 0.12, 0.5],
        "fraction": [0, 0.2, 1],
        "months": [0, 6, 12, 18, 30],
        "years": [1, 2, 4, 6],
        "shares": [1e4, 2e6, 1e7],
    }
    number = float(dice.choice(usual.get(kind.unit, [0, 0.5, 1])))
    if not kind.whole and dice.random() < 0.3 and kind.unit == "money":
        number = round(dice.uniform(0, 1e6), 2)
    return number
