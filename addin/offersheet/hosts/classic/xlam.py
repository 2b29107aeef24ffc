"""The add-in for Excel on Windows as a file: our VBA, xlwings' own, its settings, and help while typing.

The project of VBA is written by ``pyopenvba``, which Office's applications need not be there for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from offersheet.errors import InvalidInput
from offersheet.hosts import intellisense
from offersheet.hosts.classic.config import INTERPRETER, MODULE, MODULES
from offersheet.hosts.classic.modules import modules, opening
from offersheet.hosts.plain import Extra, Page, workbook
from offersheet.worksheet.declare import WorksheetFunction

__all__ = ["PROJECT", "RIBBON", "addin"]

PROJECT = "offersheet"
"""By which the add-in's own sheet and files of configuration are called."""

_BOOK = "ThisWorkbook"
_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RELATIONS = "http://schemas.microsoft.com/office/2006/relationships"
RIBBON = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><ribbon><tabs>
<tab id="offersheetTab" label="Offersheet"><group id="offersheetCells" label="Cells">
<button id="offersheetRepair" label="Mend #NAME?" size="large" imageMso="Refresh"
 onAction="OffersheetCalling.RepairCells"
 screentip="Enter cells again that call functions of offersheet and have stuck at #NAME?"/>
</group></tab></tabs></ribbon></customUI>
"""


def addin(functions: Iterable[WorksheetFunction], interpreter: str = "") -> bytes:
    """Return the ``.xlam``: the same bytes for the same functions, xlwings and interpreter.

    Without an interpreter the add-in looks for one in ``.offersheet/offersheet.conf`` of the user's folder.
    """
    functions = list(functions)
    pages = _pages(functions, interpreter)
    sources = {"xlwings": _of_xlwings(), **modules(functions)}
    extras = [
        Extra(
            "xl/vbaProject.bin",
            _project(pages, sources),
            "application/vnd.ms-office.vbaProject",
            f"{_RELATIONS}/vbaProject",
            of_book=True,
        ),
        Extra("customUI/customUI.xml", RIBBON, relation=f"{_RELATIONS}/ui/extensibility"),
    ]
    return workbook(pages, extras=extras, content_type=_ADDIN, code_name=_BOOK)


def _pages(functions: Iterable[WorksheetFunction], interpreter: str) -> list[Page]:
    """Lay out the sheets: only what is set is written, since a blank setting would hide the user's own."""
    set_here = {MODULES: MODULE, **({INTERPRETER: interpreter} if interpreter else {})}
    return [
        Page(f"{PROJECT}.conf", list(set_here.items()), widths=(20, 60), code_name="Configuration"),
        Page(intellisense.SHEET, intellisense.lines(functions), code_name="IntelliSense"),
    ]


def _of_xlwings() -> str:
    """Return xlwings' own module for add-ins, which calls the library of exactly this version of xlwings."""
    path = distribution("xlwings").locate_file("xlwings/xlwings_custom_addin.bas")
    source = Path(str(path)).read_text(encoding="ascii")
    return source.replace('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"')


def _project(pages: Iterable[Page], sources: Mapping[str, str]) -> bytes:
    """Write the project of VBA for a workbook of these sheets."""
    try:
        from pyopenvba import ExcelFile
    except ImportError:
        raise InvalidInput(
            "the add-in of classic is written by pyOpenVBA: pip install 'offersheet[classic]'"
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "project.xlsm"
        file.write_bytes(workbook(list(pages), content_type=_MACRO_BOOK, code_name=_BOOK))
        with ExcelFile(file) as book:
            project = book.add_vba_project()
            for name, source in sources.items():
                project.add_module(name, _lines(source))
            book.set_module(_BOOK, _lines(opening()))
            book.save()
        with ExcelFile(file) as book:
            return bytes(book.vba_project_bytes())


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")
