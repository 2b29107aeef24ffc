"""The whole workbook: which sheets, in which order."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions
from offersheet.model.comps_columns import Comp
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.valuation import value_offers
from offersheet.workbook.engine.layout import Sheet
from offersheet.workbook.engine.render import render
from offersheet.workbook.engine.twins import inputs_of, twins
from offersheet.workbook.sheets.base import base_sheet
from offersheet.workbook.sheets.bonus import bonus_sheet
from offersheet.workbook.sheets.checks import checks_sheet
from offersheet.workbook.sheets.comps import checked_comps, comps_sheet
from offersheet.workbook.sheets.data import data_sheet
from offersheet.workbook.sheets.equity import equity_sheet
from offersheet.workbook.sheets.floor import floor_sheet
from offersheet.workbook.sheets.functions import functions_sheet
from offersheet.workbook.sheets.market import market_sheet
from offersheet.workbook.sheets.offers import offers_sheet
from offersheet.workbook.sheets.start import start_sheet
from offersheet.workbook.sheets.stress import stress_sheet
from offersheet.workbook.sheets.total import total_sheet
from offersheet.workbook.shown import shown_values
from offersheet.worksheet import catalogue

__all__ = ["TEMPLATE_VERSION", "build_workbook", "declare_sheets"]

TEMPLATE_VERSION = "2"


def declare_sheets(
    offers: Sequence[Offer] = (), assumptions: Assumptions | None = None, comps: Sequence[Comp] = ()
) -> tuple[Sheet, ...]:
    """Declare every sheet in tab order."""
    assumptions = assumptions or Assumptions()
    return (
        start_sheet(),
        offers_sheet(tuple(offers), assumptions),
        market_sheet(),
        comps_sheet(comps),
        base_sheet(),
        bonus_sheet(),
        equity_sheet(assumptions.horizon_years),
        total_sheet(assumptions.horizon_years),
        stress_sheet(),
        floor_sheet(assumptions.horizon_years, assumptions.tax_year),
        checks_sheet(assumptions.tax_year),
        functions_sheet(catalogue.functions().values()),
        data_sheet(assumptions.tax_year),
    )


def build_workbook(
    offers: Sequence[Offer] = (), assumptions: Assumptions | None = None, comps: Sequence[Comp] = ()
) -> bytes:
    """Return an Excel workbook that compares the offers; the same bytes for the same inputs.

    ``comps`` are lines of the table on ``Comps``: texts and numbers by the name of their column. Raises
    ``InvalidInput`` for more offers than the workbook has columns, for more comps than it takes, and for
    a comp that is none.
    """
    if len(offers) > MOST_OFFERS:
        raise InvalidInput(f"a workbook holds at most {MOST_OFFERS} offers, got {len(offers)}")
    assumptions = assumptions or Assumptions()
    sheets = declare_sheets(offers, assumptions, checked_comps(comps))
    inputs = inputs_of(sheets, offers, assumptions, comps)
    valuations = value_offers(offers, assumptions)
    shown = shown_values(valuations, assumptions) | twins(sheets, inputs)
    return render(sheets, offers, shown, {"offersheet_template": TEMPLATE_VERSION})
