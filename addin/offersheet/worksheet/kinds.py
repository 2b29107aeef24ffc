"""What an argument may be: the kinds of value, each with its unit and its domain, declared once.

A kind answers two questions. ``problem(value)`` says in words why one number is impossible, or
``None``; ``faulty(values)`` says it of a whole array at once, as a mask.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from offersheet.worksheet.days import Day
from offersheet.worksheet.spelling import LONGEST_SPELLED, printable, spell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BUFFER",
    "CLIFF_MONTHS",
    "COST_INDEX",
    "FRACTION",
    "FULLY_DILUTED",
    "GROWTH",
    "HORIZON",
    "LONGEST_SPELLED",
    "MONEY",
    "MONTHS",
    "PAYOUT",
    "PROBABILITY",
    "RATE",
    "SCHEDULE",
    "SHARES",
    "SHARE_OF_PAY",
    "VESTS_PER_YEAR",
    "VEST_YEARS",
    "VOLATILITY",
    "WHOLE_YEAR",
    "YEARS",
    "Anything",
    "Choice",
    "Day",
    "Flag",
    "Kind",
    "Number",
    "Pairs",
    "Schedule",
    "Series",
    "Text",
    "printable",
    "spell",
]


_FEW = 10
"""Words that a sentence can list with commas and quotes."""


@dataclass(frozen=True)
class Number:
    """A number in a unit, with the values it may have."""

    unit: str
    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False
    """Whether ``low`` itself is excluded."""
    whole: bool = False
    choices: tuple[float, ...] = ()
    hint: str = ""
    """What a person who exceeds ``high`` probably did."""
    sizes: bool = False
    """Whether it is the number of years that an answer covers."""
    looked_up: bool = False
    """Whether it is looked up in a table: one that is not there is ``#N/A`` and not ``#NUM!``."""
    dtype: ClassVar = float
    cells: ClassVar = frozenset({float, int})
    """The types of cells that it may stand in; whatever has another is wrong."""

    @property
    def domain(self) -> str:
        """The values allowed, in words: ``"a whole number from 1 to 40"``."""
        if self.choices:
            return f"one of {', '.join(map(spell, self.choices))}"
        number = "a whole number" if self.whole else ""
        if math.isfinite(self.low) and math.isfinite(self.high) and not self.above_low:
            bounds = f"from {spell(self.low)} to {spell(self.high)}"
        else:
            lower = "above" if self.above_low else "at least"
            bounds = " and ".join(
                words
                for words, bound in (
                    (f"{lower} {spell(self.low)}", self.low),
                    (f"at most {spell(self.high)}", self.high),
                )
                if math.isfinite(bound)
            )
            if number and bounds:
                bounds = f"of {bounds}"
        return f"{number} {bounds}".strip() or "a number"

    @property
    def safe(self) -> float:
        """A value within the domain, put in the place of a faulty element while the rest is computed."""
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
        elif value > self.high:
            must = f"be at most {spell(self.high)}" + (f" ({self.hint})" if self.hint else "")
        elif self.whole and value != math.floor(value):
            must = "be a whole number"
        else:
            must = ""
        return f"must {must}, got {spell(value)}" if must else None

    def faulty(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Mark the elements that have a ``problem``."""
        import numpy as np

        if self.choices:
            return ~np.isin(values, self.choices)
        good = np.isfinite(values)
        if self.low > -math.inf:
            good &= (values > self.low) if self.above_low else (values >= self.low)
        if self.high < math.inf:
            good &= values <= self.high
        if self.whole:
            good &= values == np.floor(values)
        return ~good


_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2013"), "-")


def _folded(word: str) -> str:
    """Write words that are the same alike: whatever their case, spaces and hyphens."""
    return " ".join(word.split()).casefold().translate(_HYPHENS)


@dataclass(frozen=True)
class Choice:
    """One word of a few; upper and lower case are the same."""

    options: tuple[str, ...]
    unit: str = "choice"
    looked_up: bool = False
    """Whether it is looked up in a table: one that is not there is ``#N/A`` and not ``#NUM!``."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Other words for an option, each with the option that it stands for."""
    cells: ClassVar = frozenset({str})

    @property
    def dtype(self) -> str:
        """As wide as the words and one letter more, so that a longer one remains none of them."""
        return f"U{max(map(len, self.options)) + 1}"

    @property
    def domain(self) -> str:
        """The words allowed, in words; many of them are short ones, and stand without quotes."""
        if len(self.options) <= _FEW:
            return "one of " + ", ".join(spell(option) for option in self.options)
        blank = "blank or " if "" in self.options else ""
        return f"{blank}one of {' '.join(filter(None, self.options))}"

    @property
    def safe(self) -> str:
        """The word that stands in for a faulty element while the rest is computed."""
        return self.options[0]

    def canonical(self, word: str) -> str:
        """Return the option that is meant, in its own spelling; a word that is none as it is."""
        return self._spellings.get(_folded(word), word)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        own = ((option, option) for option in self.options)
        return {_folded(word): option for word, option in (*self.aliases, *own)}

    def problem(self, value: str) -> str | None:
        """Say what is wrong with one word, or ``None``."""
        return None if value in self.options else f"must be {self.domain}, got {spell(value)}"

    def faulty(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Mark the elements that are none of the options."""
        import numpy as np

        return ~np.isin(values, self.options)


class _Unlimited:
    """A kind whose every value is possible."""

    looked_up: ClassVar = False

    def problem(self, value: Any) -> str | None:
        """Nothing is wrong with any value."""
        return None

    def faulty(self, values: NDArray[Any]) -> NDArray[np.bool_]:
        """Mark nothing."""
        import numpy as np

        return np.zeros(np.shape(values), dtype=bool)


@dataclass(frozen=True)
class Text(_Unlimited):
    """Free text."""

    unit: str = "text"
    domain: str = "text"
    safe: str = ""
    dtype: ClassVar = str
    cells: ClassVar = frozenset({str})


@dataclass(frozen=True)
class Flag(_Unlimited):
    """Yes or no. 1 and 0 are TRUE and FALSE: in Excel people type them so, and in Calc they are the same."""

    unit: str = "TRUE or FALSE"
    domain: str = "TRUE or FALSE"
    safe: bool = False
    dtype: ClassVar = bool
    cells: ClassVar = frozenset({bool, int, float})


@dataclass(frozen=True)
class Anything(_Unlimited):
    """Whatever stands in cells, errors and blanks too, handed on as it is."""

    unit: str = "anything"
    domain: str = "anything"
    safe: None = None
    dtype: ClassVar = object
    cells: ClassVar = frozenset[type]()


@dataclass(frozen=True)
class Pairs(_Unlimited):
    """A whole range of two columns: names, and what stands beside each."""

    unit: str = "names and values"
    domain: str = "a range of two columns: names, and a value beside each"
    safe: None = None
    dtype: ClassVar = object
    cells: ClassVar = frozenset[type]()


@dataclass(frozen=True)
class Schedule:
    """A whole row or column: the fraction of a grant that vests in each year."""

    unit: str = "fractions"
    longest: int = 10
    tolerance: float = 1e-6
    looked_up: ClassVar = False

    @property
    def domain(self) -> str:
        """What a schedule must be, in words."""
        return f"one row or column of 1 to {self.longest} fractions that add to 1"

    def problem(self, value: tuple[float, ...]) -> str | None:
        """Say what is wrong with a schedule, or ``None``."""
        if not 1 <= len(value) <= self.longest:
            return f"must be {self.domain}, got {len(value)} numbers"
        if any(not 0 <= fraction < math.inf for fraction in value):
            return f"must hold fractions of at least 0, got {spell(min(value))}"
        if abs(math.fsum(value) - 1) > self.tolerance:
            return f"must add to 1, adds to {spell(math.fsum(value))}"
        return None


@dataclass(frozen=True)
class Series:
    """A whole range of numbers, in any order; blanks in it are passed over."""

    unit: str = "numbers"
    domain: str = "a range that holds numbers"
    looked_up: ClassVar = False

    def problem(self, value: tuple[float, ...]) -> str | None:
        """Say what is wrong with the numbers, or ``None``."""
        if all(map(math.isfinite, value)):
            return None
        return f"must hold finite numbers, got {spell(next(n for n in value if not math.isfinite(n)))}"


Kind = Number | Choice | Text | Flag | Schedule | Pairs | Series | Day | Anything

_FRACTION = "a rate is a fraction: 0.12, not 12"

MONEY = Number("money", low=0)
RATE = Number("rate a year", low=-1, above_low=True, high=2, hint=_FRACTION)
GROWTH = Number("rate a year", low=-1, above_low=True, high=10, hint=_FRACTION)
SHARE_OF_PAY = Number("fraction", low=0, high=2, hint=_FRACTION)
PAYOUT = Number("times target", low=0, high=10, hint="a payout is a multiple of the target: 0.8, not 80")
MONTHS = Number("months", low=0)
CLIFF_MONTHS = Number("months", low=0, high=120, whole=True)
CLAWBACK_MONTHS = CLIFF_MONTHS
YEARS = Number("years", low=0)
VEST_YEARS = Number("years", low=0, above_low=True)
HORIZON = Number("years", low=1, high=40, whole=True, sizes=True)
WHOLE_YEAR = Number("years", low=0, whole=True)
SHARES = Number("shares", low=0)
FULLY_DILUTED = Number("shares", low=0, above_low=True)
PROBABILITY = Number("probability", low=0, high=1)
FRACTION = Number("fraction", low=0, high=1)
VOLATILITY = Number("rate a year", low=0, high=10, hint=_FRACTION)
BUFFER = Number("fraction", low=0, high=2, hint=_FRACTION)
COST_INDEX = Number("index", low=0, high=1000)
VESTS_PER_YEAR = Number("times a year", choices=(1, 2, 4, 12))
SCHEDULE = Schedule()
