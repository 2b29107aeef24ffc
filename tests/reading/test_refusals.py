"""What is wrong with a file is said in one line: its name, the offer and field, where, what was expected."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from offersheet.errors import UnreadableFile
from offersheet.reading import read_offers
from offersheet.reading.found import FIELDS
from offersheet.reading.offer_file import LARGEST_TEXT, LARGEST_WORKBOOK
from offersheet.reading.toml_file import LONGEST_LINE

ACME = '[[offers]]\nname = "Acme"\nbase = 1\n'


def acme(line):
    return f"{ACME}{line}\n"


TOML = {
    "growth below its domain": (acme("growth = -2"), 'offer "Acme": growth must be above -1, got -2'),
    "percent for a fraction": (
        acme("bonus_target = 15"),
        'offer "Acme": bonus_target must be at most 2 (a rate is a fraction: 0.12, not 12), got 15; '
        "did you mean 0.15?",
    ),
    "text for a number": (
        acme('growth = "ten"'),
        'offer "Acme": growth must be a number such as 0.15 or 15%, got "ten"',
    ),
    "a truth for a number": (acme("growth = true"), 'offer "Acme": growth must be a number, got TRUE'),
    "a day for a number": (
        acme("sign_on = 2026-01-31"),
        'offer "Acme": sign_on must be a number, got 2026-01-31',
    ),
    "a time for a number": (
        acme("sign_on = 07:30:00"),
        'offer "Acme": sign_on must be a number, got datetime.time(7, 30)',
    ),
    "a list for a number": (acme("sign_on = [1]"), 'offer "Acme": sign_on must be a number, got [1]'),
    "a table for a number": (
        acme("sign_on = {a = 1}"),
        "offer \"Acme\": sign_on must be a number, got {'a': 1}",
    ),
    "a number for a text": (acme("company = 37"), 'offer "Acme": company must be a text, got 37'),
    "no number": (acme("sign_on = nan"), 'offer "Acme": sign_on must be a finite number, got nan'),
    "no finite number": (acme("sign_on = inf"), 'offer "Acme": sign_on must be a finite number, got inf'),
    "no choice": (
        acme("vests_per_year = nan"),
        'offer "Acme": vests_per_year must be one of 1, 2, 4, 12, got nan',
    ),
    "too large": (
        acme(f"sign_on = 1{'0' * 400}"),
        'offer "Acme": sign_on must be a number, got a number too large for a cell',
    ),
    "too many digits": (acme(f"sign_on = 1{'0' * 499}"), f"line 4 is longer than {LONGEST_LINE} characters"),
    "unknown word": (
        acme('equity_kind = "shares"'),
        'offer "Acme": equity_kind must be one of "rsu", "iso", "nso", got "shares"',
    ),
    "schedule that does not add up": (
        acme("schedule = [0.5, 0.4]"),
        'offer "Acme": schedule must add to 1, adds to 0.9',
    ),
    "schedule in percent": (acme("schedule = [50, 50]"), 'offer "Acme": schedule must add to 1, adds to 100'),
    "schedule of texts": (
        acme('schedule = ["all"]'),
        'offer "Acme": schedule must be a number such as 0.15 or 15%, got "all"',
    ),
    "schedule without an end": (
        acme(f"schedule = [{'0.05, ' * 20}]"),
        'offer "Acme": schedule must be one row or column of 1 to 10 fractions that add to 1, got 20 numbers',
    ),
    "schedule against years": (
        acme("schedule = [0.5, 0.5]\nvest_years = 4"),
        'offer "Acme": vest_years is 4, but schedule has 2 years',
    ),
    "the same risk twice": (
        acme("exit_value = 1\nliquidity_probability = 0.5"),
        'offer "Acme": liquidity_probability beside an exit_value or an option would count the same risk '
        "twice: leave one of them blank",
    ),
    "misspelt field": (
        acme("growht = 0.1"),
        'offer "Acme": there is no field "growht"; did you mean growth?',
    ),
    "unknown field": (acme("xyzzy = 0.1"), 'offer "Acme": there is no field "xyzzy"'),
    "assumption in an offer": (
        acme("discount_rate = 0.1"),
        'offer "Acme": there is no field "discount_rate"; it belongs to the assumptions',
    ),
    "field in the assumptions": (
        f"{ACME}[assumptions]\ngrowth = 0.1",
        'assumptions: there is no field "growth"; it belongs to an offer or a scenario',
    ),
    "assumption out of its domain": (
        f"{ACME}[assumptions]\nhorizon_years = 41",
        "assumptions: horizon_years must be at most 40, got 41",
    ),
    "scenario out of its domain": (
        f"{ACME}[scenarios.low]\ngrowth = -1",
        "scenario low: growth must be above -1, got -1",
    ),
    "unknown scenario": (
        f"{ACME}[scenarios.worst]\ngrowth = -0.5",
        'scenario worst: there is no scenario "worst": low, base and high are',
    ),
    "scenario that is no table": (f"scenarios.low = 1\n{ACME}", "scenarios.low must be a table, got 1"),
    "assumptions that are no table": (f"assumptions = 1\n{ACME}", "assumptions must be a table, got 1"),
    "unknown table": (
        f"{ACME}[assumption]\ncash_rate = 0",
        'there is no table "assumption"; did you mean assumptions?',
    ),
    "single brackets": ('[offers]\nname = "A"', "each offer begins with [[offers]], in double brackets"),
    "offers that are no tables": ("offers = [1]", "offers must be a table, got 1"),
    "no offer": ("[assumptions]\ncash_rate = 0", "there is no offer in it"),
    "no name": ("[[offers]]\nbase = 1", "offer 1: name is required, and blank"),
    "blank name": ('[[offers]]\nname = " "\nbase = 1', "offer 1: name is required, and blank"),
    "no base": ('[[offers]]\nname = "A"', 'offer "A": base is required, and blank'),
    "the same name": (
        ACME + '[[offers]]\nname = " acme"\nbase = 2',
        'offer " acme": name is taken by another offer; give each its own',
    ),
    "too many": (
        "".join(f'[[offers]]\nname = "{n}"\nbase = 1\n' for n in range(6)),
        "it holds 6 offers, at most 5 can be compared",
    ),
    "not TOML": (
        acme("growth 0.1"),
        "it is not valid TOML: Expected '=' after a key in a key/value pair (at line 4, column 8)",
    ),
    "a decimal comma": (
        acme("growth = 0,15"),
        "it is not valid TOML: Expected newline or end of document after a statement (at line 4, column 11); "
        "did you mean 0.15?",
    ),
    "an amount without quotes": (
        acme("sign_on = 200k  # at the start"),
        "it is not valid TOML: Expected newline or end of document after a statement (at line 4, column 14); "
        'did you mean "200k", in quotes?',
    ),
    "a bonus": (
        acme("bonus = 0.1"),
        'offer "Acme": there is no field "bonus"; did you mean bonus_target?',
    ),
    "a label": (
        acme('"Vests a year" = 4'),
        'offer "Acme": there is no field "Vests a year"; did you mean vests_per_year?',
    ),
    "a control character in a name": (
        '[[offers]]\nname = "A\\u001bB"\nbase = 1',
        'offer "A\\x1bB": name must be a text that fits a cell, got "A\\x1bB", which holds a control character',
    ),
    "the same field twice": (
        acme("base = 2"),
        "it is not valid TOML: Cannot overwrite a value (at line 4, column 9)",
    ),
    "nested without end": ("a = [" + "\n[" * 50_000, "it nests too deeply"),
    "a key without end": ("a." * 50_000 + "a = 1", f"line 1 is longer than {LONGEST_LINE} characters"),
    "commands to a terminal": (
        '[[offers]]\nname = "A[2J\\n\\u202eB"\nbase = 1\ntier = "\\u001b]0;x"',
        'offer "A[2J\\n\\u202eB": tier must be one of "faang", "mid_market", "unicorn", "early_stage", '
        'got "\\x1b]0;x"',
    ),
    "a name without end": (
        f'[[offers]]\nname = "{"x" * 400}"\nbase = -1',
        f'offer "{"x" * 60}...": base must be at least 0, got -1',
    ),
}


@pytest.mark.parametrize(("content", "reason"), TOML.values(), ids=TOML)
def test_toml(refusal, content, reason):
    assert refusal("offers.toml", content) == reason


COLUMNS = "name,Acme,Beta\nbase,1,2\n"
ROWS = "name,base,growth\n"

CSV = {
    "growth below its domain": (
        COLUMNS + "growth,,-2",
        'offer "Beta": growth must be above -1, got -2 (line 3)',
    ),
    "row below its domain": (
        ROWS + "Acme,1\nBeta,2,-2",
        'offer "Beta": growth must be above -1, got -2 (line 3)',
    ),
    "no name": (COLUMNS + "growth,,,0.1", "column 4: name is required, and blank (line 1)"),
    "no base": ("name,Acme,Beta\nbase,1\ngrowth,,0.1", 'offer "Beta": base is required, and blank (line 2)'),
    "row without a name": (ROWS + "Acme,1\n,2,0.1", "line 3: name is required, and blank"),
    "thousands without quotes": (
        "name,Acme\nbase,400,000",
        'column 3: base must be a number such as 400000 or 400,000, got "000" (line 2)',
    ),
    "thousands in a row without quotes": (
        ROWS + "Acme,400,000,0.1",
        "line 2 has 4 cells under 3 names of fields; a comma within a cell needs double quotes around it",
    ),
    "misspelt field": (COLUMNS + "growht,0.1", 'there is no field "growht"; did you mean growth? (line 3)'),
    "misspelt field in a row": (
        "name,base,growht\nAcme,1,2",
        'there is no field "growht"; did you mean growth? (column 3)',
    ),
    "field twice": (COLUMNS + "growth,0.1\nGrowth,0.2", "growth stands twice: line 3 and line 4"),
    "cell without a field": (COLUMNS + ",0.1", "line 3 has no name of a field"),
    "two discount rates": (
        COLUMNS + "discount_rate,0.1,0.2",
        'discount_rate is assumed for all offers: give it once, not "0.2" as well (line 3)',
    ),
    "assumption out of its domain": (
        COLUMNS + "discount_rate,-1",
        "assumptions: discount_rate must be above -1, got -1 (line 3)",
    ),
    "scenario out of its domain": (
        COLUMNS + "scenario_low_growth,,-1",
        "scenario low: growth must be above -1, got -1 (line 3)",
    ),
    "comment with a comma": (
        COLUMNS + "# rough, for now",
        "a comment is one cell: put double quotes around it (line 3)",
    ),
    "quotes without end": (COLUMNS + 'company,"Acme', "line 3 is not CSV: unexpected end of data"),
    "text after quotes": (COLUMNS + 'company,"Acme"s', "line 3 is not CSV: ',' expected after '\"'"),
    "a cell without end": (
        COLUMNS + "company," + "x" * 150_000,
        "line 3 is not CSV: field larger than field limit (131072)",
    ),
    "no field at all": (
        "Employer,Salary\nAcme,1",
        "its first column, or its first row, must hold names of fields: name, base and so on",
    ),
    "comments alone": (
        "# one\n# two",
        "its first column, or its first row, must hold names of fields: name, base and so on",
    ),
    "names alone": ("name\nbase", "there is no offer in it"),
    "a head alone": (ROWS, "there is no offer in it"),
    "assumptions alone": ("discount_rate,0.1\ncash_rate,0.1", "there is no offer in it"),
    "many columns": (
        "name" + ",x" * 50_000 + "\nbase" + ",1" * 40_000,
        "it holds 50000 offers, at most 5 can be compared",
    ),
    "many rows": ("name,base\n" + "x,1\n" * 40_000, "it holds 40000 offers, at most 5 can be compared"),
}


@pytest.mark.parametrize(("content", "reason"), CSV.values(), ids=CSV)
def test_csv(refusal, content, reason):
    assert refusal("offers.csv", content) == reason


NO_NUMBERS = ("abc", "nan", "inf", "-inf", "0x10", "12,34,567", "007", "(5)", "١٢", "4+4", "1/2", "--4")
NO_NUMBERS += (
    "5-",
    "15%%",
    "%",
    "1e3%",
    "€5",
    "150-180k",
    "1.2.3",
    "1,2,3",
    "1 2",
    "1'2",
    "$",
    "k",
    "-$-5",
    "$5%",
)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_text_that_is_no_number(refusal, text):
    reason = refusal("offers.csv", f'name,Acme\nbase,"{text}"')
    assert reason == f'offer "Acme": base must be a number such as 400000 or 400,000, got "{text}" (line 2)'
    reason = refusal("offers.csv", f'name,Acme\nbase,1\ngrowth,"{text}"')
    assert reason == f'offer "Acme": growth must be a number such as 0.15 or 15%, got "{text}" (line 3)'


@pytest.mark.parametrize("field", ["base", "cost_index", "vest_years", "shares", "cliff_months", "tax_year"])
def test_a_percentage_of_what_is_no_fraction(refusal, field):
    rows = {"name": "Acme", "base": "1"} | {field: "95%"}
    reason = refusal("offers.csv", "\n".join(",".join(row) for row in rows.items()))
    assert re.search(rf'{field} must be a number such as [0-9 or,]+, got "95%"', reason)


# ---------------------------------------------------------------- files as such

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD = "it is a workbook in an old format: in Excel, File > Save As > Excel Workbook (.xlsx)"
ODS = b"PK\x03\x04" + 26 * b"\0" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
OPEN_DOCUMENT = "it is an OpenDocument spreadsheet: in LibreOffice, File > Save As > Excel 2007-365 (.xlsx)"
WRONG_FILES = {
    "empty": ("offers.toml", b"", "it is empty"),
    "blank": ("offers.csv", b" \r\n\t\n", "it is empty"),
    "empty workbook": ("offers.xlsx", b"", "it is empty"),
    "half of it utf-16": (
        "offers.csv",
        "name,Acme".encode("utf-16") + b"x",
        "it begins as UTF-16 text, and goes on as something else",
    ),
    "binary": ("offers.csv", b"name,Acme\0\nbase,1", "it is not text"),
    "noise": (
        "offers.csv",
        bytes(range(256)),
        "it is not text",
    ),
    "large text": (
        "offers.csv",
        b"#" * (LARGEST_TEXT + 1),
        f"it is too large for a file of offers: more than {LARGEST_TEXT:,} bytes",
    ),
    "large workbook": (
        "offers.xlsx",
        b"P" * (LARGEST_WORKBOOK + 1),
        f"it is too large for a file of offers: more than {LARGEST_WORKBOOK:,} bytes",
    ),
    "workbook named csv": (
        "offers.csv",
        b"PK\x03\x04 and so on",
        "it is a workbook, though its name says otherwise; a workbook ends in .xlsx",
    ),
    "csv named workbook": (
        "offers.xlsx",
        b"name,Acme\nbase,1\n",
        "it is no workbook, though its name says so",
    ),
    "old workbook": ("offers.xlsx", OLE + b"Workbook", OLD),
    "old workbook under its own name": ("offers.xls", OLE, OLD),
    "workbook with a password": (
        "offers.xlsx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "it has a password: in Excel, File > Info > Protect Workbook > Encrypt with Password, empty it, and save",
    ),
    "OpenDocument": ("offers.ods", ODS, OPEN_DOCUMENT),
    "OpenDocument under another name": ("offers.xlsx", ODS, OPEN_DOCUMENT),
    "Numbers": (
        "offers.numbers",
        b"PK\x03\x04 Index/Document.iwa",
        "it is a Numbers spreadsheet: in Numbers, File > Export To > Excel makes a .xlsx",
    ),
    "binary workbook": (
        "offers.xlsb",
        b"PK\x03\x04 xl/workbook.bin",
        "it is a binary workbook: in Excel, File > Save As > Excel Workbook (.xlsx)",
    ),
    "pdf": (
        "letter.pdf",
        b"%PDF-1.7",
        'a file of offers has a name that ends in .toml, .csv or .xlsx, not in ".pdf"',
    ),
    "no ending": (
        "offers",
        b"name,Acme",
        'a file of offers has a name that ends in .toml, .csv or .xlsx, not in ""',
    ),
}


@pytest.mark.parametrize(("name", "content", "reason"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file(refusal, name, content, reason):
    assert refusal(name, content) == reason


def refused(path):
    with pytest.raises(UnreadableFile) as caught:
        read_offers(path)
    return str(caught.value)


@pytest.mark.parametrize("name", ["offers.toml", "offers.csv", "offers.xlsx", "offers"])
def test_a_file_that_is_not_there(tmp_path, name):
    assert refused(tmp_path / name) == f"{tmp_path / name}: there is no such file"


def test_a_folder(tmp_path):
    folder = tmp_path / "offers.toml"
    folder.mkdir()
    assert refused(folder) == f"{folder}: it is a folder, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_that_nobody_writes_into(tmp_path):
    pipe = tmp_path / "offers.toml"
    os.mkfifo(pipe)
    assert refused(pipe) == f"{pipe}: it is a device or a pipe, not a file"


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def forbidden(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "offers.toml"
    path.write_text(ACME)
    monkeypatch.setattr(Path, "open", forbidden)
    assert refused(path) == f"{path}: it cannot be read (Permission denied)"


def test_a_name_that_commands_the_terminal(tmp_path):
    assert refused(tmp_path / "\x1b[2J.toml").endswith("\\x1b[2J.toml: there is no such file")


# ---------------------------------------------------------------- what the readers rely on


def test_no_name_means_two_fields():
    """An offer's field and an assumption of the same name could not be told apart in CSV."""
    from dataclasses import fields

    from offersheet.model.assumptions import Assumptions
    from offersheet.model.fields import fields_of
    from offersheet.model.offer import Offer

    names = [field.name for declaration in (Offer, Assumptions) for field in fields_of(declaration)]
    assert len(names) == len(set(names))
    assert len(FIELDS) == len(names) + 3 * 4
    assert {field.name for field in fields(Offer)} < set(names)
