"""The workbook that tests its host: in LibreOffice, and by the library formulas."""

from __future__ import annotations

import io

import openpyxl
import pytest
from offersheet.cli import app, main
from offersheet.commands.typed import HOSTS, selftest_for
from offersheet.hosts.cases import FORCED, cases
from offersheet.hosts.lambdas import LEFT_OUT
from offersheet.worksheet import catalogue
from typer.testing import CliRunner

FIRST = 6


def lines(host):
    """Return the cells of each case, as they stand in the file."""
    page = openpyxl.load_workbook(io.BytesIO(selftest_for(host)))["Selftest"]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST)]


@pytest.mark.parametrize("host", HOSTS)
def test_every_function_that_there_is_is_tried(host):
    tried = {line[0] for line in lines(host)}
    assert tried == catalogue.functions().keys() - (LEFT_OUT.keys() if host == "lambda" else ())


@pytest.mark.parametrize(
    ("host", "typed"),
    [
        ("none", "=EQUITY_PV(400000)"),
        ("classic", "=EQUITY_PV(400000)"),
        ("lite", "=_xldudf_EQUITY_PV(400000)"),
        ("calc", "=OFFERSHEET.EQUITY_PV(400000)"),
        ("lambda", "=EQUITY_PV(400000)"),
    ],
)
def test_calls_are_spelled_as_the_host_spells_them(host, typed):
    assert typed in {line[2] for line in lines(host)}


def test_one_name_says_whether_all_hold():
    book = openpyxl.load_workbook(io.BytesIO(selftest_for("calc")))
    assert book.defined_names["test_all"].attr_text == "Selftest!$B$2"
    last = FIRST + len(list(cases("calc"))) - 1
    assert book["Selftest"]["B2"].value == f"=COUNTIF(F{FIRST}:F{last},TRUE)=ROWS(F{FIRST}:F{last})"


@pytest.fixture(scope="module")
def in_calc(calc, tmp_path_factory):
    """The workbook for LibreOffice, opened there and computed."""
    path = tmp_path_factory.mktemp("selftest") / "selftest.xlsx"
    path.write_bytes(selftest_for("calc"))
    with calc.open(path) as book:
        book.calculate()
        yield book


def test_all_hold_in_libreoffice(in_calc):
    tested = list(cases("calc"))
    place = f"Selftest.A{FIRST}:F{FIRST + len(tested) - 1}"
    failed = [line for line in in_calc.shown(place) if line[5] != 1]
    assert not failed
    assert in_calc.shown("Selftest.B2:B3") == [[1.0], [f"{len(tested)} of {len(tested)}"]]


def test_a_wrong_value_is_seen(in_calc):
    """One that is off by little, an error of another kind, and a text."""
    sorts = {type(case.expected): row for row, case in enumerate(cases("calc"), start=FIRST)}
    assert len(sorts) == 3
    for row, wrong in zip(sorts.values(), (1e9, 1.0, "other"), strict=True):
        column = "E" if wrong == 1.0 else "D"
        [[before]] = in_calc.formulas(f"Selftest.{column}{row}")
        in_calc.type({f"Selftest.{column}{row}": [[wrong]]})
        in_calc.calculate()
        assert in_calc.shown(f"Selftest.F{row}") == [[0.0]]
        assert in_calc.shown("Selftest.B2") == [[0.0]]
        in_calc.type({f"Selftest.{column}{row}": [[float(before) if column == "E" else before]]})


def test_what_a_host_forces_is_said_in_its_workbook():
    for each in FORCED:
        page = openpyxl.load_workbook(io.BytesIO(selftest_for(each.host)))["Selftest"]
        assert each.why in page["A4"].value
        assert any(case.sort == each.sort for case in cases())
        assert not any(case.sort == each.sort for case in cases(each.host))


def test_what_calc_forces_is_a_difference(in_calc):
    in_calc.formula("Selftest.H1", "=OFFERSHEET.EQUITY_PV(TRUE())=OFFERSHEET.EQUITY_PV(1)")
    in_calc.calculate()
    assert in_calc.shown("Selftest.H1") == [[1.0]]


def test_the_command_writes_it(tmp_path):
    out = tmp_path / "selftest.xlsx"
    command = ["new", "--selftest", str(out), "--functions", "calc"]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert out.read_bytes() == selftest_for("calc")


@pytest.mark.parametrize(
    "options", [[], ["other.xlsx", "--selftest", "test.xlsx"], ["--selftest", "t.xlsx", "--values"]]
)
def test_what_does_not_go_together_is_refused(tmp_path, monkeypatch, capsys, options):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["offersheet", "new", *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("offersheet: ")
    assert not list(tmp_path.iterdir())
