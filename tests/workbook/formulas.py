"""Formulas as the tests read them: their tokens, how long and how deep they are, and their pattern.

    uv run python -m tests.workbook.formulas FILE.xlsx

prints, sheet by sheet, how long and how deep the formulas of a workbook are; without a file, of the template.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from offersheet.workbook.build import build_workbook
from openpyxl import Workbook, load_workbook
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string

RULE, CEILING = (160, 2), (255, 3)
"""How many characters a formula may have, and how deep IF may stand in IF: as a rule, and at most."""


@dataclass(frozen=True)
class Formula:
    """A formula and where it stands."""

    sheet: str
    address: str
    text: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address} {self.text}"

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for token in Tokenizer(self.text).items if token.type != Token.WSPACE]

    @property
    def calls(self) -> list[str]:
        return [called(token) for token in self.tokens if is_call(token)]

    @property
    def ifs(self) -> int:
        """How deep IF stands in IF."""
        return max(
            inside.count("IF") + (is_call(token) and called(token) == "IF")
            for token, inside in opened(self.tokens)
        )

    def beyond(self, limit: tuple[int, int]) -> bool:
        """Whether it is longer or deeper than that."""
        longest, deepest = limit
        return len(self.text) > longest or (self.text.count("IF(") > deepest and self.ifs > deepest)

    @property
    def references(self) -> list[str]:
        return [token.value for token in self.tokens if token.subtype == Token.RANGE]


def is_call(token: Token) -> bool:
    return token.type == Token.FUNC and token.subtype == Token.OPEN


def called(token: Token) -> str:
    """Return the function that a token calls; of INDEX(...):INDEX(...), the tokenizer calls ``:INDEX(``."""
    return token.value.strip(":(")


def opened(tokens: list[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Yield each token with the functions in whose parentheses it stands, the innermost last."""
    inside: list[str] = []
    for token in tokens:
        if token.subtype == Token.CLOSE:
            inside.pop()
        yield token, list(inside)
        if token.subtype == Token.OPEN:
            inside.append(called(token))


def relative(formula: Formula) -> str:
    """Write a formula as it would be at any place: addresses by how far they are off.

    The three scenarios stand side by side under their own names.
    """
    here = re.fullmatch(r"([A-Z]+)(\d+)", formula.address)
    assert here is not None
    column, row = column_index_from_string(here[1]), int(here[2])

    def off(match: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = match.groups()
        across = letters if fixed_column else f"{column_index_from_string(letters) - column:+d}"
        return f"[{across},{digits if fixed_row else f'{int(digits) - row:+d}'}]"

    text = re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b", off, formula.text)
    return re.sub(r"scenario_(low|base|high)_", "scenario_?_", text)


def formulas_of(book: Workbook) -> list[Formula]:
    """Return every formula of a workbook, those on ``Functions`` that need an add-in apart."""
    return [
        Formula(sheet.title, cell.coordinate, cell.value)
        for sheet in book
        if sheet.title != "Functions"
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def first_and_last(formulas: Sequence[Formula]) -> list[Formula]:
    """Return of formulas that are copies of each other the first and the last."""
    copies: dict[tuple[str, str], list[Formula]] = {}
    for formula in formulas:
        copies.setdefault((formula.sheet, relative(formula)), []).append(formula)
    return [formula for alike in copies.values() for formula in {alike[0], alike[-1]}]


def distribution(formulas: Sequence[Formula]) -> Iterator[str]:
    """Yield a line for each sheet, and one for all."""
    limits = (("over 120", (120, 99)), ("160", (160, 99)), ("255", (255, 99)), ("IF over 2", (9999, 2)))
    yield " ".join(f"{head:>10}" for head in ("", "formulas", *(head for head, _ in limits), "3", "longest"))
    for sheet in (*dict.fromkeys(formula.sheet for formula in formulas), "all"):
        own = [formula for formula in formulas if sheet in (formula.sheet, "all")]
        counts = [sum(formula.beyond(limit) for formula in own) for _, limit in (*limits, ("3", (9999, 3)))]
        row = (len(own), *counts, max(len(formula.text) for formula in own))
        yield f"{sheet:<10} " + " ".join(f"{count:>10,}" for count in row)


def main(arguments: Sequence[str]) -> None:
    """Print how long and how deep the formulas of a workbook are."""
    file: Any = arguments[0] if arguments else BytesIO(build_workbook())
    print("\n".join(distribution(formulas_of(load_workbook(file)))))


if __name__ == "__main__":
    main(sys.argv[1:])
