"""The finished file: fixed times, fixed order, and what openpyxl does not write.

That is: the cells, which of them are no mistake, and the alternative text of charts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

__all__ = ["finish"]

STAMP = "2026-01-01T00:00:00Z"
_TIMES = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_ROWS = re.compile(r"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*" ?/>')
_AFTER_IGNORED = re.compile("<drawing |<tableParts")
_CHART_NAME = re.compile(r'name="Chart (\d+)"')


def finish(file: bytes, sheets: Sequence[tuple[str, str, str]], pictures: Sequence[Sequence[str]]) -> bytes:
    """Return the workbook with the cells of its sheets, the same parts for the same inputs.

    ``sheets`` are, in their order, the last cell of each, its rows as XML, and the cells of its table that
    no program is to call inconsistent. ``pictures`` are, for each sheet that has charts and in their order,
    what each of them shows in words.
    """
    cells = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(sheets, start=1)}
    texts = {f"xl/drawings/drawing{number}.xml": words for number, words in enumerate(pictures, start=1)}
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(item).decode()
            if item == "docProps/core.xml":
                content = _TIMES.sub(rf"\g<1>{STAMP}\g<3>", content)
            elif item in cells:
                content = _with_cells(content, *cells[item])
            elif item in texts:
                content = _with_texts(content, texts[item])
            new.writestr(zipfile.ZipInfo(item, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _with_cells(xml: str, last_cell: str, rows: str, consistent: str) -> str:
    if consistent:
        ignored = f'<ignoredErrors><ignoredError sqref="{consistent}" calculatedColumn="1"/></ignoredErrors>'
        xml = _AFTER_IGNORED.sub(lambda match: ignored + match[0], xml, count=1)
    xml = _DIMENSION.sub(f'<dimension ref="A1:{last_cell}"/>', xml)
    return _ROWS.sub(lambda _: rows, xml)


def _with_texts(xml: str, texts: Sequence[str]) -> str:
    return _CHART_NAME.sub(lambda match: f'{match[0]} descr="{escape(texts[int(match[1]) - 1])}"', xml)
