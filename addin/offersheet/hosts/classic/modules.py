"""The VBA of our add-in: what calls Python, with true errors, and what tells Excel the help of functions.

xlwings can write such code itself, but its shows errors as text, and needs trust in code that changes code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources

from offersheet.hosts.classic.config import MODULE
from offersheet.hosts.vba import CVERR, argument_name
from offersheet.worksheet.declare import Parameter, WorksheetFunction

__all__ = ["category", "modules", "opening"]


def modules(functions: Iterable[WorksheetFunction]) -> Mapping[str, str]:
    """Return the standard modules by their names, in source that says no name of its own."""
    functions = list(functions)
    cases = (f'        Case "{error}": TrueError = CVErr({number})' for number, error in CVERR.items())
    return {
        "OffersheetErrors": _read("errors.bas").replace("{cases}", "\n".join(cases)),
        "OffersheetCalling": _read("calling.bas").replace("{module}", MODULE),
        "OffersheetFunctions": "\n".join(map(_wrapper, functions)),
        "OffersheetHelp": _help(functions),
    }


def opening() -> str:
    """Return what the add-in does when it is opened, for the module of its workbook."""
    return _read("opening.bas")


def category(function: WorksheetFunction) -> str:
    """Return under which heading the function wizard lists a function."""
    return f"Offersheet {function.category}"


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="ascii")


def _wrapper(function: WorksheetFunction) -> str:
    """Write the function that a cell calls."""
    declared = ", ".join(map(_declared, function.parameters))
    names = [argument_name(each.name) for each in function.parameters]
    fixed = ", ".join(names[:-1] if function.variadic else names)
    lines, arguments = [], f"Array({fixed})"
    if function.variadic:
        lines = ["    Dim others As Variant", f"    others = {names[-1]}"]
        arguments = f"Joined({arguments}, others)"
    return "\n".join(
        [
            f"Public Function {function.name}({declared}) As Variant",
            *lines,
            f'    {function.name} = AskPython("{function.name}", {arguments})',
            "End Function",
            "",
        ]
    )


def _declared(parameter: Parameter) -> str:
    name = argument_name(parameter.name)
    if parameter.variadic:
        return f"ParamArray {name}() As Variant"
    return f"{name} As Variant" if parameter.required else f"Optional {name} As Variant"


def _help(functions: Iterable[WorksheetFunction]) -> str:
    """Write what gives Excel the help: a procedure for each function, since VBA bounds how long one is."""
    subs, calls = [], []
    for function in functions:
        told = [each.described for each in function.parameters]
        lines = [f"    told({place}) = {_text(line)}" for place, line in enumerate(told, start=1)]
        texts = ", ".join(map(_text, (function.name, function.summary, category(function))))
        subs += [
            f"Private Sub Describe{function.name}()",
            f"    Dim told(1 To {len(told)}) As String",
            *lines,
            f"    Describe {texts}, told",
            "End Sub",
            "",
        ]
        calls.append(f"    Describe{function.name}")
    start = ["Public Sub DescribeFunctions()", "    On Error Resume Next", *calls, "End Sub", ""]
    return "\n".join([*start, _read("describe.bas"), *subs])


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
