"""Formulas that a person can read, and that any spreadsheet engine computes.

No longer than a thumb, IF not in IF in IF, one formula in a row and in a table's column, no name that nothing uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.blocks.grid import Grid
from offersheet.workbook.engine.place import plan
from offersheet.workbook.sheets import declare_sheets
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import Token

from tests.workbook.formulas import (
    CEILING,
    RULE,
    Formula,
    called,
    distribution,
    first_and_last,
    formulas_of,
    is_call,
    opened,
    relative,
)
from tests.workbook.golden import Cell, Named

SHEETS = declare_sheets()
NAMED = Named(SHEETS)

_LIKE_TESTS = "like tests of one line side by side: a column for each would be 500 cells more"
_BETWEEN = "where pay stands between two comps is one interpolation, of the two that SMALL finds"
EXCEPTIONS: Mapping[str, str] = {
    "comps.comps_low": _LIKE_TESTS,
    "comps.comps_passing": _LIKE_TESTS,
    "comps.comps_filter": _LIKE_TESTS,
    **dict.fromkeys((f"comps_{part}_rank" for part in ("base", "bonus", "stock", "total")), _BETWEEN),
    "chosen_waits": "the lookup that keeps LibreOffice from computing the halving in threads, out of order",
}
"""Quantities that may be longer or deeper than the rule, up to the ceiling, each with its reason."""

_OPTIONS_AT = "NORMSDIST of 121 months at each step: cells of their own would be 100,000"
ONE_ENGINE: Mapping[str, str] = {
    **dict.fromkeys(("tie_exercised", "tie_options", "chosen_exercised", "chosen_options"), _OPTIONS_AT),
    **dict.fromkeys((f"heat_{step}" for step in ("sold", "exercised")), _OPTIONS_AT),
}
"""Quantities with a shape that not every engine computes, though Excel, LibreOffice and Google Sheets do.

The second engine gives an error there; engines between it and LibreOffice take one cell of the range.
"""

FOR_PROGRAMS = ("offer_", "result_", "comps_", "article_", "check_", "chosen_")
"""How names begin that other programs read, whether a formula does or not."""

ONE_VALUE_EACH = {"ABS", "EXP", "INT", "ISNUMBER", "LN", "MOD", "NORMSDIST", "ROUND", "SQRT"}
"""What takes one value: of a range it gives many in some engines only."""


WORDS = re.compile(r"[a-z]\w+")


@pytest.fixture(scope="module")
def book(template):
    return load_workbook(BytesIO(template))


@pytest.fixture(scope="module")
def formulas(book) -> list[Formula]:
    """Of formulas that are copies of each other, the first and the last."""
    return first_and_last(formulas_of(book))


def named(formula: Formula) -> str:
    """Return the key under which a formula is declared."""
    owner = NAMED.owner(Cell.read(formula.sheet, formula.address))
    return owner[0] if owner else formula.address


def found(formulas: list[Formula], wrong: Callable[[Formula], bool]) -> dict[str, list[Formula]]:
    """Return by their keys the formulas with something wrong."""
    by_key: dict[str, list[Formula]] = {}
    for formula in formulas:
        if wrong(formula):
            by_key.setdefault(named(formula), []).append(formula)
    return by_key


def test_formulas_are_not_too_long_or_deep(formulas):
    beyond = found(formulas, lambda formula: formula.beyond(RULE))
    assert not {key: str(alike[0]) for key, alike in beyond.items() if key not in EXCEPTIONS}


def test_an_exception_is_one_and_keeps_below_the_ceiling(formulas):
    beyond = found(formulas, lambda formula: formula.beyond(RULE))
    assert set(EXCEPTIONS) <= set(beyond)
    assert not [str(one) for key in EXCEPTIONS for one in beyond[key] if one.beyond(CEILING)]
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


def test_every_engine_computes_the_shapes_of_formulas(formulas):
    apart = found(formulas, lambda formula: any(one_engine_only(formula)))
    assert set(apart) == set(ONE_ENGINE)


def one_engine_only(formula: Formula) -> Iterator[str]:
    """Yield what a formula holds that not every engine computes."""
    tokens = formula.tokens
    for place, (token, inside) in enumerate(opened(tokens)):
        many = token.subtype == Token.RANGE and ":" in token.value
        if many and "SUMPRODUCT" in inside and ONE_VALUE_EACH & set(inside[inside.index("SUMPRODUCT") :]):
            yield f"a function of {token.value} within SUMPRODUCT"
        if is_call(token) and called(token) == "COLUMN" and is_call(tokens[place + 1]):
            yield "COLUMN of a cell that is looked up"
        if many and inside and inside[-1] in ("ROWS", "COLUMNS") and around(formula, token.value):
            yield f"the size of {token.value}, in which it stands itself"


def around(formula: Formula, area: str) -> bool:
    """Whether a range on its own sheet holds a formula's own cell."""
    if "!" in area:
        return False
    here = Cell.read(formula.sheet, formula.address)
    first, last = (Cell.read(formula.sheet, end) for end in area.split(":"))
    return first.row <= here.row <= last.row and first.column <= here.column <= last.column


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("=SUMPRODUCT(A1:A3*EXP(B1:B3))", 1),
        ("=SUMPRODUCT(A1:A3*EXP(-B1)^B1:B3)", 0),
        ("=EXP(SUMPRODUCT(A1:A3,B1:B3))", 0),
        ("=COLUMN(INDEX(A1:C1,2))", 1),
        ("=ROWS(D1:D9)", 1),
        ("=ROWS(D6:D9)+ROWS(Other!D1:D9)", 0),
    ],
)
def test_such_shapes_are_seen(text, count):
    assert len(list(one_engine_only(Formula("Sheet", "D5", text)))) == count


