"""Reading what a person types into a cell: values as Excel writes them, and calls within calls.

Numbers (``-0.5``, ``1e6``, ``15%``), ``"text"``, TRUE and FALSE, errors (``#N/A``), days
(``2026-03-01``) and arrays (``{1,2;3,4}``); between two commas nothing, for an argument left out.
Arithmetic between numbers (``1/3``) is computed as Excel does. What cannot be read is refused with the
place where it stands, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from operator import add, mul, sub, truediv
from typing import Any, NoReturn, TypeAlias

from offersheet.errors import CellError, InvalidInput
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import Answer, Rows, call
from offersheet.worksheet.cells import Cell

__all__ = ["evaluate_formula", "parse_arguments", "parse_literal"]

LONGEST = 100_000
"""Characters that are read at most."""

DEEPEST = 64
"""Calls within calls, as many as Excel allows."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>   [0-9]{4}-[0-9]{2}-[0-9]{2} )
    | (?P<number> (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%? )
    | (?P<text>   "(?:[^"]|"")*+" )
    | (?P<error>  \#[A-Za-z0/]+[!?]? )
    | (?P<word>   [A-Za-z_][A-Za-z0-9_.]* )
    | (?P<mark>   \S )
    | (?P<end>    $ )
    )""",
    re.VERBOSE,
)


Number: TypeAlias = float | CellError
"""A number, or the error of what has none."""

_LEVELS = ("+-", "*/", "^")
_OPERATIONS: dict[str, Callable[[float, float], Any]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "^": pow,
}

_COMMAS = "arguments are parted by commas here, and decimals by a point"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str | None
    text: str
    column: int
    """Where it begins; the first character is 1."""


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    arguments: list[_Call | Cell | Rows]


def parse_literal(text: str) -> Any:
    """Read one value as typed into a cell; nothing at all is a blank, ``None``.

    >>> parse_literal("15%"), parse_literal("{1,2;3,4}"), parse_literal("3/4"), parse_literal("")
    (0.15, [[1.0, 2.0], [3.0, 4.0]], 0.75, None)
    """
    reader = _Reader(text)
    value = None if reader.at("") else reader.literal()
    hint = "decimals follow a point, and thousands are not parted" if reader.at(",") else ""
    reader.end("nothing more", "each argument stands by itself" if reader.at(";") else hint)
    return value


def parse_arguments(text: str) -> list[Any]:
    """Read the arguments of a call, as they stand between its parentheses.

    >>> parse_arguments('400000, , 0.12, {0.05,0.95}, "average"')
    [400000.0, None, 0.12, [[0.05, 0.95]], 'average']
    """
    reader = _Reader(text)
    values = [] if reader.at("") else reader.items(reader.literal, "")
    reader.end("a comma", _COMMAS if reader.at(";") else "")
    return values


def evaluate_formula(text: str) -> Answer:
    """Compute a formula such as ``=EQUITY_PV(EQUITY_FOR_CASH(30000), 0.15)``.

    An error within an inner call comes out as the answer, with its reason. A formula that cannot be
    read raises ``InvalidInput``, a function that does not exist ``ErrorInArgument``.

    >>> evaluate_formula("=TOTAL_COMP(VESTED(360000, 18, 4, 12, 12))").value
    135000.0
    """
    reader = _Reader(text)
    if reader.at("="):
        reader.take()
    formula = reader.call()
    reader.end("nothing more", "a formula is one call, without arithmetic")
    return _evaluate(formula)


def _evaluate(formula: _Call) -> Answer:
    cells: list[Any] = []
    reason = ""
    for argument in formula.arguments:
        if isinstance(argument, _Call):
            inner = _evaluate(argument)
            if inner.why and not reason:
                reason = f" ({argument.name}: {inner.why})"
            cells.append(inner.value)
        else:
            cells.append(argument)
    answer = call(formula.name, cells)
    return replace(answer, why=answer.why + reason) if answer.why else answer


class _Reader:
    """A text and the place up to which it has been read."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise InvalidInput(f"a formula or value has at most {LONGEST:,} characters, got {len(text):,}")
        self._tokens = [
            _Token(match.lastgroup, match[match.lastgroup or 0], match.start(match.lastgroup or 0) + 1)
            for match in _TOKEN.finditer(text)
        ]
        self._next = 0
        self._depth = 0

    def at(self, *marks: str) -> bool:
        """Whether one of the marks comes next; ``""`` is the end."""
        token = self._tokens[self._next]
        return token.kind in ("mark", "end") and token.text in marks

    def take(self) -> _Token:
        """Read on by one."""
        token = self._tokens[self._next]
        self._next += 1
        return token

    def expect(self, mark: str) -> None:
        """Read on over a mark that must come next."""
        if not self.at(mark):
            self.refuse(mark)
        self.take()

    def end(self, otherwise: str, hint: str = "") -> None:
        """Make sure that all has been read."""
        if not self.at(""):
            self.refuse(otherwise, hint)

    def refuse(self, expected: str, hint: str = "") -> NoReturn:
        """Raise for what comes next, saying what should stand there."""
        token = self._tokens[self._next]
        if token.text == '"':
            raise InvalidInput(f'the text that begins at character {token.column} has no closing "')
        got = token.text[:20] or "the end"
        if not got.isprintable():
            got = repr(got)
        raise InvalidInput(
            f"expected {expected} at character {token.column}, got {got}" + (f" ({hint})" if hint else "")
        )

    def call(self) -> _Call:
        """Read a function's name and its arguments in parentheses."""
        token = self.take()
        if token.kind != "word":
            self._next -= 1
            self.refuse("a function's name")
        name = catalogue.find(token.text).name
        self.expect("(")
        self._depth += 1
        if self._depth > DEEPEST:
            raise InvalidInput(f"calls nest at most {DEEPEST} deep, deeper at character {token.column}")
        arguments = [] if self.at(")") else self.items(self.argument, ")")
        if self.at(";"):
            self.refuse("a comma", _COMMAS)
        self.expect(")")
        self._depth -= 1
        return _Call(name, arguments)

    def argument(self) -> _Call | Any:
        """Read a call or a value."""
        token, after = self._tokens[self._next : self._next + 2]
        return self.call() if token.kind == "word" and after.text == "(" else self.literal()

    def items(self, one: Callable[[], Any], *ends: str) -> list[Any]:
        """Read items between commas, up to one of the ends; an empty one is ``None``."""
        values = []
        while True:
            values.append(None if self.at(",", *ends) else one())
            if not self.at(","):
                return values
            self.take()

    def literal(self) -> Any:
        """Read a single value or an array."""
        return self.array() if self.at("{") else self.single()

    def array(self) -> Rows:
        """Read an array: rows between semicolons, cells between commas."""
        start = self.take()
        if self.at("}"):
            self.refuse("a value")
        rows = [self.items(self.single, ";", "}")]
        while self.at(";"):
            self.take()
            rows.append(self.items(self.single, ";", "}"))
            if len(rows[-1]) != len(rows[0]):
                raise InvalidInput(
                    f"the rows of the array that begins at character {start.column} differ in length: "
                    f"row 1 has {len(rows[0])}, row {len(rows)} has {len(rows[-1])}"
                )
        self.expect("}")
        return rows

    def single(self) -> Cell:
        """Read a number or arithmetic, a text, a truth value, an error or a day."""
        token = self._tokens[self._next]
        if token.kind == "number" or self.at(*"+-("):
            return self.arithmetic()
        value = _value(token)
        if value is None:
            self.refuse("a value", "a text stands in double quotes" if token.kind == "word" else "")
        self.take()
        return value

    def arithmetic(self, level: int = 0) -> Number:
        """Read operations of a level and of those that bind closer; each level goes from left to right."""
        if level == len(_LEVELS):
            return self.signed()
        value = self.arithmetic(level + 1)
        while self.at(*_LEVELS[level]):
            sign = self.take().text
            value = _computed(_OPERATIONS[sign], value, self.arithmetic(level + 1))
        return value

    def signed(self) -> Number:
        """Read a number or something in parentheses, its signs before it."""
        signs = 1.0
        while self.at("+", "-"):
            signs *= -1.0 if self.take().text == "-" else 1.0
        if self.at("("):
            start = self.take()
            self._depth += 1
            if self._depth > DEEPEST:
                raise InvalidInput(
                    f"parentheses nest at most {DEEPEST} deep, deeper at character {start.column}"
                )
            value = self.arithmetic()
            self.expect(")")
            self._depth -= 1
        else:
            token = self._tokens[self._next]
            if token.kind != "number":
                self.refuse("a value", "a text stands in double quotes" if token.kind == "word" else "")
            value = _number(self.take())
        return _computed(mul, value, signs) if signs < 0 else value


