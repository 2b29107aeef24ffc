"""Kinds of which a whole range is one value: a schedule, numbers of any order, names with values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar

from offersheet.errors import CellError, ErrorInArgument, InvalidInput, OutOfDomain
from offersheet.worksheet.cells import MOST_CELLS, as_rows
from offersheet.worksheet.kinds.number import as_float
from offersheet.worksheet.kinds.protocol import Appearance, CellRule, Entry, Kind
from offersheet.worksheet.kinds.single import python_array
from offersheet.worksheet.spelling import spell

__all__ = ["Anything", "Pairs", "Schedule", "Series"]


@dataclass(frozen=True)
class Schedule(Kind):
    """A whole row or column: the fraction of a grant that vests in each year."""

    unit: str = "fractions"
    longest: int = 10
    tolerance: float = 1e-6
    appearance: ClassVar[Appearance] = "rate"
    whole_range: ClassVar = "takes one whole row or column, the same for all."
    type_hint: ClassVar = "Sequence[float] | NDArray[np.float64]"

    @property
    def domain(self) -> str:
        """What a schedule must be, in words."""
        return f"one row or column of 1 to {self.longest} fractions that add to 1"

    @property
    def rows(self) -> int:
        """As many years as there may be."""
        return self.longest

    def problem(self, value: tuple[float, ...]) -> str | None:
        """Say what is wrong with a schedule, or ``None``."""
        if not 1 <= len(value) <= self.longest:
            return f"must be {self.domain}, got {len(value)} numbers"
        wrong = [fraction for fraction in value if not 0 <= fraction < math.inf]
        if wrong:
            return f"must hold fractions of at least 0, got {spell(wrong[0])}"
        if abs(math.fsum(value) - 1) > self.tolerance:
            return f"must add to 1, adds to {spell(math.fsum(value))}"
        return None

    def read_cell(self, entry: Entry, cell: Any) -> tuple[float, ...] | None:
        """Read a row or column of fractions; blanks at its end are dropped, and a blank one is none."""
        rows = as_rows(entry.name, cell)
        if len(rows) > 1 and len(rows[0]) > 1:
            raise InvalidInput(f"{entry.name} must be one row or one column")
        fractions = list(chain.from_iterable(rows))
        while fractions and fractions[-1] is None:
            fractions.pop()
        if not fractions:
            return None
        if any(fraction is None for fraction in fractions):
            raise InvalidInput(f"{entry.name} has a blank before its end")
        return tuple(_held(entry, fraction) for fraction in fractions)

    def read_python(self, entry: Entry, value: Any) -> tuple[float, ...]:
        """Read a sequence or an array of numbers."""
        return tuple(map(float, python_array(entry, value, "fiu", "hold numbers").ravel()))

    def rule(self, entry: Entry, first: str) -> CellRule:
        """A fraction in each cell."""
        return CellRule("decimal", "0", "between", "1")

    def test(self, entry: Entry, cell: str) -> str:
        """Of numbers that stand in a column of cells without a gap: fractions that add to 1."""
        return f"AND(MIN({cell})>={{low}},ABS(SUM({cell})-{{high}})<=tolerance)"

    @property
    def bounds(self) -> tuple[float, float]:
        """The least fraction, and what all add to."""
        return 0.0, 1.0


class _OfArguments(Kind):
    """A kind of argument alone: no cell of an offer holds one."""

    appearance: ClassVar[Appearance] = "text"

    def problem(self, value: Any) -> str | None:
        """Nothing is wrong with any value."""
        return None

    def rule(self, entry: Entry, first: str) -> CellRule | None:
        """Whatever is typed."""
        return None

    def test(self, entry: Entry, cell: str) -> str | None:
        """Whatever is typed."""
        return None


@dataclass(frozen=True)
class Series(_OfArguments):
    """A whole range of numbers, in any order; blanks, texts and truth values in it are passed over."""

    unit: str = "numbers"
    domain: str = "a range that holds numbers"
    type_hint: ClassVar = "_Numbers"
    whole_range: ClassVar = "takes one whole range, the same for all; what is no number in it is passed over."

    def problem(self, value: tuple[float, ...]) -> str | None:
        """Say what is wrong with the numbers, or ``None``."""
        if all(map(math.isfinite, value)):
            return None
        return f"must hold finite numbers, got {spell(next(n for n in value if not math.isfinite(n)))}"

    def read_cell(self, entry: Entry, cell: Any) -> tuple[float, ...]:
        """Read a range in its reading order; at least one number is there."""
        if cell is None:
            raise InvalidInput(f"{entry.name} is required, and blank")
        cells = [one for one in chain.from_iterable(as_rows(entry.name, cell)) if one is not None]
        if isinstance(cell, (list, tuple)):  # what is typed in the place of a range must be a number
            cells = [one for one in cells if type(one) not in (str, bool)]
        if not cells:
            raise OutOfDomain(f"{entry.name} must be {self.domain}, and holds none")
        if set(map(type, cells)) == {float}:
            numbers = tuple(cells)
        else:
            numbers = tuple(_held(entry, one) for one in cells)
        if len(numbers) > MOST_CELLS:
            raise OutOfDomain(f"{entry.name} has more than {MOST_CELLS:,} cells")
        return numbers

    def read_python(self, entry: Entry, value: Any) -> tuple[float, ...]:
        """Read a sequence or an array of numbers."""
        numbers = python_array(entry, value, "fiubO", "hold numbers").ravel().tolist()
        return self.read_cell(entry, [numbers] if numbers else None)


@dataclass(frozen=True)
class Pairs(_OfArguments):
    """A whole range of two columns: names, and what stands beside each."""

    unit: str = "names and values"
    domain: str = "a range of two columns: names, and a value beside each"
    type_hint: ClassVar = "Mapping[str, object] | Sequence[tuple[str, object]]"

    def read_cell(self, entry: Entry, cell: Any) -> tuple[tuple[str, Any], ...]:
        """Read names, in lower case, and the cells beside them, passing over blank lines."""
        if cell is None:
            raise InvalidInput(f"{entry.name} is required, and blank")
        if type(cell) is CellError:
            raise ErrorInArgument(f"{entry.name} is {cell}", cell)
        rows = as_rows(entry.name, cell)
        if len(rows[0]) != 2:
            raise InvalidInput(f"{entry.name} must be {self.domain}")
        if len(rows) > MOST_CELLS:
            raise OutOfDomain(f"{entry.name} has more than {MOST_CELLS:,} cells")
        filled = [(name, value) for name, value in rows if name is not None or value is not None]
        wrong = next((name for name, _ in filled if type(name) is not str), None)
        if wrong is not None or any(name is None for name, _ in filled):
            raise InvalidInput(f"{entry.name} must hold names in its first column, got {spell(wrong)}")
        return tuple((name.strip().lower(), value) for name, value in filled)

    def read_python(self, entry: Entry, value: Any) -> tuple[tuple[str, Any], ...]:
        """Read a mapping, or pairs."""
        try:
            pairs = value.items() if isinstance(value, Mapping) else value
            return tuple((name, one) for name, one in pairs)
        except (TypeError, ValueError) as error:
            raise InvalidInput(f"{entry.name} must be names with values, got {spell(value)}") from error


@dataclass(frozen=True)
class Anything(_OfArguments):
    """Whatever stands in cells, errors and blanks too, handed on as it is."""

    unit: str = "anything"
    domain: str = "anything"
    type_hint: ClassVar = "object"

    def read_cell(self, entry: Entry, cell: Any) -> Any:
        """Hand it on."""
        return cell

    def read_python(self, entry: Entry, value: Any) -> Any:
        """Hand it on."""
        return value


def _held(entry: Entry, cell: Any) -> float:
    """Read a number that a range holds, all of which counts together."""
    if type(cell) is CellError:
        raise ErrorInArgument(f"{entry.name} holds {cell}", cell)
    if type(cell) is bool or not isinstance(cell, (int, float)):
        raise InvalidInput(f"{entry.name} must hold numbers, got {spell(cell)}")
    return as_float(cell)
