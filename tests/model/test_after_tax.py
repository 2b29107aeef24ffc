"""An offer's cash against the floor, and its equity after tax, worked out line by line."""

from __future__ import annotations

import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.model.after_tax import floor, floor_margin, need, take_home, years_after_tax
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.tax.jurisdictions import STATES, STATUSES
from offersheet.model.valuation import value_offers

ASSUMED = Assumptions()

offers = st.builds(
    Offer,
    name=st.just("A"),
    state=st.sampled_from(("", *STATES)),
    base=st.floats(20_000, 1e6),
    bonus_target=st.floats(0, 1),
    bonus_payout=st.floats(0, 2),
    other_annual=st.floats(0, 50_000),
    grant_value=st.floats(0, 2e6),
    equity_kind=st.just("rsu"),
    cost_index=st.floats(50, 200),
)


def test_the_floor_of_an_offer_in_a_dearer_city():
    """60,000 at 120 % with 10 % more, and 20,000: 99,200 must be left."""
    offer = Offer(name="A", base=150_000, bonus_target=0.1, state="TX", cost_index=120)
    assert need(offer, ASSUMED) == pytest.approx(99_200)
    assert floor(offer, ASSUMED) == offersheet.gross_for_net(99_200, "TX")
    assert take_home(offer, ASSUMED) == pytest.approx(offersheet.take_home(165_000, "TX"))
    assert floor_margin(offer, ASSUMED) == pytest.approx(offersheet.take_home(165_000, "TX") - 99_200)


def test_results_hold_the_margin_without_a_bonus():
    offer = Offer(name="A", base=150_000, bonus_target=0.1, state="CA")
    results = value_offers([offer], ASSUMED)[0].results
    assert results["floor_margin_no_bonus"] == pytest.approx(offersheet.take_home(150_000, "CA") - 86_000)
    assert results["floor"] == offersheet.walk_away(60_000, 20_000, state="CA")


@given(offer=offers)
def test_an_offer_clears_the_floor_where_its_cash_is_above_it(offer):
    cash = offer.base * (1 + offer.bonus_target * offer.bonus_payout) + offer.other_annual
    if cash < floor(offer, ASSUMED) - 0.01:
        assert floor_margin(offer, ASSUMED) < 0.01


def columns(offer):
    table = years_after_tax(offer, ASSUMED)
    return {name: table.column(name) for name in table.header}


def test_shares_are_wages_on_top_of_cash():
    offer = Offer(name="A", base=200_000, state="CA", grant_value=400_000)
    years = columns(offer)
    owed = offersheet.take_home(200_000, "CA") + 100_000 - offersheet.take_home(300_000, "CA")
    assert years["cash_after_tax"] == pytest.approx([offersheet.take_home(200_000, "CA")] * 4)
    assert years["equity_after_tax"] == pytest.approx([100_000 - owed] * 4)
    assert years["set_aside"] == pytest.approx([offersheet.rsu_tax_gap(100_000, 200_000, "CA")] * 4)


def options(kind):
    return Offer(
        name="A",
        base=200_000,
        state="CA",
        equity_kind=kind,
        shares=20_000,
        price=20,
        strike=10,
        sign_on=10_000,
    )


def test_isos_cost_minimum_tax_alone():
    offer = options("iso")
    years = columns(offer)
    for pay, spread, left, kept in zip(
        years["cash"], years["vests"], years["equity_after_tax"], years["cash_after_tax"], strict=True
    ):
        assert spread - left == pytest.approx(offersheet.iso_amt(pay, spread, "CA"))
        assert kept == pytest.approx(offersheet.take_home(pay, "CA"))
    assert years["set_aside"] == pytest.approx(
        [spread - left for spread, left in zip(years["vests"], years["equity_after_tax"], strict=True)]
    )


def test_other_options_are_wages_when_exercised():
    iso, nso = columns(options("iso")), columns(options("nso"))
    assert iso["vests"] == nso["vests"]
    assert all(a > b for a, b in zip(iso["equity_after_tax"], nso["equity_after_tax"], strict=True))


@given(offer=offers, status=st.sampled_from(STATUSES))
def test_what_is_left_of_a_year_is_what_a_return_leaves(offer, status):
    """Wages and shares on one return, however they are split."""
    assumed = Assumptions(filing_status=status, horizon_years=2)
    table = years_after_tax(offer, assumed)
    for pay, equity, left in zip(
        table.column("cash"), table.column("vests"), table.column("after_tax"), strict=True
    ):
        assert left == pytest.approx(offersheet.take_home(pay + equity, offer.state, status), abs=1e-6)
