"""Single values with names of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, final

from offersheet.model.fields import Field
from offersheet.workbook.engine.blocks.block import Block, Shown, label_widths
from offersheet.workbook.engine.columns import FIRST_OFFER, letter
from offersheet.workbook.engine.looks import Format, Look
from offersheet.workbook.engine.place import Place, Plan
from offersheet.workbook.engine.twins import Twinned, single

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Scalar", "Scalars"]


@dataclass(frozen=True)
class Scalar(Twinned):
    """A single value with a defined name of its own."""

    name: str
    label: str
    unit: str
    value: float | str = ""
    formula: str = ""
    format: Format = "money"
    look: Look = "input"
    note: str = ""
    field: Field | None = None
    bounds: tuple[float, float] | None = None
    """The lowest and highest value that a check allows, shown in its line."""

    def write(self, pen: Pen, row: int, column: int) -> None:
        """Write the value into its cell."""
        own = pen.settings.get(self.name, self.value)
        value = pen.formula(f"={self.formula}", row) if self.formula else own
        pen.put(row, column, value, f"{self.look}_{self.format}", typed=not self.formula)
        if self.field is not None:
            pen.validate(f"{letter(column)}{row}", self.field)
        if self.formula:
            pen.keep_computed(f"{letter(column)}{row}")
        if self.look == "check":
            pen.mark("check", row, column, column)


@final
@dataclass(frozen=True)
class Scalars(Block):
    """Single values under a heading, one or more in a line; several stand side by side."""

    title: str
    lines: Sequence[Sequence[Scalar]]
    heads: Sequence[str] = ()
    intro: str = ""
    group: str = ""
    """A name under which ``{all:...}`` finds these lines together."""

    @property
    def height(self) -> int:
        return len(self.lines)

    @property
    def headed(self) -> bool:
        return bool(self.heads)

    @property
    def labelled(self) -> Sequence[Scalar]:
        return [line[0] for line in self.lines]

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        for row, scalars in enumerate(self.lines, start=first):
            for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                plan.scalars.add(scalar.name, Place(sheet, row, row, column))
        if self.group:
            plan.columns.add(self.group, Place(sheet, first, first + self.height - 1))

    def widths(self) -> Mapping[int, float]:
        return label_widths(self.labelled)

    @property
    def typed(self) -> Mapping[str, Any]:
        return {scalar.name: scalar.value for line in self.lines for scalar in line if not scalar.formula}

    def shows(self, first: int) -> Iterator[Shown]:
        for row, scalars in enumerate(self.lines, start=first):
            for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                yield Shown(scalar.name, [(row, column)], partial(single, scalar.equals))

    def write(self, pen: Pen, first: int) -> None:
        if self.heads:
            pen.band(first - 1, ("", "", "", *self.heads))
        for row, scalars in enumerate(self.lines, start=first):
            pen.beside(row, scalars[0])
            for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                scalar.write(pen, row, column)
