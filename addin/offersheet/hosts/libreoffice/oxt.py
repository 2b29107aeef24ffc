"""The extension for LibreOffice: from the catalogue to the files of an ``.oxt``.

An extension declares its functions twice over, and neither is written by hand: their types as an interface
in UNO's own language, and their names and help texts for the function wizard as configuration.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from importlib import resources
from io import BytesIO
from xml.sax.saxutils import escape

from offersheet.hosts.libreoffice.blanks import IMPLEMENTATION
from offersheet.worksheet.declare import Parameter, WorksheetFunction

__all__ = ["EXTENSION", "extension"]

EXTENSION = "org.offersheet.calc"
"""The identifier by which LibreOffice knows the extension."""
CALLER = "caller"
"""A first parameter that nobody types or sees: it receives the document in which a function is called."""

_HERE = "offersheet.hosts.libreoffice"
_RUN_THERE = ("blanks.py", "child.py", "errors.py")
"""Modules that the component imports: they need nothing but Python's own library."""
_ANSWER = "sequence< sequence< any > >"
_STAMP = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def extension(functions: Iterable[WorksheetFunction], version: str) -> bytes:
    """Return the ``.oxt``: the same bytes for the same functions and version, whoever builds it."""
    functions = list(functions)
    here = resources.files(_HERE)
    files = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(version),
        "CalcAddIns.xcu": _help_texts(functions),
        "Functions.idl": _interface(functions),
        "calc.py": here.joinpath("calc.py").read_text(encoding="utf-8"),
    }
    package = "pythonpath"
    for part in _HERE.split("."):
        package = f"{package}/{part}"
        files[f"{package}/__init__.py"] = ""
    for module in _RUN_THERE:
        files[f"{package}/{module}"] = here.joinpath(module).read_text(encoding="utf-8")
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _manifest() -> str:
    entries = (
        ("Functions.idl", "application/vnd.sun.star.uno-typelibrary;type=RDB"),
        ("calc.py", "application/vnd.sun.star.uno-component;type=Python"),
        ("CalcAddIns.xcu", "application/vnd.sun.star.configuration-data"),
    )
    lines = "".join(
        f'  <manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>\n'
        for path, kind in entries
    )
    return (
        f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{lines}'
        "</manifest:manifest>\n"
    )


def _description(version: str) -> str:
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006"\n'
        '    xmlns:d="http://openoffice.org/extensions/description/2006">\n'
        f'  <identifier value="{EXTENSION}"/>\n'
        f'  <version value="{version}"/>\n'
        "  <display-name><name>offersheet: worksheet functions for job offers</name></display-name>\n"
        "</description>\n"
    )


def _interface(functions: Iterable[WorksheetFunction]) -> str:
    """Declare every function as taking anything and answering with rows of anything.

    A single number, too, goes out as one row of one cell: any formula takes it as a number.
    """
    caller = f"[in] com::sun::star::beans::XPropertySet {CALLER}"
    methods = "".join(
        f"    {_ANSWER} {function.name}({', '.join((caller, *map(_declared, function.parameters)))});\n"
        for function in functions
    )
    return f"module org {{ module offersheet {{\n  interface XFunctions {{\n{methods}  }};\n}}; }};\n"


def _declared(parameter: Parameter) -> str:
    kind = "sequence< any >" if parameter.variadic else "any"
    return f"[in] {kind} {_camel(parameter.name)}"


def _camel(name: str) -> str:
    """Return a name without underscores, which UNO refuses in names in lower case."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others)) + "Argument"


def _help_texts(functions: Iterable[WorksheetFunction]) -> str:
    nodes = "".join(map(_wizard, functions))
    return (
        f'{_XML}<oor:component-data oor:name="CalcAddIns" oor:package="org.openoffice.Office"\n'
        '    xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
        ' <node oor:name="AddInInfo">\n'
        f'  <node oor:name="{IMPLEMENTATION}" oor:op="replace">\n'
        f'   <node oor:name="AddInFunctions">\n{nodes}   </node>\n'
        "  </node>\n </node>\n</oor:component-data>\n"
    )


def _wizard(function: WorksheetFunction) -> str:
    """Write what the function wizard says of a function and its arguments."""
    arguments = "".join(
        _node(name, {"DisplayName": shown, "Description": described}, 6)
        for name, shown, described in (
            (CALLER, CALLER, "The document; nobody types it."),
            *((_camel(each.name), each.name, each.described) for each in function.parameters),
        )
    )
    texts = {
        "DisplayName": function.name,
        "Description": function.summary,
        "Category": "Add-In",
        "CompatibilityName": function.name,
    }
    return _node(function.name, texts, 4, f'     <node oor:name="Parameters">\n{arguments}     </node>\n')


def _node(name: str, texts: Mapping[str, str], depth: int, within: str = "") -> str:
    indent = " " * depth
    values = "".join(
        f'{indent} <prop oor:name="{key}"><value{language}>{escape(text)}</value></prop>\n'
        for key, text in texts.items()
        for language in ("" if key == "Category" else ' xml:lang="en-US"',)  # that is a word of its own
    )
    return f'{indent}<node oor:name="{name}" oor:op="replace">\n{values}{within}{indent}</node>\n'
