"""``offersheet recalc`` and ``new --values``: what LibreOffice computes, stored in the file."""

from __future__ import annotations

import shutil
import stat
import zipfile
from io import BytesIO

import openpyxl
import pytest
from offersheet.hosts.libreoffice import program
from offersheet.model.offer import Offer
from offersheet.reading import read_offers
from offersheet.workbook.build import build_workbook
from offersheet.workbook.values import without_values
from openpyxl.workbook import Workbook

from tests.command import failed, run
from tests.soffice import missing

OFFERS = [Offer(name="Acme", base=150_000, grant_value=100_000), Offer(name="Byte", base=170_000)]


@pytest.fixture
def libreoffice():
    if program.find("soffice") is None:
        missing("soffice")


def cells(file: bytes | str) -> dict[str, object]:
    """Return what a program sees that computes nothing."""
    book = openpyxl.load_workbook(BytesIO(file) if isinstance(file, bytes) else file, data_only=True)
    return {
        f"{page.title}!{each.coordinate}": each.value
        for page in book
        for line in page.iter_rows()
        for each in line
    }


@pytest.mark.thorough
@pytest.mark.usefixtures("libreoffice")
def test_the_values_of_a_file_without_any_are_those_of_the_model(tmp_path):
    """Two ways to the same number: the formulas, computed by LibreOffice, and the model's own values."""
    bare, out = tmp_path / "bare.xlsx", tmp_path / "out.xlsx"
    written = build_workbook(OFFERS)
    bare.write_bytes(without_values(written))
    said = run("recalc", bare, "-o", out).output
    assert "formulas, of which" in said
    model, stored = cells(written), cells(out.read_bytes())
    for address, value in model.items():
        if isinstance(value, float):
            assert stored[address] == pytest.approx(value, rel=1e-9, abs=1e-9), address
        elif value is not None and not isinstance(value, bool):
            assert stored[address] == value, address
    formulas = openpyxl.load_workbook(out)
    assert bare.read_bytes() == without_values(written)  # FILE stays where OUT is another
    computed = {
        f"{page.title}!{each.coordinate}"
        for page in formulas
        for line in page.iter_rows()
        for each in line
        if each.data_type == "f"
    }
    assert not [address for address in computed if str(stored[address]).startswith("#")]


@pytest.mark.thorough
@pytest.mark.usefixtures("libreoffice")
def test_new_values_are_stored_and_nothing_else_is_touched(tmp_path):
    offers, out = tmp_path / "offers.csv", tmp_path / "out.xlsx"
    offers.write_text("name,base,grant_value\nAcme,150000,100000\nByte,170000,0\n", encoding="utf-8")
    run("new", out, "--offers", offers, "--values")
    out.chmod(0o640)
    before = out.read_bytes()
    assert "0 show something new" in run("recalc", out).output
    assert out.read_bytes() == before
    assert read_offers(out).offers == read_offers(offers).offers

    book = openpyxl.load_workbook(out)  # which drops all values
    book["Offers"]["D15"].value = book["Offers"]["D15"].value
    book.create_sheet("Mine")["A1"] = "=INDEX(result_npv,1)/2"
    book.save(out)
    parts = zipfile.ZipFile(BytesIO(out.read_bytes()))
    run("recalc", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    again = zipfile.ZipFile(out)
    changed = {name for name in again.namelist() if parts.read(name) != again.read(name)}
    assert changed
    assert all(name.startswith("xl/worksheets/") for name in changed)
    values = cells(out.read_bytes())
    assert values["Mine!A1"] == pytest.approx(values["Offers!D5"] / 2, rel=1e-12)


def test_without_libreoffice_it_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    out = tmp_path / "out.xlsx"
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    said = failed(capsys, monkeypatch, "new", out, "--values")
    assert "libreoffice.org" in said
    assert not out.exists()


def test_what_is_no_workbook_is_refused_in_one_line(tmp_path, monkeypatch, capsys):
    for content, reason in ((b"hello", "it is no workbook"), (b"", "it is no workbook")):
        file = tmp_path / "odd.xlsx"
        file.write_bytes(content)
        said = failed(capsys, monkeypatch, "recalc", file)
        assert f"{file}: {reason}" in said
        assert said.count("\n") == 1
    assert "there is no such file" in failed(capsys, monkeypatch, "recalc", tmp_path / "none.xlsx")


def test_nothing_is_replaced_unasked(tmp_path, monkeypatch, capsys):
    file, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    Workbook().save(file)
    out.write_text("mine")
    assert "exists already" in failed(capsys, monkeypatch, "recalc", file, "-o", out)
    assert out.read_text() == "mine"


@pytest.mark.usefixtures("libreoffice")
def test_a_hanging_libreoffice_is_ended(tmp_path, monkeypatch, capsys):
    hanging = tmp_path / "soffice"
    hanging.write_text('#!/bin/sh\nsleep 1000 & echo $! > "$(dirname "$0")/child"; wait\n')
    hanging.chmod(0o755)
    monkeypatch.setattr(program, "find", lambda _: str(hanging))
    monkeypatch.setattr(program, "ANSWER_WITHIN", 1)
    file = tmp_path / "a.xlsx"
    Workbook().save(file)
    assert "did not answer within 1 seconds" in failed(capsys, monkeypatch, "recalc", file)
    child = int((tmp_path / "child").read_text())
    status = program.Path(f"/proc/{child}/status")
    assert not status.exists() or "zombie" in status.read_text()
