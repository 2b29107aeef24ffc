"""Filled workbooks: read by their names, wherever the cells are; damaged and hostile ones refused."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from offersheet.files import LARGEST_RATIO, MOST_PARTS
from offersheet.model.comps_columns import COLUMNS, MOST_COMPS
from offersheet.model.offer import Offer
from offersheet.reading.workbook_file import LARGEST_UNPACKED, MOST_CELL_TAGS, MOST_TAGS
from offersheet.workbook.build import build_workbook
from openpyxl.packaging.custom import FloatProperty, IntProperty, StringProperty

from tests.reading.written import name_cells, saved, workbook

ACME = {"name": "Acme", "base": 200_000.0}
BETA = {"name": "Beta", "base": 150_000.0, "schedule": (0.5, 0.3, 0.2)}


def book(*offers, **assumptions):
    return workbook(offers or (ACME, BETA), assumptions)


def cell_of(book, name, offer=0):
    """The cell of a named row that belongs to an offer."""
    first = re.fullmatch(r"'My inputs'!\$D\$(\d+)(:.*)?", book.defined_names[name].attr_text)
    return book["My inputs"].cell(int(first[1]), 4 + offer)


def read_book(read, book):
    return read("offers.xlsx", saved(book))


def why_not(refusal, book):
    return refusal("offers.xlsx", saved(book))


def test_blank_columns_are_no_offers(read):
    offers = read_book(read, workbook([{}, ACME, {}, BETA], {})).offers
    assert [offer.name for offer in offers] == ["Acme", "Beta"]
    assert offers[1].schedule == (0.5, 0.3, 0.2)


def test_spaces_are_blank(read):
    filled = book(ACME, {"name": "  ", "tier": " "})
    assert len(read_book(read, filled).offers) == 1


def test_rows_may_move(read):
    """A name follows its cells; what stands around them does not matter."""
    filled = book()
    sheet = filled["My inputs"]
    name_cells(filled, "offer_growth", "$D$200:$H$200")
    sheet["D200"], sheet["E200"], sheet["A1"], sheet["I5"] = 0.1, 0.2, "anything", 7
    assert [offer.growth for offer in read_book(read, filled).offers] == [0.1, 0.2]


def test_a_name_in_other_letters(read):
    filled = book(ACME | {"growth": 0.1})
    cells = filled.defined_names.pop("offer_growth").attr_text
    name_cells(filled, "Offer_Growth", cells.partition("!")[2])
    assert read_book(read, filled).offers[0].growth == 0.1


def test_an_older_workbook_lacks_a_row(read):
    filled = book(ACME)
    del filled.defined_names["offer_cost_index"]
    assert read_book(read, filled).offers[0].cost_index == 100


def test_a_number_is_a_name(read):
    assert read_book(read, book({"name": 37, "company": 3.5, "base": 1})).offers[0].name == "37"


def test_properties_stand_in_for_cells_that_are_not_there(read):
    filled = book(cash_rate=0.03)
    del filled.defined_names["discount_rate"], filled.defined_names["horizon_years"]
    filled.custom_doc_props.append(FloatProperty(name="discount_rate", value=0.2))
    filled.custom_doc_props.append(FloatProperty(name="cash_rate", value=0.9))
    filled.custom_doc_props.append(IntProperty(name="horizon_years", value=7))
    filled.custom_doc_props.append(StringProperty(name="Company", value="somebody else's"))
    assumptions = read_book(read, filled).assumptions
    assert (assumptions.discount_rate, assumptions.horizon_years) == (0.2, 7)
    assert assumptions.cash_rate == 0.03


def with_stored(content, formula, stored):
    """Put the result of a formula into the file, as a spreadsheet program does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                text, times = re.subn(rb'(<c r="\w+")( t="\w+")?(><f>%s</f>)<v ?/>' % formula, stored, text)
                assert times == 1
            new.writestr(part, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("stored", "growth"),
    [(rb"\1\3<v>0.25</v>", 0.25), (rb'\1 t="n"\3<v>-0.5</v>', -0.5), (rb"\1\3<v>0</v>", 0.0)],
)
def test_a_formula_counts_as_its_stored_result(read, stored, growth):
    filled = book()
    cell_of(filled, "offer_growth").value = "=A1"
    found = read("offers.xlsx", with_stored(saved(filled), b"A1", stored))
    assert [offer.growth for offer in found.offers] == [growth, 0.0]


