"""What a viewer sees before anything is computed: in a preview, on a phone, in Excel's Protected View."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Literal

from offersheet.model.after_tax import floor_margin, need, years_after_tax
from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import grant_pv
from offersheet.model.market import market_band
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.pay import salary_pv
from offersheet.model.valuation import RESULTS, Valuation
from offersheet.model.worth import equity_within, grant_a_year, without_equity, year_table
from offersheet.workbook.parts.inputs import SHOWN_YEARS
from offersheet.workbook.parts.vesting import MONTHS

__all__ = ["shown_values"]

_SAME = {
    "shown_total_comp": "total_comp",
    "shown_npv": "npv",
    "shown_status": "status",
    "start_total_comp": "total_comp",
    "start_npv": "npv",
    "start_low": "npv_low",
    "start_high": "npv_high",
    "start_behind": "behind_best",
    "shown_take_home": "take_home",
    "shown_floor_margin": "floor_margin",
    "start_margin": "floor_margin",
    "taxed_kept": "take_home",
    "tie_growth": "breakeven_growth",
    "tie_exit": "breakeven_exit",
}
"""Cells that repeat a result."""

_VERDICTS = {"floor_verdict": "floor_margin", "no_bonus_verdict": "floor_margin_no_bonus"}
"""Cells that say in words what a result means."""

_ENDS: tuple[Literal["low"], Literal["high"]] = ("low", "high")

DUST = 1e-12
"""What rounding may leave, as a fraction of the whole, where a part is nothing."""


def shown_values(valuations: Sequence[Valuation], assumptions: Assumptions) -> dict[str, Sequence[Any]]:
    """Return the model's numbers for the result cells, for ``Start`` and for what the charts draw."""
    rows: dict[str, Sequence[Any]] = {
        result.name: [
            "" if (figure := valuation.results[result.name]) is None else figure for valuation in valuations
        ]
        for result in RESULTS
    }
    best = max((valuation.npv for valuation in valuations), default=0.0)
    rows["status"] = ["ok" for _ in valuations]
    rows["behind_best"] = [valuation.npv - best for valuation in valuations]
    rows["start_verdict"] = ["best" if valuation.npv == best else "behind" for valuation in valuations]
    rows |= {name: rows[source] for name, source in _SAME.items()}
    rows |= {name: [_verdict(margin) for margin in rows[source]] for name, source in _VERDICTS.items()}
    grids: dict[str, list[list[Any]]] = {}
    for valuation in valuations:
        drawn = _parts(valuation.offer, assumptions) | _band(valuation.offer, assumptions)
        for name, value in drawn.items():
            rows[name] = [*rows.get(name, ()), value]
        for name, values in _grids(valuation.offer, assumptions).items():
            grids.setdefault(name, []).append(values)
    missing = MOST_OFFERS - len(valuations)
    return {
        **{name: [*values, *[""] * missing] for name, values in rows.items()},
        **{name: [*columns, *[[""] * len(columns[0])] * missing] for name, columns in grids.items()},
    }


def _parts(offer: Offer, assumptions: Assumptions) -> dict[str, float]:
    """Return what a net present value is made of, by the row of ``Total`` that shows it."""
    years, rate = assumptions.horizon_years, assumptions.cash_rate
    base = float(salary_pv(offer.base, 0.0, years, offer.raise_rate, rate))
    bonus = offer.bonus_target * offer.bonus_payout
    cash = {
        "part_base": base,
        "part_bonus": float(salary_pv(offer.base, bonus, years, offer.raise_rate, rate)) - base,
        "part_other": float(salary_pv(offer.other_annual, 0.0, years, 0.0, rate)),
        "part_left": -offer.unvested_left_behind,
    }
    whole = without_equity(offer, assumptions)
    once = whole - sum(cash.values())
    grant = grant_pv(offer, assumptions, 12 * years)
    needed = need(offer, assumptions)
    return {
        **cash,
        "need": needed,
        "no_bonus_kept": floor_margin(replace(offer, bonus_payout=0.0), assumptions) + needed,
        "part_once": once if abs(once) > DUST * abs(whole) else 0.0,
        "part_equity": grant,
        "part_refresh": equity_within(offer, assumptions) - grant if offer.refresh_rate else 0.0,
    }


def _band(offer: Offer, assumptions: Assumptions) -> dict[str, float]:
    """Return an offer's total beside the range of its tier, by the row of ``Market`` that shows it."""
    low, high = (market_band(offer.tier, "total", bound, "annualised") for bound in _ENDS)
    stock = grant_a_year(offer, assumptions)
    return {
        "band_total_low": float(low),
        "market_total": offer.base * (1 + offer.bonus_target) + stock,
        "band_total_high": float(high),
    }


def _grids(offer: Offer, assumptions: Assumptions) -> dict[str, list[Any]]:
    """Return the columns of the grids that charts draw."""
    years = year_table(offer, assumptions)
    vests = dict(offer.vesting.months_and_fractions())
    return {
        "total_own": _shown_years(years.column("total")),
        "equity_own": _shown_years(years.column("equity")),
        "year_kept": _shown_years(years_after_tax(offer, assumptions).column("after_tax")),
        "vest_cumulative": [*accumulate(vests.get(month, 0.0) for month in MONTHS)],
    }


def _verdict(margin: float) -> str:
    """Say what a cell will say; there halves are rounded up."""
    return f"{'clears by' if margin >= 0 else 'short by'} {math.floor(abs(margin) + 0.5):,}"


def _shown_years(column: Sequence[float]) -> list[Any]:
    return [*column, *[""] * SHOWN_YEARS][:SHOWN_YEARS]
