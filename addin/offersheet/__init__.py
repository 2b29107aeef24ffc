"""offersheet: read a job offer. Worksheet functions, a workbook and a command line for pay and equity.

The functions are those of the worksheet, in lower case, and take numbers or NumPy arrays:

>>> import offersheet
>>> round(offersheet.equity_pv(400_000, growth=0.15), 2)
424317.62
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from offersheet.model import FUNCTION_MODULES
from offersheet.public import MODULES, NOTEBOOK
from offersheet.worksheet import catalogue

__version__ = "0.2.0"

catalogue.declared_in(FUNCTION_MODULES)


def __getattr__(name: str) -> Any:
    """Find a public name when it is first used, so that importing the package stays cheap."""
    if name in MODULES:
        return import_module(f"offersheet.{name}")
    if name in NOTEBOOK:
        return getattr(import_module("offersheet.notebook"), name)
    if not name.startswith("_"):
        function = catalogue.functions().get(name.upper())
        if function is not None and name.islower():
            return function.python
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *NOTEBOOK, *MODULES, *(name.lower() for name in catalogue.functions())])
