"""What must hold of taxes, whatever the income and the law."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import numpy as np
import offersheet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from offersheet import facts
from offersheet.errors import NotFound, OutOfDomain
from offersheet.model import tax
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES, TAX_YEARS
from offersheet.model.tax.law import figures, items, jurisdiction
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.piecewise import Piecewise
from offersheet.model.tax.states import state_law
from offersheet.worksheet.call import call

households = st.builds(
    Household, st.sampled_from(("", *STATES)), st.sampled_from(STATUSES), st.sampled_from(TAX_YEARS)
)
wages = st.integers(0, 300_000_000).map(lambda cents: cents / 100) | st.sampled_from(
    (0.0, 50_000.0, 100_000.0, 200_000.0, 250_000.0, 500_000.0, 1_000_000.0)
)
money = st.floats(0, 2e6)


def of(household):
    return household.state, household.status, household.year


def household_of(household):
    return household.state, household.year, household.status


# ---------------------------------------------------------------- one law, computed three ways


@given(household=households, pay=wages, pretax=st.just(0.0) | st.floats(0, 30_000))
def test_a_number_an_array_and_the_table_of_all_incomes_agree(household, pay, pretax):
    pay += pretax
    by_rule = pay - pretax - household.bill(pay, pretax).total
    assert household.take_home(np.array([pay]), pretax)[0] == pytest.approx(by_rule, abs=1e-6)
    assert household.kept(pretax)(pay - pretax) == pytest.approx(by_rule, abs=1e-6)
    varied = household.bill(np.array([pay, 1.0]), np.array([pretax, 0.0])).total
    assert pay - pretax - varied[0] == pytest.approx(by_rule, abs=1e-6)


@given(
    pay=st.lists(wages, min_size=2, max_size=4),
    state=st.sampled_from(STATES),
    status=st.sampled_from(STATUSES),
)
def test_states_statuses_and_years_broadcast(pay, state, status):
    states, years = np.array([state, "CA", ""]), np.array([[2025], [2026]])
    answer = offersheet.take_home(np.array(pay)[:, None, None], states[None, None, :], status, years[None])
    for i, one in enumerate(pay):
        for j, year in enumerate(TAX_YEARS):
            for k, where in enumerate((state, "CA", "")):
                alone = offersheet.take_home(one, where, status, year)
                assert answer[i, j, k] == pytest.approx(alone, abs=1e-6)


# ---------------------------------------------------------------- the parts add up


@given(household=households, pay=wages, spread=money, gains=money)
def test_the_table_adds_up(household, pay, spread, gains):
    lines = dict(offersheet.tax_table(pay, *of(household), 0, spread, gains).rows)
    taxes = [*lines.values()][: [*lines].index("Total")]
    assert sum(taxes) == pytest.approx(lines["Total"], abs=1e-6)
    assert lines["Take-home"] == pytest.approx(pay - lines["Total"], abs=1e-6)


@given(household=households, pay=wages, pretax=st.floats(0, 30_000), extra=st.floats(0, 1))
def test_take_home_is_wages_less_every_tax(household, pay, pretax, extra):
    pay += pretax
    state_owed = (
        offersheet.state_tax(pay, household.state, *of(household)[1:], pretax) if household.state else 0.0
    )
    law = household.law
    funds = sum(one.of_wages(pay) for one in contributions(*household_of(household)) if one.deducted)
    paid = 0.0 if law is None or law.follows_federal_deduction else max(state_owed + funds, 0.0)
    owed = (
        offersheet.federal_tax(pay, household.status, household.year, paid, pretax)
        + state_owed
        + offersheet.payroll_tax(pay, *of(household))
    )
    left = offersheet.take_home(pay, *of(household), pretax, extra)
    assert left == pytest.approx(pay - pretax - owed - extra * pay, abs=1e-6)


@given(pay=wages, status=st.sampled_from(STATUSES), year=st.sampled_from(TAX_YEARS))
def test_the_city_pays_the_state_too(pay, status, year):
    city = offersheet.state_tax(pay, "NYC", status, year) - offersheet.state_tax(pay, "NY", status, year)
    assert city >= -500.0  # a school tax credit is paid out
    assert offersheet.payroll_tax(pay, "NYC", status, year) == offersheet.payroll_tax(pay, "NY", status, year)


@given(pay=st.floats(40_000, 3e6), pretax=st.floats(0, 24_000))
def test_pennsylvania_taxes_what_is_put_into_a_plan(pay, pretax):
    assert offersheet.state_tax(pay, "PA", "single", 2026, pretax) == pytest.approx(0.0307 * pay)
    assert offersheet.state_tax(pay, "IL", "single", 2026, pretax) <= offersheet.state_tax(pay, "IL")


# ---------------------------------------------------------------- the floor


@given(household=households, net=st.integers(0, 300_000_000).map(lambda cents: cents / 100))
def test_the_floor_is_the_first_cent_that_is_enough(household, net):
    gross = offersheet.gross_for_net(net, *of(household))
    assert gross == pytest.approx(round(gross, 2), abs=1e-9)
    assert offersheet.take_home(gross, *of(household)) >= net - 1e-5
    below = np.floor(np.linspace(0, gross, 50, endpoint=False) * 100) / 100
    below = np.append(below, gross - 0.01)
    below = below[(below >= 0) & (below < gross - 0.005)]
    if below.size:
        assert np.all(offersheet.take_home(below, *of(household)) < net + 1e-6)


@given(household=households, net=st.floats(0, 1e6), pretax=st.integers(0, 30_000))
def test_what_is_paid_into_a_plan_comes_on_top(household, net, pretax):
    gross = offersheet.gross_for_net(net, *of(household), pretax)
    assert gross >= pretax
    assert offersheet.take_home(gross, *of(household), pretax) >= net - 1e-5


@given(
    household=households,
    nets=st.lists(st.floats(0, 1e6), min_size=1, max_size=6),
    pretaxes=st.lists(st.floats(0, 60_000), min_size=6, max_size=6),
)
def test_each_may_pay_its_own_part_into_a_plan(household, nets, pretaxes):
    paid = np.array(pretaxes[: len(nets)])
    together = offersheet.gross_for_net(np.array(nets), *of(household), paid)
    for net, one, gross in zip(nets, paid.tolist(), together, strict=True):
        assert gross == pytest.approx(offersheet.gross_for_net(net, *of(household), one), abs=0.0101)


@pytest.mark.parametrize("state", ["", "CA", "CO", "AR", "SC", "PA", "AL", "NYC", "NJ"])
def test_many_who_pay_in_unlike_parts_get_what_each_gets_alone(state):
    """Around the places where tax bends or falls, too."""
    rng = np.random.default_rng(12)
    kept = Household(state, "mfj", 2025).kept()
    near = [
        kept(piece.edge.at + by) for piece in kept.pieces[:40] for by in (-0.01, 0.0, 0.02) if piece.edge.at
    ]
    nets = np.concatenate([np.maximum(near, 0.0), rng.uniform(0, 1e6, 200)])
    paid = rng.choice([0.0, 5_000.0, 24_500.0], nets.size) + rng.choice([0.0, 0.5], nets.size)
    together = offersheet.gross_for_net(nets, state, "mfj", 2025, paid)
    alone = [
        offersheet.gross_for_net(net, state, "mfj", 2025, one)
        for net, one in zip(nets.tolist(), paid.tolist(), strict=True)
    ]
    assert together == pytest.approx(np.array(alone), abs=1e-6)


def test_none_get_nothing_and_a_huge_part_is_survived():
    assert offersheet.gross_for_net(np.array([]), "CA", "single", 2026, np.array([])).size == 0
    found = offersheet.gross_for_net(np.array([50_000.0, 1e5]), "", "single", 2026, np.array([1e300, 1e4]))
    assert found[1] == offersheet.gross_for_net(100_000, "", "single", 2026, 10_000)


@pytest.mark.parametrize("state", ["", "CA", "AR", "AL", "PA", "NYC"])
def test_what_is_too_large_to_hold_spoils_its_own_place_only(state):
    """As alone: from amounts without a cent to what is infinite, beside an ordinary one."""
    sizes = (0.0, 86_000.0, 1e12, 1e15, 1e200, 1.7e308)
    nets, paid = (sizes_of.ravel().tolist() for sizes_of in np.meshgrid(sizes, (3.7, *sizes)))
    column = call(
        "GROSS_FOR_NET", [[[net] for net in nets], state, "single", 2026.0, [[one] for one in paid]]
    )
    for (together,), net, one in zip(column.value, nets, paid, strict=True):
        alone = call("GROSS_FOR_NET", [net, state, "single", 2026.0, one]).value
        assert together == (pytest.approx(alone, rel=1e-9) if isinstance(alone, float) else alone)


def test_a_drop_of_take_home_within_a_cent_is_passed_over():
    """From 300,000 on Colorado adds to income: what is kept just below is kept again only for much more."""
    kept = Household("CO", "single", 2026).kept()
    just_below = kept(299_999.995)
    assert kept(300_000.0) < just_below - 10
    gross = offersheet.gross_for_net(just_below, "CO")
    assert gross > 300_010
    assert offersheet.take_home(gross, "CO") >= just_below > offersheet.take_home(gross - 0.01, "CO")


# ---------------------------------------------------------------- shares


@given(household=households, pay=st.floats(20_000, 2e6))
def test_the_headroom_is_the_largest_spread_without_extra_tax(household, pay):
    room = offersheet.iso_headroom(pay, *of(household))
    before = household.bill(pay)
    already = before.federal.minimum > 0
    if room > 0:
        assert offersheet.iso_amt(pay, 0.999 * room, *of(household)) == pytest.approx(0.0, abs=0.01)
        assert not already
    assert offersheet.iso_amt(pay, room + 1_000, *of(household)) > 1


@given(household=households, pay=wages, vest=money, rate=st.floats(0, 1))
def test_what_is_withheld_and_set_aside_is_what_is_owed(household, pay, vest, rate):
    gap = offersheet.rsu_tax_gap(vest, pay, *of(household), rate)
    owed = household.bill(pay + vest).income_taxes - household.bill(pay).income_taxes
    withheld = rate * min(vest, 1e6) + 0.37 * max(vest - 1e6, 0.0)
    found = [figures(jurisdiction(name), rule, household.year, "single") for name in
             {"": (), "NYC": ("NY", "NYC")}.get(household.state, (household.state,))
             if (rule := jurisdiction(name).get("supplemental"))]  # fmt: skip
    flat = sum(one["rate"] for one in found if one)
    if flat:
        assert gap + withheld + flat * vest == pytest.approx(owed, abs=1e-4)
    else:
        exact = household.bill(pay + vest).state - household.bill(pay).state
        assert gap + withheld + exact == pytest.approx(owed, abs=1e-4)


# ---------------------------------------------------------------- the law


@given(household=households, pay=st.floats(60_000, 3e6), more=st.floats(1_000, 1e5))
def test_more_pay_is_more_tax(household, pay, more):
    assert household.bill(pay + more).total > household.bill(pay).total


@pytest.mark.parametrize("state", STATES)
def test_every_figure_of_a_state_is_used(state):
    """The forms take their figures by name: one that a form does not know, or lacks, is refused here."""
    for year in TAX_YEARS:
        for status in STATUSES:
            law = state_law(state, year, status)
            assert law.tax(Piecewise.line()) is not None
    parts = {"additions", "deductions", "tax", "alternate_tax", "minimum_tax", "zero_tax", "credits", "surtax",
             "refundable", "payroll", "wage_tax", "amt", "supplemental"}  # fmt: skip
    assert {part for part, _ in items(jurisdiction(state))} <= parts


def test_one_state_is_read_at_a_time():
    facts.load.cache_clear()
    state_law.cache_clear()
    state_law("CA", 2026, "single")
    assert facts.load.cache_info().currsize == 1


def numbers_in(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }


def test_no_threshold_stands_in_code():
    """A number of the law has a year and a source, so it stands in the law's files."""
    may_stand = {0, 1, 2, 3, 100, 1024, 2025, 2026}
    examples_and_help = {"income.py", "shares.py", "arguments.py"}
    closeness_of_numbers = {"inverse.py", "tabulate.py"}
    for path in Path(tax.__file__).parent.glob("*.py"):
        if path.name not in examples_and_help | closeness_of_numbers:
            assert numbers_in(path) <= may_stand, path.name


def test_a_file_of_law_is_small():
    for path in (Path(facts.__file__).parent / "tax").glob("*.toml"):
        assert path.stat().st_size < 20_000, path.name
        assert tomllib.loads(path.read_text("utf-8"))


# ---------------------------------------------------------------- what is not there


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("XX",), "AL"),
        (("CA", "married"), "mfj"),
        (("CA", "single", 2024), "2025, 2026"),
        (("CA", "single", 2025.5), "2025, 2026"),
    ],
)
def test_what_is_not_in_the_tables_is_named(arguments, names):
    with pytest.raises(NotFound, match=names):
        offersheet.take_home(100_000, *arguments)


def test_no_more_than_the_wages_goes_into_a_plan():
    with pytest.raises(OutOfDomain, match="pretax must be at most the wages, got 20000 of 10000"):
        offersheet.take_home(10_000, "CA", "single", 2026, 20_000)
