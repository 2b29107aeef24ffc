"""The sheets, a module each, declarations only over what the parts share; here, the order of their tabs."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.model.assumptions import Assumptions
from offersheet.model.comps_columns import Comp
from offersheet.model.offer import Offer
from offersheet.workbook.engine.layout import Sheet
from offersheet.workbook.engine.typed import Typed
from offersheet.workbook.sheets.base import base_sheet
from offersheet.workbook.sheets.bonus import bonus_sheet
from offersheet.workbook.sheets.checks import checks_sheet
from offersheet.workbook.sheets.comps import comps_sheet
from offersheet.workbook.sheets.data import data_sheet
from offersheet.workbook.sheets.equity import equity_sheet
from offersheet.workbook.sheets.floor import floor_sheet
from offersheet.workbook.sheets.functions import functions_sheet
from offersheet.workbook.sheets.market import market_sheet
from offersheet.workbook.sheets.offers import offers_sheet
from offersheet.workbook.sheets.start import start_sheet
from offersheet.workbook.sheets.stress import stress_sheet
from offersheet.workbook.sheets.total import total_sheet
from offersheet.worksheet import catalogue

__all__ = ["declare_sheets"]


def declare_sheets(
    offers: Sequence[Offer] = (),
    assumptions: Assumptions | None = None,
    comps: Sequence[Comp] = (),
    typed: Typed | None = None,
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
        functions_sheet(catalogue.functions().values(), typed or Typed()),
        data_sheet(assumptions.tax_year),
    )
