"""From declarations to an Excel file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

os.environ.setdefault("OPENPYXL_LXML", "False")  # its two writers differ in bytes

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from offersheet.model.offer import Offer
from offersheet.workbook.engine.blocks import BlockWriter
from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.charts import Box, Drawn, Source, draw
from offersheet.workbook.engine.layout import Beside, Block, Chart, Charts, Sheet
from offersheet.workbook.engine.package import finish
from offersheet.workbook.engine.pages import heads_of, set_up, widths_of
from offersheet.workbook.engine.place import (
    FIRST_OFFER,
    HEAD_ROW,
    LABEL,
    LAST_OFFER,
    NOTE,
    OFFER_COLUMNS,
    Place,
    Plan,
    letter,
    plan,
)
from offersheet.workbook.engine.styles import TABS, add_styles

__all__ = ["render"]

_GAP = 2.0
"""Between charts side by side, in characters."""


def render(
    sheets: Sequence[Sheet],
    offers: Sequence[Offer],
    shown: Mapping[str, Sequence[Any]],
    properties: Mapping[str, str],
) -> bytes:
    """Return the file: the sheets with the offers' inputs, the same bytes for the same inputs.

    ``shown`` holds what a viewer sees before the formulas are computed: for a row by its key a value
    for each offer, for a grid by its key a column for each offer, for a sentence by its formula the words.
    """
    book: Any = Workbook()
    book.remove(book.worksheets[0])
    places = plan(sheets)
    canvases = _Writer(places, offers, shown, book).write()
    _name_cells(book, places)
    book.properties.creator = "offersheet"
    book.properties.title = "Job offers compared"
    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return finish(
        file.getvalue(),
        [(canvas.last_cell, canvas.xml(), canvas.consistent) for canvas in canvases],
        [canvas.pictures for canvas in canvases if canvas.pictures],
    )


def _name_cells(book: Workbook, plan: Plan) -> None:
    for name, place in (*plan.names.items(), *plan.scalars.items()):
        left, right = (
            (place.column, place.column + place.width - 1) if place.column else (FIRST_OFFER, LAST_OFFER)
        )
        book.defined_names[name] = DefinedName(name, attr_text=_cells(place, left, right))


def _cells(place: Place, left: int, right: int) -> str:
    """Return columns of a place as a formula refers to them from another sheet."""
    first, last = f"${letter(left)}${place.first}", f"${letter(right)}${place.last}"
    return f"{place.sheet}!{first}" if first == last else f"{place.sheet}!{first}:{last}"


@dataclass(frozen=True)
class _Pending:
    """A chart that waits until it is known what stands in its cells."""

    canvas: Canvas
    widths: Sequence[float]
    chart: Chart
    box: Box


class _Writer:
    def __init__(
        self, plan: Plan, offers: Sequence[Offer], shown: Mapping[str, Sequence[Any]], book: Workbook
    ) -> None:
        self.plan, self.offers, self.shown, self.book = plan, offers, shown, book
        self.styles = add_styles(book)
        self.canvases: dict[str, Canvas] = {}
        self.charts: list[_Pending] = []

    def write(self) -> Sequence[Canvas]:
        for sheet, placed in self.plan.sheets:
            self._sheet(sheet, placed)
        for pending in self.charts:
            self._draw(pending)
        return [*self.canvases.values()]

    def _sheet(self, sheet: Sheet, placed: Sequence[tuple[Block | Beside, int]]) -> None:
        canvas = Canvas(self.book.create_sheet(sheet.name), self.styles)
        self.canvases[sheet.name] = canvas
        widths = widths_of(sheet)
        writer = BlockWriter(self.plan, sheet, canvas, widths, self.offers, self.shown)
        self._head(sheet, canvas, widths, writer)
        for block, top in placed:
            if isinstance(block, Beside):
                self._beside(canvas, widths, block, top)
            else:
                first = writer.write(block, top)
                if isinstance(block, Charts):
                    self._side_by_side(canvas, widths, block, first)
        canvas.finish()
        canvas.page.sheet_properties.tabColor = TABS[sheet.kind]
        set_up(canvas, sheet, widths, placed)

    def _head(self, sheet: Sheet, canvas: Canvas, widths: Mapping[int, float], writer: BlockWriter) -> None:
        columns = range(LABEL, max(widths) + 1)
        for row, style, text, height in ((1, "title", sheet.title, 32), (2, "intro", sheet.intro, 20)):
            canvas.fill(row, columns, style)
            canvas.put(row, LABEL, text, style)
            canvas.height(row, height)
        if sheet.offers and sheet.heads:
            canvas.fill(HEAD_ROW, columns, "head_left")
            for column, head in heads_of(sheet).items():
                canvas.put(HEAD_ROW, column, head, "head_left" if head in ("Unit", "Note") else "head_right")
            writer.names(HEAD_ROW, "head")
        else:
            canvas.fill(HEAD_ROW, columns, "accent")
            canvas.height(HEAD_ROW, 6)

    # ------------------------------------------------------------ charts

    def _side_by_side(self, canvas: Canvas, widths: Mapping[int, float], block: Charts, first: int) -> None:
        whole = sum(width for column, width in widths.items() if column < NOTE) + _GAP
        each = whole / len(block.charts)
        for number, chart in enumerate(block.charts):
            box = Box(number * each, (number + 1) * each - _GAP, first, first + block.height - 1)
            self.charts.append(_Pending(canvas, [*widths.values()], chart, box))

    def _beside(self, canvas: Canvas, widths: Mapping[int, float], block: Beside, top: int) -> None:
        left = sum(widths[column] for column in range(LABEL, FIRST_OFFER))
        box = Box(left, left + sum(widths[column] for column in OFFER_COLUMNS), top, canvas.last_row)
        self.charts.append(_Pending(canvas, [*widths.values()], block.chart, box))

    def _draw(self, pending: _Pending) -> None:
        """Draw the offers that are filled in; of a template without any, all columns."""
        chart, canvas = pending.chart, pending.canvas
        last = FIRST_OFFER + len(self.offers or OFFER_COLUMNS) - 1
        marks: dict[Source, Source] = {}
        if chart.kind == "band":
            bounds = self._lines_of(chart.rows)
            upwards = self._columns(bounds, LAST_OFFER)
            names, series = [*reversed(upwards)], [*reversed(upwards.values())]
            axis = self._source(bounds, LABEL, LABEL)
            marks = self._columns(self._lines_of(chart.marks), last)
        elif chart.rows:
            places = [self.plan.rows[key] for key in chart.rows]
            names = [self._source(place, LABEL, LABEL) for place in places]
            series = [self._source(place, FIRST_OFFER, last) for place in places]
            axis = self._source(self._heads(places[0].sheet), FIRST_OFFER, last)
        else:
            grid = self.plan.grids[chart.grid]
            lines = Place(grid.sheet, grid.first, grid.first + chart.lines - 1 if chart.lines else grid.last)
            columns = self._columns(lines, last)
            names, series = [*columns], [*columns.values()]
            axis = self._source(lines, LABEL, LABEL)
        drawn = Drawn(names, series, axis, _covered(len(self.offers)), marks)
        draw(canvas.page, chart, drawn, pending.box, pending.widths)
        canvas.pictures.append(chart.alt)

    def _heads(self, name: str) -> Place:
        """Return where the offers' names stand: on top of the sheet, or where they were typed."""
        headed = any(sheet.heads for sheet, _ in self.plan.sheets if sheet.name == name)
        return Place(name, HEAD_ROW, HEAD_ROW) if headed else self.plan.rows["offer_name"]

    def _lines_of(self, keys: Sequence[str]) -> Place:
        """Return rows that stand together as one place."""
        places = [self.plan.rows[key] for key in keys]
        return Place(places[0].sheet, places[0].first, places[-1].last)

    def _columns(self, lines: Place, last: int) -> dict[Source, Source]:
        """Return the columns of some lines, from those of the offers on, each by the head above it."""
        head = Place(lines.sheet, lines.first - 1, lines.first - 1)
        columns = range(FIRST_OFFER, last + 1)
        return {self._source(head, at, at): self._source(lines, at, at) for at in columns}

    def _source(self, place: Place, left: int, right: int) -> Source:
        """Return cells by their reference, and what they hold."""
        canvas = self.canvases[place.sheet]
        rows, columns = range(place.first, place.last + 1), range(left, right + 1)
        return Source(
            _cells(place, left, right), tuple(canvas.seen(row, column) for row in rows for column in columns)
        )


def _covered(offers: int) -> str:
    """Say which columns a chart draws, where it does not draw all."""
    if offers in (0, len(OFFER_COLUMNS)):
        return ""
    first, last = letter(FIRST_OFFER), letter(FIRST_OFFER + offers - 1)
    return f" (columns {first} to {last})" if offers > 1 else f" (column {first})"
