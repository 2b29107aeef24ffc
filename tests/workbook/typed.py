"""Sets of offers as somebody types them: at random over all that is valid, and into the cells of a workbook.

A set is made of raw cells, so that the model and the workbook read the very same thing. A field that is
left out is a blank cell.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from offersheet.errors import OfferSheetError
from offersheet.model.assumptions import Assumptions, Scenario, scenario_name
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.model.valuation import Valuation, value_offers
from offersheet.workbook.parts.inputs import assumption_fields, offer_fields
from offersheet.worksheet.kinds import Choice, Number, Schedule, Text

from tests.soffice import Book

OFFER_FIELDS = {field.name: field for field in fields_of(Offer)}
TYPED_FIELDS = {field.name: field for field in offer_fields()}
"""Those that have a row."""
DEFAULTS = Assumptions()
HELD_BY_THE_FILE = {"tax_year"}
"""What a workbook holds for good when it is written."""

Cells = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """What is typed into a workbook: cells of each offer, of the assumptions and of the scenarios."""

    offers: list[Cells]
    assumptions: Cells = field(default_factory=dict)
    scenarios: dict[str, Cells] = field(default_factory=dict)

    def places(self) -> dict[str, list[list[Any]]]:
        """Return the rows of cells to type by defined name, blanks and defaults included."""
        places = {}
        for name, offer_field in TYPED_FIELDS.items():
            columns = [offer.get(name) for offer in self.offers] + [None] * (MOST_OFFERS - len(self.offers))
            if isinstance(offer_field.kind, Schedule):
                longest = offer_field.kind.longest
                columns = [[*(column or ()), *[None] * longest][:longest] for column in columns]
                places[f"offer_{name}"] = [list(row) for row in zip(*columns, strict=True)]
            else:
                places[f"offer_{name}"] = [columns]
        for assumed in assumption_fields(DEFAULTS.tax_year):
            places[assumed.name] = [[self.assumptions.get(assumed.name, getattr(DEFAULTS, assumed.name))]]
        for scenario, defaults in DEFAULTS.scenarios.items():
            given = self.scenarios.get(scenario, {})
            for assumed in fields_of(Scenario):
                cell = given.get(assumed.name, getattr(defaults, assumed.name))
                places[scenario_name(scenario, assumed.name)] = [[cell]]
        return places

    def into(self, book: Book) -> None:
        """Type it all, over whatever stood there, and compute."""
        book.type(self.places())
        book.calculate()

    def read(self) -> tuple[list[Offer], Assumptions]:
        """Read it as the model does."""
        assumptions = Assumptions.from_cells(self.assumptions, self.scenarios)
        return [Offer.from_cells(cells) for cells in self.offers], assumptions

    def valued(self) -> list[Valuation]:
        """Value it by the model."""
        with np.errstate(all="ignore"):
            return value_offers(*self.read())

    @property
    def possible(self) -> bool:
        """Whether the model takes it."""
        try:
            return bool(self.valued())
        except OfferSheetError:
            return False

    def simpler(self) -> Iterator[Typed]:
        """Yield sets that say one thing less."""
        for place in reversed(range(len(self.offers))):
            yield replace(self, offers=self.offers[:place] + self.offers[place + 1 :])
        for place, offer in enumerate(self.offers):
            for name in offer:
                if name not in ("name", "base"):
                    less = {key: cell for key, cell in offer.items() if key != name}
                    yield replace(self, offers=[*self.offers[:place], less, *self.offers[place + 1 :]])
        for name in self.assumptions:
            yield replace(self, assumptions={k: v for k, v in self.assumptions.items() if k != name})
        for name in self.scenarios:
            yield replace(self, scenarios={k: v for k, v in self.scenarios.items() if k != name})


def smallest(case: Typed, fails: Callable[[Typed], bool]) -> Typed:
    """Leave out of a failing set whatever the failure does not need."""
    for simpler in case.simpler():
        if simpler.possible and fails(simpler):
            return smallest(simpler, fails)
    return case


# ---------------------------------------------------------------- at random

_AWKWARD_RATES = (-0.999999, -0.99, -0.5, -1e-9, 0.0, 1e-12, 1e-7, 0.04, 0.05, 0.12, 0.3, 1.0)
_AWKWARD_TEXTS = (
    *("=1+1", "+x", "-5", "@now", "'", '"quoted"', "<b>&amp;</b>", "A & B < C > D", "50 %", "12", "TRUE"),
    *("#N/A", "*", "?", ".*", "~", ">0", "Ünïcödé 東京 😀", " padded ", "line\nbreak", "x" * 300, "{base}"),
)


def random_case(seed: int, *, whole: bool = False) -> Typed:
    """Return a set of one to five offers, and assumptions, from anywhere in the domain; the same for a seed.

    The ``whole`` of an offer holds what a workbook has no row for, too.
    """
    return _Anything(random.Random(seed), whole).case()


@dataclass(frozen=True)
class _Anything:
    rng: random.Random
    whole: bool = False

    def case(self) -> Typed:
        assumed = fields_of(Assumptions) if self.whole else assumption_fields(DEFAULTS.tax_year)
        assumptions = {f.name: self.cell(f) for f in assumed if self.often(0.7)}
        assumptions = {name: cell for name, cell in assumptions.items() if name not in HELD_BY_THE_FILE}
        scenarios = {
            name: {f.name: self.cell(f) for f in fields_of(Scenario)}
            for name in DEFAULTS.scenarios
            if self.often(0.7)
        }
        horizon = assumptions.get("horizon_years", DEFAULTS.horizon_years)
        offers = [self.offer(place, horizon) for place in range(1, self.rng.randint(1, MOST_OFFERS) + 1)]
        return Typed(offers, assumptions, scenarios)

    def often(self, chance: float) -> bool:
        return self.rng.random() < chance

    def offer(self, place: int, horizon: float) -> Cells:
        """Return an offer: few cells, many, or all; of each kind of equity."""
        density = self.rng.choice((0.1, 0.5, 0.9, 1.0))
        fields = OFFER_FIELDS if self.whole else TYPED_FIELDS
        offer = {name: self.cell(f) for name, f in fields.items() if self.often(density)}
        while offer.get("hours_per_week", 40) + offer.get("commute_hours", 0) > 168:
            offer["commute_hours"] = self.rng.uniform(0, 168 - offer.get("hours_per_week", 40))
        offer["name"] = f"{self.text()} {place}"
        offer["base"] = self.cell(OFFER_FIELDS["base"])
        self._equity(offer)
        self._vesting(offer)
        whole_months = self.rng.randint(0, 60)
        for name, dates in {
            "stay_months": (0, 12 * horizon, 12 * horizon + 1, whole_months, self.rng.uniform(0, 60)),
            "liquidity_months": (0, 1, whole_months, self.rng.uniform(0, 60), 240),
            "espp_lookback_months": (0, 6, 24, self.rng.uniform(0, 60)),
            "exit_years": (0, horizon, whole_months / 12, self.rng.uniform(0, 12)),
            "first_refresh": (0, 1, 2, horizon, self.rng.randint(0, 45), 1000),
        }.items():
            if name in offer:
                offer[name] = self.rng.choice(dates)
        return offer

    def _equity(self, offer: Cells) -> None:
        """Make it one kind of equity, with all that this kind needs."""
        kind = self.rng.choice(("rsu", "rsu", "double_trigger", "option", "startup"))
        if kind in ("rsu", "double_trigger"):
            offer.pop("equity_kind", None)
        if kind == "option":
            offer["equity_kind"] = self.rng.choice(("iso", "nso", "ISO"))
        for name, needed in {
            "exit_value": kind == "startup",
            "liquidity_probability": kind == "double_trigger",
        }.items():
            offer.pop(name, None)
            if needed:
                offer[name] = self.cell(OFFER_FIELDS[name])
        if kind in ("option", "startup"):
            offer["shares"] = self.rng.choice((1, 25_000, 0.5, 10 ** self.rng.uniform(0, 7)))
            offer["fully_diluted"] = self.rng.choice((12e6, 10 ** self.rng.uniform(3, 9)))
        self._preferred(offer)

    def _preferred(self, offer: Cells) -> None:
        """Make preferred shares fewer than all, and often worth about their preferences at the exit."""
        if "preferred_shares" not in offer:
            return
        total = offer.get("fully_diluted")
        if total is None:
            offer["preferred_shares"] = self.rng.choice((0, 2e6))
            return
        offer["preferred_shares"] = self.rng.choice((0, self.rng.uniform(0, 0.99) * total))
        if "exit_value" in offer and self.often(0.7):
            share = offer["preferred_shares"] * (1 - offer.get("future_dilution", 0)) / total
            offer["preferences"] = self.rng.choice((0.5, 0.9, 1, 1.1, 3)) * share * offer["exit_value"]

    def _vesting(self, offer: Cells) -> None:
        """Make years, frequency and schedule agree."""
        per_year = offer.get("vests_per_year", OFFER_FIELDS["vests_per_year"].default)
        if offer.get("schedule") is not None:
            offer.pop("vest_years", None)
            if self.often(0.3):
                offer["vest_years"] = len(offer["schedule"])
        elif "vest_years" in offer or per_year * OFFER_FIELDS["vest_years"].default % 1:
            offer["vest_years"] = self.rng.randint(1, int(10 * per_year)) / per_year

    def cell(self, field: Field) -> Any:
        """Return something that a field may hold, its ends and awkward places often."""
        kind = field.kind
        if isinstance(kind, Text):
            return self.text()
        if isinstance(kind, Choice):
            word = self.rng.choice([option for option in kind.options if option])
            return self.rng.choice((word, word.upper()))
        if isinstance(kind, Schedule):
            return self.schedule(kind.longest)
        assert isinstance(kind, Number)
        return self.number(kind)

    def text(self) -> str:
        return self.rng.choice((*_AWKWARD_TEXTS, "Acme", "Bright Labs", "Current job"))

    def schedule(self, longest: int) -> tuple[float, ...]:
        weights = [
            self.rng.choice((0, 1, self.rng.randint(1, 100))) for _ in range(self.rng.randint(1, longest))
        ]
        weights[self.rng.randrange(len(weights))] += 1
        return tuple(weight / sum(weights) for weight in weights)

    def number(self, kind: Number) -> float:
        if kind.choices:
            return self.rng.choice(kind.choices)
        if kind.whole:
            most = min(kind.high, 1000)
            return self.rng.choice((kind.low, most, self.rng.randint(int(kind.low), int(most))))
        if kind.low == -1:
            return self.rng.choice((*_AWKWARD_RATES, kind.high, self.rng.uniform(-0.99, min(kind.high, 3))))
        if math.isfinite(kind.high):
            middle = self.rng.uniform(kind.low, kind.high)
            ends = (kind.low, not kind.above_low), (kind.high, not kind.below_high)
            return self.rng.choice((*(end for end, within in ends if within), middle))
        above = 10 ** self.rng.uniform(0, 9)
        return self.rng.choice((above, round(above), self.rng.uniform(0, 500_000), kind.low + kind.above_low))
