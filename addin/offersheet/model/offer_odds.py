"""How likely one offer is to turn out better than another, as one worksheet function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.futures import Futures
from offersheet.model.odds import odds_of
from offersheet.model.offer import Offer
from offersheet.model.offer_value import sorted_pairs
from offersheet.model.paths import PATHS
from offersheet.model.simulation import MOST_PRICES
from offersheet.model.simulation import PATHS as COUNT_OF_PATHS
from offersheet.model.simulation import SEED as ANY_SEED
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import Flag, Pairs, spell
from offersheet.worksheet.shapes import Flags, Numbers

__all__ = ["offer_odds"]

_Cells = Sequence[tuple[str, Any]]

_SIZE_RULE = Rule(
    ("offer_range", "other_range", "paths"),
    lambda offer_range, other_range, paths: paths * _dates(offer_range, other_range) > MOST_PRICES,
    f"paths times distinct dates of both offers must be at most {MOST_PRICES:,}, got {{paths}} paths",
)


@worksheet_function(
    category="Negotiation",
    examples=(
        Example('{"base",200000}, {"base",190000}', 1.0),
        Example('{"base",200000}, {"base",200000}', 0.5, source="a tie counts half"),
        Example('{"base",200000;"grant_value",400000}, {"base",200000;"grant_value",400000}', 0.5),
    ),
    rules=(_SIZE_RULE,),
)
def offer_odds(
    offer_range: Annotated[
        _Cells,
        Pairs(),
        "Two columns: fields of an offer file, or names of assumptions, and their values.",
    ],
    other_range: Annotated[_Cells, Pairs(), "The other offer alike; assumptions are those of the first one."],
    paths: Annotated[Numbers, COUNT_OF_PATHS, "How many futures are drawn."] = PATHS,
    seed: Annotated[Numbers, ANY_SEED, "Another seed gives other futures; the same one the same answer."] = 1,
    after_tax: Annotated[Flags, Flag(), "TRUE compares what is left after tax."] = False,
) -> Numbers:
    """The chance that an offer turns out worth more than another one, under what is assumed of both.

    Both are drawn together many times: share prices with ``volatility``, which move together by
    ``price_correlation`` (of one ``company``, as one), bonus payouts between those of a poor and a good year,
    exits and sales with their probability, and leaving. What they are then worth today is compared, before
    tax or after; a tie counts half. A chance is one under these assumptions: growth and discounting are
    judgements. The fields are those of an offer file, as for ``OFFER_VALUE``.

    >>> offer_odds({"base": 200_000}, {"base": 190_000})
    1.0
    """
    offers, assumptions = _read(offer_range, other_range)
    drawn: dict[tuple[int, int], tuple[float, float]] = {}

    def chance(paths: float, seed: float, after_tax: bool) -> float:
        key = int(paths), int(seed)
        if key not in drawn:
            odds = odds_of(offers, assumptions, *key)
            drawn[key] = odds.before_tax[0].beats[1], odds.after_tax[0].beats[1]
        return drawn[key][bool(after_tax)]

    return np.asarray(np.vectorize(chance, otypes=[float])(paths, seed, after_tax))


def _read(offer_range: _Cells, other_range: _Cells) -> tuple[list[Offer], Assumptions]:
    """Read both offers, and the assumptions of the first; the other may repeat them, not differ."""
    (one, assumed), (other, repeated) = sorted_pairs(offer_range), sorted_pairs(other_range)
    assumptions = Assumptions.from_cells(assumed, {})
    again = Assumptions.from_cells(repeated, {})
    for name in repeated:
        here, there = getattr(assumptions, name), getattr(again, name)
        if here != there:
            raise InvalidInput(
                f"{name} is {spell(there)} in other_range, but {spell(here)} for offer_range: both are "
                "compared under the assumptions of the first"
            )
    return [Offer.from_cells(one), Offer.from_cells(other)], assumptions


def _dates(offer_range: _Cells, other_range: _Cells) -> int:
    """Count the distinct dates on which any price is read."""
    offers, assumptions = _read(offer_range, other_range)
    return int(Futures(Case.of(offers, assumptions)).dates.size)
