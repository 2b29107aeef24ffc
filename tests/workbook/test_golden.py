"""The formulas of every sheet are those of the golden texts: a change of one is seen, by its key."""

from __future__ import annotations

from io import BytesIO

import pytest
from offersheet.workbook.sheets import declare_sheets
from openpyxl import load_workbook

from tests.workbook.golden import GOLDEN, REBUILD, Texts, differences, read, written

SHEETS = [sheet.name for sheet in declare_sheets()]


@pytest.fixture(scope="module")
def texts(template) -> Texts:
    return Texts(load_workbook(BytesIO(template)))


@pytest.mark.parametrize("sheet", SHEETS)
def test_formulas_are_those_of_the_golden_text(sheet, texts):
    path = GOLDEN / f"{sheet}.txt"
    before = read(path.read_text("utf-8")) if path.exists() else {}
    found = list(differences(sheet, before, texts.lines(sheet)))
    if found:
        pytest.fail("\n".join((*found, f"if that is meant, write them anew by: {REBUILD}")), pytrace=False)


def test_there_is_no_text_of_a_sheet_that_is_gone():
    assert {path.stem for path in GOLDEN.glob("*.txt")} <= set(SHEETS)


def test_what_is_written_is_read(texts):
    lines = texts.lines("Base")
    assert read(written(lines)) == lines


def test_a_change_is_named_by_sheet_and_key(texts):
    now = texts.lines("Base")
    before = {key: formula for key, formula in now.items() if key != "base"} | {"base_own": "=1"}
    assert [one.split("\n")[0] for one in differences("Base", before, now)] == [
        "Base, base_own",
        "Base, base",
    ]
    assert list(differences("Base", now, now)) == []


def test_names_stand_for_addresses(texts):
    lines = texts.lines("Base")
    assert lines["base"] == '=IF({counts_on_base},{offer_base},"")'
    assert "{base_own.year}-1" in lines["base_own"]
    assert "{npv@D:H}" in texts.lines("Total")["best_flags"]
