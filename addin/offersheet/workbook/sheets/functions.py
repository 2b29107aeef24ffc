"""The sheet ``Functions``: what can be typed into a cell once the add-in is there."""

from __future__ import annotations

from collections.abc import Iterable

from offersheet.workbook.engine.layout import Cells, Sheet
from offersheet.workbook.engine.typed import Typed
from offersheet.worksheet.declare import WorksheetFunction
from offersheet.worksheet.shapes import Shape

__all__ = ["functions_sheet"]


def functions_sheet(functions: Iterable[WorksheetFunction], typed: Typed) -> Sheet:
    """Declare the list of worksheet functions, each with an example and a cell that tries it."""
    rows: list[tuple[str | float, ...]] = []
    for function in functions:
        example = function.examples[0]
        call = f"{function.name}({example.arguments})"
        worth = example.value if isinstance(example.value, (int, float, str)) else f"a {function.shape.value}"
        live = f'=IFERROR({typed.spell(call)},"{typed.missing}")'
        if function.name in typed.absent:
            live = "needs an add-in"
        elif function.shape is not Shape.NUMBER:
            live = "fills several cells"
        rows.append((function.name, function.category, function.summary, f"={call}", worth, live))
    return Sheet(
        name="Functions",
        title="Worksheet functions",
        intro=typed.intro,
        kind="reference",
        offers=False,
        locked=False,  # a call that has stuck at #NAME? heals when its cell is entered again
        blocks=(
            Cells(
                "",
                (("Function", "About", "What it does", "Example", "Gives", "Here"), *rows),
                formulas=(5,),
                equals=typed.missing,
            ),
        ),
    )
