"""An open workbook: offers go in and results come back by its names, through xlwings' own engine for servers."""

from __future__ import annotations

import io
import math
from pathlib import Path

import offersheet
import pytest
from offersheet.workbook.build import build_workbook
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from tests.hosts.child import Child

SAMPLE = Path(__file__).parents[2] / "samples" / "big-tech-vs-startup.toml"
ACME = {
    "name": "=Acme", "base": 200_000, "bonus_target": 0.15, "schedule": [0.1, 0.2, 0.3, 0.4], "grant_value": 1e5,
    "state": "WA", "growth": 0.08,
}  # fmt: skip
ASSUMED = {"discount_rate": 0.2, "filing_status": "mfj", "scenario_low_growth": -0.1, "horizon_years": 5, "scenario_high_payout": 1.5,
           "scenario_low_payout": 0.5}  # fmt: skip


@pytest.fixture(scope="module")
def child():
    with Child("tests.hosts.open_book") as child:
        yield child


@pytest.fixture(scope="module")
def content():
    read = offersheet.read_offers(SAMPLE)
    return build_workbook(read.offers, read.assumptions)


def described(book):
    """What Office.js sends of a workbook."""
    sheets = book.sheetnames
    names = []
    for name, defined in book.defined_names.items():
        places = [] if "LAMBDA" in defined.value else list(defined.destinations)
        sheet, cells = places[0] if len(places) == 1 else (None, None)
        names.append(
            {
                "name": name, "sheet_index": sheet and sheets.index(sheet), "scope_sheet_index": None,
                "address": cells and cells.replace("$", ""), "book_scope": True, "scope_sheet_name": None,
            }
        )  # fmt: skip
    return {
        "book": {"name": "offers.xlsx", "active_sheet_index": 0, "selection": "A1"},
        "names": names,
        "sheets": [
            {"name": name, "values": [list(row) for row in book[name].iter_rows(values_only=True)],
             "pictures": [], "tables": []}
            for name in sheets
        ],
    }  # fmt: skip


def shown(content):
    return described(load_workbook(io.BytesIO(content), data_only=True))


def after(content, actions):
    """The offers of the workbook once Excel has done as it was told."""
    book = load_workbook(io.BytesIO(content))
    for action in actions:
        assert action["func"] == "setValues"
        sheet = book.worksheets[action["sheet_position"]]
        for down, row in enumerate(action["values"]):
            for right, value in enumerate(row):
                cell = sheet.cell(action["start_row"] + 1 + down, action["start_column"] + 1 + right)
                cell.value = None if value == "" else value
                if isinstance(value, str) and value.startswith("'"):  # which makes a text of what follows
                    cell.value, cell.data_type = value[1:], "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_offers_go_in(child, content, tmp_path):
    actions, why = child.ask("fill", shown(content), [ACME, {"name": "Bolt", "base": 150_000}], ASSUMED)
    assert why == ""
    path = tmp_path / "filled.xlsx"
    path.write_bytes(after(content, actions))
    filled = offersheet.read_offers(path)
    assert filled == offersheet.read_offers([ACME, {"name": "Bolt", "base": 150_000}], ASSUMED)


def test_results_come_back(child, content):
    results = child.ask("compare", shown(content))
    expected = offersheet.compare(SAMPLE)
    assert list(results) == list(expected.columns)
    for offer, figures in results.items():
        assert {"npv", "total_comp", "take_home", "breakeven_growth"} <= set(figures)
        for name in set(figures) & set(expected.index):
            assert figures[name] == pytest.approx(expected.at[name, offer], rel=1e-9, nan_ok=True), name


def test_a_cell_without_a_number_is_nan(child):
    results = child.ask("compare", shown(build_workbook()))
    assert results == {}
    book = load_workbook(io.BytesIO(build_workbook(offersheet.read_offers(SAMPLE).offers)), data_only=True)
    [(sheet, cells)] = book.defined_names["result_npv"].destinations
    left, top, _, _ = range_boundaries(cells)
    book[sheet].cell(top, left).value = "#VALUE!"
    [first, other] = child.ask("compare", described(book)).values()
    assert math.isnan(first["npv"])
    assert other["npv"] > 0


def test_a_book_of_others_is_refused(child):
    other = described(Workbook())
    actions, why = child.ask("fill", other, [ACME], None)
    assert actions == []
    assert why == (
        "offers.xlsx is no workbook of offers: no cells are named offer_name; "
        "offersheet new writes one to fill in"
    )
    with pytest.raises(RuntimeError, match="is no workbook of offers"):
        child.ask("compare", other)


def test_nothing_is_written_where_anything_is_wrong(child, content):
    book = shown(content)
    actions, why = child.ask("fill", book, [{"name": "Acme", "base": -1}], None)
    assert (actions, why) == ([], 'offer "Acme": base must be at least 0, got -1')
    names = [name for name in book["names"] if name["name"] != "offer_growth"]
    actions, why = child.ask("fill", {**book, "names": names}, [ACME], None)
    assert (actions, why) == ([], "it has no cells named offer_growth for the growth of the offers")
    names = [
        {**name, "address": "D12:E12"} if name["name"] == "offer_base" else name for name in book["names"]
    ]
    actions, why = child.ask("fill", {**book, "names": names}, [ACME], None)
    assert (actions, why) == ([], "its name offer_base stands for 1 x 2 cells, not 1 x 5")
