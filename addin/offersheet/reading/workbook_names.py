"""The defined names of a filled workbook: which cells each input has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook import Workbook

from offersheet.errors import InvalidInput
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.reading.found import FIELDS
from offersheet.reading.hints import meant
from offersheet.worksheet.kinds import printable, spell

__all__ = ["ASSUMPTION_NAMES", "OFFER_NAMES", "Area", "Place", "area_of", "find_areas", "spelled"]

OFFER_NAMES: Mapping[str, Field] = {f"offer_{field.name}": field for field in fields_of(Offer)}
"""The fields of an offer by the name of their cells: one for each offer, side by side."""

ASSUMPTION_NAMES = frozenset(FIELDS) - frozenset(field.name for field in OFFER_NAMES.values())
"""The assumptions; their cells have the same names."""

_RESERVED = ("offer_", "scenario_")
"""What no other name may begin with: it would be an input that nobody reads."""

_FUNCTION = "_xlfn.LAMBDA("
"""How the formula of a name begins that is a function: it has no cells."""

LAST_ROW, LAST_COLUMN = 10_000, 100
"""How far down and to the right an input may stand."""

Place: TypeAlias = tuple[str, int, int]
"""A sheet, a row and a column."""


def spelled(place: Place) -> str:
    """Write a place as a spreadsheet does.

    >>> spelled(("Offers", 12, 4))
    'Offers!D12'
    """
    sheet, row, column = place
    return f"{printable(sheet)}!{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Area:
    """The cells that a name stands for."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def down(self, offer: int) -> list[Place]:
        """Its places in the column of an offer, the first being 0, from the top."""
        return [(self.sheet, row, self.left + offer) for row in range(self.top, self.bottom + 1)]


def find_areas(book: Workbook) -> dict[str, Area]:
    """Return the cells of each input that has any, by name; those of an offer are in one column."""
    areas: dict[str, Area] = {}
    for written, defined in book.defined_names.items():
        name = written.casefold()
        if str(defined.value).startswith(_FUNCTION):
            continue
        if name in OFFER_NAMES or name in ASSUMPTION_NAMES:
            areas[name] = _area(name, str(defined.value), book)
        elif name.startswith(_RESERVED):
            raise InvalidInput(
                f"its name {spell(written)} is of no field{meant(name, (*OFFER_NAMES, *ASSUMPTION_NAMES))}"
            )
    for name, field in OFFER_NAMES.items():
        if field.required and name not in areas:
            raise InvalidInput(
                f"it is no workbook of offers: no cells are named {name}; "
                "offersheet new writes one to fill in"
            )
    first = areas["offer_name"]
    for name, area in areas.items():
        if name in OFFER_NAMES and (area.sheet, area.left) != (first.sheet, first.left):
            raise InvalidInput(f"its names offer_name and {name} are not of the same columns")
    return areas


_CELLS = re.compile(
    r"""(?: '(?P<quoted> (?:[^']|'')+ )' | (?P<plain> [^'!]+ ) ) !
    \$?(?P<left> [A-Z]{1,3}) \$?(?P<top> [0-9]{1,7})
    (?: : \$?(?P<right> [A-Z]{1,3}) \$?(?P<bottom> [0-9]{1,7}) )?""",
    re.VERBOSE,
)


def area_of(cells: str, book: Workbook) -> Area | None:
    """Return the cells of a reference, where they are some of a sheet and not too far off."""
    match = _CELLS.fullmatch(cells)
    if match is None:
        return None
    area = Area(
        match["plain"] or match["quoted"].replace("''", "'"),
        int(match["top"]),
        column_index_from_string(match["left"]),
        int(match["bottom"] or match["top"]),
        column_index_from_string(match["right"] or match["left"]),
    )
    within = area.top >= 1 and area.bottom <= LAST_ROW and area.right <= LAST_COLUMN
    return area if within and area.sheet in book.sheetnames else None


def _area(name: str, cells: str, book: Workbook) -> Area:
    rows, columns = 1, 1
    if name in OFFER_NAMES:
        rows, columns = OFFER_NAMES[name].kind.rows, MOST_OFFERS
    area = area_of(cells, book)
    if area is not None and area.size == (rows, columns):
        return area
    raise InvalidInput(
        f"its name {name} must stand for {rows} x {columns} cells of one sheet, not for {spell(cells)}"
    )
