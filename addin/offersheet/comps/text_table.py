"""Tables in text: CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.

Python's own ``csv`` reads them. It needs no import that takes longer than the reading: 30,000 rows are
there before pandas has been imported, and 2 GB, 18 million rows, took 66 MB of memory and 148 s of one
core. Chunks of pandas take about half of that time and three times the memory, and do not tell a row that
is too short from one with blank cells. For what takes too long there is ``--dask``.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from offersheet.comps.chunks import HEAD_ROWS, Block, Chunk, Spot, chunked
from offersheet.comps.layouts import plan_for
from offersheet.errors import InvalidInput

__all__ = ["blocks", "candidates", "chunks"]

LONGEST_LINE = 100_000
"""Characters."""

_DELIMITERS = (",", ";", "\t")
_UTF_8_BOM = b"\xef\xbb\xbf"
_UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_NOT_UTF_8 = re.compile("[\udc80-\udcff]+")


class _NotCsv(InvalidInput):
    """Text that is not CSV with a certain delimiter."""


class _Lines:
    """The lines of a file from a place on, and how far they have been read."""

    def __init__(self, file: BinaryIO, encoding: str, start: int) -> None:
        file.seek(start)
        self.position = start
        self._wide = encoding == "utf-16"
        errors = "strict" if self._wide else "surrogateescape"
        self._text = TextIOWrapper(file, encoding, errors=errors, newline="")
        if start == 0 and encoding == "utf-8-sig":
            self.position = len(_UTF_8_BOM)

    def __iter__(self) -> Iterator[str]:
        read = self._text.readline
        while line := read(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise InvalidInput(f"it has a line of more than {LONGEST_LINE:,} characters")
            if "\0" in line:
                raise InvalidInput("it is not text")
            if self._wide:
                self.position += 2 * len(line)
            elif line.isascii():
                self.position += len(line)
            else:
                self.position += len(line.encode("utf-8", "surrogateescape"))
                if _NOT_UTF_8.search(line):
                    line = _NOT_UTF_8.sub(_from_windows, line)
            yield line


def _from_windows(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


@contextmanager
def _records(path: str, delimiter: str, encoding: str, start: int) -> Iterator[tuple[_Lines, Any]]:
    with Path(path).open("rb") as file:
        lines = _Lines(file, encoding, start)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            yield lines, reader
        except csv.Error as error:
            where = f"line {reader.line_num}" if start == 0 else f"line {reader.line_num} from byte {start}"
            raise _NotCsv(f"{where} is not CSV: {error}") from error
        except UnicodeError as error:
            raise InvalidInput("it begins as UTF-16 text, and goes on as something else") from error


def candidates(path: str, mapping: Mapping[str, str]) -> Iterator[tuple[list[str], Spot | None]]:
    """Yield rows that may be headings, each with where its table is if it is one that is known."""
    encoding = _encoding(path)
    for delimiter in _DELIMITERS:
        try:
            with _records(path, delimiter, encoding, 0) as (_, reader):
                for skip, row in enumerate(islice(reader, HEAD_ROWS), start=1):
                    plan = plan_for(row, mapping)
                    yield row, Spot("text", plan, skip, delimiter, encoding) if plan else None
        except _NotCsv:
            if delimiter == _DELIMITERS[-1]:
                raise


def _encoding(path: str) -> str:
    with Path(path).open("rb") as file:
        begins = file.read(3)
    if begins.startswith(_UTF_16_BOMS):
        return "utf-16"
    return "utf-8-sig" if begins == _UTF_8_BOM else "utf-8"


def chunks(block: Block) -> Iterator[Chunk]:
    """Read a block in chunks; its last row is the one that reaches or passes its end."""
    spot = block.spot
    encoding = spot.encoding if block.start == 0 else spot.encoding.removesuffix("-sig")
    with _records(block.path, spot.delimiter, encoding, block.start) as (lines, reader):
        if block.start == 0:
            for _ in islice(reader, spot.skip):
                pass
        stop = math.inf if block.stop is None else block.stop
        yield from chunked(reader, spot.plan, lambda: lines.position, stop, alone=True)


def blocks(path: str, spot: Spot, size: int) -> list[Block]:
    """Part a file into blocks of about that many bytes, each from where a line begins.

    Whether a row begins there too is known when the block before it has been read: it ends where the
    next must begin.
    """
    length = Path(path).stat().st_size
    borders = [0]
    if spot.encoding != "utf-16":  # where a line's end is no single byte
        with Path(path).open("rb") as file:
            for near in range(size, length, size):
                file.seek(near)
                file.readline(4 * LONGEST_LINE)
                if borders[-1] < file.tell() < length:
                    borders.append(file.tell())
    stops: list[int | None] = [*borders[1:], None]
    return [Block(path, spot, start, stop) for start, stop in zip(borders, stops, strict=True)]
