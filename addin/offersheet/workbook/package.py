"""The finished file: fixed times, fixed order, and values beside formulas for viewers that do not compute."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

__all__ = ["finish"]

STAMP = "2026-01-01T00:00:00Z"
_TIMES = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_FORMULA_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>', re.DOTALL)


def finish(file: bytes, sheets: list[str], values: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the workbook with those values in its formula cells, the same parts for the same inputs."""
    parts = {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(sheets, start=1)}
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for item in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(item)
            if item == "docProps/core.xml":
                content = _TIMES.sub(rf"\g<1>{STAMP}\g<3>", content.decode()).encode()
            elif item in parts:
                content = _with_values(content.decode(), values.get(parts[item], {})).encode()
            new.writestr(zipfile.ZipInfo(item, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _with_values(xml: str, values: Mapping[str, Any]) -> str:
    def fill(match: re.Match[str]) -> str:
        address, attributes, formula = match.groups()
        if address not in values:
            return match[0]
        value = values[address]
        if isinstance(value, str):
            return f'<c r="{address}"{attributes} t="str">{formula}<v>{escape(value)}</v></c>'
        return f'<c r="{address}"{attributes}>{formula}<v>{value!r}</v></c>'

    return _FORMULA_CELL.sub(fill, xml)
