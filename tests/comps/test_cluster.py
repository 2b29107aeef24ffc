"""A cluster gives the answer of one machine, however a file is parted. Two workers, on this machine alone."""

from __future__ import annotations

import random
import socket

import pytest
from distributed import LocalCluster
from offersheet.comps.cluster import on_cluster
from offersheet.comps.filters import Filters
from offersheet.comps.read import blocks_of, read_comps
from offersheet.errors import InvalidInput, UnreadableFile

from tests.comps.test_read import everything
from tests.comps.written import (
    LCA,
    LEVELS,
    OWN,
    csv_text,
    lca_rows,
    levels_rows,
    own_rows,
    write_parquet,
    write_xlsx,
)
from tests.seeds import few

HEAD = ("company", "title", "location", "totalyearlycompensation")


@pytest.fixture(scope="module")
def scheduler():
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        memory_limit="1GiB",
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


def on(scheduler, paths, filters=None, mapping=None, block_bytes=5_000):
    with on_cluster(scheduler, block_bytes) as run:
        return read_comps(paths, filters, mapping, run=run)


@pytest.mark.thorough
def test_every_format_against_one_machine(scheduler, tmp_path, written):
    write_xlsx(tmp_path / "lca.xlsx", LCA, lca_rows(300))
    write_parquet(tmp_path / "own.parquet", OWN, list(own_rows(2000)), row_group_size=300)
    paths = [
        written(csv_text(LEVELS, levels_rows(3000)), "levels.csv"),
        written(csv_text(OWN, own_rows(500), ";").encode("utf-16"), "wide.csv"),
        tmp_path / "lca.xlsx",
        tmp_path / "own.parquet",
    ]
    filters = Filters(title="engineer", metro="bay_area")
    alone, together = read_comps(paths, filters), on(scheduler, paths, filters)
    assert everything(together) == everything(alone)
    blocks = [len(list(blocks_of(source, 5_000))) for source in alone.sources]
    assert blocks[0] > 50
    assert blocks[1:3] == [1, 1]
    assert blocks[3] > 2


def noisy_rows(count):
    """Rows with everything that can be wrong, and cells that hold whole lines of pay."""
    chance = random.Random(4)
    trap = "".join(f"Trap,Engineer,Austin,{number}000\n" for number in range(100, 130))
    for _ in range(count):
        company = chance.choice(("Acme", "Société", 'a "b" c', "x\ny", trap))
        pay = chance.choice((150_000, 99_500.25, "", "x", -4, 0, 5))
        yield (company, "Engineer", "Oakland, CA", pay)


@pytest.mark.parametrize("block_bytes", few([700, 1_111, 20_000]))
def test_a_cell_that_holds_lines_is_not_cut(scheduler, written, block_bytes):
    path = written(csv_text(HEAD, noisy_rows(300)) + "Acme,Engineer\n")
    alone = read_comps([path])
    assert everything(on(scheduler, [path], block_bytes=block_bytes)) == everything(alone)
    assert alone.rows == (301,)
    assert alone.summary.left_out["ragged"] == 1


def test_what_is_wrong_is_said_as_on_one_machine(scheduler, written):
    path = written(csv_text(HEAD, noisy_rows(300)) + '"Acme,Engineer\n')
    with pytest.raises(UnreadableFile) as caught:
        on(scheduler, [path])
    message = str(caught.value)
    assert message.startswith(f"{path}: line ")
    assert message.endswith("is not CSV: its quote does not end")


def test_a_file_that_a_worker_does_not_have(scheduler, tmp_path):
    path = tmp_path / "lca.xlsx"
    write_xlsx(path, LCA, lca_rows(3))

    def gone(sources):
        for source in sources:
            path.unlink()
            yield source

    with on_cluster(scheduler) as run, pytest.raises(UnreadableFile) as caught:
        read_comps([path], run=lambda sources, *others: run(gone(sources), *others))
    assert str(caught.value) == (
        f"{path}: a worker cannot read it (No such file or directory); it must be at the same path on every machine"
    )


def test_no_scheduler_there(monkeypatch):
    monkeypatch.setattr("offersheet.comps.cluster.PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(InvalidInput) as caught, on_cluster(address):
        pass
    assert str(caught.value) == f"there is no Dask scheduler at {address}"


@pytest.mark.parametrize(
    "address", ["", "processes", "nonsense://x:1", "127.0.0.1:port", "a b:1", "http://x:80"]
)
def test_no_address(address):
    with pytest.raises(InvalidInput, match="--dask takes an address such as") as caught, on_cluster(address):
        pass
    assert str(caught.value).endswith(f'got "{address}"')
