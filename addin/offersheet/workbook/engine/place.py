"""Where everything stands: from declarations to addresses, and from braces to references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from string import ascii_uppercase
from typing import NamedTuple

from offersheet.model.offer import MOST_OFFERS
from offersheet.workbook.engine.layout import (
    Beside,
    Block,
    Cells,
    Charts,
    Figures,
    Grid,
    Lines,
    Lists,
    Matrix,
    PasteTable,
    Rows,
    Scalars,
    Sheet,
    Table,
)

__all__ = [
    "FIRST_OFFER",
    "HEAD_ROW",
    "HELP",
    "LABEL",
    "LAST_OFFER",
    "NOTE",
    "OFFER_COLUMNS",
    "ROOM",
    "UNIT",
    "Place",
    "Plan",
    "body_top",
    "letter",
    "plan",
]

LABEL, UNIT, HELP, FIRST_OFFER = 1, 2, 3, 4
NOTE = FIRST_OFFER + MOST_OFFERS
HEAD_ROW = 3
LAST_OFFER = NOTE - 1
OFFER_COLUMNS = tuple(range(FIRST_OFFER, NOTE))
ROOM = 20_000
"""How far beneath a table something may have been pasted that its formulas do not reach."""


def letter(column: int) -> str:
    """Return a column's letter; no sheet here is wider than the alphabet."""
    return ascii_uppercase[column - 1]


@dataclass(frozen=True)
class Place:
    """Lines of a sheet, from first to last; a column where it is not those of the offers."""

    sheet: str
    first: int
    last: int
    column: int | None = None
    width: int = 1
    """How many columns it has, where it has a column."""


class _Moving(NamedTuple):
    """A reference that moves with the row in which it stands."""

    before: str
    row: int


@dataclass
class Plan:
    """Every name that a formula may use, and where it leads."""

    sheets: list[tuple[Sheet, list[tuple[Block | Beside, int]]]] = field(default_factory=list)
    rows: dict[str, Place] = field(default_factory=dict)
    grids: dict[str, Place] = field(default_factory=dict)
    columns: dict[str, Place] = field(default_factory=dict)
    """What ``{column:...}`` and ``{all:...}`` find: grids, key columns, groups of rows, a schedule."""
    scalars: dict[str, Place] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)
    """Defined names over the cells of all offers."""

    def formula(
        self,
        text: str,
        sheet: str,
        row: int,
        column: int = FIRST_OFFER,
        grid: Grid | PasteTable | None = None,
    ) -> str:
        """Resolve the braces of a formula that stands in one cell."""
        return self.formulas(text, sheet, range(row, row + 1), column, grid)[0]

    def formulas(
        self, text: str, sheet: str, rows: range, column: int, grid: Grid | PasteTable | None
    ) -> list[str]:
        """Resolve the braces of a formula that stands in each of these rows of a column."""
        parts, words = _parsed(text)
        for word in words:
            if word not in self.scalars:
                raise KeyError(f"{sheet}, row {rows[0]}: no scalar is named {word!r}")
        found = {
            part: self._reference(*part, sheet, rows[0], column, grid)
            for part in parts
            if not isinstance(part, str)
        }
        template, lines = "", []
        for part in parts:
            piece = part if isinstance(part, str) else found[part]
            if isinstance(piece, str):
                template += piece.replace("%", "%%")
            else:
                template += piece.before.replace("%", "%%") + "%d"
                lines.append(piece.row)
        return [template % tuple([line + down for line in lines]) for down in range(len(rows))]

    def _reference(
        self, form: str, name: str, sheet: str, row: int, column: int, grid: Grid | PasteTable | None
    ) -> str | _Moving:
        own = letter(column)
        if not form and grid is not None and name in (keys := [key.key for key in grid.keys]):
            return _Moving(f"${letter(1 + keys.index(name))}", row)
        if not form and name in ("low", "high"):
            return _Moving(f"${letter(UNIT if name == 'low' else HELP)}", row)
        if not form and name == "inputs":
            form, name = "column", "offer_inputs"
        try:
            if form in ("same", "above"):
                place = self.grids[name]
                assert isinstance(grid, Grid)  # noqa: S101 - what else has lines of its own
                line = place.first + row - self.grids[grid.key].first - (form == "above")
                return _Moving(_on(place, sheet) + own, line)
            if form == "last":
                place = self.grids[name]
                return _on(place, sheet) + f"{own}{place.last}"
            if form in ("column", "all"):
                place = self.columns[name]
                if place.column is not None:
                    left, right = f"${letter(place.column)}", f"${letter(place.column + place.width - 1)}"
                elif form == "all":
                    left, right = f"${letter(FIRST_OFFER)}", f"${letter(LAST_OFFER)}"
                else:
                    left = right = own
                return _on(place, sheet) + f"{left}${place.first}:{right}${place.last}"
            place = self.rows[name]
        except KeyError:
            raise KeyError(f"{sheet}, row {row}: nothing is named {{{form}:{name}}}") from None
        if form == "offers":
            return (
                _on(place, sheet)
                + f"${letter(FIRST_OFFER)}${place.first}:${letter(LAST_OFFER)}${place.first}"
            )
        if form == "left":
            own = letter(column - 1)
        return _on(place, sheet) + (f"$C${place.first}" if form == "blank" else f"{own}${place.first}")


