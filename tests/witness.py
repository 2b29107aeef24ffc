"""A second spreadsheet engine, Formualizer: it shares no code with LibreOffice, Excel or openpyxl.

It runs inside the tests, and computes a workbook from its inputs on within a second or two.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

import formualizer
from openpyxl.utils import column_index_from_string

from tests.workbook.cells import Cell

_SHEET = re.compile(r'<sheet name="([^"]+)"')
_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?[^>]*>(<f>[^<]*</f>)(?:<v>[^<]*</v>|<v ?/>)?</c>')


def compute(
    file: bytes, cells: Iterable[Cell], given: Mapping[Cell, float | str] | None = None
) -> dict[Cell, float | str | None]:
    """Compute a workbook, and return what cells show: 1 and 0 for TRUE and FALSE, ``None`` for errors.

    ``given`` says what stands in cells in place of their formulas.
    """
    book = formualizer.Workbook.from_bytes(without_values(file, given or {}))
    book.evaluate_all()
    return {cell: _plain(book.get_value(cell.sheet, cell.row, cell.column)) for cell in cells}


def without_values(file: bytes, given: Mapping[Cell, float | str]) -> bytes:
    """Return a workbook without the values of its formulas: one that is left would pass for a computed one."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as package, zipfile.ZipFile(bare, "w") as out:
        sheets = _SHEET.findall(package.read("xl/workbook.xml").decode())
        parts = {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(sheets, 1)}
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


def _plain(value: object) -> float | str | None:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return float(value) if isinstance(value, bool | int | float) else None
