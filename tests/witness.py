"""A second spreadsheet engine, Formualizer: it shares no code with LibreOffice, Excel or openpyxl.

It runs inside the tests, and computes a workbook from its inputs on within a second or two.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import formualizer
from openpyxl.utils import column_index_from_string, range_boundaries

from tests.workbook.cells import Cell

_SHEET = re.compile(r'<sheet name="([^"]+)"')
_SIZE = re.compile(r'<dimension ref="A1:([A-Z]+\d+)"')
_NAME = re.compile(r'<definedName name="(\w+)">([^<]+)</definedName>')
_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?[^>]*>(<f>[^<]*</f>)(?:<v>[^<]*</v>|<v ?/>)?</c>')

Content = float | str | None
"""What a cell shows: 1 and 0 for TRUE and FALSE, "" for a blank, ``None`` for an error."""


class Witness:
    """A workbook in the second engine, which is asked as ``tests.soffice.Book`` is.

    A place is a defined name, or ``Offers.D5:H5``. ``given`` says what stands in cells in place of formulas.
    """

    def __init__(self, file: bytes, given: Mapping[Cell, float | str] | None = None) -> None:
        self._book = formualizer.Workbook.from_bytes(
            without_values(file, given or {}), mode=formualizer.WorkbookMode.Ephemeral
        )
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            workbook = package.read("xl/workbook.xml").decode()
            self._sizes = {
                name: range_boundaries(_SIZE.findall(package.read(part).decode())[0])[2:]
                for part, name in _sheets(package).items()
            }
        self._names = dict(_NAME.findall(workbook))
        self._remembered: dict[str, list[list[Content]]] = {}

    def type(self, cells: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Put rows of numbers and texts into places; ``None`` clears a cell. Texts are never formulas."""
        self._each(cells, self._book.set_value)

    def put(self, formulas: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Put rows of formulas, spelled as in a file, into places, and compute what rests on them."""
        self._each(formulas, self._book.set_formula)
        self.calculate()

    def _each(self, cells: Mapping[str, Sequence[Sequence[Any]]], put: Callable[..., None]) -> None:
        for place, rows in cells.items():
            sheet, (left, top, _, _) = self._area(place)
            for row, line in enumerate(rows, top):
                for column, content in enumerate(line, left):
                    put(sheet, row, column, content)

    def _area(self, place: str) -> tuple[str, tuple[int, int, int, int]]:
        sheet, _, address = self._names.get(place, place.replace(".", "!")).partition("!")
        return sheet, range_boundaries(address.replace("$", ""))

    def calculate(self) -> None:
        """Compute every formula that what was put in moves."""
        self._book.evaluate_all()

    def show(self, cells: Iterable[Cell]) -> dict[Cell, Content]:
        """Return what cells show."""
        return {cell: self._shown(*cell) for cell in cells}

    def read(self, places: Sequence[str]) -> list[list[list[Content]]]:
        """Return the rows of each place."""
        areas = (self._area(place) for place in places)
        return [
            [
                [self._shown(sheet, row, column) for column in range(left, right + 1)]
                for row in range(top, end + 1)
            ]
            for sheet, (left, top, right, end) in areas
        ]

    def contents(self) -> dict[str, list[list[Content]]]:
        """Return all rows of each sheet."""
        return {
            sheet: [
                [self._shown(sheet, row, column) for column in range(1, right + 1)]
                for row in range(1, end + 1)
            ]
            for sheet, (right, end) in self._sizes.items()
        }

    def _shown(self, sheet: str, row: int, column: int) -> Content:
        value = self._book.get_value(sheet, row, column)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return float(value) if isinstance(value, bool | int | float) else None

    def remember(self) -> None:
        """Keep what all cells show now."""
        self._remembered = self.contents()

    def changed(self) -> list[tuple[str, int, int, Content]]:
        """Return what shows something else since: its sheet, row, column (from 1 on) and content."""
        return [
            (sheet, row, column, value)
            for sheet, rows in self.contents().items()
            for row, (now, then) in enumerate(zip(rows, self._remembered[sheet], strict=True), start=1)
            if now != then
            for column, (value, before) in enumerate(zip(now, then, strict=True), start=1)
            if value != before
        ]


def without_values(file: bytes, given: Mapping[Cell, float | str]) -> bytes:
    """Return a workbook without the values of its formulas: one that is left would pass for a computed one."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as package, zipfile.ZipFile(bare, "w") as out:
        parts = _sheets(package)
        for part in package.namelist():
            content = package.read(part)
            if part in parts:
                content = _bare(content.decode(), parts[part], given).encode()
            out.writestr(part, content)
    return bare.getvalue()


def _bare(sheet: str, name: str, given: Mapping[Cell, float | str]) -> str:
    def cell(match: re.Match[str]) -> str:
        column, row, style, formula = match.groups(default="")
        content = formula
        kind = ""
        value = given.get(Cell(name, int(row), column_index_from_string(column)))
        if isinstance(value, str):
            kind, content = ' t="inlineStr"', f"<is><t>{escape(value)}</t></is>"
        elif value is not None:
            content = f"<v>{value!r}</v>"
        return f'<c r="{column}{row}"{style}{kind}>{content}</c>'

    bare, formulas = _FORMULA.subn(cell, sheet)
    assert formulas == sheet.count("</f>"), f"{name}: a formula is not written as it is read here"
    return bare


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the file that is each sheet, and the sheet's name."""
    names = _SHEET.findall(package.read("xl/workbook.xml").decode())
    return {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, 1)}
