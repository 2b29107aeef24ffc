"""How a sheet fits the screen and a printed page: widths, heights, what stays in view, what is printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from offersheet.workbook.engine.canvas import LINE_HEIGHT, Canvas
from offersheet.workbook.engine.layout import (
    Beside,
    Block,
    Cells,
    Figures,
    Grid,
    Lines,
    Lists,
    PasteTable,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
    Table,
)
from offersheet.workbook.engine.place import (
    FIRST_OFFER,
    HEAD_ROW,
    HELP,
    LABEL,
    LAST_OFFER,
    NOTE,
    OFFER_COLUMNS,
    UNIT,
    body_top,
    letter,
)

__all__ = ["blocks_of", "heads_of", "lines_in", "set_up", "widths_of"]

_OFFER, _PASTED, _GUTTER = 15.0, 16.0, 2.0
_LONGEST_LABEL, _LONGEST_NOTE, _LONGEST_CELL = 44.0, 52.0, 46.0
_LISTED = 18.0
_LONGEST_PRINTED = 50
"""In lines, of a grid."""
_LONGEST_TABLE = 100
_PORTRAIT = 135.0
"""The widest sheet, in characters, that is still readable on an upright page."""


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """Yield the blocks of a sheet, those beside a chart included."""
    for block in sheet.blocks:
        yield from block.blocks if isinstance(block, Beside) else (block,)


def _lines(sheet: Sheet) -> Iterator[Row | Scalar]:
    """Yield what stands in a line with a label, a unit and a note."""
    for block in blocks_of(sheet):
        if isinstance(block, Rows | Figures):
            yield from block.rows
        elif isinstance(block, Scalars):
            yield from (line[0] for line in block.lines)


def heads_of(sheet: Sheet) -> dict[int, str]:
    """Return the heads of the columns beside those of the offers, where they hold anything."""
    lines = list(_lines(sheet))
    bounds = any(line.bounds for line in lines)
    unit, note = any(line.unit for line in lines), any(line.note for line in lines)
    heads = {
        UNIT: "Lowest" if bounds else "Unit" if unit else "",
        HELP: "Highest" if bounds else "If blank" if sheet.kind == "inputs" else "",
        NOTE: "Note" if note else "",
    }
    return {column: head for column, head in heads.items() if head}


def widths_of(sheet: Sheet) -> dict[int, float]:
    """Return the width of each column, in characters, by what the sheet puts there."""
    if not sheet.offers:
        return _table_widths(sheet)
    lines, heads = list(_lines(sheet)), heads_of(sheet)
    keys = [key.label for block in blocks_of(sheet) if isinstance(block, Grid) for key in block.keys[1:]]
    links = [
        text
        for block in blocks_of(sheet)
        if isinstance(block, Lines)
        for text, target in block.lines
        if target
    ]
    widths = {LABEL: min(_LONGEST_LABEL, max(28.0, _fitting([*(line.label for line in lines), *links])))}
    for column in (UNIT, HELP):
        widths[column] = 12.0 if column in heads or keys else _GUTTER
    widths |= dict.fromkeys(OFFER_COLUMNS, _OFFER)
    for block in blocks_of(sheet):
        if isinstance(block, PasteTable):
            for column in range(LABEL, LABEL + len(block.keys)):
                widths[column] = max(widths.get(column, 0), _PASTED)
    if NOTE in heads:
        widths[NOTE] = min(_LONGEST_NOTE, max(20.0, _fitting(line.note for line in lines)))
    return widths


def _table_widths(sheet: Sheet) -> dict[int, float]:
    widths: dict[int, float] = {}
    for block in blocks_of(sheet):
        if isinstance(block, Cells):
            for column, cells in enumerate(zip(*block.rows, strict=True), start=1):
                seen = cells[:1] if column - 1 in block.formulas else cells
                widths[column] = min(_LONGEST_CELL, max(18.0, _fitting(map(str, seen))))
        elif isinstance(block, Lists):
            widths |= dict.fromkeys(range(1, len(block.lists) + 1), _LISTED)
        elif isinstance(block, Table):
            for column, listed in enumerate(block.columns, start=1):
                words = [value for value in (listed.label, *listed.values) if isinstance(value, str)]
                fitting = min(_LONGEST_CELL, max(_LISTED, _fitting(words)))
                widths[column] = max(widths.get(column, 0.0), fitting)
    return widths


def _fitting(texts: Iterable[str]) -> float:
    """Return the width of the longest text, in digits; small letters are narrower, capitals wider."""
    return max((sum(1.2 if letter.isupper() else 0.88 for letter in text) for text in texts), default=0) + 3


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text fills when it is wrapped."""
    return max(1, math.ceil(_fitting([text]) / width))


def _printed_to(placed: Sequence[tuple[Block | Beside, int]], last: int) -> int:
    """Return the last row that is printed: long workings are for the screen."""
    return next((top for block, top in placed if _is_long(block)), last + 2) - 2


def _is_long(block: Block | Beside) -> bool:
    if isinstance(block, Table):
        return len(block.columns[0].values) > _LONGEST_TABLE
    if isinstance(block, Grid):
        return len(block.lines) > _LONGEST_PRINTED
    return isinstance(block, PasteTable)


def _printed_columns(sheet: Sheet, widths: Mapping[int, float]) -> int:
    """Return the last column that is printed: a table to paste into is wider than a page."""
    pasted = any(isinstance(block, PasteTable) for block in sheet.blocks)
    return LAST_OFFER if pasted else max(widths)


def set_up(
    canvas: Canvas, sheet: Sheet, widths: Mapping[int, float], placed: Sequence[tuple[Block | Beside, int]]
) -> None:
    """Set widths, freeze the heads, print one page wide, lock all but the inputs without a password."""
    page: Any = canvas.page
    for column, width in widths.items():
        page.column_dimensions[letter(column)].width = width
    page.sheet_format.defaultRowHeight, page.sheet_format.customHeight = LINE_HEIGHT, True
    page.sheet_view.showGridLines = False
    page.sheet_properties.outlinePr.summaryBelow = False
    if sheet.frozen:
        page.freeze_panes = f"{letter(FIRST_OFFER)}{placed[sheet.frozen][1] - 1}"
    elif sheet.heads:
        table = next(blocks_of(sheet))
        below = body_top(table, HEAD_ROW + 1) + 1 if isinstance(table, Cells) else HEAD_ROW + 1
        page.freeze_panes = f"{letter(FIRST_OFFER) if sheet.offers else 'A'}{below}"
    page.page_setup.orientation = "portrait" if sum(widths.values()) <= _PORTRAIT else "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    margins = page.page_margins
    margins.left = margins.right = margins.top = 0.45
    margins.bottom, margins.header, margins.footer = 0.6, 0.3, 0.3
    page.print_options.horizontalCentered = True
    page.print_title_rows = f"1:{HEAD_ROW}"
    page.print_area = f"A1:{letter(_printed_columns(sheet, widths))}{_printed_to(placed, canvas.last_row)}"
    page.oddFooter.left.text = "offersheet - &A"
    page.oddFooter.right.text = "&P / &N"
    page.protection.sheet = sheet.locked
    page.protection.formatColumns = page.protection.formatRows = False
