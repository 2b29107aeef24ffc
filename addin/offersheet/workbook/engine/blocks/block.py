"""What every kind of block says of itself: how high it is, what it names, how wide, how it is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias

from offersheet.workbook.engine.columns import LABEL, NOTE, fitting

if TYPE_CHECKING:
    from offersheet.workbook.engine.pen import Pen
    from offersheet.workbook.engine.place import Plan
    from offersheet.workbook.engine.twins import Inputs

__all__ = ["Block", "Cells", "Labelled", "Paper", "Shown", "label_widths", "stacked"]

Cells: TypeAlias = Sequence[tuple[int, int]] | Sequence[Sequence[tuple[int, int]]]
"""The row and the column of each cell, nested as the values are."""

Paper: TypeAlias = Literal["fits", "long", "wide"]
"""Whether a block fits a printed page: what is too long is left out, what is too wide cut off as well."""

_LONGEST_LABEL, _SHORTEST_NOTE, _LONGEST_NOTE = 44.0, 20.0, 52.0


@dataclass(frozen=True)
class Shown:
    """Something that a person reads: its name, where it stands, and what it equals in the model."""

    name: str
    cells: Cells
    values: Callable[[Inputs], Any]
    """Nested as the cells are; nothing where there is no twin."""


class Labelled(Protocol):
    """What stands in a line with a label before it and a note behind it."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and highest value that a check allows, shown in place of the unit."""
        ...


class Block(ABC):
    """A part of a sheet, over its whole width: a title, an intro, a row of heads, and its lines.

    A kind is a frozen dataclass that is ``@final``, so that mypy finds what it does not say of itself; that
    is found, too, when its module is loaded. What is not abstract here has an answer that most kinds share.
    """

    title: str
    intro: str
    keeps_heads: ClassVar[bool] = False
    """Whether its heads stay in view on a sheet that begins with it."""

    def __init_subclass__(cls) -> None:
        fields = [name for name in ("title", "intro") if name not in cls.__annotations__]
        methods = [name for name in Block.__abstractmethods__ if getattr(cls, name) is vars(Block)[name]]
        if unsaid := [*fields, *sorted(methods)]:
            raise TypeError(f"the block {cls.__name__} does not say its {', '.join(unsaid)}")

    @property
    @abstractmethod
    def height(self) -> int:
        """How many lines it has, below its title, intro and heads."""

    @abstractmethod
    def record(self, plan: Plan, sheet: str, first: int) -> None:
        """Record where its names lead when its first line is that row of the sheet."""

    @abstractmethod
    def widths(self) -> Mapping[int, float]:
        """Return the widths that it wishes for columns, in characters; none for those it does not mind."""

    @abstractmethod
    def write(self, pen: Pen, first: int) -> None:
        """Write its heads and lines, of which the first is that row."""

    @abstractmethod
    def shows(self, first: int) -> Iterable[Shown]:
        """Yield what a person reads in it, and the twins of that, when its first line is that row."""

    @property
    def typed(self) -> Mapping[str, Any]:
        """What stands in its inputs that are not of offers, by their names."""
        return {}

    @property
    def headed(self) -> bool:
        """Whether a row of heads stands above its lines."""
        return False

    @property
    def labelled(self) -> Sequence[Labelled]:
        """Its lines with labels, units and notes, after which the columns of those are headed."""
        return ()

    @property
    def paper(self) -> Paper:
        """Whether it fits a printed page."""
        return "fits"

    def first_line(self, top: int) -> int:
        """Return the row of its first line when it begins in that row."""
        return top + bool(self.title) + bool(self.intro) + self.headed


def stacked(blocks: Iterable[Block], top: int) -> Iterator[tuple[Block, int]]:
    """Yield each block with the row in which it begins, below each other with an empty row between."""
    for block in blocks:
        yield block, top
        top = block.first_line(top) + block.height + 1


def label_widths(lines: Iterable[Labelled]) -> dict[int, float]:
    """Return the widths that lines with labels and notes wish."""
    lines = list(lines)
    widths = {LABEL: min(_LONGEST_LABEL, fitting(line.label for line in lines))}
    if any(line.note for line in lines):
        widths[NOTE] = min(_LONGEST_NOTE, max(_SHORTEST_NOTE, fitting(line.note for line in lines)))
    return widths
