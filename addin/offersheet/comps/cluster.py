"""The same on many machines: a Dask cluster sums up the blocks of files, and the answer is the same.

Only the scheduler that is named is connected to. Every worker must have offersheet, and the files at the
same paths. What comes back from a block is its tallies, so that what is here in memory is bounded as if
one machine had read everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from offersheet.comps.chunks import Block
from offersheet.comps.filters import Filters
from offersheet.comps.read import Part, Runner, Source, Watch, named, parts_of, read_block
from offersheet.comps.summary import Summary, gathered
from offersheet.errors import InvalidInput
from offersheet.worksheet.kinds import spell

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["BLOCK_BYTES", "on_cluster"]

BLOCK_BYTES = 64_000_000
"""What a worker reads at a time."""

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")

PATIENCE = 10
"""Seconds until a scheduler that does not answer is taken for none."""


@contextmanager
def on_cluster(address: str, block_bytes: int = BLOCK_BYTES) -> Iterator[Runner]:
    """Connect to the scheduler at an address, and give what sums up files there."""
    if not _ADDRESS.fullmatch(address):
        raise InvalidInput(f"--dask takes an address such as tcp://127.0.0.1:8786, got {spell(address)}")
    try:
        from distributed import Client
    except ImportError as error:
        raise InvalidInput("--dask needs Dask: install offersheet[dask]") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise InvalidInput(f"there is no Dask scheduler at {address}") from error

    def run(sources: Iterable[Source], filters: Filters, watch: Watch) -> list[Summary]:
        parted = [(source, parts_of(source, block_bytes)) for source in sources]
        begun = [[_begun(client, block, filters) for block in blocks] for _, blocks in parted]
        summaries: list[Summary] = []
        before = 0
        for (source, blocks), futures in zip(parted, begun, strict=True):
            with named(source.name):
                parts = _joined(client, blocks, futures, filters)
                summaries.append(gathered(part.summary for part in parts))
            before += source.size
            watch(before)
        return summaries

    with client:
        yield run


def _begun(client: Client, block: Block, filters: Filters) -> Future[Part]:
    return client.submit(read_block, block, filters, pure=False)


def _joined(
    client: Client, blocks: Sequence[Block], futures: Sequence[Future[Part]], filters: Filters
) -> Iterator[Part]:
    """Yield the parts of a file in their order.

    A block begins with a line, which need not be a row: a cell may hold a line's end. Where the block
    before it reached beyond its start, it is read again from there; what it said at first is forgotten,
    be it an error.
    """
    reached = 0
    for block, future in zip(blocks, futures, strict=True):
        if block.stop is not None and block.stop <= reached:
            continue
        if block.start < reached:
            future = _begun(client, replace(block, start=reached), filters)
        part: Part = _result(future)
        reached = max(reached, part.end)
        yield part


def _result(future: Future[Part]) -> Part:
    try:
        return future.result()
    except OSError as error:
        raise InvalidInput(
            f"a worker cannot read it ({error.strerror}); it must be at the same path on every machine"
        ) from error
