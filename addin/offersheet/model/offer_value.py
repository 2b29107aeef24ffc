"""A whole offer as one worksheet function: its fields stand in two columns, one figure comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.model.valuation import RESULTS
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import Choice, Pairs
from offersheet.worksheet.shapes import Numbers, Words

__all__ = ["offer_value", "sorted_pairs"]

_METRICS = tuple(result.name for result in RESULTS if not result.compares)


@worksheet_function(
    category="Negotiation",
    examples=(
        Example('{"base",200000;"bonus_target",0.15}, "total_comp"', 230_000.0),
        Example('{"base",200000;"grant_value",400000;"growth",0.12}', 1_126_703.604694),
    ),
)
def offer_value(
    offer_range: Annotated[
        Sequence[tuple[str, Any]],
        Pairs(),
        "Two columns: fields of an offer file, or names of assumptions, and their values. "
        "A schedule takes a line for each year.",
    ],
    metric: Annotated[Words, Choice(_METRICS), "Which figure: npv, total_comp, first_year, ..."] = "npv",
) -> Numbers:
    """One figure of a whole offer, whose fields and values stand in two columns.

    The fields are those of an offer file, and what is left out has its default; the names of assumptions,
    such as discount_rate, may stand among them. Before tax. A field that is not known, or stands
    there twice, is refused.

    >>> offer_value({"base": 200_000, "bonus_target": 0.1}, "total_comp")
    220000.0
    """
    offer, assumed = sorted_pairs(offer_range)
    [case] = Case.of([Offer.from_cells(offer)], Assumptions.from_cells(assumed, {}))
    figures = {name: getattr(case, name) for name in np.unique(np.asarray(metric)).tolist()}
    figures = {name: np.nan if figure is None else figure for name, figure in figures.items()}
    return np.asarray(np.vectorize(figures.__getitem__, otypes=[float])(metric))


def sorted_pairs(pairs: Sequence[tuple[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sort the lines of two columns into the cells of an offer and those of the assumptions."""
    assumed = {field.name for field in fields_of(Assumptions)}
    offer: dict[str, Any] = {"name": "this offer"}
    assumptions: dict[str, Any] = {}
    schedule: list[Any] = []
    for name, value in pairs:
        if name == "schedule":
            schedule.append(value)
            continue
        into = assumptions if name in assumed else offer
        if name in into and name != "name":
            raise InvalidInput(f"{name} stands there twice")
        into[name] = value
    if schedule:
        offer["schedule"] = schedule
    return offer, assumptions
