"""One LibreOffice of its own, driven by lines of JSON; run by a Python that has ``uno``.

    python3 soffice_driver.py SOFFICE PROFILE_FOLDER

Each line read is ``[method, argument, ...]`` for a method of ``Office``; each line written is
``{"value": ...}`` or ``{"error": "..."}``. LibreOffice ends when the input does.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

START_WITHIN = 90
"""Seconds: the first start makes a profile, and the machine may be busy."""
END_WITHIN = 10

EDGE = 100
"""Hundredths of a millimetre, as LibreOffice measures: what a page has around it."""
HIGHEST_PAGE = 60_000
"""What of a sheet goes into one picture: two or three screens."""

TEXT = 2
ANYTHING = 1023
ERRORS = 4
"""com.sun.star.sheet.FormulaResult."""


class Office:
    def __init__(self, soffice: str, profile: str) -> None:
        pipe = f"offersheet-tests-{os.getpid()}"
        self.process = subprocess.Popen(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
                *("--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,  # so that it can be ended with its children, and nothing else
        )
        self.documents: list = []
        self.ranges: dict = {}
        self.remembered: dict = {}
        self.modules: dict = {}
        try:
            self.desktop = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except BaseException:
            self.end()
            raise

    def _connect(self, url: str):
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        deadline = time.monotonic() + START_WITHIN
        while True:
            try:
                self.context = resolver.resolve(url)
                return self._service("com.sun.star.frame.Desktop")
            except NoConnectException:
                ended = self.process.poll()
                if ended is not None:
                    raise RuntimeError(f"LibreOffice ended with exit code {ended} while it started") from None
                if time.monotonic() > deadline:
                    raise RuntimeError(f"LibreOffice did not answer within {START_WITHIN} s") from None
                time.sleep(0.1)

    def _service(self, name: str):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def wizard(self, function: str) -> list:
        """Return what the function wizard says: the description, and each argument's name and text."""
        for properties in self._service("com.sun.star.sheet.FunctionDescriptions"):
            said = {prop.Name: prop.Value for prop in properties}
            if said["Name"] == function:
                return [said["Description"], [[each.Name, each.Description] for each in said["Arguments"]]]
        raise KeyError(function)

    def basic(self, source: str, function: str, arguments: list):
        """Call a function of a module of Basic, which must compile and stays: LibreOffice may crash after others."""
        libraries = self._service("com.sun.star.script.ApplicationScriptLibraryContainer")
        if not libraries.hasByName("Standard"):
            libraries.createLibrary("Standard")
        libraries.loadLibrary("Standard")
        library = libraries.getByName("Standard")
        module = self.modules.setdefault(source, f"Tried{len(self.modules)}")
        if not library.hasByName(module):
            library.insertByName(module, source)
        factory = self._service("com.sun.star.script.provider.MasterScriptProviderFactory")
        script = factory.createScriptProvider("").getScript(
            f"vnd.sun.star.script:Standard.{module}.{function}?language=Basic&location=application"
        )
        return script.invoke(tuple(arguments), (), ())[0]

    def new(self) -> int:
        """Open an empty document, which computes whatever is typed at once."""
        hidden = PropertyValue(Name="Hidden", Value=True)
        document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,))
        self.documents.append(document)
        return len(self.documents) - 1

    def clear(self, number: int) -> None:
        """Empty the first sheet and forget all names."""
        self.documents[number].Sheets.getByIndex(0).clearContents(ANYTHING)
        for name in self.documents[number].NamedRanges.ElementNames:
            self.documents[number].NamedRanges.removeByName(name)

    def end(self) -> None:
        with contextlib.suppress(AttributeError, DisposedException):
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(END_WITHIN)
        for ending in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, ending)
                self.process.wait(END_WITHIN)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue

    def open(self, path: str, copy: bool = True) -> int:
        """Open a copy of a file, without a lock beside it; return the number by which it is known.

        A copy cannot be printed: the export to PDF fails on it.
        """
        options = tuple(
            PropertyValue(Name=name, Value=on) for name, on in (("Hidden", True), ("AsTemplate", copy))
        )
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options)
        if document is None:
            raise RuntimeError(f"LibreOffice cannot open {path}")
        document.enableAutomaticCalculation(False)
        self.documents.append(document)
        return len(self.documents) - 1

    def close(self, number: int) -> None:
        self.documents[number].close(True)
        self.documents[number] = None
        self.ranges = {key: cells for key, cells in self.ranges.items() if key[0] != number}

    def insert_rows(self, number: int, sheet: str, before: int, count: int) -> None:
        """Insert blank rows into a sheet, its protection taken off; rows count from 1 on."""
        page = self.documents[number].Sheets.getByName(sheet)
        page.unprotect("")
        page.Rows.insertByIndex(before - 1, count)

    def rename(self, number: int, sheet: str, name: str) -> None:
        self.documents[number].Sheets.getByName(sheet).Name = name

    def move(self, number: int, sheet: str, place: int) -> None:
        self.documents[number].Sheets.moveByName(sheet, place)

    def save(self, number: int, path: str) -> None:
        """Write a copy as an Excel file, or as LibreOffice's own where its name ends so."""
        kind = "calc8" if path.endswith(".ods") else "Calc MS Excel 2007 XML"
        filter_name = PropertyValue(Name="FilterName", Value=kind)
        self.documents[number].storeToURL(Path(path).as_uri(), (filter_name,))

    def print(self, number: int, sheet: str, path: str) -> None:
        """Write the pages of one sheet as a PDF: sheets without a print area are left out where one has any."""
        document = self.documents[number]
        areas = {name: document.Sheets.getByName(name).getPrintAreas() for name in self.sheets(number)}
        for name in areas:
            if name != sheet:
                document.Sheets.getByName(name).setPrintAreas(())
        if not areas[sheet]:
            document.Sheets.getByName(sheet).setPrintAreas((self._used(number, sheet).RangeAddress,))
        document.enableAutomaticCalculation(True)  # without it, no highlight is drawn
        pdf = PropertyValue(Name="FilterName", Value="calc_pdf_Export")
        document.storeToURL(Path(path).as_uri(), (pdf,))
        for name, own in areas.items():
            document.Sheets.getByName(name).setPrintAreas(own)
        document.enableAutomaticCalculation(False)

    def shown_sheets(self, number: int) -> list[str]:
        document = self.documents[number]
        return [name for name in self.sheets(number) if document.Sheets.getByName(name).IsVisible]

    def unroll(self, number: int) -> None:
        """Make of each sheet one wide page, or a few, with all its cells and charts, as they stand on a screen."""
        document = self.documents[number]
        styles = document.StyleFamilies.getByName("PageStyles")
        for name in self.shown_sheets(number):
            sheet = document.Sheets.getByName(name)
            cells = self._with_charts(sheet, self._used(number, name))
            style = document.createInstance("com.sun.star.style.PageStyle")
            styles.insertByName(f"Screen of {name}", style)
            for option in ("HeaderIsOn", "FooterIsOn"):
                setattr(style, option, False)
            for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
                setattr(style, side, EDGE)
            style.ScaleToPagesX, style.ScaleToPagesY = 1, 0  # what rounding adds must not begin a page
            style.Width = cells.Size.Width + 4 * EDGE
            style.Height = min(cells.Size.Height + 4 * EDGE, HIGHEST_PAGE)
            sheet.setPrintAreas((cells.RangeAddress,))
            sheet.setPrintTitleRows(False)
            sheet.setPrintTitleColumns(False)
            sheet.PageStyle = style.Name

    def _with_charts(self, sheet, cells):
        """Extend cells from the first of a sheet on until they lie under all its charts."""
        end = cells.RangeAddress
        column, row = end.EndColumn, end.EndRow
        for index in range(sheet.DrawPage.Count):
            shape = sheet.DrawPage.getByIndex(index)
            while shape.Position.X + shape.Size.Width > sheet.getCellByPosition(column + 1, 0).Position.X:
                column += 1
            while shape.Position.Y + shape.Size.Height > sheet.getCellByPosition(0, row + 1).Position.Y:
                row += 1
        return sheet.getCellRangeByPosition(0, 0, column, row)

    def sheets(self, number: int) -> list[str]:
        return list(self.documents[number].Sheets.ElementNames)

    def names(self, number: int) -> dict[str, str]:
        """Return what each defined name stands for."""
        defined = self.documents[number].NamedRanges
        return {name: defined.getByName(name).Content for name in defined.ElementNames}

    def type(self, number: int, cells: dict[str, list]) -> None:
        """Put rows of numbers and texts where names or addresses say; ``null`` leaves a cell blank."""
        for where, rows in cells.items():
            values = tuple(tuple("" if value is None else value for value in row) for row in rows)
            self._cells(number, where).setDataArray(values)

    def formula(self, number: int, where: str, text: str) -> None:
        """Put a formula into a cell."""
        self._cells(number, where).getCellByPosition(0, 0).setFormula(text)

    def put(self, number: int, formulas: dict[str, list]) -> None:
        """Put rows of formulas into places, and compute what rests on them."""
        for where, rows in formulas.items():
            cells = self._cells(number, where)
            if cells.Spreadsheet.isProtected():
                cells.Spreadsheet.unprotect("")
            cells.setFormulaArray(tuple(map(tuple, rows)))
        self.documents[number].calculate()

    def remember(self, number: int) -> None:
        """Keep what all cells show."""
        self.remembered[number] = self.contents(number)

    def changed(self, number: int) -> list:
        """Return what shows something else than was remembered: sheet, row, column and content."""
        return [
            (name, row, column, value)
            for name, rows in self.contents(number).items()
            for row, (now, then) in enumerate(zip(rows, self.remembered[number][name], strict=True), start=1)
            if now != then
            for column, (value, before) in enumerate(zip(now, then, strict=True), start=1)
            if value != before
        ]

    def formulas_typed(self, number: int, where: str, rows: list) -> None:
        """Put formulas into cells."""
        self._cells(number, where).setFormulaArray(tuple(map(tuple, rows)))

    def array_formula(self, number: int, where: str, text: str) -> None:
        """Put one formula into all cells of a place."""
        self._cells(number, where).setArrayFormula(text)

    def shown(self, number: int, where: str) -> list[list[str | float]]:
        """Return what the cells show: numbers, and texts, those of errors included."""
        cells = self._cells(number, where)
        places = [
            [cells.getCellByPosition(column, row) for column in range(cells.Columns.Count)]
            for row in range(cells.Rows.Count)
        ]
        return [
            [
                cell.String if cell.getError() or cell.FormulaResultType2 == TEXT else cell.Value
                for cell in row
            ]
            for row in places
        ]

    def name(self, number: int, name: str, content: str) -> None:
        """Define a name, relative to the first cell of the first sheet."""
        document = self.documents[number]
        first = document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
        document.NamedRanges.addNewByName(name, content, first, 0)

    def calculate(self, number: int) -> None:
        """Compute every formula, whatever value it had."""
        self.documents[number].calculateAll()

    def read(self, number: int, places: list[str]) -> list:
        """Return the rows that each name or address stands for: numbers, texts, "" for blanks."""
        return [self._cells(number, where).getDataArray() for where in places]

    def formulas(self, number: int, where: str) -> list:
        """Return what was typed into the cells: formulas begin with an equals sign."""
        return self._cells(number, where).getFormulaArray()

    def errors(self, number: int) -> list[str]:
        """Return the addresses of all cells that show an error."""
        sheets = self.documents[number].Sheets
        found = (
            sheets.getByIndex(index).queryFormulaCells(ERRORS).RangeAddressesAsString
            for index in range(sheets.Count)
        )
        return [address for addresses in found if addresses for address in addresses.split(";")]

    def contents(self, number: int) -> dict[str, list]:
        """Return all rows of each sheet, from its first cell on."""
        return {name: self._used(number, name).getDataArray() for name in self.sheets(number)}

    def _used(self, number: int, sheet: str):
        cursor = self.documents[number].Sheets.getByName(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return (
            self.documents[number]
            .Sheets.getByName(sheet)
            .getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        )

    def _cells(self, number: int, where: str):
        """Find cells by a defined name or an address such as ``Offers.D5:H5``."""
        if (number, where) not in self.ranges:
            document = self.documents[number]
            if document.NamedRanges.hasByName(where):
                cells = document.NamedRanges.getByName(where).ReferredCells
            else:
                sheet, _, address = where.partition(".")
                cells = document.Sheets.getByName(sheet).getCellRangeByName(address)
            self.ranges[number, where] = cells
        return self.ranges[number, where]


def main() -> None:
    try:
        office = Office(*sys.argv[1:])
    except RuntimeError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return
    print(json.dumps({"value": "ready"}), flush=True)
    try:
        for line in sys.stdin:
            method, *arguments = json.loads(line)
            try:
                answer = {"value": getattr(office, method)(*arguments)}
            except Exception as error:
                answer = {"error": f"{method}: {type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        office.end()


if __name__ == "__main__":
    main()
