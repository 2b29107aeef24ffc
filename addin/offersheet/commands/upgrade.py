"""``offersheet upgrade``: carry a workbook to the newest one, with every input in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offersheet.commands.left_behind import name_things
from offersheet.commands.writing import refuse, write_whole
from offersheet.errors import InvalidInput, OfferSheetError, UnreadableFile
from offersheet.worksheet.spelling import printable

__all__ = ["upgrade"]


def upgrade(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A filled workbook, .xlsx.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT", help="The workbook to write; else FILE-upgraded.xlsx."),
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Replace FILE; the old one stays beside it as FILE.bak.")
    ] = False,
    tax_year: Annotated[
        int | None, typer.Option("--tax-year", metavar="YEAR", help="Count with the tax law of this year.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace OUT, or FILE.bak, where it exists.")
    ] = False,
) -> None:
    """Write a workbook anew as this version writes it, with all that was typed into it.

    Offers, assumptions, comps and the settings on other sheets are kept, or it is refused and said which
    would be lost. Sheets, comments and notes of your own, and other axes of the heat map, are not carried:
    they are named before anything is written, and stay in the old file.
    """
    from offersheet.upkeep.upgrade import upgraded

    if in_place and out is not None:
        raise InvalidInput("--in-place and --out exclude each other")
    backup = file.with_name(f"{file.name}.bak")
    target = file if in_place else out or file.with_name(f"{file.stem}-upgraded{file.suffix}")
    if in_place and backup.exists() and not force:
        raise InvalidInput(f"{backup} exists already; --force replaces it")
    refuse(target, force or in_place)
    try:
        new = upgraded(file, tax_year)
    except UnreadableFile:
        raise
    except OfferSheetError as error:
        raise InvalidInput(f"{printable(str(file))}: {error}") from error
    name_things(file, new.left_behind)
    if in_place:
        write_whole(backup, file.read_bytes())
    write_whole(target.resolve() if in_place else target, new.file)
    held = [f"{len(new.kept.offers.offers)} offers"]
    held += [f"{len(new.kept.comps):,} comps"] if new.kept.comps else []
    print(f"{target}: {', '.join(held)}, carried over" + (f"; the old one is {backup}" if in_place else ""))
