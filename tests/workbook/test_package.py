"""The file itself: the same for the same inputs, safe from its inputs, and showing values at once."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from itertools import chain
from pathlib import Path

import openpyxl
import pytest
from offersheet.errors import InvalidInput
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.reading import read_offers
from offersheet.workbook.build import build_workbook
from offersheet.workbook.parts.inputs import SHOWN_RESULTS
from offersheet.workbook.sheets import declare_sheets

from tests.seeds import few
from tests.workbook.golden import REBUILD, TEMPLATE, Cell, Named

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in (".toml", ".csv"))


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_template_is_what_is_written_today(template):
    """Where it is not, the golden texts say which formulas changed; what else did is in the part named here."""
    now, committed = parts(template), parts(TEMPLATE.read_bytes())
    assert list(now) == list(committed)
    different = [name for name in now if now[name] != committed[name]]
    if different:
        pytest.fail(
            f"the template is stale in {', '.join(different)}{first_difference(template)}\n"
            f"write it anew, and the golden texts with it, by: {REBUILD}",
            pytrace=False,
        )


def first_difference(template: bytes) -> str:
    """Name the first cell of each sheet whose content differs from the committed one, and its key."""
    now, committed = (openpyxl.load_workbook(io.BytesIO(file)) for file in (template, TEMPLATE.read_bytes()))
    named = Named(declare_sheets())
    said = ""
    for sheet in (one for one in now if one.title in committed.sheetnames):
        before = committed[sheet.title]
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.value != before[cell.coordinate].value:
                owner = named.owner(Cell(sheet.title, cell.column, cell.row))
                said += f"\n{sheet.title}!{cell.coordinate}{f' ({owner[0]})' if owner else ''}"
                said += f"\n  was {before[cell.coordinate].value}\n  is  {cell.value}"
                break
    return said


def test_another_process_another_day_writes_the_same_bytes(tmp_path):
    sample = str(SAMPLES[0])
    files = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        out = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-m", "offersheet", "new", str(out), "--offers", sample]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone})
        files.append(out.read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize(
    "texts", [("=1+1", "+x", "-x", "@now", "=HYPERLINK(1)"), ("<a>&amp;", '"q"', "ü 東京")]
)
def test_a_text_that_looks_like_a_formula_stays_text(texts):
    file = build_workbook([Offer(name=text, company=text, metro=text, base=1) for text in texts])
    book = openpyxl.load_workbook(io.BytesIO(file))
    for field in ("name", "company", "metro"):
        [(sheet, cells)] = book.defined_names[f"offer_{field}"].destinations
        [row] = book[sheet][cells]
        assert [(cell.value, cell.data_type) for cell in row[: len(texts)]] == [(text, "s") for text in texts]


def test_only_inputs_can_be_typed_into():
    book = openpyxl.load_workbook(io.BytesIO(build_workbook()))
    inputs = set()
    for name, defined in book.defined_names.items():
        if name.startswith("offer_"):
            [(sheet, cells)] = defined.destinations
            inputs |= {(sheet, cell.coordinate) for row in book[sheet][cells] for cell in row}
    unlocked = {
        (page.title, cell.coordinate)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert inputs < unlocked
    formulas = {
        (page.title, cell.coordinate)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert not unlocked & formulas
    assert [page.title for page in book if not page.protection.sheet] == ["Offers", "Comps", "Functions"]


def test_a_sixth_offer_is_refused():
    offers = [Offer(name=str(number), base=1) for number in range(MOST_OFFERS + 1)]
    with pytest.raises(InvalidInput, match=f"at most {MOST_OFFERS} offers, got {MOST_OFFERS + 1}"):
        build_workbook(offers)


@pytest.mark.parametrize("sample", few(SAMPLES), ids=lambda path: path.stem)
def test_a_viewer_that_does_not_compute_shows_what_computing_gives(sample, office, tmp_path):
    found = read_offers(sample)
    path = tmp_path / "offers.xlsx"
    path.write_bytes(build_workbook(found.offers, found.assumptions))
    written = openpyxl.load_workbook(path, data_only=True)
    with office.open(path) as book:
        book.calculate()
        computed = book.read([f"result_{result.name}" for result in SHOWN_RESULTS])
        assert not book.errors()
        contents = book.contents()
    for result, [cells] in zip(SHOWN_RESULTS, computed, strict=True):
        [(sheet, place)] = written.defined_names[f"result_{result.name}"].destinations
        for cell, value in zip(written[sheet][place][0], cells, strict=True):
            assert (cell.value or "") == (pytest.approx(value, rel=1e-9) if value != "" else "")
    seen = [cell for row in contents["Start"] for cell in row]
    first = [
        cell.value for row in written["Start"].iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert [text for text in first if " is worth most" in text] == [
        text for text in seen if isinstance(text, str) and " is worth most" in text
    ]
