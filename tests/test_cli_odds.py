"""``offersheet odds``: the model's odds, in words, a table and bars, and as JSON."""

from __future__ import annotations

import json
import math
from pathlib import Path

import jsonschema
import offersheet
import pytest
from offersheet.cli import app, main
from offersheet.commands.odds_facts import schema
from offersheet.model.odds import odds_of
from offersheet.reading import read_offers
from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.[ct]*"))
PUBLISHED = ROOT / "addin" / "docs" / "odds.schema.json"

each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)

TWO_STATES = """\
[[offers]]
name = "Hudson"
base = 230_000
bonus_target = 0.05
state = "NYC"
[[offers]]
name = "Lone Star"
base = 220_000
bonus_target = 0.05
state = "TX"
"""


def run(*arguments, command="odds"):
    done = CliRunner().invoke(app, [command, *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def answer(*arguments, command="odds"):
    return json.loads(run(*arguments, "--json", command=command), parse_constant=pytest.fail)


def failure(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["offersheet", "odds", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("offersheet: ")
    assert said.count("\n") == 1
    return said


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "offers.toml"
        path.write_text(content, "utf-8")
        return path

    return write


@each_sample
def test_the_json_is_the_models_and_as_its_schema_says(path):
    found = answer(path, "--paths", 2000, "--seed", 3)
    jsonschema.Draft202012Validator(schema()).validate(found)
    read = read_offers(path)
    assert found["odds"] == list(odds_of(read.offers, read.assumptions, 2000, 3).rows())
    assert (found["paths"], found["seed"], found["risk_neutral"]) == (2000, 3, False)


def test_the_published_schema_is_that_of_the_code():
    assert json.loads(PUBLISHED.read_text("utf-8")) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())


@each_sample
def test_a_notebook_gets_the_same_rows(path):
    frame = offersheet.odds(path, paths=1000)
    for row in answer(path, "--paths", 1000)["odds"]:
        there = frame.loc[row["offer"], row["tax"]]
        assert there["p10"] == row["p10"]
        assert math.isnan(there["reaches_target"]) == (row["reaches_target"] is None)
        assert {name: there[f"beats {name}"] for name in row["beats"]} == row["beats"]


@each_sample
def test_the_terminal_says_it_in_words_with_what_it_rests_on(path):
    said = run(path)
    assert " of 100 futures" in said.splitlines()[0]
    for told in ("no forecast", "correlation 0.3", "volatility", "judgements", "16,384 futures, seed 1"):
        assert told in said
    assert "nan" not in said.lower()
    assert "|" in said


def test_where_taxes_favour_another_after_tax_comes_first(written):
    words = answer(written(TWO_STATES))["words"]
    assert [sentence.split(" is ")[0] for sentence in words] == ["After tax Lone Star", "Before tax Hudson"]


def test_equal_offers(written):
    path = written('[[offers]]\nname = "A"\nbase = 1e5\n[[offers]]\nname = "B"\nbase = 1e5\n')
    assert answer(path)["words"] == [
        "A and B are equally likely to be worth the most: in 50 of 100 futures each."
    ]
    assert "A  " in run(path)


def test_one_offer(written):
    path = written('[[offers]]\nname = "A"\nbase = 150_000\ngrant_value = 300_000\n')
    [words] = answer(path)["words"]
    assert words.startswith("A is worth between ")
    assert words.endswith("no other offer stands beside it.")
    assert "best" not in run(path).replace("the best", "")
    path = written('[[offers]]\nname = "A"\nbase = 150_000\n')
    assert "nothing about it is uncertain" in run(path)


def test_a_low_payout_above_the_high_one_is_the_same_range(written):
    offers = '[[offers]]\nname = "A"\nbase = 1e5\nbonus_target = 0.2\n[[offers]]\nname = "B"\nbase = 1.2e5\n'
    ends = "[scenarios.low]\npayout = {}\n[scenarios.high]\npayout = {}\n"
    usual, turned = (answer(written(ends.format(*pair) + offers)) for pair in ((0.5, 1.5), (1.5, 0.5)))
    assert turned["odds"] == usual["odds"]


def test_an_offer_that_cannot_be_valued(written):
    path = written(
        '[[offers]]\nname = "A"\nbase = 150_000\nequity_kind = "iso"\nstrike = 2\n'
        '[[offers]]\nname = "B"\nbase = 140_000\n'
    )
    assert "A is drawn without its equity: it has no shares." in answer(path)["notes"]
    assert "in all futures" in run(path)


def test_the_risk_neutral_view_says_so(written):
    path = written('[[offers]]\nname = "A"\nbase = 150_000\ngrant_value = 300_000\ngrowth = 0.3\n')
    usual, neutral = answer(path), answer(path, "--risk-neutral")
    assert neutral["odds"][0]["mean"] < usual["odds"][0]["mean"]
    assert any("Risk-neutral" in note for note in neutral["notes"])


def test_the_chance_moves_with_growth_and_volatility():
    path = ROOT / "samples" / "late-stage-vs-current.csv"
    found = answer(path, "--grid", "--paths", 2000)
    jsonschema.Draft202012Validator(schema()).validate(found)
    assert "grids" not in answer(path, "--paths", 2000)
    offers = read_offers(path).offers
    assert [grid["offer"] for grid in found["grids"]] == [offer.name for offer in offers]
    for grid, offer, row in zip(found["grids"], offers, found["odds"][::2], strict=True):
        assert grid["growths"][2] == pytest.approx(offer.growth)
        assert grid["volatilities"][2] == offer.volatility
        assert grid["best"][2][2] == row["best"]
        if offer.exit_value is None:
            assert [line[2] for line in grid["best"]] == sorted(line[2] for line in grid["best"])
    assert "by growth (down) and volatility (across)" in run(path, "--grid", "--paths", 500)


def test_value_draws_where_it_is_asked_to():
    path = ROOT / "samples" / "first-job.toml"
    assert "odds" not in answer(path, command="value")
    assert "of 100 futures" not in run(path, command="value")
    assert answer(path, "--odds", command="value")["odds"] == answer(path)["odds"]
    assert answer(path)["words"][0] in run(path, "--odds", command="value")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("missing.toml",), "missing.toml"),
        ((SAMPLES[0], "--paths", 0), "paths must be at least 1, got 0"),
        ((SAMPLES[0], "--seed", -1), "seed must be at least 0, got -1"),
        ((SAMPLES[0], SAMPLES[1]), "odds takes one file"),
    ],
)
def test_bad_input_is_told_in_one_line(monkeypatch, capsys, arguments, told):
    assert told in failure(monkeypatch, capsys, *arguments)


def test_numbers_too_large_to_be_drawn(monkeypatch, capsys, written):
    path = written('[[offers]]\nname = "A"\nbase = 1\ngrant_value = 1e308\ngrowth = 10\nbonus_target = 2\n')
    assert "too large" in failure(monkeypatch, capsys, path)


def test_a_correlation_that_is_none_is_refused(monkeypatch, capsys, written):
    path = written('[assumptions]\nprice_correlation = 1.5\n[[offers]]\nname = "A"\nbase = 1\n')
    assert "price_correlation" in failure(monkeypatch, capsys, path)
