"""An offer's cash against the floor, and its equity after tax, worked out line by line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.model.after_tax import (
    event_after_tax,
    floor,
    floor_margin,
    iso_beyond_limit,
    need,
    take_home,
    years_after_tax,
)
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.valuation import value_offers
from offersheet.model.worth import year_table

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


def income_taxes(wages, state, exempt=0.0):
    """Federal and state income tax by the functions, on wages and on income without payroll tax."""
    income = wages + exempt
    owed = offersheet.state_tax(income, state)
    funds = sum(one.of_wages(wages) for one in contributions(state, 2026, "single") if one.deducted)
    return owed + offersheet.federal_tax(income, state_tax=owed + funds)


def test_an_isos_gain_is_income_without_payroll_tax():
    years = columns(options("iso"))
    for pay, gain, left, kept in zip(
        years["cash"], years["vests"], years["equity_after_tax"], years["cash_after_tax"], strict=True
    ):
        assert gain - left == pytest.approx(income_taxes(pay, "CA", gain) - income_taxes(pay, "CA"))
        assert kept == pytest.approx(offersheet.take_home(pay, "CA"))


def test_of_an_isos_gain_nothing_is_withheld():
    years = columns(options("iso"))
    signed = [10_000, 0, 0, 0]
    rate = supplemental_rate("CA", 2026, "single")
    expected = [
        income_taxes(200_000 + once, "CA", gain) - income_taxes(200_000, "CA") - (0.22 + rate) * once
        for once, gain in zip(signed, years["vests"], strict=True)
    ]
    assert years["set_aside"] == pytest.approx(expected)


def test_holding_isos_costs_minimum_tax_alone():
    years = columns(options("iso"))
    assert years["held_tax"] == pytest.approx(
        [offersheet.iso_amt(pay, gain, "CA") for pay, gain in zip(years["cash"], years["vests"], strict=True)]
    )
    assert columns(options("nso"))["held_tax"] == [0] * 4


def test_all_supplemental_pay_of_a_year_is_withheld_together():
    """Base 150,000 and 250,000 besides: what a vest alone would lack."""
    signed = Offer(name="A", base=150_000, sign_on=250_000)
    assert columns(signed)["set_aside"] == pytest.approx([23_400.25, 0, 0, 0], abs=0.005)
    mixed = Offer(name="A", base=150_000, bonus_target=0.5, sign_on=75_000, grant_value=400_000)
    assert columns(mixed)["set_aside"][0] == pytest.approx(23_400.25)
    assert columns(mixed)["set_aside"][1] == pytest.approx(offersheet.rsu_tax_gap(175_000, 150_000))


@given(
    offer=offers,
    once=st.floats(0, 3e6),
    status=st.sampled_from(STATUSES),
    year=st.sampled_from((2025, 2026)),
)
def test_what_to_set_aside_is_the_gap_of_one_vest_as_large(offer, once, status, year):
    """However supplemental pay is made up: bonus, sign-on, relocation and shares count as one vest."""
    offer = replace(offer, sign_on=once, relocation=once / 10)
    assumed = Assumptions(filing_status=status, tax_year=year, horizon_years=2)
    table, paid = years_after_tax(offer, assumed), year_table(offer, assumed)
    regular = np.add(paid.column("base"), paid.column("other"))
    gap = offersheet.rsu_tax_gap(
        np.subtract(paid.column("total"), regular), regular, offer.state, status, year
    )
    assert table.column("set_aside") == pytest.approx(gap.tolist(), abs=1e-4)


@given(offer=offers, status=st.sampled_from(STATUSES), strike=st.floats(0, 9))
def test_what_is_withheld_and_set_aside_is_all_income_tax(offer, status, strike):
    offer = replace(offer, equity_kind="iso", grant_value=0, shares=10_000, price=10, strike=strike)
    table = years_after_tax(offer, Assumptions(filing_status=status, horizon_years=1))
    cash, gain, aside = (table.column(name)[0] for name in ("cash", "vests", "set_aside"))
    household = Household(offer.state, status, 2026)
    regular = offer.base + offer.other_annual
    rate = supplemental_rate(offer.state, 2026, status) if offer.state else None
    owed, on_cash = household.bill(cash, exempt=gain), household.bill(cash)
    once = cash - regular
    by_state = on_cash.state - household.bill(regular).state if rate is None else rate * once
    held_back = 0.22 * min(once, 1e6) + 0.37 * max(once - 1e6, 0) + by_state
    assert household.bill(regular).income_taxes + held_back + aside == pytest.approx(
        owed.income_taxes, abs=1e-4
    )


def test_other_options_are_wages_when_exercised():
    iso, nso = columns(options("iso")), columns(options("nso"))
    assert iso["vests"] == nso["vests"]
    payroll = [
        offersheet.payroll_tax(pay + gain, "CA") - offersheet.payroll_tax(pay, "CA")
        for pay, gain in zip(nso["cash"], nso["vests"], strict=True)
    ]
    saved = np.subtract(iso["equity_after_tax"], nso["equity_after_tax"])
    assert np.all((saved > 0) & (saved <= np.add(payroll, 1e-6)))


@given(offer=offers, status=st.sampled_from(STATUSES))
def test_what_is_left_of_a_year_is_what_a_return_leaves(offer, status):
    """Wages and shares on one return, however they are split."""
    assumed = Assumptions(filing_status=status, horizon_years=2)
    table = years_after_tax(offer, assumed)
    for pay, equity, left in zip(
        table.column("cash"), table.column("vests"), table.column("after_tax"), strict=True
    ):
        assert left == pytest.approx(offersheet.take_home(pay + equity, offer.state, status), abs=1e-6)


# ---------------------------------------------------------------- what waits for an event


def double_trigger(**more):
    return Offer(
        **{"name": "A", "base": 180_000, "grant_value": 300_000, "liquidity_probability": 0.6, "state": "TX"}
        | more
    )


def startup(kind, **more):
    return Offer(
        **{
            "name": "A",
            "base": 150_000,
            "state": "TX",
            "equity_kind": kind,
            "shares": 50_000,
            "strike": 0.5,
            "fully_diluted": 10e6,
            "exit_value": 80e6,
            "exit_years": 2,
            "exit_probability": 0.5,
        }
        | more
    )


@pytest.mark.parametrize("offer", [double_trigger(), startup("iso"), startup("nso"), startup("rsu")])
def test_what_waits_has_no_amount_by_year(offer):
    years = columns(offer)
    assert years["vests"] == years["equity_after_tax"] == [None] * 4
    assert years["after_tax"] == years["cash_after_tax"]
    assert years["set_aside"] == pytest.approx([0] * 4)


def test_what_waits_for_nothing_has_no_event():
    for offer in (Offer(name="A", base=1e5, grant_value=1e5), options("iso"), Offer(name="A", base=1e5)):
        assert event_after_tax(offer, ASSUMED) is None


def test_a_sale_pays_what_has_vested_by_the_end_of_its_window():
    """Half of 300,000 after two years, on top of 180,000 in Texas."""
    event = event_after_tax(double_trigger(), ASSUMED)
    assert (event.year, event.pays) == (2, 150_000)
    assert event.left == pytest.approx(
        offersheet.take_home(330_000, "TX") - offersheet.take_home(180_000, "TX")
    )
    assert event.set_aside == pytest.approx(offersheet.rsu_tax_gap(150_000, 180_000, "TX"))


@pytest.mark.parametrize(
    ("more", "year", "pays"),
    [
        ({"growth": 0.1}, 2, 150_000 * 1.1**2),
        ({"refresh_rate": 0.5}, 2, 150_000),
        ({"liquidity_months": 0}, 1, 75_000),  # nothing vests before the cliff
        ({"liquidity_months": 0, "schedule": (0, 0, 0.5, 0.5), "cliff_months": 0}, 3, 300_000 * 0.5 / 4),
        ({"liquidity_months": 90}, 4, 300_000),  # after the horizon: with its last year's cash
        ({"liquidity_months": 12.00001}, 2, 75_000),
    ],
)
def test_the_year_and_the_amount_of_a_sale(more, year, pays):
    event = event_after_tax(double_trigger(**more), ASSUMED)
    assert (event.year, event.pays) == (year, pytest.approx(pays))


def test_an_exit_pays_what_has_vested_then():
    """Half of 50,000 shares at 8, less the strike of 0.5."""
    rsu, nso, iso = (event_after_tax(startup(kind), ASSUMED) for kind in ("rsu", "nso", "iso"))
    assert (rsu.pays, nso.pays, iso.pays) == pytest.approx((187_500, 187_500, 187_500))
    assert rsu == nso
    assert nso.tax == pytest.approx(
        337_500 - 150_000 - offersheet.take_home(337_500, "TX") + offersheet.take_home(150_000, "TX")
    )
    assert (
        iso.tax
        == iso.set_aside
        == pytest.approx(offersheet.federal_tax(337_500) - offersheet.federal_tax(150_000))
    )
    assert nso.set_aside == pytest.approx(offersheet.rsu_tax_gap(187_500, 150_000, "TX"))


def test_an_event_shares_the_million_with_the_supplemental_pay_of_its_year():
    """900,000 of sign-on in the first year leave 100,000 at 22 %; the rest of the sale is withheld at 37 %."""
    offer = double_trigger(sign_on=900_000, liquidity_months=12, grant_value=2_000_000, cliff_months=0)
    event = event_after_tax(offer, ASSUMED)
    owed = offersheet.federal_tax(1_580_000) - offersheet.federal_tax(1_080_000)
    assert event.set_aside == pytest.approx(owed - 0.22 * 100_000 - 0.37 * 400_000)


# ---------------------------------------------------------------- the limit on ISOs


@pytest.mark.parametrize(
    ("terms", "beyond"),
    [
        ({"shares": 12_500, "strike": 50, "schedule": (0.4, 0.2, 0.2, 0.2), "vests_per_year": 1}, 150_000),
        ({"shares": 16_000, "strike": 25, "vests_per_year": 1}, 0),
        ({"shares": 16_000, "strike": 25}, 75_000),
        ({"shares": 16_000, "strike": 25, "cliff_months": 0}, 0),
        ({"shares": 16_000, "strike": 25.01, "vests_per_year": 1}, 40),
    ],
)
def test_what_first_becomes_exercisable_in_twelve_months(terms, beyond):
    offer = Offer(**{"name": "A", "base": 1e5, "equity_kind": "iso"} | terms)
    assert iso_beyond_limit(offer, ASSUMED) == pytest.approx(beyond)
    assert iso_beyond_limit(replace(offer, equity_kind="nso"), ASSUMED) == 0