def test_a_formula_whose_result_is_an_error(refusal):
    filled = book()
    cell_of(filled, "offer_growth").value = "=A1"
    content = with_stored(saved(filled), b"A1", rb'\1 t="e"\3<v>#DIV/0!</v>')
    place = cell_of(filled, "offer_growth").coordinate
    assert refusal("offers.xlsx", content) == f'offer "Acme": growth is #DIV/0! (cell My inputs!{place})'


@pytest.mark.parametrize("name", ["offer_growth", "offer_name", "offer_schedule", "discount_rate"])
def test_a_formula_without_a_stored_result_is_not_taken_for_a_blank(refusal, name):
    filled = book()
    cell_of(filled, name).value = "=A1"
    assert f"{name.removeprefix('offer_')} is a formula whose result is not stored" in why_not(
        refusal, filled
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("offer_growth", -2, "growth must be above -1, got -2"),
        ("offer_growth", "ten", 'growth must be a number such as 0.15 or 15%, got "ten"'),
        ("offer_growth", True, "growth must be a number, got TRUE"),
        ("offer_growth", "#N/A", "growth is #N/A"),
        ("offer_base", datetime.datetime(2026, 1, 31), "base must be a number, got 2026-01-31 00:00:00"),
        ("offer_schedule", 0.5, "schedule must add to 1, adds to 0.5"),
        ("offer_tier", 1, "tier must be a text, got 1"),
        ("offer_company", True, "company must be a text, got TRUE"),
    ],
)
def test_an_impossible_cell(refusal, name, value, reason):
    filled = book()
    cell = cell_of(filled, name)
    cell.value = value
    assert why_not(refusal, filled) == f'offer "Acme": {reason} (cell My inputs!{cell.coordinate})'


def test_an_impossible_assumption(refusal):
    filled = book(scenario_low_growth=-1)
    place = cell_of(filled, "scenario_low_growth").coordinate
    assert (
        why_not(refusal, filled) == f"scenario low: growth must be above -1, got -1 (cell My inputs!{place})"
    )


def test_an_impossible_property(refusal):
    filled = book()
    del filled.defined_names["discount_rate"]
    filled.custom_doc_props.append(StringProperty(name="discount_rate", value="much"))
    assert (
        why_not(refusal, filled)
        == 'assumptions: discount_rate must be a number such as 0.15 or 15%, got "much" (a document property)'
    )


def test_a_hole_in_a_schedule(refusal):
    filled = book(ACME, BETA)
    cell = cell_of(filled, "offer_schedule", 1)
    place = cell.coordinate
    cell.value = None
    assert why_not(refusal, filled) == (
        f'offer "Beta": schedule has a blank before its end (cell My inputs!{place})'
    )


@pytest.mark.parametrize(
    ("field", "value"), [("base", 1), ("growth", 0.1), ("schedule", (0.5, 0.5)), ("tier", "faang")]
)
def test_a_column_without_a_name(refusal, field, value):
    filled = workbook([ACME, {field: value}], {})
    place = cell_of(filled, "offer_name", 1).coordinate
    assert why_not(refusal, filled) == f"column E: name is required, and blank (cell My inputs!{place})"


def test_a_column_without_a_base(refusal):
    filled = workbook([{}, {"name": "Beta"}], {})
    place = cell_of(filled, "offer_base", 1).coordinate
    assert why_not(refusal, filled) == f'offer "Beta": base is required, and blank (cell My inputs!{place})'


def test_a_workbook_that_nobody_has_filled_in(refusal):
    assert why_not(refusal, workbook([], {})) == "there is no offer in it"
    assert refusal("offers.xlsx", build_workbook()) == "there is no offer in it"


@pytest.mark.parametrize("name", ["offer_name", "offer_base"])
def test_some_other_workbook(refusal, name):
    filled = book()
    del filled.defined_names[name]
    assert why_not(refusal, filled) == (
        f"it is no workbook of offers: no cells are named {name}; offersheet new writes one to fill in"
    )


