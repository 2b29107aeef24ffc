"""The sheet Market against the functions of the same meaning: whatever is typed in, they say the same."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import offersheet
import pytest
from offersheet.errors import CellError, NotFound, OutOfDomain
from offersheet.facts import load
from offersheet.facts.article import Tier, calendar, figures, metros, tiers
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.worth import grant_a_year
from offersheet.workbook.build import build_workbook
from offersheet.workbook.engine.place import plan
from offersheet.workbook.sheets import declare_sheets
from offersheet.worksheet.call import call
from openpyxl import load_workbook

from tests.seeds import seeds
from tests.soffice import Book
from tests.workbook.typed import Typed, random_case

PLAN = plan(declare_sheets())
PARTS = ("base", "bonus", "stock", "total")
METROS = (
    *("bay_area", "BAY_AREA", "Bay Area", " san francisco ", "austin", "Austin", "BOSTON", "seattle"),
    *("new_york", "*", "?", "a*", "~", "aust", "austin, tx", "0", "none typed", "", None),
)
CASES = 60


def rows(book: Book, *keys: str) -> dict[str, list[Any]]:
    """Return the cells of all offers in these rows."""
    places = [PLAN.rows[key] for key in keys]
    shown = book.read([f"{place.sheet}.D{place.first}:H{place.first}" for place in places])
    return {key: cells for key, [cells] in zip(keys, shown, strict=True)}


def same(shown: Any, expected: Any) -> bool:
    if isinstance(expected, str):
        return shown == expected
    return not isinstance(shown, str) and math.isclose(shown, expected, rel_tol=1e-9, abs_tol=1e-9)


def word(position: float) -> str:
    return "below" if position < 0 else "above" if position > 1 else "inside"


def expected(offer: Offer, assumptions: Assumptions) -> dict[str, Any]:
    """Say by the functions what Market shows for an offer."""
    stock = grant_a_year(offer, assumptions)
    bonus = offer.base * offer.bonus_target
    yours = dict(zip(PARTS, (offer.base, bonus, stock, offer.base + bonus + stock), strict=True))
    says: dict[str, Any] = {}
    for part, value in yours.items():
        low, high = offersheet.market_band(offer.tier, part, ["low", "high"], "annualised").tolist()
        says |= {f"market_{part}": value, f"band_{part}_low": low, f"band_{part}_high": high}
        says[f"position_{part}"] = position = offersheet.band_position(value, low, high)
        says[f"word_{part}"] = word(position)
    low, high = offersheet.market_band(offer.tier, "total", ["low", "high"]).tolist()
    says |= {"printed_total_low": low, "printed_total_high": high}
    says["position_printed"] = position = offersheet.band_position(yours["total"], low, high)
    says["word_printed"] = word(position)
    for metro in metros():
        try:
            moved = offersheet.geo_base(offer.base, metro, offer.metro)
        except NotFound:
            moved = ""
        says[f"base_in_{metro}"] = moved
    if moved == "":
        says["market_factor"] = "not in the table" if offer.metro.strip() else "none typed"
    else:
        says["market_factor"] = offersheet.geo_base(1.0, offer.metro)
    return says


def trend(offer: Offer, assumptions: Assumptions, lines: int) -> list[Any]:
    years = int(min(assumptions.horizon_years, lines))
    return [*offersheet.base_projection(offer.base, years=years), *[""] * (lines - years)]


def differences(case: Typed, book: Book) -> Iterator[str]:
    case.into(book)
    yield from (f"{address} is an error" for address in book.errors())
    offers, assumptions = case.read()
    says = [expected(offer, assumptions) for offer in offers]
    for key, cells in rows(book, *says[0]).items():
        for place, shown in enumerate(cells):
            right = says[place][key] if place < len(offers) else ""
            if not same(shown, right):
                yield f"{key} of offer {place + 1}: {shown!r}, not {right!r}"
    grid = PLAN.grids["trend"]
    [table] = book.read([f"Market.D{grid.first}:H{grid.last}"])
    for place, shown in enumerate(zip(*table, strict=True)):
        right = trend(offers[place], assumptions, len(shown)) if place < len(offers) else [""] * len(shown)
        if not all(map(same, shown, right)):
            yield f"trend of offer {place + 1}: {shown}, not {right}"


def case_of(seed: int) -> Typed:
    """Return a random set whose metros are often in the table, and its pay now and then in the bands."""
    rng, case = random.Random(seed), random_case(seed)
    usual = {"base": 200_000, "bonus_target": 0.15}
    offers = [
        {**offer, "metro": rng.choice(METROS), **(usual if rng.random() < 0.1 else {})}
        for offer in case.offers
    ]
    return replace(case, offers=offers)


@pytest.mark.parametrize("seed", seeds(CASES, quick=10))
def test_anything_that_is_valid(seed, empty):
    with np.errstate(all="ignore"):
        assert list(differences(case_of(seed), empty)) == []


def test_the_cases_reach_every_tier_and_word():
    offers = [(offer, case.read()[1]) for case in map(case_of, range(CASES)) for offer in case.read()[0]]
    assert {offer.tier for offer, _ in offers} == set(tiers())
    with np.errstate(all="ignore"):
        says = [expected(*case) for case in offers]
    for part in (*PARTS, "printed"):
        assert {one[f"word_{part}"] for one in says} == {"below", "inside", "above"}
    assert {"not in the table", "none typed", 1.0} <= {one["market_factor"] for one in says}


def test_a_tier_that_is_none_shows_no_band(empty):
    """A star is found by whatever looks for patterns."""
    for wrong in ("*", "f?ang", "startup"):
        Typed([{"name": "A", "base": 200_000, "tier": wrong}]).into(empty)
        assert empty.errors() == []
        assert rows(empty, "position_base", "word_total")["position_base"][0] in ("", "see Checks")


def test_a_sheet_without_offers_is_blank_and_has_no_error(empty):
    Typed([]).into(empty)
    assert empty.errors() == []
    for cells in rows(empty, "position_base", "word_total", "market_total", "base_in_austin").values():
        assert cells == [""] * MOST_OFFERS


# ---------------------------------------------------------------- the calendar


@pytest.fixture
def said(empty):
    """What the sheet says of what is typed as the day."""

    def read(cell: Any) -> str:
        empty.type({"negotiate_date": [[cell]]})
        empty.calculate()
        assert empty.errors() == []
        place = PLAN.columns["calendar"]
        # The answer stands above the sentences' title, with a blank line between.
        [[[answer]]] = empty.read([f"Market.A{place.first - 3}"])
        return answer

    yield read
    empty.type({"negotiate_date": [[None]]})


@pytest.mark.parametrize(
    "day",
    [date(2000, 1, 1), *(date(2026, month, day) for month in range(1, 13) for day in (1, 28)), date.max],
)
def test_a_day_says_what_its_quarter_means(said, day):
    number = day.toordinal() - date(1899, 12, 30).toordinal()
    assert said(number) == said(number + 0.75) == offersheet.hiring_window(day)


@pytest.mark.parametrize("cell", [0, -1, 2020, 36_525.9])
def test_a_number_that_is_no_day(said, cell):
    assert call("HIRING_WINDOW", [cell]).value is CellError.NUM
    assert said(cell) == "There is no such day here."


def test_a_blank_and_a_text_as_the_day(said):
    assert said(None) == "Type a day above to read what its quarter means."
    assert said("soon") == "That is no day."


# ---------------------------------------------------------------- the figures


@pytest.fixture(scope="module")
def market():
    return load_workbook(BytesIO(build_workbook()))["Market"]


def numbers_of(fact: Any) -> Iterator[float]:
    if isinstance(fact, dict):
        for key, value in fact.items():
            if key != "quarters":
                yield from numbers_of(value)
    elif isinstance(fact, list):
        for value in fact:
            yield from numbers_of(value)
    elif not isinstance(fact, str):
        yield float(fact)


def test_every_figure_of_the_article_stands_once_in_a_cell(market):
    """As often as the article prints a number, so often it is typed here, and no more."""
    cells = [cell for row in market.iter_rows(min_col=4, max_col=8) for cell in row]
    typed = Counter(float(cell.value) for cell in cells if cell.data_type == "n" and cell.value is not None)
    # The day from which days count, and the months of a quarter, are none of the article's.
    typed -= Counter((36_526.0, 3.0))
    assert typed == Counter(numbers_of(load("article")))


def test_every_figure_says_where_it_comes_from(market):
    texts = [cell.value for row in market.iter_rows() for cell in row if isinstance(cell.value, str)]
    for figure in figures().values():
        assert any(figure.source.casefold() in text.casefold() and figure.date in text for text in texts)
        assert figure.label in texts
        assert not figure.note or any(figure.note in text for text in texts)
    for sentence in calendar():
        assert sentence in texts


def off(tier: Tier, years: float) -> float:
    """How far the middle of the printed total is from what the parts add to, the stock over so many years."""
    ends = zip(tier.base, tier.bonus, tier.stock, tier.total, strict=True)
    return sum(total - base * (1 + bonus) - stock / years for base, bonus, stock, total in ends) / 2


def test_what_is_said_of_the_table_is_so(empty):
    """The startups' totals come nearer with the whole grant, mid-market is far either way."""
    nearer = rows(empty, "tier_nearer", "tier_off_year", "tier_off_whole")
    for place, tier in enumerate(tiers().values()):
        a_year, whole = off(tier, tier.vest_years), off(tier, 1)
        assert nearer["tier_off_year"][place] == pytest.approx(a_year)
        assert nearer["tier_off_whole"][place] == pytest.approx(whole)
        assert nearer["tier_nearer"][place] == ("whole grant" if abs(whole) < abs(a_year) else "annualised")
        startup = tier.name in ("unicorn", "early_stage")
        assert (nearer["tier_nearer"][place] == "whole grant") == startup
    mid_market = tiers()["mid_market"]
    assert min(abs(off(mid_market, 3)), abs(off(mid_market, 1))) > 25_000


