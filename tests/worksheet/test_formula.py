"""What a person types into a cell: read as Excel reads it, or refused with the place."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from offersheet.errors import CellError, InvalidInput, OfferSheetError
from offersheet.worksheet.call import call
from offersheet.worksheet.formula import evaluate_formula, parse_arguments, parse_literal
from openpyxl.formula import Tokenizer


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("400000", 400_000.0),
        ("0.15", 0.15),
        (".5", 0.5),
        ("5.", 5.0),
        ("-2", -2.0),
        ("+2", 2.0),
        ("1e6", 1_000_000.0),
        ("12E-1", 1.2),
        ("15%", 0.15),
        ("-12.5%", -0.125),
        ("9007199254740993", 9007199254740992.0),
        ("  7  ", 7.0),
        ("TRUE", True),
        ("false", False),
        ('"recurring"', "recurring"),
        ('"say ""no"""', 'say "no"'),
        ('"="', "="),
        ('""', ""),
        ("#N/A", CellError.NA),
        ("#num!", CellError.NUM),
        ("#DIV/0!", CellError.DIV0),
        ("#NAME?", CellError.NAME),
        ("{1,2;3,4}", [[1.0, 2.0], [3.0, 4.0]]),
        ("{ 1 , 2 }", [[1.0, 2.0]]),
        ('{"a";#N/A;TRUE}', [["a"], [CellError.NA], [True]]),
        ("{5%,,-1}", [[0.05, None, -1.0]]),
        ("2026-03-01", date(2026, 3, 1)),
        ("", None),
        (" ", None),
    ],
)
def test_a_value(typed, value):
    read = parse_literal(typed)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (
            "400,000",
            "expected nothing more at character 4, got , (decimals follow a point, and thousands are not parted)",
        ),
        ("400k", "expected nothing more at character 4, got k"),
        ("$4", "expected a value at character 1, got $"),
        ("1 2", "expected nothing more at character 3, got 2"),
        ("1-", "expected a value at character 3, got the end"),
        ("1-x", "expected a value at character 3, got x (a text stands in double quotes)"),
        ("(1", "expected ) at character 3, got the end"),
        ("1;2", "expected nothing more at character 2, got ; (each argument stands by itself)"),
        ("(" * 65, "parentheses nest at most 64 deep, deeper at character 65"),
        ("15%%", "expected nothing more at character 4, got %"),
        ("1_000", "expected nothing more at character 2, got _000"),
        ("0x10", "expected nothing more at character 2, got x10"),
        ("nan", "expected a value at character 1, got nan (a text stands in double quotes)"),
        ("inf", "expected a value at character 1, got inf (a text stands in double quotes)"),
        ('"a" "\n"', "expected nothing more at character 5, got '\"\\n\"'"),
        ("١٢", "expected a value at character 1, got ١"),
        ("1e999", "the number at character 1 is too large"),
        ("{1,-1e999}", "the number at character 5 is too large"),
        ('"open', 'the text that begins at character 1 has no closing "'),
        ('{1,"open}', 'the text that begins at character 4 has no closing "'),
        ("#WRONG!", "expected a value at character 1, got #WRONG!"),
        ("{}", "expected a value at character 2, got }"),
        ("{1,2", "expected } at character 5, got the end"),
        ("{1,{2}}", "expected a value at character 4, got {"),
        (
            "{1,2;3}",
            "the rows of the array that begins at character 1 differ in length: row 1 has 2, row 2 has 1",
        ),
        ("2026-02-30", "there is no day 2026-02-30 (character 1)"),
        ("VESTED(1)", "expected a value at character 1, got VESTED (a text stands in double quotes)"),
        ("1" * 100_001, "a formula or value has at most 100,000 characters, got 100,001"),
    ],
)
def test_what_is_no_value_is_refused_with_its_place(typed, problem):
    with pytest.raises(InvalidInput) as refused:
        parse_literal(typed)
    assert str(refused.value) == problem


def test_arguments():
    assert parse_arguments("400000, , 0.12, {0.05,0.15}") == [400_000.0, None, 0.12, [[0.05, 0.15]]]
    assert parse_arguments("") == []
    assert parse_arguments(" , ") == [None, None]
    assert parse_arguments('1,"a,b",') == [1.0, "a,b", None]


def typed_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


numbers = st.floats(allow_nan=False, allow_infinity=False)
typed_singles = st.one_of(
    numbers.map(lambda number: (repr(number), number)),
    numbers.map(lambda number: (f"{number:+.17E}", number)),
    st.booleans().map(lambda truth: (str(truth).upper(), truth)),
    st.text(max_size=20).map(lambda text: (typed_text(text), text)),
    st.sampled_from(list(CellError)).map(lambda error: (error.value, error)),
)
"""A value as it is typed, and the value."""


@given(st.lists(typed_singles, min_size=1, max_size=8), st.integers(1, 3), st.sampled_from(["", " ", "\n"]))
def test_a_typed_array_reads_back(singles, height, space):
    row = f"{space},{space}".join(typed for typed, _ in singles)
    array = parse_literal("{" + ";".join([row] * height) + "}")
    assert array == [[value for _, value in singles]] * height


