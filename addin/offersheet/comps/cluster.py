"""The same on many processes: a Dask cluster sums up the blocks of files, and the answer is the same.

The processes are of this machine, or those of a scheduler that is named, which alone is connected to.
Every worker must have offersheet, and the files at the same paths. What comes back from a block is its
tallies, so that memory here is bounded as if one process had read everything. A block ends with a row:
``dask.dataframe.read_csv`` cuts at any line's end, and a cell may hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from offersheet.comps.filters import Filters
from offersheet.comps.read import Runner, Source, Watch, blocks_of, named, read_block
from offersheet.comps.summary import Summary, gathered
from offersheet.errors import InvalidInput
from offersheet.worksheet.kinds import spell

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["BLOCK_BYTES", "on_cluster"]

BLOCK_BYTES = 64_000_000
"""What a worker reads at a time."""

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_WORKERS = re.compile(r"[1-9][0-9]?")

PATIENCE = 10
"""Seconds until a scheduler that does not answer is taken for none."""


@contextmanager
def on_cluster(address: str, block_bytes: int = BLOCK_BYTES) -> Iterator[Runner]:
    """Give what sums up files by the scheduler at an address, or by so many workers on this machine."""

    def run(sources: Iterable[Source], filters: Filters, watch: Watch) -> list[Summary]:
        begun = [(source, list(_begun(client, source, filters, block_bytes))) for source in sources]
        summaries: list[Summary] = []
        before = 0
        for source, futures in begun:
            with named(source.name):
                summaries.append(gathered(map(_result, futures)))
            before += source.size
            watch(before)
        return summaries

    with _client(address) as client:
        yield run


def _client(address: str) -> Client:
    if not (_ADDRESS.fullmatch(address) or _WORKERS.fullmatch(address)):
        raise InvalidInput(
            "--dask takes an address such as tcp://127.0.0.1:8786, or a number of workers on this machine, "
            f"got {spell(address)}"
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise InvalidInput("--dask needs Dask: install offersheet[dask]") from error
    options: dict[str, Any] = {"address": address, "timeout": PATIENCE}
    if _WORKERS.fullmatch(address):
        options = {
            "n_workers": int(address),
            "threads_per_worker": 1,
            "host": "127.0.0.1",
            "dashboard_address": None,
        }
    try:
        return Client(set_as_default=False, **options)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise InvalidInput(f"there is no Dask scheduler at {address}") from error


def _begun(client: Client, source: Source, filters: Filters, size: int) -> Iterator[Future[Summary]]:
    with named(source.name):
        for block in blocks_of(source, size):
            yield client.submit(read_block, block, filters, pure=False)


def _result(future: Future[Summary]) -> Summary:
    try:
        return future.result()
    except OSError as error:
        raise InvalidInput(
            f"a worker cannot read it ({error.strerror}); it must be at the same path on every machine"
        ) from error
