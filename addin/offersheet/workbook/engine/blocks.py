"""From each kind of block to cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.formatting.rule import ColorScaleRule

from offersheet.model.offer import Offer
from offersheet.workbook.engine.canvas import LINE_HEIGHT, Canvas
from offersheet.workbook.engine.layout import (
    Block,
    Cells,
    Charts,
    Figures,
    Grid,
    Lines,
    Lists,
    Matrix,
    PasteTable,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
    Table,
)
from offersheet.workbook.engine.pages import lines_in
from offersheet.workbook.engine.pasting import write_table
from offersheet.workbook.engine.place import (
    FIRST_OFFER,
    HELP,
    LABEL,
    LAST_OFFER,
    NOTE,
    OFFER_COLUMNS,
    UNIT,
    Plan,
    body_top,
    letter,
)
from offersheet.workbook.engine.validation import keep_computed, validate
from offersheet.workbook.parts.fixed import write_cells, write_fixed_table, write_lists
from offersheet.workbook.parts.guards import guarded, usable

__all__ = ["BlockWriter"]


class BlockWriter:
    """Writes the blocks of one sheet."""

    def __init__(
        self,
        plan: Plan,
        sheet: Sheet,
        canvas: Canvas,
        widths: Mapping[int, float],
        offers: Sequence[Offer],
        shown: Mapping[str, Sequence[Any]],
    ) -> None:
        self.plan, self.sheet, self.canvas, self.widths = plan, sheet, canvas, widths
        self.offers, self.shown = offers, shown

    def names(self, row: int, style: str) -> None:
        """Write the offers' names over their columns."""
        longest = max((offer.name for offer in self.offers), key=len, default="")
        self.canvas.height(row, 10 + 13 * min(3, lines_in(longest, self.widths[FIRST_OFFER])))
        for index, column in enumerate(OFFER_COLUMNS):
            formula = self.plan.formula('=IF({offer_name}="","",{offer_name})', self.sheet.name, row, column)
            self.canvas.put(row, column, formula, style)
            self.canvas.show(row, column, self.offers[index].name if index < len(self.offers) else "")

    def write(self, block: Block, top: int) -> int:
        """Write a block whose title stands in that row; return its first line."""
        if block.title:
            self.canvas.height(top, 22)
            self.canvas.fill(top, range(LABEL, min(LAST_OFFER, max(self.widths)) + 1), "heading")
            self.canvas.put(top, LABEL, block.title, "heading")
        intro = getattr(block, "intro", "")
        if intro:
            self.canvas.put(top + bool(block.title), LABEL, intro, "about")
        first = body_top(block, top)
        match block:
            case Rows():
                self._rows(first, block)
            case Figures():
                self._figures(first, block)
            case Grid():
                self._grid(first, block)
            case Scalars():
                self._scalars(first, block)
            case Matrix():
                self._matrix(first, block)
            case Lines():
                self._lines(first, block)
            case Cells():
                write_cells(self.canvas, self.widths, first, block)
            case Table():
                write_fixed_table(self.canvas, self.widths, first, block)
            case Lists():
                write_lists(self.canvas, first, block)
            case PasteTable():
                write_table(self.plan, self.sheet, self.canvas, block, first)
            case Charts():
                pass  # only takes up its room
        return first

    def _band(self, row: int, labels: Sequence[str] = ()) -> None:
        """Write the heads of a table within the sheet; the first column is read from the left."""
        self.canvas.fill(row, range(LABEL, LAST_OFFER + 1), "band")
        for column, label in enumerate(labels or ("",), start=LABEL):
            self.canvas.put(row, column, label, "band_left" if column == LABEL else "band")

    def _rows(self, first: int, block: Rows) -> None:
        if block.heads:
            self._band(first - 1)
            self.names(first - 1, "band")
        for row, line in enumerate(block.rows, start=first):
            self._row(row, line)
        if block.closed:
            self.canvas.fold(first, first + len(block.rows) - 1)

    def _beginning(self, row: int, line: Row | Scalar) -> None:
        """Write what stands beside a value: label, unit or bounds, note."""
        self.canvas.put(row, LABEL, line.label, "label")
        self.canvas.put(row, UNIT, line.unit, "unit")
        self.canvas.put(row, HELP, None, "unit")
        for column, bound in zip((UNIT, HELP), line.bounds or (), strict=False):
            if math.isfinite(bound):
                self.canvas.put(row, column, bound, "calculation_number")
        if line.note:
            self.canvas.put(row, NOTE, line.note, "note")
            self.canvas.height(row, max(LINE_HEIGHT, 4 + 12 * lines_in(line.note, 1.25 * self.widths[NOTE])))

    def _row(self, row: int, line: Row) -> None:
        self._beginning(row, line)
        cells = f"{letter(FIRST_OFFER)}{row}:{letter(LAST_OFFER)}{row}"
        if line.look == "input":
            self._input_row(row, line, cells)
            return
        style = f"{line.look}_{line.format}"
        for index, column in enumerate(OFFER_COLUMNS):
            formula = self.plan.formula(guarded(line), self.sheet.name, row, column)
            self.canvas.put(row, column, formula, style)
            if line.key in self.shown:
                self.canvas.show(row, column, self.shown[line.key][index])
        if line.look == "check" and line.when != "always":
            self.canvas.mark("check", row, FIRST_OFFER, LAST_OFFER)
        elif line.best:
            self.canvas.mark(line.format, row, FIRST_OFFER, LAST_OFFER)
        if not self.sheet.locked:
            keep_computed(self.canvas.page, cells)

    def _input_row(self, row: int, line: Row, cells: str) -> None:
        field = line.field
        assert field is not None  # noqa: S101 - an input row is declared with its field
        if field.default not in (None, "") and not field.required:
            self.canvas.put(row, HELP, field.default, f"calculation_{line.format}")
        for index, column in enumerate(OFFER_COLUMNS):
            value = _typed(self.offers[index], line) if index < len(self.offers) else None
            self.canvas.put(row, column, value, f"input_{line.format}", typed=True)
        validate(self.canvas.page, cells, field)

    def _figures(self, first: int, block: Figures) -> None:
        self._band(first - 1, ("", "", "", *block.heads))
        tallest = max(lines_in(head, self.widths[FIRST_OFFER]) for head in block.heads)
        self.canvas.height(first - 1, 6 + 13 * tallest)
        for row, line in enumerate(block.rows, start=first):
            self._beginning(row, line)
            for index in range(len(block.heads)):
                column = FIRST_OFFER + index
                value = (
                    self.plan.formula(f"={line.formula}", self.sheet.name, row, column)
                    if line.formula
                    else line.values[index]
                )
                self.canvas.put(row, column, value, f"{line.look}_{line.format}", typed=not line.formula)
                if line.key in self.shown:
                    self.canvas.show(row, column, self.shown[line.key][index])
            if line.formula and not self.sheet.locked:
                last = letter(FIRST_OFFER + len(block.heads) - 1)
                keep_computed(self.canvas.page, f"{letter(FIRST_OFFER)}{row}:{last}{row}")

    def _grid(self, first: int, grid: Grid) -> None:
        self._band(first - 1, [key.label for key in grid.keys])
        name, rows = self.sheet.name, range(first, first + len(grid.lines))
        for row in rows:
            self.canvas.fill(row, range(len(grid.keys) + 1, FIRST_OFFER), "unit")
        for column, key in enumerate(grid.keys, start=1):
            formulas = (
                self.plan.formulas(f"={key.formula}", name, rows, column, grid) if key.formula else None
            )
            style = "key" if column == LABEL else f"calculation_{key.format}"
            for row, value in zip(rows, formulas or grid.lines, strict=True):
                self.canvas.put(row, column, value, style)
            for row, shown in zip(rows, self.shown.get(f"{grid.key}.{key.key}", ()), strict=False):
                self.canvas.show(row, column, shown)
        if not grid.formula:
            return
        self.names(first - 1, "band")
        for index, column in enumerate(OFFER_COLUMNS):
            formulas = self.plan.formulas(usable(grid.formula), name, rows, column, grid)
            if grid.first:
                formulas[0] = self.plan.formula(usable(grid.first), name, first, column, grid)
            for row, formula in zip(rows, formulas, strict=True):
                self.canvas.put(row, column, formula, f"calculation_{grid.format}")
                if grid.key in self.shown:
                    self.canvas.show(row, column, self.shown[grid.key][index][row - first])

    def _scalars(self, first: int, block: Scalars) -> None:
        if block.heads:
            self._band(first - 1, ("", "", "", *block.heads))
        for row, scalars in enumerate(block.lines, start=first):
            self._beginning(row, scalars[0])
            for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                self._scalar(row, column, scalar)

    def _scalar(self, row: int, column: int, scalar: Scalar) -> None:
        value = (
            self.plan.formula(f"={scalar.formula}", self.sheet.name, row) if scalar.formula else scalar.value
        )
        self.canvas.put(row, column, value, f"{scalar.look}_{scalar.format}", typed=not scalar.formula)
        if scalar.name in self.shown:
            self.canvas.show(row, column, self.shown[scalar.name][0])
        if scalar.field is not None:
            validate(self.canvas.page, f"{letter(column)}{row}", scalar.field)
        if scalar.formula and not self.sheet.locked:
            keep_computed(self.canvas.page, f"{letter(column)}{row}")
        if scalar.look == "check":
            self.canvas.mark("check", row, column, column)

    def _matrix(self, first: int, block: Matrix) -> None:
        """Write a heat map; one hue from light to dark, so that it reads in grey."""
        self._band(first - 1, (block.corner,))
        for column, across in enumerate(block.columns, start=UNIT):
            self.canvas.put(first - 1, column, across, "input_rate")
        for row, line in enumerate(block.lines, start=first):
            self.canvas.put(row, LABEL, line, "axis")
            for column in range(UNIT, UNIT + len(block.columns)):
                text = block.formula.replace("{line}", f"${letter(LABEL)}{row}")
                text = text.replace("{across}", f"{letter(column)}${first - 1}")
                formula = self.plan.formula(f"={text}", self.sheet.name, row, column)
                self.canvas.put(row, column, formula, f"calculation_{block.format}")
                if block.title in self.shown:
                    self.canvas.show(row, column, self.shown[block.title][row - first][column - UNIT])
        last = letter(UNIT + len(block.columns) - 1)
        cells = f"{letter(UNIT)}{first}:{last}{first + len(block.lines) - 1}"
        scale = ColorScaleRule(  # type: ignore[no-untyped-call]
            start_type="min", start_color="FFFFFF", end_type="max", end_color="6BAED6"
        )
        self.canvas.page.conditional_formatting.add(cells, scale)

    def _lines(self, first: int, block: Lines) -> None:
        for row, (text, target) in enumerate(block.lines, start=first):
            style = "link" if target else "sentence"
            if block.look == "answer":
                style, height = ("answer", 32) if row == first else ("answer_more", 22)
                self.canvas.height(row, height)
                self.canvas.fill(row, range(LABEL, LAST_OFFER + 1), style)
            elif block.look == "legend":
                style, text, target = f"legend_{text}", target, ""
            if text in self.shown:
                self.canvas.show(row, LABEL, self.shown[text][0])
            if text.startswith("="):
                text = self.plan.formula(text, self.sheet.name, row)
            self.canvas.put(row, LABEL, text, style)
            if target:
                place = self.plan.names.get(target)
                self.canvas.link(row, LABEL, f"{place.sheet}!A{place.first}" if place else f"{target}!A1")


def _typed(offer: Offer, line: Row) -> Any:
    """Return what an offer puts into an input cell; what is by default stays blank."""
    assert line.field is not None  # noqa: S101 - an input row is declared with its field
    value = getattr(offer, line.field.name)
    if line.entry is not None:
        return value[line.entry] if value is not None and line.entry < len(value) else None
    if line.field.name == "vest_years" and offer.schedule is not None:
        return None
    return None if value == line.field.default else value
