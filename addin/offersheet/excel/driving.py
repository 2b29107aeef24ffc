"""A workbook that is open, driven from Python: offers go in, results come back, all by the defined names.

It takes a book of xlwings, wherever that runs: ``xlwings.books.active`` on Windows or a Mac, or what xlwings
Lite and Server hand over. Results are those that the spreadsheet program computes: what Lite and Server hand
over was computed before, so that there ``compare`` reads in another run what ``fill`` has put in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from pandas import DataFrame

from offersheet.errors import InvalidInput
from offersheet.model.assumptions import Assumptions, scenario_name
from offersheet.model.fields import fields_of
from offersheet.model.offer import MOST_OFFERS, Offer
from offersheet.notebook.offers import Offers, Source, read_offers
from offersheet.worksheet.kinds import printable

if TYPE_CHECKING:
    from xlwings import Book, Range

__all__ = ["compare", "fill"]

_RESULT = "result_"


def fill(book: Book, offers: Source) -> None:
    """Put offers, and what is assumed for them, into an open workbook of ours, in place of what is there.

    A book without our names, or without a place for what an offer says, is refused before anything is
    written. Texts stay texts, whatever they begin with.
    """
    read = read_offers(offers)
    ranges = _ranges(book)
    blocks = _of_offers(read, ranges) | _of_assumptions(read.assumptions, ranges)
    for name, rows in blocks.items():
        if ranges[name].shape != (len(rows), len(rows[0])):
            height, width = ranges[name].shape
            raise InvalidInput(
                f"its name {name} stands for {height} x {width} cells, not {len(rows)} x {len(rows[0])}"
            )
    for name, rows in blocks.items():
        ranges[name].value = rows


def compare(book: Book) -> DataFrame:
    """Return the results that an open workbook shows: a row for each, as ``offersheet.compare`` names them.

    A column for each offer that has a name; NaN where a cell shows no number.
    """
    ranges = _ranges(book)
    names = [None if cell is None else str(cell) for cell in _row(ranges["offer_name"])]
    shown = {name: _row(area) for name, area in ranges.items() if name.startswith(_RESULT)}
    figures = {
        name.removeprefix(_RESULT): {
            offer: float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else None
            for offer, cell in zip(names, cells, strict=False)
            if offer
        }
        for name, cells in shown.items()
    }
    frame = DataFrame.from_dict(figures, orient="index", columns=list(filter(None, names)), dtype=float)
    return frame.rename_axis(index="result", columns="offer")


def _ranges(book: Book) -> dict[str, Range]:
    """Return the cells of each name of the book that stands for some; refuse a book that is none of ours."""
    ranges: dict[str, Range] = {}
    for name in book.names:
        try:
            ranges[name.name] = name.refers_to_range
        except Exception:  # noqa: S112  # a formula, or cells that are gone: each engine has its own words
            continue
    if "offer_name" not in ranges or "offer_base" not in ranges:
        raise InvalidInput(
            f"{printable(book.name)} is no workbook of offers: no cells are named offer_name; "
            "offersheet new writes one to fill in"
        )
    return ranges


def _row(area: Range) -> list[object]:
    cells: list[list[object]] = area.options(ndim=2).value
    return cells[0]


def _of_offers(read: Offers, ranges: Mapping[str, Range]) -> dict[str, list[list[object]]]:
    """Return for each name the rows of its cells: a column for each offer, blank where there is none."""
    blocks: dict[str, list[list[object]]] = {}
    for field in fields_of(Offer):
        values = [getattr(offer, field.name) for offer in read.offers]
        name = f"offer_{field.name}"
        if name not in ranges:
            if any(value not in (None, field.default) for value in values):
                raise InvalidInput(f"it has no cells named {name} for the {field.name} of the offers")
            continue
        columns = [_column(value, field.kind.rows) for value in values]
        columns += [[None] * field.kind.rows] * (MOST_OFFERS - len(columns))
        blocks[name] = [list(row) for row in zip(*columns, strict=True)]
    return blocks


def _column(value: object, rows: int) -> list[object]:
    cells = list(value) if isinstance(value, tuple) else [value]
    return [*map(_cell, cells), *[None] * (rows - len(cells))]


def _of_assumptions(assumptions: Assumptions, ranges: Mapping[str, Range]) -> dict[str, list[list[object]]]:
    values: dict[str, object] = {
        field.name: getattr(assumptions, field.name) for field in fields_of(Assumptions)
    }
    for scenario, chosen in assumptions.scenarios.items():
        values |= {scenario_name(scenario, name): value for name, value in asdict(chosen).items()}
    for field in fields_of(Assumptions):
        if field.name not in ranges and values[field.name] != field.default:
            raise InvalidInput(f"it has no cell named {field.name} for that assumption")
    return {name: [[_cell(value)]] for name, value in values.items() if name in ranges}


def _cell(value: object) -> object:
    """Return what is typed into a cell: a text that would be a formula begins with an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "'")) else value or None
    return value
