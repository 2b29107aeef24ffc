"""From files to percentiles: every layout and format, the rules, and what must never change an answer."""

from __future__ import annotations

import random
from collections import Counter
from unittest import mock

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offersheet.comps.cleaning import NOTED, REASONS
from offersheet.comps.filters import Filters
from offersheet.comps.read import read_comps
from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS, COMPONENTS
from offersheet.workbook.build import build_workbook

from tests.comps.samples import FOLDER, write
from tests.comps.written import (
    LCA,
    LEVELS,
    OWN,
    UNITS,
    csv_text,
    lca_rows,
    levels_rows,
    own_rows,
    write_parquet,
    write_xlsx,
)
from tests.seeds import examples

FRACTIONS = (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1)

in_a_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))


def figures(comps):
    """All figures that count, by part of pay, in rising order."""
    return {
        name: np.repeat(tally.values, tally.counts).tolist()
        for name, tally in comps.summary.tallies.items()
        if tally.count
    }


def left_out(comps):
    return {str(reason): rows for reason, rows in comps.summary.left_out.items() if rows}


def noted(comps):
    return {str(note): rows for note, rows in comps.summary.notes.items() if rows}


def blanked(comps):
    return {f"{name} {reason}": rows for (name, reason), rows in comps.summary.blanked.items() if rows}


def everything(comps):
    return (
        comps.rows, left_out(comps), +comps.summary.left, noted(comps), blanked(comps), comps.summary.currencies,
        figures(comps),
    )  # fmt: skip


# ---------------------------------------------------------------- layouts


def test_levels_against_pandas(written):
    path = written(csv_text(LEVELS, levels_rows(3000)))
    comps = read_comps([path])
    frame = pd.read_csv(path)
    headings = {
        "base": "basesalary",
        "bonus": "bonus",
        "stock": "stockgrantvalue",
        "total": "totalyearlycompensation",
    }
    for name, heading in headings.items():
        tally = comps.summary.tallies[name]
        assert tally.count == 3000
        for fraction in FRACTIONS:
            assert tally.percentile(fraction) == pytest.approx(frame[heading].quantile(fraction), rel=1e-12)
    assert left_out(comps) == noted(comps) == {}
    assert comps.sources[0].spot.plan.layout == "Levels.fyi"


def test_lca_against_pandas(tmp_path):
    path = tmp_path / "lca.xlsx"
    write_xlsx(path, LCA, lca_rows(2000))
    comps = read_comps([path], Filters(metro="boston"))
    frame = pd.read_excel(path, engine="openpyxl")
    certified, full = frame.CASE_STATUS == "Certified", frame.FULL_TIME_POSITION == "Y"
    kept = frame[certified & full & (frame.WORKSITE_CITY == "CAMBRIDGE")]
    pay = kept.WAGE_RATE_OF_PAY_FROM * kept.WAGE_UNIT_OF_PAY.map(UNITS)
    tally = comps.summary.tallies["base"]
    assert tally.count == len(pay) > 100
    for fraction in FRACTIONS:
        assert tally.percentile(fraction) == pytest.approx(pay.quantile(fraction), rel=1e-12)
    assert left_out(comps) == {"status": (~certified).sum(), "part_time": (certified & ~full).sum()}
    assert figures(comps).keys() == {"base"}


def test_our_own_table(read):
    rows = list(own_rows(500))
    comps = read(csv_text(OWN, rows))
    assert figures(comps) == {
        name: sorted(row[OWN.index(name)] for row in rows if row[OWN.index(name)] is not None)
        for name in COMPONENTS
    }


def test_our_own_table_by_its_labels(read):
    rows = list(own_rows(50))
    labels = [column.label for column in COLUMNS]
    assert everything(read(csv_text(labels, rows))) == everything(read(csv_text(OWN, rows)))


