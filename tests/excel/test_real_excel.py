"""The way through xlwings on Windows, in a real Excel: skipped, with a word, wherever there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import offersheet
import pytest
from offersheet.commands.typed import selftest_for
from offersheet.hosts.classic.xlam import addin
from offersheet.workbook.build import build_workbook
from offersheet.worksheet import catalogue

SAMPLE = Path(__file__).parents[2] / "samples" / "big-tech-vs-startup.toml"


@pytest.fixture(scope="module")
def excel():
    """An Excel of its own, without a workbook."""
    if sys.platform != "win32":
        pytest.skip("Excel is driven from Python on Windows alone")
    import xlwings

    try:
        app = xlwings.App(visible=False, add_book=False)
    except Exception as error:
        pytest.skip(f"no Excel answers here: {error}")
    app.display_alerts = False
    yield app
    app.kill()


@pytest.fixture(scope="module")
def with_addin(excel, tmp_path_factory):
    """Excel with our add-in open, answered by this very Python."""
    file = tmp_path_factory.mktemp("addin") / "offersheet.xlam"
    file.write_bytes(addin(catalogue.functions().values(), sys.executable))
    excel.api.Workbooks.Open(str(file))
    return excel


def opened(excel, content, path):
    path.write_bytes(content)
    book = excel.books.open(path)
    excel.api.CalculateFull()
    return book


def test_every_call_shows_what_it_must(with_addin, tmp_path):
    book = opened(with_addin, selftest_for("classic"), tmp_path / "selftest.xlsx")
    rows = book.sheets["Selftest"].used_range.options(err_to_str=True).value
    assert [row for row in rows[5:] if row[5] is not True] == []
    assert book.names["test_all"].refers_to_range.value is True


def test_the_function_wizard_knows_the_functions(with_addin):
    """What a macro's options were set to, nothing reads back; but a second time fails where the first did."""
    with_addin.api.Run("'offersheet.xlam'!DescribeFunctions")


def test_cells_that_have_stuck_are_mended(with_addin, tmp_path):
    from offersheet.excel import repair

    book = opened(with_addin, selftest_for("classic"), tmp_path / "again.xlsx")
    assert repair(book).refused == ()
    assert book.names["test_all"].refers_to_range.value is True


def test_the_workbook_computes_what_the_model_does(excel, tmp_path):
    read = offersheet.read_offers(SAMPLE)
    book = opened(excel, build_workbook(read.offers, read.assumptions), tmp_path / "offers.xlsx")
    shown, expected = offersheet.excel.compare(book), offersheet.compare(SAMPLE)
    for offer in expected.columns:
        for name in expected.index.intersection(shown.index):
            assert shown.at[name, offer] == pytest.approx(expected.at[name, offer], rel=1e-9, nan_ok=True), (
                name
            )
