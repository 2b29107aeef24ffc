"""xlwings' configuration of a user: lines of two texts in quotes, a setting and its value.

Ours are put beside whatever else is set there, and only ours are taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["INTERPRETER", "MODULE", "MODULES", "settings", "with_ours", "without_ours"]

MODULE = "offersheet.hosts.excel"
"""What *Import Functions* imports."""
MODULES, INTERPRETER = "UDF MODULES", "INTERPRETER_WIN"
_CONDA = "CONDA PATH"
_LINE = re.compile(r'\s*"([^"]*)"\s*,\s*"([^"]*)"')


def settings(text: str) -> dict[str, str]:
    """Return what is set, by the setting in capitals."""
    return {name: value for _, name, value in _lines(text) if name}


def with_ours(text: str, interpreter: str) -> str:
    r"""Add our module to those that are imported, and an interpreter where none is set.

    >>> with_ours('"UDF MODULES","mine"\n"CONDA PATH","C:/conda"\n', "C:/python.exe")
    '"UDF MODULES","mine;offersheet.hosts.excel"\n"CONDA PATH","C:/conda"\n'
    """
    there = settings(text)
    modules = _modules(there)
    if MODULE not in modules:
        text = _set(text, MODULES, ";".join([*modules, MODULE]))
    if not there.get(INTERPRETER) and not there.get(_CONDA):
        text = _set(text, INTERPRETER, interpreter)
    return text


def without_ours(text: str, interpreter: str) -> str:
    r"""Take our module out, and the interpreter where it is the one that was added.

    >>> without_ours('"UDF MODULES","mine;offersheet.hosts.excel"\n', "")
    '"UDF MODULES","mine"\n'
    """
    there = settings(text)
    modules = _modules(there)
    if MODULE in modules:
        text = _set(text, MODULES, ";".join(module for module in modules if module != MODULE))
    if interpreter and there.get(INTERPRETER) == interpreter:
        text = _set(text, INTERPRETER, "")
    return text


def _modules(there: dict[str, str]) -> list[str]:
    return [module.strip() for module in there.get(MODULES, "").split(";") if module.strip()]


def _set(text: str, setting: str, value: str) -> str:
    """Return the text with a setting changed where it stands or else at the end; nothing takes it out."""
    line = f'"{setting}","{value}"' if value else None
    lines = [line if name == setting else kept for kept, name, _ in _lines(text)]
    if setting not in settings(text):
        lines.append(line)
    return "".join(f"{kept}\n" for kept in lines if kept is not None)


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each line with its setting and value; no setting where it is none."""
    for line in text.splitlines():
        match = _LINE.match(line)
        yield (line, match[1].upper(), match[2]) if match else (line, "", "")
