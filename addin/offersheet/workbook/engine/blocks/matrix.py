"""One quantity over two ranges of inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import LABEL, UNIT, area, letter
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.place import Place, Plan, Within
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
    key: str = ""
    """By which ``{same:...}`` finds the same cell of it in another of the same axes."""
    like: str = ""
    """The key of the heat map whose axes it shares, a step towards which it is, folded away."""
    headed = True

    @property
    def height(self) -> int:
        return len(self.lines)

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        if self.key:
            plan.grids.add(self.key, Place(sheet, first, first + self.height - 1))

    def widths(self) -> Mapping[int, float]:
        return {}

    def shows(self, first: int) -> Iterator[Shown]:
        rows, columns = range(first, first + self.height), range(UNIT, UNIT + len(self.columns))
        cells = [[(row, column) for column in columns] for row in rows]
        yield Shown(self.key if self.like else self.title, cells, partial(figure, self.equals))

    def write(self, pen: Pen, first: int) -> None:
        pen.band(first - 1, (self.corner,))
        columns = range(UNIT, UNIT + len(self.columns))
        for column, across in zip(columns, self._axis(pen, columns), strict=True):
            pen.put(first - 1, column, across, "calculation_rate" if self.like else "input_rate")
        for row, line in enumerate(self._lines(pen), start=first):
            pen.put(row, LABEL, line, "calculation_rate" if self.like else "axis")
            for column in columns:
                text = self.formula.replace("{line}", f"${letter(LABEL)}{row}")
                text = text.replace("{across}", f"{letter(column)}${first - 1}")
                formula = pen.formula(f"={text}", row, column, Within((), first))
                pen.put(row, column, formula, f"calculation_{self.format}")
        if self.like:
            pen.fold(first, first + self.height - 1)
        else:
            pen.heat(area(range(first, first + self.height), columns[0], columns[-1]))

    def _axis(self, pen: Pen, columns: range) -> Sequence[float | str]:
        if not self.like:
            return self.columns
        head = pen.plan.grids[self.like].first - 1
        return [f"={letter(column)}${head}" for column in columns]

    def _lines(self, pen: Pen) -> Sequence[float | str]:
        if not self.like:
            return self.lines
        place = pen.plan.grids[self.like]
        return [f"=${letter(LABEL)}{row}" for row in range(place.first, place.last + 1)]
