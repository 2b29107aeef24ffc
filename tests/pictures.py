"""Pictures of every sheet, to be looked at: filled and empty, as pages and as a screen shows them.

    uv run python -m tests.pictures FOLDER
    uv run python -m tests.pictures --readme

The first writes ``filled-page-Offers-1.png`` and so on; the second makes the README's picture anew. They need
LibreOffice and ``pdftoppm``, and look as the fonts of the machine do.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from offersheet.reading import read_offers
from offersheet.workbook.build import build_workbook

from tests.soffice import Office, start

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "big-tech-vs-startup.toml"
README = ROOT / "addin" / "docs" / "workbook.png"
DOTS = 96
"""To an inch."""


def workbooks() -> dict[str, bytes]:
    """Return the workbooks that are looked at."""
    sample = read_offers(SAMPLE)
    return {"filled": build_workbook(sample.offers, sample.assumptions), "empty": build_workbook()}


def pictured(office: Office, workbook: Path, view: str, folder: Path, only: str = "") -> Iterator[Path]:
    """Write pictures of each sheet of a workbook, or of one sheet only, and yield their paths.

    ``view`` is ``page`` or ``screen``.
    """
    with office.open(workbook, copy=False) as book:
        book.calculate()
        if view == "screen":
            book.unroll()
        for sheet in book.shown_sheets():
            if only in ("", sheet):
                pages = folder / f"{workbook.stem}-{view}-{sheet}"
                pdf = pages.with_suffix(".pdf")
                book.print(sheet, pdf)
                subprocess.run(["pdftoppm", "-png", "-r", str(DOTS), pdf, pages], check=True)
                pdf.unlink()
                yield from sorted(folder.glob(f"{pages.name}-*.png"))


def every_picture(office: Office, folder: Path) -> Iterator[Path]:
    """Write all pictures into a folder, and yield their paths."""
    with TemporaryDirectory() as scratch:
        for name, file in workbooks().items():
            workbook = Path(scratch, f"{name}.xlsx")
            workbook.write_bytes(file)
            for view in ("page", "screen"):
                yield from pictured(office, workbook, view, folder)


def main(where: str) -> None:
    """Write all pictures into a folder, or the README's into its place."""
    with TemporaryDirectory() as scratch, ExitStack() as at_the_end:
        office = start(Path(scratch, "profile"))
        at_the_end.callback(office.end)
        if where == "--readme":
            workbook = Path(scratch, "filled.xlsx")
            workbook.write_bytes(workbooks()["filled"])
            [picture] = pictured(office, workbook, "screen", Path(scratch), only="Start")
            README.write_bytes(picture.read_bytes())
        else:
            folder = Path(where)
            folder.mkdir(parents=True, exist_ok=True)
            for picture in every_picture(office, folder):
                print(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
