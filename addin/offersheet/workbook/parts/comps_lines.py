"""What the sheet ``Comps`` works out of each line: whether it counts, and with what.

The rules are those by which files of pay data are read, so that the same lines give the same numbers.
"""

from __future__ import annotations

from offersheet.model.comps_columns import COMPONENTS, LABELS, Component
from offersheet.workbook.engine.layout import Key
from offersheet.workbook.parts import comps_twins as twins
from offersheet.workbook.parts.comps_words import COUNTS, DIFFERS, FILTERED, FILTERS

__all__ = ["workings"]

_OF_A_LINE = "Beside each line; the counts, percentiles and ranks above rest on it."

_PAY, _LINE = "{comps_base}:{comps_total}", "{comps_source}:{comps_total}"
_PARTS: tuple[Component, ...] = ("base", "bonus", "stock")
_SUM = "SUM({comps_base_counted}:{comps_stock_counted})"
_ALL_GIVEN = "*".join(f"COUNT({{comps_{part}_counted}})" for part in _PARTS) + "=1"
_COUNTS = f'{{comps_status}}="{COUNTS}"'


def _passes(name: str) -> str:
    """Return whether a line passes a filter; FIND takes no letter for a wildcard."""
    return f'OR(wanted_{name}="",ISNUMBER(FIND(wanted_{name},LOWER({{comps_{name}}}))))'


def _reasons() -> tuple[Key, ...]:
    """Declare why a line may not count, reason after reason, each the first of its own kind."""
    high = "+".join(f"({{comps_{one}}}>comps_{one}_high)" for one in COMPONENTS)
    low = "+".join(f"({{comps_{one}}}>0)*({{comps_{one}}}<comps_{one}_low)" for one in COMPONENTS)
    zero = f"OR(AND(COUNT({{comps_total}})=1,{{comps_total}}=0),AND(COUNT({_PAY})>0,MAX({_PAY})=0))"
    early, late = FILTERS[:3], FILTERS[3:]
    return (
        _text(
            "missing",
            "No number",
            f'IF(COUNT({_PAY})<COUNTA({_PAY}),"not a number",'
            f'IF((COUNT({_PAY})=0)*(COUNTA({_LINE})>0),"no pay",""))',
        ),
        _text("high", "Too high", f'IFERROR(IF({high}>0,"too high",""),"")'),
        _text("low", "Too low", f'IFERROR(IF({low}>0,"too low",{{comps_high}}),"")'),
        _text("odd", "No pay", f'IFERROR(IF(MIN({_PAY})<0,"negative",IF({zero},"zero",{{comps_low}})),"")'),
        _text("passing", "Title, level, company", f"AND({','.join(map(_passes, early))})"),
        _text(
            "filter",
            "And tier, metro",
            f'IF(COUNTA({_LINE})=0,"",IF(AND({{comps_passing}},{",".join(map(_passes, late))}),'
            f'"{COUNTS}","{FILTERED}"))',
        ),
    )


def _text(name: str, label: str, formula: str) -> Key:
    return Key(f"comps_{name}", label, formula, "text", working=_OF_A_LINE)


_STATUS = 'IF({comps_missing}<>"",{comps_missing},IF({comps_odd}<>"",{comps_odd},{comps_filter}))'


def _part(part: Component) -> str:
    """Return what a line gives of a part; beside a base of 0, which nobody has, a 0 says nothing either."""
    cell = f"{{comps_{part}}}"
    blank = (
        f"{cell}=0" if part == "base" else f'OR({cell}="",AND({{comps_base}}<>"",{{comps_base}}=0,{cell}=0))'
    )
    return f'IF({_COUNTS},IF({blank},"",{cell}),"")'


_TOTAL = f'IF({_COUNTS},IF(COUNT({{comps_total}})=1,{{comps_total}},{{comps_sum}}),"")'
_OVER = f"MAX({_SUM}-{{comps_total}},COUNT({{comps_sum}})*({{comps_total}}-{_SUM}))"
_DIFFERS = (
    "IF(COUNT({comps_total},{comps_total_counted})=2,"
    f'IF({_OVER}>MAX(comps_rounding,comps_rounding_part*{{comps_total}}),"{DIFFERS}",""),"")'
)


def workings(lines: int) -> tuple[Key, ...]:
    """Declare what is worked out of each of so many lines: whether it counts, and with what."""
    return (
        Key("comps_status", "Status", _STATUS, "text", equals=twins.statuses(lines)),
        *(
            Key(
                f"comps_{component}_counted",
                f"{LABELS[component]} that counts",
                _TOTAL if component == "total" else _part(component),
                "money",
                equals=twins.counted(component, lines),
            )
            for component in COMPONENTS
        ),
        Key("comps_differs", "Parts", _DIFFERS, "text", equals=twins.differ(lines)),
        *_reasons(),
        Key("comps_sum", "All parts", f'IF({_ALL_GIVEN},{_SUM},"")', "money", working=_OF_A_LINE),
    )
