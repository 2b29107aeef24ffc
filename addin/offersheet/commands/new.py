"""``offersheet new``: write a workbook, empty or filled from a file of offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offersheet.commands.left_behind import tell_left_behind
from offersheet.commands.typed import one_host, selftest_for, typed_in
from offersheet.commands.writing import refuse, write_whole
from offersheet.errors import InvalidInput
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from offersheet.workbook.engine.typed import Typed

__all__ = ["new"]


def new(
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="The workbook to write, such as my-offers.xlsx.")
    ] = None,
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
    selftest: Annotated[
        Path | None,
        typer.Option(
            "--selftest",
            metavar="FILE",
            help="Write no offers, but every example and much bad input, each with what it must show: opened "
            "in the program of --functions, its cell test_all says whether that computes as it should.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Write a workbook that compares offers: base, bonus and equity under three scenarios."""
    host = one_host(functions or ())
    if selftest is not None:
        if out or offers or values:
            raise InvalidInput("--selftest goes with --functions, --wheel and --force alone")
        refuse(selftest, force)
        write_whole(selftest, selftest_for(host, wheel))
        print(f"{selftest}: open it, and look at the cell test_all")
        return
    if out is None:
        raise InvalidInput("OUT is missing: the workbook to write, such as my-offers.xlsx")
    _write(out, force, typed_in(host, wheel), offers, values)


def _write(out: Path, force: bool, typed: Typed, offers: Path | None, values: bool) -> None:
    refuse(out, force)
    from offersheet.workbook.build import build_workbook

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
    tell_left_behind(out, file)
    write_whole(out, file)
    print(f"{out}: {filled}")
