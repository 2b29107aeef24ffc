"""Whether each offer counts: a flag for each column in the sheet's first row, which every formula tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import FIRST_OFFER, LAST_OFFER, NOTE, OFFER_COLUMNS, area
from offersheet.workbook.engine.place import Place, Plan, counting_on
from offersheet.workbook.engine.twins import Inputs

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Counting"]


@final
@dataclass(frozen=True)
class Counting(Block):
    """A flag for each offer, 1 where its inputs are possible, shown as a word.

    It stands beside the title, above the offers' names, and stays in view with them; ``{counts}`` finds
    it from anywhere on the sheet.
    """

    sheet: str
    title: str = ""
    intro: str = ""

    @property
    def height(self) -> int:
        return 1

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        plan.rows.add(counting_on(sheet), Place(sheet, first, first))

    def widths(self) -> Mapping[int, float]:
        return {}

    def shows(self, first: int) -> Iterator[Shown]:
        cells = [(first, column) for column in OFFER_COLUMNS]
        yield Shown(counting_on(self.sheet), cells, _counted)

    def write(self, pen: Pen, first: int) -> None:
        for column in OFFER_COLUMNS:
            pen.put(first, column, pen.formula('=IF({status}="ok",1,0)', first, column), "flag")
        if NOTE in pen.widths:
            pen.put(first, NOTE, "1: the offer counts", "head_left")
        pen.keep_computed(area(range(first, first + 1), FIRST_OFFER, LAST_OFFER))


def _counted(inputs: Inputs) -> list[float]:
    """Return 1 for each offer that the model takes."""
    return inputs.across(lambda column: 1.0, blank=0.0)
