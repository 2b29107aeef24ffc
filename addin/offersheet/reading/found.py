"""What a file says, before anyone knows whether it is possible, and how that becomes offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.model.assumptions import Assumptions, Scenario, ScenarioName, scenario_name
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.reading.hints import meant
from offersheet.reading.numbers import Habit, habit_of, read_typed
from offersheet.worksheet.kinds import Text, spell
from offersheet.worksheet.spelling import unfit_for_a_cell

__all__ = ["FIELDS", "Cells", "Found", "Given", "OfferFile", "assemble", "labelled", "with_flat_names"]

_SCENARIO_FIELDS: Mapping[str, tuple[ScenarioName, Field]] = {
    scenario_name(scenario, field.name): (scenario, field)
    for scenario in Assumptions().scenarios
    for field in fields_of(Scenario)
}

FIELDS: Mapping[str, Field] = {
    **{field.name: field for declaration in (Offer, Assumptions) for field in fields_of(declaration)},
    **{name: field for name, (_, field) in _SCENARIO_FIELDS.items()},
}
"""All that can be filled in, by its name where a file has no tables: ``base``, ``scenario_low_growth``."""


def labelled(fields: Iterable[Field]) -> dict[str, str]:
    """Return the labels of fields by name: whoever copies a sheet writes those."""
    return {field.name: field.label for field in fields}


@dataclass(frozen=True)
class OfferFile:
    """What an offer file holds: the offers in its order, and what is assumed for all of them."""

    offers: tuple[Offer, ...]
    assumptions: Assumptions


@dataclass(frozen=True)
class Given:
    """One thing that a file says, and where."""

    cell: Any
    place: str = ""
    """Such as ``line 4``; nothing where that is not known."""


Cells: TypeAlias = Mapping[str, Given]


@dataclass(frozen=True)
class Found:
    """All that a file says."""

    offers: Sequence[tuple[str, Cells]]
    """For each offer where it stands, such as ``column C``, and what is given of it."""
    assumptions: Cells
    scenarios: Mapping[str, Cells]
    convert: Callable[[Field, Any], Any] = lambda _, cell: cell
    """Turns what the file holds for a field into a raw cell, in which a number may still be a text."""
    semicolons: bool = False
    """Whether semicolons part its cells, as where commas stand before decimals."""


def with_flat_names(
    offers: Sequence[tuple[str, Cells]],
    assumptions: Cells,
    convert: Callable[[Field, Any], Any] = lambda _, cell: cell,
    *,
    semicolons: bool = False,
) -> Found:
    """Return what was found in a file without tables, where a scenario's fields have flat names."""
    own: dict[str, Given] = {}
    scenarios: dict[str, dict[str, Given]] = {}
    for name, given in assumptions.items():
        if name in _SCENARIO_FIELDS:
            scenario, field = _SCENARIO_FIELDS[name]
            scenarios.setdefault(scenario, {})[field.name] = given
        else:
            own[name] = given
    return Found(offers, own, scenarios, convert, semicolons)


def assemble(found: Found, *, may_be_empty: bool = False) -> OfferFile:
    """Make offers and assumptions of what was found, or say what is wrong with it, and where."""
    if not (found.offers or may_be_empty):
        raise InvalidInput("there is no offer in it")
    if len(found.offers) > MOST_OFFERS:
        raise InvalidInput(f"it holds {len(found.offers)} offers, at most {MOST_OFFERS} can be compared")
    habit = _habit(found)
    return OfferFile(_offers(found, habit), _assumptions(found, habit))


def _habit(found: Found) -> Habit:
    """Find how the whole file writes its numbers."""
    tables = [
        *((Offer, cells) for _, cells in found.offers),
        *((Scenario, cells) for cells in found.scenarios.values()),
        (Assumptions, found.assumptions),
    ]
    given = [
        (field, cells[field.name].cell)
        for declaration, cells in tables
        for field in fields_of(declaration)
        if field.name in cells
    ]
    return habit_of(given, semicolons=found.semicolons)


def _offers(found: Found, habit: Habit) -> tuple[Offer, ...]:
    offers: dict[str, Offer] = {}
    for place, cells in found.offers:
        name = cells["name"].cell if "name" in cells else None
        with _told(f"offer {spell(name)}" if isinstance(name, str) and name.strip() else place, cells):
            offer = Offer.from_cells(_raw(found, Offer, cells, habit))
            folded = " ".join(offer.name.split()).casefold()
            if folded in offers:
                raise InvalidInput("name is taken by another offer; give each its own")
            offers[folded] = offer
    return tuple(offers.values())


def _assumptions(found: Found, habit: Habit) -> Assumptions:
    scenarios: dict[str, dict[str, Any]] = {}
    for name, cells in found.scenarios.items():
        with _told(f"scenario {name}", cells):
            scenarios[name] = _raw(found, Scenario, cells, habit)
            Assumptions.from_cells({}, {name: scenarios[name]})
    with _told("assumptions", found.assumptions):
        return Assumptions.from_cells(_raw(found, Assumptions, found.assumptions, habit), scenarios)


_HOMES: Mapping[type, str] = {Offer: "an offer", Assumptions: "the assumptions", Scenario: "a scenario"}


def _raw(found: Found, declaration: type, cells: Cells, habit: Habit) -> dict[str, Any]:
    fields = {field.name: field for field in fields_of(declaration)}
    for name in cells:
        if name not in fields:
            homes = [words for home, words in _HOMES.items() if name in {f.name for f in fields_of(home)}]
            hint = (
                f"; it belongs to {' or '.join(homes)}"
                if homes
                else meant(name, fields, labelled(fields.values()))
            )
            raise InvalidInput(f"there is no field {spell(name)}{hint}")
    return {name: _read(fields[name], found.convert(fields[name], cells[name].cell), habit) for name in cells}


def _read(field: Field, cell: Any, habit: Habit) -> Any:
    if isinstance(field.kind, Text) and isinstance(cell, str) and (problem := unfit_for_a_cell(cell)):
        raise InvalidInput(
            f"{field.name} must be a text that fits a cell, got {spell(cell)}, which {problem}"
        )
    return read_typed(field, cell, habit)


@contextmanager
def _told(subject: str, cells: Cells) -> Iterator[None]:
    """Put before an error what it is about, and after it the place of the field with which it begins."""
    try:
        yield
    except OfferSheetError as error:
        field = str(error).partition(" ")[0]
        place = cells[field].place if field in cells else ""
        raise InvalidInput(f"{subject}: {error}" + (f" ({place})" if place else "")) from error
