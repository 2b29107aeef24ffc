"""The formulas of every sheet as small texts, a line for each key: what a change of a declaration changes.

    uv run python -m tests.workbook.golden

writes them anew, and the template with them. They are read from the finished workbook, with names in place of
addresses, so that a row which moves changes nothing:

- ``{base}`` a row, this offer; ``{base@C}`` in the column C; ``{base@D:H}`` across columns
- ``{year_pay}`` the same line of several; ``{year_pay-1}`` the line above; ``{year_pay#1}``, ``{year_pay#last}``
- ``{year_pay#all}`` all its lines
- ``{A+0}`` what has no name: a cell of this line, in the column A

Of a quantity with many lines the first, the second and the last are written, as far as they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from offersheet.workbook.build import build_workbook
from offersheet.workbook.engine.place import Place, plan
from offersheet.workbook.sheets import declare_sheets
from openpyxl import Workbook, load_workbook
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string, get_column_letter

GOLDEN = Path(__file__).with_name("golden")
TEMPLATE = Path(__file__).parents[2] / "templates" / "offer-model.xlsx"
REBUILD = "uv run python -m tests.workbook.golden"

_REFERENCE = re.compile(r"(?:(?P<sheet>\w+)!)?(?P<first>\$?[A-Z]+\$?\d+)(?::(?P<last>\$?[A-Z]+\$?\d+))?")
_CELL = re.compile(r"(\$?)([A-Z]+)(\$?)(\d+)")


@dataclass(frozen=True)
class Cell:
    """A cell, and which of its coordinates stay when a formula is copied."""

    sheet: str
    column: int
    row: int
    fixed_column: bool = False
    fixed_row: bool = False

    @classmethod
    def read(cls, sheet: str, address: str) -> Cell:
        match = _CELL.fullmatch(address)
        assert match is not None
        return cls(sheet, column_index_from_string(match[2]), int(match[4]), bool(match[1]), bool(match[3]))


class Named:
    """The cells of the workbook by the names that lead to them."""

    def __init__(self, sheets: Sequence[Any]) -> None:
        self.plan = plan(sheets)
        self.first_cells: dict[str, dict[str, list[tuple[int, int]]]] = {}
        """Of each sheet, for each name, the cells of which a text says the formulas."""
        self._owners: dict[tuple[str, int, int], tuple[str, Place]] = {}
        self._lines: dict[tuple[str, int], tuple[str, Place]] = {}
        for sheet, placed in self.plan.sheets:
            self.first_cells[sheet.name] = dict(self._shown(sheet.name, placed))
        for places in (self.plan.columns, self.plan.rows, self.plan.names, self.plan.scalars):
            for name, place in places.items():
                self._own(name, place)

    def _shown(self, sheet: str, placed: Any) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        sentences = count(1)
        for block, top in placed:
            for shown in block.shows(block.first_line(top)):
                columns = shown.cells if isinstance(shown.cells[0][0], tuple) else [shown.cells]
                cells: list[Any] = [cell for column in columns for cell in column]
                [first_row, first], last = cells[0], max(row for row, _ in cells)
                width = max(column for _, column in cells) - first + 1
                self._own(shown.name, Place(sheet, first_row, last, first, width))
                lines = dict.fromkeys(row for row in (first_row, first_row + 1, last) if row <= last)
                name = f"sentence {next(sentences)}" if shown.name.startswith("=") else shown.name
                yield name, [(row, first) for row in lines]

    def _own(self, name: str, place: Place) -> None:
        left, right = place.columns
        if place.first == place.last:
            self._lines.setdefault((place.sheet, place.first), (name, place))
        for row in range(place.first, place.last + 1):
            for column in range(left, right + 1):
                self._owners.setdefault((place.sheet, row, column), (name, place))

    def owner(self, cell: Cell) -> tuple[str, Place] | None:
        """Return whose cell it is: what is named so, or what stands in that line."""
        return self._owners.get((cell.sheet, cell.row, cell.column), self._lines.get((cell.sheet, cell.row)))

    def formula(self, text: str, at: Cell) -> str:
        """Write a formula with names for addresses."""
        tokens = Tokenizer(text).items
        return "=" + "".join(
            self._reference(token.value, at) if token.subtype == Token.RANGE else token.value
            for token in tokens
        )

    def _reference(self, text: str, at: Cell) -> str:
        match = _REFERENCE.fullmatch(text)
        if match is None:
            return text  # a defined name, or a column of a table
        sheet = match["sheet"] or at.sheet
        first, last = Cell.read(sheet, match["first"]), Cell.read(sheet, match["last"] or match["first"])
        owner = self.owner(first)
        if owner is None or owner != self.owner(last):
            return ":".join(self._one(end, at) for end in dict.fromkeys((first, last)))
        name, place = owner
        lines = "#all" if (first.row, last.row) == (place.first, place.last) and first.row < last.row else ""
        if not lines and first.row < last.row:
            return f"{self._one(first, at)}:{self._one(last, at)}"
        if first.column < last.column:
            across = f"@{get_column_letter(first.column)}:{get_column_letter(last.column)}"
            return f"{{{name}{across}{lines}}}"
        return f"{{{name}{lines}}}" if lines else self._one(first, at)

    def _one(self, cell: Cell, at: Cell) -> str:
        owner = self.owner(cell)
        if owner is None:
            there = "" if cell.sheet == at.sheet else f"{cell.sheet}!"
            return f"{{{there}{get_column_letter(cell.column)}{cell.row - at.row:+d}}}"
        name, place = owner
        left, right = place.columns
        expected = at.column if left <= at.column <= right else left
        across = "" if cell.column == expected else f"@{get_column_letter(cell.column)}"
        return f"{{{name}{across}{self._line(cell, place, at)}}}"

    def _line(self, cell: Cell, place: Place, at: Cell) -> str:
        if place.first == place.last:
            return ""
        if cell.fixed_row:
            return "#last" if cell.row == place.last else f"#{cell.row - place.first + 1}"
        own = self.owner(at)
        off = cell.row - place.first - (at.row - own[1].first if own else 0)
        return f"{off:+d}" if off else ""


class Texts:
    """The texts of the template's sheets."""

    def __init__(self, book: Workbook) -> None:
        self.named = Named(declare_sheets())
        self.book = book

    def lines(self, sheet: str) -> dict[str, str]:
        """Return the formulas of a sheet by their keys; what is typed has none."""
        found: dict[str, str] = {}
        for name, cells in self.named.first_cells[sheet].items():
            before = ""
            for place, (row, column) in enumerate(cells, start=1):
                value = self.book[sheet].cell(row, column).value
                if isinstance(value, str) and value.startswith("="):
                    text = self.named.formula(value, Cell(sheet, column, row))
                    if text != before:
                        found[name if not before else f"{name}#{place if place < 3 else 'last'}"] = text
                    before = text
        return found


def written(lines: dict[str, str]) -> str:
    """Write the formulas of a sheet as a text."""
    return "".join(f"{key}: {formula}\n" for key, formula in lines.items())


def read(text: str) -> dict[str, str]:
    """Read such a text."""
    return {key: f"={rest}" for key, rest in (line.split(": =", 1) for line in text.splitlines())}


def differences(sheet: str, before: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    """Say which keys of a sheet have come, gone or changed."""
    for key in dict.fromkeys((*before, *now)):
        if before.get(key) != now.get(key):
            yield f"{sheet}, {key}\n  was {before.get(key, 'not there')}\n  is  {now.get(key, 'not there')}"


def main() -> None:
    """Write all texts and the template anew."""
    file = build_workbook()
    TEMPLATE.write_bytes(file)
    texts = Texts(load_workbook(BytesIO(file)))
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.txt"):
        path.unlink()
    for sheet in texts.named.first_cells:
        lines = texts.lines(sheet)
        if lines:
            (GOLDEN / f"{sheet}.txt").write_text(written(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
