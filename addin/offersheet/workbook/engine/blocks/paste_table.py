"""A table to paste into: a real one, so that a spreadsheet program lets it grow, sort and filter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final

from offersheet.model.comps_columns import Column
from offersheet.workbook.engine.blocks.block import Block, Paper, Shown
from offersheet.workbook.engine.blocks.grid import Key, key_columns
from offersheet.workbook.engine.columns import LABEL, area
from offersheet.workbook.engine.place import ROOM, Place, Plan, Within
from offersheet.worksheet.kinds import MONEY, Text

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["PasteTable"]

_KEY = re.compile(r"\{(\w+)\}")
_WIDTH, _HEAD_HEIGHT = 16.0, 30.0


@final
@dataclass(frozen=True)
class PasteTable(Block):
    """A real table from the sheet's first column on, to type or paste into.

    ``{column:...}`` finds a whole column by its key, ``{column:NAME_cells}`` all that is typed, and
    ``{column:NAME_room}`` the same with what stands beneath the table.
    """

    name: str
    """What the table is called, and with what the keys of its columns begin."""
    title: str
    columns: Sequence[Column]
    workings: Sequence[Key]
    """Columns of formulas, behind the others and within the table, so that it keeps them whole."""
    rows: Sequence[Mapping[str, Any]]
    """What stands in the first lines: texts and numbers by the name of their column."""
    lines: int
    intro: str = ""
    headed = True

    @property
    def keys(self) -> Sequence[Key]:
        """All columns, in their order."""
        typed = (Key(f"{self.name}_{column.name}", column.label) for column in self.columns)
        return (*typed, *self.workings)

    @property
    def height(self) -> int:
        return self.lines

    @property
    def paper(self) -> Paper:
        return "wide"

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        last, width = first + self.lines - 1, len(self.columns)
        for column, key in enumerate(self.keys, start=LABEL):
            plan.columns.add(key.key, Place(sheet, first, last, column))
        plan.columns[f"{self.name}_cells"] = Place(sheet, first, last, LABEL, width)
        plan.columns[f"{self.name}_room"] = Place(sheet, first, last + ROOM, LABEL, width)
        plan.names[f"{self.name}_table"] = Place(sheet, first - 1, last, LABEL, width)

    def widths(self) -> Mapping[int, float]:
        return dict.fromkeys(range(LABEL, LABEL + len(self.keys)), _WIDTH)

    def shows(self, first: int) -> Iterator[Shown]:
        return key_columns(self.name, self.keys, range(first, first + self.lines))

    def write(self, pen: Pen, first: int) -> None:
        lines = range(first, first + self.lines)
        pen.height(first - 1, _HEAD_HEIGHT)
        for column, key in enumerate(self.keys, start=LABEL):
            text = column < LABEL + len(self.columns) and isinstance(self.columns[column - LABEL].kind, Text)
            pen.put(first - 1, column, key.label, "band_left" if text else "band")
        for column, one in enumerate(self.columns, start=LABEL):
            style = "pasted" if isinstance(one.kind, Text) else f"input_{_format(one.kind)}"
            for index, row in enumerate(lines):
                value = self.rows[index].get(one.name) if index < len(self.rows) else None
                pen.put(row, column, value, style, typed=True)
            pen.validate(area(lines, column, column), one)
        self._write_workings(pen, lines)
        whole = area(range(first - 1, lines.stop), LABEL, LABEL + len(self.keys) - 1)
        pen.make_table(self.name, whole, [(key.label, self._within_table(key.formula)) for key in self.keys])

    def _write_workings(self, pen: Pen, lines: range) -> None:
        within = Within([key.key for key in self.keys], lines[0])
        left = LABEL + len(self.columns)
        for column, working in enumerate(self.workings, start=left):
            formulas = pen.formulas(f"={working.formula}", lines, column, within)
            for row, formula in zip(lines, formulas, strict=True):
                pen.put(row, column, formula, f"calculation_{working.format}")
        worked = area(lines, left, left + len(self.workings) - 1)
        pen.keep_computed(worked)
        pen.keep_consistent(worked)

    def _within_table(self, formula: str) -> str:
        """Return a formula as the table keeps it for lines that are added, which get it from there."""
        labels = {key.key: key.label for key in self.keys}
        return _KEY.sub(lambda match: f"{self.name}[[#This Row],[{labels[match[1]]}]]", formula)


def _format(kind: object) -> str:
    return "money" if kind is MONEY else "number"
