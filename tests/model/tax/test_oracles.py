"""Taxes against what independent engines answer: PolicyEngine US, NBER's TAXSIM, and taxcalc.

Their answers were recorded with policyengine-us 2.68.0, taxcalc 6.8.5 and the TAXSIM of policyengine-taxsim 3.2.5, for
earners of wages alone, aged 35, without dependents. PolicyEngine ran twice: as it is, and with the standard deduction
on the federal return, which in some states changes the state's.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
from offersheet.model.tax.federal import federal_law
from offersheet.model.tax.law import figures, items
from offersheet.model.tax.payroll import fica_law
from offersheet.model.tax.rules import make_rule
from offersheet.model.tax.states import state_law

CASES = Path(__file__).parents[2] / "cases"
CLOSE = 1.0
"""Dollars within which two engines agree."""


def recorded(name):
    with (CASES / f"{name}.csv").open(newline="") as file:
        return [*csv.DictReader(file)]


ONE_OFF = tomllib.loads((CASES / "one_off_2025.toml").read_text("utf-8"))


def one_off(row):
    """Return what a state paid back or out once, which the engines count and the model leaves out."""
    law = ONE_OFF.get(row["state"], {}) if row["year"] == "2025" else {}
    filed = state_law(row["state"], int(row["year"]), row["status"]).filed(float(row["wages"]))
    state_law(row["state"], int(row["year"]), row["status"]).regular_tax(filed)
    found = ((item, figures(law, item, int(row["year"]), row["status"])) for _, item in items(law))
    return sum(make_rule(law, item, int(row["year"]), own).amount(filed) for item, own in found if own)


STATE_TAX = recorded("state_tax")
ENGINES = ("policyengine", "policyengine_standard", "taxsim")

WHY_ENGINES_DIFFER = {
    "AL": "an itemised federal return lowers the federal tax that Alabama deducts",
    "AR": "TAXSIM gives about half of what the state's bracket card prints",
    "CA": "TAXSIM rounds the brackets' cumulated tax; PolicyEngine does not",
    "CO": "TAXSIM's tiers of the TABOR refund, and the addition for itemised federal returns",
    "CT": "TAXSIM pro-rates the add-back of table C and steps the recapture of table D by 5,000 on joint returns",
    "DC": "TAXSIM deducts state tax, which DC does not allow; PolicyEngine denies itemisers the standard deduction",
    "GA": "an itemised federal return binds Georgia's",
    "HI": "how much state tax counts as paid where it is deducted",
    "IA": "state tax that was deducted federally is added back",
    "IL": "the exemption is lost above its limit, for TAXSIM already at it",
    "KS": "TAXSIM indexes a standard deduction that is not indexed",
    "MD": "TAXSIM adds the counties' tax",
    "ME": "TAXSIM knows neither the payment of 2025 nor that year's brackets",
    "MN": "TAXSIM deducts state tax",
    "MO": "TAXSIM deducts no federal tax below 125,000",
    "NE": "TAXSIM deducts state tax",
    "NM": "state tax that was deducted federally is added back",
    "NY": "TAXSIM deducts state tax",
    "OH": "rounding of bracket bases in TAXSIM",
    "OK": "TAXSIM's top bracket of joint returns, and itemised federal returns, which bind Oklahoma's",
    "OR": "TAXSIM does not know the kicker credit of 2025",
    "RI": "TAXSIM drops the cents of an income just above a threshold",
    "SC": "state tax that was deducted federally is added back",
    "VA": "TAXSIM takes the rebate off; itemised federal returns bind Virginia's",
    "VT": "TAXSIM's standard deduction of joint returns is 50 less",
}
"""For each state why the engines' answers for 2025 are further apart than that. TAXSIM's 2026 is mostly the law of 2025."""

FORM_SAYS_OTHERWISE = {("MO", wages) for wages in ("50000", "100000", "125000")}
"""Where both engines read a table at its very edge otherwise than the form, which says "50,000 or less"."""

ABOVE_THE_EDGE = {("NY", "280500")}
"""Where an engine recaptures at the very edge of a bracket what the law takes back above it alone."""


def told(row, engines=ENGINES):
    return [float(row[engine]) for engine in engines if row[engine]]


def test_every_state_agrees_with_an_engine():
    apart = []
    for row in STATE_TAX:
        if (row["state"], row["wages"]) in FORM_SAYS_OTHERWISE | ABOVE_THE_EDGE:
            continue
        ours = state_law(row["state"], int(row["year"]), row["status"]).tax(float(row["wages"]))
        if min(abs(ours - one_off(row) - theirs) for theirs in told(row)) > CLOSE:
            apart.append((row, ours))
    assert apart == []


def test_every_state_year_and_status_is_among_the_cases():
    kinds = {(row["state"], row["year"], row["status"]) for row in STATE_TAX}
    assert len(kinds) == 52 * 2 * 3


def test_where_the_engines_differ_it_is_known_why():
    for row in STATE_TAX:
        answers = told(row) if row["year"] == "2025" else told(row, ENGINES[:2])
        if max(answers) - min(answers) > CLOSE:
            assert row["state"] in WHY_ENGINES_DIFFER, row


def test_no_reason_is_given_without_a_case():
    differing = {row["state"] for row in STATE_TAX if max(told(row)) - min(told(row)) > CLOSE}
    assert set(WHY_ENGINES_DIFFER) <= differing


@pytest.mark.parametrize("state_wages", sorted(FORM_SAYS_OTHERWISE))
def test_missouri_takes_the_lower_row_at_the_edge_of_its_table(state_wages):
    """The worksheet of Form MO-1040 says "$25,001 to $50,000" and so on: the edge belongs to the row below it."""
    state, wages = state_wages
    law = state_law(state, 2025, "single")
    at, just_below, just_above = (law.tax(float(wages) + by) for by in (0.0, -0.01, 0.01))
    assert at == pytest.approx(just_below, abs=0.01)
    assert just_above - at > CLOSE


def test_new_yorks_recapture_starts_above_its_edge():
    """Tax Law 601(d-4) speaks of taxable income over 161,550; at it the step before is complete."""
    law = state_law("NY", 2025, "mfj")
    assert law.tax(177_600.0) == pytest.approx(8_885.75, abs=0.005)
    assert law.tax(177_600.01) - law.tax(177_600.0) == pytest.approx(807 * 0.321, abs=0.01)


@pytest.mark.parametrize("state_wages", sorted(ABOVE_THE_EDGE))
def test_at_the_edge_of_a_bracket_nothing_of_the_next_is_taken_back(state_wages):
    state, wages = state_wages
    law = state_law(state, 2025, "hoh")
    assert law.tax(float(wages)) == pytest.approx(law.tax(float(wages) - 0.01), abs=0.01)
    assert law.tax(float(wages) + 0.01) - law.tax(float(wages)) > CLOSE


def test_what_came_back_once_is_left_out():
    """Oregon's form for 220,000 of wages in 2025, before the kicker."""
    assert state_law("OR", 2025, "single").tax(220_000.0) == pytest.approx(19_751.835)
    assert one_off({"state": "OR", "year": "2025", "status": "single", "wages": "220000"}) == pytest.approx(
        0.09863 * 19_751.835
    )


def test_federal_tax_agrees_in_every_part():
    for row in recorded("federal_tax"):
        law = federal_law(int(row["year"]), row["status"])
        wages, gains, spread, paid = (
            float(row[name]) for name in ("wages", "ltcg", "iso_spread", "state_tax")
        )
        owed = law.tax(wages, paid, spread, gains)
        assert owed.regular == pytest.approx(float(row["regular"]), abs=CLOSE), row
        assert owed.minimum == pytest.approx(float(row["amt"]), abs=CLOSE), row
        assert owed.investment == pytest.approx(float(row["niit"]), abs=CLOSE), row
        assert owed.total == pytest.approx(float(row["total"]), abs=CLOSE), row
        taken = fica_law(int(row["year"]), row["status"], additional=True)(wages)
        assert taken == pytest.approx(float(row["fica"]), abs=CLOSE), row


def test_californias_minimum_tax_agrees():
    """PolicyEngine, with California's own phase-out of the exemption at 25 % in both years."""
    for row in recorded("california_amt"):
        law = state_law("CA", int(row["year"]), row["status"])
        ours = law.tax(float(row["wages"]), 0.0, float(row["iso_spread"]))
        assert ours == pytest.approx(float(row["state_tax"]), abs=CLOSE), row
