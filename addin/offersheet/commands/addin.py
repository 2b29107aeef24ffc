"""``offersheet addin``: build what makes the functions typable in a program, and install it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

from offersheet.commands.writing import refuse, write_whole
from offersheet.errors import InvalidInput

__all__ = ["app"]

Program = Literal["libreoffice", "classic"]

ProgramArgument = Annotated[
    Program,
    typer.Argument(
        metavar="PROGRAM",
        help="The program they are for: libreoffice, or classic, which is Excel for Windows with xlwings.",
    ),
]

app = typer.Typer(
    help="Build and install what makes the functions typable in a program.", no_args_is_help=True
)


@app.command()
def build(
    program: ProgramArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, such as offersheet.oxt.")],
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
    interpreter: Annotated[
        str,
        typer.Option(
            "--interpreter",
            metavar="PATH",
            help="Of classic: the python.exe that answers it; on Windows, this one.",
        ),
    ] = "",
) -> None:
    """Write the add-in as a file: offersheet addin build libreoffice offersheet.oxt."""
    if program == "classic":
        refuse(out, force, "an add-in", ".xlam")
        write_whole(out, _xlam(interpreter or (sys.executable if _on_windows() else "")))
        print(f"{out}: {_TO_ADD}")
        return
    if interpreter:
        raise InvalidInput(
            "--interpreter goes with classic: LibreOffice's extension finds the command itself"
        )
    refuse(out, force, "an extension", ".oxt")
    write_whole(out, _extension())
    print(f"{out}: in LibreOffice, Tools > Extensions > Add; it runs the command offersheet")


_TO_ADD = (
    "on Windows, Properties > Unblock where it was downloaded; then in Excel, "
    "File > Options > Add-ins > Excel Add-ins > Go > Browse"
)


def _xlam(interpreter: str) -> bytes:
    from offersheet.hosts.classic.xlam import addin
    from offersheet.worksheet import catalogue

    return addin(catalogue.functions().values(), interpreter)


@app.command()
def install(
    program: ProgramArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Take it out again.")] = False,
) -> None:
    """Let the program find the functions, for this user; what else is set up there stays."""
    print((_classic if program == "classic" else _libreoffice)(undo))


def _classic(undo: bool) -> str:
    from offersheet.commands.addin_classic import add, take_out

    if not _on_windows():
        raise InvalidInput(
            "classic is Excel on Windows with xlwings; elsewhere Excel has them of xlwings Lite: "
            "offersheet new FILE --functions lite"
        )
    return take_out() if undo else add()


def _on_windows() -> bool:
    return sys.platform == "win32"


def _libreoffice(undo: bool) -> str:
    from offersheet.hosts.libreoffice.child import recorded
    from offersheet.hosts.libreoffice.oxt import EXTENSION

    unopkg = _unopkg()
    if undo:
        _run([unopkg, "remove", EXTENSION])
        recorded().unlink(missing_ok=True)
        return "removed; it is gone when LibreOffice is started again"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "offersheet.oxt"
        file.write_bytes(_extension())
        _run([unopkg, "add", "--force", str(file)])
    recorded().parent.mkdir(parents=True, exist_ok=True)
    recorded().write_text(f"{sys.executable}\n-m\noffersheet\n", encoding="utf-8")
    return "installed; start LibreOffice again and type =EQUITY_PV(400000;0.15) into a cell"


def _extension() -> bytes:
    from offersheet import __version__
    from offersheet.hosts.libreoffice.oxt import extension
    from offersheet.worksheet import catalogue

    return extension(catalogue.functions().values(), __version__)


def _unopkg() -> str:
    """Find LibreOffice's tool for extensions."""
    from offersheet.hosts.libreoffice.program import find

    found = find("unopkg")
    if found is None:
        raise InvalidInput(
            "LibreOffice's tool unopkg was not found; install LibreOffice, or build the extension with "
            "'offersheet addin build libreoffice offersheet.oxt' and add it under Tools > Extensions"
        )
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - LibreOffice's own tool
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = next((line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()), "")
        raise InvalidInput(f"{Path(command[0]).name} did not {command[1]} the extension: {said}")
