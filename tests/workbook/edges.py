"""What may just be typed into an input and what may just not, and which checks should then be FALSE."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, get_args

from offersheet.errors import OfferSheetError
from offersheet.model.assumptions import Scenario, ScenarioName, scenario_name
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.workbook.engine.place import Plan
from offersheet.workbook.parts.inputs import assumption_fields, offer_fields
from offersheet.worksheet.kinds import Choice, Number, Schedule, Text

from tests.soffice import Book
from tests.workbook.typed import HELD_BY_THE_FILE, Cells, Typed

NEAR = 1e-6
"""How far beyond a bound is just beyond it."""

OFFERS = {field.name: field for field in offer_fields() if not isinstance(field.kind, Text)}
ASSUMPTIONS = {field.name: field for field in assumption_fields(2026) if field.name not in HELD_BY_THE_FILE}
SCENARIOS = {
    scenario_name(name, field.name): field for field in fields_of(Scenario) for name in get_args(ScenarioName)
}


def edges(field: Field) -> Iterator[Any]:
    """Yield cells at the bounds of a field and just beyond them, words, and nothing."""
    yield from (None, "words")
    kind = field.kind
    if isinstance(kind, Choice):
        yield from ("*", next(option for option in kind.options if option))
    elif isinstance(kind, Schedule):
        yield from ((1,), (0.5, 0.5), (0.5, 0.4), (0.5, None, 0.5), (1.5, -0.5), (0.5, "half"), (0.6, 0.6))
    elif isinstance(kind, Number):
        yield from kind.choices
        bounds = [bound for bound in (kind.low, kind.high) if math.isfinite(bound)]
        for bound in bounds:
            step = NEAR * max(1.0, abs(bound))
            yield from (bound, bound - step, bound + step)
        yield from (0.5, 1.5) if kind.whole or kind.choices else ()


def possible(field: Field, cell: Any) -> bool:
    """Whether the model reads a cell as a value of its field."""
    try:
        value = field.read_cell(cell)
    except OfferSheetError:
        return False
    return value is None or field.kind.problem(value) is None


def _readable(cells: Cells) -> bool:
    try:
        Offer.from_cells(cells)
    except OfferSheetError:
        return False
    return True


def faults_of_offers(name: str, book: Book, plan: Plan) -> Iterator[str]:
    """Type each edge of a field of an offer, five at a time, and say where the checks are not as they should."""
    field, cells = OFFERS[name], [*edges(OFFERS[name])]
    for start in range(0, len(cells), MOST_OFFERS):
        offers = [
            {"name": f"offer {place}", "base": 100_000, name: cell}
            for place, cell in enumerate(cells[start : start + MOST_OFFERS])
        ]
        Typed(offers).into(book)
        check, status = (plan.rows[key] for key in (f"check_{name}", "status"))
        [shown], [said], [[checks_ok]] = book.read(
            [*(f"{row.sheet}.D{row.first}:H{row.first}" for row in (check, status)), "checks_ok"]
        )
        for offer, held, word in zip(offers, shown, said, strict=False):
            if held != possible(field, offer[name]):
                yield f"check_{name} of {offer[name]!r} is {held!r}"
            if word != ("ok" if _readable(offer) else "see Checks"):
                yield f"status of {name} {offer[name]!r} is {word!r}"
        if checks_ok != all(map(_readable, offers)) and not _without_shares(offers):
            yield f"checks_ok of {offers} is {checks_ok!r}"


def _without_shares(offers: list[Cells]) -> bool:
    """Whether options, or an exit, lack what they are counted by: a check of its own."""
    return any(offer.get("equity_kind") or offer.get("exit_value") is not None for offer in offers)


def faults_of_assumptions(name: str, book: Book, plan: Plan) -> Iterator[str]:
    """Type each edge of an assumption, one at a time, and say where its check is not as it should be."""
    field = ASSUMPTIONS.get(name) or SCENARIOS[name]
    Typed([{"name": "A", "base": 100_000}]).into(book)
    [before] = book.read([name])
    for cell in edges(field):
        book.type({name: [[cell]]})
        book.calculate()
        [[held]], [[checks_ok]] = book.read([f"check_{name}", "checks_ok"])
        fine = cell is not None and possible(field, cell)
        if (held, checks_ok) != (fine, fine):
            yield f"check_{name} of {cell!r} is {held!r}, checks_ok {checks_ok!r}"
    book.type({name: before})
