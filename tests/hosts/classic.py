"""A child in which xlwings runs as in classic Excel on Windows, with the few parts of pywin32 that it needs.

Everything of xlwings that matters is real: its decorators, the VBA that it writes, what it hands to the
help of Excel's function wizard, and ``call_udf``, which reads the arguments and calls the function.
"""

from __future__ import annotations

import asyncio  # noqa: F401 - before the platform is changed
import sys
import tempfile  # noqa: F401 - before the platform is changed
from datetime import datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np  # noqa: F401 - before the platform is changed

from tests.hosts.child import serve
from tests.hosts.ranges import CellRange

MODULE = "offersheet.hosts.excel"


class ComError(Exception):
    """What pywin32 raises; here, where the workbook has no module of functions yet."""


ENGINE = SimpleNamespace(name="excel", type="desktop")


class Range:
    """xlwings' side of a range."""

    max_cells_per_read = None
    sheet = SimpleNamespace(book=SimpleNamespace(app=SimpleNamespace(engine=ENGINE, pid=1)))

    def __init__(self, xl: CellRange | None) -> None:
        self.xl = xl
        self.address = "$A$1"

    @property
    def raw_value(self) -> Any:
        return self.xl.value


def module(name: str, **members: Any) -> None:
    """Put a module in place under that name."""
    sys.modules[name] = ModuleType(name)
    vars(sys.modules[name]).update(members)


module("pythoncom", CoInitialize=None)
module("pywintypes", com_error=ComError, TimeType=datetime, IID=str)
module("win32com")
module("win32com.client", Dispatch=lambda com: com, CDispatch=object)
module(
    "xlwings._xlwindows",
    engine=ENGINE,
    Range=Range,
    is_range_instance=lambda argument: isinstance(argument, CellRange),
)
module("xlwings.com_server", serve=None, loop=None)
platform, sys.platform = sys.platform, "win32"
import xlwings  # noqa: E402
import xlwings.udfs  # noqa: E402

sys.platform = platform


def call(name: str, *arguments: Any) -> Any:
    return xlwings.udfs.call_udf(MODULE, name, arguments)


class Workbook:
    """A workbook to import the functions into; it keeps what it is given."""

    Name = "offers.xlsm"

    def __init__(self) -> None:
        self.vba = ""
        self.help: dict[str, dict[str, Any]] = {}
        self.VBProject = SimpleNamespace(VBComponents=self)
        self.Application = SimpleNamespace(Version="16.0", MacroOptions=self._macro_options)

    def __call__(self, name: str) -> Any:
        raise ComError(name)  # there is no such module yet

    Remove = __call__

    def Import(self, path: str) -> None:  # noqa: N802 - Excel's name
        with open(path) as file:
            self.vba = file.read()

    def _macro_options(self, macro: str, **options: Any) -> None:
        self.help[macro.removeprefix("'offers.xlsm'!")] = options


def import_functions() -> tuple[str, dict[str, dict[str, Any]]]:
    """Do what the button *Import Functions* does: return the VBA, and the help of each function."""
    workbook = Workbook()
    xlwings.udfs.get_udf_module(MODULE, None)  # as after any call; else xlwings looks for the workbook itself
    xlwings.udfs.import_udfs(MODULE, workbook)
    return workbook.vba, workbook.help


if __name__ == "__main__":
    serve({"call": call, "import_functions": import_functions})
