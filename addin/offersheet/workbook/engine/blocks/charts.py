"""Charts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import NOTE
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.place import Plan

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Box", "Chart", "Charts"]

ChartKind: TypeAlias = Literal["stacked", "columns", "line", "band"]

_GAP = 2.0
"""Between charts side by side, in characters."""


@dataclass(frozen=True)
class Chart:
    """A picture of rows or of a grid, for the offers that are filled in when the file is written."""

    title: str
    kind: ChartKind
    x_title: str
    y_title: str
    alt: str
    """What it shows, for a person who does not see it."""
    rows: Sequence[str] = ()
    """Rows by key: each is a series, each offer a place on the axis; of a band, each row is a place."""
    marks: Sequence[str] = ()
    """Of a band, for each of its rows the one with what each offer has there; these stand together, too."""
    grid: str = ""
    """A grid by key: each offer is a series, over the grid's first key column."""
    lines: int | None = None
    """How many lines of the grid are drawn, from its first; all of them where nothing is said."""
    ticks: int = 1
    """Every how many lines the axis has a label."""
    most: float | None = None
    """Where the upright axis ends; where nothing is said, above what is drawn."""
    format: Format = "money"


@dataclass(frozen=True)
class Box:
    """Where a chart stands: from left to right in characters, from one row to another."""

    left: float
    right: float
    first: int
    last: int


@final
@dataclass(frozen=True)
class Charts(Block):
    """Charts side by side."""

    title: str
    charts: Sequence[Chart]
    height: int = 16
    """In lines of the sheet."""
    intro: str = ""

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        """Record nothing: no formula refers to a chart."""

    def widths(self) -> Mapping[int, float]:
        return {}

    def shows(self, first: int) -> Iterable[Shown]:
        return ()

    def write(self, pen: Pen, first: int) -> None:
        each = (sum(width for column, width in pen.widths.items() if column < NOTE) + _GAP) / len(self.charts)
        for number, chart in enumerate(self.charts):
            left = number * each
            pen.picture(chart, Box(left, left + each - _GAP, first, first + self.height - 1))
