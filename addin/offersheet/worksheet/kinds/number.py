"""Numbers, each in its unit and with the values that it may have."""

from __future__ import annotations

import math
import sys
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from offersheet.errors import OutOfDomain
from offersheet.worksheet.cells import Elements, Faults
from offersheet.worksheet.kinds.protocol import Appearance, CellRule, Entry
from offersheet.worksheet.kinds.single import Single, on_list, python_array
from offersheet.worksheet.spelling import spell

__all__ = ["Number", "Numeric", "as_float", "as_floats"]

_APPEARANCES: dict[str, Appearance] = {
    "money": "money",
    "rate a year": "rate",
    "fraction": "rate",
    "probability": "rate",
    "times target": "factor",
}
"""How numbers are written that are not plain ones, by their unit."""


def as_float(number: float) -> float:
    """Return a number as a float; a whole one too large for that is infinite, and so refused as one."""
    if -sys.float_info.max <= number <= sys.float_info.max or isinstance(number, float):
        return float(number)
    return math.inf if number > 0 else -math.inf


def as_floats(numbers: Sequence[float]) -> NDArray[np.float64]:
    """Return numbers as an array of floats."""
    try:
        return np.array(numbers, dtype=float)
    except OverflowError:
        return np.array(list(map(as_float, numbers)), dtype=float)


class Numeric(Single):
    """A kind whose values are numbers, of which not every one is possible."""

    dtype: ClassVar = float

    @abstractmethod
    def faulty(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the elements that have a ``problem``."""

    def checked(self, entry: Entry, values: NDArray[np.float64], *, blank: bool = False) -> Elements:
        """Put a possible value in the place of each that is not; what is no number may stand for a blank."""
        mask = self.faulty(values)
        if blank:
            mask &= ~np.isnan(values)
        if not mask.any():
            return Elements(values)
        refusal = entry.refusal(self.problem(values[mask].flat[0]))
        return Elements(np.where(mask, self.safe, values), None, Faults.where(mask, refusal))


@dataclass(frozen=True)
class Number(Numeric):
    """A number in a unit, with the values it may have."""

    unit: str
    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False
    """Whether ``low`` itself is excluded."""
    below_high: bool = False
    """Whether ``high`` itself is excluded."""
    whole: bool = False
    choices: tuple[float, ...] = ()
    hint: str = ""
    """What a person who exceeds ``high`` probably did."""
    sizes: bool = False
    looked_up: bool = False
    types: ClassVar = (float, int)
    dtype: ClassVar = float
    noun: ClassVar = "a number"
    type_hint: ClassVar = "float"
    array_hint: ClassVar = "_Numbers"

    @property
    def domain(self) -> str:
        """The values allowed, in words: ``"a whole number from 1 to 40"``."""
        if self.choices:
            return f"one of {', '.join(map(spell, self.choices))}"
        number = "a whole number" if self.whole else ""
        closed = not (self.above_low or self.below_high)
        if math.isfinite(self.low) and math.isfinite(self.high) and closed:
            bounds = f"from {spell(self.low)} to {spell(self.high)}"
        else:
            lower = "above" if self.above_low else "at least"
            bounds = " and ".join(
                words
                for words, bound in (
                    (f"{lower} {spell(self.low)}", self.low),
                    (f"{'below' if self.below_high else 'at most'} {spell(self.high)}", self.high),
                )
                if math.isfinite(bound)
            )
            if number and bounds:
                bounds = f"of {bounds}"
        return f"{number} {bounds}".strip() or "a number"

    @property
    def safe(self) -> float:
        """A value within the domain."""
        if self.choices:
            return self.choices[0]
        if not math.isfinite(self.low):
            return min(self.high, 0.0)
        return min(self.high, self.low + 1) if self.above_low else self.low

    def problem(self, value: float) -> str | None:
        """Say what is wrong with one number, as the end of a sentence, or ``None``."""
        if self.choices:
            must = "" if value in self.choices else f"be {self.domain}"
        elif not -math.inf < value < math.inf:
            must = "be a finite number"
        elif value < self.low or (self.above_low and value == self.low):
            must = f"be {'above' if self.above_low else 'at least'} {spell(self.low)}"
        elif value > self.high or (self.below_high and value == self.high):
            must = f"be {'below' if self.below_high else 'at most'} {spell(self.high)}"
            must += f" ({self.hint})" if self.hint else ""
        elif self.whole and value != math.floor(value):
            must = "be a whole number"
        else:
            must = ""
        return f"must {must}, got {spell(value)}" if must else None

    def faulty(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the elements that have a ``problem``."""
        if self.choices:
            return ~np.isin(values, self.choices)
        good = np.isfinite(values)
        if self.low > -math.inf:
            good &= (values > self.low) if self.above_low else (values >= self.low)
        if self.high < math.inf:
            good &= (values < self.high) if self.below_high else (values <= self.high)
        if self.whole:
            good &= values == np.floor(values)
        return ~good

    def as_default(self, value: float) -> float:
        """Return a default as a float."""
        return float(value)

    def convert(self, entry: Entry, cell: Any) -> float:
        """Read one number."""
        number = as_float(cell)
        if math.isinf(number) and isinstance(cell, int):
            raise OutOfDomain(f"{entry.name} must be {self.noun}, got {spell(cell)}")
        return number

    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many numbers."""
        return self.checked(entry, as_floats(cells))

    def read_python(self, entry: Entry, value: Any) -> float | Elements:
        """Read a number or an array; in an array NaN stands for a number that is left out."""
        if type(value) is float:
            return value
        array = python_array(entry, value, "fiu", "be a number").astype(float, copy=False)
        if array.ndim == 0:
            return float(array)
        return self.checked(entry, array, blank=entry.default is None and not entry.required)

    @property
    def listed(self) -> tuple[float, ...]:
        """The values to choose from, where there are few."""
        return self.choices

    @property
    def appearance(self) -> Appearance:
        """As its unit is written."""
        return _APPEARANCES.get(self.unit, "number")

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest value, where it is none of a list."""
        return None if self.choices else (self.low, self.high)

    def rule(self, entry: Entry, first: str) -> CellRule:
        """One of the list, or a number within the bounds."""
        if self.choices:
            return CellRule("list", f"list_{entry.name}")
        low, high, bounded = f"{self.low:g}", f"{self.high:g}", math.isfinite(self.high)
        if bounded and (self.above_low or self.below_high):  # of which no operator speaks
            above, below = ">" if self.above_low else ">=", "<" if self.below_high else "<="
            return CellRule("custom", f"AND(ISNUMBER({first}),{first}{above}{low},{first}{below}{high})")
        sort: Literal["whole", "decimal"] = "whole" if self.whole else "decimal"
        if bounded:
            return CellRule(sort, low, "between", high)
        return CellRule(sort, low, "greaterThan" if self.above_low else "greaterThanOrEqual")

    def test(self, entry: Entry, cell: str) -> str:
        """One of the list, or a number within the bounds."""
        if self.choices:
            return on_list(entry, cell)
        tests = [f"ISNUMBER({cell})", f"{cell}>{'' if self.above_low else '='}{{low}}"]
        if math.isfinite(self.high):
            tests.append(f"{cell}<{'' if self.below_high else '='}{{high}}")
        if self.whole:
            tests.append(f"IFERROR({cell}=INT({cell}),FALSE)")
        return f"AND({','.join(tests)})"
