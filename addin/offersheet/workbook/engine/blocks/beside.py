"""Blocks with a chart beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final

from offersheet.workbook.engine.blocks.block import Block, Labelled, Shown, stacked
from offersheet.workbook.engine.blocks.charts import Box, Chart
from offersheet.workbook.engine.columns import FIRST_OFFER, LABEL, OFFER_COLUMNS, widest
from offersheet.workbook.engine.place import Plan

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Beside"]


@final
@dataclass(frozen=True)
class Beside(Block):
    """Blocks that keep to the label column, and a chart as high as they are beside them."""

    blocks: Sequence[Block]
    chart: Chart
    title: str = ""
    intro: str = ""

    @property
    def height(self) -> int:
        *_, (last, top) = stacked(self.blocks, 0)
        return last.first_line(top) + last.height

    @property
    def labelled(self) -> Sequence[Labelled]:
        return [line for block in self.blocks for line in block.labelled]

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        for block, top in stacked(self.blocks, first):
            block.record(plan, sheet, block.first_line(top))

    def widths(self) -> Mapping[int, float]:
        return widest(block.widths() for block in self.blocks)

    @property
    def typed(self) -> Mapping[str, Any]:
        return dict(one for block in self.blocks for one in block.typed.items())

    def shows(self, first: int) -> Iterator[Shown]:
        for block, top in stacked(self.blocks, first):
            yield from block.shows(block.first_line(top))

    def write(self, pen: Pen, first: int) -> None:
        for block, top in stacked(self.blocks, first):
            pen.write(block, top)
        left = sum(pen.widths[column] for column in range(LABEL, FIRST_OFFER))
        right = left + sum(pen.widths[column] for column in OFFER_COLUMNS)
        pen.picture(self.chart, Box(left, right, first, first + self.height - 1))
