"""What must hold whatever an offer says."""

from __future__ import annotations

import math
from itertools import pairwise

import offersheet
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.model.strategies import (
    cliffs,
    growth_and_discount,
    growths,
    horizons,
    money,
    payouts,
    rates,
    schedules,
    shares_of_pay,
    terms,
)

NO_LATER_THAN = 10
"""Years in which every grant has vested: the longest vesting, and the longest cliff."""


def same(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(terms())
def test_fractions_add_to_one_at_rising_months_from_the_cliff_on(terms):
    table = offersheet.vest_schedule(*terms)
    months = table.column("month")
    vest_years, cliff_months, _, schedule = terms
    last = max(cliff_months, 12 * (len(schedule) if schedule else vest_years))
    assert math.fsum(table.column("fraction")) == same(1)
    assert table.column("cumulative")[-1] == same(1)
    assert months == sorted(set(months))
    assert cliff_months <= months[0]
    assert months[-1] <= last + 1e-9
    assert min(table.column("fraction")) > 0


@given(money, rates, terms())
def test_present_value_is_the_grant_where_growth_is_the_discount_rate(grant_value, rate, terms):
    assert offersheet.equity_pv(grant_value, rate, rate, *terms) == same(grant_value)


@given(growths, st.tuples(rates, rates), terms())
def test_present_value_falls_as_the_discount_rate_rises(growth, discount_rates, terms):
    low, high = sorted(discount_rates)
    assume(high - low > 1e-6)
    assert offersheet.equity_pv(1e6, growth, low, *terms) > offersheet.equity_pv(1e6, growth, high, *terms)


@given(st.tuples(growths, growths), rates, terms())
def test_present_value_rises_with_growth(both, discount_rate, terms):
    low, high = sorted(both)
    assume(high - low > 1e-6)
    value_of = [offersheet.equity_pv(1e6, growth, discount_rate, *terms) for growth in (low, high)]
    assert value_of[0] < value_of[1]


@given(money, growths, terms())
def test_the_years_add_to_the_whole(grant_value, growth, terms):
    by_year = offersheet.equity_by_year(grant_value, growth, NO_LATER_THAN, *terms)
    assert math.fsum(by_year) == same(offersheet.equity_pv(grant_value, growth, 0, *terms))


@given(money, terms())
def test_without_growth_the_years_add_to_the_grant(grant_value, terms):
    by_year = offersheet.equity_by_year(grant_value, 0, NO_LATER_THAN, *terms)
    assert math.fsum(by_year) == same(grant_value)


@given(money, terms())
def test_a_year_without_growth_is_what_vested_in_it(grant_value, terms):
    by_year = offersheet.equity_by_year(grant_value, 0, NO_LATER_THAN, *terms)
    at_ends = [offersheet.vested(grant_value, 12 * year, *terms) for year in range(NO_LATER_THAN + 1)]
    gained = [after - before for before, after in pairwise(at_ends)]
    assert by_year.tolist() == pytest.approx(gained, rel=1e-9, abs=1e-9 * grant_value)


@given(money, st.tuples(st.floats(0, 130), st.floats(0, 130)), terms())
def test_vested_never_falls(grant_value, months, terms):
    before, after = (offersheet.vested(grant_value, month, *terms) for month in sorted(months))
    assert 0 <= before <= after * (1 + 1e-12) <= grant_value * (1 + 1e-9)


@given(money, terms(), st.floats(0, 1, exclude_max=True))
def test_nothing_has_vested_before_the_cliff_and_all_at_the_end(grant_value, terms, part):
    before_cliff = part * terms[1]
    assume(before_cliff < terms[1])
    assert offersheet.vested(grant_value, before_cliff, *terms) == 0
    assert offersheet.vested(grant_value, 12 * NO_LATER_THAN, *terms) == same(grant_value)


@given(growth_and_discount(), cliffs, st.integers(1, 10), st.sampled_from((1, 2, 4, 12)))
def test_an_even_schedule_is_no_schedule(rates, cliff_months, years, per_year):
    even = (1 / years,) * years
    with_schedule = offersheet.equity_pv(1e6, *rates, 4, cliff_months, per_year, even)
    assert with_schedule == same(offersheet.equity_pv(1e6, *rates, years, cliff_months, per_year))


def test_four_quarters_are_the_usual_four_years():
    quarters = (0.25, 0.25, 0.25, 0.25)
    assert offersheet.vest_schedule(schedule=quarters) == offersheet.vest_schedule()


@given(schedules(), st.floats(0.5, 20))
def test_with_a_schedule_vest_years_do_not_matter(schedule, vest_years):
    assert offersheet.equity_pv(1e6, 0.1, 0.12, vest_years, schedule=schedule) == offersheet.equity_pv(
        1e6, 0.1, 0.12, schedule=schedule
    )


@given(st.tuples(money, money), growth_and_discount(), terms())
def test_two_grants_are_worth_their_sum(grants, rates, terms):
    apart = sum(offersheet.equity_pv(grant, *rates, *terms) for grant in grants)
    assert offersheet.equity_pv(sum(grants), *rates, *terms) == same(apart)


@given(growth_and_discount(), terms())
def test_a_later_cliff_is_worth_less_only_where_discounting_wins(rates, terms):
    growth, discount_rate = rates
    assume(abs(growth - discount_rate) > 1e-6)
    vest_years, cliff_months, per_year, schedule = terms
    assume(cliff_months < 120)
    sooner = offersheet.equity_pv(1e6, *rates, vest_years, cliff_months, per_year, schedule)
    later = offersheet.equity_pv(1e6, *rates, vest_years, cliff_months + 1, per_year, schedule)
    if growth < discount_rate:
        assert later <= sooner * (1 + 1e-12)
    else:
        assert later >= sooner * (1 - 1e-12)


@given(shares_of_pay, growths, st.integers(0, 5), st.integers(2, 40))
def test_a_refresh_a_year_later_moves_the_row_by_a_year(refresh_rate, growth, first_refresh, years):
    sooner = offersheet.refresh_by_year(1e6, refresh_rate, growth, years, first_refresh)
    later = offersheet.refresh_by_year(1e6, refresh_rate, growth, years, first_refresh + 1)
    assert later.tolist() == same([0.0, *sooner.tolist()[:-1]])


@given(shares_of_pay, growths, st.integers(1, 36))
def test_the_first_refresh_grant_vests_as_a_grant_of_its_own(refresh_rate, growth, years):
    stacked = offersheet.refresh_by_year(1e6, refresh_rate, growth, years, 0)
    without_the_first = offersheet.refresh_by_year(1e6, refresh_rate, growth, years, 1)
    alone = offersheet.equity_by_year(1e6 * refresh_rate, growth, years, 4, 0)
    assert (stacked - without_the_first).tolist() == pytest.approx(
        alone.tolist(), rel=1e-9, abs=1e-9 * stacked.max()
    )


offers = st.tuples(
    money, shares_of_pay, money, horizons, rates, growths, money, shares_of_pay, payouts, terms()
)


def flat(offer):
    *offer, terms = offer
    return (*offer, *terms)


@given(offers)
def test_the_total_of_a_year_is_the_sum_of_its_parts(offer):
    for year, *parts, total in offersheet.comp_by_year(*flat(offer)).rows:
        assert total == same(math.fsum(parts)), year


@given(offers)
def test_without_discounting_present_value_is_all_that_the_years_pay(offer):
    table = offersheet.comp_by_year(*flat(offer))
    value = offersheet.offer_npv(*flat(offer), cash_rate=0, discount_rate=0)
    assert value == same(math.fsum(table.column("total")))


@given(offers)
def test_the_year_table_is_made_of_the_functions_of_its_columns(offer):
    base, _, grant_value, years, raise_rate, growth, _, refresh_rate, _, *terms = flat(offer)
    table = offersheet.comp_by_year(*flat(offer))
    salary = offersheet.base_projection(base, raise_rate, years)
    equity = offersheet.equity_by_year(grant_value, growth, years, *terms)
    refresh = offersheet.refresh_by_year(grant_value, refresh_rate, growth, years, vests_per_year=terms[2])
    assert table.column("year") == list(range(1, years + 1))
    assert table.column("base") == same(salary.tolist())
    assert table.column("equity") == same(equity.tolist())
    assert table.column("refresh") == same(refresh.tolist())


@given(offers)
def test_present_value_falls_as_cash_is_discounted_more(offer):
    assume(offer[0] > 1)
    assert offersheet.offer_npv(*flat(offer), cash_rate=0.04) > offersheet.offer_npv(
        *flat(offer), cash_rate=0.06
    )


@given(money, growth_and_discount(), terms())
def test_over_the_whole_vesting_an_offer_of_a_grant_alone_is_its_present_value(grant_value, rates, terms):
    growth, discount_rate = rates
    offer = offersheet.offer_npv(
        0, 0, grant_value, NO_LATER_THAN, 0, growth, 0, 0, 1, *terms, discount_rate=discount_rate
    )
    assert offer == same(offersheet.equity_pv(grant_value, growth, discount_rate, *terms))


@given(st.tuples(money, shares_of_pay, money, st.floats(0.1, 10), money, payouts, money))
def test_sign_on_counts_whole_spread_or_not_at_all(offer):
    vest_years, sign_on = offer[3], offer[4]
    recurring, average, first_year = (
        offersheet.total_comp(*offer, basis) for basis in ("recurring", "average", "first_year")
    )
    assert average == same(recurring + sign_on / vest_years)
    assert first_year == same(recurring + sign_on)
