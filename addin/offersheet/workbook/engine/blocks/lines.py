"""Sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, final

from offersheet.workbook.engine.blocks.block import Block, Shown
from offersheet.workbook.engine.columns import LABEL, LAST_OFFER, fitting
from offersheet.workbook.engine.place import Place, Plan
from offersheet.workbook.engine.twins import Twin, single

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen

__all__ = ["Lines"]

_LONGEST_LINK = 44.0


@final
@dataclass(frozen=True)
class Lines(Block):
    """Sentences, each of them perhaps a formula or a link to a sheet."""

    lines: Sequence[tuple[str, str]]
    """Each a text (a formula where it begins with ``=``) and the sheet or name it leads to, or nothing."""
    title: str = ""
    look: Literal["plain", "answer", "legend"] = "plain"
    key: str = ""
    """A name under which ``{column:...}`` finds the sentences."""
    equals: Sequence[Twin] = ()
    """Of each sentence that is a formula, in their order, what it says by the model."""
    intro: str = ""

    def __post_init__(self) -> None:
        if sum(text.startswith("=") for text, _ in self.lines) != len(self.equals):
            raise TypeError(f"of {self.lines[0][0]!r} and what follows, every formula needs what it equals")

    @property
    def height(self) -> int:
        return len(self.lines)

    def record(self, plan: Plan, sheet: str, first: int) -> None:
        if self.key:
            plan.columns.add(self.key, Place(sheet, first, first + self.height - 1, LABEL))

    def widths(self) -> Mapping[int, float]:
        links = [text for text, target in self.lines if target]
        return {LABEL: min(_LONGEST_LINK, fitting(links))} if links else {}

    def shows(self, first: int) -> Iterator[Shown]:
        twins = iter(self.equals)
        for row, (text, _) in enumerate(self.lines, start=first):
            if text.startswith("="):
                yield Shown(text, [(row, LABEL)], partial(single, next(twins)))

    def write(self, pen: Pen, first: int) -> None:
        for row, (text, target) in enumerate(self.lines, start=first):
            if self.look == "legend":
                pen.put(row, LABEL, target, f"legend_{text}")
                continue
            style = "link" if target else "sentence"
            if self.look == "answer":
                style, height = ("answer", 32) if row == first else ("answer_more", 22)
                pen.height(row, height)
                pen.fill(row, range(LABEL, LAST_OFFER + 1), style)
            pen.put(row, LABEL, pen.formula(text, row) if text.startswith("=") else text, style)
            if target:
                pen.lead(row, LABEL, target)
