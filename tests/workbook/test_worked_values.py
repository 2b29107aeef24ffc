"""Worked values of the model, typed into the workbook and recalculated by LibreOffice."""

from __future__ import annotations

import pytest

from tests.workbook.typed import Typed

UNEVEN = (0.05, 0.15, 0.4, 0.4)

CASES = [
    ({"grant_value": 400_000}, "equity_pv", 313_157.358431),
    ({"grant_value": 400_000, "growth": 0.15}, "equity_pv", 424_317.623358),
    ({"grant_value": 360_000, "vests_per_year": 12, "growth": 0.12}, "equity_pv", 360_000),
    ({"grant_value": 400_000, "liquidity_probability": 0.4}, "equity_pv", 124_080.733672),
    (
        {
            "shares": 25_000,
            "strike": 0.75,
            "fully_diluted": 12e6,
            "exit_value": 400e6,
            "future_dilution": 0.36,
            "exit_years": 4,
            "exit_probability": 1,
        },
        "equity_pv",
        514_583.333333 / 1.12**4,
    ),
    ({"bonus_target": 0.15, "grant_value": 700_000, "sign_on": 100_000}, "total_comp", 430_000),
    ({"bonus_target": 0.15, "grant_value": 700_000, "sign_on": 100_000}, "first_year", 505_000),
    ({"bonus_target": 0.15, "grant_value": 700_000, "sign_on": 100_000}, "recurring", 405_000),
    (
        {
            "base": 185_000,
            "bonus_target": 0.15,
            "grant_value": 400_000,
            "raise_rate": 0.03,
            "growth": 0.1,
            "sign_on": 25_000,
            "refresh_rate": 0.3,
        },
        "npv",
        1_359_951.887508,
    ),
]


@pytest.mark.parametrize(("fields", "result", "value"), CASES)
def test_a_worked_value(empty, fields, result, value):
    Typed([{"name": "A", "base": 200_000, **fields}]).into(empty)
    [[[shown, *_]]] = empty.read([f"result_{result}"])
    assert shown == pytest.approx(value, abs=1e-5)


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"vests_per_year": 12}, 327_170.139714),
        ({"schedule": (0.33, 0.33, 0.22, 0.12), "cliff_months": 0, "vests_per_year": 12}, 342_765.531023),
        ({"schedule": UNEVEN}, 307_518.817681),
    ],
)
def test_a_worked_value_at_ten_per_cent(empty, fields, value):
    offer = {"name": "A", "base": 1, "grant_value": 400_000, **fields}
    Typed([offer], {"discount_rate": 0.1}).into(empty)
    [[[shown, *_]]] = empty.read(["result_equity_pv"])
    assert shown == pytest.approx(value, abs=1e-5)


def test_what_an_offer_asks_for(empty):
    offer = {"name": "A", "base": 200_000, "bonus_target": 0.15, "grant_value": 700_000, "sign_on": 100_000}
    Typed([offer], {"target_total": 450_000}).into(empty)
    [[[shown, *_]]] = empty.read(["result_ask_base"])
    assert shown == pytest.approx(217_391.304348, abs=1e-5)
