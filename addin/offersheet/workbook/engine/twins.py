"""What cells show by the model: the twin of every formula that a person reads.

A new file holds these values until something computes the formulas: in a preview, on a phone, in Excel's
Protected View. The tests hold every formula to them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.comps_columns import Comp
from offersheet.model.offer import MOST_OFFERS, Offer

if TYPE_CHECKING:
    from offersheet.workbook.engine.layout import Sheet

__all__ = [
    "Column",
    "Inputs",
    "Twin",
    "Twinned",
    "Typed",
    "figure",
    "inputs_of",
    "refuse_alone",
    "single",
    "twins",
    "whole",
]

Twin: TypeAlias = str | Callable[[Any], Any]
"""What cells equal in the model: the name of a figure, or a function."""


@dataclass(frozen=True, kw_only=True)
class Twinned:
    """What has a formula, and so a twin, or a reason to have none."""

    equals: Twin | None = None
    """What it shows by the model."""
    working: str = ""
    """Why nobody reads what it shows, where it has no twin."""

    def __post_init__(self) -> None:
        refuse_alone(self, bool(vars(self)["formula"]), self.equals, self.working)


def refuse_alone(said: object, formula: bool, equals: object, working: str = "") -> None:
    """Refuse a formula without a twin that is no working either, and a twin without a formula.

    Raises ``TypeError``.
    """
    if formula != bool(equals or working) or (equals and working):
        raise TypeError(f"{said} needs equals=... or, where nobody reads it, working='why'; not both")


@dataclass(frozen=True, eq=False)
class Typed:
    """What is typed beside the offers and their assumptions."""

    cells: Mapping[str, Any] = field(default_factory=dict)
    """By its defined name, each input that a sheet has of its own."""
    comps: Sequence[Comp] = ()

    def __getitem__(self, name: str) -> Any:
        return self.cells[name]


@dataclass(frozen=True, eq=False)
class Column(Case):
    """An offer in its column, with what is typed beside the offers."""

    typed: Typed = field(default_factory=Typed)

    @property
    def place(self) -> int:
        """The number of the column, from 0."""
        return [case.offer is self.offer for case in self.among].index(True)


@dataclass(frozen=True, eq=False)
class Inputs:
    """All that is typed into a workbook."""

    columns: Sequence[Column]
    """Those of the offers; the others are blank."""
    assumptions: Assumptions
    typed: Typed

    def across(self, figure: Callable[[Column], Any], blank: Any = "") -> list[Any]:
        """Return a figure of every column, with something else for the blank ones."""
        return [*map(figure, self.columns), *[blank] * (MOST_OFFERS - len(self.columns))]


def inputs_of(
    sheets: Sequence[Sheet],
    offers: Sequence[Offer],
    assumptions: Assumptions,
    comps: Sequence[Comp] = (),
    typed: Mapping[str, Any] | None = None,
) -> Inputs:
    """Return what a workbook of these sheets holds; ``typed`` is what differs from the sheets' own inputs."""
    own: dict[str, Any] = {}
    for sheet in sheets:
        for block in sheet.blocks:
            own |= block.typed
    beside = Typed(own | dict(typed or {}), comps)
    columns: list[Column] = []
    columns += [Column(offer, assumptions, columns, beside) for offer in offers]
    return Inputs(columns, assumptions, beside)


def twins(sheets: Sequence[Sheet], inputs: Inputs) -> dict[str, Sequence[Any]]:
    """Return what cells show by the model; a blank is an empty text.

    For a row or a table of figures by its key a value for each column, for a grid by its key the lines of
    each column, for a key column by its grid and key those lines, for a scalar by its name one value, for a
    heat map by its title its rows, for a sentence by its formula the words.
    """
    shown: dict[str, Sequence[Any]] = {}
    for sheet in sheets:
        for block in (*sheet.blocks, *sheet.flags):
            for one in block.shows(0):
                values = one.values(inputs)
                if values is not None and one.name in shown:
                    raise KeyError(f"{sheet.name}: two things are called {one.name!r}")
                if values is not None:
                    shown[one.name] = _blanks(values)
    return shown


def whole(amount: float) -> str:
    """Spell whole money as a cell does: halves are rounded away from 0.

    >>> whole(1234.5), whole(-0.5)
    ('1,235', '-1')
    """
    return f"{math.copysign(math.floor(abs(amount) + 0.5), amount):,.0f}"


def figure(twin: Twin | None, inputs: Column | Inputs) -> Any:
    """Return what a twin says of one column, or of all inputs; ``None`` where there is no twin."""
    if isinstance(twin, str):
        return attrgetter(twin)(inputs)
    return None if twin is None else twin(inputs)


def single(twin: Twin | None, inputs: Inputs) -> list[Any] | None:
    """Return what the twin of a single cell says."""
    return None if twin is None else [figure(twin, inputs)]


def _blanks(values: Sequence[Any]) -> list[Any]:
    """Return values as cells hold them: a blank is an empty text."""
    return ["" if one is None else _blanks(one) if isinstance(one, list) else one for one in values]
