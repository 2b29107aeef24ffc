"""Offer files in CSV: a column for each offer, or a row for each, as a spreadsheet saves them.

The first column (or row) holds the names of the fields, those of assumptions among them. Commas,
semicolons or tabs separate, or what a first line such as ``sep=;`` says; a line of one cell that begins
with ``#`` is a comment; a schedule is one cell, with spaces or semicolons between its fractions.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from offersheet.errors import InvalidInput
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.reading.found import FIELDS, Found, Given, labelled, with_flat_names
from offersheet.reading.hints import meant
from offersheet.texts import DELIMITERS, told_delimiter
from offersheet.worksheet.kinds import spell

__all__ = ["read_csv"]

_OFFER_FIELDS = frozenset(field.name for field in fields_of(Offer))


@dataclass(frozen=True)
class _Record:
    """A line of the file; blanks at its end are dropped."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class _Typed:
    """A filled cell: whose it is, and where."""

    field: str
    offer: int
    """The number of its offer's column or line."""
    text: str
    line: int


def read_csv(text: str) -> Found:
    """Find offers and assumptions in CSV."""
    delimiter, records = _most_familiar(text)
    by_row = _familiar(records[0].cells) > _familiar(record.cells[0] for record in records)
    offers: dict[int, dict[str, Given]] = {}
    assumptions: dict[str, Given] = {}
    for typed in _row_per_offer(records) if by_row else _column_per_offer(records):
        given = Given(typed.text, f"line {typed.line}")
        if typed.field in _OFFER_FIELDS:
            offers.setdefault(typed.offer, {})[typed.field] = given
        elif assumptions.setdefault(typed.field, given).cell != typed.text:
            raise InvalidInput(
                f"{typed.field} is assumed for all offers: give it once, not {spell(typed.text)} as well "
                f"(line {typed.line})"
            )
    if not by_row:
        _add_blanks(offers, records)
    stand = "line" if by_row else "column"
    return with_flat_names(
        [(f"{stand} {number}", offers[number]) for number in sorted(offers)],
        assumptions,
        semicolons=delimiter == ";",
    )


def _add_blanks(offers: Mapping[int, dict[str, Given]], records: list[_Record]) -> None:
    """Say where the name and the base of an offer would stand that are blank."""
    for record in records:
        name = record.cells[0].casefold()
        if name in _OFFER_FIELDS and FIELDS[name].required:
            for cells in offers.values():
                cells.setdefault(name, Given(None, f"line {record.line}"))


def _most_familiar(text: str) -> tuple[str, list[_Record]]:
    """Read the text with the delimiter that gives most names of fields in its first row and column."""
    readings: list[tuple[int, str, list[_Record]]] = []
    problem = ""
    told, text = told_delimiter(text)
    for delimiter in told or DELIMITERS:
        try:
            records = list(_records(text, delimiter))
        except InvalidInput as error:
            problem = problem or str(error)
            continue
        if records:
            names = _familiar(records[0].cells) + _familiar(record.cells[0] for record in records)
            readings.append((names, delimiter, records))
    names, delimiter, records = max(readings, key=lambda reading: reading[0], default=(0, "", []))
    if not names:
        raise InvalidInput(
            problem or "its first column, or its first row, must hold names of fields: name, base and so on"
        )
    return delimiter, records


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells and not (len(cells) == 1 and cells[0].startswith("#")):
                yield _Record(reader.line_num, cells)
    except csv.Error as error:
        raise InvalidInput(f"line {reader.line_num} is not CSV: {error}") from error


def _familiar(names: Iterable[str]) -> int:
    return sum(name.casefold() in FIELDS for name in names)


def _column_per_offer(records: list[_Record]) -> Iterator[_Typed]:
    fields = _fields((record.cells[0], f"line {record.line}") for record in records)
    for field, record in zip(fields, records, strict=True):
        for column, text in enumerate(record.cells[1:], start=2):
            if text:
                yield _Typed(field, column, text, record.line)


def _row_per_offer(records: list[_Record]) -> Iterator[_Typed]:
    head, *rows = records
    fields = _fields((name, f"column {column}") for column, name in enumerate(head.cells, start=1))
    for record in rows:
        if len(record.cells) > len(fields):
            raise InvalidInput(
                f"line {record.line} has {len(record.cells)} cells under {len(fields)} names of fields; "
                "a comma within a cell needs double quotes around it"
            )
        for field, text in zip(fields, record.cells, strict=False):
            if text:
                yield _Typed(field, record.line, text, record.line)


def _fields(names: Iterable[tuple[str, str]]) -> list[str]:
    places: dict[str, str] = {}
    for name, place in names:
        field = name.casefold()
        if not field:
            raise InvalidInput(f"{place} has no name of a field")
        if field.startswith("#"):
            raise InvalidInput(f"a comment is one cell: put double quotes around it ({place})")
        if field not in FIELDS:
            raise InvalidInput(
                f"there is no field {spell(name)}{meant(name, FIELDS, labelled(FIELDS.values()))} ({place})"
            )
        if field in places:
            raise InvalidInput(f"{field} stands twice: {places[field]} and {place}")
        places[field] = place
    return list(places)
