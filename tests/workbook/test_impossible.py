"""What is typed wrong: a column with an impossible input shows no number that could be believed."""

from __future__ import annotations

import pytest
from offersheet.workbook.parts.inputs import SHOWN_RESULTS

from tests.workbook.typed import Typed

GOOD = {"name": "A", "base": 200_000, "grant_value": 400_000}

OFFERS = [
    {"base": "a lot"},
    {"base": None},
    {"base": -1},
    {"name": None},
    {"growth": -2},
    {"growth": 15},
    {"growth": "0.1 %%"},
    {"cliff_months": 12.5},
    {"cliff_months": 121},
    {"vests_per_year": 3},
    {"vest_years": 0},
    {"vest_years": 11},
    {"vest_years": 1.1},
    {"schedule": (0.5, 0.4)},
    {"schedule": (0.5, None, 0.5)},
    {"schedule": (0.5, "half")},
    {"schedule": (0.5, 0.5), "vest_years": 4},
    {"equity_kind": "warrants"},
    {"liquidity_probability": 1.5},
    {"liquidity_probability": 0.5, "equity_kind": "iso"},
    {"liquidity_probability": 0.5, "exit_value": 1e8},
    {"annual_leave_probability": -0.1},
    {"state": "XX"},
    {"state": "*"},
    {"cost_index": -1},
    {"fully_diluted": 0},
]

ASSUMPTIONS = [
    ({"discount_rate": -1}, {}),
    ({"discount_rate": 12}, {}),
    ({"cash_rate": None}, {}),
    ({"horizon_years": 0}, {}),
    ({"horizon_years": 4.5}, {}),
    ({"horizon_years": "four"}, {}),
    ({"tax_year": 2025}, {}),
    ({"tax_year": None}, {}),
    ({"filing_status": "divorced"}, {}),
    ({"filing_status": None}, {}),
    ({"annual_spend": -1}, {}),
    ({"risk_buffer": "some"}, {}),
    ({}, {"low": {"growth": -1}}),
    ({}, {"high": {"payout": "much"}}),
]


def shown(book):
    [[[checks_ok]], *results] = book.read(
        ["checks_ok", *(f"result_{result.name}" for result in SHOWN_RESULTS)]
    )
    return checks_ok, [cells for [cells] in results]


@pytest.mark.parametrize("wrong", OFFERS, ids=str)
def test_a_column_with_an_impossible_input_has_no_results_and_the_others_keep_theirs(empty, wrong):
    Typed([{**GOOD, **wrong}, {**GOOD, "name": "B"}]).into(empty)
    checks_ok, results = shown(empty)
    assert not empty.errors()
    assert checks_ok == 0
    assert {cells[0] for cells in results} == {"see Checks"}
    assert all(
        isinstance(cells[1], float)
        for cells, result in zip(results, SHOWN_RESULTS, strict=True)
        if not result.may_be_blank
    )


@pytest.mark.parametrize(("assumptions", "scenarios"), ASSUMPTIONS)
def test_an_impossible_assumption_leaves_no_results_at_all(empty, assumptions, scenarios):
    Typed([GOOD], assumptions, scenarios).into(empty)
    checks_ok, results = shown(empty)
    assert not empty.errors()
    assert checks_ok == 0
    assert {cells[0] for cells in results} == {"see Checks"}


def test_two_offers_of_one_name_are_told_apart_by_nobody(empty):
    Typed([GOOD, GOOD]).into(empty)
    checks_ok, results = shown(empty)
    assert checks_ok == 0
    assert {cell for cells in results for cell in cells[:2]} == {"see Checks"}


@pytest.mark.parametrize(
    "fields",
    [{"equity_kind": "iso", "strike": 1}, {"exit_value": 1e8, "shares": 1000}],
    ids=["shares", "diluted"],
)
def test_equity_that_cannot_be_counted_is_worth_nothing_and_fails_a_check(empty, fields):
    Typed([{"name": "A", "base": 200_000, **fields}]).into(empty)
    [[[checks_ok]], [[equity, *_]]] = empty.read(["checks_ok", "result_equity_pv"])
    assert (checks_ok, equity) == (0, 0)
