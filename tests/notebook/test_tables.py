"""The notebook's tables: the figures of the command line and of the workbook, whatever offers come from."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import offersheet
import offersheet.notebook
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from offersheet.cli import app
from offersheet.errors import OfferSheetError
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.public import NOTEBOOK
from offersheet.worksheet import catalogue
from openpyxl import load_workbook
from typer.testing import CliRunner

from tests.reading.written import files, flat

SAMPLES = Path(__file__).parents[2] / "samples"
OFFERS = ("big-tech-vs-startup.toml", "first-job.toml", "late-stage-vs-current.csv")

ACME = {
    "name": "Acme", "base": 200_000, "bonus_target": 0.15, "sign_on": 40_000, "grant_value": 400_000,
    "schedule": [0.05, 0.15, 0.4, 0.4], "state": "WA", "stay_bonus": 10_000, "stay_months": 24,
    "unvested_left_behind": 30_000, "health_premium": 3_000, "match_rate": 0.5, "match_limit": 0.06,
    "refresh_rate": 0.25, "growth": 0.08,
}  # fmt: skip
BOLT = {
    "name": "Bolt",
    "base": 150_000,
    "shares": 100_000,
    "strike": 1,
    "fully_diluted": 1e7,
    "exit_value": 3e8,
}


def value(path):
    """What the command line says of a file."""
    result = CliRunner().invoke(app, ["value", str(path), "--json"], catch_exceptions=False)
    return json.loads(result.stdout)["offers"]


def test_the_names_are_those_of_the_room_and_of_no_function():
    assert sorted(NOTEBOOK) == sorted(offersheet.notebook.__all__)
    assert {name.upper() for name in NOTEBOOK}.isdisjoint(catalogue.functions())
    assert set(dir(offersheet)) >= NOTEBOOK
    assert offersheet.compare is offersheet.notebook.compare


# ---------------------------------------------------------------- the figures


@pytest.mark.parametrize("name", OFFERS)
def test_results_are_those_of_the_command_line_to_the_last_digit(name):
    frame = offersheet.compare(SAMPLES / name)
    told = {offer["name"]: offer["results"] for offer in value(SAMPLES / name)}
    assert (frame.index.name, frame.columns.name) == ("result", "offer")
    assert list(frame.columns) == list(told)
    for offer, results in told.items():
        assert frame[offer].replace({np.nan: None}).to_dict() == results


@pytest.mark.parametrize("name", OFFERS)
def test_years_are_those_of_the_command_line_to_the_last_digit(name):
    frame = offersheet.by_year(SAMPLES / name)
    assert frame.index.names == ["offer", "year"]
    for offer in value(SAMPLES / name):
        for year in offer["years"]:
            row = frame.loc[(offer["name"], year.pop("year"))]
            assert row.replace({np.nan: None}).to_dict() == year


def test_a_workbook_with_values_holds_the_same_figures(tmp_path):
    """Read by pandas through the names that programs read."""
    path, source = tmp_path / "offers.xlsx", SAMPLES / OFFERS[0]
    assert CliRunner().invoke(app, ["new", str(path), "--offers", str(source)]).exit_code == 0
    frame = offersheet.compare(source)
    assert offersheet.compare(path).equals(frame)
    names = load_workbook(path).defined_names
    assert "result_npv" in names
    for result in (name for name in frame.index if f"result_{name}" in names):
        [(sheet, cells)] = names[f"result_{result}"].destinations
        left, right = (cell.strip("0123456789") for cell in cells.replace("$", "").split(":"))
        [row] = {int(cell.lstrip("$ABCDEFGHIJ").lstrip("$")) for cell in cells.split(":")}
        read = pd.read_excel(
            path,
            sheet_name=sheet,
            header=None,
            engine="openpyxl",
            skiprows=row - 1,
            nrows=1,
            usecols=f"{left}:{right}",
        )
        shown = read.apply(pd.to_numeric, errors="coerce").to_numpy(float).ravel()[: frame.shape[1]]
        assert shown == pytest.approx(frame.loc[result].to_numpy(), rel=1e-9, nan_ok=True), result


# ---------------------------------------------------------------- amounts


def agree(offers):
    """Amounts add up to what they are worth today, before and after tax."""
    results, flows = offersheet.compare(offers), offersheet.cash_flows(offers)
    assert flows.index.names == ["offer", "month"]
    for offer in results:
        own = flows[flows.index.get_level_values("offer") == offer]
        for column, result in {"pv": "npv", "pv_after_tax": "npv_after_tax"}.items():
            slack = 1e-9 * own[column].abs().sum() + 1e-6
            assert own[column].sum() == pytest.approx(results.at[result, offer], rel=0, abs=slack), result


@pytest.mark.parametrize("name", OFFERS)
def test_amounts_add_up(name):
    agree(SAMPLES / name)


@given(files())
def test_amounts_of_random_offers_add_up(drawn):
    offers, assumptions, scenarios = drawn
    try:
        read = offersheet.read_offers(offers, flat(assumptions, scenarios))
        offersheet.compare(read)
    except OfferSheetError:
        assume(False)
    agree(read)


def test_each_amount_stands_where_it_is_paid():
    flows = offersheet.cash_flows([ACME]).reset_index()
    when = flows.groupby("kind")["month"].agg(list).to_dict()
    assert when["sign_on"] == when["left_behind"] == [0]
    assert when["base"] == when["match"] == when["health_premium"] == [6, 18, 30, 42]
    assert when["bonus"] == [12, 24, 36, 48]
    assert when["stay_bonus"] == [24]
    assert when["grant"] == pytest.approx([12, *(12 + 3 * quarter for quarter in range(1, 13))])
    assert flows["month"].is_monotonic_increasing
    paid = flows.groupby("kind")["amount"].sum()
    assert paid["base"] == 800_000
    assert paid["left_behind"] == -30_000
    assert paid["health_premium"] == -12_000


def test_what_waits_for_an_event_is_paid_when_it_comes():
    flows = offersheet.cash_flows(
        {**BOLT, "exit_years": 5},
    ).reset_index()
    assert set(flows.loc[flows["kind"] == "grant", "month"]) == {60}


# ---------------------------------------------------------------- stress


def test_stress_is_the_offers_under_other_rates():
    frame = offersheet.stress([ACME, BOLT], growth=[0.0, 0.2], discount=[0.1, 0.3])
    assert frame.index.names == ["offer", "growth", "discount"]
    assert len(frame) == 8
    other = offersheet.compare(
        offersheet.read_offers([{**ACME, "growth": 0.2}, BOLT], {"discount_rate": 0.3})
    )
    for result in frame.columns:
        assert frame.loc[("Acme", 0.2, 0.3), result] == other.at[result, "Acme"]


def test_a_rate_that_cannot_be_is_refused():
    with pytest.raises(OfferSheetError, match="growth must be above -1"):
        offersheet.stress(ACME, growth=[-2], discount=[0.1])


# ---------------------------------------------------------------- where offers come from


@given(files())
def test_offers_are_the_same_from_dicts_and_frames(drawn):
    offers, assumptions, scenarios = drawn
    given_ = flat(assumptions, scenarios)
    dicts = offersheet.read_offers(offers, given_)
    by_name = {offer["name"]: {k: v for k, v in offer.items() if k != "name"} for offer in offers}
    assert offersheet.read_offers(by_name, given_) == dicts
    assert offersheet.read_offers(pd.DataFrame(offers), given_) == dicts
    assert offersheet.read_offers(pd.DataFrame(offers).set_index("name"), given_) == dicts
    assert dicts.offers == tuple(Offer.from_cells(offer) for offer in offers)


def test_values_of_numpy_and_pandas():
    row = {
        "name": "A",
        "base": np.float64(2e5),
        "shares": np.int64(10),
        "price": 3,
        "schedule": np.array([0.5, 0.5]),
    }
    [offer] = offersheet.read_offers([{**row, "sign_on": pd.NA, "state": np.str_("CA")}]).offers
    assert offer == Offer(
        name="A", base=2e5, shares=10.0, price=3.0, vest_years=2.0, schedule=(0.5, 0.5), state="CA"
    )


def test_one_offer_and_numbers_as_typed():
    read = offersheet.read_offers({"name": "A", "base": "$200k", "bonus_target": "15%"})
    assert (read.offers[0].base, read.offers[0].bonus_target) == (200_000, 0.15)
    assert read.assumptions == Assumptions()
    assert offersheet.read_offers(read) == read


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ([ACME, {"name": "Bolt", "base": -1}], 'offer "Bolt": base must be at least 0, got -1'),
        ({"Acme": {"base": 1}, "Bolt": {"bonus": 2}}, 'offer "Bolt": there is no field "bonus"; did you mean'),
        (pd.DataFrame([{"name": "Acme", "base": math.nan}]), 'offer "Acme": base is required, and blank'),
        (pd.DataFrame({"name": ["A", None], "base": [1, 2]}), "offer 2: name is required, and blank"),
        ([{"base": 1}], "offer 1: name is required, and blank"),
        (["Acme"], "offers are dicts of fields, got str"),
        ([], "there is no offer in it"),
        ({"name": "A", "base": "185.000"}, "which may mean 185 or 185000"),
    ],
)  # fmt: skip
def test_a_mistake_names_offer_and_field(source, said):
    with pytest.raises(OfferSheetError) as caught:
        offersheet.compare(source)
    assert said in str(caught.value)


def test_a_file_holds_its_own_assumptions():
    with pytest.raises(OfferSheetError, match="assumptions stand in the file"):
        offersheet.read_offers(SAMPLES / OFFERS[0], {"discount_rate": 0.1})


def test_a_notebook_shows_offers_as_a_table():
    read = offersheet.read_offers([ACME, {"name": "<b>", "base": 1}])
    shown = read._repr_html_()
    assert "<table" in shown
    assert "Acme" in shown
    assert "<th>&lt;b&gt;</th>" in shown
    assert "liquidity_probability" not in shown  # what none says


@given(st.floats(-0.5, 1.0))
def test_the_frame_of_offers_reads_back(growth):
    read = offersheet.read_offers([{**ACME, "growth": growth}, BOLT])
    assert offersheet.read_offers(read.frame().rename_axis("name")).offers == read.offers
