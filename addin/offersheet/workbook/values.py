"""The values of formulas as a file stores them: taken out, and put in, with every other byte left alone.

Previews, phones and ``pandas.read_excel`` show what is stored and compute nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from offersheet.errors import CellError, InvalidInput

__all__ = ["Stored", "formulas_without_value", "store_values", "without_values"]

# A tag's text holds no "<", and its attributes no ">": each pattern goes once over the part.
_FORMULA = r"<f\b[^>]*(?:/>|>[^<]*</f>)"
_VALUE = r"<v\b[^>]*(?:/>|>[^<]*</v>)"
_CELL = re.compile(rf"<c\b(?P<attributes>[^>]*)>\s*(?P<formula>{_FORMULA})\s*(?P<value>{_VALUE})?\s*</c>")
_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"]*)"')
_TYPE = re.compile(r'\st="[^"]*"')
_TEXT = re.compile(r">([^<]*)<")
_OUTWARD = re.compile(r"<f\b[^>]*>[^<]*\b(WEBSERVICE|RTD|DDE|IMAGE)\(", re.IGNORECASE)
_ARRAY = re.compile(r'<f\b[^>]*\st="array"[^>]*\sref="\w+:\w+"|<f\b[^>]*\sref="\w+:\w+"[^>]*\st="array"')

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BEYOND_15_DIGITS = 1e-14


class _Value(NamedTuple):
    """What a cell shows, as it stands in a file."""

    type: str
    """``n`` a number, ``str`` a text, ``b`` TRUE or FALSE, ``e`` an error."""
    text: str


@dataclass
class Stored:
    """A workbook with the values of its formulas, and how many of them there are."""

    file: bytes = b""
    formulas: int = 0
    changed: int = 0
    """How many showed something else before, or nothing."""
    unknown: list[str] = field(default_factory=list)
    """Cells that the program which computed could not name a value for: they keep what they showed."""


def without_values(file: bytes) -> bytes:
    """Return a workbook whose formulas have no values, so that a program computes all of them.

    Raises ``InvalidInput`` for a formula that would fetch something from elsewhere.
    """

    def stripped(sheet: str, xml: str) -> str:
        if found := _OUTWARD.search(xml):
            raise InvalidInput(
                f"a formula of the sheet {sheet} calls {found[1]}, which asks elsewhere for data"
            )
        if _ARRAY.search(xml):
            raise InvalidInput(
                f"the sheet {sheet} has an array formula over several cells: compute it where it was written"
            )
        return _CELL.sub(lambda cell: f"<c{cell['attributes']}>{cell['formula']}</c>", xml)

    return _rewritten(file, stripped)


def store_values(file: bytes, computed: bytes) -> Stored:
    """Put what a program computed into the formulas of the file from which it did.

    A value that agrees in the fifteen digits which programs write stays as it is, with all of its digits.
    """
    stored = Stored()
    values = {sheet: _values(xml) for sheet, xml in _sheets(computed)}

    def put(sheet: str, xml: str) -> str:
        if sheet not in values:
            raise InvalidInput(f"the program that computed has lost the sheet {sheet}")
        return _CELL.sub(lambda cell: _with_value(cell, sheet, values[sheet], stored), xml)

    stored.file = _rewritten(file, put)
    return stored


def formulas_without_value(file: bytes) -> int:
    """Count the formulas for which a file stores no value."""
    return sum(_value(cell) is None for _, xml in _sheets(file) for cell in _CELL.finditer(xml))


def _with_value(cell: re.Match[str], sheet: str, values: Mapping[str, _Value], stored: Stored) -> str:
    attributes = _attributes(cell)
    address = attributes["r"]
    new, old = values.get(address), _value(cell)
    stored.formulas += 1
    if new is None or (new.type == "e" and new.text in _NOT_KNOWN):
        stored.unknown.append(f"{sheet}!{address}")
        return cell[0]
    if old is not None and _same(old, new):
        return cell[0]
    stored.changed += 1
    # Truth is a number to LibreOffice wherever the cell's look is not that of truth.
    kind = "b" if attributes.get("t") == "b" and new in _TRUTH else new.type
    typed = "" if kind == "n" else f' t="{kind}"'
    return f"<c{_TYPE.sub('', cell['attributes'])}{typed}>{cell['formula']}<v>{new.text}</v></c>"


_TRUTH = {_Value("n", "0"), _Value("n", "1"), _Value("b", "0"), _Value("b", "1")}
_NOT_KNOWN = {CellError.NAME.value}


def _same(old: _Value, new: _Value) -> bool:
    if new.type != "n" or old.type not in ("n", "b"):
        return old == new
    before, now = float(old.text), float(new.text)
    return abs(before - now) <= _BEYOND_15_DIGITS * abs(now)


def _value(cell: re.Match[str]) -> _Value | None:
    """Return what a formula's cell shows; ``None`` where it has no value."""
    if not cell["value"]:
        return None
    text = _TEXT.search(cell["value"])
    kind = _attributes(cell).get("t", "n")
    if text is None or not text[1]:
        return _Value("str", "") if kind == "str" else None
    return _Value(kind, text[1])


def _values(xml: str) -> dict[str, _Value]:
    found = ((_attributes(cell)["r"], _value(cell)) for cell in _CELL.finditer(xml))
    return {address: value for address, value in found if value is not None}


def _attributes(cell: re.Match[str]) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(cell["attributes"]))


def _sheets(file: bytes) -> Iterator[tuple[str, str]]:
    with ZipFile(BytesIO(file)) as archive:
        for part, sheet in _parts(archive).items():
            yield sheet, archive.read(part).decode()


def _rewritten(file: bytes, change: Callable[[str, str], str]) -> bytes:
    """Return the file with its sheets changed, each by its name; every other part is the same."""
    result = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(result, "w") as new:
        sheets = _parts(old)
        for info in old.infolist():
            content = old.read(info)
            if info.filename in sheets:
                content = change(sheets[info.filename], content.decode()).encode()
            new.writestr(info, content, info.compress_type)
    return result.getvalue()


def _parts(archive: ZipFile) -> dict[str, str]:
    """Return which part holds which sheet: the part, and the sheet's name."""
    leads_to = {
        relation.get("Id"): relation.get("Target", "").removeprefix("/xl/")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            parts[f"xl/{leads_to[sheet.get(_RELATION)]}"] = sheet.get("name", "")
    return parts
