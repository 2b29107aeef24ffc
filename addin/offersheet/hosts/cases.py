"""Calls that show whether a host computes as all others do: worked examples, and bad input in every place.

What each must show is said by the catalogue: an example's value, and for bad input the error that the call
itself answers with. A host forces some differences; they are listed here, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.declare import WorksheetFunction
from offersheet.worksheet.formula import parse_arguments
from offersheet.worksheet.shapes import Shape

__all__ = ["FORCED", "Case", "Forced", "Sort", "cases"]

Sort = Literal["example", "text", "truth", "error", "too low"]

_BAD: dict[Sort, str] = {"text": '"five"', "truth": "TRUE", "error": "#N/A", "too low": "-7777777"}
"""What is typed in the place of each argument, as far as it is wrong there."""


@dataclass(frozen=True)
class Case:
    """A call as it is typed, and what one cell of its answer must show."""

    function: str
    arguments: str
    expected: float | str | CellError
    sort: Sort = "example"
    tolerance: float = 5e-7
    place: tuple[int, int] | None = None
    """Row and column in the answer, from 1, where it has several cells."""

    @property
    def typed(self) -> str:
        """The formula that shows the one cell, without its equals sign."""
        typed = f"{self.function}({self.arguments})"
        return f"INDEX({typed},{self.place[0]},{self.place[1]})" if self.place else typed

    def shows(self, cell: object) -> bool:
        """Say whether a cell shows what it must."""
        if isinstance(self.expected, float):
            right_type = isinstance(cell, (int, float)) and not isinstance(cell, bool)
            return right_type and abs(cell - self.expected) <= self.tolerance  # type: ignore[operator]
        return cell == self.expected


@dataclass(frozen=True)
class Forced:
    """A difference that a host forces: what of this sort it takes for something else, and why."""

    host: str
    sort: Sort
    why: str


FORCED = (Forced("calc", "truth", "LibreOffice hands TRUE over as the number 1"),)


def cases(host: str = "") -> Iterator[Case]:
    """Yield all cases, or those of a host in which it does not force another answer."""
    forced = {each.sort for each in FORCED if each.host == host}
    for function in catalogue.functions().values():
        for case in (*_examples(function), *_bad_inputs(function)):
            if case.sort not in forced:
                yield case


def _examples(function: WorksheetFunction) -> Iterator[Case]:
    header = function.shape is Shape.TABLE
    for example in function.examples:
        if not isinstance(example.value, tuple):
            value = float(example.value) if isinstance(example.value, (int, float)) else example.value
            yield Case(function.name, example.arguments, value, tolerance=example.tolerance)
            continue
        for row, cells in enumerate(example.value, start=1 + header):
            for column, cell in enumerate(cells, start=1):
                expected = cell if isinstance(cell, str) else float(cell)
                place = (row, column)
                yield Case(function.name, example.arguments, expected, "example", example.tolerance, place)


def _bad_inputs(function: WorksheetFunction) -> Iterator[Case]:
    """Yield calls like the first example with one argument in turn that is bad, and so shows an error."""
    given = _split(function.examples[0].arguments)
    for place in range(len(function.parameters)):
        for sort, bad in _BAD.items():
            arguments = [*given, *[""] * (place - len(given) + 1)]
            arguments[place] = bad
            typed = ",".join(arguments)
            answer = call(function.name, parse_arguments(typed)).value
            if isinstance(answer, CellError):
                yield Case(function.name, typed, answer, sort)


def _split(arguments: str) -> list[str]:
    """Split what stands between parentheses at its own commas, not at those of arrays and texts."""
    parts, depth, quoted = [""], 0, False
    for letter in arguments:
        quoted ^= letter == '"'
        depth += not quoted and (letter in "({") - (letter in ")}")
        if letter == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
