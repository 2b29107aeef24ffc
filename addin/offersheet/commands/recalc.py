"""``offersheet recalc``: store in a workbook what its formulas give, for what shows it without computing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offersheet.commands.writing import refuse, write_whole
from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from offersheet.workbook.values import Stored

__all__ = ["recalc", "with_values"]

NAMED = 3
"""How many cells are named at most."""


def recalc(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook, .xlsx.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT", help="Write here, and leave FILE as it is."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Compute a workbook in LibreOffice, and store the values in it.

    Previews, phones and pandas.read_excel show what is stored. Only values of formulas are written; all
    else in FILE stays as it is, byte for byte. Nothing is fetched from anywhere.
    """
    from offersheet.files import opened
    from offersheet.reading.workbook_file import distrusting

    if out is not None:
        refuse(out, force)
    try:
        with opened(file) as source:
            content = source.read()
        with distrusting(content):
            stored = with_values(content)
    except OfferSheetError as error:
        raise InvalidInput(f"{printable(str(file))}: {error}") from error
    if out is not None:
        refuse(out, force)
    if out is not None or stored.changed:
        write_whole(out or file.resolve(), stored.file)
    print(f"{out or file}: {_told(stored)}")


def with_values(content: bytes) -> Stored:
    """Have LibreOffice compute a workbook, told to whoever watches; return it with the values."""
    from offersheet.hosts.libreoffice.program import computed
    from offersheet.workbook.values import store_values, without_values

    with _waiting():
        return store_values(content, computed(without_values(content)))


@contextmanager
def _waiting() -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("LibreOffice computes ..."):
        yield


def _told(stored: Stored) -> str:
    told = f"{stored.formulas:,} formulas, of which {stored.changed:,} show something new"
    if unknown := stored.unknown:
        more = ", ..." if len(unknown) > NAMED else ""
        told += (
            f"; LibreOffice does not know what {len(unknown):,} of them call, which stay as they were "
            f"({', '.join(unknown[:NAMED])}{more})"
        )
    return told
