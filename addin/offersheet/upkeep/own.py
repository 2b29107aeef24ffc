"""What somebody put into a workbook that a new one has no place for: sheets, comments, notes, other axes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

from offersheet.reading.workbook_names import spelled
from offersheet.upkeep.places import Page, same_sheets
from offersheet.workbook.engine.columns import LABEL, UNIT
from offersheet.workbook.engine.layout import Matrix
from offersheet.workbook.sheets import declare_sheets
from offersheet.worksheet.spelling import printable

__all__ = ["own_things"]

_COMMENTS = re.compile(r"xl/(?:comments|threadedComments)/?[^/]*\.xml")
_COMMENT = re.compile(r"<(?:comment|threadedComment) [^>]*?ref=\"([A-Z]+[0-9]+)\"")


def own_things(content: bytes, found: Sequence[Page], released: Sequence[Page]) -> list[str]:
    """Name what the released workbook has no place for, in words: sheets, comments, notes."""
    ours = {now: name for name, now in same_sheets(released, found)}
    pages = {page.name: page for page in released}
    sheets = [f"the sheet {printable(page.name)}" for page in found if page.name not in ours]
    notes = [
        f"the note in {spelled((page.name, row, column))}"
        for page in found
        if page.name in ours
        for row, column in sorted(page.cells)
        if column > pages[ours[page.name]].width
    ]
    comments = [f"the comment on {cell}" for cell in _comments(content)]
    return [*sheets, *_axes(found, ours), *notes, *comments]


def _axes(found: Sequence[Page], ours: Mapping[str, str]) -> Iterator[str]:
    """Name the heat maps whose growths or discount rates are other ones than they were written with."""
    pages = {ours.get(page.name): page for page in found}
    for sheet in declare_sheets():
        for block in sheet.blocks:
            page = pages.get(sheet.name)
            if isinstance(block, Matrix) and not block.like and page and not _stands_on(page, block):
                yield f"the axes of the heat map on {printable(page.name)}"


def _stands_on(page: Page, matrix: Matrix) -> bool:
    """Say whether a heat map of these axes is anywhere on a sheet."""
    across = range(UNIT, UNIT + len(matrix.columns))
    heads = [at for at, value in page.cells.items() if at[1] == LABEL and value == matrix.corner]
    return any(
        [page.cells.get((head, column)) for column in across] == list(matrix.columns)
        and [page.cells.get((head + 1 + line, LABEL)) for line in range(matrix.height)] == list(matrix.lines)
        for head, _ in heads
    )


def _comments(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if _COMMENTS.fullmatch(name)]
        cells = [cell for part in parts for cell in _COMMENT.findall(archive.read(part).decode())]
    return list(dict.fromkeys(cells))
