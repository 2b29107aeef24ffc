"""Odds against everything about them that has a closed form, and against a second drawing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions, Scenario
from offersheet.model.case import Case
from offersheet.model.futures import BLOCK, Futures
from offersheet.model.odds import odds_of, risk_neutral
from offersheet.model.offer import Offer
from offersheet.model.paths import PATHS
from offersheet.model.payouts import payouts_of
from scipy import stats

from tests.model import odds_by_hand
from tests.seeds import examples, seeds

AS_IS = Assumptions()
ERROR = 0.002
"""Of a chance at the usual number of paths."""

RSU = {"base": 185_000, "grant_value": 400_000, "refresh_rate": 0.25, "growth": 0.1, "volatility": 0.6}
KINDS = {
    "shares": RSU | {"bonus_target": 0.15, "cliff_months": 6, "first_refresh": 2, "vests_per_year": 12},
    "schedule": {"base": 1e5, "grant_value": 3e5, "schedule": (0.05, 0.15, 0.4, 0.4), "vest_years": 4.0},
    "held": RSU | {"held1_value": 90_000, "held1_months_left": 26, "held2_value": 5e4, "held2_months_left": 0},
    "options": {"base": 1.5e5, "equity_kind": "nso", "shares": 20_000, "price": 20, "strike": 22, "growth": 0.2},
    "waits": {"base": 1.5e5, "grant_value": 5e5, "liquidity_probability": 0.6, "liquidity_months": 31,
              "refresh_rate": 0.2, "growth": 0.2, "volatility": 0.7},
    "startup": {"base": 1.4e5, "shares": 90_000, "strike": 0.5, "fully_diluted": 8e6, "exit_value": 6e7,
                "preferences": 1.5e7, "preferred_shares": 2e6, "exit_probability": 0.7, "exit_years": 3.5,
                "equity_kind": "iso", "future_dilution": 0.2},
    "leaving": RSU | {"sign_on": 60_000, "sign_on_year2": 40_000, "stay_bonus": 50_000,
                      "annual_leave_probability": 0.25},
    "leaves what waits": {"base": 1.5e5, "grant_value": 5e5, "liquidity_probability": 0.6, "refresh_rate": 0.2,
                          "annual_leave_probability": 0.25},
    "leaves a startup": {"base": 1.4e5, "shares": 90_000, "fully_diluted": 8e6, "exit_value": 6e7,
                         "exit_years": 3, "annual_leave_probability": 0.25},
    "leaves options": {"base": 1.5e5, "equity_kind": "iso", "shares": 9_000, "strike": 20,
                       "annual_leave_probability": 0.25},
}  # fmt: skip

each_kind = pytest.mark.parametrize("kind", KINDS)


def offer(name="this", **fields):
    return Offer(name=name, **fields)


def drawn(*offers, assumptions=AS_IS, paths=PATHS, seed=1):
    """What each offer is worth, before tax and after, by draw."""
    blocks = Futures(Case.of(offers, assumptions)).blocks(paths, seed)
    return np.concatenate(list(blocks), axis=2)


def chance(one, other, assumptions=AS_IS, paths=PATHS):
    odds = odds_of([one, other], assumptions, paths)
    assert odds.before_tax[0].best == pytest.approx(odds.before_tax[0].beats[1])
    return odds.before_tax[0].beats[1]


def single_vest(grant_value, volatility, growth=0.1, base=0, company=""):
    """A grant that vests in one piece after two years."""
    return offer(base=base, grant_value=grant_value, volatility=volatility, growth=growth, vest_years=2,
                 cliff_months=24, vests_per_year=1, company=company)  # fmt: skip


def phi(x):
    return stats.norm.cdf(x)


# ---------------------------------------------------------------- closed forms


@pytest.mark.parametrize("volatility", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("ratio", [0.5, 1.0, 1.4])
def test_one_vest_against_a_sure_amount(volatility, ratio):
    """``Phi`` of how far the logarithm of the one lies above that of the other."""
    worth = 500_000 * (1.1 / 1.12) ** 2
    sure = offer(base=0, sign_on=ratio * worth)
    expected = phi(-math.log(ratio) / (volatility * 2**0.5) - volatility * 2**0.5 / 2)
    assert chance(single_vest(500_000, volatility), sure) == pytest.approx(expected, abs=ERROR)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8, 1.0])
def test_two_vests_against_one_another(correlation):
    """Their ratio is lognormal."""
    one, other = single_vest(500_000, 0.7), single_vest(420_000, 0.4, growth=0.05)
    median = math.log(500 / 420) + 2 * math.log(1.1 / 1.05) - (0.7**2 - 0.4**2)
    spread = (2 * (0.7**2 + 0.4**2 - 2 * correlation * 0.7 * 0.4)) ** 0.5
    found = chance(one, other, Assumptions(price_correlation=correlation))
    assert found == pytest.approx(phi(median / spread), abs=ERROR)


def test_offers_of_one_company_share_its_price():
    one, other = single_vest(500_000, 0.7, company="Acme"), single_vest(420_000, 0.4, company=" ACME ")
    median, spread = math.log(500 / 420) - (0.7**2 - 0.4**2), 2**0.5 * (0.7 - 0.4)
    assert chance(one, other) == pytest.approx(phi(median / spread), abs=ERROR)
    assert chance(replace(one, volatility=0.4), other) == 1


@pytest.mark.parametrize("probability", [0.0, 0.3, 1.0])
def test_the_probability_of_an_exit_alone(probability):
    startup = offer(base=1e5, shares=1000, fully_diluted=1e6, exit_value=1e8, volatility=0,
                    exit_probability=probability)  # fmt: skip
    found = chance(startup, offer(base=100_001))
    assert found == pytest.approx(probability, abs=1e-3)


def test_the_probability_of_an_event_alone():
    waits = offer(base=1e5, grant_value=1e5, liquidity_probability=0.35, volatility=0)
    assert chance(waits, offer(base=100_001)) == pytest.approx(0.35, abs=1e-3)


def test_the_chance_of_staying_alone():
    leaves = offer(base=1e5, sign_on_year2=20_000, annual_leave_probability=0.3)
    assert chance(leaves, offer(base=100_001)) == pytest.approx(0.7, abs=1e-3)


@pytest.mark.parametrize("base", [192_000, 200_000, 205_000])
def test_the_bonus_of_one_year_is_a_beta_law(base):
    """The sure offer pays, in the middle of the year, what so much of the target would be worth at its end."""
    paid = offer(base=200_000, bonus_target=0.2)
    sure = offer(base=base + 0.2 * 200_000 * 1.05**-0.5)
    needed = (base - 200_000) / (0.2 * 200_000 * 1.05**-0.5) + 1
    low, high = 8 / 15, 22 / 15
    law = stats.beta(3, 3, low, high - low)
    assert chance(paid, sure, Assumptions(horizon_years=1)) == pytest.approx(law.sf(needed), abs=ERROR)


def test_a_startup_is_worth_on_average_what_its_payoff_is():
    """Linear in pieces: above the preference, and more slowly above the exit at which the preferred convert."""
    total, preferred, preference, exit_value, years, volatility = 8e6, 2e6, 15e6, 60e6, 5, 0.5
    startup = offer(base=0, shares=1, fully_diluted=total, exit_value=exit_value, preferences=preference,
                    preferred_shares=preferred, exit_years=years, volatility=volatility)  # fmt: skip

    def call(strike):
        spread = volatility * years**0.5
        d1 = math.log(exit_value / strike) / spread + spread / 2
        return exit_value * phi(d1) - strike * phi(d1 - spread)

    steep, flat = 1 / (total - preferred), 1 / total
    converts = preference * total / preferred
    mean = steep * call(preference) - (steep - flat) * call(converts)
    assert mean == pytest.approx(6.70, abs=0.005)
    today = Assumptions(discount_rate=0, horizon_years=5)
    assert Case.of([startup], today)[0].npv == pytest.approx(7.5)
    found = drawn(startup, assumptions=today, paths=2**17)[0, 0].mean()
    assert found == pytest.approx(mean, rel=0.002)


# ---------------------------------------------------------------- against the model, and a second drawing


@each_kind
def test_the_mean_is_the_models(kind):
    """But for a startup, whose payoff is bent."""
    one = offer(**KINDS[kind], state="CA")
    [case] = Case.of([one], AS_IS)
    before, after = drawn(one, paths=2**16).mean(axis=2)[:, 0]
    if case.kind == "startup":
        assert before < case.npv
        return
    assert before == pytest.approx(case.if_leaving if one.annual_leave_probability else case.npv, rel=0.002)
    if not one.annual_leave_probability:
        assert after == pytest.approx(case.npv_after_tax, rel=0.002)


@each_kind
def test_a_second_drawing_finds_the_same(kind):
    one = offer(**KINDS[kind])
    ours = drawn(one, paths=2**16)[0, 0]
    theirs = odds_by_hand.drawn(one, AS_IS, 2**16, seed=5)
    percents = (2, 10, 25, 40, 60, 75, 90, 98)
    spread = ours.std() + 1
    assert ours.mean() == pytest.approx(theirs.mean(), abs=0.02 * spread)
    for place in np.percentile(theirs, percents) + 0.01:  # some are worth the same in many draws
        assert (ours <= place).mean() == pytest.approx((theirs <= place).mean(), abs=0.009)


@pytest.mark.parametrize("seed", seeds(30, quick=4))
def test_of_random_offers_without_volatility_or_chance_nothing_is_uncertain(seed):
    rng = np.random.default_rng(seed)
    kind = rng.choice(["shares", "held", "options", "schedule"])
    one = offer(**KINDS[kind] | {"volatility": 0, "growth": rng.uniform(-0.2, 0.4), "state": "NY"})
    sure = replace(AS_IS, low=replace(AS_IS.low, payout=1.0), high=replace(AS_IS.high, payout=1.0))
    [case] = Case.of([one], sure)
    worth = drawn(one, assumptions=sure, paths=64)
    for values, expected in zip(worth[:, 0], (case.npv, case.npv_after_tax), strict=True):
        assert values == pytest.approx(np.full(64, expected), rel=1e-12)


@settings(max_examples=examples(30))
@given(
    st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=5),
    st.floats(0, 1),
    st.integers(0, 2**40),
)
def test_chances_add_up(kinds, correlation, seed):
    offers = [offer(f"{place}", **KINDS[kind]) for place, kind in enumerate(kinds)]
    odds = odds_of(offers, Assumptions(price_correlation=correlation), 256, seed)
    for outlooks in (odds.before_tax, odds.after_tax):
        assert sum(one.best for one in outlooks) == pytest.approx(1)
        for place, one in enumerate(outlooks):
            assert list(one.percentiles) == sorted(one.percentiles)
            assert 0 <= one.regret <= one.behind + 1e-6
            assert one.beats[place] == 0.5
            for other, against in enumerate(outlooks):
                assert one.beats[other] + against.beats[place] == pytest.approx(1)


# ---------------------------------------------------------------- what is read off


def test_equal_offers_are_equally_likely():
    one = offer("A", **KINDS["shares"])
    odds = odds_of([one, replace(one, name="B"), replace(one, name="C")], AS_IS, 1000)
    assert [outlook.best for outlook in odds.before_tax] == pytest.approx([1 / 3] * 3)
    assert {chance for outlook in odds.after_tax for chance in outlook.beats} == {0.5}


def test_a_tie_counts_half():
    odds = odds_of([offer("A", base=1e5), offer("B", base=0, other_annual=1e5)], AS_IS, 100)
    assert [one.best for one in odds.before_tax] == [0.5, 0.5]
    assert [one.regret for one in odds.before_tax] == [0, 0]


def test_the_target_is_a_level_salary():
    target = replace(AS_IS, target_total=200_000)
    odds = odds_of([offer("A", base=200_000), offer("B", base=199_999)], target, 100)
    assert [one.reaches_target for one in odds.before_tax] == [1, 0]
    assert [one.reaches_target for one in odds.after_tax] == [None, None]
    assert odds_of([offer(base=1e5)], AS_IS, 10).before_tax[0].reaches_target is None


def test_regret_is_what_is_lost_against_the_best():
    one, other = single_vest(500_000, 0.6), offer("B", base=0, sign_on=450_000)
    before = drawn(one, other)[0]
    odds = odds_of([one, other], AS_IS).before_tax[1]
    gap = np.maximum(before[0] - before[1], 0)
    assert odds.regret == pytest.approx(gap.mean())
    assert odds.behind == pytest.approx(gap[gap > 0].mean())


def test_the_risk_neutral_view_replaces_growth_and_discount_rate():
    offers, assumptions = risk_neutral([offer(**RSU)], AS_IS)
    assert offers[0].growth == assumptions.discount_rate == AS_IS.cash_rate
    mean = odds_of(offers, assumptions).before_tax[0].mean
    assert mean == pytest.approx(Case.of(offers, assumptions)[0].npv, rel=1e-3)


def test_two_runs_agree_and_another_seed_differs():
    offers = [offer(kind, **KINDS[kind]) for kind in ("shares", "leaving", "waits")]
    first, again, other = (drawn(*offers, paths=5000, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert first.shape == (2, 3, 5000)
    assert not (first[0, 0] == other[0, 0]).any()


RECORDED = [
    (1212058.600941369, 1119554.4474357618, 0.484375),
    (731574.4431217535, 610624.577096796, 0.0380859375),
    (982163.4948519473, 785537.4642406295, 0.1953125),
    (690202.1733081974, 534554.016911462, 0.03955078125),
    (1045028.1506354946, 996699.5684922566, 0.24267578125),
]
"""Mean, median and chance to be the best of 4,096 futures of five kinds, before tax."""


def test_the_same_seed_gives_the_same_digits_everywhere():
    kinds = ("shares", "options", "waits", "startup", "leaving")
    found = odds_of([offer(kind, **KINDS[kind]) for kind in kinds], AS_IS, 4096).before_tax
    for outlook, recorded in zip(found, RECORDED, strict=True):
        told = outlook.mean, outlook.by_percent["p50"], outlook.best
        assert told == pytest.approx(recorded, rel=1e-12)


def test_more_paths_continue_the_same_ones():
    few, many = (drawn(offer(**RSU), paths=paths) for paths in (BLOCK, 2 * BLOCK + 7))
    assert (many[:, :, :BLOCK] == few).all()


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize(("low", "high"), [(0.5, 1.5), (1.5, 0.5), (0.2, 0.7), (1.2, 1.4), (1.0, 3.0)])
def test_payouts_have_mean_1_whichever_end_is_typed_first(low, high):
    scenario = Scenario(growth=0, payout=1, raise_rate=0, exit_multiple=1)
    assumed = replace(AS_IS, low=replace(scenario, payout=low), high=replace(scenario, payout=high))
    payouts = payouts_of(assumed)
    factors, chances = payouts.factors, payouts.chances
    low, high = min(low, high), max(low, high)
    mode = min(max(1, low), high)
    mean = (low + 4 * mode + high) / 6
    assert chances @ factors == pytest.approx(1, abs=1e-12)
    assert (np.diff(factors) >= 0).all()
    assert low / mean <= factors[0] + 1e-4 < factors[-1] <= high / mean + 1e-4
    variance = (mean - low) * (high - mean) / 7 / mean**2
    assert chances @ (factors - 1) ** 2 == pytest.approx(variance, rel=1e-3)


@pytest.mark.parametrize("payout", [0.0, 1.0])
def test_a_payout_without_a_range_is_sure(payout):
    assumed = replace(AS_IS, low=replace(AS_IS.low, payout=payout), high=replace(AS_IS.high, payout=payout))
    worth = drawn(offer(base=1e5, bonus_target=0.2), assumptions=assumed, paths=16)
    assert worth[0, 0] == pytest.approx([Case.of([offer(base=1e5, bonus_target=0.2)], AS_IS)[0].npv] * 16)


@pytest.mark.parametrize(
    "fields",
    [
        {"grant_value": 1e5, "liquidity_probability": 0.0},
        {"grant_value": 1e5, "liquidity_probability": 0.5, "liquidity_months": 0},
        {"grant_value": 1e5, "liquidity_probability": 0.5, "liquidity_months": 200, "cliff_months": 30},
        {"equity_kind": "iso", "shares": 100, "strike": 0, "price": 2},
        {"equity_kind": "iso"},
        {"shares": 100, "exit_value": 1e8},
        {"shares": 100, "exit_value": 1e8, "fully_diluted": 1e6, "exit_years": 0},
        {"shares": 100, "exit_value": 1e8, "fully_diluted": 1e6, "future_dilution": 1},
        {"grant_value": 1e5, "annual_leave_probability": 1.0, "sign_on": 1e4, "stay_bonus": 1e3},
        {"grant_value": 1e5, "annual_leave_probability": 0.5, "sign_on": 1e4, "clawback_months": 0},
        {"grant_value": 1e5, "volatility": 5.0, "growth": -0.9},
        {"held1_value": 1e5, "held1_months_left": 0},
        {"bonus_target": 0.5, "bonus_payout": 0},
    ],
)
def test_at_the_edges_everything_is_a_number(fields):
    one = offer(base=1e5, **fields)
    [case] = Case.of([one], AS_IS)
    worth = drawn(one, offer("other", base=1e5), paths=1000)
    assert np.isfinite(worth).all()
    assert np.ptp(worth[:, 1], axis=1) == pytest.approx([0, 0])
    if one.volatility < 5 and case.kind != "startup":
        expected = case.if_leaving if one.annual_leave_probability else case.npv
        assert worth[0, 0].mean() == pytest.approx(expected, rel=0.01)


def test_numbers_too_large_are_refused():
    with pytest.raises(OutOfDomain, match="too large"):
        odds_of([offer(base=1e308, raise_rate=2)], AS_IS, 16)
