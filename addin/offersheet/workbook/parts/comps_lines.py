"""What the sheet ``Comps`` works out of each line: whether it counts, and with what.

The rules are those by which files of pay data are read, so that the same lines give the same numbers.
"""

from __future__ import annotations

from offersheet.model.comps_columns import COMPONENTS, LABELS, Component
from offersheet.workbook.engine.layout import Key

__all__ = ["COUNTS", "DIFFERS", "FILTERED", "FILTERS", "NO_SENSE", "workings"]

FILTERS = ("title", "level", "company", "tier", "metro")

_OF_A_LINE = "Beside each line; the counts, percentiles and ranks above rest on it."

COUNTS, FILTERED, DIFFERS = "counts", "filtered out", "differ"
NO_SENSE = {
    "not a number": "a word or an error for pay",
    "no pay": "no pay given",
    "negative": "negative pay",
    "zero": "pay of 0",
    "too low": "too little to be a year's pay",
    "too high": "too much to be a year's pay",
}
"""By its status why a line never counts, in the order in which that is looked for."""

_PAY = "{comps_base}:{comps_total}"
_PARTS: tuple[Component, ...] = ("base", "bonus", "stock")
_SUM = "SUM({comps_base_counted}:{comps_stock_counted})"
_ALL_GIVEN = "*".join(f"COUNT({{comps_{part}_counted}})" for part in _PARTS) + "=1"
_COUNTS = f'{{comps_status}}="{COUNTS}"'


def _passes(name: str) -> str:
    """Return whether a line passes a filter; FIND takes no letter for a wildcard."""
    wanted = f"comps_filter_{name}"
    return f'OR(TRIM({wanted})="",ISNUMBER(FIND(LOWER(TRIM({wanted})),LOWER({{comps_{name}}}))))'


def _status() -> str:
    """Return whether a line counts, or else the first reason why not."""
    low = (f"AND({{comps_{one}}}>0,{{comps_{one}}}<comps_{one}_low)" for one in COMPONENTS)
    high = (f"{{comps_{one}}}>comps_{one}_high" for one in COMPONENTS)
    tests = {
        "not a number": f"COUNT({_PAY})<COUNTA({_PAY})",
        "no pay": f"COUNT({_PAY})=0",
        "negative": f"MIN({_PAY})<0",
        "zero": f"OR(AND(COUNT({{comps_total}})=1,{{comps_total}}=0),MAX({_PAY})=0)",
        "too low": f"OR({','.join(low)})",
        "too high": f"OR({','.join(high)})",
    }
    formula = f'IF(AND({",".join(map(_passes, FILTERS))}),"{COUNTS}","{FILTERED}")'
    for status in reversed(NO_SENSE):
        formula = f'IF({tests[status]},"{status}",{formula})'
    return f'IF(COUNTA({{comps_source}}:{{comps_total}})=0,"",{formula})'


def _part(part: Component) -> str:
    """Return what a line gives of a part; beside a base of 0, which nobody has, a 0 says nothing either."""
    cell = f"{{comps_{part}}}"
    blank = (
        f"{cell}=0" if part == "base" else f'OR({cell}="",AND({{comps_base}}<>"",{{comps_base}}=0,{cell}=0))'
    )
    return f'IF({_COUNTS},IF({blank},"",{cell}),"")'


_TOTAL = f'IF({_COUNTS},IF(COUNT({{comps_total}})=1,{{comps_total}},IF({_ALL_GIVEN},{_SUM},"")),"")'
_ALLOWED = "MAX(comps_rounding,comps_rounding_part*{comps_total})"
_DIFFERS = (
    f"IF(AND({_COUNTS},COUNT({{comps_total}})=1),IF(OR({_SUM}-{{comps_total}}>{_ALLOWED},"
    f'AND({_ALL_GIVEN},{{comps_total}}-{_SUM}>{_ALLOWED})),"{DIFFERS}",""),"")'
)


def workings() -> tuple[Key, ...]:
    """Declare what is worked out of each line: whether it counts, and with what."""
    return (
        Key("comps_status", "Status", _status(), "text", working=_OF_A_LINE),
        *(
            Key(
                f"comps_{component}_counted",
                f"{LABELS[component]} that counts",
                _TOTAL if component == "total" else _part(component),
                "money",
                working=_OF_A_LINE,
            )
            for component in COMPONENTS
        ),
        Key("comps_differs", "Parts", _DIFFERS, "text", working=_OF_A_LINE),
    )
