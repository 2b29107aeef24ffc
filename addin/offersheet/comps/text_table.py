"""Tables in text: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.

pandas reads them, some megabytes at a time, each column as categories: pay repeats itself, so that few
cells are looked at. What pandas does not say is found before: rows that are not as wide as the headings,
which it fills up, and a record without end, for which it would take all memory.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from offersheet.comps.frames import HEAD_ROWS, Block, Chunk, frame_of
from offersheet.comps.layouts import Spot, plan_for
from offersheet.errors import InvalidInput
from offersheet.texts import DELIMITERS, UTF_8_BOM, UTF_16_BOMS, from_windows

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["blocks", "candidates", "chunks"]

STEP = 4_000_000
"""Bytes that are read at a time."""

LONGEST_ROW = 8_000_000
"""Bytes."""

_HEAD = 200_000
"""Bytes among which the headings are looked for, once blank lines are over."""


@contextmanager
def _opened(path: str, encoding: str, start: int) -> Iterator[Callable[[int], bytes]]:
    """Give what reads on from a place, in UTF-8 whatever the file is in; in UTF-16 characters are counted."""
    with Path(path).open("rb") as file:
        if encoding != "utf-16":
            file.seek(start)
            yield file.read
            return
        text = TextIOWrapper(file, encoding, newline="")
        try:
            text.read(start)
            yield lambda size: text.read(size).encode()
        except UnicodeError as error:
            raise InvalidInput("it begins as UTF-16 text, and goes on as something else") from error


def _encoding(path: str) -> str:
    with Path(path).open("rb") as file:
        begins = file.read(3)
    if begins.startswith(UTF_16_BOMS):
        return "utf-16"
    return "utf-8-sig" if begins == UTF_8_BOM else "utf-8"


def candidates(path: str, mapping: Mapping[str, str]) -> Iterator[tuple[list[str], Spot | None]]:
    """Yield rows that may be headings, each with where its table is if it is one that is known."""
    encoding = _encoding(path)
    before = len(UTF_8_BOM) if encoding == "utf-8-sig" else 0
    with _opened(path, encoding, before) as read:
        while (head := read(_HEAD)) and not head.strip():
            before += len(head)
    if not head:
        raise InvalidInput("it is empty" if before != len(UTF_8_BOM) else "there is no table in it")
    if b"\0" in head:
        raise InvalidInput("it is not text")
    lines = list(StringIO(head.decode("utf-8", "surrogateescape"), newline=""))
    problem = ""
    found = False
    for delimiter in DELIMITERS:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for row in islice(filter(any, reader), HEAD_ROWS):
                found = True
                plan = plan_for(row, mapping)
                start = (
                    before + sum(_length(line, encoding) for line in lines[: reader.line_num]) if plan else 0
                )
                yield row, Spot("text", plan, start, delimiter, encoding) if plan else None
        except csv.Error as error:
            problem = problem or f"line {reader.line_num} is not CSV: {error}"
    if problem and not found:
        raise InvalidInput(problem)


def _length(line: str, encoding: str) -> int:
    return len(line if encoding == "utf-16" else line.encode("utf-8", "surrogateescape"))


def chunks(block: Block) -> Iterator[Chunk]:
    """Read a block, some megabytes at a time."""
    for piece, plain, end in _pieces(block):
        rows, ragged = _regular(piece, plain, block.spot)
        yield Chunk(_frame(rows, block.spot), ragged, end)


def blocks(path: str, spot: Spot, size: int) -> Iterator[Block]:
    """Part a file into blocks of about that many bytes, each of whole rows."""
    whole = Block(path, spot, spot.start)
    if spot.encoding == "utf-16":  # where a place is no byte
        yield whole
        return
    begin = end = spot.start
    for _, _, end in _pieces(whole, min(size, STEP)):
        if 2 * (end - begin) > size:
            yield Block(path, spot, begin, end)
            begin = end
    if begin == spot.start or begin < end:
        yield Block(path, spot, begin)


def _pieces(block: Block, size: int | None = None) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield whole rows, the same with all quoted cells blotted out, and where in the file they end."""
    quoted = _quoted(block.spot.delimiter)
    rest, end, size = b"", block.start, size or STEP
    with _opened(block.path, block.spot.encoding, block.start) as read:
        while True:
            left = size if block.stop is None else block.stop - end - len(rest)
            more = read(min(size, left))
            piece = rest + more
            if b"\0" in more:
                raise InvalidInput("it is not text")
            plain = quoted.sub(_blotted, piece) if b'"' in piece else piece
            cut = max(plain.rfind(b"\n"), plain.rfind(b"\r")) + 1 if more else len(piece)
            if (not more and plain.endswith(_OPEN)) or (not cut and len(piece) >= LONGEST_ROW):
                line = _line(block, end + max(plain.find(_OPEN), 0))
                raise InvalidInput(f"line {line} is not CSV: {_endless(plain)}")
            if cut:
                yield piece[:cut], plain[:cut], end + cut
            end, rest = end + cut, piece[cut:]
            if not more:
                return


