"""Which arguments were blank cells: Calc hands those over as 0, and 0 is not what a blank means.

A function is handed the document that calls it. Where one of its arguments is exactly 0, the document's
formulas tell which calls can have sent these arguments, and whether a blank cell stood behind the 0. Where
it did in all of them, the argument is left out; where it did in some, nobody can know; and where it did in
none, it is a 0. What an expression in place of a plain reference comes to is not looked at: its 0 is a 0.

Nothing here needs more than Python's own library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["IMPLEMENTATION", "BothBlankAndZero", "Calls", "calls_in"]

IMPLEMENTATION = "OFFERSHEET"
"""By this name before theirs, formulas find the functions: ``OFFERSHEET.EQUITY_PV``."""

Texts = Sequence[Sequence[str]]
"""The rows of a sheet, each cell as it was typed: a formula begins with an equals sign."""

_CALL = re.compile(rf"{IMPLEMENTATION}\.([A-Z_]+)\(")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?(%?)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:\$?('(?:[^']|'')+'|[^\s'.;()]+)\.)?(\$?)([A-Z]{1,3})(\$?)(\d+)")
_MOST_ARGUMENTS = 32
"""More than any function has; calls are compared with what they leave out counted, too."""


class BothBlankAndZero(Exception):
    """The same numbers came from a blank cell and from a 0, and only one of them was sent."""


@dataclass(frozen=True)
class _Sent:
    """What a call sends for an argument, as far as its formula tells."""

    value: float | str | None
    blank: bool = False


_OMITTED = _Sent(None)
_BLANK = _Sent(0.0, blank=True)
_ANYTHING = _Sent("anything")
"""An expression, a range, a cell with a formula: not known without computing it."""


@dataclass
class Calls:
    """All calls of one function in a document, found by what they send."""

    _votes: dict[tuple[int, ...], dict[tuple[Any, ...], list[int]]] = field(default_factory=dict)
    """By the places of known arguments and by these: which were blank, and which were not, as bits."""

    def add(self, sent: Sequence[_Sent]) -> None:
        """Note a call."""
        every = [*sent, *[_OMITTED] * (_MOST_ARGUMENTS - len(sent))]
        places = tuple(place for place, each in enumerate(every) if each is not _ANYTHING)
        known = tuple(_alike(every[place].value) for place in places)
        votes = self._votes.setdefault(places, {}).setdefault(known, [0, 0])
        for place, each in enumerate(sent):
            votes[0 if each.blank else 1] |= 1 << place

    def without_blanks(self, arguments: Sequence[Any]) -> list[Any]:
        """Return the arguments as they were meant: ``None`` for a 0 that was a blank cell.

        Raises ``BothBlankAndZero`` where that cannot be known.
        """
        arrived = [_alike(each) for each in arguments]
        arrived += [None] * (_MOST_ARGUMENTS - len(arrived))
        blank = other = 0
        for places, known in self._votes.items():
            votes = known.get(tuple(arrived[place] for place in places))
            if votes:
                blank, other = blank | votes[0], other | votes[1]
        meant = list(arguments)
        for place, argument in enumerate(arguments):
            if _is_zero(argument) and blank >> place & 1:
                if other >> place & 1:
                    raise BothBlankAndZero
                meant[place] = None
        return meant


def _is_zero(argument: Any) -> bool:
    return isinstance(argument, float) and argument == 0


def _alike(value: Any) -> Any:
    """Return what numbers have in common that differ by how they are written; what is a range, as nothing."""
    if isinstance(value, (int, float)):
        return float(f"{value:.12g}") + 0.0
    return value if isinstance(value, str) else None


def calls_in(sheets: Mapping[str, Texts], names: Mapping[str, str]) -> dict[str, Calls]:
    """Find all calls of the add-in's functions in the sheets' cells and in the contents of defined names."""
    found: dict[str, Calls] = {}
    document = _Document(sheets, names)
    for sheet, rows in sheets.items():
        for row in rows:
            for text in row:
                if IMPLEMENTATION in text:
                    document.note(text, sheet, found)
    for content in names.values():
        document.note(content, None, found)
    return found


@dataclass(frozen=True)
class _Document:
    sheets: Mapping[str, Texts]
    names: Mapping[str, str]

    def note(self, formula: str, sheet: str | None, found: dict[str, Calls]) -> None:
        for match in _CALL.finditer(formula):
            sent = [self._sent(text, sheet) for text in _arguments(formula, match.end())]
            found.setdefault(match[1], Calls()).add(sent)

    def _sent(self, text: str, sheet: str | None) -> _Sent:
        text = text.strip()
        if not text:
            return _OMITTED
        if text[0] == '"' and text[-1] == '"' and text.count('"') == 2:
            return _Sent(text[1:-1])
        if number := _NUMBER.fullmatch(text):
            return _Sent(_read(number))
        if text in self.names:
            text, sheet = self.names[text].strip(), None
        reference = _REFERENCE.fullmatch(text)
        return self._cell(reference, sheet) if reference else _ANYTHING

    def _cell(self, reference: re.Match[str], sheet: str | None) -> _Sent:
        named, column_fixed, column, row_fixed, row = reference.groups()
        if sheet is None and not (column_fixed and row_fixed):
            return _ANYTHING  # in a defined name: it depends on the cell that uses the name
        if named:
            sheet = named[1:-1].replace("''", "'") if named[0] == "'" else named
        rows = self.sheets.get(sheet or "")
        if rows is None:
            return _ANYTHING
        across, down = _number_of(column), int(row) - 1
        typed = rows[down][across] if down < len(rows) and across < len(rows[down]) else ""
        return _typed(typed)


def _typed(text: str) -> _Sent:
    """Return what a cell sends in which this text was typed."""
    if not text:
        return _BLANK
    if number := _NUMBER.fullmatch(text):
        return _Sent(_read(number))
    # A formula, a date, TRUE: what they come to is written otherwise.
    unclear = text[0] in "={" or text in ("TRUE", "FALSE") or any(map(str.isdigit, text))
    return _ANYTHING if unclear else _Sent(text.removeprefix("'"))


def _read(number: re.Match[str]) -> float:
    return float(number[0].rstrip("%")) / (100 if number[3] else 1)


def _number_of(column: str) -> int:
    number = 0
    for letter in column:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _arguments(formula: str, start: int) -> Iterator[str]:
    """Yield the texts of a call's arguments, from behind its opening parenthesis on."""
    depth, quote, begin = 0, "", start
    for place in range(start, len(formula)):
        letter = formula[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "({":
            depth += 1
        elif letter in ")}" and depth:
            depth -= 1
        elif letter == ")" or (letter == ";" and not depth):
            if letter == ";" or place > start:
                yield formula[begin:place]
            if letter == ")":
                return
            begin = place + 1
