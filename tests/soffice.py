"""LibreOffice for tests: one process of its own for the whole run, and the workbooks open in it.

Tests that need it are skipped where there is none; with ``OFFERSHEET_REQUIRE_SOFFICE=1`` they fail.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

DRIVER = Path(__file__).with_name("soffice_driver.py")
ANSWER_WITHIN = 120
"""Seconds. A first start on a busy machine takes half a minute; anything longer hangs."""


class Office:
    """A LibreOffice that nobody else uses."""

    def __init__(self, python: str, soffice: str, profile: Path) -> None:
        self._driver = subprocess.Popen(
            [python, DRIVER, soffice, profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._answer()

    def ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the driver's ``Office``."""
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps([method, *arguments]).encode() + b"\n")
        self._driver.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._driver.stdout is not None
        ready, _, _ = select.select([self._driver.stdout], [], [], ANSWER_WITHIN)
        if not ready:
            raise TimeoutError(f"LibreOffice did not answer within {ANSWER_WITHIN} s")
        line = self._driver.stdout.readline()
        answer = json.loads(line) if line else {"error": "its driver ended"}
        if "error" in answer:
            raise RuntimeError(f"LibreOffice: {answer['error']}")
        return answer["value"]

    @contextmanager
    def open(self, path: Path, *, copy: bool = True) -> Iterator[Book]:
        """Open a workbook for as long as the block lasts; the file itself stays as it is.

        A copy has no lock file beside the workbook, and cannot be printed.
        """
        number = self.ask("open", str(path), copy)
        try:
            yield Book(self, number)
        finally:
            self.ask("close", number)

    @contextmanager
    def new(self) -> Iterator[Book]:
        """Open an empty workbook, which computes what is typed at once."""
        number = self.ask("new")
        try:
            yield Book(self, number)
        finally:
            self.ask("close", number)

    def basic(self, source: str, function: str, *arguments: Any) -> Any:
        """Call a function of a module of Basic; it raises where that does not compile."""
        return self.ask("basic", source, function, arguments)

    def wizard(self, function: str) -> tuple[str, list[tuple[str, str]]]:
        """Return what the function wizard says: the description, and each argument's name and text."""
        description, arguments = self.ask("wizard", function)
        return description, [(name, text) for name, text in arguments]

    def end(self) -> None:
        """End LibreOffice; its driver sees to it."""
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.close()
        self._driver.wait(60)
        self._driver.stdout.close()


class Book:
    """A workbook that is open in LibreOffice. A place is a defined name, or ``Offers.D5:H5``."""

    def __init__(self, office: Office, number: int) -> None:
        self._office, self._number = office, number

    def _ask(self, method: str, *arguments: Any) -> Any:
        return self._office.ask(method, self._number, *arguments)

    def type(self, cells: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Put rows of numbers and texts into places; ``None`` clears a cell. Texts are never formulas."""
        self._ask("type", dict(cells))

    def formula(self, place: str, text: str) -> None:
        """Put a formula into the first cell of a place."""
        self._ask("formula", place, text)

    def put(self, formulas: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Put rows of formulas into places, and compute what rests on them."""
        self._ask("put", dict(formulas))

    def remember(self) -> None:
        """Keep what all cells show now."""
        self._ask("remember")

    def changed(self) -> list[tuple[str, int, int, float | str]]:
        """Return what shows something else since: its sheet, row, column (from 1 on) and content."""
        return [tuple(cell) for cell in self._ask("changed")]

    def clear(self) -> None:
        """Empty the first sheet and forget all names."""
        self._ask("clear")

    def formulas_typed(self, place: str, rows: Sequence[Sequence[str]]) -> None:
        """Put formulas into the cells of a place."""
        self._ask("formulas_typed", place, rows)

    def array_formula(self, place: str, text: str) -> None:
        """Put one formula into all cells of a place."""
        self._ask("array_formula", place, text)

    def shown(self, place: str) -> list[list[float | str]]:
        """Return what the cells of a place show: numbers, and texts, those of errors included."""
        return self._ask("shown", place)

    def name(self, name: str, content: str) -> None:
        """Define a name."""
        self._ask("name", name, content)

    def calculate(self) -> None:
        """Compute every formula anew, whatever value the file gave it."""
        self._ask("calculate")

    def read(self, places: Sequence[str]) -> list[list[list[float | str]]]:
        """Return the rows of each place: numbers (1 and 0 for TRUE and FALSE), texts, "" for blanks."""
        return self._ask("read", list(places))

    def formulas(self, place: str) -> list[list[str]]:
        """Return what stands in the cells of a place: a formula with its equals sign, or the content."""
        return self._ask("formulas", place)

    def errors(self) -> list[str]:
        """Return the addresses of all cells that show an error."""
        return self._ask("errors")

    def contents(self) -> dict[str, list[list[float | str]]]:
        """Return all rows of each sheet."""
        return self._ask("contents")

    def sheets(self) -> list[str]:
        """Return the sheets in order."""
        return self._ask("sheets")

    def names(self) -> dict[str, str]:
        """Return the defined names and what they stand for."""
        return self._ask("names")

    def insert_rows(self, sheet: str, before: int, count: int) -> None:
        """Insert blank rows into a sheet, as a person does who has taken its protection off."""
        self._ask("insert_rows", sheet, before, count)

    def rename(self, sheet: str, name: str) -> None:
        """Give a sheet another name."""
        self._ask("rename", sheet, name)

    def move(self, sheet: str, place: int) -> None:
        """Put a sheet before that which stands at a place, the first being 0."""
        self._ask("move", sheet, place)

    def save(self, path: Path) -> None:
        """Write a copy as an Excel file, or as LibreOffice's own where its name ends so."""
        self._ask("save", str(path))

    def shown_sheets(self) -> list[str]:
        """Return the sheets that are not hidden, in order."""
        return self._ask("shown_sheets")

    def print(self, sheet: str, path: Path) -> None:
        """Write the pages of one sheet, as a printer would get them, as a PDF."""
        self._ask("print", sheet, str(path))

    def unroll(self) -> None:
        """Make of each sheet a wide page, or a few, with all that a screen shows when it is scrolled."""
        self._ask("unroll")


def missing(what: str) -> NoReturn:
    """Skip a test for want of a program, or fail it where that must be there."""
    if os.environ.get("OFFERSHEET_REQUIRE_SOFFICE") == "1":
        pytest.fail(what)
    pytest.skip(what)


def _python_with_uno(soffice: str) -> str:
    beside = Path(soffice).resolve().with_name("python")
    for python in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin"), str(beside)):
        if python and Path(python).exists():
            run = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if run.returncode == 0:
                return python
    missing("no Python here has uno; on Debian it is the package python3-uno")


def start(profile: Path) -> Office:
    """Start a LibreOffice with a profile of its own."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        missing("LibreOffice is not installed")
    return Office(_python_with_uno(soffice), soffice, profile)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One LibreOffice for all tests."""
    office = start(tmp_path_factory.mktemp("soffice"))
    yield office
    office.end()