@pytest.mark.parametrize(
    "cells",
    [
        "#REF!",
        "'My inputs'!#REF!",
        "'My inputs'!$D$5:$G$5",
        "'My inputs'!$D$5:$I$5",
        "'My inputs'!$D$5:$H$6",
        "'My inputs'!$D$5:$D$9",
        "'My inputs'!$H$5:$D$5",
        "'My inputs'!$D$0:$H$0",
        "'My inputs'!$1:$1",
        "'My inputs'!$A$1:$XFD$1048576",
        "'My inputs'!$D$1000000:$H$1000000",
        "'My inputs'!$XEZ$5:$XFD$5",
        "'My inputs'!$D$5:$H$5,'My inputs'!$D$7:$H$7",
        "Elsewhere!$D$5:$H$5",
        "[1]Inputs!$D$5:$H$5",
        "'[other.xlsx]My inputs'!$D$5:$H$5",
        "'file:///etc/[passwd]x'!$D$5:$H$5",
        "$D$5:$H$5",
        "{1,2,3,4,5}",
        'INDIRECT("A1:E1")',
        "=",
        "'" * 5000,
    ],
)
def test_a_name_of_other_cells(refusal, cells):
    filled = book()
    name_cells(filled, "offer_growth", "")
    filled.defined_names["offer_growth"].attr_text = cells
    reason = why_not(refusal, filled)
    assert reason.startswith("its name offer_growth must stand for 1 x 5 cells of one sheet, not for ")


def test_a_name_of_a_block_that_is_too_short(refusal):
    filled = book()
    name_cells(filled, "offer_schedule", "$D$300:$H$304")
    assert why_not(refusal, filled).startswith("its name offer_schedule must stand for 10 x 5 cells")


def test_names_of_other_columns(refusal):
    """Each offer would get the growth of its neighbour."""
    filled = book()
    name_cells(filled, "offer_growth", "$E$300:$I$300")
    assert why_not(refusal, filled) == "its names offer_name and offer_growth are not of the same columns"


def test_a_name_of_no_field(refusal):
    filled = book()
    name_cells(filled, "offer_growht", "$D$300:$H$300")
    assert why_not(refusal, filled) == 'its name "offer_growht" is of no field; did you mean offer_growth?'


# ---------------------------------------------------------------- hostile files

BARE = workbook([], {})
BARE.custom_doc_props.append(StringProperty(name="version", value="1"))
CONTENT = saved(BARE)
SHEET = "xl/worksheets/sheet1.xml"
PARTS = zipfile.ZipFile(io.BytesIO(CONTENT)).namelist()
ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
BOMB = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + ENTITIES + b"]>"
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
NEVER_READ = ("docProps/app.xml", "xl/theme/theme1.xml", "_rels/.rels")


