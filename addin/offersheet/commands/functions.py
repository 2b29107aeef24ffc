"""``offersheet functions``: which worksheet functions there are, and how each is used."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from offersheet.commands.output import aligned, show
from offersheet.worksheet.spelling import spell

if TYPE_CHECKING:
    from offersheet.worksheet.declare import Example, Parameter, WorksheetFunction

__all__ = ["functions"]


def functions(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="A function, to show all about it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """List the worksheet functions, or explain one."""
    from offersheet.worksheet import catalogue

    if name:
        function = catalogue.find(name)
        _print_json(_facts(function)) if as_json else _explain(function)
    else:
        everything = list(catalogue.functions().values())
        _print_json([_facts(function) for function in everything]) if as_json else _list(everything)


def _print_json(facts: Any) -> None:
    import json

    print(json.dumps(facts, indent=2, allow_nan=False))


def _facts(function: WorksheetFunction) -> dict[str, Any]:
    return {
        "name": function.name,
        "category": function.category,
        "signature": function.signature,
        "summary": function.summary,
        "documentation": _prose(function),
        "shape": function.shape.value,
        "arguments": [
            {
                "name": parameter.name,
                "help": parameter.help,
                "kind": type(parameter.kind).__name__.lower(),
                "unit": parameter.kind.unit,
                "domain": parameter.kind.domain,
                "choices": getattr(parameter.kind, "options", getattr(parameter.kind, "choices", ())),
                "required": parameter.required,
                "default": parameter.default,
            }
            for parameter in function.parameters
        ],
        "examples": [
            {
                "formula": _formula(function, example),
                "value": example.value,
                "tolerance": example.tolerance,
                "source": example.source,
            }
            for example in function.examples
        ],
    }


def _list(functions: list[WorksheetFunction]) -> None:
    from rich.table import Table
    from rich.text import Text

    from offersheet.worksheet.catalogue import Category

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    for category in get_args(Category):
        grid.add_row(Text(category, style="bold"))
        for function in functions:
            if function.category == category:
                grid.add_row(Text(f"  {function.name}", style="cyan"), Text(function.summary))
        grid.add_row()
    show(grid, "About one of them: offersheet functions EQUITY_PV")


def _explain(function: WorksheetFunction) -> None:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    arguments = Table.grid(padding=(0, 2, 0, 0))
    arguments.add_column(no_wrap=True)
    for parameter in function.parameters:
        arguments.add_row(
            Text(f"  {parameter.name}", style="cyan"),
            Group(Text(parameter.help), Text(_allowed(parameter), style="dim")),
        )
    examples = [
        line
        for example in function.examples
        for line in (
            Text(f"  {_formula(function, example)}", style="cyan"),
            textwrap.indent(_value(example), "    "),
        )
    ]
    show(
        Text(function.signature, style="bold"),
        f"\n{_prose(function)}",
        Text("\nArguments", style="bold"),
        arguments,
        Text("\nExamples", style="bold"),
        *examples,
    )


def _prose(function: WorksheetFunction) -> str:
    """What the docstring says, without its Python example and the marks around code."""
    paragraphs = function.documentation.replace("``", "").split("\n\n")
    return "\n\n".join(
        " ".join(paragraph.split()) for paragraph in paragraphs if not paragraph.startswith(">>>")
    )


def _allowed(parameter: Parameter) -> str:
    """The unit, the values allowed and the default: ``money, at least 0, required``."""
    if parameter.required:
        default = "required"
    elif parameter.default in (None, ""):
        default = "optional"
    else:
        default = f"default {spell(parameter.default)}"
    return ", ".join(dict.fromkeys((parameter.kind.unit, parameter.kind.domain, default)))


def _formula(function: WorksheetFunction, example: Example) -> str:
    return f"={function.name}({example.arguments})"


def _value(example: Example) -> str:
    rows = example.value if isinstance(example.value, tuple) else ((example.value,),)
    return aligned([[cell if isinstance(cell, str) else float(cell) for cell in row] for row in rows])
