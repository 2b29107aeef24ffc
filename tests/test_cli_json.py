"""JSON for programs: what it holds is what its schema says, and a failure is one object as well."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from offersheet import facts
from offersheet.cli import app, main
from offersheet.commands.value_json import schema
from offersheet.model.tax.household import Household, code_of
from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.[ct]*"))
PUBLISHED = ROOT / "addin" / "docs" / "value.schema.json"

ALL_KINDS = """
[[offers]]
name = "Options"
base = 150_000
state = "CA"
equity_kind = "iso"
shares = 1000
price = 2
strike = 1
[[offers]]
name = "Waits"
base = 100_000
state = "NJ"
grant_value = 100_000
liquidity_probability = 0.5
[[offers]]
name = "Exit"
base = 90_000
shares = 1000
fully_diluted = 1e6
exit_value = 1e7
"""

CODES = {
    "federal_income_tax", "alternative_minimum_tax", "net_investment_income_tax", "state_income_tax",
    "social_security", "medicare", "additional_medicare", "total", "take_home", "marginal_rate", "average_rate",
}  # fmt: skip
"""Of everyone's taxes: programs ask for these, whatever the labels become."""


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def valued(path):
    done = CliRunner().invoke(app, ["value", str(path), "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    return json.loads(done.stdout)


def failed(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["offersheet", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def test_the_published_schema_is_that_of_the_code():
    assert json.loads(PUBLISHED.read_text("utf-8")) == schema()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_as_the_schema_says(validator, path):
    validator.validate(valued(path))


def test_every_kind_of_equity_is_as_the_schema_says(validator, tmp_path):
    path = tmp_path / "offers.toml"
    path.write_text(ALL_KINDS, "utf-8")
    answer = valued(path)
    validator.validate(answer)
    assert answer["schema"] == 1
    offer = answer["offers"][0]
    for spoiled in ({**answer, "schema": 2}, {**answer, "offers": [{**offer, "results": {}}]}):
        assert not validator.is_valid(spoiled)


def test_taxes_have_codes_and_the_labels_of_old(tmp_path):
    path = tmp_path / "offers.toml"
    path.write_text(ALL_KINDS, "utf-8")
    taxes = valued(path)["offers"][1]["taxes"]
    assert taxes.keys() >= CODES
    assert taxes["federal_income_tax"] == taxes["Federal income tax"] > 0
    assert taxes["workforce_development_fund"] > 0
    codes = {name for name in taxes if name == code_of(name)}
    assert {code_of(name) for name in taxes} == codes
    assert len(taxes) == 2 * len(codes)


def test_no_two_taxes_of_a_state_have_one_code():
    for path in Path(facts.__file__).parent.glob("tax/*.toml"):
        labels = Household("" if path.stem == "federal" else path.stem, "single", 2026).lines(100_000.0)
        assert len({*map(code_of, labels)}) == len(labels)


@pytest.mark.parametrize(
    "arguments",
    [("value", "missing.toml"), ("value",), ("value", "--nope"), ("value", "a", "b"), ("call", "NOPE", "1"),
     ("functions", "NOPE"), ("comps", "missing.csv"), ("check", "missing.xlsx"), ("odds", "missing.toml"), ("odds", "a", "b")],
)  # fmt: skip
def test_a_failure_is_one_object(validator, monkeypatch, capsys, arguments):
    code, out, err = failed(monkeypatch, capsys, *arguments, "--json")
    assert code == 2
    failure = json.loads(out)
    validator.validate(failure)
    assert err == f"offersheet: {failure['error']}\n"


def test_a_failure_without_json_is_a_line(monkeypatch, capsys):
    code, out, err = failed(monkeypatch, capsys, "value", "missing.toml")
    assert (code, out, err) == (2, "", "offersheet: missing.toml: there is no such file\n")


def test_an_error_in_an_answer_ends_with_1(monkeypatch, capsys):
    code, out, _ = failed(monkeypatch, capsys, "call", "EQUITY_PV", "x", "--json")
    assert code == 1
    assert json.loads(out)["error"] == "#VALUE!"
