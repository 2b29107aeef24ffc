"""One object holds every figure: none is spelt apart from it, and every field of an offer moves one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from offersheet.errors import OfferSheetError
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.model.valuation import RESULTS

MOVES_NOTHING = {
    "name": "says which offer it is",
    "company": "says whose offer it is",
    "evidence": "says how firm the offer is",
    "metro": "moves what the base would be elsewhere alone, on the sheet Market",
    "tier": "moves the band that the offer is compared with alone, on the sheet Market",
}
"""The fields that no result counts, and why."""

RICH: dict[str, Any] = {
    "name": "A",
    "base": 150_000.0,
    "bonus_target": 0.1,
    "sign_on": 20_000.0,
    "sign_on_year2": 10_000.0,
    "stay_bonus": 30_000.0,
    "annual_leave_probability": 0.1,
    "growth": 0.1,
    "match_rate": 0.5,
    "match_limit": 0.04,
    "espp_rate": 0.05,
    "espp_discount": 0.1,
    "espp_lookback_months": 6.0,
    "held1_value": 10_000.0,
    "held2_value": 20_000.0,
    "held3_value": 30_000.0,
}
"""An offer in which everything that others need is there."""

KINDS: dict[str, dict[str, Any]] = {
    "shares": {"grant_value": 100_000.0, "refresh_rate": 0.2},
    "priced": {"shares": 1_000.0, "price": 50.0},
    "waiting": {"grant_value": 100_000.0, "liquidity_probability": 0.5},
    "options": {"equity_kind": "iso", "shares": 1_000.0, "strike": 10.0, "price": 40.0},
    "startup": {
        "shares": 50_000.0,
        "strike": 0.5,
        "fully_diluted": 1e7,
        "exit_value": 8e7,
        "preferences": 2e7,
        "preferred_shares": 1e6,
    },
}

OTHERWISE: dict[str, Any] = {
    "state": "CA",
    "equity_kind": "nso",
    "schedule": (0.4, 0.3, 0.2, 0.1),
    "vests_per_year": 12.0,
    "held1_vests_per_year": 12.0,
    "held2_vests_per_year": 12.0,
    "held3_vests_per_year": 12.0,
    "cliff_months": 24.0,
    "clawback_months": 24.0,
    "first_refresh": 2.0,
    "vest_years": 3.0,
    "liquidity_probability": 0.25,
    "stay_months": 40.0,
}
"""What a field is changed to where half as much again will not do."""


def figures(offer: Offer) -> list[float | None]:
    """Return all results of an offer beside another one."""
    _, case = Case.of([Offer(name="first", base=160_000.0), offer], Assumptions(target_total=200_000.0))
    return [getattr(case, result.name) for result in RESULTS]


@pytest.mark.parametrize("name", [field.name for field in fields_of(Offer)])
def test_every_field_moves_a_figure_or_says_why_not(name):
    moved = False
    for kind in KINDS.values():
        offer = Offer(**RICH, **kind)
        value = getattr(offer, name)
        other = OTHERWISE.get(name, value * 1.5 if isinstance(value, float) and value else 0.3)
        if name in ("exit_probability", "company", "metro", "name", "evidence", "tier"):
            other = {"exit_probability": 0.5, "evidence": "written", "tier": "faang"}.get(name, "else")
        try:
            changed = replace(offer, **{name: other})
        except OfferSheetError:
            continue
        moved = moved or figures(changed) != figures(offer)
    assert moved == (name not in MOVES_NOTHING)
