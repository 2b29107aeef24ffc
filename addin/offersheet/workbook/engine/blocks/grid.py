"""One quantity for each offer, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, final

from offersheet.workbook.engine.blocks.block import Block, Paper, Shown
from offersheet.workbook.engine.blocks.rows import usable
from offersheet.workbook.engine.columns import FIRST_OFFER, LABEL, OFFER_COLUMNS, UNIT
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.place import Place, Plan, Within
from offersheet.workbook.engine.twins import Inputs, Twinned, figure

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Grid", "Key", "key_columns"]

_LONGEST_PRINTED = 50
"""In lines."""
_KEY_WIDTH = 12.0


@dataclass(frozen=True)
class Key(Twinned):
    """A key column of a grid: the first counts, the others are formulas over it."""

    key: str
    label: str
    formula: str = ""
    format: Format = "number"


def key_columns(name: str, keys: Iterable[Key], rows: range) -> Iterator[Shown]:
    """Yield what stands in key columns, from the sheet's first column on."""
    for column, key in enumerate(keys, start=LABEL):
        yield Shown(f"{name}.{key.key}", [(row, column) for row in rows], partial(figure, key.equals))


@final
@dataclass(frozen=True)
class Grid(Twinned, Block):
    """One quantity for each offer, line by line over a key such as the year or the month."""

    key: str
    title: str
    lines: range
    keys: Sequence[Key]
    formula: str = ""
    """The formula of every line and offer; a grid of key columns alone has none."""
    first: str = ""
    """The formula of the first line, where it has no line above."""
    format: Format = "money"
    intro: str = ""
    counts: str = ""
    """A key column of flags: the lines in which it is 1 count, the others are blank."""
    only: str = ""
    """A row of 1 and 0, blank where an offer cannot be computed: the columns in which it is 1 count."""
    closed: bool = False
    """Whether the lines start folded away in an outline group."""
    on_screen: bool = False
    """Whether it is a working for the screen alone, as those of many lines are: no page holds it."""
    headed = True

    @property
    def height(self) -> int:
        return len(self.lines)

    @property
    def paper(self) -> Paper:
        return "long" if self.on_screen or self.height > _LONGEST_PRINTED else "fits"

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        last = first + self.height - 1
        plan.grids.add(self.key, Place(sheet, first, last))
        plan.columns[self.key] = Place(sheet, first, last)
        for column, key in enumerate(self.keys, start=LABEL):
            plan.columns[key.key] = Place(sheet, first, last, column)

    def widths(self) -> Mapping[int, float]:
        return dict.fromkeys(range(UNIT, LABEL + len(self.keys)), _KEY_WIDTH)

    def shows(self, first: int) -> Iterator[Shown]:
        rows = range(first, first + self.height)
        yield from key_columns(self.key, self.keys, rows)
        if self.formula:
            yield Shown(
                self.key, [[(row, column) for row in rows] for column in OFFER_COLUMNS], self._values_of
            )

    def _values_of(self, inputs: Inputs) -> Sequence[Any] | None:
        """Return a column for each offer, blank where its values end."""
        if self.equals is None:
            return None
        columns = inputs.across(partial(figure, self.equals), blank=())
        return [[*values, *[""] * self.height][: self.height] for values in columns]

    def write(self, pen: Pen, first: int) -> None:
        pen.band(first - 1, [key.label for key in self.keys])
        rows = range(first, first + self.height)
        within = Within([key.key for key in self.keys], first)
        for row in rows:
            pen.fill(row, range(LABEL + len(self.keys), FIRST_OFFER), "unit")
        for column, key in enumerate(self.keys, start=LABEL):
            formulas = pen.formulas(f"={key.formula}", rows, column, within) if key.formula else self.lines
            style = "key" if column == LABEL else f"calculation_{key.format}"
            for row, value in zip(rows, formulas, strict=True):
                pen.put(row, column, value, style)
        if self.formula:
            pen.names(first - 1, "band")
            self._write_offers(pen, rows, within)
        if self.closed:
            pen.fold(rows[0], rows[-1])

    def _write_offers(self, pen: Pen, rows: range, within: Within) -> None:
        flag = f"{{{self.only}}}=1" if self.only else "{counts}"
        if self.counts:
            flag = f"{{counts}}*{{{self.counts}}}"
        for column in OFFER_COLUMNS:
            formulas = pen.formulas(usable(self.formula, flag), rows, column, within)
            if self.first:
                formulas[0] = pen.formula(usable(self.first, flag), rows[0], column, within)
            for row, formula in zip(rows, formulas, strict=True):
                pen.put(row, column, formula, f"calculation_{self.format}")