def test_both_totals_of_each_tier_are_those_of_the_function(empty):
    kinds = {"published": "tier_total", "annualised": "tier_year"}
    for basis, key in kinds.items():
        for bound in ("low", "mid", "high"):
            shown = rows(empty, f"{key}_{bound}")[f"{key}_{bound}"][: len(tiers())]
            assert shown == pytest.approx(offersheet.market_band([*tiers()], "total", bound, basis))


def test_a_name_for_a_place_is_not_two_places():
    names = [name for metro in metros().values() for name in {metro.name, metro.label.casefold(), metro.also}]
    assert len([name for name in names if name]) == len({name for name in names if name})
    with pytest.raises(OutOfDomain):
        offersheet.geo_base(-1, "austin")


# ---------------------------------------------------------------- percentiles and ranks, as LibreOffice has them

SIDE = "Offers.N1:N12"
"""Cells that no sheet uses."""


@pytest.fixture
def scratch(empty):
    yield empty
    empty.type({SIDE: [[None]] * 12, "Offers.O1:P1": [[None, None]]})


@pytest.mark.parametrize("seed", seeds(40, quick=10))
def test_percentiles_and_ranks_are_those_of_a_spreadsheet(scratch, seed):
    rng = random.Random(seed)
    values = [rng.choice((rng.randint(1, 9), rng.uniform(0, 5e5), None)) for _ in range(12)]
    values[:2] = [rng.uniform(0, 5e5), rng.randint(1, 9)]
    known = [value for value in values if value is not None]
    place = rng.choice((0, 0.5, 1, rng.random()))
    value = rng.choice((rng.choice(known), rng.uniform(min(known), max(known))))
    scratch.type({SIDE: [[cell] for cell in values]})
    scratch.formula("Offers.O1", f"=PERCENTILE(N1:N12;{place!r})")
    scratch.formula("Offers.P1", f"=PERCENTRANK(N1:N12;{value!r};14)")
    scratch.calculate()
    [[[percentile, rank]]] = scratch.read(["Offers.O1:P1"])
    assert call("COMPS_BAND", [[[cell] for cell in values], place]).value == pytest.approx(
        percentile, rel=1e-12
    )
    assert call("COMPS_RANK", [value, [[cell] for cell in values]]).value == pytest.approx(rank, abs=1e-12)