_BRACES = re.compile(r"\{(?:(\w+):)?(\w+)\}")
_QUOTED = re.compile(r'"[^"]*"')
_WORDS = re.compile(r"\b[a-z][a-z0-9_]*\b")


@cache
def _parsed(text: str) -> tuple[list[str | tuple[str, str]], list[str]]:
    """Split a formula into plain text and references, each a form and a name; return its scalars, too."""
    pieces = _BRACES.split(text)
    plain, forms, names = pieces[::3], pieces[1::3], pieces[2::3]
    parts: list[str | tuple[str, str]] = [plain[0]]
    for form, name, after in zip(forms, names, plain[1:], strict=True):
        parts += [(form or "", name), after]
    return parts, _WORDS.findall(_QUOTED.sub("", " ".join(plain)))


def _on(place: Place, sheet: str) -> str:
    return "" if place.sheet == sheet else f"{place.sheet}!"


def plan(sheets: Sequence[Sheet]) -> Plan:
    """Place every block of every sheet."""
    result = Plan()
    for sheet in sheets:
        placed: list[tuple[Block | Beside, int]] = []
        _stack(result, sheet, sheet.blocks, HEAD_ROW + 1, placed)
        result.sheets.append((sheet, placed))
    inputs = [place for key, place in result.rows.items() if key.startswith("offer_")]
    result.columns["offer_inputs"] = Place(inputs[0].sheet, inputs[0].first, inputs[-1].last)
    return result


def _stack(
    result: Plan,
    sheet: Sheet,
    blocks: Sequence[Block | Beside],
    top: int,
    placed: list[tuple[Block | Beside, int]],
) -> int:
    """Place blocks below each other, those beside a chart before it; return the last row."""
    last = top
    for block in blocks:
        if isinstance(block, Beside):
            last = _stack(result, sheet, block.blocks, top, placed)
        else:
            last = _place(result, sheet, block, top)
        placed.append((block, top))
        top = last + 2
    return last


def body_top(block: Block, top: int) -> int:
    """Return the row of a block's first line, below its heading, intro and heads."""
    rows = bool(block.title) + bool(getattr(block, "intro", ""))
    heads = isinstance(block, (Grid, Lists, Matrix, PasteTable, Table)) or bool(getattr(block, "heads", ()))
    return top + rows + heads


def _place(result: Plan, sheet: Sheet, block: Block, top: int) -> int:
    """Record where a block's names lead; return its last row."""
    first = body_top(block, top)
    if isinstance(block, Rows | Figures):
        for row, line in enumerate(block.rows, start=first):
            _record(result.rows, line.key, Place(sheet.name, row, row))
            if line.name:
                earlier = result.names.get(line.name)
                place = Place(sheet.name, earlier.first if earlier else row, row)
                result.names[line.name] = place
                if earlier:
                    result.columns[line.name] = place
        last = first + len(block.rows) - 1
        if isinstance(block, Rows) and block.group:
            _record(result.columns, block.group, Place(sheet.name, first, last))
    elif isinstance(block, Grid):
        last = first + len(block.lines) - 1
        _record(result.grids, block.key, Place(sheet.name, first, last))
        result.columns[block.key] = Place(sheet.name, first, last)
        for column, key in enumerate(block.keys, start=1):
            result.columns[key.key] = Place(sheet.name, first, last, column)
    elif isinstance(block, Scalars):
        for row, scalars in enumerate(block.lines, start=first):
            for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                _record(result.scalars, scalar.name, Place(sheet.name, row, row, column))
        last = first + len(block.lines) - 1
        if block.group:
            _record(result.columns, block.group, Place(sheet.name, first, last))
    elif isinstance(block, Lists):
        for column, (name, values) in enumerate(block.lists, start=1):
            _record(result.scalars, name, Place(sheet.name, first, first + len(values) - 1, column))
        last = first + max(len(values) for _, values in block.lists) - 1
    elif isinstance(block, PasteTable):
        last = first + block.lines - 1
        for column, key in enumerate(block.keys, start=1):
            _record(result.columns, key.key, Place(sheet.name, first, last, column))
        width = len(block.columns)
        result.columns[f"{block.name}_cells"] = Place(sheet.name, first, last, 1, width)
        result.columns[f"{block.name}_room"] = Place(sheet.name, first, last + ROOM, 1, width)
        result.names[f"{block.name}_table"] = Place(sheet.name, first - 1, last, 1, width)
    elif isinstance(block, Table):
        last = first + len(block.columns[0].values) - 1
        for column, listed in enumerate(block.columns, start=1):
            _record(result.columns, listed.key, Place(sheet.name, first, last, column))
    elif isinstance(block, Charts):
        last = first + block.height - 1
    else:
        last = first + len(block.rows if isinstance(block, Cells) else block.lines) - 1
        if isinstance(block, Lines) and block.key:
            _record(result.columns, block.key, Place(sheet.name, first, last, LABEL))
    return last


def _record(places: dict[str, Place], name: str, place: Place) -> None:
    if name in places:
        raise KeyError(f"{place.sheet}: {name!r} is declared twice")
    places[name] = place
