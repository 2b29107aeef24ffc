"""Invented pay data, and files of it in every format: deterministic, and no one's real pay."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

LEVELS = (
    "timestamp", "company", "level", "title", "totalyearlycompensation", "location", "yearsofexperience",
    "yearsatcompany", "tag", "basesalary", "stockgrantvalue", "bonus", "gender",
)  # fmt: skip
LCA = (
    "CASE_NUMBER", "CASE_STATUS", "RECEIVED_DATE", "VISA_CLASS", "JOB_TITLE", "SOC_CODE", "SOC_TITLE",
    "FULL_TIME_POSITION", "EMPLOYER_NAME", "WORKSITE_CITY", "WORKSITE_STATE", "WAGE_RATE_OF_PAY_FROM",
    "WAGE_RATE_OF_PAY_TO", "WAGE_UNIT_OF_PAY", "PREVAILING_WAGE", "PW_UNIT_OF_PAY",
)  # fmt: skip
OWN = (
    "source", "company", "title", "level", "tier", "metro", "experience", "base", "bonus", "stock", "total",
)  # fmt: skip

COMPANIES = ("Corvane", "Tesselline AI", "Dunmore Systems", "Ostrava Labs", "Pellucid", "Quern & Daughters")
TITLES = ("Machine Learning Engineer", "Software Engineer", "Research Scientist", "Data Scientist")
PLACES = (
    ("San Jose", "CA"), ("Oakland", "CA"), ("Austin", "TX"), ("Cambridge", "MA"), ("Bellevue", "WA"),
    ("Portland", "OR"), ("New York", "NY"),
)  # fmt: skip
UNITS = {"Year": 1, "Month": 12, "Bi-Weekly": 26, "Week": 52, "Hour": 2080}


def levels_rows(count, seed=1):
    """Rows laid out as Levels.fyi, figures rounded to the thousand as people report them."""
    chance = random.Random(seed)
    for number in range(count):
        base = chance.randrange(90, 260) * 1000
        bonus = round(base * chance.choice((0, 0.1, 0.15, 0.2)), -3)
        stock = chance.randrange(0, 200) * 1000
        city, state = chance.choice(PLACES)
        yield (
            f"2026-01-{1 + number % 28:02} 10:00:00", chance.choice(COMPANIES), f"L{chance.randrange(3, 8)}",
            chance.choice(TITLES), int(base + bonus + stock), f"{city}, {state}", chance.randrange(0, 25), 1,
            "synthetic", base, stock, int(bonus), "",
        )  # fmt: skip


def lca_rows(count, seed=2):
    """Rows laid out as disclosures of labor condition applications."""
    chance = random.Random(seed)
    for number in range(count):
        unit = chance.choices(tuple(UNITS), (90, 2, 1, 1, 6))[0]
        wage = round(chance.randrange(80_000, 260_000) / UNITS[unit], 2)
        city, state = chance.choice(PLACES)
        yield (
            f"I-200-26001-{number:06}", chance.choices(("Certified", "Withdrawn"), (95, 5))[0], "2026-01-05",
            "H-1B", chance.choice(TITLES), "15-1252.00", "Software Developers",
            chance.choices(("Y", "N"), (98, 2))[0], chance.choice(COMPANIES), city.upper(), state, wage, "",
            unit, wage, unit,
        )  # fmt: skip


def own_rows(count, seed=3):
    """Rows of a table of comps, some of their parts blank."""
    chance = random.Random(seed)
    for _ in range(count):
        base = chance.randrange(100, 230) * 1000
        bonus, stock = round(base * 0.15), chance.choice((None, 25_000, 60_000, 110_000))
        yield (
            "synthetic", chance.choice(COMPANIES), chance.choice(TITLES), f"L{chance.randrange(3, 7)}",
            chance.choice(("faang", "mid_market", "unicorn", "early_stage")),
            chance.choice(("bay_area", "austin", "boston", "seattle", "remote")), chance.randrange(0, 20),
            base, bonus, stock, None if stock is None else base + bonus + stock,
        )  # fmt: skip


def csv_text(headings, rows, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="LCA" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_xlsx(path: Path, headings, rows):
    """Write a workbook of one sheet without a library: in a tenth of the time."""
    write_sheet(path, "".join(_row(number, row) for number, row in enumerate((headings, *rows), start=1)))


def write_sheet(path: Path, sheet_data: str, **parts: str):
    """Write a workbook whose one sheet has these rows, in XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, **parts}.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _HEAD + content, zipfile.ZIP_DEFLATED
            )
        sheet = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
        archive.writestr(
            zipfile.ZipInfo("xl/worksheets/sheet1.xml", (2026, 1, 1, 0, 0, 0)), sheet, zipfile.ZIP_DEFLATED
        )


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _row(number, row):
    cells = (_cell(f"{chr(65 + place)}{number}", cell) for place, cell in enumerate(row))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(where, cell):
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return f'<c r="{where}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{where}"><v>{cell}</v></c>'


def write_parquet(path: Path, headings, rows, row_group_size=None):
    import pyarrow
    import pyarrow.parquet

    columns = [list(column) for column in zip(*rows, strict=True)]
    table = pyarrow.table(dict(zip(headings, columns, strict=True)))
    pyarrow.parquet.write_table(table, path, row_group_size=row_group_size)
