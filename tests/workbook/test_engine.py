"""The machinery: kinds of blocks that say all of themselves, names, and splices that find their place."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from offersheet.workbook.engine import layout
from offersheet.workbook.engine.blocks.block import Block
from offersheet.workbook.engine.layout import Grid, Key, Lines, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.engine.package import Written, finish
from offersheet.workbook.engine.pen import Pen
from offersheet.workbook.engine.place import plan
from offersheet.workbook.sheets import declare_sheets

ROOT = Path(__file__).parents[2]
SHEETS = declare_sheets()
PLAN = plan(SHEETS)
SAYS = sorted({"title", "intro", *Block.__abstractmethods__})


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize("unsaid", SAYS)
def test_a_kind_that_leaves_something_unsaid_fails_when_its_module_is_loaded(unsaid):
    said = {name: vars(Rows).get(name) for name in SAYS if name != unsaid}
    fields = {name: "str" for name in ("title", "intro") if name != unsaid}
    with pytest.raises(TypeError, match=f"the block Half does not say its {unsaid}$"):
        type("Half", (Block,), {**said, "__annotations__": fields})


@pytest.mark.thorough
def test_a_kind_that_leaves_something_unsaid_fails_in_mypy(tmp_path):
    source = (ROOT / "addin/offersheet/workbook/engine/blocks/matrix.py").read_text("utf-8")
    before, _, after = source.partition("    def widths(")
    half = tmp_path / "half.py"
    half.write_text(before + after[after.index("    def ") :], "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", half],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"Final class .*Matrix.* has abstract attributes .*widths", run.stdout), run.stdout


def test_every_kind_is_final_and_to_be_had_for_declaring():
    kinds = [kind for kind in Block.__subclasses__() if kind.__module__.startswith("offersheet.")]
    assert [kind for kind in kinds if not getattr(kind, "__final__", False)] == []
    assert [kind for kind in kinds if getattr(layout, kind.__name__, None) is not kind] == []


PLACED = [
    pytest.param(sheet, block, top, id=f"{sheet.name}-{top}-{type(block).__name__}")
    for sheet, placed in PLAN.sheets
    for block, top in placed
]


@pytest.mark.parametrize(("sheet", "block", "top"), PLACED)
def test_a_block_keeps_to_its_rows(sheet, block, top):
    pen = Pen(openpyxl.Workbook().create_sheet(sheet.name), {}, PLAN, sheet, (), {}, {})
    pen.put(1, 1, "", "title")
    pen.write(block, top)
    assert pen.last_row <= block.first_line(top) + block.height - 1
    for _, boxed in pen.waiting:
        assert top <= boxed.first <= boxed.last <= block.first_line(top) + block.height - 1


# ---------------------------------------------------------------- names

INPUT = Row("offer_name", "Name", "")


def sheet_of(*blocks):
    return Sheet("Here", "Here", "", "model", (Rows("", (INPUT,)), *blocks))


def row(key, formula="1"):
    return Rows("", (Row(key, "A row", "", formula, working="for a test"),))


@pytest.mark.parametrize(
    "block",
    [
        row("pay"),
        Grid("pay", "", range(2), (Key("year", "Year"),)),
        Scalars("", ((Scalar("pay", "Pay", ""),),)),
        Lines((("words", ""),), key="pay"),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_name_that_is_declared_twice_is_refused(block):
    with pytest.raises(KeyError, match="Here: 'pay' is declared twice"):
        plan([sheet_of(block, block)])


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("{pay}", "nothing is named {:pay}"),
        ("{above:pay}", "nothing is named {above:pay}"),
        ("pay", "no scalar"),
    ],
)
def test_a_formula_that_names_what_is_not_there_is_refused(formula, message):
    with pytest.raises(KeyError, match=message):
        plan([sheet_of()]).formula(formula, "Here", 1)


def test_a_line_above_is_of_lines_alone():
    placed = plan([sheet_of(Grid("pay", "", range(2), (Key("year", "Year"),)))])
    with pytest.raises(KeyError, match=r"\{above:pay\}"):
        placed.formula("{above:pay}", "Here", 1)


# ---------------------------------------------------------------- the file

TIMES = "<dcterms:created>then</dcterms:created><dcterms:modified>now</dcterms:modified>"
PAGE = '<dimension ref="A1" /><sheetData /><drawing r:id="rId1" /><tableParts count="1">'
DRAWING = '<cNvPr id="1" name="Chart 1" /><cNvPr id="2" name="Chart 2" />'
SHEET = Written("B2", "<sheetData><row/></sheetData>", "C1:C2", ("one", 'a "second"'))


def package(times=TIMES, page=PAGE, drawing=DRAWING):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("docProps/core.xml", times)
        archive.writestr("xl/worksheets/sheet1.xml", page)
        if drawing:
            archive.writestr("xl/drawings/drawing1.xml", drawing)
    return file.getvalue()


def test_what_openpyxl_does_not_write_is_spliced_in():
    with zipfile.ZipFile(io.BytesIO(finish(package(), [SHEET]))) as archive:
        assert archive.namelist() == [
            "docProps/core.xml",
            "xl/drawings/drawing1.xml",
            "xl/worksheets/sheet1.xml",
        ]
        assert archive.read("docProps/core.xml").decode().count(">2026-01-01T00:00:00Z<") == 2
        assert archive.read("xl/worksheets/sheet1.xml").decode() == (
            '<dimension ref="A1:B2"/><sheetData><row/></sheetData><ignoredErrors><ignoredError sqref="C1:C2" '
            'calculatedColumn="1"/></ignoredErrors><drawing r:id="rId1" /><tableParts count="1">'
        )
        assert (
            'name="Chart 2" descr="a &quot;second&quot;"' in archive.read("xl/drawings/drawing1.xml").decode()
        )


@pytest.mark.parametrize(
    "written",
    [
        {"times": TIMES.replace("modified", "changed")},
        {"page": PAGE.replace("dimension", "size")},
        {"page": PAGE.replace("sheetData", "rows")},
        {"page": PAGE.replace("tableParts", "tables")},
        {"drawing": DRAWING.replace("Chart 2", "Diagram 2")},
        {"drawing": DRAWING + DRAWING},
        {"drawing": ""},
    ],
    ids=str,
)
def test_a_splice_that_does_not_find_its_place_fails(written):
    with pytest.raises(RuntimeError, match="openpyxl wrote"):
        finish(package(**written), [SHEET])
