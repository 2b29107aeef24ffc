"""Excel without Excel: the two ways in which xlwings calls a function, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from offersheet.errors import CellError
from offersheet.worksheet import catalogue

from tests.hosts.child import Child
from tests.hosts.ranges import CellRange

MISSING = -2147352572
"""What VBA passes for an argument that is left out."""


class OfficeJs(Child):
    """xlwings Server and Lite."""

    errors: ClassVar = dict(
        zip(CellError, ("Null", "Div0", "Value", "Ref", "Name", "Num", "NotAvailable"), strict=True)
    )

    def enter(self, name: str, *cells: Any, command: str = "call") -> Any:
        """Call a function with these cells, as ``worksheet.call`` knows them, and read what it shows."""
        return self.read(self.ask(command, name, *self.arguments(name, cells)))

    def arguments(self, name: str, cells: Sequence[Any]) -> list[Any]:
        """Return the cells as Excel sends them."""
        arguments = list(map(self._argument, cells))
        *fixed, last = catalogue.find(name).parameters
        if last.variadic:
            arguments[len(fixed) :] = [arguments[len(fixed) :]]
        return arguments

    def read(self, shown: Any) -> Any:
        """Return what Excel shows of what it is sent."""
        return [[self._error(cell) if isinstance(cell, dict) else cell for cell in row] for row in shown]

    def _argument(self, cell: Any) -> Any:
        if cell is None:
            return None
        rows = cell if isinstance(cell, list) else [[cell]]
        return [[self._cell(element) for element in row] for row in rows]

    def _cell(self, cell: Any) -> Any:
        if isinstance(cell, CellError):
            error = {"type": "Error", "basicType": "Error", "basicValue": str(cell)}
            return {**error, "errorType": self.errors[cell]}
        return (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell

    def meant(self, typed: list[Any]) -> list[Any]:
        """Return cells as a function receives them: a day has become its number."""
        if isinstance(typed, list):
            return [self.meant(cell) for cell in typed]
        return self._cell(typed) if isinstance(typed, date) else typed

    def _error(self, cell: dict[str, str]) -> CellError:
        assert set(cell) == {"type", "errorType"}
        assert cell["type"] == "Error"
        return next(error for error, name in self.errors.items() if name == cell["errorType"])


class Classic(Child):
    """Classic xlwings on Windows."""

    errors: ClassVar = dict(zip(CellError, (2000, 2007, 2015, 2023, 2029, 2036, 2042), strict=True))

    def enter(self, name: str, *cells: Any) -> Any:
        """Call a function with these cells, as ``worksheet.call`` knows them, and read what it shows."""
        shown = self.ask("call", name, *map(self._argument, cells))
        return [[CellError(cell) if cell in tuple(CellError) else cell for cell in row] for row in shown]

    def _argument(self, cell: Any) -> Any:
        if cell is None:
            return MISSING
        if not isinstance(cell, list):
            return self._cell(cell)
        rows = tuple(tuple(map(self._cell, row)) for row in cell)
        return CellRange(rows[0][0] if len(rows) == len(rows[0]) == 1 else rows)

    def meant(self, typed: list[Any]) -> list[Any]:
        """Return cells as a function receives them: a text that spells an error is one."""
        if isinstance(typed, list):
            return [self.meant(cell) for cell in typed]
        return CellError(typed) if typed in tuple(CellError) else typed

    def _cell(self, cell: Any) -> Any:
        if isinstance(cell, CellError):
            return self.errors[cell] - 2146828288
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC) if isinstance(cell, date) else cell


@pytest.fixture(scope="session")
def office_js() -> Iterator[OfficeJs]:
    with OfficeJs("tests.hosts.office_js") as child:
        yield child


@pytest.fixture(scope="session")
def classic() -> Iterator[Classic]:
    with Classic("tests.hosts.classic") as child:
        yield child


@pytest.fixture(scope="session", params=[OfficeJs, Classic], ids=["office_js", "classic"])
def excel(request: pytest.FixtureRequest) -> Any:
    """Both, one after the other."""
    return request.getfixturevalue({OfficeJs: "office_js", Classic: "classic"}[request.param])
