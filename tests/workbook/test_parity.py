"""The workbook's formulas against the model: whatever is typed in, the numbers are the same."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.worth import year_table
from offersheet.workbook.engine.place import plan
from offersheet.workbook.parts.inputs import SHOWN_RESULTS, SHOWN_YEARS
from offersheet.workbook.sheets import declare_sheets

from tests.seeds import seeds
from tests.soffice import Book
from tests.workbook.typed import Typed, random_case, smallest

CASES = 220
WITHIN = 1e-9
DIGITS = 1e-13
PLAN = plan(declare_sheets())

YEARLY = {
    "base_{}": ("base",),
    "bonus_{}": ("bonus",),
    "equity_{}": ("equity",),
    "refresh_{}": ("refresh",),
    "total_{}": ("total",),
    "once": ("sign_on", "stay_bonus"),
}
"""The tables by year, and the columns of the model's that each of them adds."""


def same(shown: float | str, expected: float | None, size: float = 0.0) -> bool:
    """Compare what a cell shows with what the model says, blank where it says nothing.

    ``size`` is that of amounts whose difference it may be: it has their digits, and no more.
    """
    if expected is None or isinstance(shown, str):
        return expected is None and shown == ""
    return math.isclose(shown, expected, rel_tol=WITHIN, abs_tol=max(WITHIN, DIGITS * size))


def underlying(offer: Offer, assumptions: Assumptions) -> float:
    """Return the most that the shares beneath an offer's options come to, in any scenario."""
    if offer.equity_kind == "rsu" or offer.exit_value is not None:
        return 0.0
    [shares] = Case.of([replace(offer, strike=0.0, price=offer.share_price)], assumptions)
    cases = [shares, *(shares.under(name) for name in assumptions.scenarios)]
    return max(max(case.equity_pv, *case.years.column("equity")) for case in cases)


def beside_the_event(offer: Offer, assumptions: Assumptions) -> float:
    """Return how many times what an event pays the cash comes to on which it is taxed.

    The share that is left of it is a difference of taxes on such cash, and has so many digits less.
    """
    [case] = Case.of([offer], assumptions)
    return 1 + max(case.taxed_years.cash) / case.event_pays if case.event_pays else 0.0


def ties(result: str, solved: float | str, offers: list[Offer], place: int, assumptions: Assumptions) -> bool:
    """Whether what was solved for makes an offer worth as much as the first, as closely as can be.

    Where the equity is a small part of much money, many growths do.
    """
    if isinstance(solved, str):
        return False
    changed = {"breakeven_growth": "growth", "breakeven_exit": "exit_value"}[result]
    first, offer = Case(offers[0], assumptions).npv, Case(offers[place], assumptions).npv
    tied = Case(replace(offers[place], **{changed: solved}), assumptions).npv
    return math.isclose(tied, first, abs_tol=WITHIN * max(1.0, abs(first), abs(offer)))


def agrees_otherwise(
    result: str,
    shown: float | str,
    expected: float,
    offers: list[Offer],
    place: int,
    assumptions: Assumptions,
) -> bool:
    """Whether a result that rests on a difference, or was solved for, agrees as closely as it can."""
    if result in ("event_keeps", "npv_after_tax", "level_take_home"):
        share = beside_the_event(offers[place], assumptions)
        amount = 1.0 if result == "event_keeps" else abs(Case(offers[place], assumptions).npv)
        return same(shown, expected, share * amount)
    return result.startswith("breakeven_") and ties(result, shown, offers, place, assumptions)


def differences(case: Typed, book: Book) -> Iterator[str]:
    """Type a set and say where the workbook departs from the model."""
    case.into(book)
    yield from (f"{address} is an error" for address in book.errors())
    offers, assumptions = case.read()
    [[[checks_ok]], *results] = book.read(
        ["checks_ok", *(f"result_{result.name}" for result in SHOWN_RESULTS)]
    )
    if checks_ok != 1:
        yield "checks_ok is not TRUE"
    valuations = case.valued()
    sizes = [underlying(offer, assumptions) for offer in offers] + [0.0] * (MOST_OFFERS - len(offers))
    for result, [cells] in zip(SHOWN_RESULTS, results, strict=True):
        for place, shown in enumerate(cells):
            expected = valuations[place].results[result.name] if place < len(offers) else None
            if result.part == "after_tax" and not result.may_be_blank:
                # These stand on the tables by year, and are blank beyond them.
                expected = expected if assumptions.horizon_years <= SHOWN_YEARS else None
            if not same(shown, expected, sizes[place]) and not (
                expected is not None
                and agrees_otherwise(result.name, shown, expected, offers, place, assumptions)
            ):
                yield f"{result.name} of offer {place + 1}: {shown!r}, not {expected!r}"
    yield from yearly_differences(offers, assumptions, book, sizes)


def yearly_differences(
    offers: list[Offer], assumptions: Assumptions, book: Book, sizes: list[float]
) -> Iterator[str]:
    scenarios = {"own": None, **assumptions.scenarios}
    grids = {key.format(view): view for key in YEARLY for view in scenarios}
    columns = {key.format(view): names for key, names in YEARLY.items() for view in scenarios}
    places = {key: PLAN.grids[key] for key in grids}
    blocks = book.read([f"{place.sheet}.D{place.first}:H{place.last}" for place in places.values()])
    tables = {
        view: [year_table(offer.under(scenario) if scenario else offer, assumptions) for offer in offers]
        for view, scenario in scenarios.items()
    }
    for (key, view), rows in zip(grids.items(), blocks, strict=True):
        for place, shown in enumerate(zip(*rows, strict=True)):
            expected: list[float | None] = []
            if place < len(offers):
                parts = (tables[view][place].column(name) for name in columns[key])
                expected = [sum(amounts) for amounts in zip(*parts, strict=True)]
            expected = [*expected, *[None] * len(shown)][: len(shown)]
            for year, pair in enumerate(zip(shown, expected, strict=True), start=1):
                if not same(*pair, sizes[place]):
                    yield f"{key} of offer {place + 1} in year {year}: {pair[0]!r}, not {pair[1]!r}"


@np.errstate(all="ignore")
def assert_agrees(case: Typed, book: Book, seed: object) -> None:
    found = list(differences(case, book))
    if found:
        least = smallest(case, lambda simpler: any(differences(simpler, book)))
        still = list(differences(least, book))
        pytest.fail(
            f"seed {seed}: {len(found)} differences, such as\n  "
            + "\n  ".join(found[:5])
            + f"\nof which the least is {least}\n  "
            + "\n  ".join(still[:5]),
            pytrace=False,
        )


@pytest.mark.parametrize("seed", seeds(CASES, quick=25))
def test_anything_that_is_valid(seed, empty):
    assert_agrees(random_case(seed), empty, seed)


def test_the_cases_reach_every_kind_and_end():
    """What the random sets do not hold is not tested: every field, filled and blank, and every result."""
    cases = [random_case(seed) for seed in range(CASES)]
    assert {len(case.offers) for case in cases} == set(range(1, MOST_OFFERS + 1))
    valuations = [valuation for case in cases for valuation in case.valued()]
    for result in SHOWN_RESULTS:
        given = [valuation.results[result.name] is not None for valuation in valuations]
        assert sum(given) > 20, result.name
        assert result.may_be_blank == (not all(given)), result.name
