"""From declarations to an Excel file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

os.environ.setdefault("OPENPYXL_LXML", "False")  # its two writers differ in bytes

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.model.offer import Offer
from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.columns import HEAD_ROW, LABEL
from offersheet.workbook.engine.drawing import draw
from offersheet.workbook.engine.layout import Sheet
from offersheet.workbook.engine.package import finish
from offersheet.workbook.engine.pages import heads_of, set_up
from offersheet.workbook.engine.pen import Pen
from offersheet.workbook.engine.place import Plan, plan
from offersheet.workbook.engine.sources import Sources
from offersheet.workbook.engine.styles import add_styles
from offersheet.workbook.engine.typed import Typed

__all__ = ["render"]


def render(
    sheets: Sequence[Sheet],
    offers: Sequence[Offer],
    shown: Mapping[str, Sequence[Any]],
    properties: Mapping[str, str],
    typed: Typed,
    settings: Mapping[str, Any],
) -> bytes:
    """Return the file: the sheets with the offers' inputs, the same bytes for the same inputs.

    ``shown`` holds what a viewer sees before the formulas are computed: for a row by its key a value
    for each offer, for a grid by its key a column for each offer, for a sentence by its formula the words.
    ``typed`` says what the file holds besides for whoever types functions into it, ``settings`` what the
    inputs hold that are the sheets' own.
    """
    book: Any = Workbook()
    book.remove(book.worksheets[0])
    places = plan(sheets)
    canvases = _write(book, places, offers, shown, settings)
    _name_cells(book, places)
    for name, each in typed.names.items():
        book.defined_names[name] = DefinedName(name, comment=each.comment, attr_text=each.formula)
    for name, lines in typed.hidden.items():
        _hide(book.create_sheet(name), lines)
    book.properties.creator = "offersheet"
    book.properties.title = "Job offers compared"
    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return finish(file.getvalue(), [canvas.written() for canvas in canvases], typed.parts)


def _hide(page: Worksheet, lines: Sequence[Sequence[str]]) -> None:
    """Write texts into a sheet that nobody sees."""
    page.sheet_state = "hidden"
    for line in lines:
        page.append([*line])


def _name_cells(book: Workbook, plan: Plan) -> None:
    for name, place in (*plan.names.items(), *plan.scalars.items()):
        book.defined_names[name] = DefinedName(name, attr_text=place.address(*place.columns))


def _write(
    book: Workbook,
    plan: Plan,
    offers: Sequence[Offer],
    shown: Mapping[str, Sequence[Any]],
    settings: Mapping[str, Any],
) -> Sequence[Canvas]:
    """Write every sheet, and then the charts, which show what stands in the cells of any."""
    styles = add_styles(book)
    pens: dict[str, Pen] = {}
    for sheet, placed in plan.sheets:
        pen = Pen(book.create_sheet(sheet.name), styles, plan, sheet, offers, shown, settings)
        pens[sheet.name] = pen
        _write_head(pen)
        for block, top in placed:
            pen.write(block, top)
            pen.show_twins(block, top)
        pen.finish()
        set_up(pen, sheet, pen.widths, placed)
    sources = Sources(plan, pens, len(offers))
    for pen in pens.values():
        for chart, box in pen.waiting:
            draw(pen.page, chart, sources.of(chart), box, [*pen.widths.values()])
            pen.pictures.append(chart.alt)
    return [*pens.values()]


def _write_head(pen: Pen) -> None:
    sheet, columns = pen.sheet, range(LABEL, max(pen.widths) + 1)
    for row, style, text, height in ((1, "title", sheet.title, 32), (2, "intro", sheet.intro, 20)):
        pen.fill(row, columns, style)
        pen.put(row, LABEL, text, style)
        pen.height(row, height)
    if sheet.offers and sheet.heads:
        pen.fill(HEAD_ROW, columns, "head_left")
        for column, head in heads_of(sheet).items():
            pen.put(HEAD_ROW, column, head, "head_left" if head in ("Unit", "Note") else "head_right")
        pen.names(HEAD_ROW, "head")
    else:
        pen.fill(HEAD_ROW, columns, "accent")
        pen.height(HEAD_ROW, 6)
