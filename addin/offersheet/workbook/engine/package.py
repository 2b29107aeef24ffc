"""The finished file: what openpyxl writes, with what it does not write spliced in.

Each splice has its reason:

- the cells, which openpyxl would take ten times as long to spell, and without the values that a preview shows
- the dimension of a sheet, which openpyxl counts from the cells that it knows
- which cells Excel is not to call inconsistent with their column of a table: openpyxl has no such element
- the alternative text of charts, which openpyxl does not write
- the times of writing, so that the same inputs give the same bytes; the order and the times of the parts, too
- the parts of add-ins, with what leads to them: openpyxl keeps none

A splice that does not find its place, as it may not in what another version of openpyxl writes, fails.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO

from offersheet.workbook.engine.typed import Part

__all__ = ["Written", "finish"]

STAMP = "2026-01-01T00:00:00Z"
_TIMES = re.compile(r"(?<=>)[^<]*(?=</dcterms:(?:created|modified)>)")
_ROWS = re.compile(r"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*" ?/>')
_BEFORE_TABLE = re.compile("(?:<drawing [^>]*>)?<tableParts")
_END_OF_TYPES, _END_OF_RELATIONS = re.compile("</Types>"), re.compile("</Relationships>")
_CHART_NAME = re.compile(r' name="Chart (\d+)"')


@dataclass(frozen=True)
class Written:
    """What a sheet holds that openpyxl does not know of."""

    last_cell: str
    rows: str
    """As they stand in the file."""
    consistent: str
    """The cells of its table that no program is to call inconsistent, if any."""
    pictures: Sequence[str]
    """What each of its charts shows in words, in their order."""


def finish(file: bytes, sheets: Sequence[Written], parts: Sequence[Part] = ()) -> bytes:
    """Return the workbook with what its sheets hold, in their order, and with the parts of add-ins.

    The same parts for the same inputs.
    """
    splices: dict[str, Callable[[str], str]] = {"docProps/core.xml": _with_times}
    for number, sheet in enumerate(sheets, start=1):
        splices[f"xl/worksheets/sheet{number}.xml"] = partial(_with_cells, sheet)
    drawn = (sheet.pictures for sheet in sheets if sheet.pictures)
    for number, texts in enumerate(drawn, start=1):
        splices[f"xl/drawings/drawing{number}.xml"] = partial(_with_texts, texts)
    if parts:
        splices["[Content_Types].xml"] = partial(_with_types, parts)
        splices["_rels/.rels"] = partial(_with_relations, parts)
    return _repacked(file, splices, {part.path: part.xml for part in parts})


def _repacked(file: bytes, splices: Mapping[str, Callable[[str], str]], added: Mapping[str, str]) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted([*old.namelist(), *added], key=lambda name: (name != "[Content_Types].xml", name))
        if missing := splices.keys() - {*names}:
            raise RuntimeError(f"openpyxl wrote no part {min(missing)}")
        for name in names:
            xml = added[name] if name in added else old.read(name).decode()
            xml = splices[name](xml) if name in splices else xml
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), xml, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _with_types(parts: Sequence[Part], xml: str) -> str:
    types = (
        f'<Override PartName="/{part.path}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.content_type
    )
    return _spliced(_END_OF_TYPES, lambda match: f"{''.join(types)}{match[0]}", xml)


def _with_relations(parts: Sequence[Part], xml: str) -> str:
    relations = (
        f'<Relationship Id="part{number}" Type="{part.relation}" Target="{part.path}"/>'
        for number, part in enumerate(parts, start=1)
        if part.relation
    )
    return _spliced(_END_OF_RELATIONS, lambda match: f"{''.join(relations)}{match[0]}", xml)


def _with_times(xml: str) -> str:
    return _spliced(_TIMES, lambda _: STAMP, xml, times=2)


def _with_cells(sheet: Written, xml: str) -> str:
    if sheet.consistent:
        errors = f'<ignoredError sqref="{sheet.consistent}" calculatedColumn="1"/>'
        xml = _spliced(_BEFORE_TABLE, lambda match: f"<ignoredErrors>{errors}</ignoredErrors>{match[0]}", xml)
    xml = _spliced(_DIMENSION, lambda _: f'<dimension ref="A1:{sheet.last_cell}"/>', xml)
    return _spliced(_ROWS, lambda _: sheet.rows, xml)


def _with_texts(texts: Sequence[str], xml: str) -> str:
    return _spliced(
        _CHART_NAME,
        lambda match: f'{match[0]} descr="{escape(texts[int(match[1]) - 1])}"',
        xml,
        times=len(texts),
    )


def _spliced(place: re.Pattern[str], put: Callable[[re.Match[str]], str], xml: str, times: int = 1) -> str:
    """Put something in a place; raise ``RuntimeError`` where that is not found as often as it must be."""
    xml, found = place.subn(put, xml)
    if found != times:
        raise RuntimeError(f"openpyxl wrote {place.pattern} {found} times where {times} were expected")
    return xml