def test_pay_in_every_unit(read):
    wages = {"Hour": 60, "Week": 2400, "Bi-Weekly": 4800, "Month": 10_400, "Year": 124_800}
    rows = [("Acme", "Engineer", wage, unit) for unit, wage in wages.items()]
    head = ("EMPLOYER_NAME", "JOB_TITLE", "WAGE_RATE_OF_PAY_FROM", "WAGE_UNIT_OF_PAY")
    assert figures(read(csv_text(head, rows))) == {"base": [124_800.0] * 5}


def test_headings_may_stand_below_other_rows_and_in_another_case(read):
    text = "sep=,\nPay of friends\n\n Company ,TITLE,Total Yearly Compensation\nAcme,Engineer,150000\n"
    assert figures(read(text)) == {"total": [150_000.0]}


def test_a_mapping_makes_any_table_known(read):
    text = "Firm,Role,Annual pay\nAcme,Engineer,150000\nAcme,Clerk,50000\n"
    comps = read(text, mapping={"total": "annual PAY", "title": "Role"}, title="eng")
    assert figures(comps) == {"total": [150_000.0]}
    assert comps.sources[0].spot.plan.layout == "as mapped"


def test_a_mapping_goes_before_a_layout(read):
    text = "company,title,totalyearlycompensation,all_in\nAcme,Engineer,150000,170000\n"
    assert figures(read(text, mapping={"total": "all_in"})) == {"total": [170_000.0]}


FORMS = "company,title,level,base,status,unit,full_time\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Acme,Engineer,L3,60,Certified,Hour,Y", None),
        ("Acme,Engineer,L3,10400,,monthly,Full-time", None),
        ("Acme,Engineer,L3,124800,Withdrawn,Year,Y", "status"),
        ("Acme,Engineer,L3,124800,Certified - Withdrawn,Year,Y", "status"),
        ("Acme,Engineer,L3,124800,DENIED,Year,Y", "status"),
        ("Acme,Engineer,L3,124800,Certified,Year,N", "part_time"),
        ("Acme,Engineer,L3,124800,Certified,Year,Part-time", "part_time"),
        ("Acme,Engineer,L3,124800,Certified,a moon,Y", "unit"),
    ],
)
@pytest.mark.parametrize("mapping", [None, {"status": "Answer", "unit": "Per", "full_time": "Whole"}])
def test_status_unit_and_hours_in_a_table_of_ours(read, row, reason, mapping):
    head = FORMS if mapping is None else FORMS.replace("status,unit,full_time", "Answer,Per,Whole")
    comps = read(head + row, mapping=mapping)
    assert left_out(comps) == ({reason: 1} if reason else {})
    assert figures(comps) == ({} if reason else {"base": [124_800.0]})


def test_blank_lines_before_the_table(read):
    assert figures(read("\n" * 300 + "company,title,totalyearlycompensation\nA,E,150000\n")) == {
        "total": [150_000]
    }


def test_formulas_without_a_result_are_counted(tmp_path):
    path = tmp_path / "comps.xlsx"
    book = openpyxl.Workbook()
    book.active.append([None, "source", "company", "note", "base", "bonus"])
    for number in range(2, 22):
        base = "=100000+1" if number % 4 == 0 else 100_000 + number
        book.active.append([None, "s", "Acme", "=1+1", base, 15_000])
    book.save(path)
    comps = read_comps([path])
    assert comps.sources[0].spot.unsaved == 5
    assert (comps.summary.tallies["base"].count, comps.summary.tallies["bonus"].count) == (15, 20)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["€100k", "$100k"], "EUR (1), USD (1); choose one, as in --currency EUR"),
        (["€100k", "100k"], "EUR (1), none that is named (1); choose one, as in --currency EUR"),
        (["$100k", "100k"], None),
        (["€100k", "95000 EUR"], None),
    ],
)
def test_currencies_in_cells(read, cells, said):
    text = "source,company,title,base\n" + "".join(f"s,Acme,Engineer,{cell}\n" for cell in cells)
    if said is None:
        assert len(figures(read(text))["base"]) == 2
        return
    with pytest.raises(InvalidInput) as caught:
        read(text)
    assert str(caught.value) == f"pay in several currencies does not compare: {said}"


