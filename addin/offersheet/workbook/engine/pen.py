"""What blocks are written with: the cells of one sheet, and where its formulas lead."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from offersheet.model.offer import Offer
from offersheet.workbook.engine.blocks.block import Block, Labelled
from offersheet.workbook.engine.blocks.charts import Box, Chart
from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.columns import (
    FIRST_OFFER,
    HELP,
    LABEL,
    LAST_OFFER,
    LINE_HEIGHT,
    NOTE,
    OFFER_COLUMNS,
    UNIT,
    lines_in,
)
from offersheet.workbook.engine.layout import Sheet
from offersheet.workbook.engine.pages import widths_of
from offersheet.workbook.engine.place import Plan, Within

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Pen"]


class Pen(Canvas):
    """A canvas for the blocks of one sheet, which knows where names lead, the offers, and what is shown."""

    def __init__(
        self,
        page: Worksheet,
        styles: Mapping[str, int],
        plan: Plan,
        sheet: Sheet,
        offers: Sequence[Offer],
        shown: Mapping[str, Sequence[Any]],
        settings: Mapping[str, Any],
    ) -> None:
        super().__init__(page, styles)
        self.plan, self.sheet, self.offers, self.shown = plan, sheet, offers, shown
        self.settings = settings
        """By its name, what stands in an input of the sheets' own, where that is not what they begin with."""
        self.widths = widths_of(sheet)
        self.waiting: list[tuple[Chart, Box]] = []
        """Charts to be drawn once it is known what stands in the cells of all sheets."""

    def write(self, block: Block, top: int) -> None:
        """Write a block that begins in that row: its title, its intro, and what it writes itself."""
        if block.title:
            self.height(top, 22)
            self.fill(top, range(LABEL, min(LAST_OFFER, max(self.widths)) + 1), "heading")
            self.put(top, LABEL, block.title, "heading")
        if block.intro:
            self.put(top + bool(block.title), LABEL, block.intro, "about")
        block.write(self, block.first_line(top))

    def show_twins(self, block: Block, top: int) -> None:
        """Let the formulas of a block show what is known of them."""
        for one in block.shows(block.first_line(top)):
            if one.name in self.shown:
                self._show(one.cells, self.shown[one.name])

    def _show(self, cells: Sequence[Any], values: Sequence[Any]) -> None:
        for cell, value in zip(cells, values, strict=True):
            if isinstance(cell, tuple):
                row, column = cell
                self.show(row, column, value)
            else:
                self._show(cell, value)

    def formula(self, text: str, row: int, column: int = FIRST_OFFER, within: Within | None = None) -> str:
        """Resolve the braces of a formula that stands in one cell."""
        return self.plan.formula(text, self.sheet.name, row, column, within)

    def formulas(self, text: str, rows: range, column: int, within: Within) -> list[str]:
        """Resolve the braces of a formula that stands in each of these rows of a column."""
        return self.plan.formulas(text, self.sheet.name, rows, column, within)

    def names(self, row: int, style: str) -> None:
        """Write the offers' names over their columns."""
        longest = max((offer.name for offer in self.offers), key=len, default="")
        self.height(row, 10 + 13 * min(3, lines_in(longest, self.widths[FIRST_OFFER])))
        for index, column in enumerate(OFFER_COLUMNS):
            self.put(row, column, self.formula('=IF({offer_name}="","",{offer_name})', row, column), style)
            self.show(row, column, self.offers[index].name if index < len(self.offers) else "")

    def band(self, row: int, labels: Sequence[str] = ("",)) -> None:
        """Write the heads of a table within the sheet; the first column is read from the left."""
        self.fill(row, range(LABEL, LAST_OFFER + 1), "band")
        for column, label in enumerate(labels, start=LABEL):
            self.put(row, column, label, "band_left" if column == LABEL else "band")

    def beside(self, row: int, line: Labelled) -> None:
        """Write what stands beside a value: label, unit or bounds, note."""
        self.put(row, LABEL, line.label, "label")
        self.put(row, UNIT, line.unit, "unit")
        self.put(row, HELP, None, "unit")
        for column, bound in zip((UNIT, HELP), line.bounds or (), strict=False):
            if math.isfinite(bound):
                self.put(row, column, bound, "calculation_number")
        if line.note:
            self.put(row, NOTE, line.note, "note")
            self.height(row, max(LINE_HEIGHT, 4 + 12 * lines_in(line.note, 1.25 * self.widths[NOTE])))

    def lead(self, row: int, column: int, target: str) -> None:
        """Make a cell lead to a name, or to the first cell of a sheet."""
        place = self.plan.names.get(target)
        self.link(row, column, f"{place.sheet}!A{place.first}" if place else f"{target}!A1")

    def keep_computed(self, cells: str) -> None:
        """Refuse whatever is typed over a formula, where the sheet does not refuse it already."""
        if not self.sheet.locked:
            self.refuse(cells)

    def picture(self, chart: Chart, box: Box) -> None:
        """Have a chart drawn once all sheets are written."""
        self.waiting.append((chart, box))