@given(st.lists(typed_singles, min_size=1, max_size=8))
@example([("-1.5", -1.5), ('"(,;{"', "(,;{"), ("#N/A", CellError.NA)])
def test_arguments_are_split_where_another_tokenizer_splits_them(singles):
    typed = ",".join(typed for typed, _ in singles)
    tokens = Tokenizer(f"=F({typed})").items[1:-1]
    pieces = "".join(token.value if token.type != "SEP" else "\0" for token in tokens).split("\0")
    assert [parse_literal(piece) for piece in pieces] == parse_arguments(typed)


@given(st.text(alphabet=string.digits + '=(),;{}"#%+-. eEPVTRUENA/!_\n\xa0²€', max_size=40))
@example("=" + "(" * 10_000)
@example("{" * 10_000)
@example('"' * 10_001)
@example("=VESTED(" * 10_000)
@example("=VESTED(" + "VESTED(" * 10_000)
@example("=VESTED(1" + ",1" * 40_000 + ")")
@example("x" * 2**20)
@example("\0")
def test_whatever_is_typed_gives_a_value_or_one_sentence(typed):
    for read in (parse_literal, parse_arguments, evaluate_formula):
        refusal = refusal_of(read, typed)
        assert len(refusal) < 250
        assert refusal.isprintable()


def refusal_of(read, typed):
    try:
        read(typed)
    except OfferSheetError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "formula", ["=EQUITY_PV(400000, 15%)", "equity_pv(400000,.15)", " = EQUITY_PV ( 4e5 ,0.15 ) "]
)
def test_a_formula_is_the_call(formula):
    assert evaluate_formula(formula) == call("EQUITY_PV", [400_000, 0.15])


def test_arguments_may_be_calls():
    inner = call("VESTED", [360_000, 18, 4, 12, 12]).value
    expected = call("TOTAL_COMP", [inner, None, call("EQUITY_PV", [400_000]).value])
    assert evaluate_formula("=TOTAL_COMP(VESTED(360000,18,4,12,12),,EQUITY_PV(400000))") == expected


def test_a_range_goes_from_call_to_call():
    assert evaluate_formula("=TOTAL_COMP(BONUS_RANGE(200000))").value == [[16_000.0, 30_000.0, 44_000.0]]


def test_calls_nest_as_deep_as_in_excel():
    def nested(depth):
        return "=" + "TOTAL_COMP(" * depth + "7" + ")" * depth

    assert evaluate_formula(nested(64)).value == 7.0
    with pytest.raises(InvalidInput, match="calls nest at most 64 deep, deeper at character 706"):
        evaluate_formula(nested(65))


def test_an_error_keeps_the_reason_that_the_inner_call_gave():
    answer = evaluate_formula("=TOTAL_COMP(1, EQUITY_PV(VESTED(1, -5)))")
    assert answer.value is CellError.NUM
    assert answer.why == (
        "bonus_target is #NUM! (EQUITY_PV: grant_value is #NUM! (VESTED: months must be at least 0, got -5))"
    )


def test_an_error_in_a_range_keeps_its_place_and_its_reason():
    answer = evaluate_formula("=TOTAL_COMP(EQUITY_PV({1000;2000}, {0.12;-2}))")
    assert answer.value == [[pytest.approx(1000, abs=1e-9)], [CellError.NUM]]
    assert answer.why == "base is #NUM! (EQUITY_PV: growth must be above -1, got -2)"


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("", "expected a function's name at character 1, got the end"),
        ("=0.15", "expected a function's name at character 2, got 0.15"),
        ("=(VESTED(1,2))", "expected a function's name at character 2, got ("),
        ("=VESTED", "expected ( at character 8, got the end"),
        ("=VESTED(360000, 18", "expected ) at character 19, got the end"),
        ("=VESTED(360000 18)", "expected ) at character 16, got 18"),
        (
            "=VESTED(360000; 18)",
            "expected a comma at character 15, got ; (arguments are parted by commas here, and decimals by a point)",
        ),
        ("=VESTED(A1, 18)", "expected a value at character 9, got A1 (a text stands in double quotes)"),
        (
            "=VESTED(360000, 18) / 4",
            "expected nothing more at character 21, got / (a formula is one call, without arithmetic)",
        ),
        ("=VESTED(1, VESTD(2))", "there is no function VESTD; did you mean VESTED or UNVESTED_PV?"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(formula, problem):
    with pytest.raises(OfferSheetError) as refused:
        evaluate_formula(formula)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("1-2", -1),
        ("--2", 2),
        ("-2^2", 4),  # as in Excel: a sign binds closer than a power
        ("2^3^2", 64),
        ("2+3*4-10/5", 12),
        ("(2+3)*-4", -20),
        ("50%*10", 5),
        ("1e3/4", 250),
        ("1/0", CellError.DIV0),
        ("0^0", CellError.NUM),
        ("(0-8)^(1/3)", CellError.NUM),
        ("10^400", CellError.NUM),
        ("1e308*10", CellError.NUM),
        ("2-1/0", CellError.DIV0),
        ("{1/2,1/4;3-2,4}", [[0.5, 0.25], [1, 4]]),
    ],
)
def test_arithmetic_between_numbers_is_computed(text, value):
    assert parse_literal(text) == value


def test_arithmetic_in_an_argument():
    assert evaluate_formula("=EQUITY_PV(800000/2, 0.1+5%)") == call("EQUITY_PV", [400_000, 0.1 + 0.05])
    assert evaluate_formula("=EQUITY_PV(1/0)").value is CellError.DIV0


def test_a_day_is_no_subtraction():
    assert parse_literal("2026-05-01") == date(2026, 5, 1)