# ---------------------------------------------------------------- formats


def test_every_format_gives_the_same(tmp_path):
    rows = list(own_rows(700))
    text = csv_text(OWN, rows)
    (tmp_path / "a.csv").write_text(text, "utf-8")
    (tmp_path / "bom.csv").write_text(text, "utf-8-sig")
    (tmp_path / "wide.csv").write_text(text, "utf-16")
    (tmp_path / "semicolons.txt").write_text(csv_text(OWN, rows, ";"), "utf-8")
    (tmp_path / "tabs.tsv").write_text(csv_text(OWN, rows, "\t").replace("\n", "\r\n"), "utf-8")
    (tmp_path / "old mac.csv").write_text(text.replace("\n", "\r"), "utf-8")
    write_xlsx(tmp_path / "a.xlsx", OWN, rows)
    write_parquet(tmp_path / "a.parquet", OWN, rows, row_group_size=100)
    answers = [everything(read_comps([path], Filters(title="eng"))) for path in sorted(tmp_path.iterdir())]
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == (700,)


def test_windows_1252(read):
    """A byte that is no UTF-8 is read as Windows wrote it; figures are the same in either."""
    rows = [("Société Générale", "Ingénieur", 150_000), ("Møller", "Engineer", 160_000)]
    text = csv_text(("company", "title", "totalyearlycompensation"), rows)
    for encoding in ("utf-8", "cp1252"):
        comps = read(text.encode(encoding), company="SOCIÉTÉ", title="ingénieur")
        assert figures(comps) == {"total": [150_000.0]}


def test_the_first_sheet_with_a_table_is_read(tmp_path):
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        pd.DataFrame({"Read me": ["Pay of friends"]}).to_excel(book, sheet_name="About", index=False)
        frame = pd.DataFrame(list(own_rows(20)), columns=OWN)
        frame.to_excel(book, sheet_name="Comps", index=False, startrow=4, startcol=2)
    comps = read_comps([path])
    assert comps.sources[0].spot.sheet == "Comps"
    assert comps.rows == (20,)


def test_the_sheet_of_a_workbook_of_ours(tmp_path):
    """Its table stands below percentiles, and beside workings."""
    path, filled = tmp_path / "empty.xlsx", tmp_path / "filled.xlsx"
    path.write_bytes(build_workbook())
    book = openpyxl.load_workbook(path)
    sheet = book["Comps"]
    (head,) = (row[0].row for row in sheet.iter_rows() if row[0].value == "Source")
    rows = list(own_rows(30))
    for number, row in enumerate(rows, start=head + 1):
        for place, cell in enumerate(row, start=1):
            sheet.cell(number, place, cell)
    sheet.cell(head + 40, len(OWN) + 2, 7)
    book.save(filled)
    text = tmp_path / "same.csv"
    text.write_text(csv_text(OWN, rows), "utf-8")
    assert everything(read_comps([filled])) == everything(read_comps([text]))
    assert read_comps([path]).rows == (0,)


def test_cells_with_types_of_their_own(tmp_path):
    """TRUE is not 1, and a date is no pay: whichever comes first."""
    head = ("source", "company", "base", "bonus")
    rows = [
        ("s", "a", 150_000, True),
        ("s", "b", 150_000, 1),
        ("s", "c", 150_000, False),
        ("s", "d", 150_000, 0),
    ]
    for number, order in enumerate((rows, rows[::-1])):
        path = tmp_path / f"{number}.xlsx"
        write_xlsx(path, head, order)
        comps = read_comps([path])
        assert blanked(comps) == {"bonus not_a_number": 2, "bonus too_low": 1}
        assert figures(comps)["base"] == [150_000.0] * 4


