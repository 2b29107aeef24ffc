"""What was probably meant: by a name of no field, a line that is not TOML, a file of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from offersheet.files import OLD_OFFICE, ZIP
from offersheet.worksheet.spelling import LONGEST_SPELLED, spell

__all__ = ["how_to_save", "meant", "meant_line"]

_CALLED: Mapping[str, str] = {
    "bonus": "bonus_target",
    "salary": "base",
    "pay": "base",
    "employer": "company",
    "equity": "grant_value",
    "stock": "grant_value",
    "rsu": "grant_value",
    "rsus": "grant_value",
    "options": "shares",
    "signing_bonus": "sign_on",
    "signing": "sign_on",
    "vesting": "vest_years",
    "cliff": "cliff_months",
    "raise": "raise_rate",
    "city": "metro",
    "location": "metro",
    "exercise_price": "strike",
    "spending": "annual_spend",
}
"""What people call fields, where likeness would lead to another field or to none."""


def meant(name: str, names: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """Say which of the names was probably meant, if one is near; each may have a label that people read."""
    typed = re.sub(r"[\s-]+", "_", name.strip()[:LONGEST_SPELLED].casefold())
    known = list(names)
    called = {re.sub(r"[\s-]+", "_", label.casefold()): field for field, label in (labels or {}).items()}
    likely = [called.get(typed), _CALLED.get(typed)]
    if len(typed) > 2:
        likely += [field for field in known if field.startswith(typed)]
    likely += get_close_matches(typed, known, n=1)
    return next((f"; did you mean {field}?" for field in likely if field in known), "")


_PAIR = re.compile(r"\s*[\w.-]+\s*=\s*([^\s\"'\[{#][^#]*?)\s*(?:#.*)?")
_PLAIN = re.compile(r"[+-]?[0-9_.]+|true|false")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def meant_line(line: str) -> str:
    """Say what was probably meant by a line that is not TOML: most often something wants quotes.

    >>> meant_line("growth = 0,15"), meant_line("base = $200,000  # a year")
    ('; did you mean 0.15?', '; did you mean "$200,000", in quotes?')
    """
    match = _PAIR.fullmatch(line.strip()[:LONGEST_SPELLED])
    if match is None or _PLAIN.fullmatch(match[1]):
        return ""
    written = match[1]
    if _DECIMAL_COMMA.fullmatch(written) and len(written.partition(",")[2]) != 3:
        return f"; did you mean {written.replace(',', '.')}?"
    return f"; did you mean {spell(written)}, in quotes?"


_IN_EXCEL = "in Excel, File > Save As > Excel Workbook (.xlsx)"
_ENDINGS: Mapping[str, str] = {
    ".ods": "it is an OpenDocument spreadsheet: in LibreOffice, File > Save As > Excel 2007-365 (.xlsx)",
    ".numbers": "it is a Numbers spreadsheet: in Numbers, File > Export To > Excel makes a .xlsx",
    ".xls": f"it is a workbook in an old format: {_IN_EXCEL}",
    ".xlsb": f"it is a binary workbook: {_IN_EXCEL}",
    ".gsheet": "it is a link to Google Sheets: there, File > Download > Microsoft Excel (.xlsx)",
}
_LOCKED = (
    "it has a password: in Excel, File > Info > Protect Workbook > Encrypt with Password, empty it, and save"
)

_CONTENTS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda c: c.startswith(OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in c, _LOCKED),
    (lambda c: c.startswith(OLD_OFFICE), _ENDINGS[".xls"]),
    (lambda c: c.startswith(ZIP) and b"opendocument.spreadsheet" in c[:200], _ENDINGS[".ods"]),
    (lambda c: c.startswith(ZIP) and b"Index/Document.iwa" in c, _ENDINGS[".numbers"]),
    (lambda c: c.startswith(ZIP) and b"xl/workbook.bin" in c, _ENDINGS[".xlsb"]),
)
"""By what a file begins with or holds, whatever its name says."""


def how_to_save(path: Path, content: bytes) -> str:
    """Say how to save a spreadsheet of another kind as .xlsx, or nothing where it is none."""
    told = (words for holds, words in _CONTENTS if holds(content))
    return next(told, "") or _ENDINGS.get(path.suffix.lower(), "")
