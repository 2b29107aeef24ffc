"""Comps in a filled workbook: what stands in its table, as it stands there.

Nobody's line is lost: lines beneath the table are read, too, and what is no number stays the text that it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS, MOST_COMPS, Comp
from offersheet.reading.workbook_file import NOT_STORED, distrusting, load, value_of
from offersheet.reading.workbook_names import Area, area_of, spelled
from offersheet.worksheet.kinds import spell

__all__ = ["TABLE", "read_workbook_comps"]

TABLE = "comps_table"
"""The defined name of the table, its heads included."""

_HEADS = {head.casefold(): column.name for column in COLUMNS for head in (column.name, column.label)}


def read_workbook_comps(content: bytes) -> tuple[Comp, ...]:
    """Return the lines of a workbook's table of comps that are not blank; none where it has no table."""
    with distrusting(content):
        book = load(content, results=False)
        area = _table(book)
        if area is None:
            return ()
        heads = _heads(book, area)
        lines = dict(_lines(book, area, heads))
        if any(cell is NOT_STORED for line in lines.values() for cell in line.values()):
            stored = dict(_lines(load(content, results=True), area, heads))
            lines = {row: _with_results(row, line, stored.get(row, {})) for row, line in lines.items()}
        return tuple({heads[column]: _raw(cell) for column, cell in line.items()} for line in lines.values())


def _table(book: Workbook) -> Area | None:
    for name, defined in book.defined_names.items():
        if name.casefold() == TABLE:
            area = area_of(str(defined.value), book)
            if area is None:
                raise InvalidInput(
                    f"its name {TABLE} must stand for cells of one sheet, not for {spell(defined.value)}"
                )
            return area
    return None


def _heads(book: Workbook, area: Area) -> Mapping[int, str]:
    """Return which column of the sheet is which of the table."""
    heads: dict[int, str] = {}
    for cells in book[area.sheet].iter_rows(area.top, area.top, area.left, area.right):
        for column, cell in enumerate(cells, start=area.left):
            head = str(value_of(cell) or "")
            name = _HEADS.get(" ".join(head.split()).casefold())
            place = spelled((area.sheet, area.top, column))
            if name is None:
                raise InvalidInput(f"{spell(head)} is no column of comps (cell {place})")
            if name in heads.values():
                raise InvalidInput(f"the table of comps has two columns {name} (cell {place})")
            heads[column] = name
    return heads


def _lines(book: Workbook, area: Area, heads: Mapping[int, str]) -> Iterator[tuple[int, dict[int, Any]]]:
    """Yield what stands below the heads, as far as the sheet goes: by row, then by column."""
    filled = 0
    rows = book[area.sheet].iter_rows(area.top + 1, None, area.left, area.right)
    for row, cells in enumerate(rows, start=area.top + 1):
        line = {column: _cell(cell) for column, cell in enumerate(cells, start=area.left)}
        line = {column: cell for column, cell in line.items() if cell is not None and column in heads}
        if not line:
            continue
        filled += 1
        if filled > MOST_COMPS:
            raise InvalidInput(f"it holds more than {MOST_COMPS:,} comps, the most that a workbook takes")
        yield row, line


def _cell(cell: Cell | MergedCell) -> Any:
    return NOT_STORED if cell.data_type == "f" else value_of(cell)


def _with_results(row: int, line: dict[int, Any], stored: Mapping[int, Any]) -> dict[int, Any]:
    """Put the results of formulas into a line."""
    for column, cell in line.items():
        if cell is NOT_STORED and stored.get(column) is None:
            raise InvalidInput(
                f"cell {get_column_letter(column)}{row} of the comps is a formula without a stored result: "
                "type the value, or save the file in a spreadsheet program"
            )
    return {column: stored[column] if cell is NOT_STORED else cell for column, cell in line.items()}


def _raw(cell: Any) -> Any:
    """Return a text or a number; whatever is neither becomes the text that a person reads in its cell."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return cell if abs(cell) <= sys.float_info.max else str(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
