"""What the market pays: the article's bands and calendar, and pay data of your own."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from offersheet.facts.article import Range, Tier, calendar, metros, tiers
from offersheet.worksheet.days import DAY_ZERO
from offersheet.worksheet.declare import Example, Rule, worksheet_function
from offersheet.worksheet.kinds import FRACTION, MONEY, Choice, Day, Number, Series
from offersheet.worksheet.shapes import Fractions, Numbers, Words

__all__ = [
    "Basis",
    "Bound",
    "Component",
    "band_position",
    "comps_band",
    "comps_rank",
    "geo_base",
    "hiring_window",
    "market_band",
]

Component = Literal["base", "bonus", "stock", "total"]
Bound = Literal["low", "mid", "high"]
Basis = Literal["published", "annualised"]

_COMPONENTS = ("base", "bonus", "stock", "total")
_BOUNDS = ("low", "mid", "high")
_BASES = ("published", "annualised")

TIER = Choice(
    tuple(tiers()),
    looked_up=True,
    aliases=tuple((alias, tier.name) for tier in tiers().values() for alias in (tier.label, tier.printed)),
)
METRO = Choice(
    tuple(metros()),
    looked_up=True,
    aliases=tuple(
        (alias, metro.name) for metro in metros().values() for alias in (metro.label, metro.also) if alias
    ),
)
AMOUNT = Number("number")
COMPS = Series()

Values = Annotated[Fractions, COMPS, "A range of pay, such as a column of comps."]


@worksheet_function(
    category="Market",
    examples=(
        Example('"faang", "bonus"', 34_500.0),
        Example('"faang", "total", "mid", "annualised"', 279_500.0),
        Example('"faang"', 270_000.0),
        Example('"Mid-Market", "stock", "high"', 130_000.0),
        Example('"unicorn", "stock", "low", "annualised"', 25_000.0),
    ),
)
def market_band(
    tier: Annotated[Words, TIER, "Kind of company, by its name here or as the article prints it."],
    component: Annotated[Component, "Which part of pay, each in money a year."] = "total",
    bound: Annotated[Bound, "Where in the band; mid is the mean of low and high."] = "mid",
    basis: Annotated[
        Basis, "As printed, stock being the whole grant; or a year's share of it, in the total too."
    ] = "published",
) -> Numbers:
    """What the article's table says that a kind of company pays.

    Bonus is the fraction of base in money: the low one of the low base, the high one of the high base.
    ``published`` gives stock as the whole grant, and the total that is printed; ``annualised`` gives stock
    divided by its vesting years, and ``base + bonus + stock / vest_years``. The two totals differ, since
    the printed one is not what its parts add to. A tier that is not in the table is #N/A.

    >>> market_band("faang", "total", "mid", "annualised")
    279500.0
    """
    return _bands()[
        _place(tier, tuple(tiers())),
        _place(component, _COMPONENTS),
        _place(bound, _BOUNDS),
        _place(basis, _BASES),
    ]


@worksheet_function(
    category="Market",
    examples=(
        Example("195000, 180000, 210000", 0.5),
        Example("210000, 180000, 210000", 1.0),
        Example("174000, 180000, 210000", -0.2),
    ),
    rules=(
        Rule(
            ("high", "low"),
            lambda high, low: np.asarray(high) <= low,
            "high must be above low ({low}), got {high}",
        ),
    ),
)
def band_position(
    value: Annotated[Numbers, AMOUNT, "What you want to place, such as the base of an offer."],
    low: Annotated[Numbers, AMOUNT, "Where the band begins."],
    high: Annotated[Numbers, AMOUNT, "Where it ends; above low."],
) -> Numbers:
    """Where a value sits in a band: 0 at its low end, 1 at its high end.

    ``(value - low) / (high - low)``: below 0 under the band, above 1 over it.

    >>> band_position(195_000, 180_000, 210_000)
    0.5
    """
    return _between(value, low, high)


@worksheet_function(
    category="Market",
    examples=(
        Example("{15,20,35,40,50}, 0.4", 29.0),
        Example("{1,3,2,4}, 0.3", 1.9, source="the help of Excel's PERCENTILE.INC"),
        Example("{180000;210000;195000}", 195_000.0),
    ),
)
def comps_band(
    values: Values,
    percentile: Annotated[Numbers, FRACTION, "Which: 0 is the lowest, 0.5 the median, 1 the highest."] = 0.5,
) -> Numbers:
    """A percentile of pay data, inclusive: between two values it lies on the line between them.

    With n values in order, the one at place ``1 + percentile * (n - 1)``, as PERCENTILE.INC gives it.
    Blanks, texts (such as the heading of a column) and truth values are passed over, as PERCENTILE does; an
    error among the values is an error.

    >>> comps_band([15, 20, 35, 40, 50], 0.4)
    29.0
    """
    ordered = np.sort(np.array(values, dtype=float))
    place = np.asarray(percentile) * (len(ordered) - 1)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, len(ordered) - 1)
    percentiles: NDArray[np.float64] = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return percentiles


@worksheet_function(
    category="Market",
    examples=(
        Example("2, {13,12,11,8,4,3,2,1,1,1}", 0.333333, source="the help of Excel's PERCENTRANK.INC"),
        Example("5, {13,12,11,8,4,3,2,1,1,1}", 0.583333, source="the help of Excel's PERCENTRANK.INC"),
        Example("0, {13,12,11,8,4,3,2,1,1,1}", 0.0),
        Example("200000, {180000}", 1.0),
    ),
)
def comps_rank(
    value: Annotated[Numbers, AMOUNT, "What you want to rank, such as the base of an offer."],
    values: Values,
) -> Numbers:
    """The rank of a value in pay data: the part of the others that it leaves behind, from 0 to 1.

    A value that is there: how many are smaller, of all but one. A value between two: on the line between
    their ranks. As PERCENTRANK.INC gives it, but not cut to three digits; 0 below all of them, 1 above. Of
    a single value, 1 at or above it, else 0.

    >>> round(comps_rank(5, [13, 12, 11, 8, 4, 3, 2, 1, 1, 1]), 6)
    0.583333
    """
    ordered = np.sort(np.array(values, dtype=float))
    last = len(ordered) - 1
    smaller = np.searchsorted(ordered, value, side="left")
    not_larger = np.searchsorted(ordered, value, side="right")
    if not last:
        return np.where(not_larger > 0, 1.0, 0.0)
    below, above = ordered[np.maximum(not_larger - 1, 0)], ordered[np.minimum(not_larger, last)]
    # Beyond either end there is nothing between, and the place is one of the ends.
    outside = (not_larger == 0) | (smaller > last)
    between = np.where(outside | (smaller < not_larger), 0.0, _between(value, below, above))
    place = np.where(smaller < not_larger, smaller, not_larger - 1 + between)
    return np.clip(place, 0, last) / last


@worksheet_function(
    category="Market",
    examples=(
        Example('215000, "austin"', 198_875.0),
        Example('185000, "bay_area", "seattle"', 200_000.0),
        Example('200000, "Boston", "Austin"', 200_000.0),
    ),
)
def geo_base(
    base: Annotated[Numbers, MONEY, "Base salary a year."],
    to_metro: Annotated[Words, METRO, "Where you want to see it."],
    from_metro: Annotated[Words, METRO, "Where it is paid."] = "bay_area",
) -> Numbers:
    """What a base salary in one place is in another, by how the article's places differ.

    ``base * factor(to_metro) / factor(from_metro)``, the Bay Area's factor being 1 and that of Austin,
    Boston and Seattle 0.925, the middle of 5 to 10 % less. A metro that is not in the table is #N/A.

    >>> geo_base(215_000, "austin")
    198875.0
    """
    names, factors = tuple(metros()), np.array([metro.factor for metro in metros().values()])
    times: NDArray[np.float64] = factors[_place(to_metro, names)] / factors[_place(from_metro, names)]
    return base * times


@worksheet_function(
    category="Market",
    examples=(
        Example('"2026-05-01"', calendar()[1]),
        Example("46388", calendar()[0]),
    ),
)
def hiring_window(
    date: Annotated[
        Numbers, Day(), 'The day on which you negotiate: a cell that holds a date, or "2026-05-01" in quotes.'
    ],
) -> Words:
    """What the article's calendar says of the quarter in which a day lies, in a sentence.

    The day is a date, a text such as ``2026-05-01``, or the number that a spreadsheet has for a date. Days
    before 2000 are taken for slips: 2026-05-01 without quotes is 2020 to a spreadsheet, a day of 1905.

    >>> hiring_window("2026-11-15")
    'Fourth quarter: budgets are tight, so expect employers to offer equity where you ask for cash.'
    """
    days = np.datetime64(DAY_ZERO) + np.floor(date).astype("timedelta64[D]")
    quarter = days.astype("datetime64[M]").astype(int) % 12 // 3
    return np.array(calendar(), dtype=object)[quarter]  # type: ignore[no-any-return]  # each shares its text


def _between(value: Numbers, low: Numbers, high: Numbers) -> NDArray[np.float64]:
    """Return how far a value is from low, 0, to high, 1; NaN where they are too far apart to say."""
    span = np.subtract(high, low)
    return np.where(np.isfinite(span), np.subtract(value, low) / span, np.nan)


def _place(word: Words, words: tuple[str, ...]) -> NDArray[np.intp]:
    """Return where each word stands among those that are possible."""
    place: NDArray[np.intp] = np.argmax(np.asarray(word)[..., None] == np.array(words), axis=-1)
    return place


@cache
def _bands() -> NDArray[np.float64]:
    """Return the table by tier, component, bound and basis."""
    return np.array([_bands_of(tier) for tier in tiers().values()])


def _bands_of(tier: Tier) -> NDArray[np.float64]:
    base = _with_mid(tier.base)
    bonus = _with_mid((tier.base[0] * tier.bonus[0], tier.base[1] * tier.bonus[1]))
    stock, total = _with_mid(tier.stock), _with_mid(tier.total)
    a_year = stock / tier.vest_years
    published, annualised = (base, bonus, stock, total), (base, bonus, a_year, base + bonus + a_year)
    return np.stack((published, annualised), axis=-1)


def _with_mid(bounds: Range) -> NDArray[np.float64]:
    low, high = bounds
    return np.array((low, (low + high) / 2, high))
