"""Whole offers against a second implementation, payment by payment, and what must hold for all of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.offer import Offer

from tests.model.offers_by_hand import Valued
from tests.model.strategies import growths, rates, terms
from tests.model.taxed_by_hand import Law, Taxed
from tests.seeds import seeds
from tests.workbook.typed import random_case


def case_of(base=0.0, assumptions=None, **fields):
    [case] = Case.of([Offer(name="one", base=base, **fields)], assumptions or Assumptions())
    return case


def by_hand(case):
    assumed = case.assumptions
    return Valued(
        case.offer,
        round(assumed.horizon_years),
        assumed.cash_rate,
        assumed.discount_rate,
        round(assumed.tax_year),
    )


# ---------------------------------------------------------------- event by event


def before_strike(case):
    """What the grant would be worth if exercising cost nothing."""
    offer = case.offer
    price = offer.strike if offer.price is None else offer.price
    free = replace(offer, price=price, strike=0.0) if offer.strike else offer
    assumed = case.assumptions
    whole = Valued(free, round(assumed.horizon_years), assumed.cash_rate, assumed.discount_rate)
    return whole.grant_within()


def assert_as_by_hand(case, who):
    hand = by_hand(case)
    figures = {
        "grant_pv": hand.grant_within(),
        "equity_pv": hand.grant_within() + hand.held_within(),
        "held_within": hand.held_within(12 * hand.years),
        "held_a_year": hand.held_a_year(),
        "benefits": hand.benefits(1),
        "grant_within": hand.grant_within(12 * hand.years),
        "refreshers_within": hand.refreshers_within(),
        "grant_a_year": hand.grant_a_year(),
        "market_option": hand.market_option(),
        "owed_back": hand.owed_back(),
        "npv": hand.npv(),
        "if_leaving": hand.if_leaving(),
    }
    # A difference of large amounts has the digits of the amounts.
    parts = (hand.cash(), hand.refreshers_within(), case.offer.unvested_left_behind, before_strike(case))
    size = max(1.0, *map(abs, parts))
    for name, expected in figures.items():
        found = getattr(case, name)
        assert found == (expected and pytest.approx(expected, rel=1e-9, abs=1e-12 * size)), (name, who)
    shown = hand.equity_by_year()
    assert case.years.column("equity") == pytest.approx(shown, rel=1e-9, abs=1e-12 * size), who


def assert_taxed_as_by_hand(case, who):
    assumed = case.assumptions
    law = Law(case.offer.state, assumed.filing_status, round(assumed.tax_year), assumed.pretax)
    hand = Taxed(by_hand(case), law)
    pays, keeps = hand.event()
    within, cash = 12 * hand.valued.years, hand.valued.cash()
    # A share is a difference of taxes: it has the digits of the largest amount of its year.
    size = max(
        1.0, cash, case.offer.unvested_left_behind, hand.valued.grant_within(within), before_strike(case)
    )
    year = max(1.0, *(abs(year.cash) + year.vests for year in hand.years))
    lost = 1e-13 * year
    for found, year_by_hand in zip(case.years_after_tax.column("cash"), hand.years, strict=True):
        assert found == pytest.approx(year_by_hand.cash, rel=1e-9, abs=lost), who
    assert case.event_pays == (pays and pytest.approx(pays, rel=1e-9, abs=1e-12 * before_strike(case))), who
    if pays:
        assert case.event_keeps == pytest.approx(keeps, abs=1e-9 + 1e-12 * year / pays), who
    assert case.npv_after_tax == pytest.approx(hand.npv(), rel=1e-8, abs=1e-10 * size), who


@pytest.mark.parametrize("seed", seeds(600, 60))
def test_every_offer_leaves_what_its_years_taxed_whole_leave(seed):
    typed = random_case(seed, whole=True)
    offers, assumptions = typed.read()
    with np.errstate(all="ignore"):
        for place, case in enumerate(Case.of(offers, assumptions), start=1):
            assert_taxed_as_by_hand(case, place)


@pytest.mark.parametrize("seed", seeds(600, 60))
def test_every_offer_is_what_its_payments_are(seed):
    """Under its own values, and under each scenario."""
    typed = random_case(seed, whole=True)
    offers, assumptions = typed.read()
    with np.errstate(all="ignore"):
        for place, case in enumerate(Case.of(offers, assumptions), start=1):
            assert_as_by_hand(case, place)
            for name in assumptions.scenarios:
                assert_as_by_hand(case.under(name), (place, name))


# ---------------------------------------------------------------- options beside their shares

dollars = st.just(0.0) | st.floats(1e-6, 1000)  # below, numbers run out of digits
volatilities = st.sampled_from((0.0, 1e-9)) | st.floats(0, 3)


@st.composite
def grants(draw):
    """Shares, price, growth, volatility and vesting of a grant."""
    years, cliff, per_year, schedule = draw(terms())
    return {
        "shares": draw(st.floats(0, 1e6)),
        "price": draw(dollars),
        "growth": draw(growths),
        "volatility": draw(volatilities),
        "vest_years": float(len(schedule)) if schedule else years,
        "cliff_months": cliff,
        "vests_per_year": per_year,
        "schedule": schedule,
    }


@given(grants(), st.tuples(dollars, dollars), rates, st.sampled_from(("own", "low", "base", "high")))
def test_an_option_is_worth_no_more_than_its_share_nor_less_than_one_that_costs_more(grant, both, rate, view):
    assumed = Assumptions(discount_rate=rate)
    low, high = sorted(both)
    cases = [
        case_of(assumptions=assumed, **grant),
        *(case_of(assumptions=assumed, equity_kind="iso", strike=s, **grant) for s in (0.0, low, high)),
    ]
    if view != "own":
        cases = [case.under(view) for case in cases]
    share, free, cheap, dear = (case.equity_pv for case in cases)
    slack = 1e-12 * share
    assert dear <= cheap + slack
    assert cheap <= share + slack
    assert free == pytest.approx(share, rel=1e-11, abs=1e-9)
    for year, (of_share, of_option) in enumerate(
        zip(cases[0].years.column("equity"), cases[2].years.column("equity"), strict=True)
    ):
        assert of_option <= of_share * (1 + 1e-12), year


def test_an_option_that_costs_a_cent_does_not_beat_the_share():
    share = case_of(shares=10_000, price=40)
    option = case_of(shares=10_000, price=40, strike=0.01, equity_kind="nso")
    assert option.npv < share.npv
    assert option.market_option > share.npv  # as a market would say: which competes with nothing


def test_options_grow_and_are_discounted_as_their_shares():
    options = case_of(equity_kind="nso", shares=10_000, strike=40, price=40, growth=0.1)
    assert options.npv == pytest.approx(136_306.97, abs=0.005)
    assert options.fallen(0.3).npv == pytest.approx(61_780.89, abs=0.005)


def test_a_blank_price_falls_from_the_strike():
    options = case_of(equity_kind="nso", shares=10_000, strike=40, growth=0.1)
    assert options.fallen(0.3).npv == pytest.approx(61_780.89, abs=0.005)


@given(st.floats(0, 1), st.sampled_from(("rsu", "double_trigger")))
def test_shares_fall_by_what_valuations_do(by, kind):
    waits = {"liquidity_probability": 0.4} if kind == "double_trigger" else {}
    case = case_of(100_000, grant_value=400_000, refresh_rate=0.2, growth=0.1, **waits)
    lost = case.npv - case.fallen(by).npv
    assert lost == pytest.approx(by * case.equity_within, rel=1e-9, abs=1e-6)


def test_the_exit_multiple_moves_exits_alone():
    options = case_of(equity_kind="iso", shares=1000, strike=4, price=9)
    low, base = (replace(options.assumptions.scenarios[name], growth=0.2) for name in ("low", "base"))
    assert low.exit_multiple != base.exit_multiple
    assert options.offer.under(low).share_price == options.offer.under(base).share_price == 9
    assumed = replace(options.assumptions, low=low, base=base)
    [case] = Case.of([options.offer], assumed)
    assert case.under("low").equity_pv == case.under("base").equity_pv


def test_total_comp_counts_options_at_present_value():
    shares = case_of(shares=10_000, price=40)
    options = case_of(equity_kind="nso", shares=10_000, price=40, strike=0)
    assert shares.total_comp == 100_000
    assert options.total_comp == pytest.approx(78_289.34, abs=0.005)


def test_the_expected_term():
    case = case_of(equity_kind="iso", shares=1, strike=1, vests_per_year=12)
    assert case.option_years == pytest.approx(6.078, abs=5e-4)


# ---------------------------------------------------------------- ties


@given(
    st.floats(0.01, 3),
    st.floats(0.1, 100),
    st.sampled_from((0.0, 0.3, 1.0)),
    st.floats(-0.3, 1.0),
    st.sampled_from((0, 6, 12)),
)
def test_options_tie_at_the_growth_that_their_value_came_from(moneyness, strike, volatility, growth, cliff):
    options = {
        "equity_kind": "iso",
        "shares": 10_000,
        "strike": strike,
        "price": strike * moneyness,
        "volatility": volatility,
        "cliff_months": cliff,
    }
    worth = case_of(growth=growth, **options).npv
    if worth < 1:
        return
    rival = Offer(name="first", base=0, sign_on=worth)
    _, case = Case.of([rival, Offer(name="other", base=0, **options)], Assumptions())
    found = case.breakeven_growth
    assert found is not None
    assert case_of(growth=found, **options).npv == pytest.approx(worth, rel=1e-9)


companies = st.fixed_dictionaries(
    {
        "shares": st.floats(1, 1e6),
        "strike": st.sampled_from((0.0, 1.0)) | st.floats(0, 10),
        "fully_diluted": st.floats(1e6, 1e8),
        "preferences": st.sampled_from((0.0, 5e7)) | st.floats(0, 1e9),
        "future_dilution": st.sampled_from((0.0, 0.36)) | st.floats(0, 0.99),
        "exit_probability": st.floats(0.01, 1),
        "exit_years": st.sampled_from((0.5, 1.0, 2.0, 2.5, 5.0)),
    }
)
parts = st.floats(0, 0.99)


@given(companies, parts, st.floats(1, 1e6))
def test_startup_equity_ties_at_the_exit_that_is_found(company, part, gap):
    """On both sides of where the preferred converts."""
    company |= {"preferred_shares": part * company["fully_diluted"], "cliff_months": 0}
    rival = Offer(name="first", base=0, sign_on=gap)
    _, case = Case.of([rival, Offer(name="other", base=0, exit_value=1.0, **company)], Assumptions())
    found = case.breakeven_exit
    assert found is not None
    assert case.with_(exit_value=found).npv == pytest.approx(gap, rel=1e-8)


def test_a_tie_that_needs_no_equity_has_no_exit():
    rival = Offer(name="first", base=100_000)
    startup = {"shares": 1000.0, "fully_diluted": 1e6, "exit_value": 1e7}
    _, case = Case.of([rival, Offer(name="other", base=100_000, **startup)], Assumptions())
    assert case.breakeven_exit is None


# ---------------------------------------------------------------- an exit before the last vest

ACME = {"shares": 100_000, "fully_diluted": 10e6, "exit_value": 100e6}


def test_an_exit_in_two_years():
    case = case_of(100_000, exit_years=2, **ACME)
    assert case.years.column("equity") == pytest.approx([199_298.47, 199_298.47, 0, 0], abs=0.005)
    assert case.total_comp - 100_000 == pytest.approx(199_298.47, abs=0.005)
    assert case.equity_pv == pytest.approx(398_596.94, abs=0.005)


@pytest.mark.parametrize(
    ("exit_years", "vested", "years"),
    [(2.5, [0.25, 0.25, 0.125, 0], 2.5), (0.5, [0.125, 0, 0, 0], 1), (9, [0.25] * 4, 4)],
)
def test_other_exits(exit_years, vested, years):
    """Over the years to the exit, at least one; over those of vesting where it comes later."""
    case = case_of(100_000, exit_years=exit_years, cliff_months=0, **ACME)
    whole = 1e6 / 1.12**exit_years
    assert case.years.column("equity") == pytest.approx([whole * part for part in vested], rel=1e-12)
    assert case.total_comp - 100_000 == pytest.approx(whole * sum(vested) / years, rel=1e-12)


def test_an_exit_before_the_cliff_pays_nothing():
    case = case_of(100_000, exit_years=0.5, **ACME)
    assert case.equity_pv == 0
    assert case.years.column("equity") == [0] * 4


def test_a_vest_on_the_day_of_the_exit_counts_though_its_years_are_rounded():
    case = case_of(exit_years=2.083333, vests_per_year=12, **ACME)  # month 25, less 4e-6
    assert case.equity_pv == pytest.approx(25 / 48 * 1e6 / 1.12**2.083333, rel=1e-12)


@given(terms(), st.floats(0, 12) | st.integers(0, 48).map(lambda month: month / 12))
def test_the_years_of_the_table_add_to_the_whole(terms, exit_years):
    vest_years, cliff_months, per_year, schedule = terms
    vesting = {"cliff_months": cliff_months, "vests_per_year": per_year, "schedule": schedule}
    vesting["vest_years"] = float(len(schedule)) if schedule else vest_years
    assumed = Assumptions(horizon_years=11)
    for case in (
        case_of(assumptions=assumed, exit_years=exit_years, **ACME, **vesting),
        case_of(assumptions=assumed, grant_value=1e6, liquidity_probability=0.3, growth=0.1, **vesting),
        case_of(assumptions=assumed, grant_value=1e6, **vesting),
    ):
        whole = 1e6 * math.fsum(schedule or (1.0,)) if case.kind == "rsu" else case.equity_pv
        assert math.fsum(case.years.column("equity")) == pytest.approx(whole, rel=1e-11, abs=1e-9)


# ---------------------------------------------------------------- leaving


def test_what_may_be_owed_back_of_a_sign_on():
    case = case_of(sign_on=100_000, annual_leave_probability=0.2)
    assert case.npv - case.if_leaving == pytest.approx(10_999.55, abs=0.005)


def test_who_surely_leaves_owes_all_of_it_after_a_month():
    case = case_of(sign_on=120_000, annual_leave_probability=1, sign_on_year2=50_000, stay_bonus=9)
    assert case.if_leaving == pytest.approx(120_000 - 120_000 / 1.05 ** (1 / 12), abs=1e-6)


def test_nothing_is_owed_without_a_clawback():
    case = case_of(sign_on=120_000, annual_leave_probability=0.5, clawback_months=0)
    assert case.if_leaving == case.npv == 120_000


def test_a_clawback_counts_beyond_the_horizon():
    terms = {"sign_on": 1.0, "annual_leave_probability": 0.3, "clawback_months": 36}
    over_one_year = case_of(assumptions=Assumptions(horizon_years=1), **terms)
    assert over_one_year.owed_back == case_of(**terms).owed_back > 0


@given(st.floats(0, 1), st.integers(0, 120), st.floats(-0.5, 2))
def test_no_more_is_owed_than_was_paid(leaving, months, rate):
    assumed = Assumptions(cash_rate=rate)
    case = case_of(
        assumptions=assumed, sign_on=1000, annual_leave_probability=leaving, clawback_months=months
    )
    assert 0 <= case.owed_back <= 1000 * max(1.0, (1 + rate) ** -10)


# ---------------------------------------------------------------- impossible


@pytest.mark.parametrize("dilution", [0.0, 0.2])
def test_preferred_shares_leave_common_ones(dilution):
    company = {"fully_diluted": 8e6, "future_dilution": dilution, "exit_value": 1e7}
    Offer(name="x", base=1, preferred_shares=7.99e6, **company)
    with pytest.raises(OutOfDomain, match="preferred_shares"):
        Offer(name="x", base=1, preferred_shares=8e6 / (1 - dilution), **company)


def test_a_clawback_is_of_whole_months():
    with pytest.raises(OutOfDomain, match="clawback_months must be a whole number"):
        Offer(name="x", base=1, clawback_months=11.5)


def test_a_late_exit_is_worth_nothing_and_no_error():
    case = case_of(exit_years=100_000, **ACME)
    assert case.equity_pv == 0
    assert offersheet.startup_equity_pv(1, 0, 1, 1, years=100_000) == 0
