"""Comps in filled workbooks: no line is lost, whatever stands in it, and what cannot be kept is said."""

from __future__ import annotations

import datetime

import pytest
from offersheet.errors import UnreadableFile
from offersheet.model.comps_columns import COLUMNS, MOST_COMPS
from offersheet.model.offer import Offer
from offersheet.reading import read_comps, read_offers
from offersheet.workbook.build import build_workbook
from openpyxl.workbook.defined_name import DefinedName

from tests.reading.written import saved, workbook

OFFERS = [Offer(name="A", base=1)]
HEADS, FIRST, LAST = 4, 5, 204
COMPS = (
    {
        "source": "site",
        "company": "=1+1",
        "title": "Ünïcödé 東京",
        "level": "L5",
        "tier": "faang",
        "metro": "austin",
    }
    | {"experience": 5, "base": 150_000.25, "bonus": 0, "stock": 1e-3, "total": 200_000},
    {"company": "37", "base": "n/a"},
    {"level": 5, "total": 100_000},
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "filled.xlsx"


@pytest.fixture
def filled():
    """A bare workbook with a table of comps, to be changed as a person would."""
    book = workbook([{"name": "A", "base": 1}], {})
    sheet = book.create_sheet("Comps")
    for column, declared in enumerate(COLUMNS, start=1):
        sheet.cell(HEADS, column, declared.label)
        for row, comp in enumerate(COMPS, start=FIRST):
            cell = sheet.cell(row, column, comp.get(declared.name))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # even where it begins as a formula does
    book.defined_names["comps_table"] = DefinedName("comps_table", attr_text=f"Comps!$A${HEADS}:$K${LAST}")
    return book


def kept(path, book):
    path.write_bytes(saved(book))
    return read_comps(path)


def why_not(path, book):
    with pytest.raises(UnreadableFile) as caught:
        kept(path, book)
    _, _, why = str(caught.value).partition(f"{path.name}: ")
    return why


def test_comps_go_through_our_workbook(path):
    path.write_bytes(build_workbook(OFFERS, comps=COMPS))
    assert read_comps(path) == COMPS
    assert [offer.name for offer in read_offers(path).offers] == ["A"]
    assert build_workbook(OFFERS, comps=read_comps(path)) == path.read_bytes()


def test_as_many_as_a_workbook_takes(path):
    comps = tuple({"title": f"{number}", "total": 100_000.5 + number} for number in range(MOST_COMPS))
    path.write_bytes(build_workbook(OFFERS, comps=comps))
    assert read_comps(path) == comps


def test_an_empty_table_holds_none(path):
    path.write_bytes(build_workbook(OFFERS))
    assert read_comps(path) == ()


@pytest.mark.parametrize("name", ["offers.toml", "offers.csv"])
def test_other_files_hold_none(name, tmp_path):
    assert read_comps(tmp_path / name) == ()


def test_an_older_workbook_holds_none(path, filled):
    del filled.defined_names["comps_table"]
    assert kept(path, filled) == ()


def test_lines_anywhere_beneath_the_heads_are_kept(path, filled):
    sheet = filled["Comps"]
    sheet[f"H{FIRST + 100}"], sheet[f"A{LAST + 1}"], sheet[f"K{LAST + 5_000}"] = 1, "beneath", 3
    assert kept(path, filled) == (*COMPS, {"base": 1}, {"source": "beneath"}, {"total": 3})


def test_columns_may_stand_in_another_order_under_either_name(path, filled):
    sheet = filled["Comps"]
    for row in range(HEADS, FIRST + 3):
        sheet[f"H{row}"].value, sheet[f"K{row}"].value = sheet[f"K{row}"].value, sheet[f"H{row}"].value
    sheet[f"A{HEADS}"] = " SOURCE"
    sheet[f"J{HEADS}"] = "stock"
    assert kept(path, filled) == COMPS


def test_what_is_neither_text_nor_number_becomes_the_text_that_is_seen(path, filled):
    sheet = filled["Comps"]
    row = FIRST + 3
    cells = (
        True,
        datetime.datetime(2026, 3, 1),
        datetime.datetime(2026, 3, 1, 12, 30),
        datetime.time(9),
        "#N/A",
        "  ",
    )
    for column, cell in enumerate(cells, start=1):
        sheet.cell(row, column).value = cell
    seen = ("TRUE", "2026-03-01", "2026-03-01T12:30:00", "09:00:00", "#N/A")
    assert kept(path, filled)[-1] == dict(zip([column.name for column in COLUMNS], seen, strict=False))


def test_a_formula_counts_as_its_result(office, path, filled, tmp_path):
    filled["Comps"][f"H{FIRST + 3}"] = f"=2*H{FIRST}"
    filled["Comps"][f"A{FIRST + 3}"] = '="a"&"b"'
    path.write_bytes(saved(filled))
    with office.open(path) as book:
        book.calculate()
        book.save(tmp_path / "computed.xlsx")
    assert read_comps(tmp_path / "computed.xlsx") == (*COMPS, {"source": "ab", "base": 300_000.5})


def test_a_formula_without_a_result_is_refused(path, filled):
    filled["Comps"][f"H{FIRST + 3}"] = f"=2*H{FIRST}"
    assert why_not(path, filled).startswith(
        f"cell H{FIRST + 3} of the comps is a formula without a stored result"
    )


def test_a_column_of_no_known_name_is_refused(path, filled):
    filled["Comps"][f"C{HEADS}"] = "Nickname"
    assert why_not(path, filled) == f'"Nickname" is no column of comps (cell Comps!C{HEADS})'


def test_a_column_that_is_there_twice_is_refused(path, filled):
    filled["Comps"][f"C{HEADS}"] = "Company"
    assert why_not(path, filled) == f"the table of comps has two columns company (cell Comps!C{HEADS})"


def test_more_than_a_workbook_takes_are_refused(path, filled):
    for row in range(FIRST, FIRST + MOST_COMPS + 1):
        filled["Comps"][f"H{row}"] = 1
    assert why_not(path, filled) == "it holds more than 5,000 comps, the most that a workbook takes"


@pytest.mark.parametrize("cells", ["Nowhere!$A$1:$K$9", "Comps!$A$1:$ZZ$9", "1+1", "#REF!"])
def test_a_name_that_leads_nowhere_is_refused(cells, path, filled):
    filled.defined_names["comps_table"].attr_text = cells
    assert (
        why_not(path, filled) == f'its name comps_table must stand for cells of one sheet, not for "{cells}"'
    )


def test_a_damaged_workbook_is_refused(path):
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(UnreadableFile, match="no workbook, or a damaged one"):
        read_comps(path)
