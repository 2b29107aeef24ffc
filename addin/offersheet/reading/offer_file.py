"""The one door for offer files: what may be opened at all, and which reader takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path

from offersheet.errors import InvalidInput, OfferSheetError, UnreadableFile
from offersheet.files import ZIP, opened
from offersheet.model.comps_columns import Comp
from offersheet.reading.csv_file import read_csv
from offersheet.reading.found import Found, OfferFile, assemble
from offersheet.reading.hints import how_to_save
from offersheet.reading.toml_file import read_toml
from offersheet.texts import decoded
from offersheet.worksheet.kinds import printable, spell

__all__ = ["read_comps", "read_offers"]

LARGEST_TEXT = 200_000
"""Bytes. Beside it, a reader of TOML takes seconds over the worst that can be written in so much."""

LARGEST_WORKBOOK = 10_000_000

_TEXTS: Mapping[str, Callable[[str], Found]] = {
    ".toml": read_toml,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
}
_WORKBOOKS = (".xlsx", ".xlsm")


def read_offers(path: str | PathLike[str], *, may_be_empty: bool = False) -> OfferFile:
    """Read the offers and assumptions of a TOML or CSV file, or of a filled workbook.

    A file without offers is refused, unless it ``may_be_empty``.
    What is left out or blank has its default. ``UnreadableFile`` says in one line which file, which
    offer and field, where, and what was expected.
    """
    try:
        return assemble(_found(Path(path)), may_be_empty=may_be_empty)
    except OfferSheetError as error:
        raise UnreadableFile(f"{printable(str(path))}: {error}") from error


def read_comps(path: str | PathLike[str]) -> tuple[Comp, ...]:
    """Read the comps that stand in a filled workbook, as they stand there; no other file holds any."""
    if Path(path).suffix.lower() not in _WORKBOOKS:
        return ()
    try:
        content = _packed(_content(Path(path), LARGEST_WORKBOOK))
        from offersheet.reading.workbook_comps import read_workbook_comps

        return read_workbook_comps(content)
    except OfferSheetError as error:
        raise UnreadableFile(f"{printable(str(path))}: {error}") from error


def _found(path: Path) -> Found:
    suffix = path.suffix.lower()
    content = _content(path, LARGEST_TEXT if suffix in _TEXTS else LARGEST_WORKBOOK)
    if how := how_to_save(path, content):
        raise InvalidInput(how)
    if suffix in _TEXTS:
        return _TEXTS[suffix](_text(content))
    if suffix not in _WORKBOOKS:
        raise InvalidInput(
            f"a file of offers has a name that ends in .toml, .csv or .xlsx, not in {spell(suffix)}"
        )
    content = _packed(content)
    from offersheet.reading.workbook_file import read_workbook  # openpyxl takes a while to import

    return read_workbook(content)


def _packed(content: bytes) -> bytes:
    if not content.startswith(ZIP):
        raise InvalidInput("it is no workbook, though its name says so")
    return content


def _content(path: Path, most: int) -> bytes:
    with opened(path) as file:
        content = file.read(most + 1)
    if not content.strip():
        raise InvalidInput("it is empty")
    if len(content) > most:
        raise InvalidInput(f"it is too large for a file of offers: more than {most:,} bytes")
    return content


def _text(content: bytes) -> str:
    if content.startswith(ZIP):
        raise InvalidInput("it is a workbook, though its name says otherwise; a workbook ends in .xlsx")
    return decoded(content)
