"""The functions typed into real cells of LibreOffice Calc."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from offersheet.commands.typed import typed_in
from offersheet.workbook.build import build_workbook
from offersheet.worksheet import catalogue
from offersheet.worksheet.shapes import Shape

EXAMPLES = [
    pytest.param(function, example, id=f"{function.name}({example.arguments})")
    for function in catalogue.functions().values()
    for example in function.examples
]
GRANT, DISCOUNTED = 400_000.0, 313_157.358431


def close(value: float) -> object:
    return pytest.approx(value, abs=5e-7, rel=1e-12)


def typed(call: str) -> str:
    """Spell a call as Calc does: semicolons between arguments, and in arrays bars between rows."""
    spelled, depth, text = [], 0, False
    for letter in call:
        text ^= letter == '"'
        depth += not text and (letter == "{") - (letter == "}")
        swaps = {",": ";", ";": "|" if depth else ";"}
        spelled.append(letter if text else swaps.get(letter, letter))
    return "=" + "".join(spelled)


@pytest.fixture(scope="module")
def open_book(calc):
    with calc.new() as book:
        yield book


@pytest.fixture
def book(open_book):
    open_book.clear()
    return open_book


def enter(book, call: str, place: str = "Sheet1.A1"):
    book.formula(place, typed(call))
    return book.shown(place)[0][0]


def spread(book, call: str, rows: int, columns: int):
    place = f"Sheet1.A1:{chr(ord('A') + columns - 1)}{rows}"
    book.array_formula(place, typed(call))
    return book.shown(place)


@pytest.mark.thorough
@pytest.mark.parametrize(("function", "example"), EXAMPLES)
def test_worked_examples(book, function, example):
    call = f"{function.name}({example.arguments})"
    if not isinstance(example.value, tuple):
        shown = enter(book, call)
        expected = example.value
        assert shown == (
            expected if isinstance(expected, str) else pytest.approx(expected, abs=example.tolerance)
        )
        return
    heads = function.shape is Shape.TABLE
    shown = spread(book, call, len(example.value) + heads, len(example.value[0]))
    for row, expected in zip(shown[heads:], example.value, strict=True):
        for cell, value in zip(row, expected, strict=True):
            assert cell == (value if isinstance(value, str) else pytest.approx(value, abs=example.tolerance))


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("EQUITY_PV(400000, -2)", "#NUM!"),
        ('EQUITY_PV("a lot")', "#VALUE!"),
        ('STATE_TAX(100000, "ZZ")', "#N/A"),
        ("EQUITY_PV()", "#VALUE!"),
        ("DILUTION()", "#VALUE!"),
        ("EQUITY_PV(NA())", "#N/A"),
        ("SUM(EQUITY_PV(400000, -2), 1)", "#NUM!"),
        ("IFERROR(EQUITY_PV(400000, -2), 7)", 7.0),
    ],
)
def test_errors_are_true_errors(book, call, error):
    assert enter(book, call) == error


def test_ranges_element_by_element(book):
    book.type({"Sheet1.D1:D4": [[GRANT], [-1.0], ["text"], [None]]})
    book.array_formula("Sheet1.A1:A4", "=EQUITY_PV(D1:D4)")
    assert book.shown("Sheet1.A1:A4") == [[close(DISCOUNTED)], ["#NUM!"], ["#VALUE!"], ["#VALUE!"]]


def test_a_nested_call_and_an_argument_left_out(book):
    assert enter(book, "EQUITY_PV(EQUITY_PV(400000, 0.12),,)") == close(DISCOUNTED)
    assert enter(book, "SUM(EQUITY_PV(400000), 1)") == close(DISCOUNTED + 1)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("EQUITY_PV(400001, D1, E1)", DISCOUNTED * 400_001 / GRANT),
        ("EQUITY_PV(400002, $D$1, $Sheet1.E1)", DISCOUNTED * 400_002 / GRANT),
        ("EQUITY_PV(400003, D1:D1, E1:E1)", DISCOUNTED * 400_003 / GRANT),
        ("EQUITY_PV(400004, D1, 0)", 400_004),
        ("EQUITY_PV(400005, D1, F1)", 400_005),
        ("EQUITY_PV(400006, 0, blank_rate)", DISCOUNTED * 400_006 / GRANT),
        ("1 + EQUITY_PV(SUM(400007, 0), D1, E1)", DISCOUNTED * 400_007 / GRANT + 1),
        ("EQUITY_PV(E1)", "#VALUE!"),
        ("DILUTION(0.2, D1, 0.2)", 0.36),
        ("GARDEN_LEAVE_COST(20000, 3, F1, 15000)", 60_000),
        ("GARDEN_LEAVE_COST(20000, 3, D1, 15000)", 15_000),
        # What nobody sees from outside: these send a 0 that counts as one.
        ("EQUITY_PV(400008, 0, IF(TRUE(), E1))", 400_008),
    ],
)
def test_a_blank_cell_is_the_default(book, call, value):
    book.type({"Sheet1.F1": [[0.0]]})
    book.name("blank_rate", "$Sheet1.$E$1")
    shown = enter(book, call)
    assert shown == (value if isinstance(value, str) else close(value))


def test_a_blank_and_a_zero_that_look_alike_are_refused(book):
    book.type({"Sheet1.F1": [[0.0]]})
    assert enter(book, "EQUITY_PV(400000, 0, F1)") == 400_000
    assert enter(book, "EQUITY_PV(400000, 0, E1)", "Sheet1.A2") == "#VALUE!"


def test_a_cell_that_is_filled_and_emptied(book):
    enter(book, "EQUITY_PV(400000, 0, E1)")
    for typed_there, value in (("0", 400_000), ("", DISCOUNTED), ("0", 400_000), ("0.12", DISCOUNTED)):
        time.sleep(0.05)  # a person is slower
        book.formula("Sheet1.E1", typed_there)
        assert book.shown("Sheet1.A1") == [[close(value)]]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_saved_file_computes_when_it_is_loaded(calc, tmp_path, ending):
    path = tmp_path / f"saved.{ending}"
    with calc.new() as book:
        enter(book, "EQUITY_PV(400000, 0, E1)")
        enter(book, "DILUTION(0.2, 0.2)", "Sheet1.A2")
        book.save(path)
    with calc.open(path) as again:
        again.calculate()
        assert again.shown("Sheet1.A1:A2") == [[close(DISCOUNTED)], [close(0.36)]]


def test_a_command_that_dies_is_started_again(book, asked: Path):
    assert enter(book, "EQUITY_PV(400000)") == close(DISCOUNTED)
    first = asked.read_text().split()
    os.kill(int(first[-1]), signal.SIGKILL)
    assert enter(book, "EQUITY_PV(400000, 0.12)") == close(GRANT)
    assert len(asked.read_text().split()) == len(first) + 1


@pytest.mark.thorough
@pytest.mark.parametrize("name", list(catalogue.functions()))
def test_the_wizard_says_what_the_catalogue_does(calc, name):
    function = catalogue.find(name)
    description, arguments = calc.wizard(name)
    assert description == function.summary
    assert arguments == [(each.name, each.described) for each in function.parameters]


def test_the_cells_of_a_workbook_for_calc(calc, tmp_path):
    path = tmp_path / "offers.xlsx"
    path.write_bytes(build_workbook(typed=typed_in("calc")))
    with calc.open(path) as book:
        book.calculate()
        shown = {row[0]: row[5] for row in book.contents()["Functions"] if len(row) > 5}
    for name, function in catalogue.functions().items():
        value = function.examples[0].value
        if function.shape is Shape.NUMBER:
            assert shown[name] == pytest.approx(value, abs=function.examples[0].tolerance), name
