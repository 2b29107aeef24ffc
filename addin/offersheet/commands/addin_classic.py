"""``offersheet addin`` for xlwings on Windows, whose configuration says where functions come from."""

from __future__ import annotations

import os
import sys
from locale import getencoding
from pathlib import Path

from offersheet.commands.writing import write_whole
from offersheet.hosts.classic.config import INTERPRETER, settings, with_ours, without_ours

__all__ = ["add", "take_out"]


def add() -> str:
    """Let *Import Functions* find ours, and say what is left to do; the interpreter that is set stays."""
    before = _read(_configuration())
    after = with_ours(before, sys.executable)
    _configuration().parent.mkdir(exist_ok=True)
    added = settings(after).get(INTERPRETER) if not settings(before).get(INTERPRETER) else None
    if added:
        write_whole(_record(), added.encode(getencoding(), _KEPT))
    _write(after)
    other = settings(after).get(INTERPRETER)
    if other == sys.executable:
        return _NEXT
    where = f"interpreter {other}" if other else "Conda environment"
    return f"{_NEXT}\nxlwings keeps the {where} that it was set to: offersheet must be installed there, too"


_NEXT = "xlwings is set: in Excel, on the tab xlwings, Import Functions, then type =EQUITY_PV(400000,0.15)"


def take_out() -> str:
    """Take out of the configuration what was added, and nothing else."""
    if _configuration().exists():
        _write(without_ours(_read(_configuration()), _read(_record())))
        _record().unlink(missing_ok=True)
    return "taken out of xlwings' configuration; a workbook keeps functions that it has imported"


def _configuration() -> Path:
    """Return the user's file, which xlwings' VBA reads as well as its Python."""
    return Path.home() / ".xlwings" / "xlwings.conf"


def _record() -> Path:
    """Return where the interpreter is noted that was added, since one that was set before is to stay."""
    return _configuration().with_name("offersheet.txt")


def _read(file: Path) -> str:
    """Read in Windows' own code page, as VBA does; bytes beyond it are kept as they are."""
    text = file.read_bytes().decode(getencoding(), _KEPT) if file.exists() else ""
    return text.replace("\r\n", "\n")


def _write(text: str) -> None:
    write_whole(_configuration(), text.replace("\n", os.linesep).encode(getencoding(), _KEPT))


_KEPT = "surrogateescape"
