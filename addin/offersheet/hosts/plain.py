"""A workbook without any of the looks of ours, written by hand: what a host reads, and a person once.

``openpyxl`` is left to what writes the model; here every part is a few lines, and one may be no XML at all.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import TypeAlias

__all__ = ["Content", "Extra", "Page", "column_letter", "workbook"]

Content: TypeAlias = float | str | bool | None
"""What a cell holds; a text that begins with = is a formula."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK_TYPE = f"{_SHEET_TYPE}.sheet.main+xml"


@dataclass(frozen=True)
class Page:
    """A sheet, line by line."""

    name: str
    lines: Sequence[Sequence[Content]]
    hidden: bool = False
    widths: Sequence[float] = ()
    bold: frozenset[int] = frozenset()
    """Which lines, from 1, are written bold."""
    frozen: int = 0
    """How many lines stay in view."""
    code_name: str = ""
    """What VBA calls it."""


@dataclass(frozen=True)
class Extra:
    """A part that is none of a workbook's own."""

    path: str
    content: str | bytes
    content_type: str = ""
    """Empty for a list of relations."""
    relation: str = ""
    """By which its owner refers to it, if it does."""
    of_book: bool = False
    """Whether the workbook is its owner; else the package as a whole."""


@dataclass
class _Relations:
    """What leads from one part to others."""

    targets: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, target: str) -> str:
        """Add one, and return its name."""
        self.targets.append((kind, target))
        return f"rId{len(self.targets)}"

    @property
    def xml(self) -> str:
        """As a part of the file."""
        each = (
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(self.targets, start=1)
        )
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def workbook(
    pages: Sequence[Page],
    names: Mapping[str, str] | None = None,
    extras: Iterable[Extra] = (),
    content_type: str = _BOOK_TYPE,
    code_name: str = "",
) -> bytes:
    """Return a workbook: its sheets, defined names with their formulas, and whatever else it carries.

    ``code_name`` is what VBA calls it. The same bytes for the same inputs.
    """
    book, package, types = _Relations(), _Relations(), {"xl/workbook.xml": content_type}
    parts: dict[str, str | bytes] = {}
    package.add(f"{_OFFICE}/officeDocument", "xl/workbook.xml")
    sheets = []
    for number, page in enumerate(pages, start=1):
        path = f"worksheets/sheet{number}.xml"
        state = ' state="hidden"' if page.hidden else ""
        identity = book.add(f"{_OFFICE}/worksheet", path)
        sheets.append(f'<sheet name="{escape(page.name)}" sheetId="{number}"{state} r:id="{identity}"/>')
        parts[f"xl/{path}"] = _sheet(page)
        types[f"xl/{path}"] = f"{_SHEET_TYPE}.worksheet+xml"
    book.add(f"{_OFFICE}/styles", "styles.xml")
    parts["xl/styles.xml"], types["xl/styles.xml"] = _STYLES, f"{_SHEET_TYPE}.styles+xml"
    for extra in extras:
        parts[extra.path] = extra.content
        if extra.content_type:
            types[extra.path] = extra.content_type
        if extra.relation:
            owner, target = (book, extra.path.removeprefix("xl/")) if extra.of_book else (package, extra.path)
            owner.add(extra.relation, target)
    parts["xl/workbook.xml"] = _book(sheets, names or {}, code_name)
    parts["xl/_rels/workbook.xml.rels"], parts["_rels/.rels"] = book.xml, package.xml
    return _zipped({"[Content_Types].xml": _types(types), **dict(sorted(parts.items()))})


def _types(types: Mapping[str, str]) -> str:
    overrides = (f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )


_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def _book(sheets: Iterable[str], names: Mapping[str, str], code_name: str) -> str:
    defined = "".join(
        f'<definedName name="{name}">{escape(formula, quote=False)}</definedName>'
        for name, formula in sorted(names.items(), key=lambda each: each[0].lower())
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        + (f'<workbookPr codeName="{code_name}"/>' if code_name else "")
        + f"<sheets>{''.join(sheets)}</sheets>"
        + (f"<definedNames>{defined}</definedNames>" if defined else "")
        + '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )


def _sheet(page: Page) -> str:
    below = f'topLeftCell="A{page.frozen + 1}" activePane="bottomLeft" state="frozen"'
    code_name = f'<sheetPr codeName="{page.code_name}"/>' if page.code_name else ""
    pane = f'<pane ySplit="{page.frozen}" {below}/>'
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(page.widths, start=1)
    )
    rows = "".join(
        f'<row r="{row}">{"".join(_cells(row, line, row in page.bold))}</row>'
        for row, line in enumerate(page.lines, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">{code_name}<sheetViews><sheetView workbookViewId="0">'
        f"{pane if page.frozen else ''}</sheetView></sheetViews>"
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{rows}</sheetData></worksheet>"
    )


def _cells(row: int, line: Sequence[Content], bold: bool) -> Iterable[str]:
    style = ' s="1"' if bold else ""
    for column, content in enumerate(line):
        place = f'<c r="{column_letter(column)}{row}"{style}'
        if isinstance(content, bool):
            yield f'{place} t="b"><v>{int(content)}</v></c>'
        elif isinstance(content, str) and content.startswith("="):
            yield f"{place}><f>{escape(content[1:], quote=False)}</f></c>"
        elif isinstance(content, str):
            text = f'<t xml:space="preserve">{escape(content, quote=False)}</t>'
            yield f'{place} t="inlineStr"><is>{text}</is></c>'
        elif content is not None:
            yield f"{place}><v>{content!r}</v></c>"


def column_letter(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _font(bold: str) -> str:
    return f'<font>{bold}<sz val="11"/><name val="Calibri"/></font>'


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">{_font("")}{_font("<b/>")}</fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