def changed(changes=(), dropped=(), added=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in dropped:
                new.writestr(part, dict(changes).get(part, lambda text: text)(old.read(part)))
        for part, text in added:
            new.writestr(part, text)
    return out.getvalue()


def exploding(doctype):
    def change(text):
        head, mark, rest = text.partition(b"?>")
        declared = head + mark + doctype + rest if mark else doctype + text
        before, end, after = declared.rpartition(b"</")
        return before + b"&e9;" + end + after

    return change


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize("part", [part for part in PARTS if part not in NEVER_READ])
def test_entities(refusal, part, doctype):
    content = changed({part: exploding(doctype)}.items())
    assert refusal("offers.xlsx", content) == "it is no workbook, or a damaged one"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", [b"", b"<", b"<a/>", b"\xff\xfe\0", b"not xml"], ids=repr)
def test_a_part_that_is_damaged(refusal, part, text):
    reason = refusal("offers.xlsx", changed({part: lambda _: text}.items()))
    assert reason.startswith(("it is no workbook", "there is no offer in it", "its name "))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_missing(refusal, part):
    reason = refusal("offers.xlsx", changed(dropped=[part]))
    assert reason.startswith(("it is no workbook", "there is no offer in it", "its name "))


TOO_LARGE = "bytes, more than a workbook of offers can hold"


def test_a_part_that_unpacks_to_far_more(refusal):
    content = changed(added=[("xl/media/image1.png", b"\0" * 3_000_000)])
    assert len(content) < 3_000_000 / LARGEST_RATIO
    assert refusal("offers.xlsx", content).endswith(TOO_LARGE)


def test_parts_that_are_too_large_together(refusal):
    noise = bytes(range(256)) * 4
    out = io.BytesIO(CONTENT)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(9):
            archive.writestr(f"xl/media/{number}.png", noise * (LARGEST_UNPACKED // len(noise) // 9 + 1), 8)
    assert refusal("offers.xlsx", out.getvalue()).endswith(TOO_LARGE)


def test_a_part_that_lies_about_its_size(refusal):
    """The size is taken from the directory, and no more than that is ever unpacked."""
    content = bytearray(changed({SHEET: lambda text: text + b" " * 50_000_000}.items()))
    archive = zipfile.ZipFile(io.BytesIO(content))
    true = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert content.count(true) == 2
    assert refusal("offers.xlsx", bytes(content.replace(true, (9_999).to_bytes(4, "little")))) == (
        "it is no workbook, or a damaged one"
    )


CROWDS = {
    "sheets": ("xl/workbook.xml", b"</sheets>", b'<sheet name="s%d" sheetId="%d"/>', 200_000),
    "names": ("xl/workbook.xml", b"</definedNames>", b'<definedName name="n%d">%d</definedName>', 400_000),
    "fonts": ("xl/styles.xml", b"</fonts>", b'<font><name val="f%d"/><sz val="%d"/></font>', 500_000),
    "cell formats": ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="%d" fontId="%d"/>', 300_000),
    "cells": (SHEET, b"</sheetData>", b'<row r="%d"><c><v>%d</v></c></row>', 600_000),
}


@pytest.mark.parametrize(("part", "end", "one", "times"), CROWDS.values(), ids=CROWDS)
def test_crowds_are_refused_before_they_are_parsed(refusal, monkeypatch, part, end, one, times):
    crowd = b"".join(one % (n * 7919 % 1_000_003, n) for n in range(times))
    content = changed({part: lambda text: text.replace(end, crowd + end)}.items())
    monkeypatch.setattr("offersheet.reading.workbook_file.load_workbook", None)
    what = "cells" if part == SHEET else "sheets, names, fonts or formats"
    assert refusal("offers.xlsx", content) == (
        f"it has more {what} than a workbook of offers can hold ({part})"
    )


def test_our_own_workbook_is_far_from_a_crowd():
    comps = tuple({column.name: f"{n}" for column in COLUMNS} for n in range(MOST_COMPS))
    with zipfile.ZipFile(io.BytesIO(build_workbook([Offer(**ACME)], comps=comps))) as archive:
        tags = {part: archive.read(part).count(b"<") for part in archive.namelist()}
    of_cells = sum(count for part, count in tags.items() if part.startswith("xl/worksheets/"))
    assert 3 * of_cells < MOST_CELL_TAGS
    assert 4 * (sum(tags.values()) - of_cells) < MOST_TAGS


def test_parts_without_number_or_with_one_name(refusal):
    reason = "it is no workbook: its parts are too many, or two share a name"
    assert refusal("offers.xlsx", changed(added=[(f"{n}", b"") for n in range(MOST_PARTS)])) == reason
    with pytest.warns(UserWarning, match="Duplicate"):
        content = changed(added=[("xl/workbook.xml", b"<a/>")])
    assert refusal("offers.xlsx", content) == reason


@pytest.mark.parametrize("size", [4, 30, 100, 1000, len(CONTENT) // 2, len(CONTENT) - 30, len(CONTENT) - 1])
def test_a_file_that_is_cut_off(refusal, size):
    assert refusal("offers.xlsx", CONTENT[:size]) == "it is no workbook, or a damaged one"


def test_an_archive_of_something_else(refusal):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "Dear")
    assert refusal("offers.xlsx", out.getvalue()) == "it is no workbook, or a damaged one"
