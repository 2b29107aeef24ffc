"""What an argument or a field may be: the protocol to which every kind of it answers.

A kind says how cells are read, how Python's values are, what is wrong with what was read, and how a
spreadsheet holds a cell of its own to the same. Nothing else asks which kind it has before it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from offersheet.errors import InvalidInput, NotFound, OfferSheetError, OutOfDomain

__all__ = ["Appearance", "CellRule", "Entry", "Kind"]

Appearance: TypeAlias = Literal["money", "rate", "factor", "number", "text", "date"]
"""How the cells of a kind are written."""


@dataclass(frozen=True)
class CellRule:
    """What a spreadsheet program itself lets into a cell: the words of its own rules for that."""

    type: Literal["list", "decimal", "whole", "date", "custom"]
    formula1: str
    operator: Literal["between", "greaterThan", "greaterThanOrEqual"] | None = None
    formula2: str | None = None


@dataclass(frozen=True)
class Entry:
    """Something that a person fills in: an argument of a function, a field of an offer."""

    name: str
    kind: Kind
    help: str
    default: Any
    required: bool

    def read_cell(self, cell: Any) -> Any:
        """Read what stands in its cell, or in the range that is its value as a whole."""
        return self.kind.read_cell(self, cell)

    def blank(self) -> Any:
        """Return what a blank is: the default, unless something must be there."""
        if self.required:
            raise InvalidInput(f"{self.name} is required, and blank")
        return self.default

    def refusal(self, problem: str | None) -> OfferSheetError:
        """Return the error of a value of the right type that may not be so."""
        error = NotFound if self.kind.looked_up else OutOfDomain
        return error(f"{self.name} {problem}")


class Kind(ABC):
    """What a value may be. The entry that a method takes is the one whose value it reads."""

    unit: str
    """What it counts, or what it is."""

    @property
    @abstractmethod
    def domain(self) -> str:
        """The values allowed, in words: ``"a whole number from 1 to 40"``."""

    @property
    def looked_up(self) -> bool:
        """Whether it is looked up in a table: one that is not there is ``#N/A`` and not ``#NUM!``."""
        return False

    @property
    def listed(self) -> Sequence[str | float]:
        """The values to choose from, where there are few."""
        return ()

    @property
    def sizes(self) -> bool:
        """Whether it is the number of years that an answer covers."""
        return False

    @property
    def rows(self) -> int:
        """How many cells, one below the other, a value fills."""
        return 1

    @property
    def whole_range(self) -> str:
        """Where the cells of a range are one value together: how a reader is told so."""
        return ""

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest value, where it has them."""
        return None

    def as_default(self, value: Any) -> Any:
        """Return a default, as it is declared, in the type of its values."""
        return value

    @abstractmethod
    def read_cell(self, entry: Entry, cell: Any) -> Any:
        """Read one cell, or the range that is one value; a blank is the default."""

    def read_argument(self, entry: Entry, cell: Any) -> Any:
        """Read a cell or a range; a range of which each cell is a value gives ``Elements``."""
        return self.read_cell(entry, cell)

    def read_rest(self, entry: Entry, cells: Sequence[Any]) -> tuple[Any, ...]:
        """Read all the cells and ranges that an argument takes which takes as many as are given."""
        return tuple(self.read_cell(entry, cell) for cell in cells)

    @abstractmethod
    def read_python(self, entry: Entry, value: Any) -> Any:
        """Read a value of Python's, never ``None``; an array of them gives ``Elements``."""

    def read_python_rest(self, entry: Entry, values: Sequence[Any]) -> tuple[Any, ...]:
        """Read the values of Python's that an argument takes which takes as many as are given."""
        return tuple(self.read_python(entry, value) for value in values)

    @abstractmethod
    def problem(self, value: Any) -> str | None:
        """Say what is wrong with one value that was read, as the end of a sentence, or ``None``."""

    @property
    @abstractmethod
    def appearance(self) -> Appearance:
        """How its cells are written."""

    @property
    @abstractmethod
    def type_hint(self) -> str:
        """The type of one value of Python's, as a stub spells it."""

    @property
    def array_hint(self) -> str:
        """The type of many values of Python's, as a stub spells it; nothing where an array is one value."""
        return ""

    @abstractmethod
    def rule(self, entry: Entry, first: str) -> CellRule | None:
        """Return what a spreadsheet lets into cells that begin with the first; ``None`` for anything."""

    @abstractmethod
    def test(self, entry: Entry, cell: str) -> str | None:
        """Return the formula that tells whether a cell holds a value allowed; ``None`` where any is.

        It may speak of ``{low}`` and ``{high}``, the ``bounds``.
        """
