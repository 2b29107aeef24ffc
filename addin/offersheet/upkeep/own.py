"""What somebody put into a workbook that is theirs alone: sheets, comments, notes beside what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

from offersheet.reading.workbook_names import spelled
from offersheet.upkeep.places import Page, same_sheets
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
    return sheets + notes + [f"the comment on {cell}" for cell in _comments(content)]


def _comments(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if _COMMENTS.fullmatch(name)]
        cells = [cell for part in parts for cell in _COMMENT.findall(archive.read(part).decode())]
    return list(dict.fromkeys(cells))
