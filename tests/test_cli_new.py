"""``offersheet new`` from a filled workbook: what stood in it stands in the new one."""

from __future__ import annotations

import pytest
from offersheet.cli import app, main
from offersheet.model.offer import Offer
from offersheet.reading import read_comps, read_offers
from offersheet.workbook.build import build_workbook
from typer.testing import CliRunner

OFFERS = [Offer(name="Acme", base=150_000)]
COMPS = [{"company": "=1+1", "base": 150_000}, {"title": "x", "total": 200_000}]


def test_comps_go_into_the_new_workbook(tmp_path):
    filled, again = tmp_path / "filled.xlsx", tmp_path / "again.xlsx"
    filled.write_bytes(build_workbook(OFFERS, comps=COMPS))
    done = CliRunner().invoke(app, ["new", str(again), "--offers", str(filled)])
    assert done.exit_code == 0
    assert done.output.rstrip().endswith(": Acme; 2 comps")
    assert list(read_comps(again)) == COMPS
    assert read_offers(again) == read_offers(filled)


def test_comps_that_cannot_be_kept_leave_nothing_behind(tmp_path, monkeypatch, capsys):
    filled, again = tmp_path / "filled.xlsx", tmp_path / "again.xlsx"
    filled.write_bytes(build_workbook(OFFERS, comps=COMPS))
    monkeypatch.setattr("offersheet.reading.workbook_comps.MOST_COMPS", 1)
    monkeypatch.setattr("sys.argv", ["offersheet", "new", str(again), "--offers", str(filled)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "filled.xlsx: it holds more than 1 comps" in capsys.readouterr().err
    assert not again.exists()
