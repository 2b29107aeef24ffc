"""Tables in workbooks, read by calamine, once it is known that what they unpack to is no bomb.

It hands on rows, of which the columns that count become a frame: ``pandas.read_excel`` reads with calamine,
too, but makes every cell of the sheet a Python object first, which takes half as long again and, of a year
of LCA disclosures with their hundred columns, twice the memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from string import ascii_letters, digits
from typing import IO, TYPE_CHECKING, Any

from defusedxml.ElementTree import fromstring

from offersheet.comps.frames import HEAD_ROWS, Block, Chunk
from offersheet.comps.layouts import Spot, plan_for
from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.files import refuse_bombs

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["blocks", "candidates", "chunks"]

LARGEST_UNPACKED = 2_000_000_000
"""Bytes of all parts: more than a year of LCA disclosures."""

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a sheet spans: a gigabyte in memory."""

SPARSE_CELLS = 2_000_000
"""Cells of a rectangle from which on a quarter of them must be there: a blank one takes as much memory."""

_TEXTS = "sharedstrings.xml"
"""The part of the texts that cells share: it is looked at last, when it is known how many cells there are."""

_PIECE = 1 << 20
"""Bytes that are unpacked at a time; no tag of a cell is longer."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_CELL = re.compile(rb"<(?:\w{1,9}:)?c(?=[\s/>])(?:[^<>]*?\sr\s?=\s?[\"']([A-Za-z]{1,9}[0-9]{1,9})[\"'])?")
_USUAL_CELL = re.compile(rb'<c r="([A-Za-z]{1,9}[0-9]{1,9})"')
"""A cell, and its place; and one as all programs write it, which is found in a third of the time."""
_UNSAVED = re.compile(
    rb"<c\s(?:[^<>]*\s)?r=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*"
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
"""A formula of which the file holds no result, and where it stands."""


@contextmanager
def _damage_said() -> Iterator[None]:
    """Say in words what calamine raises over a damaged file: anything at all; its panics are no Exception."""
    try:
        yield
    except (OfferSheetError, GeneratorExit, KeyboardInterrupt, OSError, MemoryError):
        raise
    except BaseException as error:
        raise InvalidInput("it is no workbook, or a damaged one") from error


@lru_cache(maxsize=1)  # its headings are looked at first, then its rows
def _sheet(path: str, changed: int, name: str) -> CalamineSheet:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_name(name)


def _changed(path: str) -> int:
    return Path(path).stat().st_mtime_ns


def candidates(path: str, mapping: Mapping[str, str]) -> Iterator[tuple[list[Any], Spot | None]]:
    """Yield rows that may be headings, each with where its table is if it is one that is known."""
    formulas = _refuse_hostile(path)
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with _damage_said():
        sheets = CalamineWorkbook.from_path(path).sheets_metadata
        for name in (sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet):
            sheet = _sheet(path, _changed(path), name)
            for number, row in enumerate(islice(sheet.iter_rows(), HEAD_ROWS), start=1):
                plan = plan_for(row, mapping)
                spot = Spot("workbook", plan, number, sheet=name) if plan else None
                if spot and formulas:
                    spot = replace(spot, unsaved=_unsaved(path, spot, sheet.start[1] if sheet.start else 0))
                yield row, spot


def chunks(block: Block) -> Iterator[Chunk]:
    """Read a sheet, which is in memory as a whole, into a frame of the columns that count."""
    from pandas import DataFrame

    spot = block.spot
    places = list(spot.plan.places.values())
    take = itemgetter(*places, places[0])  # of one place alone it would give no tuple
    try:
        with _damage_said():
            rows = islice(_sheet(block.path, _changed(block.path), spot.sheet).iter_rows(), spot.start, None)
            filled = [cells for cells in map(take, rows) if any(cell != "" for cell in cells)]
            yield Chunk(DataFrame(filled, columns=[*spot.plan.places, None], dtype=object).iloc[:, :-1])
    finally:
        _sheet.cache_clear()


def blocks(path: str, spot: Spot, size: int) -> Iterator[Block]:
    """A workbook is one block: it is unpacked as a whole."""
    yield Block(path, spot, spot.start)


def _refuse_hostile(path: str) -> int:
    """Refuse a bomb, by what it says and by what it does, and too large a sheet; else count the formulas."""
    try:
        parts = refuse_bombs(Path(path), LARGEST_UNPACKED, "a table of comps")
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise InvalidInput("it is a zip archive, but no .xlsx workbook")
        cells = formulas = 0
        with zipfile.ZipFile(path) as archive:
            for part in sorted(parts, key=lambda part: part.filename.lower().endswith(_TEXTS)):
                with archive.open(part) as file:  # which ends where it says, or raises
                    of_part = _counted(file, cells)
                cells, formulas = cells + of_part[0], formulas + of_part[1]
        return formulas
    except (OfferSheetError, OSError):
        raise
    except Exception as error:  # whatever zipfile makes of a damaged one
        raise InvalidInput("it is no workbook, or a damaged one") from error


def _counted(file: IO[bytes], before: int) -> tuple[int, int]:
    """Count the cells and the formulas of a part, unless its cells span too much: two can, far apart.

    There are no more texts than cells, of which the parts ``before`` had so many.
    """
    cells = texts = formulas = last_row = last_column = 0
    for tags in _whole_tags(file):
        texts += tags.count(b"<si>") + tags.count(b"<si ")
        if texts > before:
            raise InvalidInput(f"it holds more texts than the {before:,} cells that it has")
        formulas += tags.count(b"<f>") + tags.count(b"<f ")
        if not (found := _places(tags)):
            continue
        cells += len(found)
        if b"" in found:
            raise InvalidInput("it has cells without a place; save it in a spreadsheet program")
        places = b" ".join(found)
        last_column = max(last_column, *map(_number, set(places.translate(None, digits.encode()).split())))
        last_row = max(last_row, *map(int, set(places.translate(None, ascii_letters.encode()).split())))
        spanned = max(cells, last_row * last_column)
        if spanned > MOST_CELLS:
            raise InvalidInput(f"a sheet of it spans {spanned:,} cells, of which {MOST_CELLS:,} can be read")
        if spanned > max(SPARSE_CELLS, 4 * cells):  # rows come in order: what follows fills none of these
            raise InvalidInput(f"a sheet of it spans {spanned:,} cells for the {cells:,} that it has")
    return cells, formulas


def _places(tags: bytes) -> list[bytes]:
    """Return the places of all cells, as they are written there; nothing for a cell without one."""
    usual = _USUAL_CELL.findall(tags)
    others = tags.count(b"<c") + tags.count(b":c") > len(usual)
    return _CELL.findall(tags) if others else usual


def _whole_tags(file: IO[bytes], begin: bytes = b"<") -> Iterator[bytes]:
    """Yield what a file holds, cut only where a tag begins."""
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        cut = max(piece.rfind(begin), 0)
        rest = piece[cut:]
        if len(rest) > _PIECE and begin == b"<":
            raise InvalidInput("it is no workbook, or a damaged one")
        yield piece[:cut]
        rest = rest[:_PIECE]  # behind the last cell there may be much else
    yield rest


def _unsaved(path: str, spot: Spot, blank_columns: int) -> int:
    """Count the formulas in the columns of a plan, below its headings, of which no result is stored.

    calamine begins to count columns behind those that are blank in every row.
    """
    columns = {blank_columns + place + 1 for place in spot.plan.places.values()}
    with zipfile.ZipFile(path) as archive, archive.open(_part(archive, spot.sheet)) as file:
        return sum(
            int(row) > spot.start and _number(letters) in columns
            for tags in _whole_tags(file, b"<c ")
            for letters, row in (_UNSAVED.findall(tags) if b"<f" in tags else ())
        )


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    book = fromstring(archive.read("xl/workbook.xml"))
    (relation,) = (
        tag.get(f"{_RELATION}id") for tag in book.iterfind(".//{*}sheet") if tag.get("name") == sheet
    )
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(tag.get("Target", "") for tag in relations if tag.get("Id") == relation)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _number(letters: bytes) -> int:
    """Return the number of a column.

    >>> _number(b"A"), _number(b"xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number
