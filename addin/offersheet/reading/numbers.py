"""Numbers as people type them: ``185,000``, ``$200k``, ``15%``, ``185'000``, and ``120.000,00``.

A text is read once with the point before the decimals and once with the comma. Where both readings are
possible and differ, the other numbers of the file decide; where they do not, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offersheet.errors import CellError, InvalidInput
from offersheet.model.fields import Field
from offersheet.worksheet.kinds import (
    FRACTION,
    GROWTH,
    LONGEST_SPELLED,
    MONEY,
    PAYOUT,
    PROBABILITY,
    RATE,
    SCHEDULE,
    SHARE_OF_PAY,
    SHARES,
    Number,
    Schedule,
    spell,
)

__all__ = ["Habit", "Literal", "habit_of", "read_typed"]

_PARTS = frozenset(
    kind.unit for kind in (FRACTION, GROWTH, PAYOUT, PROBABILITY, RATE, SCHEDULE, SHARE_OF_PAY)
)
"""The units in which 15 % is 0.15."""
_AMOUNTS = frozenset({MONEY.unit, SHARES.unit})
"""The units in which thousands are usual, and 185.000 may mean 185 thousand."""
_OF_ONE_SHARE = frozenset({"price", "strike"})
"""Amounts of money that are small, and have decimals."""

LONGEST_NUMBER = 400
"""Characters."""

_ALIKE = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "’": "'", "ʼ": "'", "−": "-"}
)
_TYPED = re.compile(
    r"(?P<sign>[+-]?) ?(?P<currency>(?:US ?)?\$|USD)? ?(?P<sign_after>(?<=[$D ])-)?"
    r"(?P<digits>[.,]?[0-9](?:[0-9.,' ]*[0-9.,])?)"
    r"(?P<exponent>e[+-]?[0-9]{1,3})? ?(?P<suffix>%|k|mm|m|bn|b)?(?P<usd> ?USD)?",
    re.IGNORECASE,
)
_POWERS = {"": 0, "%": -2, "k": 3, "m": 6, "mm": 6, "b": 9, "bn": 9}
_WORDS_AROUND = re.compile(
    r"[^\W\d]*[\s:~=_]*(?P<number>\$?[0-9][0-9.,' ]*(?:%|[km]\b)?)[\s/_+~.]*(?:[^\W\d]|[\s/_.])*"
)


def _spelling(decimal: str, groups: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}([{groups}])[0-9]{{3}}(?:\1[0-9]{{3}})*)(?:{decimal}[0-9]*)?"
        rf"|{decimal}[0-9]+"
    )


_SPELLINGS = {".": _spelling(r"\.", ",' "), ",": _spelling(",", ".' ")}
"""How a number is written by what stands before its decimals."""
_WITH_SUFFIX = {".": _SPELLINGS["."], ",": _spelling(",", "' ")}
"""The same before ``k`` or ``%``: whoever counts in thousands does not part them by points."""


class Literal(float):
    """A number of a file whose syntax has the point before decimals, as it was written there."""

    text: str

    def __new__(cls, text: str) -> Literal:
        """Read what a parser takes for a number."""
        literal = super().__new__(cls, text)
        literal.text = text.replace("_", "")
        return literal


@dataclass(frozen=True)
class Habit:
    """How a file writes numbers, by those of its numbers that can be read in one way only."""

    point: str = ""
    """A number of it with a point before its decimals, or commas between its thousands."""
    comma: str = ""
    """A number of it with a comma before its decimals, or points between its thousands."""
    decimal_shares: bool = False
    """Whether any price of a share has decimals."""


@dataclass(frozen=True)
class _Typed:
    """A text taken apart: by what may stand before its decimals, which number it is."""

    readings: Mapping[str, float]
    unit: str
    """``$`` for money, ``%``, a letter for thousands and more, or nothing."""

    @property
    def twofold(self) -> bool:
        return len(set(self.readings.values())) > 1


def _taken_apart(text: str) -> _Typed | None:
    text = text.strip().translate(_ALIKE)
    match = _TYPED.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if match is None or (match["sign"] and match["sign_after"]):
        return None
    suffix = (match["suffix"] or "").lower()
    exponent = int(match["exponent"][1:]) if match["exponent"] else 0
    if match["exponent"] and suffix:
        return None
    sign = match["sign"] or match["sign_after"] or ""
    readings: dict[str, float] = {}
    for decimal, spelling in (_WITH_SUFFIX if suffix or exponent else _SPELLINGS).items():
        if spelling.fullmatch(match["digits"]):
            digits = re.sub(rf"[^0-9{decimal}]", "", match["digits"]).replace(",", ".")
            # The exponent rounds once; a product would round a second time.
            readings[decimal] = float(f"{sign}{digits}e{exponent + _POWERS[suffix]}")
    currency = "$" if match["currency"] or match["usd"] else ""
    return _Typed(readings, suffix or currency) if readings and (not currency or suffix != "%") else None


def habit_of(given: Iterable[tuple[Field, Any]], *, semicolons: bool = False) -> Habit:
    """Find how a file writes its numbers; ``semicolons`` part its cells where commas part decimals."""
    point = comma = ""
    decimal_shares = False
    for field, cell in given:
        if field.name in _OF_ONE_SHARE and type(cell) is float and cell != int(cell):
            decimal_shares = True
        for text in _texts(field, cell):
            typed = _taken_apart(text)
            if typed is None:
                continue
            parted = typed.twofold and "," in text and typed.unit in ("", "$", "%") and not semicolons
            if parted or set(typed.readings) == {"."}:
                point = point or text
            elif set(typed.readings) == {","}:
                comma = comma or text
    return Habit(point, comma, decimal_shares)


def _texts(field: Field, cell: Any) -> list[str]:
    if isinstance(cell, (list, tuple)):
        return [text for part in cell for text in _texts(field, part)]
    if isinstance(cell, Literal):
        return [cell.text]
    if not _is_text(cell):
        return []
    if isinstance(field.kind, Schedule):
        return _fractions(cell)
    return [cell] if isinstance(field.kind, Number) else []


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str) and not isinstance(cell, CellError)


def _fractions(text: str) -> list[str]:
    return re.split(r"\s*;\s*|\s+", text.strip())


def read_typed(field: Field, cell: Any, habit: Habit) -> Any:
    """Read what a field of numbers holds where that is text; anything else comes out as it is."""
    value = _read(field, cell, habit)
    kind = field.kind
    if not (isinstance(kind, Number) and kind.unit in _PARTS and isinstance(value, (int, float))):
        return value
    if kind.high < value <= 100 * kind.high:  # too high for a fraction, and not for a percentage
        raise InvalidInput(f"{field.name} {kind.problem(value)}; did you mean {spell(value / 100)}?")
    return value


def _read(field: Field, cell: Any, habit: Habit) -> Any:
    if isinstance(field.kind, Schedule):
        if _is_text(cell) or isinstance(cell, list):
            return list(_schedule(field, cell if isinstance(cell, list) else [cell], habit))
    elif isinstance(field.kind, Number):
        if _is_text(cell):
            return _number(field, cell, habit)
        if isinstance(cell, Literal):
            _refuse_thousands(field, cell, habit)
    return cell


def _schedule(field: Field, cells: list[Any], habit: Habit) -> Iterator[Any]:
    """Read the fractions of a schedule, of which a text may hold several."""
    for cell in cells:
        if _is_text(cell):
            yield from (_number(field, part, habit) for part in _fractions(cell))
        else:
            yield cell


def _refuse_thousands(field: Field, literal: Literal, habit: Habit) -> None:
    """Raise where a number may mean a thousand times what the file's syntax takes it for."""
    typed = _taken_apart(literal.text)
    in_amounts = field.kind.unit in _AMOUNTS and not _has_decimals(field, habit)
    if in_amounts and typed is not None and typed.twofold and not habit.point:
        raise InvalidInput(_either(field, literal.text, typed))


