"""What is wrong with a file is said in one line, whatever the file is."""

from __future__ import annotations

import os
import random
import sys
import zipfile

import pyarrow
import pyarrow.parquet
import pytest
from offersheet.comps.filters import Filters
from offersheet.comps.layouts import read_mapping
from offersheet.comps.read import read_comps
from offersheet.comps.text_table import LONGEST_ROW
from offersheet.comps.workbook_table import MOST_CELLS
from offersheet.errors import InvalidInput, UnreadableFile

from tests.comps.written import OWN, own_rows, write_parquet, write_sheet, write_xlsx

HEAD = "company,title,totalyearlycompensation\n"
ROW = "Acme,Engineer,150000\n"

UNKNOWN = (
    "its table is none that is known (LCA disclosure, Levels.fyi, comps): say with --map total=HEADING where the "
    "pay is"
)
TEXTS = {
    "nothing": (b"", "it is empty"),
    "blanks": (b" \n\n ", "it is empty"),
    "blank lines": (b"\n" * 50, "it is empty"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "there is no table in it"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is not text"),
    "a NUL byte": (f"{HEAD}Ac\0me,Engineer,150000\n", "it is not text"),
    "UTF-16 without its mark": ((HEAD + ROW).encode("utf-16-le"), "it is not text"),
    "UTF-16 that ends in the midst": (
        (HEAD + ROW).encode("utf-16")[:-1],
        "it begins as UTF-16 text, and goes on as something else",
    ),
    "packed": (b"\x1f\x8b\x08\0\0\0\0\0", "it is packed; unpack it first"),
    "old Excel": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "it has a password or is in an old format; save it as .xlsx without a password",
    ),
    "a line without end": (
        HEAD + "x" * (LONGEST_ROW + 9),
        f"line 2 is not CSV: it has more than {LONGEST_ROW:,} bytes",
    ),
    "an open quote": (f'{HEAD}"Acme,Engineer,150000\n', "line 2 is not CSV: its quote does not end"),
    "an open quote in a long file": (
        f'{HEAD}"Acme,Engineer,150000\n' + ROW * 10_000,
        "line 2 is not CSV: its quote does not end",
    ),
    "a column twice": (
        f"company,title,totalyearlycompensation,Title\n{ROW}",
        'its column "title", the title, stands 2 times; keep one',
    ),
    "the same column by two names": (
        "source,company,title,base,Base salary\ns,Acme,Engineer,1,2\n",
        'its columns "base" and "Base salary" are both the base; keep one',
    ),
    "another table": (
        "year;status;wages\n2026;single;1\n",
        f'{UNKNOWN}; its columns are "year", "status", "wages"',
    ),
    "a table that commands a terminal": (
        "a\x1b[2J,b\n1,2\n",
        f'{UNKNOWN}; its columns are "a\\x1b[2J", "b"',
    ),
    "no zip archive": (b"PK\x03\x04 and no more", "it is no workbook, or a damaged one"),
    "no Parquet": (b"PAR1 and no more", "it is no Parquet file, or a damaged one"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text_that_is_no_table_of_pay(written, refusal, case):
    content, reason = TEXTS[case]
    assert refusal(written(content)) == reason


def test_what_looks_like_pay_is_offered_and_headings_are_named_whole(written, refusal):
    path = written(
        '"Firm","Role, full","Total yearly compensation","Annual salary?"\n"Acme","Eng",150000,120000\n'
    )
    assert refusal(path) == (
        "its table is none that is known (LCA disclosure, Levels.fyi, comps): say with "
        "--map 'total=Total yearly compensation' --map 'base=Annual salary?' where the pay is; its columns are "
        '"Firm", "Role, full", "Total yearly compensation", "Annual salary?"'
    )


def test_columns_that_are_many_are_not_all_named(written, refusal):
    said = refusal(written(",".join(f"c{number}" for number in range(500))))
    assert said.endswith('"c28", "c29" and 470 more')


def test_a_column_that_is_mapped_and_not_there(written, refusal):
    path = written("firm,pay\nAcme,150000\n")
    reason = 'its table has no column "wage" and no column "role"; its columns are "firm", "pay"'
    assert refusal(path, {"total": "wage", "title": "role"}) == reason
    reason = 'its table has no column "role"; its columns are "firm", "pay"'
    assert refusal(path, {"total": "pay", "title": "role"}) == reason
    reason = (
        "its table has no column of pay: say with --map which is base, bonus, stock, total; its columns are"
    )
    assert refusal(path, {"title": "firm"}) == f'{reason} "firm", "pay"'


def test_what_is_no_file(tmp_path, refusal):
    assert refusal(tmp_path / "none.csv") == "there is no such file"
    (tmp_path / "folder.csv").mkdir()
    assert refusal(tmp_path / "folder.csv") == "it is a folder, not a file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert refusal(tmp_path / "pipe.csv") == "it is a device or a pipe, not a file"


def test_a_file_that_is_given_twice(written):
    path = written(HEAD + ROW)
    with pytest.raises(UnreadableFile, match="given twice") as caught:
        read_comps([path, path.parent / "." / path.name])
    assert str(caught.value).startswith(f"{path}: ")


def test_what_comes_first_is_whole_before_anything_long_is_read(written, tmp_path):
    good = written(HEAD + ROW)
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_comps([good, tmp_path / "none.csv"], watch=lambda _: pytest.fail("read"))


# ---------------------------------------------------------------- workbooks


@pytest.fixture
def book(tmp_path):
    return tmp_path / "comps.xlsx"


def cell(where):
    return f'<row><c r="{where}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("far", "spanned"),
    [
        ("XFD1048576", 1_048_576 * 16_384),
        ("xfd1048576", 1_048_576 * 16_384),
        ("A30000001", MOST_CELLS + 1),
        ("ZZZZZZ1", 321_272_406),
        ("AF1000000", 32_000_000),
    ],
)
@pytest.mark.parametrize("tag", ['<c r="{}">', "<c\n s='1' r = '{}' >", '<x:c t="n" r="{}">'])
def test_two_cells_far_apart_would_fill_memory(book, refusal, far, spanned, tag):
    end = "</x:c>" if "x:" in tag else "</c>"
    write_sheet(book, f"{cell('A1')}<row>{tag.format(far)}<v>1</v>{end}</row>")
    assert refusal(book) == f"a sheet of it spans {spanned:,} cells, of which 30,000,000 can be read"


def test_a_sheet_that_is_all_but_blank(book, refusal):
    """A cell in the last column that is used, row by row: the blank ones take as much memory."""
    write_sheet(book, "".join(cell(f"P{row}") for row in range(1, 150_001)))
    assert refusal(book).startswith("a sheet of it spans 2,")
    assert refusal(book).endswith(" that it has")


def test_more_texts_than_cells(book, refusal):
    texts = "".join(f"<si><t>{number}</t></si>" for number in range(1_000))
    write_sheet(book, cell("A1"), **{"xl/sharedStrings.xml": f"<sst>{texts}</sst>"})
    assert refusal(book) == "it holds more texts than the 1 cells that it has"


def test_names_and_tags_that_would_hold_up_a_search(book, refusal):
    letters = "".join(random.Random(1).choices("ABCDEFGH", k=500_000))
    for hostile in (f'<c r="{letters}1"><v>1</v></c>', "".join(f"<c {number:x}" for number in range(50_000))):
        write_sheet(book, f"<row>{hostile}</row>")
        assert refusal(book) == "it has cells without a place; save it in a spreadsheet program"


def test_cells_without_a_place(book, refusal):
    for hidden in ('<c r="&#88;FD1048576">', '<c s=">" r="XFD1048576">', "<c>"):
        write_sheet(book, f"<row>{hidden}<v>1</v></c></row>")
        assert refusal(book) == "it has cells without a place; save it in a spreadsheet program"


def test_a_tag_without_end(book, refusal):
    noise = "".join(f"{number:x}" for number in range(600_000))
    write_sheet(book, f'<row><c s="{noise}" r="XFD1048576"><v>1</v></c></row>')
    assert refusal(book) == "it is no workbook, or a damaged one"


def test_a_bomb(book, refusal):
    write_sheet(book, " " * 10_000_000 + cell("A1"))
    assert refusal(book).endswith("bytes, more than a table of comps can hold")


def test_a_bomb_that_denies_it(book, refusal):
    """The directory says that the sheet is small."""
    write_sheet(book, " " * 10_000_000 + cell("A1"))
    with zipfile.ZipFile(book) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = book.read_bytes()
    assert content.count(size.to_bytes(4, "little")) == 2
    book.write_bytes(content.replace(size.to_bytes(4, "little"), (400).to_bytes(4, "little")))
    assert refusal(book) == "it is no workbook, or a damaged one"


def test_entities_are_not_expanded(book, refusal):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><a>&b;</a>'
    write_sheet(book, cell("A1"), **{"xl/sharedStrings.xml": bomb})
    refusal(book)


@pytest.mark.parametrize("sheet_data", ["", cell("A1"), "<row><c", '<row r="x"><c r="A0"><v>1</v></c></row>'])
def test_a_sheet_that_is_damaged_or_holds_no_table(book, refusal, sheet_data):
    write_sheet(book, sheet_data)
    assert refusal(book)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_part_that_is_missing_or_damaged(book, refusal, part):
    write_xlsx(book, OWN, own_rows(3))
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for content in (None, parts[part][:-20], b"<", b"\xff" * 50):
        with zipfile.ZipFile(book, "w") as archive:
            for name, old in parts.items():
                if name != part or content is not None:
                    archive.writestr(name, old if name != part else content)
        assert refusal(book)


def test_another_zip_archive(tmp_path, refusal):
    path = tmp_path / "comps.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(path) == "it is a zip archive, but no .xlsx workbook"


# ---------------------------------------------------------------- Parquet


def test_parquet_that_is_damaged(tmp_path, refusal):
    path = tmp_path / "comps.parquet"
    write_parquet(path, OWN, list(own_rows(200)))
    content = path.read_bytes()
    path.write_bytes(content[:-40])
    assert refusal(path) == "it is no Parquet file, or a damaged one"
    path.write_bytes(content[:200] + b"\xff" * 400 + content[600:])
    assert refusal(path) == "it is no Parquet file, or a damaged one"


def test_parquet_that_unpacks_to_much_more(tmp_path, refusal):
    path = tmp_path / "comps.parquet"
    rows = [("a" * 30_000_000, "Engineer", "L3", 150_000)] * 2
    write_parquet(path, ("company", "title", "level", "total"), rows)
    assert path.stat().st_size < 3_500_000
    table = pyarrow.table({"company": pyarrow.array(["Acme"]).take([0] * 2_000_000)})
    for name in ("title", "level", "total"):
        table = table.append_column(name, table.column("company"))
    pyarrow.parquet.write_table(table, path)
    assert refusal(path) == "it unpacks to 64,000,000 bytes, more than a table of comps can hold"


def test_a_moment_is_no_pay(tmp_path):
    path = tmp_path / "comps.parquet"
    moments = pyarrow.array([2**62, 0, None], pyarrow.timestamp("us"))
    names = ["Acme", "Beta", "Gamma"]
    table = {
        "company": names,
        "title": names,
        "base": moments,
        "total": [150_000, 160_000, None],
        "level": names,
    }
    pyarrow.parquet.write_table(pyarrow.table(table), path)
    comps = read_comps([path])
    assert dict(comps.summary.blanked) == {("base", "not_a_number"): 2}
    assert comps.summary.tallies["total"].values.tolist() == [150_000, 160_000]


def test_parquet_without_pyarrow(tmp_path, refusal, monkeypatch):
    path = tmp_path / "comps.parquet"
    write_parquet(path, OWN, list(own_rows(2)))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert refusal(path) == "it is Parquet, which needs pyarrow: install offersheet[parquet]"


# ---------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        (["total"], '--map takes a column and its heading, as in total=Pay, got "total"'),
        (["total= "], '--map takes a column and its heading, as in total=Pay, got "total= "'),
        (["total=Pay", "TOTAL=Wage"], "--map gives total twice"),
        (
            ["pay=Pay"],
            "--map knows the columns source, company, title, level, tier, metro, experience, base, bonus, "
            'stock, total, currency, status, unit, full_time, got "pay"',
        ),
    ],
)
def test_a_mapping_that_cannot_be_read(pairs, reason):
    with pytest.raises(InvalidInput) as caught:
        read_mapping(pairs)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"title": " "}, "title asks for nothing: give a part of it"),
        ({"min_experience": -1}, "min_experience must be a number of years, at least 0, got -1"),
        ({"max_experience": float("nan")}, "max_experience must be a number of years, at least 0, got nan"),
        ({"min_experience": 3, "max_experience": 2}, "min_experience 3 is above max_experience 2"),
    ],
)
def test_filters_that_ask_for_nothing(asked, reason):
    with pytest.raises(InvalidInput) as caught:
        Filters(**asked)
    assert str(caught.value) == reason
