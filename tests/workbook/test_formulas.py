"""Rules for every formula in the workbook, so that Excel 2016, LibreOffice and Google Sheets agree on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO

import pytest
from offersheet.workbook.engine.place import ROOM
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string, range_boundaries

FUNCTIONS = {
    *("ABS", "AND", "COLUMN", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "EXP", "FIND", "FIXED", "IF"),
    *("IFERROR", "INDEX", "INT", "ISNUMBER", "ISTEXT", "LARGE", "LEN", "LN", "LOWER", "MATCH", "MAX", "MIN"),
    *("MOD", "MONTH", "NORMSDIST", "NOT", "OR", "PERCENTILE", "ROUND", "ROUNDUP", "ROWS", "SMALL", "SQRT"),
    *("SUM", "SUMPRODUCT", "TEXT", "TRIM"),
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
LONGEST = 8192
DEEPEST = 64
LONGEST_VALIDATION = 255
OFFER_COLUMNS = "DEFGH"

ADDRESS = re.compile(
    r"(?:(?P<sheet>'[^']+'|\w+)!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
)


@dataclass(frozen=True)
class Formula:
    """A formula and where it stands."""

    sheet: str
    address: str
    text: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address} {self.text}"

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for token in Tokenizer(self.text).items if token.type != Token.WSPACE]

    @property
    def calls(self) -> list[str]:
        return [called(token) for token in self.tokens if is_call(token)]

    @property
    def references(self) -> list[str]:
        return [token.value for token in self.tokens if token.subtype == Token.RANGE]


def is_call(token: Token) -> bool:
    return token.type == Token.FUNC and token.subtype == Token.OPEN


def called(token: Token) -> str:
    """Return the function that a token calls; of INDEX(...):INDEX(...), the tokenizer calls ``:INDEX(``."""
    return token.value.strip(":(")


@pytest.fixture(scope="module")
def book(template):
    return load_workbook(BytesIO(template))


@pytest.fixture(scope="module")
def every_formula(book) -> list[Formula]:
    """Every formula, those on ``Functions`` that need an add-in apart."""
    return [
        Formula(sheet.title, cell.coordinate, cell.value)
        for sheet in book
        if sheet.title != "Functions"
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.fixture(scope="module")
def formulas(every_formula) -> list[Formula]:
    """Of formulas that are copies of each other, the first and the last."""
    copies: dict[tuple[str, str], list[Formula]] = {}
    for formula in every_formula:
        copies.setdefault((formula.sheet, relative(formula)), []).append(formula)
    return [formula for alike in copies.values() for formula in {alike[0], alike[-1]}]


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


def opened(tokens: list[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Yield each token with the functions in whose parentheses it stands, the innermost last."""
    inside: list[str] = []
    for token in tokens:
        if token.subtype == Token.CLOSE:
            inside.pop()
        yield token, list(inside)
        if token.subtype == Token.OPEN:
            inside.append(called(token))


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


def test_formulas_are_not_too_long_or_deep(formulas):
    assert_none(
        str(formula)
        for formula in formulas
        if len(formula.text) > LONGEST or max(len(inside) for _, inside in opened(formula.tokens)) > DEEPEST
    )


def relative(formula: Formula) -> str:
    """Write a formula as it would be at any place: addresses by how far they are off.

    The three scenarios stand side by side under their own names.
    """
    here = re.fullmatch(r"([A-Z]+)(\d+)", formula.address)
    assert here is not None
    column, row = column_index_from_string(here[1]), int(here[2])

    def off(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = match.groups()
        across = letters if fixed_column else f"{column_index_from_string(letters) - column:+d}"
        return f"[{across},{digits if fixed_row else f'{int(digits) - row:+d}'}]"

    text = re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b", off, formula.text)
    return re.sub(r"scenario_(low|base|high)_", "scenario_?_", text)


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
    """Where an offer has a formula, every offer has one; nobody's number was typed over it."""
    broken = []
    for sheet in (sheet for sheet in book if sheet.title != "Functions"):
        for row in sheet.iter_rows(min_col=4, max_col=8):
            kinds = "".join(
                "f" if cell.data_type == "f" else "v" if cell.value is not None else "." for cell in row
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
