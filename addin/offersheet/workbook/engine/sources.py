"""What a chart draws from: the cells of its rows or of its grid, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from offersheet.workbook.engine.blocks.charts import Chart
from offersheet.workbook.engine.canvas import Canvas
from offersheet.workbook.engine.columns import (
    FIRST_OFFER,
    HEAD_ROW,
    LABEL,
    LAST_OFFER,
    OFFER_COLUMNS,
    letter,
)
from offersheet.workbook.engine.place import Place, Plan

__all__ = ["Drawn", "Source", "Sources"]


@dataclass(frozen=True)
class Source:
    """Cells that a chart draws from, and what they hold, ``None`` where that is not known."""

    cells: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Drawn:
    """What a chart draws: one line or colour for each series, over the same places of the axis."""

    names: Sequence[Source]
    series: Sequence[Source]
    axis: Source
    covered: str
    """Which of the offers it covers, to stand with the title of the axis."""
    marks: Mapping[Source, Source] = field(default_factory=dict)
    """By their names, series of points without a line, over the same places."""


class Sources:
    """Finds what charts draw from, once all sheets are written; ``offers`` says how many are filled in."""

    def __init__(self, plan: Plan, canvases: Mapping[str, Canvas], offers: int) -> None:
        self.plan, self.canvases, self.offers = plan, canvases, offers

    def of(self, chart: Chart) -> Drawn:
        """Return what is drawn: the offers that are filled in; of a template without any, all columns."""
        last = FIRST_OFFER + (self.offers or len(OFFER_COLUMNS)) - 1
        marks: dict[Source, Source] = {}
        if chart.kind == "band":
            bounds = self._lines_of(chart.rows)
            upwards = self._columns(bounds, LAST_OFFER)
            names, series = [*reversed(upwards)], [*reversed(upwards.values())]
            axis = self._source(bounds, LABEL, LABEL)
            marks = self._columns(self._lines_of(chart.marks), last)
        elif chart.rows:
            places = [self.plan.rows[key] for key in chart.rows]
            names = [self._source(place, LABEL, LABEL) for place in places]
            series = [self._source(place, FIRST_OFFER, last) for place in places]
            axis = self._source(self._heads(places[0].sheet), FIRST_OFFER, last)
        else:
            grid = self.plan.grids[chart.grid]
            lines = Place(grid.sheet, grid.first, grid.first + chart.lines - 1 if chart.lines else grid.last)
            columns = self._columns(lines, last)
            names, series = [*columns], [*columns.values()]
            axis = self._source(lines, LABEL, LABEL)
        return Drawn(names, series, axis, _covered(self.offers), marks)

    def _heads(self, name: str) -> Place:
        """Return where the offers' names stand: on top of the sheet, or where they were typed."""
        headed = any(sheet.heads for sheet, _ in self.plan.sheets if sheet.name == name)
        return Place(name, HEAD_ROW, HEAD_ROW) if headed else self.plan.rows["offer_name"]

    def _lines_of(self, keys: Sequence[str]) -> Place:
        """Return rows that stand together as one place."""
        places = [self.plan.rows[key] for key in keys]
        return Place(places[0].sheet, places[0].first, places[-1].last)

    def _columns(self, lines: Place, last: int) -> dict[Source, Source]:
        """Return the columns of some lines, from those of the offers on, each by the head above it."""
        head = Place(lines.sheet, lines.first - 1, lines.first - 1)
        columns = range(FIRST_OFFER, last + 1)
        return {self._source(head, at, at): self._source(lines, at, at) for at in columns}

    def _source(self, place: Place, left: int, right: int) -> Source:
        """Return cells by their reference, and what they hold."""
        canvas = self.canvases[place.sheet]
        rows, columns = range(place.first, place.last + 1), range(left, right + 1)
        return Source(
            place.address(left, right), tuple(canvas.seen(row, column) for row in rows for column in columns)
        )


def _covered(offers: int) -> str:
    """Say which columns a chart draws, where it does not draw all."""
    if offers in (0, len(OFFER_COLUMNS)):
        return ""
    first, last = letter(FIRST_OFFER), letter(FIRST_OFFER + offers - 1)
    return f" (columns {first} to {last})" if offers > 1 else f" (column {first})"
