"""``offersheet new`` from a filled workbook: what stood in it stands in the new one."""

from __future__ import annotations

import openpyxl
import pytest
from offersheet.cli import app, main
from offersheet.hosts.lambdas import lambdas
from offersheet.model.offer import Offer
from offersheet.reading import read_comps, read_offers
from offersheet.workbook.build import build_workbook
from offersheet.worksheet import catalogue
from typer.testing import CliRunner

OFFERS = [Offer(name="Acme", base=150_000)]
COMPS = [{"company": "=1+1", "base": 150_000}, {"title": "x", "total": 200_000}]


def test_comps_go_into_the_new_workbook(tmp_path):
    filled, again = tmp_path / "filled.xlsx", tmp_path / "again.xlsx"
    filled.write_bytes(build_workbook(OFFERS, comps=COMPS))
    done = CliRunner().invoke(app, ["new", str(again), "--offers", str(filled)])
    assert done.exit_code == 0
    assert done.output.rstrip().endswith(": Acme; 2 comps")
    assert list(read_comps(again)) == COMPS
    assert read_offers(again) == read_offers(filled)


def test_comps_that_cannot_be_kept_leave_nothing_behind(tmp_path, monkeypatch, capsys):
    filled, again = tmp_path / "filled.xlsx", tmp_path / "again.xlsx"
    filled.write_bytes(build_workbook(OFFERS, comps=COMPS))
    monkeypatch.setattr("offersheet.reading.workbook_comps.MOST_COMPS", 1)
    monkeypatch.setattr("sys.argv", ["offersheet", "new", str(again), "--offers", str(filled)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "filled.xlsx: it holds more than 1 comps" in capsys.readouterr().err
    assert not again.exists()


def written(out, *options):
    """Write a workbook and open it."""
    done = CliRunner().invoke(app, ["new", str(out), *options])
    assert done.exit_code == 0, done.output
    return openpyxl.load_workbook(out)


@pytest.mark.parametrize("beyond", ["held1_value = 1_000", "match_rate = 0.5", "health_premium = 1"])
def test_what_no_formula_counts_is_refused_and_never_left_out(tmp_path, monkeypatch, capsys, beyond):
    offers, out = tmp_path / "offers.toml", tmp_path / "offers.xlsx"
    offers.write_text(f'[[offers]]\nname = "Acme"\nbase = 150_000\n{beyond}')
    monkeypatch.setattr("sys.argv", ["offersheet", "new", str(out), "--offers", str(offers)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    field = beyond.partition(" ")[0]
    assert f"Acme: a workbook does not count {field} yet; offersheet value does" in capsys.readouterr().err
    assert not out.exists()


def test_a_correlation_that_no_sheet_counts_is_refused(tmp_path, monkeypatch, capsys):
    offers, out = tmp_path / "offers.toml", tmp_path / "offers.xlsx"
    offers.write_text('[assumptions]\nprice_correlation = 0.5\n[[offers]]\nname = "Acme"\nbase = 150_000\n')
    monkeypatch.setattr("sys.argv", ["offersheet", "new", str(out), "--offers", str(offers)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "does not count price_correlation yet; offersheet odds does" in capsys.readouterr().err
    assert not out.exists()


def test_functions_that_travel_with_the_workbook(tmp_path):
    out = tmp_path / "offers.xlsx"
    names = written(out, "--functions", "lambda").defined_names
    brought = {name: names[name] for name in names if name in catalogue.functions()}
    assert {name: each.value for name, each in brought.items()} == lambdas()
    assert brought["EQUITY_PV"].comment == catalogue.find("EQUITY_PV").summary
    cells = {name.casefold() for name in names if name not in brought}
    assert not cells & {name.casefold() for name in catalogue.functions()}  # to Excel they are the same


def test_a_workbook_with_functions_is_read_as_any_other(tmp_path):
    offers, filled, again = (tmp_path / name for name in ("offers.csv", "filled.xlsx", "again.xlsx"))
    offers.write_text("name,base\nAcme,150000\n", encoding="utf-8")
    written(filled, "--functions", "lambda", "--offers", str(offers))
    written(again, "--offers", str(filled))
    assert [offer.name for offer in read_offers(again).offers] == ["Acme"]


def test_functions_for_calc_have_its_prefix(tmp_path):
    cells = [
        cell.value for cell in written(tmp_path / "offers.xlsx", "--functions", "calc")["Functions"]["F"]
    ]
    assert '=IFERROR(OFFERSHEET.EQUITY_PV(400000),"needs the extension")' in cells
    assert not [cell for cell in cells if str(cell).startswith("=IFERROR(EQUITY_PV")]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--functions", "lambda,calc"], id="between commas"),
        pytest.param(["--functions", "lambda", "--functions", "calc"], id="in two options"),
    ],
)
def test_hosts_are_not_mixed(tmp_path, options, monkeypatch, capsys):
    said = refused(tmp_path, monkeypatch, capsys, *options)
    assert "--functions takes one host, got lambda and calc: " in said
    assert "stop each other" in said


def test_a_host_that_is_none_is_refused(tmp_path, monkeypatch, capsys):
    said = refused(tmp_path, monkeypatch, capsys, "--functions", "xlwings")
    assert "--functions must be one of none, lite, classic, lambda, calc, got 'xlwings'" in said


def refused(tmp_path, monkeypatch, capsys, *options):
    """Return what is said where no workbook is written."""
    out = tmp_path / "offers.xlsx"
    monkeypatch.setattr("sys.argv", ["offersheet", "new", str(out), *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert not out.exists()
    return capsys.readouterr().err


def test_a_host_may_be_said_twice(tmp_path):
    written(tmp_path / "offers.xlsx", "--functions", "calc", "--functions", "Calc")


def test_functions_for_lite_have_the_prefix_of_the_file(tmp_path):
    book = written(tmp_path / "offers.xlsx", "--functions", "lite")
    cells = [cell.value for cell in book["Functions"]["F"] if cell.data_type == "f"]
    assert '=IFERROR(_xldudf_EQUITY_PV(400000),"needs xlwings Lite")' in cells
    assert all(cell.startswith("=IFERROR(_xldudf_") for cell in cells)


def test_argument_tips_for_classic_stand_in_the_last_sheet(tmp_path):
    book = written(tmp_path / "offers.xlsx", "--functions", "classic")
    page = book.worksheets[-1]
    assert (page.title, page.sheet_state) == ("_IntelliSense_", "hidden")
    head, *lines = ([cell for cell in line if cell] for line in page.iter_rows(values_only=True))
    assert head == ["FunctionInfo", "1.0"]
    for function, (name, summary, *arguments) in zip(catalogue.functions().values(), lines, strict=True):
        assert (name, summary) == (function.name, function.summary)
        assert arguments[::2] == [each.name for each in function.parameters]
        assert arguments[1::2] == [each.described for each in function.parameters]
    assert {cell.value for cell in book["Functions"]["F"]} >= {
        '=IFERROR(EQUITY_PV(400000),"needs the add-in")'
    }


@pytest.mark.parametrize(
    "options",
    [
        ["--functions", "calc", "--wheel", "https://example.com/offersheet.whl"],
        ["--wheel", "https://example.com/offersheet.whl"],
        ["--functions", "lite", "--wheel", "offersheet.whl"],
        ["--functions", "lite", "--wheel", "https://example.com/a.whl other"],
    ],
)
def test_a_wheel_that_nobody_fetches_is_refused(tmp_path, monkeypatch, capsys, options):
    assert "--wheel" in refused(tmp_path, monkeypatch, capsys, *options)