def test_the_samples_are_what_is_written(tmp_path):
    write(tmp_path)
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in tmp_path.iterdir()}
    for path in FOLDER.iterdir():
        if path.suffix != ".parquet":  # whose bytes depend on who wrote it
            assert path.read_bytes() == (tmp_path / path.name).read_bytes()
        assert everything(read_comps([path])) == everything(read_comps([tmp_path / path.name]))


# ---------------------------------------------------------------- rules

HEAD = "source,company,title,experience,base,bonus,stock,total\n"


def rule(base="", bonus="", stock="", total="", experience=""):
    return f"{HEAD}s,Acme,Engineer,{experience},{base},{bonus},{stock},{total}\n"


NONSENSE = {
    "blank": rule(),
    "not_a_number": rule(base="a lot"),
    "negative": rule(base=-150_000),
    "zero": rule(total=0),
    "too_low": rule(base=9_999.99),
    "too_high": rule(base=1_000_000.01),
    "ragged": f"{HEAD}s,Acme,Engineer,3,150000\n",
}
MORE_NONSENSE = [
    ("not_a_number", rule(base="15%", bonus="15%")),
    ("not_a_number", rule(base="x", bonus=0, total=5)),
    ("zero", rule(base=0, bonus=0, stock=0)),
    ("too_low", rule(total=9_999)),
    ("too_high", rule(total=20_000_001)),
    ("too_high", rule(base="9e300")),
    ("ragged", f"{HEAD}s,Acme,Engineer,3,150000,0,0,150000,7\n"),
    ("ragged", f"{HEAD}s,Acme, Inc,Engineer,3,150000,0,0,150000\n"),
]


@pytest.mark.parametrize(("reason", "text"), [*NONSENSE.items(), *MORE_NONSENSE])
def test_a_row_of_which_nothing_is_left_is_left_out_and_counted(read, reason, text):
    comps = read(text)
    assert left_out(comps) == {reason: 1}
    assert comps.rows == (1,)
    assert figures(comps) == blanked(comps) == {}


@pytest.mark.parametrize(
    ("cell", "pay"),
    [
        ("bonus not_a_number", {"bonus": "Not applicable"}),
        ("bonus not_a_number", {"bonus": "ten"}),
        ("bonus ambiguous", {"bonus": "€15.000"}),
        ("bonus negative", {"bonus": -5000}),
        ("bonus too_low", {"bonus": 0.15}),
        ("stock too_low", {"stock": 99}),
        ("bonus too_high", {"bonus": 10_000_001}),
        ("total negative", {"total": -1}),
        ("total zero", {"total": 0}),
        ("total too_low", {"total": 150}),
    ],
)
def test_one_bad_cell_costs_one_cell(read, cell, pay):
    comps = read(rule(base="€150000" if "€" in str(pay) else 150_000, **pay))
    assert blanked(comps) == {cell: 1}
    assert left_out(comps) == {}
    assert figures(comps) == {"base": [150_000.0]}


def test_a_bad_base_leaves_the_total(read):
    comps = read(rule(base=-150_000, total=150_000))
    assert (blanked(comps), figures(comps)) == ({"base negative": 1}, {"total": [150_000.0]})


def test_bonuses_as_people_write_them(read):
    """Every base counts; thousands are understood, and shares of base."""
    bonuses = ["Not applicable", "12%", "15k", "", "n/a", "20000"]
    comps = read(HEAD + "".join(f"s,Acme,Engineer,,100000,{bonus},,\n" for bonus in bonuses))
    assert figures(comps) == {"base": [100_000.0] * 6, "bonus": [12_000.0, 15_000.0, 20_000.0]}
    assert (blanked(comps), left_out(comps)) == ({"bonus not_a_number": 1}, {})


def test_a_share_of_a_base_that_is_none(read):
    comps = read(rule(bonus="12%", total=150_000))
    assert (blanked(comps), figures(comps)) == ({"bonus not_a_number": 1}, {"total": [150_000.0]})


