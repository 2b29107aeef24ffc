"""Tax law as data: figures held to what the authorities print, and to what the statutes tie together."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from offersheet import facts

STATUSES = ("single", "mfj", "hoh")

each_year = pytest.mark.parametrize("year", ["2025", "2026"])
each_status = pytest.mark.parametrize("status", STATUSES)


def law(name: str) -> dict[str, Any]:
    return facts.load(f"tax/{name}")


def tax(table: list[list[float]], income: float) -> float:
    """Tax by brackets, written apart from the engine."""
    tops = [*(low for low, _ in table[1:]), income]
    return sum(rate * max(0, min(income, top) - low) for (low, rate), top in zip(table, tops, strict=True))


PRINTED = {
    # Rev. Proc. 2024-40, sec. 2.01 and Rev. Proc. 2025-32, sec. 4.01: tax where the last bracket begins.
    ("federal", "2025"): {"single": 188_769.75, "mfj": 202_154.50, "hoh": 187_031.50},
    ("federal", "2026"): {"single": 192_979.25, "mfj": 206_583.50, "hoh": 191_171.00},
}


@each_year
@each_status
def test_federal_brackets_give_the_tax_printed_at_the_last_threshold(year, status):
    table = law("federal")["brackets"][year][status]["table"]
    assert tax(table, table[-1][0]) == pytest.approx(PRINTED["federal", year][status], abs=0.005)


@pytest.mark.parametrize(
    ("year", "gone"),
    [
        ("2025", {"single": 978_750, "mfj": 1_800_700, "hoh": 978_750}),
        ("2026", {"single": 680_200, "mfj": 1_280_400, "hoh": 680_200}),
    ],
)
def test_the_federal_exemption_is_gone_where_the_revenue_procedure_says(year, gone):
    amt = law("federal")["amt"][year]
    for status, end in gone.items():
        own = amt[status]
        assert own["phaseout_start"] + own["exemption"] / amt["phaseout_rate"] == end


@each_year
def test_new_yorks_recapture_turns_brackets_into_one_rate(year):
    """Tax Law 601(d-4): what earlier steps recapture is the next step's base, up to a flat tax."""
    brackets, recapture = (item[year] for item in law("NY")["tax"])
    for status in STATUSES:
        table = brackets[status]["table"]
        base, benefit = (recapture[status][key] for key in ("recapture_base", "incremental_benefit"))
        for (_, before), (_, step), (low, after) in zip(base, benefit, base[1:], strict=False):
            assert before + step == after
            rate = max(rate for start, rate in table if start < low)
            assert rate * low - tax(table, low) == pytest.approx(after, abs=1.5)


@each_year
def test_arkansas_card_is_its_brackets(year):
    card = law("AR")["tax"][0][year]
    by_brackets = 0.0
    for (_, before), (low, rate) in itertools.pairwise(card["rates"]):
        by_brackets += (rate - before) * low
        printed = next(figure for start, figure in card["reductions"] if start == low)
        assert printed == pytest.approx(by_brackets, abs=0.1)


@pytest.mark.parametrize(
    ("state", "factor"), [("CA", 2), ("HI", 2), ("ID", 2), ("MT", 2), ("OR", 2), ("AL", 2)]
)
@each_year
def test_couples_have_twice_the_brackets_where_the_statute_says_so(state, factor, year):
    found = law(state)["tax"][0][year]
    for (single, one), (joint, two) in zip(found["single"]["table"], found["mfj"]["table"], strict=True):
        assert one == two
        assert joint == pytest.approx(factor * single, abs=0.01)


def test_california_2026_is_2025_with_one_rate_of_inflation():
    brackets = law("CA")["tax"][0]
    deduction = law("CA")["deductions"][0]
    rate = deduction["2026"]["single"]["amount"] / deduction["2025"]["single"]["amount"]
    for status in STATUSES:
        earlier, later = (brackets[year][status]["table"] for year in ("2025", "2026"))
        for (old, _), (new, _) in zip(earlier, later, strict=True):
            assert new == pytest.approx(rate * old, abs=0.01)


@pytest.mark.parametrize(
    ("state", "name", "year", "most"),
    [
        # New Jersey Department of Labor, employer rate information.
        ("NJ", "temporary disability insurance", "2025", 380.42),
        ("NJ", "temporary disability insurance", "2026", 325.09),
        ("NJ", "family leave insurance", "2025", 545.82),
        ("NJ", "family leave insurance", "2026", 393.53),
        # Rhode Island Department of Labor and Training.
        ("RI", "temporary disability and caregiver insurance", "2025", 1_159.60),
        ("RI", "temporary disability and caregiver insurance", "2026", 1_100.00),
        # New York Department of Financial Services, premium rate decisions.
        ("NY", "paid family leave", "2025", 354.53),
        ("NY", "paid family leave", "2026", 411.91),
        # Alaska Department of Labor: 0.5 % of the wage base.
        ("AK", "unemployment insurance", "2025", 258.50),
        ("AK", "unemployment insurance", "2026", 271.00),
    ],
)
def test_the_most_that_a_year_can_cost_is_as_printed(state, name, year, most):
    (found,) = (item[year] for item in law(state)["payroll"] if item["name"] == name)
    cost = found["rate"] * found["wage_base"] if "wage_base" in found else found["max_annual"]
    assert cost == pytest.approx(most, abs=0.005)


@each_year
def test_contributions_up_to_the_federal_wage_base_follow_it(year):
    base = law("federal")["social_security"][year]["wage_base"]
    for state in ("CO", "CT", "DE", "ME", "MA", "OR", "WA"):
        bases = [item[year]["wage_base"] for item in law(state)["payroll"] if "wage_base" in item[year]]
        assert bases == [base]


@each_year
def test_states_that_take_the_federal_standard_deduction_have_it(year):
    federal = law("federal")["standard_deduction"][year]
    for state in ("AZ", "CO", "IA", "ID", "MO", "MT", "ND", "NM"):
        (own,) = (item[year] for item in law(state)["deductions"] if item["name"] == "standard deduction")
        assert {status: own[status] for status in STATUSES} == {s: federal[s] for s in STATUSES}
