"""From offers to the bytes of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions
from offersheet.model.comps_columns import Comp
from offersheet.model.fields import fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.workbook.engine.render import render
from offersheet.workbook.engine.twins import inputs_of, twins
from offersheet.workbook.engine.typed import Typed
from offersheet.workbook.parts.inputs import NO_ROW, NOT_IN_A_WORKBOOK
from offersheet.workbook.settings import checked_settings
from offersheet.workbook.sheets import declare_sheets
from offersheet.workbook.sheets.comps import checked_comps
from offersheet.worksheet.spelling import printable

__all__ = ["TEMPLATE_PROPERTY", "TEMPLATE_VERSION", "build_workbook"]

TEMPLATE_PROPERTY, TEMPLATE_VERSION = "offersheet_template", "3"


def build_workbook(
    offers: Sequence[Offer] = (),
    assumptions: Assumptions | None = None,
    comps: Sequence[Comp] = (),
    typed: Typed | None = None,
    settings: Mapping[str, Any] | None = None,
) -> bytes:
    """Return an Excel workbook that compares the offers; the same bytes for the same inputs.

    ``comps`` are lines of the table on ``Comps``: texts and numbers by the name of their column. ``typed``
    says how the functions on the sheet ``Functions`` are called, ``settings`` what other inputs hold, by
    their defined names. Raises ``InvalidInput`` for more offers than the workbook has columns, for more
    comps than it takes, and for a comp or a setting that is none.
    """
    if len(offers) > MOST_OFFERS:
        raise InvalidInput(f"a workbook holds at most {MOST_OFFERS} offers, got {len(offers)}")
    assumptions = assumptions or Assumptions()
    _refuse_what_no_formula_counts(offers, assumptions)
    typed = typed or Typed()
    sheets = declare_sheets(offers, assumptions, checked_comps(comps), typed)
    own = checked_settings(sheets, settings or {})
    shown = twins(sheets, inputs_of(sheets, offers, assumptions, comps, own))
    return render(sheets, offers, shown, {TEMPLATE_PROPERTY: TEMPLATE_VERSION}, typed, own)


def _refuse_what_no_formula_counts(offers: Sequence[Offer], assumptions: Assumptions) -> None:
    """Refuse benefits, time and grants held: no formula of a workbook counts them."""
    for offer in offers:
        for field in fields_of(Offer):
            if field.group in NOT_IN_A_WORKBOOK and getattr(offer, field.name) != field.default:
                raise InvalidInput(
                    f"{printable(offer.name)}: a workbook does not count {field.name} yet; "
                    "offersheet value does"
                )
    for name, command in NO_ROW.items():
        if getattr(assumptions, name) != getattr(Assumptions(), name):
            raise InvalidInput(f"a workbook does not count {name} yet; {command} does")