LCA_HEAD = "EMPLOYER_NAME,JOB_TITLE,WAGE_RATE_OF_PAY_FROM,WAGE_UNIT_OF_PAY,CASE_STATUS,FULL_TIME_POSITION\n"


@pytest.mark.parametrize(
    ("reason", "row"),
    [
        ("status", "Acme,Engineer,150000,Year,Withdrawn,Y"),
        ("status", "Acme,Engineer,150000,Year,Certified - Withdrawn,Y"),
        ("part_time", "Acme,Engineer,150000,Year,Certified,N"),
        ("unit", "Acme,Engineer,150000,Fortnight,Certified,Y"),
        ("unit", "Acme,Engineer,150000,,Certified,Y"),
        ("too_high", "Acme,Engineer,150000,Month,Certified,Y"),
        ("too_high", "Acme,Engineer,1e306,Hour,Certified,Y"),
        ("too_low", "Acme,Engineer,60.50,Year,Certified,Y"),
        ("blank", "Acme,Engineer,,,Certified,Y"),
        (None, "Acme,Engineer,60.50,hour,CERTIFIED,y"),
    ],
)
def test_an_application_that_makes_no_sense(read, reason, row):
    assert left_out(read(LCA_HEAD + row)) == ({reason: 1} if reason else {})


def test_pay_that_can_be_read_in_two_ways(read):
    assert left_out(read(rule(base="150.000").replace(",", ";"))) == {"ambiguous": 1}
    assert figures(read(rule(base="150000.0").replace(",", ";"))) == {"base": [150_000.0]}
    assert left_out(read(rule(base="150.000"))) == {"ambiguous": 1}


@pytest.mark.parametrize(
    ("other", "base"),
    [("160000.5", None), ('"160,000"', None), ('"160.000,50"', 150_000), ("1.100.000", 150_000)],
)
def test_the_rest_of_the_file_tells_thousands_from_decimals(read, other, base, monkeypatch):
    """Whatever chunk it is in, and whoever reads it."""
    monkeypatch.setattr("offersheet.comps.text_table.STEP", 40)
    text = rule(base="150.000") + "\n" + rule(base=250_000, stock=other).splitlines()[-1]
    whole = read(text)
    assert left_out(whole) == ({} if base else {"too_low": 1})
    assert base is None or base in figures(whole)["base"]


def test_every_reason_has_its_words():
    tested = {*NONSENSE, "status", "part_time", "unit", "ambiguous"}
    assert tested == {str(reason) for reason in REASONS}


def test_limits_themselves_are_possible(read):
    for text in (
        rule(base=10_000),
        rule(base=1_000_000),
        rule(total=20_000_000),
        rule(base=150_000, bonus=100),
    ):
        assert left_out(read(text)) == {}


def test_a_total_is_added_up_where_all_parts_are_there(read):
    comps = read(rule(base=150_000, bonus=20_000, stock=0))
    assert figures(comps)["total"] == [170_000.0]
    assert noted(comps) == {"added_up": 1}
    assert "total" not in figures(read(rule(base=150_000, bonus=20_000)))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"base": 100_000, "bonus": 10_000, "stock": 20_000, "total": 132_000}, False),
        ({"base": 100_000, "bonus": 10_000, "stock": 20_000, "total": 132_001}, True),
        ({"base": 100_000, "bonus": 10_000, "stock": 20_000, "total": 127_000}, True),
        ({"base": 500_000, "bonus": 0, "stock": 0, "total": 504_999}, False),
        ({"base": 100_000, "total": 97_000}, True),
        ({"base": 100_000, "total": 250_000}, False),
        ({"total": 250_000}, False),
    ],
)
def test_a_total_that_is_not_the_sum_is_said_and_counts_as_given(read, parts, said):
    comps = read(rule(**parts))
    assert noted(comps) == ({"inconsistent": 1} if said else {})
    assert figures(comps)["total"] == [parts["total"]]


