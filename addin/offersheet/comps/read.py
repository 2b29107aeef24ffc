"""Reading comps from files: the one way from a name to percentiles, whatever the format.

Files are read in chunks, each recognised, cleaned, filtered and counted; what stays in memory is the
tallies: some 50 bytes for each distinct figure of each component, of which most pay data has thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from offersheet.comps import parquet_table, text_table, workbook_table
from offersheet.comps.cleaning import decimal_marks
from offersheet.comps.filters import Filters
from offersheet.comps.frames import Block, Chunk
from offersheet.comps.layouts import Spot, why_unknown
from offersheet.comps.summary import Judged, Summary, gathered, judged
from offersheet.errors import InvalidInput, OfferSheetError, UnreadableFile
from offersheet.files import OLD_OFFICE, ZIP, opened
from offersheet.worksheet.kinds import printable

__all__ = [
    "Comps",
    "Runner",
    "Source",
    "Watch",
    "blocks_of",
    "judged_chunks",
    "named",
    "read_block",
    "read_comps",
]

Watch = Callable[[int], None]
"""Is told how many bytes have been read."""

_PARQUET = b"PAR1"
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")


class _Reader(Protocol):
    """What the reader of a format gives."""

    def candidates(
        self, path: str, mapping: Mapping[str, str], /
    ) -> Iterator[tuple[list[Any], Spot | None]]: ...
    def chunks(self, block: Block, /) -> Iterator[Chunk]: ...
    def blocks(self, path: str, spot: Spot, size: int, /) -> Iterator[Block]: ...


_READERS: Mapping[str, _Reader] = {
    "text": text_table,
    "workbook": workbook_table,
    "parquet": parquet_table,
}


@dataclass(frozen=True)
class _File:
    """A file that can be read."""

    name: str
    """As the person wrote it."""
    path: str
    size: int
    reader: str


@dataclass(frozen=True)
class Source:
    """A file, and where in it the table of comps is."""

    name: str
    path: str
    size: int
    spot: Spot


Runner = Callable[[Iterable[Source], Filters, Watch], list[Summary]]
"""What sums up files, each by itself, in their order; each is looked into when its turn comes."""


@dataclass(frozen=True)
class Comps:
    """What the rows of some files come to."""

    sources: tuple[Source, ...]
    rows: tuple[int, ...]
    """How many rows each file has."""
    filters: Filters
    summary: Summary


def read_comps(
    names: Sequence[Path],
    filters: Filters | None = None,
    mapping: Mapping[str, str] | None = None,
    *,
    run: Runner | None = None,
    watch: Watch = lambda _: None,
) -> Comps:
    """Read files of pay data, in any order and of any formats.

    ``mapping`` names the heading of columns of ours where a table is not known by its headings.
    ``UnreadableFile`` says in one line which file, and what is wrong with it.
    """
    filters = filters or Filters()
    files = [_opened(name) for name in names]
    for place, file in enumerate(files):
        if file.path in {other.path for other in files[:place]}:
            raise UnreadableFile(f"{printable(file.name)}: it is given twice, and would count twice")
    sources: list[Source] = []

    def located() -> Iterator[Source]:
        for file in files:
            with named(file.name):
                sources.append(Source(file.name, file.path, file.size, _spot(file, mapping or {})))
            yield sources[-1]

    summaries = (run or _run)(located(), filters, watch)
    whole = gathered(summaries)
    _refuse_mixed(whole)
    return Comps(tuple(sources), tuple(summary.rows for summary in summaries), filters, whole)


@contextmanager
def named(name: str) -> Iterator[None]:
    """Put the name of a file before what is wrong with it."""
    try:
        yield
    except UnreadableFile:
        raise
    except OfferSheetError as error:
        raise UnreadableFile(f"{printable(name)}: {error}") from error


def _opened(name: Path) -> _File:
    with named(str(name)):
        with opened(name) as file:
            begins = file.read(8)
            size = file.seek(0, 2)
        return _File(str(name), str(name.resolve()), size, _format(begins))


def _format(begins: bytes) -> str:
    """Say by its content which reader takes a file."""
    if not begins:
        raise InvalidInput("it is empty")
    if begins.startswith(OLD_OFFICE):
        raise InvalidInput("it has a password or is in an old format; save it as .xlsx without a password")
    if begins.startswith(_PACKED):
        raise InvalidInput("it is packed; unpack it first")
    if begins.startswith(ZIP):
        return "workbook"
    return "parquet" if begins.startswith(_PARQUET) else "text"


def _spot(file: _File, mapping: Mapping[str, str]) -> Spot:
    """Find the table, or say which columns there are instead."""
    headings: list[Any] = []
    for row, spot in _READERS[file.reader].candidates(file.path, mapping):
        if spot is not None:
            return spot
        # The likeliest row of headings: the first of those with the most cells filled.
        if len([cell for cell in row if cell]) > len([cell for cell in headings if cell]):
            headings = row
    if not headings:
        raise InvalidInput("there is no table in it")
    raise InvalidInput(why_unknown(headings, mapping))


def _refuse_mixed(summary: Summary) -> None:
    """Refuse pay in several currencies; an amount of none may be one of the dollar's, and of no other's."""
    currencies = summary.currencies
    if len(currencies.keys() - {""}) > 1 or len(currencies.keys() | {"USD"}) > 2:
        named = next(name for name, _ in currencies.most_common() if name)
        held = ", ".join(
            f"{name or 'none that is named'} ({rows:,})" for name, rows in currencies.most_common()
        )
        raise InvalidInput(
            printable(
                f"pay in several currencies does not compare: {held}; choose one, as in --currency {named}"
            )
        )


def blocks_of(source: Source, size: int) -> Iterator[Block]:
    """Part a file into blocks of about so many bytes, to be read apart."""
    return _READERS[source.spot.reader].blocks(source.path, source.spot, size)


def judged_chunks(block: Block, filters: Filters) -> Iterator[tuple[Chunk, Judged]]:
    """Read a block in chunks; what can be read in two ways is read as the rest of its file is written."""
    spot = block.spot
    for chunk in _chunks(block):
        found = judged(chunk, spot, filters)
        if found.cleaned.ambiguous and spot.decimal is None:
            spot = replace(spot, decimal=_decimal(Block(block.path, spot, spot.start)))
            found = judged(chunk, spot, filters)
        yield chunk, found


def _chunks(block: Block) -> Iterator[Chunk]:
    return _READERS[block.spot.reader].chunks(block)


def _decimal(block: Block) -> str:
    """Return what stands before decimals: a point if any number says so, else a comma if any does."""
    marks = {""}
    for chunk in _chunks(block):
        marks |= decimal_marks(chunk.frame, block.spot)
        if "." in marks:
            return "."
    return max(marks)


def read_block(block: Block, filters: Filters, watch: Watch = lambda _: None) -> Summary:
    """Sum up a block: the same steps on this machine and on another."""

    def summaries() -> Iterator[Summary]:
        for chunk, found in judged_chunks(block, filters):
            watch(chunk.end)
            yield found.summary

    return gathered(summaries())


def _run(sources: Iterable[Source], filters: Filters, watch: Watch) -> list[Summary]:
    """Sum up one file after another."""
    summaries: list[Summary] = []
    before = 0
    for source in sources:
        with named(source.name):
            block = Block(source.path, source.spot, source.spot.start)
            summaries.append(read_block(block, filters, partial(_tell, watch, before)))
        before += source.size
        watch(before)
    return summaries


def _tell(watch: Watch, before: int, end: int) -> None:
    watch(before + end)
