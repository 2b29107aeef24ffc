"""CSV as spreadsheets save it and as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st


def one(read, text, name="offers.csv"):
    (offer,) = read(name, text).offers
    return offer


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("400000", 400_000.0),
        ('"400,000"', 400_000.0),
        ('"1,234,567.5"', 1_234_567.5),
        ("+5", 5.0),
        ("5.", 5.0),
        (".5", 0.5),
        ("0", 0.0),
        ("0.50", 0.5),
        ("4E+05", 400_000.0),
        (" 7 ", 7.0),
    ],
)
def test_numbers(read, text, number):
    assert one(read, f"name,Acme\nbase,{text}").base == number


@pytest.mark.parametrize(
    ("text", "fraction"),
    [("15%", 0.15), ("-5%", -0.05), ("15 %", 0.15), ("33.3%", 0.333), ("7%", 0.07), ('"1,000%"', 10.0)],
)
def test_percentages(read, text, fraction):
    assert one(read, f"name,Acme\nbase,1\ngrowth,{text}").growth == fraction


@given(st.decimals(-99, 999, places=4).map(lambda number: f"{number:f}"))
def test_a_percentage_is_rounded_once(read, text):
    offer = one(read, f"name,Acme\nbase,1\ngrowth,{text}%")
    assert offer.growth == float(f"{text}e-2")


@pytest.mark.parametrize(
    "schedule", ["0.05 0.15 0.4 0.4", "5% 15% 40% 40%", "0.05;0.15; 0.4 ;0.4", ".05  .15\t.4 .4"]
)
def test_a_schedule_is_one_cell(read, schedule):
    offer = one(read, f'name,Acme\nbase,1\nschedule,"{schedule}"')
    assert offer.schedule == (0.05, 0.15, 0.4, 0.4)
    assert offer.vest_years == 4


PLAIN = "name,Acme,Beta\nbase,1,2\ngrowth,,0.5\n"


@pytest.mark.parametrize(
    "same",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", ",,,\n"),
        PLAIN.replace("\n", "\n,,\n\n"),
        PLAIN.replace(",", " , "),
        PLAIN.replace("base", "BASE").replace("name", "Name"),
        "# from the letters\n" + PLAIN + '"# rough, for now",,\n#end',
        PLAIN.rstrip(),
        '"name","Acme","Beta"\n"base","1","2"\n"growth","","0.5"',
        "name,,Acme,,Beta\nbase,,1,,2\ngrowth,,,,0.5",
        "name,base,growth\nAcme,1,\nBeta,2,0.5",
        "growth,name,base\n,Acme,1\n0.5,Beta,2\n\n",
        "name;base;growth\nAcme;1\nBeta;2;0.5",
    ],
)
def test_one_table_in_many_spellings(read, same):
    expected = read("offers.csv", PLAIN)
    assert [offer.name for offer in expected.offers] == ["Acme", "Beta"]
    assert expected.offers[1].growth == 0.5
    assert read("offers.csv", same) == expected


def test_the_ending_does_not_decide_the_separator(read):
    assert (
        read("offers.TSV", PLAIN) == read("offers.txt", PLAIN.replace(",", "\t")) == read("offers.csv", PLAIN)
    )


def test_offers_keep_the_order_of_their_columns(read):
    """Although the first cells that are filled are those of the last column."""
    found = read("offers.csv", "growth,,0.1\nbase,1,2\nname,Acme,Beta")
    assert [offer.name for offer in found.offers] == ["Acme", "Beta"]


@pytest.mark.parametrize(
    "name", ["base", "# 1", "#1 choice", "growth", "=1+1", "Smith, Inc", 'The "Co"', "007", "1e5", "ＡＢ"]
)
def test_whatever_an_offer_is_called(read, name):
    quoted = '"' + name.replace('"', '""') + '"'
    assert one(read, f"name,{quoted}\nbase,1\nsign_on,2").name == name
    assert one(read, f"name,base,sign_on\n{quoted},1,2").name == name


@pytest.mark.parametrize(
    "text",
    [
        "name,A,B\nbase,1,2\ndiscount_rate,0.1\nscenario_low_growth,,-5%",
        "name,A,B\nbase,1,2\ndiscount_rate,0.1,0.1\nscenario_low_growth,-5%,-5%",
        "name,base,discount_rate,scenario_low_growth\nA,1,0.1\nB,2,,-5%",
        "name,base,discount_rate,scenario_low_growth\nA,1\nB,2\n,,0.1,-5%",
    ],
)
def test_assumptions_stand_beside_any_offer(read, text):
    found = read("offers.csv", text)
    assert len(found.offers) == 2
    assert found.assumptions.discount_rate == 0.1
    assert found.assumptions.low.growth == -0.05
    assert found.assumptions.high == type(found.assumptions)().high
