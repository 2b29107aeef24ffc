"""How Calc takes an error from an add-in: as a number that is none, with the error's code in its low bits."""

from __future__ import annotations

import struct

__all__ = ["CODES", "coded"]

CODES = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
"""Calc's own numbers of the errors that it shares with other spreadsheet programs."""


_NO_NUMBER = 0x7FF8000000000000


def coded(error: str) -> float:
    """Return what shows as that error in a cell."""
    number: float = struct.unpack("<d", struct.pack("<Q", _NO_NUMBER | CODES[error]))[0]
    return number
