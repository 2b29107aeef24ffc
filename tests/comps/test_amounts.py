"""Amounts as people and programs write them: each is read as what it is, or not at all."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.comps.amounts import AMBIGUOUS, NOT_A_NUMBER, amount, currency, decimal_mark, share, text

WRITTEN = {
    "118000": 118_000, " 118000.50 ": 118_000.5, "1.18e5": 118_000, "+7": 7, "-5": -5, ".5": 0.5, "7.": 7,
    "118,000": 118_000, "1,118,000.25": 1_118_000.25, "$95,000": 95_000, "-$3": -3, "$ 4": 4, "$-3": -3,
    "120k": 120_000, "$145K": 145_000, "1.2M": 1_200_000, "7.5k": 7_500, "€5": 5, "95,000 EUR": 95_000,
    "1,20,000 INR": 120_000, "₹12,50,000": 1_250_000, "€1.200.000": 1_200_000, "€120.000,50": 120_000.5,
    "us$ 120,000": 120_000,
    "118.0": 118, "1118.000": 1_118, "0.250": 0.25, "1.118.000": 1_118_000, "118.000,50": 118_000.5,
}  # fmt: skip
WRONG = (
    "12,00", "1,2,3", "1_000", "15%", "1e999", "12kk", "Not applicable", "-$-3", "100k-120k",
    "5 EUR USD", "1,2,000", "EUR", "k", ".", ",", "$1.2.3", "inf", "Infinity", "0x10", "٣",
    "1 000", "--5", "$", "1e", "TRUE", "#N/A", "5+",
)  # fmt: skip
WITH_SEMICOLONS = {
    "118000": 118_000, "118000,50": 118_000.5, "118.000,50": 118_000.5, "1.118.000": 1_118_000,
    "1,118,000": 1_118_000, "118,000.50": 118_000.5, "118.5": 118.5, "0,5": 0.5,
    "118,000": AMBIGUOUS, "118.000": AMBIGUOUS, "-1.000": AMBIGUOUS, "1,2.3": NOT_A_NUMBER,
}  # fmt: skip


@pytest.mark.parametrize(("written", "number"), WRITTEN.items())
def test_a_number(written, number):
    assert amount(written) == number


@pytest.mark.parametrize("written", WRONG)
def test_no_number(written):
    assert amount(written) == NOT_A_NUMBER


@pytest.mark.parametrize("written", ["€120.000", "120.000 EUR", "1.250k", "118.000", "$1.000", "-7.125"])
def test_what_can_be_read_in_two_ways(written):
    assert amount(written) == AMBIGUOUS


def test_what_the_rest_of_the_file_says():
    assert [amount("250.000", decimal=decimal) for decimal in (".", ",")] == [250, 250_000]
    assert [amount("€120.000", decimal=decimal) for decimal in (".", ",")] == [AMBIGUOUS, 120_000]
    assert [amount("1.250k", decimal=decimal) for decimal in (".", ",")] == [AMBIGUOUS, 1_250_000]
    assert amount("118,000", decimal_comma=True, decimal=",") == 118


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("12.5", "."), ("12.5%", "."), ("185000.000", "."), ("1,200", "."), ("1,20,000 INR", "."), ("$1.5M", "."),
        ("1.200.000", ","), ("€120.000,50", ","), ("250.000", ""), ("250000", ""), ("x", ""), ("", ""), (1.5, ""),
    ],
)  # fmt: skip
def test_how_a_file_writes_decimals(written, mark):
    assert decimal_mark(written) == mark


def test_how_a_file_with_semicolons_writes_decimals():
    marks = {"0,5": ",", "12,50": ",", "118,000": "", "118.5": ".", "118.000,5": ",", "118,000.5": "."}
    assert {written: decimal_mark(written, decimal_comma=True) for written in marks} == marks


@pytest.mark.parametrize(
    ("written", "code"),
    [("$5", "USD"), ("5 usd", "USD"), ("€120.000", "EUR"), ("C$5k", "CAD"), ("5", ""), ("EUR", ""), (5, "")],
)
def test_a_currency(written, code):
    assert currency(written) == code


def test_a_share():
    assert (share("12%"), share(" 12.5 %")) == (0.12, 0.125)
    assert all(math.isnan(share(cell)) for cell in ("12", "%", "-5%", 0.12, None, "12%%"))


@pytest.mark.parametrize(("written", "number"), WITH_SEMICOLONS.items())
def test_where_semicolons_part_cells(written, number):
    assert amount(written, decimal_comma=True) == number


@pytest.mark.parametrize("blank", ["", "  ", "NA", "n/a", "NaN", "null", "None", "-", None, math.nan])
def test_a_blank(blank):
    assert math.isnan(amount(blank))


@pytest.mark.parametrize("cell", [True, date(2026, 1, 1), math.inf, -math.inf, 10**400, b"5"])
def test_a_cell_that_is_no_number(cell):
    assert amount(cell) == NOT_A_NUMBER


@given(st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_what_a_program_writes_is_read_as_it_was(number, decimal_comma):
    for written in (repr(number), f"{number:.2f}"):
        read = amount(written, decimal_comma=decimal_comma)
        assert read in (float(written), AMBIGUOUS)
        assert amount(written, decimal_comma=decimal_comma, decimal=".") == float(written)


@given(st.integers(-(10**12), 10**12))
def test_grouped_thousands(number):
    assert amount(f"{number:,}") == number
    groups = f"{number:,}".replace(",", ".")
    assert amount(groups, decimal_comma=True) in (number, AMBIGUOUS)
    assert amount(groups, decimal=",") == number


@given(st.text(), st.booleans())
def test_any_text_is_something(written, decimal_comma):
    assert isinstance(amount(written, decimal_comma=decimal_comma), float)


def test_texts():
    assert [text(cell) for cell in (" Acme ", 37.0, None, "")] == ["Acme", "37", "", ""]
