"""Tables in Parquet, read by pyarrow where it is installed, into frames; only the columns that count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offersheet.comps.frames import Block, Chunk
from offersheet.comps.layouts import Spot, plan_for
from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.files import LARGEST_RATIO

if TYPE_CHECKING:
    from pyarrow import Array
    from pyarrow.parquet import ParquetFile

__all__ = ["blocks", "candidates", "chunks"]

ROWS = 65_536
"""Rows that are in memory at a time."""

HARMLESS = 50_000_000
"""Bytes that any file may unpack to; a larger one to as many times its size as a part of a workbook."""


@contextmanager
def _opened(path: str, **options: Any) -> Iterator[ParquetFile]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InvalidInput("it is Parquet, which needs pyarrow: install offersheet[parquet]") from error
    try:
        with ParquetFile(path, memory_map=False, buffer_size=1 << 20, **options) as file:
            yield file
    except OfferSheetError:
        raise
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        raise InvalidInput("it is no Parquet file, or a damaged one") from error


def candidates(path: str, mapping: Mapping[str, str]) -> Iterator[tuple[list[Any], Spot | None]]:
    """Yield the names of the columns, with where the table is if it is one that is known."""
    with _opened(path) as file:
        names = [field.name for field in file.schema_arrow]
        plan = plan_for(names, mapping)
        if plan:
            _refuse_bomb(file, {names[place] for place in plan.places.values()}, Path(path).stat().st_size)
    yield names, Spot("parquet", plan) if plan else None


def _refuse_bomb(file: ParquetFile, names: set[str], size: int) -> None:
    """Refuse columns that unpack to much more than the file's size: by bytes, or by rows that repeat one."""
    groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
    columns = [group.column(place) for group in groups for place in range(group.num_columns)]
    taken = [column for column in columns if column.path_in_schema.split(".")[0] in names]
    unpacked = sum(max(column.total_uncompressed_size, 8 * column.num_values) for column in taken)
    if unpacked > max(HARMLESS, LARGEST_RATIO * size):
        raise InvalidInput(f"it unpacks to {unpacked:,} bytes, more than a table of comps can hold")


def chunks(block: Block) -> Iterator[Chunk]:
    """Read row groups, some rows at a time."""
    from pyarrow import Table, types

    with _opened(block.path) as file:
        schema = file.schema_arrow
        names = {name: schema.field(place).name for name, place in block.spot.plan.places.items()}
        texts = [
            field.name for field in schema if types.is_string(field.type) or types.is_large_string(field.type)
        ]
        stop = file.num_row_groups if block.stop is None else block.stop
    with _opened(block.path, read_dictionary=texts) as file:
        groups = range(block.start, stop)
        for batch in file.iter_batches(ROWS, row_groups=groups, columns=sorted(set(names.values()))):
            columns = {name: _plain(batch.column(heading)) for name, heading in names.items()}
            frame = Table.from_pydict(columns).to_pandas()
            yield Chunk(frame[frame.notna().any(axis=1)])


def _plain(cells: Array) -> Array:
    """Return numbers and texts as they are, and the name of its type for any other cell: a date is no pay."""
    from pyarrow import compute, float64, scalar, types

    kind = cells.type
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        return cells.cast(float64(), safe=False)
    if types.is_dictionary(kind) or types.is_null(kind):
        return cells
    return compute.if_else(cells.is_valid(), scalar(str(kind)), None)


def blocks(path: str, spot: Spot, size: int) -> Iterator[Block]:
    """Part a file into row groups, of about that many bytes together."""
    with _opened(path) as file:
        sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.num_row_groups)]
    begin = 0
    for end in range(1, len(sizes) + 1):
        if sum(sizes[begin:end]) >= size or end == len(sizes):
            yield Block(path, spot, begin, end)
            begin = end
