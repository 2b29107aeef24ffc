"""Saying, before a workbook is replaced, what in it is somebody's own and does not go into the new one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from offersheet.errors import OfferSheetError
from offersheet.worksheet.spelling import printable

__all__ = ["name_things", "tell_left_behind"]

NAMED = 5
"""How many things are named at most."""


def tell_left_behind(out: Path, file: bytes) -> None:
    """Name what the workbook that stands under a name has of its own, where one does, and a new one lacks."""
    if out.exists():
        from offersheet.upkeep.upgrade import left_behind

        try:
            name_things(out, left_behind(out, file))
        except OfferSheetError:
            return  # it is no workbook, and was to be replaced


def name_things(file: Path, things: Sequence[str]) -> None:
    """Name on standard error what of a workbook is not carried over."""
    if things:
        more = f" and {len(things) - NAMED:,} more" if len(things) > NAMED else ""
        print(f"{printable(str(file))}: not carried over: {', '.join(things[:NAMED])}{more}", file=sys.stderr)