def _number(field: Field, text: str, habit: Habit) -> float:
    typed = _taken_apart(text)
    if typed is None or not _fits(field, typed.unit):
        raise InvalidInput(f"{_expected(field)}, got {spell(text)}{_likely(field, text)}")
    if not typed.twofold:
        ((decimal, number), *_) = typed.readings.items()
        if decimal == "," and habit.point:
            raise InvalidInput(
                f"{_expected(field)}, got {spell(text)}, but other numbers of the file have a point before "
                f"decimals ({habit.point}); did you mean {_plain(number)}?"
            )
        return number
    if habit.point or habit.comma:
        return typed.readings["." if habit.point else ","]
    if "." in text and (field.kind.unit not in _AMOUNTS or _has_decimals(field, habit)):
        return typed.readings["."]
    raise InvalidInput(_either(field, text, typed))


def _either(field: Field, text: str, typed: _Typed) -> str:
    """Say which two numbers a text may mean."""
    small, large = map(_plain, sorted(typed.readings.values(), key=abs))
    return f"{_expected(field)}, got {spell(text)}, which may mean {small} or {large}: write the one you mean"


def _has_decimals(field: Field, habit: Habit) -> bool:
    return field.name in _OF_ONE_SHARE and habit.decimal_shares


def _fits(field: Field, unit: str) -> bool:
    if unit == "%":
        return field.kind.unit in _PARTS
    return not unit or field.kind.unit == MONEY.unit or (unit != "$" and field.kind.unit in _AMOUNTS)


def _expected(field: Field) -> str:
    if field.kind.unit in _PARTS:
        example = "0.15 or 15%"
    else:
        example = "400000 or 400,000" if field.kind.unit in _AMOUNTS else "12"
    return f"{field.name} must be a number such as {example}"


def _plain(number: float) -> str:
    """Write a number so that it can be read in one way only."""
    text = spell(number)
    return f"{text}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text) else text


def _likely(field: Field, text: str) -> str:
    """Say which number was probably meant by one with words around it."""
    match = len(text) <= LONGEST_SPELLED and _WORDS_AROUND.fullmatch(
        text.strip().translate(_ALIKE).replace("_", "")
    )
    typed = _taken_apart(match["number"]) if match else None
    if typed is None or (typed.twofold and "," not in text) or not _fits(field, typed.unit):
        return ""
    return f"; did you mean {_plain(next(iter(typed.readings.values())))}?"
