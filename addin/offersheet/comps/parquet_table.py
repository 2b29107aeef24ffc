"""Tables in Parquet, read by pyarrow where it is installed; only the columns that count are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from offersheet.comps.chunks import CHUNK_ROWS, Block, Chunk, Spot, chunked
from offersheet.comps.layouts import plan_for
from offersheet.errors import InvalidInput, OfferSheetError

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

__all__ = ["blocks", "candidates", "chunks"]


@contextmanager
def _opened(path: str) -> Iterator[ParquetFile]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InvalidInput("it is Parquet, which needs pyarrow: install offersheet[parquet]") from error
    try:
        with ParquetFile(path, memory_map=False, buffer_size=1 << 20) as file:
            yield file
    except OfferSheetError:
        raise
    except (ArrowException, OSError, ValueError) as error:
        raise InvalidInput("it is no Parquet file, or a damaged one") from error


def candidates(path: str, mapping: Mapping[str, str]) -> Iterator[tuple[list[Any], Spot | None]]:
    """Yield the names of the columns, with where the table is if it is one that is known."""
    with _opened(path) as file:
        names = [field.name for field in file.schema_arrow]
    plan = plan_for(names, mapping)
    yield names, Spot("parquet", plan, 0) if plan else None


def chunks(block: Block) -> Iterator[Chunk]:
    """Read row groups in chunks."""
    plan = block.spot.plan
    taken = replace(plan, width=len(plan.places), places={name: at for at, name in enumerate(plan.places)})
    with _opened(block.path) as file:
        names = [file.schema_arrow.field(place).name for place in plan.places.values()]
        stop = file.num_row_groups if block.stop is None else block.stop
        batches = file.iter_batches(CHUNK_ROWS, row_groups=range(block.start, stop), columns=names)
        yield from chunked(_rows(batches, names), taken)


def _rows(batches: Iterable[RecordBatch], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)


def blocks(path: str, spot: Spot, size: int) -> list[Block]:
    """Part a file into row groups, of about that many bytes together."""
    with _opened(path) as file:
        sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups)]
    borders, gathered = [0], 0
    for group, bytes_of_group in enumerate(sizes[:-1], start=1):
        gathered += bytes_of_group
        if gathered >= size:
            borders.append(group)
            gathered = 0
    return [
        Block(path, spot, start, stop)
        for start, stop in zip(borders, [*borders[1:], len(sizes)], strict=True)
    ]
