"""Workbooks that an earlier version wrote and people have filled: they are read as what was typed into them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from offersheet.cli import app, main
from offersheet.reading import read_comps, read_offers
from typer.testing import CliRunner

from tests.seeds import few

OLD = Path(__file__).parent / "cases" / "v0.2.0"
TYPED = {
    "filled-in-libreoffice": "filled.toml",
    "filled-in-xml": "filled.toml",
    "big-tech-vs-startup": "big-tech-vs-startup.toml",
    "first-job": "first-job.toml",
    "late-stage-vs-current": "late-stage-vs-current.csv",
}
"""What was typed into each workbook."""
WITHIN = 1e-12
"""LibreOffice stores 15 digits."""

each_workbook = pytest.mark.parametrize("name", few(TYPED, 2))


def run(*arguments):
    done = CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def figures(path):
    return json.loads(run("value", path, "--json"))


def assert_same(found, expected, where=""):
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for key, value in expected.items():
            assert_same(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for place, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_same(one, other, f"{where}[{place}]")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=WITHIN, abs=1e-9), where
    else:
        assert found == expected, where


def test_every_filled_workbook_is_tried():
    assert {path.stem for path in OLD.glob("*.xlsx")} == {*TYPED, "empty"}


@each_workbook
def test_its_offers_are_worth_what_the_same_inputs_are(name):
    assert_same(figures(OLD / f"{name}.xlsx"), figures(OLD / "inputs" / TYPED[name]))


@each_workbook
def test_a_new_workbook_takes_over_its_inputs_and_comps(name, tmp_path):
    old, new = OLD / f"{name}.xlsx", tmp_path / "new.xlsx"
    run("new", new, "--offers", old)
    assert read_offers(new) == read_offers(old)
    assert list(read_comps(new)) == list(read_comps(old))
    assert len(read_comps(new)) == (6 if TYPED[name] == "filled.toml" else 0)


def test_an_empty_one_holds_no_offer(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["offersheet", "value", str(OLD / "empty.xlsx")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.rstrip().endswith("empty.xlsx: there is no offer in it")
