"""Settings in a filled workbook: the inputs that its sheets have of their own, each a cell with a name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from offersheet.errors import CellError, InvalidInput
from offersheet.reading.workbook_file import distrusting, load, value_of
from offersheet.reading.workbook_names import area_of, spelled
from offersheet.worksheet.spelling import spell

__all__ = ["read_settings"]


def read_settings(content: bytes, names: Collection[str]) -> dict[str, Any]:
    """Return what stands in the cells of these names, as far as the workbook has them and they are filled."""
    with distrusting(content):
        book = load(content, results=True)
        areas = {
            name.casefold(): area_of(str(defined.value), book) for name, defined in book.defined_names.items()
        }
        found: dict[str, Any] = {}
        for name in names:
            if (area := areas.get(name)) is None:
                continue
            (cell,) = next(book[area.sheet].iter_rows(area.top, area.top, area.left, area.left))
            value = value_of(cell)
            if isinstance(value, CellError):
                raise InvalidInput(f"{name} is {spell(value)} (cell {spelled(area.down(0)[0])})")
            if value is not None:
                found[name] = (
                    value.date() if isinstance(value, datetime) and value.time() == time() else value
                )
        return found