def test_a_base_of_0_is_not_given(read):
    comps = read(rule(base=0, bonus=0, stock=0, total=150_000))
    assert figures(comps) == {"total": [150_000.0]}
    assert noted(comps) == {"no_parts": 1}
    comps = read(rule(base=0, bonus=0, stock=80_000, total=150_000))
    assert figures(comps) == {"stock": [80_000.0], "total": [150_000.0]}
    comps = read(rule(base=150_000, bonus=0, stock=0, total=150_000))
    assert figures(comps) == {"base": [150_000], "bonus": [0], "stock": [0], "total": [150_000]}


@pytest.mark.parametrize("experience", ["61", "-1", "ten"])
def test_an_experience_that_is_impossible_is_not_given(read, experience):
    comps = read(rule(base=150_000, experience=experience))
    assert noted(comps) == {"experience": 1}
    assert figures(comps) == {"base": [150_000.0]}
    assert figures(read(rule(base=150_000, experience=experience), min_experience=0)) == {}


def test_every_note_has_its_words():
    assert {str(note) for note in NOTED} == {
        "added_up", "partial", "inconsistent", "no_parts", "experience",
    }  # fmt: skip


def test_notes_are_of_rows_that_count(read):
    assert noted(read(rule(base=100_000, total=50_000), title="clerk")) == {}


def test_blank_rows_are_none(read):
    comps = read(f"{HEAD}\n,,,,,,,\ns,Acme,Engineer,,150000,,,,,,\n\n")
    assert (comps.rows, left_out(comps), figures(comps)) == ((1,), {}, {"base": [150_000.0]})


# ---------------------------------------------------------------- filters

PEOPLE = (
    "company,title,location,yearsofexperience,totalyearlycompensation\n"
    'Acme,Senior ENGINEER,"San Jose, CA",7,300000\n'
    'Acme,Engineer,"Oakland, CA",2,200000\n'
    'Beta Acme,Engineering Manager,"Austin, TX",,250000\n'
    '37,Designer,"South Boston, VA",3,110000\n'
    'Gamma,Engineer,"Boston, MA",3,120000\n'
)


@pytest.mark.parametrize(
    ("asked", "left", "pay"),
    [
        ({"title": "engineer"}, {"title": 4}, [120, 200, 250, 300]),
        ({"company": " acme "}, {"company": 3}, [200, 250, 300]),
        ({"company": "37"}, {"company": 1}, [110]),
        ({"metro": "bay_area"}, {"metro": 2}, [200, 300]),
        ({"metro": "Palo Alto, CA"}, {"metro": 2}, [200, 300]),
        ({"metro": "boston"}, {"metro": 1}, [120]),
        ({"metro": "south bos"}, {"metro": 1}, [110]),
        ({"metro": ", va"}, {"metro": 1}, [110]),
        ({"min_experience": 3}, {"min_experience": 3}, [110, 120, 300]),
        ({"max_experience": 3}, {"max_experience": 3}, [110, 120, 200]),
        (
            {"title": "engineer", "company": "acme", "min_experience": 0, "max_experience": 5},
            {"title": 4, "company": 3, "min_experience": 2, "max_experience": 1},
            [200],
        ),
    ],
)
def test_filters_and_how_many_rows_each_left(read, asked, left, pay):
    comps = read(PEOPLE, **asked)
    assert dict(comps.summary.left) == left
    assert figures(comps) == {"total": [1000.0 * figure for figure in pay]}


def test_a_title_may_be_the_official_one(tmp_path):
    path = tmp_path / "lca.xlsx"
    write_xlsx(path, LCA, lca_rows(50))
    assert read_comps([path], Filters(title="software dev")).summary.left == {
        "title": read_comps([path]).summary.count
    }


# ---------------------------------------------------------------- what changes nothing