def _endless(plain: bytes) -> str:
    return "its quote does not end" if plain.endswith(_OPEN) else f"it has more than {LONGEST_ROW:,} bytes"


_OPEN = b"\0"
"""What a quoted cell without end is blotted out with."""


@cache
def _quoted(delimiter: str) -> re.Pattern[bytes]:
    """Return what finds quoted cells: a quote where a cell begins, to the next that is not doubled."""
    return re.compile(rb'"(?<![^\r\n%b]")[^"]*+(?:""[^"]*+)*+("?)' % re.escape(delimiter.encode()))


def _blotted(cell: re.Match[bytes]) -> bytes:
    return (b"x" if cell[1] else _OPEN) * len(cell[0])


def _line(block: Block, place: int) -> int:
    """Return the number of the line at a place, from 1."""
    number = 1
    with _opened(block.path, block.spot.encoding, 0) as read:
        while place > 0 and (piece := read(min(place, STEP))):
            number += piece.count(b"\n")
            place -= len(piece)
    return number


def _regular(piece: bytes, plain: bytes, spot: Spot) -> tuple[bytes, int]:
    """Return the rows that are as wide as the headings, and how many others hold anything.

    Blank cells may be missing from a row that is blank, and be too many at the end of any.
    """
    if not plain.strip(b"\r\n"):
        return b"", 0
    width, delimiter = spot.plan.width, spot.delimiter.encode()
    marks = np.frombuffer(plain, np.uint8)
    ends = np.flatnonzero(marks == ord("\n")) if b"\n" in plain else np.flatnonzero(marks == ord("\r"))
    if not plain.endswith((b"\n", b"\r")):
        ends = np.append(ends, len(plain))
    begins = np.concatenate(([0], ends[:-1] + 1))
    commas = np.diff(np.searchsorted(np.flatnonzero(marks == delimiter[0]), ends), prepend=0)
    short = ends - begins <= 3 * width  # it may be that it holds delimiters and pairs of quotes alone
    odd = np.flatnonzero(((commas != width - 1) | short) & (ends > begins))
    kept, ragged, done = [], 0, 0
    for begin, end, extra in zip(begins[odd], ends[odd], commas[odd] - width + 1, strict=True):
        row = piece[begin:end].rstrip(b"\r")
        blank = not row.strip(delimiter + b'"')
        if extra == 0 and not blank:
            continue
        kept.append(piece[done:begin])
        done = end
        if extra > 0 and not blank and row.endswith(delimiter * extra):
            kept.append(row[:-extra])
        elif not blank:
            ragged += 1
    return b"".join([*kept, piece[done:]]) if kept else piece, ragged


def _frame(rows: bytes, spot: Spot) -> DataFrame:
    from pandas import Categorical, DataFrame, Index, factorize, read_csv

    places = spot.plan.places
    if not rows.strip():
        return DataFrame(columns=list(places), dtype="category")
    table = read_csv(
        BytesIO(_utf_8(rows)),
        sep=spot.delimiter,
        header=None,
        names=range(spot.plan.width),
        usecols=sorted(set(places.values())),
        index_col=False,
        dtype=object,  # as categories some versions of pandas read 150.000 as a number
        na_filter=False,
        encoding="utf-8",
        engine="c",
    )
    columns = {}
    for place in table:
        codes, cells = factorize(table[place].to_numpy(object))
        columns[place] = Categorical.from_codes(codes, Index(cells, dtype=object))  # or they become Arrow's
    return frame_of(columns, places)


def _utf_8(rows: bytes) -> bytes:
    """Return text in UTF-8; a byte that is none is read as Windows wrote it."""
    try:
        rows.decode()
    except UnicodeDecodeError:
        return from_windows(rows.decode("utf-8", "surrogateescape")).encode()
    return rows
