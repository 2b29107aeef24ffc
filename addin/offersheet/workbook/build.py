"""The whole workbook: which sheets, in which order, and the numbers that a preview shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.valuation import RESULTS, Valuation, value_offers
from offersheet.workbook.base import base_sheet
from offersheet.workbook.bonus import bonus_sheet
from offersheet.workbook.checks import checks_sheet
from offersheet.workbook.data import data_sheet
from offersheet.workbook.equity import equity_sheet
from offersheet.workbook.functions import functions_sheet
from offersheet.workbook.layout import Sheet
from offersheet.workbook.offers import offers_sheet
from offersheet.workbook.package import finish
from offersheet.workbook.render import render
from offersheet.workbook.start import HEADLINE, headline, start_sheet
from offersheet.workbook.stress import stress_sheet
from offersheet.workbook.total import total_sheet
from offersheet.worksheet import catalogue

__all__ = ["TEMPLATE_VERSION", "build_workbook", "declare_sheets"]

TEMPLATE_VERSION = "1"


def declare_sheets(offers: Sequence[Offer] = (), assumptions: Assumptions | None = None) -> tuple[Sheet, ...]:
    """Declare every sheet in tab order."""
    return (
        start_sheet(),
        offers_sheet(tuple(offers), assumptions or Assumptions()),
        base_sheet(),
        bonus_sheet(),
        equity_sheet(),
        total_sheet(),
        stress_sheet(),
        checks_sheet(),
        functions_sheet(catalogue.functions().values()),
        data_sheet(),
    )


def build_workbook(offers: Sequence[Offer] = (), assumptions: Assumptions | None = None) -> bytes:
    """Return an Excel workbook that compares the offers; the same bytes for the same inputs.

    Raises ``InvalidInput`` for more offers than the workbook has columns.
    """
    if len(offers) > MOST_OFFERS:
        raise InvalidInput(f"a workbook holds at most {MOST_OFFERS} offers, got {len(offers)}")
    assumptions = assumptions or Assumptions()
    sheets = declare_sheets(offers, assumptions)
    valuations = value_offers(offers, assumptions)
    file, values = render(
        sheets,
        offers,
        _shown(valuations, assumptions),
        {"offersheet_template": TEMPLATE_VERSION},
    )
    return finish(file, [sheet.name for sheet in sheets], values)


def _shown(valuations: Sequence[Valuation], assumptions: Assumptions) -> dict[str, Sequence[Any]]:
    """Return what the result cells and ``Start`` show before anything is computed."""
    columns: dict[str, Iterable[Any]] = {
        result.name: [
            "" if (figure := valuation.results[result.name]) is None else figure for valuation in valuations
        ]
        for result in RESULTS
    }
    best = max((valuation.npv for valuation in valuations), default=0.0)
    columns["status"] = ["ok" for _ in valuations]
    columns["behind_best"] = [valuation.npv - best for valuation in valuations]
    columns["verdict_start"] = ["best" if valuation.npv == best else "behind" for valuation in valuations]
    for name, source in _SAME.items():
        columns[name] = columns[source]
    padded = {name: [*values, *[""] * MOST_OFFERS][:MOST_OFFERS] for name, values in columns.items()}
    return {**padded, HEADLINE: [headline(valuations, assumptions.horizon_years)]}


_SAME = {
    "shown_total_comp": "total_comp",
    "shown_npv": "npv",
    "shown_status": "status",
    "start_total_comp": "total_comp",
    "start_npv": "npv",
    "start_low": "npv_low",
    "start_high": "npv_high",
    "start_behind": "behind_best",
    "start_verdict": "verdict_start",
    "tie_growth": "breakeven_growth",
    "tie_exit": "breakeven_exit",
}
"""Cells that repeat a result."""
