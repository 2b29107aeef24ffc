"""What the sheet ``Market`` shows by the model: by the worksheet functions of the same meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import NotFound, OutOfDomain
from offersheet.facts.article import calendar, figure, tiers
from offersheet.model.market import band_position, geo_base, hiring_window, market_band
from offersheet.model.pay import base_projection
from offersheet.workbook.engine.twins import Column, Inputs

__all__ = [
    "Basis",
    "End",
    "Part",
    "about_the_day",
    "day_typed",
    "elsewhere",
    "end",
    "factor",
    "found",
    "in_a_word",
    "nearer",
    "of_tiers",
    "off",
    "place",
    "quarter_of_the_day",
    "trend",
    "yours",
]

Part: TypeAlias = Literal["base", "bonus", "stock", "total"]
End: TypeAlias = Literal["low", "mid", "high"]
Basis: TypeAlias = Literal["published", "annualised", "whole"]
"""As printed, with a year's share of the grant, or with the whole grant in one year."""
_PARTS: tuple[Part, ...] = ("base", "bonus", "stock")
OfColumn: TypeAlias = Callable[[Column], Any]
OfInputs: TypeAlias = Callable[[Inputs], list[Any]]


def yours(part: Part) -> OfColumn:
    """Return the twin of what an offer pays, to be placed in a band."""
    return lambda column: column.market_pay[part]


def end(part: Part, bound: End, basis: Basis = "annualised") -> OfColumn:
    """Return the twin of an end of the band of an offer's tier."""
    return lambda column: float(market_band(column.offer.tier, part, bound, basis))  # type: ignore[arg-type]


def place(part: Part, basis: Basis = "annualised") -> OfColumn:
    """Return the twin of where an offer sits in its band."""
    low, high = end(part, "low", basis), end(part, "high", basis)
    return lambda column: float(band_position(column.market_pay[part], low(column), high(column)))


def in_a_word(part: Part, basis: Basis = "annualised") -> OfColumn:
    """Return the twin of the word for that."""
    low, high = end(part, "low", basis), end(part, "high", basis)

    def word(column: Column) -> str:
        pay = column.market_pay[part]
        return "below" if pay < low(column) else "above" if pay > high(column) else "inside"

    return word


# ---------------------------------------------------------------- the article's table


def _of_tiers(part: Part, bound: End, basis: Basis) -> NDArray[np.float64]:
    if basis == "whole":
        printed = (_of_tiers(one, bound, "published") for one in _PARTS)
        return np.asarray(sum(printed))
    each: Any = [*tiers()]
    return np.asarray(market_band(each, part, bound, basis))


def of_tiers(part: Part, bound: End, basis: Basis) -> OfInputs:
    """Return the twin of what the table says of each tier."""
    return lambda inputs: _of_tiers(part, bound, basis).tolist()


def off(basis: Basis) -> OfInputs:
    """Return the twin of how far the printed total is above what its parts add to."""
    return lambda inputs: (_of_tiers("total", "mid", "published") - _of_tiers("total", "mid", basis)).tolist()


def nearer(inputs: Inputs) -> list[str]:
    """Say which sum the printed total of each tier is nearer to."""
    pairs = zip(off("whole")(inputs), off("annualised")(inputs), strict=True)
    return ["whole grant" if abs(whole) < abs(a_year) else "annualised" for whole, a_year in pairs]


# ---------------------------------------------------------------- places, years and days


def factor(column: Column) -> float | str:
    """Say how base differs where an offer is, or why that is not known."""
    metro = column.offer.metro
    if not metro.strip():
        return "none typed"
    try:
        return float(geo_base(1.0, metro))
    except NotFound:
        return "not in the table"


def found(column: Column) -> float:
    """Return the same as the table has it, 0 where it has not."""
    known = factor(column)
    return 0.0 if isinstance(known, str) else known


def elsewhere(metro: str) -> OfColumn:
    """Return the twin of what an offer's base would be in another place."""

    def base(column: Column) -> float | None:
        if isinstance(factor(column), str):
            return None
        return float(geo_base(column.offer.base, metro, column.offer.metro))

    return base


def trend(column: Column) -> list[float]:
    """Return base by year, if it rose with the market."""
    years = column.assumptions.horizon_years
    return np.asarray(base_projection(column.offer.base, figure("base_growth").value, years)).tolist()  # type: ignore[no-any-return]


def about_the_day(inputs: Inputs) -> str:
    """Say what the day means on which one negotiates."""
    day = inputs.typed["negotiate_date"]
    if day in (None, ""):
        return "Type a day above to read what its quarter means."
    if isinstance(day, str):
        return "That is no day."
    try:
        return str(hiring_window(day))
    except OutOfDomain:
        return "There is no such day here."


def quarter_of_the_day(inputs: Inputs) -> int:
    """Return the quarter in which one negotiates, 0 where that is no day."""
    said, sentences = about_the_day(inputs), [*calendar()]
    return sentences.index(said) + 1 if said in sentences else 0


def day_typed(inputs: Inputs) -> int:
    """Return 1 where words are typed for a day, 2 where a number is, 3 where nothing is."""
    day = inputs.typed["negotiate_date"]
    return 3 if day in (None, "") else 1 if isinstance(day, str) else 2
