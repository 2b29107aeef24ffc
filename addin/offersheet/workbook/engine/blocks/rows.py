"""Lines with one cell for each offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, final

from offersheet.model.fields import Field
from offersheet.model.offer import Offer
from offersheet.workbook.engine.blocks.block import Block, Shown, label_widths
from offersheet.workbook.engine.columns import FIRST_OFFER, HELP, LAST_OFFER, OFFER_COLUMNS, area
from offersheet.workbook.engine.looks import Format, Look
from offersheet.workbook.engine.place import Place, Plan
from offersheet.workbook.engine.twins import Inputs, Twinned, figure

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Row", "Rows", "record_rows", "usable"]


@dataclass(frozen=True)
class Row(Twinned):
    """A line with one cell for each offer."""

    key: str
    label: str
    unit: str
    formula: str = ""
    """The formula, without its equals sign; an input has none."""
    format: Format = "money"
    look: Look = "calculation"
    note: str = ""
    name: str = ""
    """The defined name that other programs read, over the cells of all offers."""
    field: Field | None = None
    """What an input row takes."""
    entry: int | None = None
    """Which element of the field: a schedule has one row for each year."""
    bounds: tuple[float, float] | None = None
    """The lowest and highest value that a check allows, shown in its line."""
    when: Literal["usable", "filled", "always"] = "usable"
    """For which columns the formula counts: offers that can be computed, all filled in, every one."""
    only: str = ""
    """A row of 1 and 0, blank where an offer cannot be computed: the formula counts where it is 1."""
    best: bool = False
    """Whether the highest value of the row is marked."""
    values: Sequence[float | str] = ()
    """What stands in the cells, in a table of figures, where there is no formula."""

    @property
    def guarded(self) -> str:
        """The formula as it stands in a cell, where it counts only for the columns that it is meant for."""
        if self.when == "always":
            return f"={self.formula}"
        if self.only:
            return f'=IF({{{self.only}}}=1,{self.formula},"")'
        if self.look == "result":
            own = "{status}" in self.formula
            return f"={self.formula}" if own else f"=IF({{counts}},{self.formula},{{status}})"
        if self.when == "filled":
            return f'=IF({{filled}},{self.formula},"")'
        return usable(self.formula)

    def values_of(self, inputs: Inputs) -> Any:
        """Return what its twin says: of each column where it stands for offers, else of all inputs."""
        if self.equals is None or self.when == "always":
            return figure(self.equals, inputs)
        return inputs.across(partial(figure, self.equals))

    def write(self, pen: Pen, row: int) -> None:
        """Write the line."""
        pen.beside(row, self)
        if self.field is not None:
            self._write_inputs(pen, row, self.field)
            return
        for column in OFFER_COLUMNS:
            pen.put(row, column, pen.formula(self.guarded, row, column), f"{self.look}_{self.format}")
        if self.look == "check" and self.when != "always":
            pen.mark("check", row, FIRST_OFFER, LAST_OFFER)
        elif self.best:
            pen.mark(self.format, row, FIRST_OFFER, LAST_OFFER)
        pen.keep_computed(_offers(row))

    def _write_inputs(self, pen: Pen, row: int, field: Field) -> None:
        if field.default not in (None, "") and not field.required:
            pen.put(row, HELP, field.default, f"calculation_{self.format}")
        for index, column in enumerate(OFFER_COLUMNS):
            value = self._typed(pen.offers[index], field) if index < len(pen.offers) else None
            pen.put(row, column, value, f"input_{self.format}", typed=True)
        pen.validate(_offers(row), field)

    def _typed(self, offer: Offer, field: Field) -> Any:
        """Return what an offer puts into an input cell; what is by default stays blank."""
        value = getattr(offer, field.name)
        if self.entry is not None:
            return value[self.entry] if value is not None and self.entry < len(value) else None
        if field.name == "vest_years" and offer.schedule is not None:
            return None
        return None if value == field.default else value


def _offers(row: int) -> str:
    return area(range(row, row + 1), FIRST_OFFER, LAST_OFFER)


def usable(formula: str, flag: str = "{counts}") -> str:
    """Let a formula count only for offers that can be computed, or where a flag is 1."""
    return f'=IF({flag},{formula},"")'


def record_rows(rows: Sequence[Row], plan: Plan, sheet: str, first: int) -> None:
    """Record where the keys of rows lead, and their names; rows that share a name have a block of cells."""
    for at, row in enumerate(rows, start=first):
        plan.rows.add(row.key, Place(sheet, at, at))
        if row.name in plan.names:
            plan.columns[row.name] = plan.names[row.name] = Place(sheet, plan.names[row.name].first, at)
        elif row.name:
            plan.names[row.name] = Place(sheet, at, at)


@final
@dataclass(frozen=True)
class Rows(Block):
    """Lines under a heading."""

    title: str
    rows: Sequence[Row]
    intro: str = ""
    group: str = ""
    """A name under which ``{column:...}`` and ``{all:...}`` find these lines together."""
    closed: bool = False
    """Whether the lines start folded away in an outline group."""
    heads: bool = False
    """Whether the offers' names stand above these lines, on a sheet that they do not head."""

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def headed(self) -> bool:
        return self.heads

    @property
    def labelled(self) -> Sequence[Row]:
        return self.rows

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        record_rows(self.rows, plan, sheet, first)
        if self.group:
            plan.columns.add(self.group, Place(sheet, first, first + self.height - 1))

    def widths(self) -> Mapping[int, float]:
        return label_widths(self.rows)

    def shows(self, first: int) -> Iterator[Shown]:
        for at, row in enumerate(self.rows, start=first):
            yield Shown(row.key, [(at, column) for column in OFFER_COLUMNS], row.values_of)

    def write(self, pen: Pen, first: int) -> None:
        if self.heads:
            pen.band(first - 1)
            pen.names(first - 1, "band")
        for at, row in enumerate(self.rows, start=first):
            row.write(pen, at)
        if self.closed:
            pen.fold(first, first + self.height - 1)
