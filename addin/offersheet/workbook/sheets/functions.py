"""The sheet ``Functions``: what can be typed into a cell once the add-in is there."""

from __future__ import annotations

from collections.abc import Iterable

from offersheet.workbook.engine.layout import Cells, Sheet
from offersheet.worksheet.declare import WorksheetFunction
from offersheet.worksheet.shapes import Shape

__all__ = ["functions_sheet"]

NEEDS_ADD_IN = "needs the add-in"


def functions_sheet(functions: Iterable[WorksheetFunction]) -> Sheet:
    """Declare the list of worksheet functions, each with an example and a cell that tries it."""
    rows: list[tuple[str | float, ...]] = []
    for function in functions:
        example = function.examples[0]
        call = f"{function.name}({example.arguments})"
        worth = example.value if isinstance(example.value, (int, float, str)) else f"a {function.shape.value}"
        live = (
            f'=IFERROR({call},"{NEEDS_ADD_IN}")' if function.shape is Shape.NUMBER else "fills several cells"
        )
        rows.append((function.name, function.category, function.summary, f"={call}", worth, live))
    return Sheet(
        name="Functions",
        title="Worksheet functions",
        intro="This workbook does without them; with the offersheet add-in you can type them into any cell.",
        kind="reference",
        offers=False,
        blocks=(
            Cells(
                "",
                (("Function", "About", "What it does", "Example", "Gives", "Here"), *rows),
                formulas=(5,),
                equals=NEEDS_ADD_IN,
            ),
        ),
    )
