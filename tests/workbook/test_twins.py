"""Every cell that a person reads, against its twin in the model, for whatever is typed in."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from offersheet.workbook.engine.layout import Key, Row, Scalar
from offersheet.workbook.engine.place import plan
from offersheet.workbook.engine.twins import inputs_of, twins
from offersheet.workbook.sheets import declare_sheets

from tests.seeds import few, seeds
from tests.soffice import Book
from tests.workbook.cells import departures
from tests.workbook.test_comps_sheet import LINES, WANTED, Line, into, random_lines
from tests.workbook.test_floor import person
from tests.workbook.test_market import METROS
from tests.workbook.typed import Typed, random_case

SHEETS = declare_sheets()
PLAN = plan(SHEETS)
CASES = 90


@dataclass(frozen=True)
class Everything:
    """All that can be typed into a workbook."""

    offers: Typed
    comps: list[Line]
    own: dict[str, Any]
    """What sheets ask for beside the offers, by its defined name."""

    def into(self, book: Book) -> None:
        book.type({name: [[cell]] for name, cell in self.own.items()})
        into(book, self.comps, {name.removeprefix("comps_filter_"): cell for name, cell in self.own.items()})
        self.offers.into(book)
        book.calculate()  # in the first round, LibreOffice may leave the end of a long chain as it was

    @np.errstate(all="ignore")
    def said(self) -> dict[str, Any]:
        """Return what the model says."""
        return twins(SHEETS, inputs_of(SHEETS, *self.offers.read(), self.comps, self.own))

    def departures(self, book: Book) -> Iterator[str]:
        self.into(book)
        yield from departures(book.contents(), PLAN, self.said())


def everything(seed: int) -> Everything:
    """Return people anywhere for every third seed, else anything that is valid."""
    rng = random.Random(seed)
    case = person(seed) if seed % 3 == 2 else random_case(seed)
    for offer in case.offers:
        if rng.random() < 0.5:
            offer["metro"] = rng.choice(METROS)
    comps = random_lines(rng) if seed % 2 == 0 else []
    comps += (
        [{"base": 0, "bonus": 20_000, "stock": 0}] * rng.choice((0, 1, 2)) if len(comps) < LINES - 2 else []
    )
    own = {
        "stress_offer": rng.randint(1, len(case.offers)),
        "haircut": rng.choice((0, 0.3, 1, rng.random())),
        "cash_instead": rng.choice((0, 30_000, rng.uniform(0, 1e6))),
        "new_payroll_tax": rng.choice((0, 1)),
        "negotiate_date": rng.choice((None, "soon", 12, 36_525.5, rng.uniform(36_526, 60_000))),
        **{f"comps_filter_{name}": rng.choice((None, None, None, *words)) for name, words in WANTED.items()},
    }
    return Everything(case, comps, own)


NOTHING = dict.fromkeys(everything(0).own) | {
    "stress_offer": 1,
    "haircut": 0.3,
    "cash_instead": 30_000,
    "new_payroll_tax": 1,
}


def pointed() -> dict[str, Everything]:
    """Return sets in which a wrong formula shows that most sets hide, and why each of them does."""
    with (Path(__file__).parents[1] / "cases" / "workbook.toml").open("rb") as file:
        sets = tomllib.load(file)["set"]
    return {
        one["why"]: Everything(
            Typed(one["offers"], one.get("assumptions", {}), one.get("scenarios", {})),
            one.get("comps", []),
            NOTHING | one.get("own", {}),
        )
        for one in sets
    }


POINTED = pointed()


@pytest.fixture(scope="module", autouse=True)
def blank_again(empty):
    """Leave the sheets to other tests as they expect them."""
    yield
    Everything(Typed([]), [], NOTHING).into(empty)


@pytest.mark.parametrize("seed", seeds(CASES, quick=5))
def test_every_cell_shows_what_the_model_says(seed, empty):
    found = list(everything(seed).departures(empty))
    assert not found, f"{len(found)} differences, such as\n" + "\n".join(found[:20])


@pytest.mark.parametrize("why", few(POINTED, quick=2))
def test_a_pointed_set_shows_what_the_model_says(why, empty):
    found = list(POINTED[why].departures(empty))
    assert not found, f"{len(found)} differences, such as\n" + "\n".join(found[:20])


def test_a_formula_without_a_twin_is_refused_where_it_is_declared():
    for wrong in ({"formula": "1"}, {"formula": "1", "equals": "npv", "working": "why"}, {"equals": "npv"}):
        with pytest.raises(TypeError, match="needs equals="):
            Row("key", "Label", "money", **wrong)
        with pytest.raises(TypeError, match="needs equals="):
            Scalar("name", "Label", "money", **wrong)
        with pytest.raises(TypeError, match="needs equals="):
            Key("key", "Label", **wrong)
