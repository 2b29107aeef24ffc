"""Fixed columns in which formulas look things up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, final

from offersheet.workbook.engine.blocks.block import Block, Paper, Shown
from offersheet.workbook.engine.columns import LABEL, fitting, height_of, lines_in
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.place import Place, Plan

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Listed", "Table"]

_NARROWEST, _WIDEST = 18.0, 46.0
_LONGEST_PRINTED = 100
"""In lines."""


@dataclass(frozen=True)
class Listed:
    """A column of a table, by which key formulas find it."""

    key: str
    label: str
    values: Sequence[str | float]
    format: Format = "text"
    formats: Sequence[Format] = ()
    """Of each line, where they differ."""

    @property
    def width(self) -> float:
        """The width that its words wish."""
        words = [value for value in (self.label, *self.values) if isinstance(value, str)]
        return min(_WIDEST, max(_NARROWEST, fitting(words)))


@final
@dataclass(frozen=True)
class Table(Block):
    """Fixed columns side by side, in which formulas look things up."""

    title: str
    columns: Sequence[Listed]
    intro: str = ""
    spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By a key of its own, neighbouring columns that formulas find together: the first and the last."""
    headed = True

    @property
    def height(self) -> int:
        return len(self.columns[0].values)

    @property
    def paper(self) -> Paper:
        return "long" if self.height > _LONGEST_PRINTED else "fits"

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        for column, listed in enumerate(self.columns, start=LABEL):
            plan.columns.add(listed.key, Place(sheet, first, first + self.height - 1, column))
        for name, ends in self.spans.items():
            left, right = (plan.columns[end] for end in ends)
            width = right.columns[1] - left.columns[0] + 1
            plan.columns.add(name, replace(left, width=width))

    def widths(self) -> Mapping[int, float]:
        return {column: listed.width for column, listed in enumerate(self.columns, start=LABEL)}

    def shows(self, first: int) -> Iterable[Shown]:
        return ()

    def write(self, pen: Pen, first: int) -> None:
        lines = [1] * self.height
        for column, listed in enumerate(self.columns, start=LABEL):
            pen.put(first - 1, column, listed.label, "band_left" if listed.format == "text" else "band")
            formats = listed.formats or [listed.format] * self.height
            for index, (value, written) in enumerate(zip(listed.values, formats, strict=True)):
                style = "paragraph" if isinstance(value, str) else f"calculation_{written}"
                pen.put(first + index, column, value, style, typed=True)
                if isinstance(value, str):
                    lines[index] = max(lines[index], lines_in(value, pen.widths[column]))
        for row, count in enumerate(lines, start=first):
            if count > 1:
                pen.height(row, height_of(count))
