"""Rules for every formula in the workbook, so that Excel 2016, LibreOffice and Google Sheets agree on it."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pytest
from offersheet.workbook.engine.place import ROOM
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

from tests.workbook.formulas import Formula, called, first_and_last, formulas_of, is_call, opened, relative

FUNCTIONS = {
    *("ABS", "AND", "CHOOSE", "COLUMN", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "EXP", "FIND"),
    *("IFERROR", "INDEX", "INT", "ISNUMBER", "ISTEXT", "LARGE", "LEN", "LN", "LOWER", "MATCH", "MAX", "MIN"),
    *("MOD", "MONTH", "NORMSDIST", "NOT", "OR", "PERCENTILE", "ROUND", "ROUNDUP", "ROWS", "SMALL", "SQRT"),
    *("FIXED", "IF", "SUM", "SUMPRODUCT", "TEXT", "TRIM"),
}
"""What Excel 2016, LibreOffice 7.4 and Google Sheets all have, and answer alike."""

TAKES_RANGES = {
    *(
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "INDEX",
        "LARGE",
        "MATCH",
        "MAX",
        "MIN",
        "PERCENTILE",
        "ROWS",
        "SMALL",
        "SUM",
        "SUMPRODUCT",
    ),
    *("AND", "OR", "COLUMN"),
}
COLLAPSES_ARRAYS = {"IF", "AND", "OR", "NOT", "IFERROR"}
"""What takes one value where it stands in SUMPRODUCT, or needs Ctrl-Shift-Enter there."""

NUMBERS = {"0", "1", "2", "12"}
LONGEST_VALIDATION = 255
OFFER_COLUMNS = "DEFGH"

ADDRESS = re.compile(
    r"(?:(?P<sheet>'[^']+'|\w+)!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
)


@pytest.fixture(scope="module")
def book(template):
    return load_workbook(BytesIO(template))


@pytest.fixture(scope="module")
def every_formula(book) -> list[Formula]:
    return formulas_of(book)


@pytest.fixture(scope="module")
def formulas(every_formula) -> list[Formula]:
    """Of formulas that are copies of each other, the first and the last."""
    return first_and_last(every_formula)


@pytest.fixture(scope="module")
def sizes(book) -> dict[str, int]:
    """How many cells each defined name stands for."""
    return {
        name: cells_of(defined.attr_text.rpartition("!")[2]) for name, defined in book.defined_names.items()
    }


def cells_of(area: str) -> int:
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return (right - left + 1) * (bottom - top + 1)


def assert_none(found) -> None:
    """Fail with a handful of what was found, and how much there is."""
    found = sorted(set(found))
    assert not found, f"{len(found)} formulas, such as\n" + "\n".join(found[:12])


def test_there_is_something_to_look_at(every_formula, formulas):
    assert len(every_formula) > 3_000
    assert len(formulas) > 150


def test_functions_are_known_everywhere(formulas):
    assert_none(
        f"{name}: {formula}" for formula in formulas for name in formula.calls if name not in FUNCTIONS
    )


def test_arrays_are_computed_in_sumproduct_alone(formulas, sizes):
    assert_none(str(formula) for formula in formulas if array_outside_sumproduct(formula, sizes))


def array_outside_sumproduct(formula: Formula, sizes: dict[str, int]) -> bool:
    """Whether many cells meet an operator, or a function that takes one value, outside SUMPRODUCT."""
    tokens = formula.tokens
    for place, (token, inside) in enumerate(opened(tokens)):
        many = token.subtype == Token.RANGE and (
            sizes.get(token.value, 1) > 1 if token.value in sizes else ":" in token.value
        )
        if not many or "SUMPRODUCT" in inside:
            continue
        beside = {tokens[at].type for at in (place - 1, place + 1) if 0 <= at < len(tokens)}
        within = next((name for name in reversed(inside) if name), "")
        if beside & {Token.OP_IN, Token.OP_PRE, Token.OP_POST} or within not in TAKES_RANGES:
            return True
    return False


def test_sumproduct_holds_no_function_that_takes_one_value(formulas):
    """SUMPRODUCT(IF(...)) computes in LibreOffice, and in Excel 2016 only with Ctrl-Shift-Enter."""
    assert_none(
        str(formula)
        for formula in formulas
        for token, inside in opened(formula.tokens)
        if "SUMPRODUCT" in inside and is_call(token) and called(token) in COLLAPSES_ARRAYS
    )


def test_numbers_stand_in_cells_of_their_own(formulas):
    assert_none(
        f"{token.value}: {formula}"
        for formula in formulas
        for token in formula.tokens
        if token.subtype == Token.NUMBER and token.value not in NUMBERS
    )


def test_no_number_is_put_together_from_others(formulas):
    """1+2 is a 3 in disguise."""
    assert_none(
        str(formula) for formula in formulas if re.search(r"[(,=<>]\d+[-+*/^]\d+[),=<>]", formula.text)
    )


def test_formulas_do_not_lean_on_names_of_many_offers(formulas, sizes):
    """A bare name of five cells means one of them in Excel 2016, and all of them since."""
    assert_none(
        f"{reference}: {formula}"
        for formula in formulas
        for reference in formula.references
        if sizes.get(reference, 1) > 1 and not reference.startswith("list_")
    )


def test_what_is_referred_to_is_there(formulas, book):
    assert_none(
        f"{reference}: {formula}"
        for formula in formulas
        for reference in formula.references
        if not is_there(reference, formula.sheet, book)
    )


@cache
def size_of(sheet) -> tuple[int, int]:
    """Return how far a sheet reaches to the right and down: counted anew, it takes all cells each time."""
    return sheet.max_column, sheet.max_row


def is_there(reference: str, sheet: str, book) -> bool:
    if reference in book.defined_names:
        return True
    match = ADDRESS.fullmatch(reference)
    if match is None or (name := (match["sheet"] or sheet).strip("'")) not in book.sheetnames:
        return False
    right, bottom = size_of(book[name])
    bottom += ROOM * bool(book[name].tables)  # what was pasted beneath a table is looked for
    _, _, last_column, last_row = range_boundaries((match["last"] or match["first"]).replace("$", ""))
    return last_column <= right and last_row <= bottom


def test_nothing_leads_out_of_the_workbook(formulas, book):
    assert_none(str(formula) for formula in formulas if re.search(r"\[|://|file:", formula.text))
    assert not book._external_links


def test_a_row_has_one_formula_copied_across(every_formula):
    rows: dict[tuple[str, str], set[str]] = {}
    for formula in every_formula:
        column, row = (
            formula.address.rstrip("0123456789"),
            formula.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        )
        if column in OFFER_COLUMNS:
            rows.setdefault((formula.sheet, row), set()).add(relative(formula))
    assert_none(f"{place}: {different}" for place, different in rows.items() if len(different) > 1)


def test_a_row_of_formulas_is_whole(book):
    """Where an offer has a formula, every offer has one; nobody's number was typed over it.

    Single values, which have names of their own, are no offers'.
    """
    single = {defined.attr_text.replace("$", "") for defined in book.defined_names.values()}
    broken = []
    for sheet in (sheet for sheet in book if sheet.title != "Functions"):
        for row in sheet.iter_rows(min_col=4, max_col=8):
            kinds = "".join(
                "f" if cell.data_type == "f" else "v" if cell.value is not None else "."
                for cell in row
                if f"{sheet.title}!{cell.coordinate}" not in single
            )
            if "f" in kinds and not re.fullmatch(r"f+\.*", kinds):
                broken.append(f"{sheet.title}!{row[0].row} {kinds}")
    assert_none(broken)


def test_texts_in_formulas_are_not_formulas(formulas):
    """A text that a formula shows is never computed: nothing hides behind quotes."""
    assert_none(
        str(formula)
        for formula in formulas
        for token in formula.tokens
        if token.subtype == Token.TEXT and token.value.strip('"').startswith(("=", "+", "@"))
    )


def test_rules_beside_cells_keep_to_the_same_functions(book):
    """Drop-downs, range checks and highlights."""
    rules = [
        Formula(sheet.title, str(rule.sqref).split()[0], f"={text}")
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if (text := rule.formula1)
    ]
    rules += [
        Formula(sheet.title, str(area.sqref).split()[0], f"={text}")
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        for text in rule.formula
    ]
    assert len(rules) > 50
    wrong = []
    for rule in rules:
        absent = [name for name in rule.references if not is_there(name, rule.sheet, book)]
        if set(rule.calls) - FUNCTIONS or absent or len(rule.text) > LONGEST_VALIDATION:
            wrong.append(str(rule))
    assert_none(wrong)
