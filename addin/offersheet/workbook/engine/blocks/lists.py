"""The lists from which inputs choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import LABEL
from offersheet.workbook.engine.place import Place, Plan

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Lists"]

_WIDTH = 18.0


@final
@dataclass(frozen=True)
class Lists(Block):
    """Named columns of values, side by side, from which inputs choose."""

    title: str
    lists: Sequence[tuple[str, Sequence[str | float]]]
    intro: str = ""
    headed = True

    @property
    def height(self) -> int:
        return max(len(values) for _, values in self.lists)

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        for column, (name, values) in enumerate(self.lists, start=LABEL):
            plan.scalars.add(name, Place(sheet, first, first + len(values) - 1, column))

    def widths(self) -> Mapping[int, float]:
        return dict.fromkeys(range(LABEL, LABEL + len(self.lists)), _WIDTH)

    def shows(self, first: int) -> Iterable[Shown]:
        return ()

    def write(self, pen: Pen, first: int) -> None:
        for column, (name, values) in enumerate(self.lists, start=LABEL):
            pen.put(first - 1, column, name.removeprefix("list_").replace("_", " "), "band_left")
            for row, value in enumerate(values, start=first):
                pen.put(row, column, value, "key")
