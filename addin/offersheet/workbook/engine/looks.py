"""How a cell may be written and what it may look like; the styles of the file are made of these."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Format", "Kind", "Look"]

Format: TypeAlias = Literal[
    "money", "price", "count", "rate", "number", "factor", "text", "fraction", "date", "flag"
]
Look: TypeAlias = Literal["input", "calculation", "result", "check"]
Kind: TypeAlias = Literal["inputs", "model", "results", "reference"]
"""What a sheet is for; its tab has the colour of that."""
