"""What cells show by the model: the twin of every formula that a person reads.

A new file holds these values until something computes the formulas: in a preview, on a phone, in Excel's
Protected View. The tests hold every formula to them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.comps_columns import Comp
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.workbook.engine.layout import (
    Cells,
    Figures,
    Grid,
    Key,
    Lines,
    Matrix,
    PasteTable,
    Row,
    Rows,
    Scalars,
    Sheet,
    Twin,
)
from offersheet.workbook.engine.pages import blocks_of

__all__ = ["Column", "Inputs", "inputs_of", "twins", "whole"]


@dataclass(frozen=True, eq=False)
class Column(Case):
    """An offer in its column, with what is typed beside the offers."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    """By its defined name, each input that a sheet has of its own."""

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
    comps: Sequence[Comp] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)
    """By its defined name, each input that a sheet has of its own."""

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
    own = {
        scalar.name: scalar.value
        for sheet in sheets
        for block in blocks_of(sheet)
        if isinstance(block, Scalars)
        for line in block.lines
        for scalar in line
        if not scalar.formula
    }
    own |= typed or {}
    columns: list[Column] = []
    columns += [Column(offer, assumptions, columns, own) for offer in offers]
    return Inputs(columns, assumptions, comps, own)


def twins(sheets: Sequence[Sheet], inputs: Inputs) -> dict[str, Sequence[Any]]:
    """Return what cells show by the model; a blank is an empty text.

    For a row or a table of figures by its key a value for each column, for a grid by its key the lines of
    each column, for a key column by its grid and key those lines, for a scalar by its name one value, for a
    heat map by its title its rows, for a sentence by its formula the words.
    """
    shown: dict[str, Sequence[Any]] = {}
    for sheet in sheets:
        for block in blocks_of(sheet):
            for name, values in _shown(block, inputs):
                if name in shown:
                    raise KeyError(f"{sheet.name}: two things are called {name!r}")
                shown[name] = [_blank(value) for value in values]
    return shown


def whole(amount: float) -> str:
    """Spell whole money as a cell does: halves are rounded away from 0.

    >>> whole(1234.5), whole(-0.5)
    ('1,235', '-1')
    """
    return f"{math.copysign(math.floor(abs(amount) + 0.5), amount):,.0f}"


def _shown(block: object, inputs: Inputs) -> Iterator[tuple[str, Sequence[Any]]]:
    match block:
        case Rows():
            for row in block.rows:
                if row.equals:
                    yield row.key, _across(row, inputs)
        case Figures():
            for row in block.rows:
                if row.equals:
                    yield row.key, _of(row.equals, inputs)
        case Grid():
            yield from _keys(block.key, block.keys, inputs)
            if block.equals:
                twin = block.equals
                yield block.key, inputs.across(lambda column: _lines(block, _of(twin, column)), _lines(block))
        case PasteTable():
            yield from _keys(block.name, block.workings, inputs)
        case Scalars():
            for scalar in (scalar for line in block.lines for scalar in line):
                if scalar.equals:
                    yield scalar.name, [_of(scalar.equals, inputs)]
        case Matrix():
            if block.equals:
                yield block.title, _of(block.equals, inputs)
        case Lines():
            for text, twin in zip(block.formulas, block.equals, strict=True):
                yield text, [_of(twin, inputs)]
        case Cells():
            pass  # says itself what its formulas show


def _keys(name: str, keys: Sequence[Key], inputs: Inputs) -> Iterator[tuple[str, Sequence[Any]]]:
    for key in keys:
        if key.equals:
            yield f"{name}.{key.key}", _of(key.equals, inputs)


def _of(twin: Twin, inputs: Column | Inputs) -> Any:
    return attrgetter(twin)(inputs) if isinstance(twin, str) else twin(inputs)


def _across(row: Row, inputs: Inputs) -> Sequence[Any]:
    """Return a row's values, as its guard lets them count."""
    assert row.equals is not None  # noqa: S101 - asked for alone where there is one
    twin = row.equals
    return _of(twin, inputs) if row.when == "always" else inputs.across(lambda column: _of(twin, column))


def _lines(grid: Grid, values: Sequence[Any] = ()) -> Sequence[Any]:
    """Return a column of a grid, blank where the values end."""
    lines = [*values, *[""] * len(grid.lines)]
    return [_blank(value) for value in lines[: len(grid.lines)]]


def _blank(value: Any) -> Any:
    return "" if value is None else value
