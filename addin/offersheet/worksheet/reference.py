"""The reference page of the worksheet functions, written from their declarations.

``python -m offersheet.worksheet.reference FILE`` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from offersheet.worksheet import catalogue
from offersheet.worksheet.catalogue import Category
from offersheet.worksheet.declare import Example, Parameter, WorksheetFunction
from offersheet.worksheet.formula import parse_arguments
from offersheet.worksheet.kinds import spell
from offersheet.worksheet.shapes import Shape

__all__ = ["reference"]

_INTRO = """\
# Worksheet functions

Written from the functions' declarations by `python -m offersheet.worksheet.reference`: change those, not this
page.

- Arguments in `[brackets]` may be left out, or their cells left blank; behind `=` stands what they are then.
- Money is a plain number in one currency. Rates are fractions and effective a year: `0.12`, never `12`.
- A wrong type is `#VALUE!`, an impossible number `#NUM!`, a name that is not there `#N/A`. In a range, only
  the bad element's own place shows the error.
- In Python each function has the same name in lower case and the same arguments:
  `offersheet.equity_pv(400_000, growth=0.15)`. There it raises where a cell shows an error.
"""

_RANGES = {
    Shape.NUMBER: "A range may stand for each single value: one answer for each cell. A column against a row "
    "gives a grid.",
    Shape.ROW: "Answers with a row. A column may stand for each single value: one row for each cell.",
    Shape.COLUMN: "Answers with a column. A row may stand for each single value: one column for each cell.",
    Shape.TABLE: "Answers with a table that has a header row. Takes single values.",
}
_RANGES[Shape.TEXT] = _RANGES[Shape.NUMBER]


def reference() -> str:
    """Return the reference of all worksheet functions as a page of Markdown."""
    functions = catalogue.functions().values()
    parts = [_INTRO]
    for category in get_args(Category):
        members = [function for function in functions if function.category == category]
        if members:
            contents = ((f"[{each.name}](#{each.name.lower()})", each.summary) for each in members)
            parts += [f"## {category}\n", *_table(("function", "what it answers"), contents), ""]
            parts += [line for function in members for line in _function(function)]
    return "\n".join(parts).rstrip() + "\n"


def _function(function: WorksheetFunction) -> Iterator[str]:
    """Yield the lines about one function."""
    yield f"### {function.name}\n"
    yield f"```\n{function.signature}\n```\n"
    for paragraph in function.documentation.replace("``", "`").split("\n\n"):
        if not paragraph.startswith(">>>"):
            yield f"{paragraph}\n"
    yield f"{_ranges(function)}\n"
    yield from _table(("argument", "what it is", "unit", "may be", "default"), map(_row, function.parameters))
    yield "\nExamples:\n"
    for example in function.examples:
        yield from _example(function, example)
    yield ""


def _ranges(function: WorksheetFunction) -> str:
    """Say which ranges a function takes."""
    if function.variadic:
        return f"As many {function.parameters[-1].name} as there are, each one cell or a range."
    said = [_RANGES[function.shape]]
    said += [
        f"`{parameter.name}` {parameter.kind.whole_range}"
        for parameter in function.parameters
        if parameter.kind.whole_range
    ]
    if not function.shape.by_element and function.shape is not Shape.TABLE:
        said += [
            f"`{parameter.name}` is one number: it sets the size of the answer."
            for parameter in function.parameters
            if parameter.kind.sizes
        ]
    return " ".join(said)


def _row(parameter: Parameter) -> tuple[str, ...]:
    """Return what the table of arguments says about one."""
    default = "" if parameter.default is None else f"`{spell(parameter.default)}`"
    kind = parameter.kind
    return (
        f"`{parameter.name}`",
        parameter.help,
        kind.unit,
        kind.domain if kind.domain != kind.unit else "",
        "*required*" if parameter.required else default or "*none*",
    )


def _example(function: WorksheetFunction, example: Example) -> Iterator[str]:
    """Yield a worked call and what it gives."""
    gives = f"- `={function.name}({example.arguments})` gives"
    source = f" ({example.source})" if example.source else ""
    if not isinstance(example.value, tuple):
        yield f"{gives} **{_shown(example.value)}**{source}"
    elif function.shape is Shape.TABLE:
        header = function.python(*parse_arguments(example.arguments)).header
        yield f"{gives}{source}\n"
        yield from (f"  {line}" for line in _table(header, (map(_shown, row) for row in example.value)))
        yield ""
    else:
        cells = (f"**{_shown(cell)}**" for row in example.value for cell in row)
        yield f"{gives} the {function.shape.value} {' · '.join(cells)}{source}"


def _shown(cell: float | str) -> str:
    """Write a value as the example gives it."""
    return cell if isinstance(cell, str) else f"{cell:,.15g}"


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    names = tuple(header)
    for row in (names, ("---",) * len(names), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8", newline="\n")
