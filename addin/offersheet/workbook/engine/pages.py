"""How a sheet fits the screen and a printed page: widths, heights, what stays in view, what is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from offersheet.workbook.engine.blocks.block import Block
from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.columns import (
    FIRST_OFFER,
    HEAD_ROW,
    HELP,
    LABEL,
    LAST_OFFER,
    LINE_HEIGHT,
    NOTE,
    OFFER_COLUMNS,
    UNIT,
    letter,
    widest,
)
from offersheet.workbook.engine.layout import Sheet
from offersheet.workbook.engine.styles import TABS

__all__ = ["heads_of", "set_up", "widths_of"]

_SHORTEST_LABEL, _HEADED, _OFFER, _GUTTER = 28.0, 12.0, 15.0, 2.0
_PORTRAIT = 135.0
"""The widest sheet, in characters, that is still readable on an upright page."""


def heads_of(sheet: Sheet) -> dict[int, str]:
    """Return the heads of the columns beside those of the offers, where they hold anything."""
    lines = [line for block in sheet.blocks for line in block.labelled]
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
    wishes = [block.widths() for block in sheet.blocks]
    if sheet.offers:
        heads = heads_of(sheet)
        wishes.append({LABEL: _SHORTEST_LABEL, **dict.fromkeys(OFFER_COLUMNS, _OFFER)})
        wishes.append({column: _HEADED if column in heads else _GUTTER for column in (UNIT, HELP)})
    return widest(wishes)


def _printed_to(placed: Sequence[tuple[Block, int]], last: int) -> int:
    """Return the last row that is printed: long workings are for the screen."""
    return next((top for block, top in placed if block.paper != "fits"), last + 2) - 2


def _printed_columns(sheet: Sheet, widths: Mapping[int, float]) -> int:
    """Return the last column that is printed."""
    wide = any(block.paper == "wide" for block in sheet.blocks)
    return LAST_OFFER if wide else max(widths)


def set_up(
    canvas: Canvas, sheet: Sheet, widths: Mapping[int, float], placed: Sequence[tuple[Block, int]]
) -> None:
    """Set widths, freeze the heads, print one page wide, lock all but the inputs without a password."""
    page: Any = canvas.page
    for column, width in widths.items():
        page.column_dimensions[letter(column)].width = width
    page.sheet_format.defaultRowHeight, page.sheet_format.customHeight = LINE_HEIGHT, True
    page.sheet_properties.tabColor = TABS[sheet.kind]
    page.sheet_view.showGridLines = False
    page.sheet_properties.outlinePr.summaryBelow = False
    if sheet.frozen:
        page.freeze_panes = f"{letter(FIRST_OFFER)}{placed[sheet.frozen][1] - 1}"
    elif sheet.heads:
        block, top = placed[0]
        below = block.first_line(top) + 1 if block.keeps_heads else top
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
