"""Filled workbooks, read by their defined names alone: rows and columns may have moved.

``offer_base`` is a row of cells, one for each offer, ``offer_schedule`` a block of them,
``discount_rate`` and ``scenario_low_growth`` single cells. An assumption without a cell is looked for
among the custom document properties.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from offersheet.errors import CellError, InvalidInput, OfferSheetError
from offersheet.files import refuse_bombs
from offersheet.model.fields import Field
from offersheet.model.offer import MOST_OFFERS
from offersheet.reading.found import Found, Given, with_flat_names
from offersheet.reading.workbook_names import (
    ASSUMPTION_NAMES,
    OFFER_NAMES,
    Area,
    Place,
    find_areas,
    spelled,
)
from offersheet.worksheet.kinds import Text, spell

__all__ = ["NOT_STORED", "distrusting", "load", "read_workbook", "value_of"]

LARGEST_UNPACKED = 40_000_000
"""Bytes of all parts together: ten workbooks of ours, or two with as many comps as they take."""

MOST_CELL_TAGS, MOST_TAGS = 3_300_000, 100_000
"""Tags of the parts that hold cells, and of all others, which openpyxl reads as a whole: a second each."""

_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings.xml")

NOT_STORED = object()
"""What stands for a formula whose result the file does not hold."""


def read_workbook(content: bytes) -> Found:
    """Find offers and assumptions in a workbook."""
    with distrusting(content):
        return _find(content)


@contextmanager
def distrusting(content: bytes) -> Iterator[None]:
    """Refuse a workbook that unpacks to too much, and say in one line that it is damaged if it is."""
    try:
        refuse_bombs(BytesIO(content), LARGEST_UNPACKED, "a workbook of offers")
        _refuse_crowds(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out: drop-downs, extensions
            yield
    except OfferSheetError:
        raise
    # A damaged or hostile file makes zipfile, the XML parser and openpyxl raise anything at all.
    except Exception as error:
        raise InvalidInput("it is no workbook, or a damaged one") from error


def _refuse_crowds(content: bytes) -> None:
    """Refuse what would take long to parse: each sheet, name, font or format takes a tag."""
    tags = {True: 0, False: 0}
    with ZipFile(BytesIO(content)) as archive:
        for part in archive.infolist():
            holds_cells = part.filename.startswith(_OF_CELLS)
            tags[holds_cells] += archive.read(part).count(b"<")
            if tags[holds_cells] > (MOST_CELL_TAGS if holds_cells else MOST_TAGS):
                what = "cells" if holds_cells else "sheets, names, fonts or formats"
                raise InvalidInput(f"it has more {what} than a workbook of offers can hold ({part.filename})")


def load(content: bytes, *, results: bool) -> Workbook:
    """Open a workbook; its formulas are seen as such, or as their stored results."""
    return load_workbook(BytesIO(content), read_only=True, data_only=results, keep_links=False)


def _find(content: bytes) -> Found:
    book = load(content, results=False)
    areas = find_areas(book)
    cells = _filled(content, book, areas.values())
    offers = [
        (f"column {get_column_letter(areas['offer_name'].left + offer)}", _given(cells, areas, offer))
        for offer in range(MOST_OFFERS)
    ]
    assumptions = {
        prop.name: Given(prop.value, "a document property")
        for prop in book.custom_doc_props.props  # type: ignore[attr-defined]  # the stubs lack it
        if prop.name in ASSUMPTION_NAMES
    }
    for name in ASSUMPTION_NAMES & areas.keys():
        (place,) = areas[name].down(0)
        if place in cells:
            assumptions[name] = Given(cells[place], f"cell {spelled(place)}")
    return with_flat_names([(where, given) for where, given in offers if given], assumptions, _raw)


def _given(cells: Mapping[Place, Any], areas: Mapping[str, Area], offer: int) -> dict[str, Given]:
    """Return what is filled in for an offer, the first being 0."""
    given: dict[str, Given] = {}
    blank: dict[str, Given] = {}
    for name, field in OFFER_NAMES.items():
        places = areas[name].down(offer) if name in areas else []
        column = [cells.get(place) for place in places]
        if any(cell is not None for cell in column):
            cell = column if field.kind.rows > 1 else column[0]
            given[field.name] = Given(cell, f"cell {spelled(places[0])}")
        elif field.required:
            blank[field.name] = Given(None, f"cell {spelled(places[0])}")
    return given and given | blank


def _filled(content: bytes, book: Workbook, areas: Collection[Area]) -> dict[Place, Any]:
    """Return what stands in the cells of the areas, blank ones left out."""
    cells: dict[Place, Any] = {}
    for place, cell in _walk(book, areas):
        value = NOT_STORED if cell.data_type == "f" else value_of(cell)
        if value is not None:
            cells[place] = value
    if NOT_STORED in cells.values():
        for place, cell in _walk(load(content, results=True), areas):
            if cells.get(place) is NOT_STORED:
                cells[place] = value_of(cell)
    return cells


def _walk(book: Workbook, areas: Collection[Area]) -> Iterator[tuple[Place, Cell]]:
    """Go once through the sheets that hold the areas, and by the filled cells within them."""
    for sheet in {area.sheet for area in areas}:
        here = [area for area in areas if area.sheet == sheet]
        rows = book[sheet].iter_rows(
            min(area.top for area in here),
            max(area.bottom for area in here),
            min(area.left for area in here),
            max(area.right for area in here),
        )
        places = {place for area in here for offer in range(area.size[1]) for place in area.down(offer)}
        for cell in chain.from_iterable(rows):
            if cell.value is not None and (place := (sheet, cell.row, cell.column)) in places:
                yield place, cell


def value_of(cell: Cell | MergedCell) -> Any:
    """Return what stands in a cell, spaces being nothing."""
    value = cell.value
    if isinstance(value, str) and cell.data_type == "e" and value in list(CellError):
        return CellError(value)
    return None if isinstance(value, str) and not value.strip() else value


def _raw(field: Field, cell: Any) -> Any:
    if cell is NOT_STORED or (isinstance(cell, list) and NOT_STORED in cell):
        raise InvalidInput(
            f"{field.name} is a formula whose result is not stored: type the value, or save the file in "
            "a spreadsheet program"
        )
    # A company called 37 is a number to a spreadsheet.
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return spell(cell) if number and isinstance(field.kind, Text) else cell
