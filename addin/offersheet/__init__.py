"""offersheet: read a job offer. Worksheet functions, a workbook and a command line for pay and equity.

The functions are those of the worksheet, in lower case, and take numbers or NumPy arrays:

>>> import offersheet
>>> round(offersheet.equity_pv(400_000, growth=0.15), 2)
424317.62
"""

from __future__ import annotations

from typing import Any

__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    """Find a public name when it is first used, so that importing the package stays cheap."""
    if not name.startswith("_"):
        from offersheet.worksheet import catalogue

        function = catalogue.functions().get(name.upper())
        if function is not None and name.islower():
            return function.python
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from offersheet.worksheet import catalogue

    return sorted([*globals(), *(name.lower() for name in catalogue.functions())])
