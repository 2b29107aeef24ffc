"""Cells that have stuck are entered again, and no others; Excel is played by objects like those of xlwings."""

from __future__ import annotations

import pytest
from offersheet.excel import Repaired, repair


class Sheet:
    """A sheet whose cells answer once they are entered after the functions were loaded."""

    def __init__(self, name, cells, *, spills=True, protected=False):
        self.name, self.cells, self.spills, self.protected = name, cells, spills, protected
        self.entered = []

    used_range = property(lambda self: Used(self))


class Used:
    """The cells of a sheet that are used."""

    def __init__(self, sheet):
        self.sheet = sheet

    def _all(self, place):
        rows = tuple(tuple(cell[place] for cell in row) for row in self.sheet.cells)
        if len(rows) == 1:
            return rows[0][0] if len(rows[0]) == 1 else rows[0]
        return rows

    formula = property(lambda self: self._all(0))
    value = property(lambda self: self._all(1))

    def options(self, err_to_str):
        assert err_to_str
        return self

    def __getitem__(self, place):
        return Cell(self.sheet, *place)


class Cell:
    """One of them."""

    def __init__(self, sheet, row, column):
        self._sheet, self._place = sheet, (row, column)
        self.address = f"${chr(ord('A') + column)}${row + 1}"

    def _read(self):
        return self._sheet.cells[self._place[0]][self._place[1]][0]

    def _write(self, formula):
        if self._sheet.protected:
            raise RuntimeError("0x800A03EC")
        assert formula == self._read()
        self._sheet.entered.append(self.address)

    formula = property(_read, _write)

    def _read_spilling(self):
        if not self._sheet.spills:
            raise AttributeError("Formula2")
        return self._read()

    formula2 = property(_read_spilling, _write)


class Book:
    def __init__(self, *sheets):
        self.sheets = sheets


STUCK = [
    ("=EQUITY_PV(400000)", "#NAME?"),
    ("=2*equity_pv(A1)", "#NAME?"),
    ("=_xldudf_EQUITY_PV(400000)", "#NAME?"),
    ('=IFERROR(EQUITY_PV(400000),"needs the add-in")', "needs the add-in"),
]
WELL = [
    ("=EQUITY_PV(400000)", 313_157.36),
    ("=EQUITY_PV(400000, -2)", "#NUM!"),
    ("=OTHER(1)", "#NAME?"),
    ("=MY_EQUITY_PV(1)", "#NAME?"),
    ("EQUITY_PV(400000)", "#NAME?"),
    ('=EXPLAIN("VESTED", 1)', "months is required, and blank"),
    (None, None),
]


@pytest.mark.parametrize("spills", [True, False])
@pytest.mark.parametrize("cell", STUCK)
def test_a_cell_that_has_stuck(cell, spills):
    sheet = Sheet("Mine", [[cell]], spills=spills)
    assert repair(Book(sheet)) == Repaired(("Mine!$A$1",), ())
    assert sheet.entered == ["$A$1"]


def test_no_other_cell_is_entered():
    sheet = Sheet("Mine", [[cell] for cell in WELL])
    assert repair(Book(sheet)) == Repaired((), ())
    assert not sheet.entered


def test_all_sheets_and_what_cannot_be_entered():
    first = Sheet("One", [[*WELL[:3], STUCK[0]], [*STUCK[:3], WELL[0]]])
    locked = Sheet("Two", [[STUCK[0], WELL[0]]], protected=True)
    done = repair(Book(first, locked))
    assert done.entered == ("One!$D$1", "One!$A$2", "One!$B$2", "One!$C$2")
    assert done.refused == ("Two!$A$1",)
