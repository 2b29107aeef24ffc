"""The level of each part of an offer at which it is worth as much as the best other one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.grants import equity_kind
from offersheet.model.offer import Offer
from offersheet.model.pay import salary_pv
from offersheet.model.tied_levers import LEVERS, moved, worth_of_one

from tests.seeds import seeds
from tests.workbook.typed import random_case

HERE = Offer(name="Here", base=180_000, bonus_target=0.1, grant_value=100_000, growth=0.05)
THERE = Offer(name="There", base=230_000, sign_on=20_000)


def cases(seed: int) -> list[Case]:
    return Case.of(*random_case(seed).read())


@pytest.mark.parametrize("lever", LEVERS)
@pytest.mark.parametrize("seed", seeds(200, quick=20))
def test_at_the_level_that_ties_an_offer_is_worth_as_much(seed, lever):
    with np.errstate(all="ignore"):
        for case in cases(seed):
            level = getattr(case, f"ask_tie_{lever}")
            if level is None or case.gap_to_best_other < 0.005:
                continue
            tied = case.with_()
            tied = Case(moved(lever, case.offer, level), case.assumptions)
            gained = tied.npv - tied.benefits_pv - (case.npv - case.benefits_pv)
            dust = 1e-12 * (abs(case.npv) + abs(case.best_other))
            assert gained == pytest.approx(case.gap_to_best_other, rel=1e-9, abs=max(0.005, dust))


def test_one_more_of_base_comes_with_raises_and_bonus():
    offer, assumed = (
        Offer(name="A", base=1, raise_rate=0.03, bonus_target=0.2, bonus_payout=0.5),
        Assumptions(),
    )
    by_hand = float(salary_pv(1.0, 0.1, 4, 0.03, 0.05))
    assert worth_of_one("base", offer, assumed) == pytest.approx(by_hand, rel=1e-12)


def test_what_ties_with_the_best_other():
    here, there = Case.of([HERE, THERE], Assumptions())
    gap = there.npv - here.npv
    assert gap > 0
    assert here.ask_tie_sign_on == pytest.approx(gap, abs=1e-6)
    assert here.ask_tie_grant == pytest.approx(100_000 * (1 + gap / here.equity_within), rel=1e-12)
    assert [getattr(there, f"ask_tie_{lever}") for lever in LEVERS] == [230_000, 20_000, 0, 0]


def test_an_offer_without_a_grant_is_told_what_grant_would_do():
    there, here = Case.of([HERE, Offer(name="Cash", base=200_000)], Assumptions())
    tied = Case(moved("grant", here.offer, here.ask_tie_grant), Assumptions())
    assert tied.npv == pytest.approx(there.npv, abs=0.005)


@pytest.mark.parametrize("kind", ["iso", "startup"])
def test_options_and_startups_are_told_a_number_of_shares(kind):
    more = {"equity_kind": "iso"} if kind == "iso" else {"exit_value": 1e9, "fully_diluted": 1e8}
    offer = Offer(name="A", base=150_000, shares=1_000, price=10, strike=2, **more)
    case, _ = Case.of([offer, THERE], Assumptions())
    tied = Case(moved("grant", offer, case.ask_tie_grant), Assumptions())
    assert case.ask_tie_grant > 1_000
    assert tied.npv == pytest.approx(case.best_other, abs=0.005)
    assert equity_kind(tied.offer) == equity_kind(offer)


def test_blank_where_nothing_does_it():
    (alone,) = Case.of([HERE], Assumptions())
    assert [getattr(alone, f"ask_tie_{lever}") for lever in LEVERS] == [None] * 4
    poor, _ = Case.of([Offer(name="Poor", base=1), THERE], Assumptions())
    assert poor.ask_tie_bonus_target is None, "no bonus target above 2 can be typed"
    late = Offer(name="Late", base=1_000, grant_value=1, cliff_months=60, vest_years=6)
    case, _ = Case.of([late, THERE], Assumptions())
    assert case.ask_tie_grant is None, "nothing vests within the horizon"


def test_two_that_tie_have_nothing_to_ask():
    one, other = Case.of([HERE, Offer(**{**HERE.__dict__, "name": "Twin"})], Assumptions())
    assert one.ask_tie_base == other.ask_tie_base == HERE.base


def test_levers_stay_within_their_fields():
    with pytest.raises(OutOfDomain):
        moved("bonus_target", HERE, 2.1)
    assert not math.isnan(moved("grant", HERE, 5.0).grant)
