"""Blocks of fixed cells: tables of words, tables that formulas look things up in, and lists of choices."""

from __future__ import annotations

from collections.abc import Mapping

from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.layout import Cells, Lists, Table
from offersheet.workbook.engine.pages import lines_in

__all__ = ["write_cells", "write_fixed_table", "write_lists"]


def write_cells(canvas: Canvas, widths: Mapping[int, float], first: int, block: Cells) -> None:
    """Write a table of words, some of its columns perhaps formulas."""
    for row, values in enumerate(block.rows, start=first):
        lines = 1
        for column, value in enumerate(values, start=1):
            live = column - 1 in block.formulas
            canvas.put(row, column, value, "band_left" if row == first else "paragraph", typed=not live)
            if live and row > first:
                canvas.show(row, column, block.equals)
            if not live:
                lines = max(lines, lines_in(str(value), widths[column]))
        canvas.height(row, _high(lines))


def write_fixed_table(canvas: Canvas, widths: Mapping[int, float], first: int, block: Table) -> None:
    """Write columns side by side under their heads, which stand in the row before."""
    for column, listed in enumerate(block.columns, start=1):
        canvas.put(first - 1, column, listed.label, "band_left" if listed.format == "text" else "band")
        formats = listed.formats or [listed.format] * len(listed.values)
        for row, (value, written) in enumerate(zip(listed.values, formats, strict=True), start=first):
            style = "paragraph" if isinstance(value, str) else f"calculation_{written}"
            canvas.put(row, column, value, style, typed=True)
    for row, values in enumerate(zip(*(listed.values for listed in block.columns), strict=True), first):
        words = ((value, widths[column]) for column, value in enumerate(values, 1) if isinstance(value, str))
        lines = max(lines_in(value, width) for value, width in words)
        if lines > 1:
            canvas.height(row, _high(lines))


def write_lists(canvas: Canvas, first: int, block: Lists) -> None:
    """Write named lists side by side under their names, which stand in the row before."""
    for column, (name, values) in enumerate(block.lists, start=1):
        canvas.put(first - 1, column, name.removeprefix("list_").replace("_", " "), "band_left")
        for row, value in enumerate(values, start=first):
            canvas.put(row, column, value, "key")


def _high(lines: int) -> int:
    """Return the height of so many lines of text, in points."""
    return 6 + 13 * lines
