"""``offersheet new``: write a workbook, empty or filled from a file of offers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from offersheet.errors import InvalidInput
from offersheet.worksheet.kinds import printable

__all__ = ["new", "write_whole"]


def new(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The workbook to write, such as my-offers.xlsx.")
    ],
    offers: Annotated[
        Path | None,
        typer.Option("--offers", metavar="FILE", help="Offers to fill in: TOML, CSV or a filled workbook."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Write a workbook that compares offers: base, bonus and equity under three scenarios."""
    if out.suffix.lower() != ".xlsx":
        raise InvalidInput(f"{out}: the name of a workbook must end in .xlsx")
    _refuse_existing(out, force)
    from offersheet.workbook.build import build_workbook

    if offers is None:
        file = build_workbook()
        filled = "an empty workbook: type your offers on its sheet Offers"
    else:
        from offersheet.reading import read_comps, read_offers

        found, comps = read_offers(offers), read_comps(offers)
        file = build_workbook(found.offers, found.assumptions, comps)
        filled = ", ".join(printable(offer.name) for offer in found.offers)
        filled += f"; {len(comps):,} comps" if comps else ""
    _refuse_existing(out, force)
    write_whole(out, file)
    print(f"{out}: {filled}")


def _refuse_existing(out: Path, force: bool) -> None:
    if out.is_dir():
        raise InvalidInput(f"{out} is a folder; a workbook needs a name of its own")
    if out.exists() and not force:
        raise InvalidInput(f"{out} exists already; --force replaces it")
    if not out.parent.is_dir():
        raise InvalidInput(f"{out.parent} is no folder to write into")


def write_whole(out: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that it is there whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~_umask())
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
