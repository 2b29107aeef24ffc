"""Where the cells of a released workbook stand in one that somebody has worked in.

Rows were inserted or deleted, sheets renamed, put in another order, or deleted: a line is known again by
what stands in its first columns, a sheet by its name, by the names that lead to it, or by its lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["Cell", "Moved", "Page", "follow", "is_formula", "pages_of", "same_formula", "same_sheets"]

Cell: TypeAlias = tuple[int, int]
"""A row and a column."""

LABELS = 3
"""How many columns say what a line is: its label, its unit, what counts where it is blank."""

ALIKE = 0.5
"""Which part of the lines two sheets must share to be the same under two names."""


@dataclass(frozen=True)
class Page:
    """What a sheet holds: constants, and formulas with their equals sign."""

    name: str
    cells: Mapping[Cell, Any]

    @cached_property
    def width(self) -> int:
        """How many columns are in use."""
        return max((column for _, column in self.cells), default=0)

    def lines(self) -> list[tuple[Any, ...]]:
        """Return what says which line each is, from the first row on; lines that say the same are counted."""
        last = max((row for row, _ in self.cells), default=0)
        said = [
            tuple(_constant(self.cells.get((row, column))) for column in range(1, LABELS + 1))
            for row in range(1, last + 1)
        ]
        before: Counter[tuple[Any, ...]] = Counter()
        lines = []
        for line in said:
            lines.append((*line, before[line]))
            before[line] += 1
        return lines


def _constant(value: Any) -> Any:
    return "=" if is_formula(value) else value


def is_formula(value: Any) -> TypeGuard[str]:
    """Tell whether a cell's content is a formula."""
    return isinstance(value, str) and value.startswith("=")


@dataclass(frozen=True)
class Moved:
    """The sheets and rows of a workbook by those of the released one; what is gone is not among them."""

    sheets: Mapping[str, str]
    rows: Mapping[str, Mapping[int, int]]
    """Of each released sheet, which row is where now."""

    @property
    def nothing(self) -> bool:
        """Whether everything stands where it was written."""
        return all(name == now for name, now in self.sheets.items()) and all(
            row == now for rows in self.rows.values() for row, now in rows.items()
        )

    def formula(self, text: str, sheet: str) -> str:
        """Write a released formula with the addresses of now."""

        def moved(match: re.Match[str]) -> str:
            on = match["sheet"] or sheet
            rows = self.rows.get(on, {})
            if match["text"] or not match["cells"]:
                return match[0]
            there = f"'{self.sheets[on]}'!" if match["sheet"] and on in self.sheets else ""
            cells = _ROW.sub(lambda row: str(rows.get(int(row[0]), row[0])), match["cells"])
            return f"{there}{cells}"

        return _REFERENCE.sub(moved, text)


_REFERENCE = re.compile(
    r"""(?P<text>"[^"]*")|(?:(?P<sheet>\w+)!)?(?<![\w.])"""
    r"""(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(.])"""
)
_ROW = re.compile(r"\d+")


def pages_of(book: Workbook) -> list[Page]:
    """Return what stands in the sheets of an open workbook."""
    return [
        Page(
            sheet.title,
            {
                (cell.row, cell.column): cell.value
                for line in sheet.iter_rows()
                for cell in line
                if cell.value is not None
            },
        )
        for sheet in book.worksheets
    ]


def follow(released: Sequence[Page], found: Sequence[Page]) -> Moved:
    """Find each released sheet and each of its rows among the sheets that were found."""
    sheets = dict(same_sheets(released, found))
    pages = {page.name: page for page in found}
    rows = {page.name: _same_rows(page, pages[sheets[page.name]]) for page in released if page.name in sheets}
    return Moved(sheets, rows)


def same_sheets(released: Sequence[Page], found: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield the name of each released sheet with that which it has now."""
    names = {page.name for page in found}
    yield from ((page.name, page.name) for page in released if page.name in names)
    left = [page for page in found if page.name not in {each.name for each in released}]
    for page in released:
        if page.name in names or not left:
            continue
        alike = {other.name: _alike(page, other) for other in left}
        best = max(alike, key=lambda name: alike[name])
        if alike[best] >= ALIKE:
            left = [other for other in left if other.name != best]
            yield page.name, best


def _alike(page: Page, other: Page) -> float:
    lines, others = {*page.lines()}, {*other.lines()}
    return len(lines & others) / max(len(lines), 1)


def _same_rows(released: Page, found: Page) -> dict[int, int]:
    before, now = released.lines(), found.lines()
    if before == now[: len(before)]:
        return {row: row for row in range(1, len(before) + 1)}
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    return {
        block.a + step + 1: block.b + step + 1
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


_LOOSE = re.compile(r'"[^"]*"|\s+|(TRUE|FALSE)\(\)|_xlfn\.|_xlws\.|\'((?:[^\']|\'\')+)\'!')


def same_formula(one: str, other: str) -> bool:
    """Tell whether two formulas are the same but for how programs write them.

    >>> same_formula("=IF(A1, FALSE, 'Base'!B2)", "=IF(A1,FALSE(),Base!B2)")
    True
    """
    return one == other or _strict(one) == _strict(other)


def _strict(formula: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[0].startswith('"'):
            return match[0]
        return match[1] or (f"{match[2]}!" if match[2] else "")

    return _LOOSE.sub(plain, formula)