cells = st.sampled_from(["", "0", "90000", "150000", "12,000", "x", "-4", "2e9", "250000.5", "5000"])
places = st.sampled_from(["Oakland, CA", "Austin, TX", "line\nbreak", 'a "quoted" place', ""])
tables = st.lists(st.tuples(st.sampled_from("ABC"), places, *[cells] * 4), min_size=1, max_size=60)
ANY_HEAD = ("company", "metro", "base", "bonus", "stock", "total")


@in_a_folder
@given(tables, st.integers(1, 300))
def test_the_size_of_chunks_changes_nothing(written, rows, most_bytes):
    path = written(csv_text(ANY_HEAD, rows))
    filters = Filters(metro="bay_area", company="a")
    whole = read_comps([path], filters)
    with (
        mock.patch("offersheet.comps.text_table.STEP", most_bytes),
        mock.patch("offersheet.comps.tally.LEAST_WAITING", 5),
    ):
        assert everything(read_comps([path], filters)) == everything(whole)


@in_a_folder
@given(tables, st.integers(0, 60), st.randoms())
def test_neither_does_the_order_of_rows_and_files(written, rows, cut, chance):
    def answer(paths):
        comps = read_comps(paths)
        return sum(comps.rows), *everything(comps)[1:]

    whole = answer([written(csv_text(ANY_HEAD, rows))])
    shuffled = random.Random(chance.random()).sample(rows, len(rows))
    paths = [
        written(csv_text(ANY_HEAD, part), f"{name}.csv")
        for name, part in (("a", shuffled[:cut]), ("b", shuffled[cut:]))
    ]
    assert answer(paths) == answer(paths[::-1]) == whole


@in_a_folder
@given(tables)
def test_each_row_counts_or_is_left_out_for_one_reason(written, rows):
    comps = read_comps([written(csv_text(ANY_HEAD, rows))])
    assert comps.summary.count + sum(left_out(comps).values()) == sum(comps.rows) == len(rows)


@in_a_folder
@given(tables)
def test_rules_against_a_plain_reading(written, rows):
    """The same rules once more, a row at a time."""
    comps = read_comps([written(csv_text(ANY_HEAD, rows))])
    limits = {"base": (1e4, 1e6), "bonus": (100, 1e7), "stock": (100, 1e7), "total": (1e4, 2e7)}
    order = ["not_a_number", "blank", "negative", "zero", "too_low", "too_high"]
    reasons, cells, counting = Counter(), Counter(), {name: [] for name in COMPONENTS}
    for row in rows:
        written_pay = dict(zip(COMPONENTS, row[2:], strict=True))
        pay = {
            name: float(cell.replace(",", "")) for name, cell in written_pay.items() if cell not in ("", "x")
        }
        wrong = {name: "not_a_number" for name, cell in written_pay.items() if cell == "x"}
        wrong |= {name: "negative" for name, figure in pay.items() if figure < 0}
        paying = any(figure > 0 for figure in pay.values())
        if pay.get("base") == 0 and paying:
            pay = {name: figure for name, figure in pay.items() if figure or name == "total"}
        if pay.get("total") == 0 and paying:
            wrong["total"] = "zero"
        for name, figure in pay.items():
            if 0 < figure < limits[name][0]:
                wrong[name] = "too_low"
            elif figure > limits[name][1]:
                wrong[name] = "too_high"
        left = {name: figure for name, figure in pay.items() if name not in wrong}
        if not any(left.values()):
            otherwise = "zero" if left else "blank"
            reasons[min(wrong.values(), key=order.index, default=otherwise)] += 1
            continue
        cells.update(f"{name} {reason}" for name, reason in wrong.items())
        if left.keys() == {"base", "bonus", "stock"}:
            left["total"] = sum(left.values())
        for name, figure in left.items():
            counting[name].append(figure)
    assert left_out(comps) == reasons
    assert blanked(comps) == cells
    assert figures(comps) == {name: sorted(pay) for name, pay in counting.items() if pay}
