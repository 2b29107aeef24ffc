"""The rows that a sheet gets: all where they fit, else some whose percentiles are near those of all."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from offersheet.comps.filters import Filters
from offersheet.comps.kept import kept_rows
from offersheet.comps.read import read_comps
from offersheet.comps.tally import tally_of
from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS

from tests.comps.written import LCA, LEVELS, OWN, csv_text, lca_rows, levels_rows, own_rows, write_xlsx
from tests.seeds import examples

HEAD = ("company", "title", "location", "totalyearlycompensation")


def test_all_rows_where_they_fit(written):
    rows = list(own_rows(40))
    kept = kept_rows(read_comps([written(csv_text(OWN, rows))]), 40)
    assert kept.rows == tuple(dict(zip(OWN, row, strict=True)) for row in rows)
    assert (kept.of, kept.note) == (40, "")


def test_rows_of_every_layout_have_our_columns(tmp_path, written):
    book = tmp_path / "lca.xlsx"
    write_xlsx(book, LCA, lca_rows(1, seed=5))
    (lca,) = lca_rows(1, seed=5)
    levels = next(levels_rows(1))
    comps = read_comps([written(csv_text(LEVELS, [levels])), book])
    first, second = kept_rows(comps, 9).rows
    assert list(first) == list(second) == [column.name for column in COLUMNS]
    assert first == {
        "source": "Levels.fyi", "company": levels[1], "title": levels[3], "level": levels[2], "tier": None,
        "metro": first["metro"], "experience": levels[6], "base": levels[9], "stock": levels[10],
        "bonus": levels[11], "total": levels[4],
    }  # fmt: skip
    assert second["source"] == "LCA disclosure"
    assert (second["company"], second["title"]) == (lca[8], lca[4])
    assert second["total"] is second["experience"] is None
    cities = {"San Jose": "bay_area", "OAKLAND": "bay_area", "AUSTIN": "austin", "BELLEVUE": "seattle"}
    assert first["metro"] == cities[levels[5].split(",")[0]]
    assert second["metro"] == cities.get(lca[9], f"{lca[9]}, {lca[10]}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(40))
@given(st.lists(st.integers(10, 40), min_size=2, max_size=80), st.integers(2, 90))
def test_kept_rows_are_evenly_spaced_by_rank(written, pay, most):
    rows = [(f"{number}", "Engineer", "", 1000 * figure) for number, figure in enumerate(pay)]
    comps = read_comps([written(csv_text(HEAD, rows))])
    kept = kept_rows(comps, most)
    count = min(most, len(pay))
    ordered = sorted(rows, key=lambda row: row[3])
    steps = [round(step * (len(pay) - 1) / (count - 1)) for step in range(count)]
    assert [row["total"] for row in sorted(kept.rows, key=lambda row: row["total"])] == [
        ordered[step][3] for step in steps
    ]
    names = [int(row["company"]) for row in kept.rows]
    assert names == sorted(set(names))  # in the order of the file, none twice
    assert kept_rows(comps, most) == kept


def test_percentiles_survive(written):
    comps = read_comps([written(csv_text(LEVELS, levels_rows(5000)))], Filters(title="engineer"))
    kept = kept_rows(comps, 400)
    assert len(kept.rows) == 400
    assert all("Engineer" in row["title"] for row in kept.rows)
    some, every = tally_of([row["total"] for row in kept.rows]), comps.summary.tallies["total"]
    for fraction in (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1):
        assert some.percentile(fraction) == pytest.approx(every.percentile(fraction), rel=0.01)
    assert kept.note == (
        f"400 of {every.count:,} rows, evenly spaced by their pay from the least to the most, so that percentiles "
        "stay near those of all."
    )


def test_files_that_changed_meanwhile(written):
    path = written(csv_text(OWN, own_rows(40)))
    comps = read_comps([path])
    written(csv_text(OWN, own_rows(20)))
    with pytest.raises(InvalidInput, match="changed while they were read"):
        kept_rows(comps, 30)


def test_too_few_to_keep(written):
    comps = read_comps([written(csv_text(OWN, own_rows(4)))])
    with pytest.raises(InvalidInput, match="at least 2"):
        kept_rows(comps, 1)
