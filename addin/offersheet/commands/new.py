"""``offersheet new``: write a workbook, empty or filled from a file of offers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offersheet.commands.left_behind import tell_left_behind
from offersheet.commands.typed import Functions, typed_in
from offersheet.commands.writing import refuse, write_whole
from offersheet.worksheet.spelling import printable

__all__ = ["new"]


def new(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The workbook to write, such as my-offers.xlsx.")
    ],
    offers: Annotated[
        Path | None,
        typer.Option("--offers", metavar="FILE", help="Offers to fill in: TOML, CSV or a filled workbook."),
    ] = None,
    functions: Annotated[
        Functions,
        typer.Option(
            "--functions",
            help="What the sheet Functions calls: an add-in in Excel (none), LibreOffice's (calc), or "
            "functions that the workbook brings along for Excel 365 (lambda).",
        ),
    ] = "none",
    values: Annotated[
        bool,
        typer.Option(
            "--values", help="Have LibreOffice compute every formula, and store what it gives: some seconds."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Write a workbook that compares offers: base, bonus and equity under three scenarios."""
    refuse(out, force)
    from offersheet.workbook.build import build_workbook

    typed = typed_in(functions)
    if offers is None:
        file = build_workbook(typed=typed)
        filled = "an empty workbook: type your offers on its sheet Offers"
    else:
        from offersheet.upkeep.kept import kept

        found = kept(offers)
        file = found.workbook(typed)
        filled = ", ".join(printable(offer.name) for offer in found.offers.offers)
        filled += f"; {len(found.comps):,} comps" if found.comps else ""
    if values:
        from offersheet.commands.recalc import with_values

        file = with_values(file).file
    refuse(out, force)
    tell_left_behind(out)
    write_whole(out, file)
    print(f"{out}: {filled}")
