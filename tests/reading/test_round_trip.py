"""Whatever is filled in comes out as it was: TOML, CSV in each shape, workbooks."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.reading import OfferFile, read_offers
from offersheet.workbook.build import build_workbook
from offersheet.workbook.parts.inputs import offer_fields

from tests.reading.written import csv_text, files, flat, saved, table, toml, workbook
from tests.seeds import examples, few

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.[ct]*"))


@given(files())
@settings(max_examples=examples(60))
def test_whatever_is_written_is_read(read, file):
    offers, assumptions, scenarios = file
    meant = OfferFile(
        tuple(Offer.from_cells(cells) for cells in offers), Assumptions.from_cells(assumptions, scenarios)
    )
    assert read("offers.toml", toml(*file)) == meant
    columns = table(offers, flat(assumptions, scenarios))
    rows = list(zip(*columns, strict=True))
    for delimiter in (",", ";", "\t"):
        assert read("columns.csv", csv_text(columns, delimiter)) == meant
        assert read("rows.csv", csv_text(rows, delimiter)) == meant
    assert_same(read("offers.xlsx", saved(workbook(offers, flat(assumptions, scenarios)))), meant)


@pytest.mark.parametrize("path", few(SAMPLES), ids=lambda path: path.name)
def test_a_sample_that_goes_through_our_workbook(read, path):
    sample = read_offers(path)
    assert read("offers.xlsx", build_workbook(sample.offers, sample.assumptions)) == sample


def test_all_fields_go_through_our_workbook(read):
    """Every field that an offer can have at once, with values that are nobody's default."""
    rsu = Offer(
        name="=1+1",
        company="+A",
        tier="unicorn",
        state="NYC",
        metro="@home",
        evidence="verbal",
        base=123_456.78,
        raise_rate=0.031,
        bonus_target=0.123,
        bonus_payout=0.9,
        sign_on=1.5,
        sign_on_year2=2.5,
        relocation=3.5,
        other_annual=4.5,
        stay_bonus=5.5,
        stay_months=6.5,
        clawback_months=7,
        unvested_left_behind=8.5,
        grant_value=9.5,
        vest_years=3,
        schedule=(0.5, 0.3, 0.2),
        cliff_months=3,
        vests_per_year=12,
        refresh_rate=0.25,
        first_refresh=2,
        growth=-0.25,
        volatility=0.75,
        liquidity_probability=0.35,
        liquidity_months=18,
        annual_leave_probability=0.125,
        cost_index=87,
    )
    startup = Offer(
        name="37",
        base=1,
        equity_kind="nso",
        shares=1000,
        price=2,
        strike=0.5,
        fully_diluted=1e6,
        exit_value=1e8,
        preferences=1e7,
        preferred_shares=2e5,
        exit_probability=0.375,
        exit_years=6,
        future_dilution=0.36,
    )
    assumptions = Assumptions.from_cells(
        {"horizon_years": 7, "cash_rate": 0.01, "discount_rate": 0.02, "target_total": 3, "scenario": "low"}
        | {"filing_status": "hoh", "tax_year": 2025, "annual_spend": 4, "savings": 5, "risk_buffer": 0.6}
        | {"extra_payroll_rate": 0.07},
        {
            name: {"growth": rate, "payout": rate + 1, "raise_rate": rate + 0.25, "exit_multiple": rate + 2}
            for name, rate in {"low": -0.5, "base": 0.125, "high": 0.5}.items()
        },
    )
    given = {offer_field.name for offer_field in offer_fields()}
    assert {
        name
        for name in given
        if all(getattr(offer, name) == getattr(Offer(name="x", base=0), name) for offer in (rsu, startup))
    } == set()
    assert read("offers.xlsx", build_workbook((rsu, startup), assumptions)) == OfferFile(
        (rsu, startup), assumptions
    )


def assert_same(one: object, other: object) -> None:
    """Assert that they are equal, but for the last of the 16 digits that openpyxl writes."""
    if is_dataclass(one):
        assert type(one) is type(other)
        for field in fields(one):
            assert_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, tuple) and isinstance(other, tuple):
        for pair in zip(one, other, strict=True):
            assert_same(*pair)
    elif isinstance(one, float) and isinstance(other, float):
        assert math.isclose(one, other, rel_tol=1e-15)
    else:
        assert one == other
