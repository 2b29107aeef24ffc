"""Cells that have stuck at ``#NAME?``: entered again, they find the functions that have been loaded since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from offersheet.errors import CellError
from offersheet.worksheet import catalogue

__all__ = ["Repaired", "repair"]


@dataclass(frozen=True)
class Repaired:
    """What became of the cells that had stuck, by their addresses."""

    entered: tuple[str, ...]
    refused: tuple[str, ...]
    """Those that Excel did not let be entered: of a protected sheet, or within an array formula."""


def repair(book: Any) -> Repaired:
    """Enter every cell again that calls one of our functions and shows ``#NAME?``, or says what it needs.

    ``book`` is an ``xlwings.Book``. A cell says what it needs where the formula catches the error, as on the
    sheet ``Functions``: ``=IFERROR(EQUITY_PV(400000),"needs the add-in")``.
    """
    entered, refused = [], []
    for sheet in book.sheets:
        used = sheet.used_range
        formulas, shown = _rows(used.formula), _rows(used.options(err_to_str=True).value)
        for row, column in _stuck(formulas, shown):
            cell = used[row, column]
            address = f"{sheet.name}!{cell.address}"
            try:
                _enter(cell)
            except Exception:  # whatever COM raises: one cell that cannot be mended costs no other
                refused.append(address)
            else:
                entered.append(address)
    return Repaired(tuple(entered), tuple(refused))


def _enter(cell: Any) -> None:
    """Enter a cell again, in a way that keeps a formula whose answer spills."""
    try:
        formula = cell.formula2
    except Exception:  # an Excel that has no such thing
        cell.formula = cell.formula
    else:
        cell.formula2 = formula


def _stuck(formulas: Sequence[Sequence[Any]], shown: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """Yield where a call of ours shows no answer, in a range's own rows and columns."""
    called = re.compile(rf"(?<![\w.])(?:_xldudf_)?(?:{'|'.join(catalogue.functions())})\(", re.IGNORECASE)
    for row, cells in enumerate(formulas):
        for column, formula in enumerate(cells):
            value = shown[row][column]
            if not isinstance(formula, str) or not formula.startswith("=") or not isinstance(value, str):
                continue
            unanswered = value == CellError.NAME or f',"{value}")' in formula
            if unanswered and called.search(formula):
                yield row, column


def _rows(value: Any) -> Sequence[Sequence[Any]]:
    """Return rows of cells, in whichever way xlwings hands a range over: one cell is no list at all."""
    if not isinstance(value, (list, tuple)):
        return [[value]]
    return value if value and isinstance(value[0], (list, tuple)) else [value]