def test_one_formula_fills_a_table_and_its_columns(book):
    """A grid's first line may have its own, where it has no line above."""
    broken = []
    for sheet, placed in plan(SHEETS).sheets:
        for block, top in placed:
            for shown in block.shows(block.first_line(top)) if sheet.name != "Functions" else ():
                alike = {relative(formula) for formula in filled(book[sheet.name], block, shown)}
                broken += [f"{sheet.name}, {shown.name}: {sorted(alike)[:2]}"] * (len(alike) > 1)
    assert not broken


def filled(sheet: Any, block: Block, shown: Shown) -> Iterator[Formula]:
    """Yield the formulas of what is shown, without a first line of its own."""
    columns = shown.cells if isinstance(shown.cells[0][0], tuple) else [shown.cells]
    own_first = isinstance(block, Grid) and block.first and shown.name == block.key
    for cells in columns:
        for place in cells[1:] if own_first else cells:
            cell = sheet.cell(*place)
            if cell.data_type == "f":
                yield Formula(sheet.title, cell.coordinate, cell.value)


def test_every_name_is_used(book):
    rules = [rule.formula1 or "" for sheet in book for rule in sheet.data_validations.dataValidation]
    used = {
        word for text in (*rules, *(one.text for one in formulas_of(book))) for word in WORDS.findall(text)
    }
    unused = [name for name in book.defined_names if name not in used and not name.startswith(FOR_PROGRAMS)]
    assert not unused


def test_the_distribution_counts_each_formula_once():
    formulas = [
        Formula("One", "A1", "=" + "1" * 160),
        Formula("One", "A2", "=IF(1,IF(1,IF(1,1,0),0),0)"),
        Formula("Two", "A1", "=1"),
    ]
    rows = [line.split() for line in distribution(formulas)]
    assert rows[1:] == [
        ["One", "2", "1", "1", "0", "1", "0", "161"],
        ["Two", "1", "0", "0", "0", "0", "0", "2"],
        ["all", "3", "1", "1", "0", "1", "0", "161"],
    ]
