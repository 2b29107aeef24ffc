"""``offersheet new``: write a workbook, empty or filled from a file of offers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offersheet.commands.typed import one_host, typed_in
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
        list[str] | None,
        typer.Option(
            "--functions",
            metavar="HOST",
            help="Whose functions the sheet Functions calls: no host's in particular (none), xlwings Lite's "
            "(lite), those of xlwings on Windows (classic), LibreOffice's (calc), or those that the workbook "
            "brings along for Excel 365 (lambda).",
        ),
    ] = None,
    wheel: Annotated[
        str,
        typer.Option(
            "--wheel", metavar="URL", help="With lite: where the wheel of this package can be fetched from."
        ),
    ] = "",
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

    typed = typed_in(one_host(functions or ()), wheel)
    if offers is None:
        file = build_workbook(typed=typed)
        filled = "an empty workbook: type your offers on its sheet Offers"
    else:
        from offersheet.reading import read_comps, read_offers

        found, comps = read_offers(offers), read_comps(offers)
        file = build_workbook(found.offers, found.assumptions, comps, typed)
        filled = ", ".join(printable(offer.name) for offer in found.offers)
        filled += f"; {len(comps):,} comps" if comps else ""
    if values:
        from offersheet.commands.recalc import with_values

        file = with_values(file).file
    refuse(out, force)
    write_whole(out, file)
    print(f"{out}: {filled}")
