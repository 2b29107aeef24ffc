"""A table of fixed cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import LABEL, fitting, height_of, lines_in
from offersheet.workbook.engine.place import Plan
from offersheet.workbook.engine.twins import refuse_alone

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Cells"]

_NARROWEST, _WIDEST = 18.0, 46.0


@final
@dataclass(frozen=True)
class Cells(Block):
    """A table of fixed cells, the first line its heads."""

    title: str
    rows: Sequence[Sequence[str | float]]
    intro: str = ""
    formulas: Sequence[int] = ()
    """Which columns, from 0, hold formulas; in the others an equals sign is a letter like any other."""
    equals: str = ""
    """What those formulas show where nothing computes them."""
    keeps_heads: ClassVar[bool] = True

    def __post_init__(self) -> None:
        refuse_alone(self, bool(self.formulas), self.equals)

    @property
    def height(self) -> int:
        return len(self.rows)

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        """Record nothing: no formula refers to its cells."""

    def widths(self) -> Mapping[int, float]:
        widths = {}
        for column, cells in enumerate(zip(*self.rows, strict=True)):
            seen = cells[:1] if column in self.formulas else cells
            widths[LABEL + column] = min(_WIDEST, max(_NARROWEST, fitting(map(str, seen))))
        return widths

    def shows(self, first: int) -> Iterable[Shown]:
        return ()

    def write(self, pen: Pen, first: int) -> None:
        for row, values in enumerate(self.rows, start=first):
            lines = 1
            for column, value in enumerate(values, start=LABEL):
                live = column - LABEL in self.formulas
                pen.put(row, column, value, "band_left" if row == first else "paragraph", typed=not live)
                if live and row > first:
                    pen.show(row, column, self.equals)
                if not live:
                    lines = max(lines, lines_in(str(value), pen.widths[column]))
            pen.height(row, height_of(lines))
