"""Numbers as people type them, and those that may mean another: 185.000 is 185 thousand to half the world."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.written import saved, workbook


def in_csv(field, text):
    return "offers.csv", f'name,Acme\nbase,1\n{field},"{text}"\n'


def in_tabs(field, text):
    return "offers.tsv", f"name\tAcme\nbase\t1\n{field}\t{text}\n"


def in_toml(field, text):
    return "offers.toml", f'[[offers]]\nname = "Acme"\nbase = 1\n{field} = "{text}"\n'


def in_workbook(field, text):
    return "offers.xlsx", saved(workbook([{"name": "Acme", "base": 1, field: text}], {}))


WRITERS = (in_csv, in_tabs, in_toml, in_workbook)

AMOUNTS = {
    "$200,000": 200_000,
    "$ 200,000.00": 200_000,
    "US$200,000": 200_000,
    "200,000 USD": 200_000,
    "200k": 200_000,
    "$200K": 200_000,
    "1.5M": 1_500_000,
    "1.25 m": 1_250_000,
    "1.125M": 1_125_000,
    "2bn": 2_000_000_000,
    "200\u00a0000": 200_000,
    "200\u2009000": 200_000,
    "200\u202f000": 200_000,
    "200 000": 200_000,
    "185'000": 185_000,
    "185’000.50": 185_000.5,
    "1'185'000": 1_185_000,
    "120.000,00": 120_000,
    "1.185.000": 1_185_000,
    "185 000,50": 185_000.5,
    "1234,5": 1_234.5,
    "0.185": 0.185,
    "1000.125": 1_000.125,
}


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", AMOUNTS, ids=ascii)
def test_amounts(read, write, text):
    assert read(*write("sign_on", text)).offers[0].sign_on == AMOUNTS[text]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    ("text", "rate"),
    [("15%", 0.15), ("15 %", 0.15), ("15\u00a0%", 0.15), ("12,5%", 0.125), ("0,15", 0.15), ("−5%", -0.05)],
    ids=ascii,
)
def test_rates(read, write, text, rate):
    assert read(*write("growth", text)).offers[0].growth == rate


@pytest.mark.parametrize("write", [in_csv, in_toml, in_workbook])
def test_a_schedule_in_one_text(read, write):
    found = read(*write("schedule", "5% 15% 40% 40%"))
    assert found.offers[0].schedule == (0.05, 0.15, 0.4, 0.4)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("field", ["sign_on", "grant_value", "shares", "fully_diluted", "price", "strike"])
@pytest.mark.parametrize(
    ("text", "readings"),
    [("185.000", "185 or 185000"), ("20.000", "20 or 20000"), ("1.125", "1.1250 or 1125")],
)
def test_thousands_that_may_be_decimals_are_refused(refusal, write, field, text, readings):
    assert refusal(*write(field, text)).startswith(
        f'offer "Acme": {field} must be a number such as 400000 or 400,000, got "{text}", which may mean '
        f"{readings}: write the one you mean"
    )


def test_of_a_literal_too(refusal):
    """TOML takes it for 185; whoever wrote it may not."""
    assert refusal("offers.toml", '[[offers]]\nname = "Acme"\nbase = 185.000').startswith(
        'offer "Acme": base must be a number such as 400000 or 400,000, got "185.000", which may mean '
        "185 or 185000"
    )
    offers = '[[offers]]\nname = "Acme"\nbase = 1\n'
    reason = refusal("offers.toml", f"{offers}[assumptions]\nannual_spend = 72.000")
    assert reason.startswith("assumptions: annual_spend must be a number")
    assert "72 or 72000" in reason


BASE = "name,Acme\nbase,185.000\n"


@pytest.mark.parametrize(
    ("line", "base"),
    [
        ("price,12.5", 185),
        ("growth,0.125", 185),
        ("growth,12.5%", 185),
        ('sign_on,"1,200"', 185),
        ('sign_on,"$1,200"', 185),
        ("sign_on,1234.567", 185),
        ("exit_value,1.5M", 185),
        ('growth,"0,15"', 185_000),
        ('growth,"12,5%"', 185_000),
        ('sign_on,"120.000,00"', 185_000),
        ("sign_on,1.185.000", 185_000),
        ("schedule,0.5 0.5\nvest_years,2", 185),
    ],
)
def test_other_numbers_of_the_file_decide(read, line, base):
    assert read("offers.csv", BASE + line).offers[0].base == base


@pytest.mark.parametrize(
    "line", ["growth,15%", "sign_on,20000", "sign_on,20.000", "sign_on,200k", "company,12.5"]
)
def test_others_that_say_nothing_decide_nothing(refusal, line):
    assert "which may mean 185 or 185000" in refusal("offers.csv", BASE + line)


def test_a_price_has_decimals_where_another_has(read, refusal):
    offer = {"name": "Acme", "base": 1, "price": "9.125", "strike": 5.5}
    assert read("offers.xlsx", saved(workbook([offer], {}))).offers[0].price == 9.125
    assert "9.1250 or 9125" in refusal("offers.xlsx", saved(workbook([offer | {"strike": 5}], {})))


def test_cells_that_hold_numbers_are_not_touched(read):
    offer = {"name": "Acme", "base": 185.0, "sign_on": 1.125}
    assert read("offers.xlsx", saved(workbook([offer], {}))).offers[0].sign_on == 1.125


@pytest.mark.parametrize(
    ("other", "base"), [("growth;0,15", 400.0), ("growth;0.15", 400_000.0), ("sign_on;1,234,567", 400_000.0)]
)
def test_where_semicolons_part_cells_a_comma_decides_nothing_alone(read, refusal, other, base):
    assert "which may mean 400 or 400000" in refusal("offers.csv", "name;Acme\nbase;400,000")
    assert read("offers.csv", f"name;Acme\nbase;400,000\n{other}").offers[0].base == base


def test_a_file_that_does_not_agree_with_itself(refusal):
    assert refusal("offers.csv", 'name,Acme\nbase,"1,200"\ngrowth,"0,15"') == (
        'offer "Acme": growth must be a number such as 0.15 or 15%, got "0,15", but other numbers of the file '
        "have a point before decimals (1,200); did you mean 0.15? (line 3)"
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [("185,000 per year", 185_000), ("1_000", 1_000), ("10,000 shares", 10_000), ("=4", 4), ("base: 5", 5)],
)
def test_a_number_among_words(refusal, text, meant):
    assert refusal(*in_csv("sign_on", text)).endswith(f'got "{text}"; did you mean {meant}? (line 3)')


@given(st.decimals(1, 10**9, places=2))
def test_thousands_in_any_spelling(read, number):
    plain, grouped = float(number), f"{number:,.2f}"
    swiss, german = grouped.replace(",", "'"), grouped.translate(str.maketrans(",.", ".,"))
    for text in (f"{number}", grouped, swiss, german, german.replace(".", "\u202f")):
        assert read(*in_csv("sign_on", text)).offers[0].sign_on == plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["offers.csv", "offers.toml"])
def test_encodings(read, name, encoding):
    text = "name,Crème\nbase,1\n" if name.endswith("csv") else '[[offers]]\nname = "Crème"\nbase = 1\n'
    assert read(name, text.encode(encoding)).offers[0].name == "Crème"


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;;"])
def test_the_delimiter_that_a_first_line_tells(read, refusal, line):
    assert read("offers.csv", f"{line}\r\nname;Acme\r\nbase;1\r\n").offers[0].name == "Acme"
    assert refusal("offers.csv", f"{line}\nname;Acme\nbase;x").endswith("(line 3)")


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("text", "likely"), [("12", "0.12"), ("15", "0.15"), ("2.5", "0.025")])
def test_a_percentage_where_a_fraction_is_expected(refusal, write, text, likely):
    assert f"got {text}; did you mean {likely}?" in refusal(*write("bonus_target", text))


@pytest.mark.parametrize("write", [in_csv, in_tabs, in_workbook])
def test_a_text_is_as_long_as_excel_counts(read, refusal, write):
    """An emoji is two."""
    longest = 16_383 * "\N{ROCKET}" + "a"
    assert read(*write("company", longest)).offers[0].company == longest
    reason = refusal(*write("company", longest + "a"))
    assert "which is longer than 32,767 characters" in reason


@pytest.mark.parametrize("write", [in_csv, in_tabs])
def test_a_control_character_in_a_text(refusal, write):
    assert refusal(*write("company", "Ac\x07me")) == (
        'offer "Acme": company must be a text that fits a cell, got "Ac\\x07me", which holds a control '
        "character (line 3)"
    )
