"""``offersheet check``: what was changed in a workbook by hand is found, by its kind and its cell."""

from __future__ import annotations

import json

import openpyxl
import pytest
from offersheet.cli import app
from offersheet.model.offer import Offer
from offersheet.workbook.build import build_workbook
from typer.testing import CliRunner

OFFERS = [Offer(name="Acme", base=150_000, grant_value=100_000), Offer(name="Byte", base=170_000)]


@pytest.fixture(scope="module")
def written() -> bytes:
    return build_workbook(OFFERS, comps=[{"company": "Acme", "base": 150_000}])


@pytest.fixture
def file(tmp_path, written):
    path = tmp_path / "offers.xlsx"
    path.write_bytes(written)
    return path


def checked(path) -> tuple[int, list[dict], dict]:
    done = CliRunner().invoke(app, ["check", str(path), "--json"])
    answer = json.loads(done.stdout)
    assert answer["schema"] == 1
    return done.exit_code, answer["findings"], answer


def changed(path, change) -> list[dict]:
    """Change a workbook by openpyxl, which stores no values, and return what is found."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    code, findings, answer = checked(path)
    assert code == (1 if findings else 0)
    assert answer["without_value"] > 10_000
    return findings


def cell_of(book, name) -> tuple[str, str]:
    ((sheet, cells),) = book.defined_names[name].destinations
    return sheet, cells.replace("$", "").partition(":")[0]


def test_what_was_written_is_right(file):
    code, findings, answer = checked(file)
    assert (code, findings) == (0, [])
    assert answer["formulas"] > 10_000


def test_a_formula_that_was_typed_over(file):
    seen = {}

    def type_over(book):
        sheet, cell = cell_of(book, "result_npv")
        seen["where"], seen["formula"] = f"{sheet}!{cell}", book[sheet][cell].value
        book[sheet][cell] = 999_999

    findings = changed(file, type_over)
    assert findings[0] == {
        "kind": "overwritten", "where": seen["where"], "found": 999_999, "expected": seen["formula"],
    }  # fmt: skip
    assert {finding["kind"] for finding in findings} == {"overwritten", "value"}
    done = CliRunner().invoke(app, ["check", str(file)])
    assert f"{seen['where']}: 999999 was typed over the formula =" in done.output


@pytest.mark.thorough
def test_a_formula_that_was_changed(file):
    def change(book):
        sheet, cell = cell_of(book, "result_total_comp")
        book[sheet][cell] = f"{book[sheet][cell].value}+1"

    assert [finding["kind"] for finding in changed(file, change)] == ["formula"]


@pytest.mark.thorough
def test_rows_put_in_and_sheets_renamed_and_moved_are_no_findings(file, office, tmp_path):
    """In a real program, which mends every reference."""
    moved = tmp_path / "moved.xlsx"
    with office.open(file) as book:
        book.insert_rows("Total", 8, 2)
        book.insert_rows("Offers", 20, 1)
        book.rename("Floor", "What I need")
        book.move("Base", 0)
        book.calculate()
        book.save(moved)
    assert checked(moved)[:2] == (0, [])


@pytest.mark.thorough
def test_a_name_and_a_sheet_that_are_gone(file):
    def drop(book):
        del book.defined_names["result_npv"]
        del book["Market"]

    kinds = {(finding["kind"], finding["where"]) for finding in changed(file, drop)}
    assert ("name", "result_npv") in kinds
    assert ("sheet", "Market") in kinds


@pytest.mark.thorough
def test_lines_that_are_gone(file):
    def drop(book):
        sheet, cell = cell_of(book, "result_npv")
        book[sheet].delete_rows(book[sheet][cell].row)

    findings = changed(file, drop)
    assert any(finding["kind"] == "line" for finding in findings)


def test_an_input_that_makes_no_sense(file):
    def break_it(book):
        sheet, cell = cell_of(book, "offer_base")
        book[sheet][cell] = "a lot"

    (finding,) = [each for each in changed(file, break_it) if each["kind"] == "input"]
    assert "base" in finding["found"]
    assert "a lot" in finding["found"]


@pytest.mark.thorough
def test_a_stored_number_that_is_not_the_model_s(file, written):
    """An input typed by a program that computes nothing, which keeps what other cells showed."""
    from tests.workbook.test_values import parts, replaced

    sheet = next(
        name for name, xml in parts(written).items() if "<v>150000.0</v>" in xml and "sheet2" in name
    )
    xml = parts(written)[sheet].replace("<v>150000.0</v>", "<v>160000.0</v>")
    file.write_bytes(replaced(written, {sheet: xml}))
    code, findings, _ = checked(file)
    assert code == 1
    assert {finding["kind"] for finding in findings} == {"value"}
    assert any(finding["where"].startswith("result_npv, ") for finding in findings)


@pytest.mark.thorough
def test_an_older_version_and_an_older_law(file):
    def age(book):
        book.custom_doc_props["offersheet_template"].value = "1"
        sheet, cell = cell_of(book, "tax_year")
        book[sheet][cell] = 2025

    kinds = [finding["kind"] for finding in changed(file, age)]
    assert "version" in kinds
    assert "law" in kinds


def test_a_file_that_is_no_workbook_of_offers(tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    done = CliRunner().invoke(app, ["check", str(path)])
    assert "it is no workbook of offers" in str(done.exception)
