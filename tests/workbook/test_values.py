"""Values of formulas in a file: taken out, computed, put in; whatever else the file holds stays the same."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from offersheet.errors import InvalidInput
from offersheet.workbook.build import build_workbook
from offersheet.workbook.values import store_values, without_values
from openpyxl.worksheet.formula import ArrayFormula

SHEET = "xl/worksheets/sheet1.xml"


def book(cells: dict[str, Any], name: str = "Own") -> bytes:
    """Write a workbook of one sheet, without the values of its formulas."""
    made = openpyxl.Workbook()
    made.active.title = name
    for address, value in cells.items():
        made.active[address] = value
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def replaced(file: bytes, changed: dict[str, str]) -> bytes:
    """Write a file with some of its parts replaced."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in (parts(file) | changed).items():
            archive.writestr(name, xml)
    return written.getvalue()


def with_cells(file: bytes, cells: str) -> bytes:
    """Replace the cells of the first sheet by some XML."""
    head, _, rest = parts(file)[SHEET].partition("<sheetData>")
    xml = f"{head}<sheetData>{cells}</sheetData>{rest.partition('</sheetData>')[2]}"
    return replaced(file, {SHEET: xml})


def cell(address: str, formula: str, value: str = "", kind: str = "") -> str:
    kind = f' t="{kind}"' if kind else ""
    return f'<c r="{address}" s="0"{kind}><f>{formula}</f>{value}</c>'


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def shown(file: bytes) -> dict[str, Any]:
    page = openpyxl.load_workbook(BytesIO(file), data_only=True).active
    return {each.coordinate: each.value for line in page.iter_rows() for each in line}


EMPTY = book({})
COMPUTED = with_cells(
    EMPTY,
    row(
        cell("A1", "1+1", "<v>2</v>", "n"),
        cell("B1", "A1&amp;&quot;x&quot;", "<v>2x</v>", "str"),
        cell("C1", "A1&gt;1", "<v>1</v>", "n"),
        cell("D1", "1/0", "<v>#DIV/0!</v>", "e"),
        cell("E1", "1/3", "<v>0.333333333333333</v>", "n"),
        cell("F1", "NOBODY()", "<v>#NAME?</v>", "e"),
        cell("G1", "&quot;&quot;", "<v></v>", "str"),
    ),
)
"""As LibreOffice saves it: fifteen digits, and truth as a number."""


def test_values_are_put_into_the_formulas_and_nowhere_else():
    asked = with_cells(
        EMPTY,
        row(
            cell("A1", "1+1"),
            cell("B1", "A1&amp;&quot;x&quot;"),
            cell("C1", "A1&gt;1", "<v>0</v>", "b"),
            cell("D1", "1/0", "<v>7</v>"),
            cell("E1", "1/3", f"<v>{1 / 3!r}</v>"),
            cell("F1", "NOBODY()", "<v>41.5</v>"),
            cell("G1", "&quot;&quot;", "<v>8</v>"),
            '<c r="H1"><v>5</v></c>',
        ),
    )
    stored = store_values(asked, COMPUTED)
    assert shown(stored.file) == {
        "A1": 2, "B1": "2x", "C1": True, "D1": "#DIV/0!", "E1": 1 / 3, "F1": 41.5, "G1": None, "H1": 5,
    }  # fmt: skip
    assert (stored.formulas, stored.changed, stored.unknown) == (7, 5, ["Own!F1"])
    before, after = parts(asked), parts(stored.file)
    assert {name for name in after if before[name] != after[name]} == {SHEET}
    assert list(before) == list(after)


def test_what_is_right_already_changes_no_byte():
    assert store_values(COMPUTED, COMPUTED).changed == 0
    assert parts(store_values(COMPUTED, COMPUTED).file) == parts(COMPUTED)


def test_stripped_formulas_have_no_value_and_inputs_keep_theirs():
    stripped = without_values(
        with_cells(EMPTY, row(cell("A1", "B1", "<v>1</v>", "str"), '<c r="B1"><v>3</v></c>'))
    )
    assert shown(stripped) == {"A1": None, "B1": 3}
    assert openpyxl.load_workbook(BytesIO(stripped)).active["A1"].value == "=B1"


@pytest.mark.parametrize("call", ["WEBSERVICE", "DDE", "RTD", "IMAGE", "webservice"])
def test_a_formula_that_asks_elsewhere_is_refused(call):
    with pytest.raises(InvalidInput, match=f"sheet Own calls {call}"):
        without_values(book({"A1": 1, "B2": f'=IF(A1>0,{call}("http://127.0.0.1:9/"),0)'}))


def test_an_array_over_several_cells_is_refused():
    with pytest.raises(InvalidInput, match="array formula over several cells"):
        without_values(book({"A1": ArrayFormula("A1:A3", "=ROW(B1:B3)")}))
    without_values(book({"A1": ArrayFormula("A1", "=SUM(B1:B3*2)")}))


def test_a_sheet_that_was_lost_is_told():
    with pytest.raises(InvalidInput, match="has lost the sheet Own"):
        store_values(book({"A1": "=1+1"}), book({"A1": "=1+1"}, name="Other"))


def test_every_formula_of_a_workbook_is_found():
    file = build_workbook()
    formulas = sum(xml.count("<f>") for name, xml in parts(file).items() if "worksheets" in name)
    assert store_values(file, file).formulas == formulas > 10_000
    stripped = parts(without_values(file))
    assert all("</f><v>" not in xml for name, xml in stripped.items() if "worksheets" in name)
