"""Writing a value into a message: one short line, whatever it is."""

from __future__ import annotations

import reprlib
import sys
from datetime import date

__all__ = ["LONGEST_SPELLED", "printable", "spell"]

LONGEST_SPELLED = 60
"""Characters of a text that a message repeats."""


def printable(text: str) -> str:
    r"""Escape what begins a new line or commands a terminal, so that a text from a file can be shown.

    >>> printable("Acme\x1b[2J")
    'Acme\\x1b[2J'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def spell(value: object) -> str:
    """Write a value as a person would type it into a cell: ``4`` for 4.0, ``TRUE``, ``"text"``.

    It ends up in messages, so whatever the value is, what comes out is one short line.
    """
    try:
        return _spelled(value)
    except Exception:  # what a program hands over may fail when it is asked what it is
        return f"something of the type {printable(type(value).__name__)[:LONGEST_SPELLED]}"


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        return "a number too large for a cell"
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    if isinstance(value, str):
        cut = "" if len(value) <= LONGEST_SPELLED else "..."
        return f'"{printable(value[:LONGEST_SPELLED])}{cut}"'
    if isinstance(value, date):
        return str(value)
    return printable(" ".join(reprlib.repr(value).split()))
