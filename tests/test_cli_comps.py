"""``offersheet comps``: the figures are those of the files, complete and legible, and what is left out is said."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from offersheet.cli import app, main
from offersheet.reading import read_comps, read_offers
from typer.testing import CliRunner

from tests.comps.samples import FOLDER
from tests.comps.written import LEVELS, csv_text, levels_rows

OFFERS = Path(__file__).parents[1] / "samples" / "first-job.toml"
PERCENTILES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}

each_sample = pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)


@pytest.fixture
def written(tmp_path):
    def write(text, name="comps.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def shown(*arguments, **environment):
    result = CliRunner().invoke(app, ["comps", *map(str, arguments)], env=environment, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def shown_at_a_terminal(*arguments, columns=80):
    return shown(*arguments, TTY_COMPATIBLE="1", TERM="dumb", COLUMNS=str(columns))


def facts(*arguments):
    return json.loads(shown(*arguments, "--json"), parse_constant=lambda constant: pytest.fail(constant))


def failing(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["offersheet", "comps", *map(str, arguments)])
    with pytest.raises(SystemExit) as ending:
        main()
    said = capsys.readouterr()
    assert said.out == ""
    assert ending.value.code == 2
    assert said.err.count("\n") == 1
    return said.err


# ---------------------------------------------------------------- figures


def test_json_holds_percentiles_and_ranks(written):
    rows = list(levels_rows(900))
    path = written(csv_text(LEVELS, rows))
    answer = facts(path, "--title", "software", "--min-experience", "2", "--offers", OFFERS)
    assert list(answer) == ["files", "left_out", "filters", "count", "percentiles", "offers", "notes"]
    assert answer["files"] == [{"name": str(path), "layout": "Levels.fyi", "rows": 900}]
    titled = [row for row in rows if "Software" in row[3]]
    kept = [row for row in titled if row[6] >= 2]
    assert answer["filters"] == [
        {"name": "title", "wanted": "software", "left": len(titled)},
        {"name": "min_experience", "wanted": 2.0, "left": len(kept)},
    ]
    assert answer["count"] == len(kept)
    assert answer["left_out"] == {}
    places = {"base": 9, "bonus": 11, "stock": 10, "total": 4}
    for name, place in places.items():
        pay = [row[place] for row in kept]
        written_down = answer["percentiles"][name]
        assert list(written_down) == ["count", *PERCENTILES]
        assert written_down.pop("count") == len(kept)
        for percentile, fraction in PERCENTILES.items():
            assert written_down[percentile] == pytest.approx(np.percentile(pay, 100 * fraction), rel=1e-12)
    for offer, said in zip(read_offers(OFFERS).offers, answer["offers"], strict=True):
        assert list(said) == ["name", "figures", "ranks"]
        assert said["name"] == offer.name
        for name, place in places.items():
            pay = np.sort([row[place] for row in kept])
            below = int((pay < said["figures"][name]).sum())
            # Between neighbours, of which one may be equal.
            if 0 < below < len(pay):
                assert (below - 1) / (len(pay) - 1) <= said["ranks"][name] <= below / (len(pay) - 1)
            else:
                assert said["ranks"][name] == (below > 0)


def test_what_an_offer_pays_in_a_year(written):
    offers = written(
        """
        [[offers]]
        name = "Shares"
        base = 200_000
        bonus_target = 0.15
        bonus_payout = 0.8
        grant_value = 300_000
        vest_years = 3
        sign_on = 90_000
        other_annual = 5_000
        [[offers]]
        name = "Double trigger"
        base = 150_000
        grant_value = 400_000
        liquidity_probability = 0.4
        """,
        "offers.toml",
    )
    comps = written("source,company,base,total\ns,a,100000,200000\ns,b,200000,300000\ns,c,300000,\n")
    first, second = facts(comps, "--offers", offers)["offers"]
    assert first["figures"] == {
        "base": 200_000,
        "bonus": pytest.approx(24_000),
        "stock": 100_000,
        "total": 324_000,
    }
    assert first["ranks"] == {"base": 0.5, "bonus": None, "stock": None, "total": 1.0}
    # The present value of a double-trigger grant is a worked value of DOUBLE_TRIGGER_PV.
    assert second["figures"]["stock"] == pytest.approx(124_080.733672 / 4)
    assert second["ranks"]["base"] == 0.25
    assert second["ranks"]["total"] == 0.0


@each_sample
def test_a_sample_of_every_layout(path):
    answer = facts(path)
    assert answer["files"][0]["rows"] == 150
    assert answer["count"] + sum(answer["left_out"].values()) == 150
    assert answer["count"] > 130


def test_files_are_read_together():
    answers = [facts(path) for path in sorted(FOLDER.glob("*.csv"))]
    both = facts(*sorted(FOLDER.glob("*.csv")))
    assert both["count"] == sum(answer["count"] for answer in answers)
    assert [file["layout"] for file in both["files"]] == ["comps", "Levels.fyi"]


# ---------------------------------------------------------------- for a person


def test_everything_is_said(written):
    text = (
        "source,company,title,experience,base,bonus,stock,total\n"
        "s,Acme,Engineer,3,150000,15000,0,\n"
        "s,Acme,Engineer,4,160000,,,\n"
        "s,Acme,Engineer,5,0,,,90\n"
        "s,Acme,Engineer,x,155k,?,,\n"
        "s,Acme,Clerk,5,60000,,,200000\n"
    )
    path = written(text)
    lines = shown(path, "--title", "ENGINEER").splitlines()
    assert lines == [
        f"{path}: 5 rows, laid out as comps",
        "Left out 1: too little to be a year's pay: below base 10,000, bonus 100, stock 100, total 10,000",
        'Title "ENGINEER" leaves 3',
        "",
        "              count      p10      p25      p50      p75      p90",
        "Base salary       3  151,000  152,500  155,000  157,500  159,000",
        "Bonus             1   15,000   15,000   15,000   15,000   15,000",
        "Stock a year      1        0        0        0        0        0",
        "Total             1  165,000  165,000  165,000  165,000  165,000",
        "",
        "Of 1 row the bonus counts as blank (pay that is not a number).",
        "",
        "Of 1 row the total is not given; it is the sum of base, bonus and stock.",
        "",
        "Of 1 row the experience is no possible number of years; it counts as not given.",
    ]


def test_ranks_are_shown_beside_figures():
    page = shown(FOLDER / "levels-synthetic.csv", "--offers", OFFERS)
    answer = facts(FOLDER / "levels-synthetic.csv", "--offers", OFFERS)
    lines = page.splitlines()
    for offer in answer["offers"]:
        place = next(number for number, line in enumerate(lines) if line.startswith(offer["name"]))
        figures = [f"{figure:,.0f}" for figure in offer["figures"].values()]
        assert lines[place].removeprefix(offer["name"]).split() == figures
        assert lines[place + 1].split() == ["rank", *(f"{rank:.1%}" for rank in offer["ranks"].values())]


@each_sample
def test_a_terminal_shows_what_a_pipe_gets(path):
    wide = shown(path, "--offers", OFFERS)
    page = shown_at_a_terminal(path, "--offers", OFFERS)
    assert page.split() == wide.split()
    assert max(len(line) for line in page.splitlines() if str(path) not in line) <= 80


def test_a_name_cannot_command_the_terminal(written, monkeypatch, capsys):
    offers = written('[[offers]]\nname = "A\\u001b[2J"\nbase = 1', "offers.toml")
    said = failing(monkeypatch, capsys, FOLDER / "levels-synthetic.csv", "--offers", offers)
    assert "\x1b" not in said
    assert "A\\x1b[2J" in said
    path = written("company,title,totalyearlycompensation\nA,B,150000\n", "a\x1b[2J.csv")
    assert "\x1b" not in shown_at_a_terminal(path)
    assert "\x1b" not in failing(monkeypatch, capsys, path, "--title", "z\x1b")


def test_what_a_layout_lacks_is_said():
    both = [FOLDER / "lca-synthetic.xlsx", FOLDER / "levels-synthetic.csv"]
    answer = facts(*both, "--min-experience", "1")
    assert answer["notes"][0] == f"{both[0]}: it has no experience, so none of its rows is left."
    assert answer["notes"][1].startswith("LCA disclosures hold base pay alone")
    assert facts(FOLDER / "levels-synthetic.csv", "--min-experience", "1")["notes"] == []


def test_progress_is_for_a_person_who_waits(written, monkeypatch):
    path = written(csv_text(LEVELS, levels_rows(50)))
    monkeypatch.setattr("offersheet.commands.comps.LONG_WORK", 10)
    result = CliRunner().invoke(app, ["comps", str(path), "--json"], catch_exceptions=False)
    assert result.stderr == ""
    assert json.loads(result.stdout)["count"] == 50


# ---------------------------------------------------------------- what cannot be read


def test_a_file_that_cannot_be_read(monkeypatch, capsys, written):
    path = written("a,b\n1,2\n")
    said = failing(monkeypatch, capsys, path)
    assert said.startswith(f"offersheet: {path}: its table is none that is known")


def test_a_file_that_cannot_be_read_where_json_is_asked_for(monkeypatch, capsys, written):
    path = written("a,b\n1,2\n")
    monkeypatch.setattr(sys, "argv", ["offersheet", "comps", str(path), "--json"])
    with pytest.raises(SystemExit):
        main()
    assert json.loads(capsys.readouterr().out)["error"].startswith(f"{path}: its table is none that is known")


def test_no_row_is_left(monkeypatch, capsys, written):
    path = written("company,title,totalyearlycompensation\nAcme,Engineer,150000\nAcme,Engineer,15\n")
    assert failing(monkeypatch, capsys, path, "--company", "zeta") == (
        f"offersheet: no row is left: {path}: 2 rows, laid out as Levels.fyi; Left out 1: too little to be a year's "
        'pay: below base 10,000, bonus 100, stock 100, total 10,000; Company "zeta" leaves 0\n'
    )


def test_offers_are_read_before_anything_long(monkeypatch, capsys, tmp_path):
    said = failing(monkeypatch, capsys, tmp_path / "none.csv", "--offers", tmp_path / "none.toml")
    assert said == f"offersheet: {tmp_path / 'none.toml'}: there is no such file\n"


@pytest.mark.parametrize(
    "options", [["--map", "total"], ["--title", ""], ["--min-experience", "-1"], ["--dask", "nowhere"]]
)
def test_options_that_cannot_be_read(monkeypatch, capsys, options):
    assert failing(monkeypatch, capsys, FOLDER / "levels-synthetic.csv", *options)


def test_a_mapping(written):
    path = written("firm,pay\nAcme,150000\n")
    answer = facts(path, "--map", "total=Pay", "--map", "company=Firm", "--company", "acme")
    assert answer["percentiles"]["total"]["p50"] == 150_000


def test_a_mapping_of_two_parts_gives_a_total_of_what_is_there(written):
    path = written("firm,pay,extra\nAcme,150000,10%\nBeta,100000,\nZeta,120000,5k\n")
    arguments = (path, "--map", "base=pay", "--map", "bonus=extra", "--offers", OFFERS)
    lines = shown(*arguments).splitlines()
    assert lines[0] == f"{path}: 3 rows, laid out as mapped"
    assert lines[6] == "Base and bonus      2  129,000  135,000  145,000  155,000  161,000"
    answer = facts(*arguments)
    assert answer["files"][0]["layout"] == "as mapped"
    assert answer["percentiles"]["total"]["count"] == 2
    assert answer["notes"][-1].startswith("Of 2 rows the total is of the parts that the file has")
    assert {offer["ranks"]["total"] for offer in answer["offers"]} == {None}


MIXED = "company,title,level,total,currency\nA,E,1,100000,USD\nB,E,2,90000,EUR\nC,E,3,€80k,\nD,E,4,$120k,\n"


def test_currencies_are_not_mixed(monkeypatch, capsys, written):
    assert failing(monkeypatch, capsys, written(MIXED)) == (
        "offersheet: pay in several currencies does not compare: USD (2), EUR (2); choose one, as in --currency USD\n"
    )
    answer = facts(written(MIXED), "--currency", "eur")
    assert answer["filters"] == [{"name": "currency", "wanted": "eur", "left": 2}]
    assert answer["percentiles"]["total"]["p50"] == 85_000
    assert answer["notes"] == ["All pay is in EUR."]


# ---------------------------------------------------------------- into a workbook


def test_rows_go_into_the_sheet_of_a_new_workbook(tmp_path):
    out = tmp_path / "market.xlsx"
    page = shown(FOLDER / "comps-synthetic.csv", "--title", "engineer", "-o", out, "--offers", OFFERS)
    rows = read_comps(out)
    assert len(rows) == facts(FOLDER / "comps-synthetic.csv", "--title", "engineer")["count"]
    assert f"market.xlsx: all {len(rows)} rows." in page
    assert all("engineer" in row["title"].lower() for row in rows)
    assert read_offers(out).offers == read_offers(OFFERS).offers


def test_more_rows_than_a_sheet_takes_are_thinned_and_said(tmp_path, written):
    lines = "".join(f"A,Engineer,L4,{100_000 + number}\n" for number in range(6_000))
    path = written(f"company,title,level,total\n{lines}")
    out = tmp_path / "market.xlsx"
    page = shown(path, "-o", out)
    totals = np.array([row["total"] for row in read_comps(out)])
    assert len(totals) == 5_000
    assert "5,000 of 6,000 rows" in page
    figures = facts(path)["percentiles"]["total"]
    for name, fraction in PERCENTILES.items():
        assert np.quantile(totals, fraction) == pytest.approx(figures[name], abs=2)


def test_a_workbook_that_exists_is_kept(tmp_path, monkeypatch, capsys):
    out = tmp_path / "market.xlsx"
    out.write_bytes(b"mine")
    said = failing(monkeypatch, capsys, FOLDER / "comps-synthetic.csv", "-o", out)
    assert "exists already; --force replaces it" in said
    assert out.read_bytes() == b"mine"
    assert [*tmp_path.iterdir()] == [out]


def test_forced_into_a_workbook_its_offers_stay_and_its_comps_are_replaced(tmp_path):
    out = tmp_path / "market.xlsx"
    shown(FOLDER / "levels-synthetic.csv", "-o", out, "--offers", OFFERS)
    before, first = read_offers(out), read_comps(out)
    shown(FOLDER / "comps-synthetic.csv", "-o", out, "--force")
    assert read_offers(out) == before
    assert read_comps(out) != first


def test_forced_twice_into_a_workbook_without_offers(tmp_path):
    out = tmp_path / "market.xlsx"
    shown(FOLDER / "levels-synthetic.csv", "-o", out)
    first = read_comps(out)
    shown(FOLDER / "comps-synthetic.csv", "-o", out, "--force")
    assert read_comps(out) != first
    assert read_offers(out, may_be_empty=True).offers == ()


def test_a_text_that_no_cell_can_hold_is_written_as_far_as_one_can(tmp_path, written):
    path = written(f"company,title,totalyearlycompensation\nAc\x07me,{40_000 * 'x'},150000\n")
    shown(path, "-o", tmp_path / "market.xlsx")
    (row,) = read_comps(tmp_path / "market.xlsx")
    assert (row["company"], row["title"]) == ("Ac me", 32_767 * "x")


def test_a_forced_workbook_of_another_kind_is_left_alone(tmp_path, monkeypatch, capsys):
    out = tmp_path / "market.xlsx"
    out.write_bytes(b"mine")
    failing(monkeypatch, capsys, FOLDER / "comps-synthetic.csv", "-o", out, "--force")
    assert out.read_bytes() == b"mine"


def test_only_a_workbook_is_written(tmp_path, monkeypatch, capsys):
    said = failing(monkeypatch, capsys, FOLDER / "comps-synthetic.csv", "-o", tmp_path / "out.csv")
    assert "must end in .xlsx" in said
