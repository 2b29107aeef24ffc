"""Tables in workbooks, read by calamine, once it is known that what they unpack to is no bomb.

A sheet is in memory as a whole: 32 bytes for each cell of the rectangle that its cells span, and what
its texts take.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from offersheet.comps.chunks import HEAD_ROWS, Block, Chunk, Spot, chunked
from offersheet.comps.layouts import plan_for
from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.files import refuse_bombs

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["blocks", "candidates", "chunks"]

LARGEST_UNPACKED = 2_000_000_000
"""Bytes of all parts: more than a year of LCA disclosures."""

MOST_CELLS = 30_000_000
"""Cells of the rectangle that a sheet spans: a gigabyte in memory."""

_PIECE = 1 << 20
"""Bytes that are unpacked at a time; no tag of a cell is longer."""

_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'])?")


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
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    _refuse_hostile(path)
    with _damage_said():
        sheets = CalamineWorkbook.from_path(path).sheets_metadata
        for name in (sheet.name for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet):
            rows = islice(_sheet(path, _changed(path), name).iter_rows(), HEAD_ROWS)
            for skip, row in enumerate(rows, start=1):
                plan = plan_for(row, mapping)
                yield row, Spot("workbook", plan, skip, sheet=name) if plan else None


def chunks(block: Block) -> Iterator[Chunk]:
    """Read a sheet in chunks."""
    spot = block.spot
    try:
        with _damage_said():
            rows = islice(_sheet(block.path, _changed(block.path), spot.sheet).iter_rows(), spot.skip, None)
            yield from chunked(rows, spot.plan)
    finally:
        _sheet.cache_clear()


def blocks(path: str, spot: Spot, size: int) -> list[Block]:
    """A workbook is one block: it is unpacked as a whole."""
    return [Block(path, spot)]


def _refuse_hostile(path: str) -> None:
    """Refuse a bomb, by what it says and by what it does, and a sheet that spans too many cells."""
    try:
        parts = refuse_bombs(Path(path), LARGEST_UNPACKED, "a table of comps")
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise InvalidInput("it is a zip archive, but no .xlsx workbook")
        with zipfile.ZipFile(path) as archive:
            for part in parts:
                with archive.open(part) as file:  # which ends where it says, or raises
                    _refuse_far_cells(file)
    except (OfferSheetError, OSError):
        raise
    except Exception as error:  # whatever zipfile makes of a damaged one
        raise InvalidInput("it is no workbook, or a damaged one") from error


def _refuse_far_cells(file: IO[bytes]) -> None:
    """Refuse a sheet whose cells span more than memory should hold: two cells can, far apart."""
    cells, last_row, columns = 0, 0, set[bytes]()
    for tags in _whole_tags(file):
        found = _CELL.findall(tags)
        if found:
            cells += len(found)
            letters, numbers = map(set, zip(*found, strict=True))
            if b"" in letters:
                raise InvalidInput("it has cells without a place; save it in a spreadsheet program")
            columns |= letters
            last_row = max(last_row, *map(int, numbers))
    spanned = max(cells, last_row * max(map(_number, columns), default=0))
    if spanned > MOST_CELLS:
        raise InvalidInput(f"a sheet of it spans {spanned:,} cells, of which {MOST_CELLS:,} can be read")


def _whole_tags(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what a file holds, cut only where a tag begins."""
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        cut = max(piece.rfind(b"<"), 0)
        rest = piece[cut:]
        if len(rest) > _PIECE:
            raise InvalidInput("it is no workbook, or a damaged one")
        yield piece[:cut]
    yield rest


def _number(letters: bytes) -> int:
    """Return the number of a column.

    >>> _number(b"A"), _number(b"xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number
