"""A table to paste into: a real one, so that a spreadsheet program lets it grow, sort and filter."""

from __future__ import annotations

import re

from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.layout import PasteTable, Sheet
from offersheet.workbook.engine.place import LABEL, Plan, letter
from offersheet.workbook.engine.validation import keep_computed, validate
from offersheet.worksheet.kinds import MONEY, Text

__all__ = ["write_table"]

_KEY = re.compile(r"\{(\w+)\}")


def write_table(plan: Plan, sheet: Sheet, canvas: Canvas, table: PasteTable, first: int) -> None:
    """Write a table whose first line, below its heads, is that row."""
    lines = range(first, first + table.lines)
    typed = len(table.columns)
    canvas.height(first - 1, 30)
    for column, key in enumerate(table.keys, start=LABEL):
        text = column <= typed and isinstance(table.columns[column - 1].kind, Text)
        canvas.put(first - 1, column, key.label, "band_left" if text else "band")
    for column, one in enumerate(table.columns, start=LABEL):
        style = "pasted" if isinstance(one.kind, Text) else f"input_{_format(one.kind)}"
        for index, row in enumerate(lines):
            value = table.rows[index].get(one.name) if index < len(table.rows) else None
            canvas.put(row, column, value, style, typed=True)
        validate(canvas.page, _cells(column, column, lines), one)
    for column, working in enumerate(table.workings, start=LABEL + typed):
        formulas = plan.formulas(f"={working.formula}", sheet.name, lines, column, table)
        for row, formula in zip(lines, formulas, strict=True):
            canvas.put(row, column, formula, f"calculation_{working.format}")
    worked = _cells(LABEL + typed, LABEL + len(table.keys) - 1, lines)
    keep_computed(canvas.page, worked)
    canvas.consistent = worked
    canvas.page.add_table(
        _table(table, _cells(LABEL, LABEL + len(table.keys) - 1, range(first - 1, lines.stop)))
    )


def _format(kind: object) -> str:
    return "money" if kind is MONEY else "number"


def _cells(left: int, right: int, rows: range) -> str:
    return f"{letter(left)}{rows[0]}:{letter(right)}{rows[-1]}"


def _table(table: PasteTable, cells: str) -> Table:
    """Declare the table to the program; a line that it adds gets the formulas of the others."""
    labels = {key.key: key.label for key in table.keys}
    columns = []
    for number, key in enumerate(table.keys, start=1):
        column = TableColumn(id=number, name=key.label)
        if key.formula:
            text = _KEY.sub(lambda match: f"{table.name}[[#This Row],[{labels[match[1]]}]]", key.formula)
            column.calculatedColumnFormula = TableFormula(attr_text=text)
        columns.append(column)
    return Table(
        id=1, displayName=table.name, ref=cells, tableColumns=columns, autoFilter=AutoFilter(ref=cells)
    )
