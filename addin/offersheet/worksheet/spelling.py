"""Writing a value into a message, one short line whatever it is, and a text into a cell."""

from __future__ import annotations

import re
import reprlib
import sys
from datetime import date

__all__ = ["LONGEST_SPELLED", "as_in_a_cell", "printable", "spell", "unfit_for_a_cell"]

LONGEST_SPELLED = 60
"""Characters of a text that a message repeats."""

_LONGEST_CELL = 32_767
"""Of a text in a cell, in UTF-16 units as Excel counts: an emoji is two."""
_NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_in_a_cell(text: str) -> str:
    r"""Return a text as a cell of a workbook can hold it: no longer, and without what XML has no place for.

    >>> as_in_a_cell("Acme\x1b[2J"), len(as_in_a_cell(20_000 * "\N{ROCKET}"))
    ('Acme [2J', 16383)
    """
    text = _NOT_IN_A_CELL.sub(" ", text)
    if 2 * len(text) <= _LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore")


def unfit_for_a_cell(text: str) -> str:
    r"""Say why a text cannot stand in a cell, or nothing where it can.

    >>> unfit_for_a_cell("Acme"), unfit_for_a_cell("Ac\x01me")
    ('', 'holds a control character')
    """
    if as_in_a_cell(text) == text:
        return ""
    if _NOT_IN_A_CELL.search(text):
        return "holds a control character"
    return f"is longer than {_LONGEST_CELL:,} characters"


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
