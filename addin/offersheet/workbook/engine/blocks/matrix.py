"""One quantity over two ranges of inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import LABEL, UNIT, area, letter
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.place import Plan
from offersheet.workbook.engine.twins import Twinned, figure

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Matrix"]


@final
@dataclass(frozen=True)
class Matrix(Twinned, Block):
    """One quantity over two ranges of inputs, as a heat map; ``{line}`` and ``{across}`` are its axes."""

    title: str
    corner: str
    """What the lines are."""
    lines: Sequence[float]
    columns: Sequence[float]
    formula: str
    format: Format = "money"
    intro: str = ""
    headed = True

    @property
    def height(self) -> int:
        return len(self.lines)

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        """Record nothing: no formula refers to its cells."""

    def widths(self) -> Mapping[int, float]:
        return {}

    def shows(self, first: int) -> Iterator[Shown]:
        rows, columns = range(first, first + self.height), range(UNIT, UNIT + len(self.columns))
        cells = [[(row, column) for column in columns] for row in rows]
        yield Shown(self.title, cells, partial(figure, self.equals))

    def write(self, pen: Pen, first: int) -> None:
        pen.band(first - 1, (self.corner,))
        for column, across in enumerate(self.columns, start=UNIT):
            pen.put(first - 1, column, across, "input_rate")
        for row, line in enumerate(self.lines, start=first):
            pen.put(row, LABEL, line, "axis")
            for column in range(UNIT, UNIT + len(self.columns)):
                text = self.formula.replace("{line}", f"${letter(LABEL)}{row}")
                text = text.replace("{across}", f"{letter(column)}${first - 1}")
                pen.put(row, column, pen.formula(f"={text}", row, column), f"calculation_{self.format}")
        pen.heat(area(range(first, first + self.height), UNIT, UNIT + len(self.columns) - 1))
