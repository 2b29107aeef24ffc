"""The stored tables of tax law against the engine: looked up as a spreadsheet does, they give its taxes."""

from __future__ import annotations

import math
from bisect import bisect_right
from importlib.resources import files

import pytest
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES, TAX_YEARS
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.piecewise import Piecewise
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.tax.tables import LawLine, StateLine, household_key, tables
from offersheet.model.tax.tabulate import stored, tabulated
from offersheet.model.walk_away import gross_for_net

WITHIN = 1e-7
EARLY = 1e-6
"""How much of a band counts as the whole of it, so that rounding does not."""

each_state = pytest.mark.parametrize("state", ["", *STATES])


def at(lines: list[StateLine] | list[LawLine], wages: float) -> int:
    return bisect_right([line.start for line in lines], wages) - 1


def bands(line: StateLine, wages: float) -> int:
    return math.floor((wages - line.start) / line.step + EARLY) if line.step else 0


def looked_up(lines: list[StateLine], wages: float) -> float:
    line = lines[at(lines, wages)]
    tax = line.tax + line.rate * (wages - line.start) + line.per_step * bands(line, wages)
    return math.floor(tax + 0.5) if line.whole else tax


def most_so_far(lines: list[StateLine], kept: Piecewise, wages: float) -> float:
    """Return the most that wages up to some leave: now, at the end of the band before, or earlier."""
    line = lines[at(lines, wages)]
    before = wages
    if many := bands(line, wages):
        before = (math.ceil((line.start + many * line.step) * 100 - EARLY) - 1) / 100
    return max(line.most_kept, kept(wages), kept(before))


def awkward_cents(function: Piecewise) -> list[float]:
    """Return wages in whole cents around each place where something changes, in rising order."""
    places = [math.floor(piece.edge.at * 100) for piece in function.pieces]
    return [
        cent / 100 for cent in sorted({max(place + near, 0) for place in places for near in (-1, 0, 1, 2)})
    ]


def awkward_wages(function: Piecewise) -> list[float]:
    """Return those, and wages between."""
    places = [piece.edge.at for piece in function.pieces]
    ends = [*places[1:], 2 * places[-1] + 1e5]
    return [*awkward_cents(function), *((low + high) / 2 for low, high in zip(places, ends, strict=True))]


@pytest.mark.parametrize("year", TAX_YEARS)
def test_what_is_stored_is_what_the_law_gives_today(year):
    found = files("offersheet.facts").joinpath(f"tables/{year}.json").read_text("utf-8")
    assert found == stored(tabulated(year)), "python -m offersheet.model.tax.tabulate makes them anew"


@pytest.mark.parametrize("year", TAX_YEARS)
@each_state
def test_income_tax_looked_up_is_that_of_the_engine(state, year):
    for status in STATUSES:
        household = Household(state, status, year)
        lines = tables(year).income_tax[household_key(state, status)]
        wrong = [
            wages
            for wages in awkward_wages(household.kept())
            if abs(looked_up(lines, wages) - household.state_tax(wages)) > WITHIN
        ]
        assert wrong == [], status


@pytest.mark.parametrize("year", TAX_YEARS)
@each_state
def test_the_most_that_is_kept_never_falls(state, year):
    """Halving finds the smallest wages that leave enough only where what it compares never falls."""
    for status in STATUSES:
        kept = Household(state, status, year).kept()
        lines = tables(year).income_tax[household_key(state, status)]
        most = -math.inf
        for wages in awkward_cents(kept):
            most = max(most, kept(wages))
            assert most_so_far(lines, kept, wages) == pytest.approx(most, abs=1e-6), (status, wages)


@each_state
def test_halving_what_is_kept_finds_the_floor(state):
    kept = Household(state, "single", 2026).kept()
    lines = tables(2026).income_tax[household_key(state, "single")]
    for net in (1.0, 12_345.67, 40_000, 66_000, 88_000, 150_000.01, 450_000, 624_000, 3e6):
        tried, step = 2**51 - 1, 2**50
        while step:
            tried += step if most_so_far(lines, kept, tried / 100) < net - 1e-9 else -step
            step //= 2
        found = tried if most_so_far(lines, kept, tried / 100) >= net - 1e-9 else tried + 1
        assert found / 100 == gross_for_net(net, state), net


@pytest.mark.parametrize("year", TAX_YEARS)
@each_state
def test_what_else_a_state_takes_is_that_of_the_engine(state, year):
    known = tables(year).states[state or "none"]
    for status in STATUSES:
        household = Household(state, status, year)
        for wages in (0.0, 6_000.0, 50_000.0, 100_000.0, 184_500.0, 250_000.0, 3e6):
            own = sum(one.of_wages(wages) for one in contributions(state, year, status)[3:])
            looked = sum(line.more * max(wages - line.start, 0) for line in known.payroll)
            assert looked == pytest.approx(own)
        if not state:
            continue
        assert household.law is not None
        assert known.deducted != household.law.follows_federal_deduction
        assert known.withheld == supplemental_rate(state, year, status)
        assert known.sources


@pytest.mark.parametrize("year", TAX_YEARS)
@each_state
def test_a_minimum_tax_is_that_of_the_engine(state, year):
    known = tables(year)
    for status in STATUSES:
        household, key = Household(state, status, year), household_key(state, status)
        for wages in (0.0, 80_000.0, 200_000.0, 450_000.0, 2e6):
            for spread in (0.0, 50_000.0, 1e6):
                tax = household.state_tax(wages, 0.0, spread)
                extra = 0.0
                if key in known.amt:
                    amt, lines = known.amt[key], known.before_credits[key]
                    line = lines[at(lines, wages)]
                    regular = line.tax + line.rate * (wages - line.start)

                    def owed(income, amt=amt):
                        gone = amt.phaseout_rate * max(income - amt.phaseout_start, 0)
                        return amt.rate * max(income - max(amt.exemption - gone, 0), 0)

                    extra = max(owed(wages + spread) - regular, 0) - max(owed(wages) - regular, 0)
                looked = looked_up(known.income_tax[key], wages)
                assert looked + extra == pytest.approx(tax, abs=WITHIN), (status, wages, spread)
