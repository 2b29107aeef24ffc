"""A table of figures that the workbook brings along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Shown, label_widths
from offersheet.workbook.engine.blocks.rows import Row, record_rows
from offersheet.workbook.engine.columns import FIRST_OFFER, area, height_of, lines_in
from offersheet.workbook.engine.place import Plan
from offersheet.workbook.engine.twins import figure

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Figures"]


@final
@dataclass(frozen=True)
class Figures(Block):
    """A table of figures that the workbook brings along, and of what follows from them; not of offers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    intro: str = ""
    headed = True

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def labelled(self) -> Sequence[Row]:
        return self.rows

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        record_rows(self.rows, plan, sheet, first)

    def widths(self) -> Mapping[int, float]:
        return label_widths(self.rows)

    def shows(self, first: int) -> Iterator[Shown]:
        for at, row in enumerate(self.rows, start=first):
            cells = [(at, FIRST_OFFER + index) for index in range(len(self.heads))]
            yield Shown(row.key, cells, partial(figure, row.equals))

    def write(self, pen: Pen, first: int) -> None:
        pen.band(first - 1, ("", "", "", *self.heads))
        tallest = max(lines_in(head, pen.widths[FIRST_OFFER]) for head in self.heads)
        pen.height(first - 1, height_of(tallest))
        for at, row in enumerate(self.rows, start=first):
            pen.beside(at, row)
            for index in range(len(self.heads)):
                column = FIRST_OFFER + index
                value = pen.formula(f"={row.formula}", at, column) if row.formula else row.values[index]
                pen.put(at, column, value, f"{row.look}_{row.format}", typed=not row.formula)
            if row.formula:
                last = FIRST_OFFER + len(self.heads) - 1
                pen.keep_computed(area(range(at, at + 1), FIRST_OFFER, last))
