"""Pay data in a notebook: the rows and percentiles of ``offersheet comps``, and the files it writes of them."""

from __future__ import annotations

import json
from pathlib import Path

import offersheet
import pandas as pd
import pytest
from offersheet.cli import app
from offersheet.errors import OfferSheetError
from offersheet.model.comps_columns import COLUMNS, COMPONENTS
from typer.testing import CliRunner

SAMPLES = Path(__file__).parents[2] / "samples" / "comps"
FILES = sorted(SAMPLES.glob("*synthetic*"))
HEAD = "company,title,base,bonus,stock,total\n"


def comps(*arguments):
    return CliRunner().invoke(app, ["comps", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_are_those_that_count(path):
    frame, told = offersheet.read_comps(path), json.loads(comps(path, "--json").stdout)
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert frame.index.name == "row"
    assert len(frame) == told["count"] > 50
    for part in COMPONENTS:
        [(_, band)] = offersheet.bands(frame, pay=part).iterrows()
        assert band.dropna().to_dict() == {
            k: v for k, v in told["percentiles"][part].items() if v is not None
        }


def test_bands_by_group_are_those_of_the_group_alone():
    frame = offersheet.read_comps(FILES)
    by_metro = offersheet.bands(frame, by="metro", pay="base")
    assert by_metro.index.name == "metro"
    for metro, band in by_metro.iterrows():
        figures = frame.loc[frame["metro"] == metro, "base"].dropna()
        assert band["count"] == len(figures)
        assert [band["p10"], band["p50"], band["p90"]] == pytest.approx(
            figures.quantile([0.1, 0.5, 0.9]).tolist(), rel=1e-12, nan_ok=True
        )
    both = offersheet.bands(frame, by=["company", "metro"])
    assert both.index.names == ["company", "metro"]
    assert both["count"].sum() <= frame["total"].notna().sum()


def test_filters_and_headings(tmp_path):
    path = tmp_path / "pay.csv"
    path.write_text("Who,Role,Annual pay\nAcme,Engineer,200000\nBolt,Clerk,90000\nAcme,Clerk,a lot\n")
    frame = offersheet.read_comps([path], title="engineer", mapping={"title": "Role", "total": "Annual pay"})
    assert frame["total"].tolist() == [200_000]
    assert offersheet.read_comps(path, mapping={"total": "Annual pay"})["total"].tolist() == [200_000, 90_000]


def test_one_row_is_a_frame_of_one(tmp_path):
    path = tmp_path / "pay.csv"
    path.write_text(f"{HEAD}Acme,Engineer,200000,,,\n")
    assert offersheet.read_comps(path)["base"].tolist() == [200_000]


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"by": "city"}, 'no column "city"'), ({"pay": "tier"}, "pay must be one of"), ({"pay": "x"}, '"x"')],
)
def test_what_is_no_column(asked, said):
    with pytest.raises(OfferSheetError, match=said):
        offersheet.bands(offersheet.read_comps(FILES[0]), **asked)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx"])
def test_rows_are_written_and_read_back(tmp_path, ending):
    out, source = tmp_path / f"rows{ending}", SAMPLES / "comps-synthetic.csv"
    done = comps(source, "--out", out, "--json")
    assert (done.exit_code, json.loads(done.stdout)["notes"][-1].startswith(f"{out}: all ")) == (0, True)
    assert offersheet.read_comps(out).equals(offersheet.read_comps(source))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_text_becomes_a_formula(tmp_path, ending):
    source, out = tmp_path / "pay.csv", tmp_path / f"rows{ending}"
    named = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"]
    source.write_text(HEAD + "".join(f'"{name}",x,200000,,,\n' for name in named))
    assert comps(source, "--out", out).exit_code == 0
    assert offersheet.read_comps(out)["company"].tolist() == named
    if ending == ".csv":
        assert [cell[0] for cell in pd.read_csv(out)["company"]] == [" "] * 4
    else:
        assert b"<f>" not in out.read_bytes()
        assert pd.read_excel(out, engine="openpyxl")["company"].tolist() == named


def test_a_file_that_cannot_be_written(tmp_path):
    out = tmp_path / "rows.csv"
    assert "must end in .csv, .parquet or .xlsx" in str(comps_error(FILES[0], "--out", tmp_path / "rows.txt"))
    out.write_text("mine")
    assert "exists already" in str(comps_error(FILES[0], "--out", out))
    assert out.read_text() == "mine"
    assert comps(FILES[0], "--out", out, "--force").exit_code == 0
    assert out.read_text().startswith("source,company")


def comps_error(*arguments):
    with pytest.raises(OfferSheetError) as caught:
        comps(*arguments)
    return caught.value
