"""``offersheet upgrade``: a workbook is carried to the newest one, and nothing that was typed is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from offersheet.cli import app
from offersheet.commands import writing
from offersheet.model.offer import Offer
from offersheet.upkeep.kept import kept, property_of
from offersheet.workbook.build import TEMPLATE_PROPERTY, TEMPLATE_VERSION, build_workbook
from openpyxl.comments import Comment
from typer.testing import CliRunner

from tests.command import failed, run

OLD = Path(__file__).parent / "cases" / "v0.2.0"
OFFERS = [Offer(name="Acme", base=150_000, grant_value=100_000), Offer(name="Byte", base=170_000)]
SETTINGS = {
    "stress_offer": 2.0, "haircut": 0.45, "cash_instead": 12_345.0, "new_payroll_tax": 0.0,
    "comps_filter_title": "engineer", "comps_base_low": 20_000.0, "negotiate_date": 46_200.0,
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "offers.xlsx"
    path.write_bytes(build_workbook(OFFERS, comps=[{"company": "Acme", "base": 150_000}], settings=SETTINGS))
    return path


@pytest.mark.parametrize("name", ["filled-in-libreoffice", "filled-in-xml", "late-stage-vs-current", "empty"])
@pytest.mark.thorough
def test_a_workbook_of_an_older_version_keeps_all_that_was_typed(name, tmp_path):
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    shutil.copy(OLD / f"{name}.xlsx", old)
    before = old.read_bytes()
    run("upgrade", old, "-o", new)
    assert old.read_bytes() == before
    was, now = kept(old, may_be_empty=True), kept(new, may_be_empty=True)
    assert was.offers == now.offers
    assert list(was.comps) == list(now.comps)
    assert was.settings.items() <= now.settings.items()
    assert property_of(openpyxl.load_workbook(old), TEMPLATE_PROPERTY) == "2"
    assert property_of(openpyxl.load_workbook(new), TEMPLATE_PROPERTY) == TEMPLATE_VERSION


def test_settings_are_kept_by_upgrade_and_by_new(file, tmp_path):
    upgraded, new = tmp_path / "offers-upgraded.xlsx", tmp_path / "new.xlsx"
    assert "not carried over" not in run("upgrade", file).stderr
    run("new", new, "--offers", file)
    for path in (upgraded, new):
        assert (
            kept(path).settings.items()
            >= {name: value for name, value in SETTINGS.items() if name != "negotiate_date"}.items()
        )
        assert kept(path).settings["negotiate_date"] == SETTINGS["negotiate_date"]
        assert kept(path).offers == kept(file).offers
        assert list(kept(path).comps) == list(kept(file).comps)


def test_in_place_the_old_one_stays_beside_it(file, monkeypatch, capsys):
    old = file.read_bytes()
    run("upgrade", file, "--in-place", "--tax-year", "2025")
    backup = file.with_name("offers.xlsx.bak")
    assert backup.read_bytes() == old
    assert kept(file).offers.assumptions.tax_year == 2025
    assert "bak exists already" in failed(capsys, monkeypatch, "upgrade", file, "--in-place")
    assert backup.read_bytes() == old


def test_killed_between_the_two_one_of_them_is_whole(file, monkeypatch):
    old = file.read_bytes()
    written = []

    def dies(out, content):
        if written:
            raise KeyboardInterrupt
        written.append(out)
        writing.write_whole(out, content)

    monkeypatch.setattr("offersheet.commands.upgrade.write_whole", dies)
    CliRunner().invoke(app, ["upgrade", str(file), "--in-place"])
    assert file.read_bytes() == old
    assert written[0].read_bytes() == old


def test_what_is_somebody_s_own_is_named_and_stays_in_the_old_file(file, tmp_path):
    book = openpyxl.load_workbook(file)
    book.create_sheet("My notes")["A1"] = "call Ann"
    book["Offers"]["L12"] = "ask again"
    book["Offers"]["D15"].comment = Comment("from the letter", "me")
    (head,) = [
        label.row
        for label, unit in book["Stress"].iter_rows(max_col=2)
        if (label.value, unit.value) == ("Growth", 0)
    ]
    book["Stress"].cell(head, 3, 0.07)
    book.save(file)
    before = file.read_bytes()
    done = run("upgrade", file)
    for thing in (
        "the sheet My notes",
        "the axes of the heat map on Stress",
        "the note in Offers!L12",
        "the comment on D15",
    ):
        assert thing in done.stderr
    assert file.read_bytes() == before
    done = run("new", file, "--offers", file, "--force")
    assert "not carried over: the sheet My notes" in done.stderr


def test_what_cannot_be_is_refused_in_one_line(file, tmp_path, monkeypatch, capsys):
    book = openpyxl.load_workbook(file)
    ((sheet, cell),) = book.defined_names["haircut"].destinations
    book[sheet][cell.replace("$", "")] = "a third"
    book.save(file)
    said = failed(capsys, monkeypatch, "upgrade", file)
    assert "haircut" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "offers-upgraded.xlsx").exists()
    assert "exclude each other" in failed(capsys, monkeypatch, "upgrade", file, "--in-place", "-o", "x.xlsx")


def test_a_year_without_law_is_refused(file, monkeypatch, capsys):
    assert "1999" in failed(capsys, monkeypatch, "upgrade", file, "--tax-year", 1999)
