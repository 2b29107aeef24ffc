"""Where everything stands: from declarations to addresses, and from braces to references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from offersheet.workbook.engine.blocks.block import Block, stacked
from offersheet.workbook.engine.columns import FIRST_OFFER, HEAD_ROW, HELP, LABEL, LAST_OFFER, UNIT, letter

if TYPE_CHECKING:
    from offersheet.workbook.engine.layout import Sheet

__all__ = ["ROOM", "Place", "Places", "Plan", "Within", "counting_on", "plan"]

ROOM = 20_000
"""How far beneath a table something may have been pasted that its formulas do not reach."""


@dataclass(frozen=True)
class Place:
    """Lines of a sheet, from first to last; a column where it is not those of the offers."""

    sheet: str
    first: int
    last: int
    column: int | None = None
    width: int = 1
    """How many columns it has, where it has a column."""

    @property
    def columns(self) -> tuple[int, int]:
        """Its first and its last column."""
        return (self.column, self.column + self.width - 1) if self.column else (FIRST_OFFER, LAST_OFFER)

    def address(self, left: int, right: int) -> str:
        """Return some columns of its lines as a formula refers to them from another sheet."""
        first, last = f"${letter(left)}${self.first}", f"${letter(right)}${self.last}"
        return f"{self.sheet}!{first}" if first == last else f"{self.sheet}!{first}:{last}"


class Places(dict[str, Place]):
    """Where names lead."""

    def add(self, name: str, place: Place) -> None:
        """Record a name that no other block has; raise ``KeyError`` where one has it."""
        if name in self:
            raise KeyError(f"{place.sheet}: {name!r} is declared twice")
        self[name] = place


@dataclass(frozen=True)
class Within:
    """The block in whose lines a formula stands, as far as it can refer to it."""

    keys: Sequence[str]
    """Of its columns, from the sheet's first on; each leads to the same line."""
    first: int
    """The row of its first line, to which a line of another grid answers."""


class _Moving(NamedTuple):
    """A reference that moves with the row in which it stands."""

    before: str
    row: int


@dataclass
class Plan:
    """Every name that a formula may use, and where it leads."""

    sheets: list[tuple[Sheet, list[tuple[Block, int]]]] = field(default_factory=list)
    rows: Places = field(default_factory=Places)
    grids: Places = field(default_factory=Places)
    columns: Places = field(default_factory=Places)
    """What ``{column:...}`` and ``{all:...}`` find: grids, key columns, groups of rows, a schedule."""
    scalars: Places = field(default_factory=Places)
    names: Places = field(default_factory=Places)
    """Defined names over the cells of all offers."""

    def formula(
        self,
        text: str,
        sheet: str,
        row: int,
        column: int = FIRST_OFFER,
        within: Within | None = None,
    ) -> str:
        """Resolve the braces of a formula that stands in one cell."""
        return self.formulas(text, sheet, range(row, row + 1), column, within)[0]

    def formulas(self, text: str, sheet: str, rows: range, column: int, within: Within | None) -> list[str]:
        """Resolve the braces of a formula that stands in each of these rows of a column."""
        parts, words = _parsed(text)
        for word in words:
            if word not in self.scalars:
                raise KeyError(f"{sheet}, row {rows[0]}: no scalar is named {word!r}")
        found = {
            part: self._reference(*part, sheet, rows[0], column, within)
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
        self, form: str, name: str, sheet: str, row: int, column: int, within: Within | None
    ) -> str | _Moving:
        own = letter(column)
        if not form and within is not None and name in within.keys:
            return _Moving(f"${letter(LABEL + within.keys.index(name))}", row)
        if not form and name in ("low", "high"):
            return _Moving(f"${letter(UNIT if name == 'low' else HELP)}", row)
        if not form and name == "inputs":
            form, name = "column", "offer_inputs"
        if name == "counts":
            name = counting_on(sheet)
        try:
            if form in ("same", "above"):
                place = self.grids[name]
                if within is None:
                    raise KeyError(form)
                line = place.first + row - within.first - (form == "above")
                return _Moving(_on(place, sheet) + own, line)
            if form == "last":
                place = self.grids[name]
                return _on(place, sheet) + f"{own}{place.last}"
            if form in ("column", "all"):
                place = self.columns[name]
                if place.column is not None or form == "all":
                    left, right = (f"${letter(column)}" for column in place.columns)
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
        if form in ("left", "blank"):
            own = letter(column - 1) if form == "left" else f"${letter(HELP)}"
        return _on(place, sheet) + f"{own}${place.first}"


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


def counting_on(sheet: str) -> str:
    """Return the key of a sheet's own flags of the offers that count."""
    return f"counts_on_{sheet.lower()}"


def _on(place: Place, sheet: str) -> str:
    return "" if place.sheet == sheet else f"{place.sheet}!"


def plan(sheets: Sequence[Sheet]) -> Plan:
    """Place every block of every sheet."""
    result = Plan()
    for sheet in sheets:
        placed = [*stacked(sheet.blocks, HEAD_ROW + 1), *((flags, 1) for flags in sheet.flags)]
        for block, top in placed:
            block.record(result, sheet.name, block.first_line(top))
        result.sheets.append((sheet, placed))
    inputs = [place for key, place in result.rows.items() if key.startswith("offer_")]
    result.columns["offer_inputs"] = Place(inputs[0].sheet, inputs[0].first, inputs[-1].last)
    return result