def _computed(operation: Callable[[float, float], Any], left: Number, right: Number) -> Number:
    """Compute as Excel does, its errors included."""
    for operand in (left, right):
        if isinstance(operand, CellError):
            return operand
    if operation is pow and left == right == 0:
        return CellError.NUM
    try:
        result = operation(left, right)  # type: ignore[arg-type]  # what is an error has gone out
    except ZeroDivisionError:
        return CellError.DIV0
    except OverflowError:
        return CellError.NUM
    return result if isinstance(result, float) and isfinite(result) else CellError.NUM


def _number(token: _Token) -> float:
    number = float(token.text.rstrip("%"))
    if abs(number) == float("inf"):
        raise InvalidInput(f"the number at character {token.column} is too large")
    return number / 100 if token.text.endswith("%") else number


def _value(token: _Token) -> Cell:
    """Return what a token stands for, or ``None`` for what is no value."""
    if token.kind == "text":
        return token.text[1:-1].replace('""', '"')
    if token.kind == "word":
        return {"TRUE": True, "FALSE": False}.get(token.text.upper())
    if token.kind == "error" and token.text.upper() in list(CellError):
        return CellError(token.text.upper())
    if token.kind == "date":
        try:
            return date.fromisoformat(token.text)
        except ValueError as error:
            raise InvalidInput(f"there is no day {token.text} (character {token.column})") from error
    return None
