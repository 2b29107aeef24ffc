"""The article's figures: each is sourced, dated and possible, and what the model takes from them is theirs."""

from __future__ import annotations

import re

import pytest
from offersheet.facts import load
from offersheet.facts.article import calendar, figure, figures, metros, tiers
from offersheet.model.assumptions import Assumptions
from offersheet.worksheet import catalogue

DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2]|Q[1-4])|/20\d\d)?")
ARTICLE = load("article")


@pytest.mark.parametrize("group", ["tiers", "metros", "calendar"])
def test_a_table_says_where_it_comes_from_and_of_when_it_is(group):
    assert ARTICLE[group]["source"]
    assert DATE.fullmatch(ARTICLE[group]["date"])


@pytest.mark.parametrize("fact", figures().values(), ids=figures())
def test_a_figure_says_what_it_is_where_it_comes_from_and_of_when_it_is(fact):
    assert fact.label
    assert fact.unit
    assert fact.source
    assert DATE.fullmatch(fact.date)
    assert len(fact.values) in (1, 2)
    assert list(fact.values) == sorted(fact.values)


def test_nothing_is_said_that_nobody_reads():
    known = {
        "tiers": {"label", "printed", "base", "bonus", "stock", "vest_years", "total"},
        "metros": {"label", "also", "below"},
        "figures": {"label", "value", "low", "high", "unit", "source", "date", "note"},
    }
    for group, keys in known.items():
        for fact in ARTICLE[group].values():
            if isinstance(fact, dict):
                assert set(fact) <= keys
    assert set(ARTICLE) == {"title", "publisher", "date", "calendar", *known}


def test_every_range_begins_below_its_end():
    for tier in tiers().values():
        for low, high in (tier.base, tier.bonus, tier.stock, tier.total):
            assert 0 < low < high
    for metro in metros().values():
        assert 0 <= metro.below[0] <= metro.below[1] < 1


def test_there_is_a_sentence_for_each_quarter():
    assert len(set(calendar())) == 4
    assert all(sentence.endswith(".") and len(sentence) <= 150 for sentence in calendar())


def test_the_first_metro_is_what_the_others_are_measured_by():
    assert next(iter(metros().values())).factor == 1
    assert [metro.factor for metro in metros().values()] == pytest.approx([1, 0.925, 0.925, 0.925], abs=1e-15)


# As the specification adds them up, in thousands: base, bonus and a year of the stock; the same with all of
# the stock; and what is printed.
TOTALS = {
    "faang": ((247, 312), None, (240, 300)),
    "mid_market": ((191.666667, 250.333333), (245, 337), (210, 285)),
    "unicorn": ((161.5, 215), (236.5, 365), (230, 300)),
    "early_stage": ((129, 193), (225, 393), (220, 380)),
}


@pytest.mark.parametrize("name", TOTALS)
def test_the_printed_totals_are_not_what_their_parts_add_to(name):
    tier, (a_year, whole, printed) = tiers()[name], TOTALS[name]
    parts = [base * (1 + bonus) for base, bonus in zip(tier.base, tier.bonus, strict=True)]
    annualised = [
        (part + stock / tier.vest_years) / 1000 for part, stock in zip(parts, tier.stock, strict=True)
    ]
    assert annualised == pytest.approx(a_year, abs=1e-6)
    if whole is not None:
        counted = [(part + stock) / 1000 for part, stock in zip(parts, tier.stock, strict=True)]
        assert counted == pytest.approx(whole)
    assert tier.total == tuple(1000 * bound for bound in printed)


def test_both_mid_market_totals_of_the_article_are_kept():
    assert tiers()["mid_market"].total == (210_000, 285_000)
    assert figure("mid_market_total").values == (240_000, 285_000)


def test_the_model_begins_where_the_article_does():
    defaults = {
        (name, parameter.name): parameter.default
        for name, function in catalogue.functions().items()
        for parameter in function.parameters
    }
    assert defaults["BONUS_RANGE", "low"] == figure("bonus_payout").low == 0.08
    assert defaults["BONUS_RANGE", "target"] == figure("bonus_target").value == 0.15
    assert defaults["BONUS_RANGE", "high"] == figure("bonus_payout").high == 0.22
    assert defaults["BASE_PROJECTION", "rate"] == figure("base_growth").value == 0.07
    assert {rate for (_, name), rate in defaults.items() if name == "discount_rate"} == {
        figure("discount_rate").low
    }
    scenarios = Assumptions().scenarios
    assert (scenarios["low"].growth, scenarios["high"].growth) == figure("growth_scenarios").values
    assert scenarios["base"].growth == figure("growth").low
    assert scenarios["low"].payout == pytest.approx(8 / 15)
    assert scenarios["high"].payout == pytest.approx(22 / 15)
    assert Assumptions().discount_rate == figure("discount_rate").low
