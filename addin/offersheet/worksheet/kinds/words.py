"""Words: one of a few, or any text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from offersheet.worksheet.cells import Elements, Faults
from offersheet.worksheet.kinds.protocol import Appearance, CellRule, Entry
from offersheet.worksheet.kinds.single import Single, on_list, python_array
from offersheet.worksheet.spelling import LONGEST_SPELLED, spell

__all__ = ["Choice", "Text"]

_FEW = 10
"""Words that a sentence can list with commas and quotes."""

_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2013"), "-")


def _folded(word: str) -> str:
    """Write words that are the same alike: whatever their case, spaces and hyphens."""
    return " ".join(word.split()).casefold().translate(_HYPHENS)


@dataclass(frozen=True)
class Choice(Single):
    """One word of a few; upper and lower case are the same."""

    options: tuple[str, ...]
    unit: str = "choice"
    looked_up: bool = False
    aliases: tuple[tuple[str, str], ...] = ()
    """Other words for an option, each with the option that it stands for."""
    likely: Callable[[], Mapping[str, str]] = dict
    """Words that are refused, each with the option that is likely meant by it."""
    types: ClassVar = (str,)
    noun: ClassVar = "a text"
    appearance: ClassVar[Appearance] = "text"
    array_hint: ClassVar = "_Words"

    @property
    def type_hint(self) -> str:
        """One of the options; of names that are looked up, which are many and spelled freely, any text."""
        return "str" if self.looked_up else f"Literal[{', '.join(map(repr, self.options))}]"

    @property
    def dtype(self) -> str:
        """As wide as the words."""
        return f"U{max(map(len, self.options))}"

    @property
    def domain(self) -> str:
        """The words allowed, in words; many of them are short ones, and stand without quotes."""
        if len(self.options) <= _FEW:
            return "one of " + ", ".join(spell(option) for option in self.options)
        blank = "blank or " if "" in self.options else ""
        return f"{blank}one of {' '.join(filter(None, self.options))}"

    @property
    def listed(self) -> tuple[str, ...]:
        """The words to choose from; blank is no word of a list."""
        return tuple(filter(None, self.options))

    @property
    def safe(self) -> str:
        """The first word."""
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
        if value in self.options:
            return None
        return f"must be {self.domain}, got {spell(value)}{_meant(self, value[:LONGEST_SPELLED])}"

    def convert(self, entry: Entry, cell: Any) -> str:
        """Read one word."""
        return self.canonical(cell)

    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many words, each that stands in many cells once."""
        places = {option: place for place, option in enumerate(self.options)}
        unknown = len(places)
        known = {word: places.get(self.canonical(word), unknown) for word in set(cells)}
        found = np.fromiter(map(known.__getitem__, cells), dtype=np.intp, count=len(cells))
        values = np.array((*self.options, self.safe), dtype=self.dtype)[found]
        mask = found == unknown
        if not mask.any():
            return Elements(values)
        refusal = entry.refusal(self.problem(cells[int(np.argmax(mask))]))
        return Elements(values, None, Faults.where(mask, refusal))

    def read_python(self, entry: Entry, value: Any) -> str | Elements:
        """Read a word or an array of them."""
        if type(value) is str:
            return self.canonical(value)
        words = python_array(entry, value, "U", "be a text")
        if words.ndim == 0:
            return self.canonical(str(words))
        return self.convert_all(entry, words.ravel().tolist()).reshape(*words.shape)

    def rule(self, entry: Entry, first: str) -> CellRule:
        """One of the list."""
        return CellRule("list", f"list_{entry.name}")

    def test(self, entry: Entry, cell: str) -> str:
        """One of the list."""
        return on_list(entry, cell)


@lru_cache(maxsize=256)
def _meant(choice: Choice, word: str) -> str:
    """Ask whether an option was meant by a word that is none, where one is like it."""
    likely = {_folded(one): option for one, option in choice.likely().items()}
    likely |= {_folded(option): option for option in choice.listed}
    close = get_close_matches(_folded(word), likely, n=1, cutoff=0.8)
    return f"; did you mean {spell(likely[close[0]])}?" if close else ""


@dataclass(frozen=True)
class Text(Single):
    """Free text."""

    unit: str = "text"
    domain: str = "text"
    safe: str = ""
    types: ClassVar = (str,)
    noun: ClassVar = "a text"
    dtype: ClassVar = object
    """Not as wide as the longest of all."""
    appearance: ClassVar[Appearance] = "text"
    type_hint: ClassVar = "str"
    array_hint: ClassVar = "_Words"

    def problem(self, value: str) -> str | None:
        """Nothing is wrong with any text."""
        return None

    def convert(self, entry: Entry, cell: Any) -> str:
        """Read one text."""
        return str(cell)

    def convert_all(self, entry: Entry, cells: Sequence[Any]) -> Elements:
        """Read many texts."""
        values: NDArray[np.object_] = np.array(cells, dtype=object)
        return Elements(values)

    def read_python(self, entry: Entry, value: Any) -> str | Elements:
        """Read a text or an array of them."""
        texts = python_array(entry, value, "U", "be a text")
        return str(texts) if texts.ndim == 0 else Elements(texts)

    def rule(self, entry: Entry, first: str) -> CellRule | None:
        """Whatever is typed."""
        return None

    def test(self, entry: Entry, cell: str) -> str | None:
        """Whatever is typed."""
        return None
