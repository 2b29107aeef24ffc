"""Offer files as the tests write them, by code of their own, and offers at random to write."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st
from offersheet.model.assumptions import Assumptions, Scenario
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import Offer
from offersheet.worksheet.kinds import Choice, Number, Schedule
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from tests.model.strategies import even_terms, schedules

Cells = Mapping[str, Any]

# ---------------------------------------------------------------- at random

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)


def _value(field: Field) -> st.SearchStrategy[Any]:
    kind = field.kind
    if isinstance(kind, Choice):
        return st.sampled_from(kind.options)
    if not isinstance(kind, Number):
        return _TEXT.map(str.strip)
    if kind.choices:
        return st.sampled_from(kind.choices).map(float)
    low, high = max(kind.low, -1e12), min(kind.high, 1e12)
    if kind.whole:
        return st.integers(int(low), int(min(high, 10**6))).map(float)
    # A spreadsheet has no numbers beside 0 that are smaller than these.
    drawn = st.floats(low, high, exclude_min=kind.above_low, exclude_max=kind.below_high)
    return drawn.filter(lambda x: x == 0 or abs(x) > 1e-300)


def _some(declaration: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields, or all of them."""
    chosen = {field.name: given.get(field.name, _value(field)) for field in fields_of(declaration)}
    required = {field.name for field in fields_of(declaration) if field.required} & {"name", "base"}
    return st.fixed_dictionaries(
        {name: chosen[name] for name in required},
        optional={name: strategy for name, strategy in chosen.items() if name not in required},
    )


@st.composite
def offer_cells(draw: st.DrawFn) -> dict[str, Any]:
    """What is filled in of a possible offer."""
    names = _TEXT.map(str.strip).filter(bool)
    cells = draw(_some(Offer, name=names, schedule=schedules()))
    cells.pop("vest_years", None)
    kept = 1 - cells.get("future_dilution", 0.0)
    if cells.get("fully_diluted", math.inf) <= kept * cells.get("preferred_shares", 0.0):
        cells.pop("preferred_shares")  # there is always someone who holds common shares
    if cells.get("hours_per_week", 40.0) + cells.get("commute_hours", 0.0) > 168:
        cells.pop("hours_per_week", None)  # a week has no more
        cells.pop("commute_hours", None)
    if "schedule" not in cells:
        cells["vest_years"], cells["cliff_months"], cells["vests_per_year"] = map(float, draw(even_terms()))
    if "exit_value" in cells or cells.get("equity_kind", "rsu") != "rsu":
        cells.pop("liquidity_probability", None)
    return cells


@st.composite
def files(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, dict[str, Any]]]:
    """Offers with names of their own, assumptions, and scenarios by name."""
    offers = draw(st.lists(offer_cells(), min_size=1, max_size=5))
    for number, offer in enumerate(offers):
        offer["name"] += f" {number}"
    scenarios = draw(st.dictionaries(st.sampled_from(("low", "base", "high")), _some(Scenario)))
    return offers, draw(_some(Assumptions)), scenarios


def flat(assumptions: Cells, scenarios: Mapping[str, Cells]) -> dict[str, Any]:
    """Assumptions and scenarios under the names that they have without tables."""
    return {
        **assumptions,
        **{
            f"scenario_{name}_{field}": cell
            for name, cells in scenarios.items()
            for field, cell in cells.items()
        },
    }


# ---------------------------------------------------------------- TOML


def toml(offers: Sequence[Cells], assumptions: Cells, scenarios: Mapping[str, Cells]) -> str:
    """Write TOML."""
    tables = [("[assumptions]", assumptions)]
    tables += [(f"[scenarios.{name}]", cells) for name, cells in scenarios.items()]
    tables += [("[[offers]]", offer) for offer in offers]
    return "\n".join(
        "\n".join([head, *(f"{name} = {_toml(cell)}" for name, cell in cells.items()), ""])
        for head, cells in tables
    )


def _toml(cell: Any) -> str:
    if isinstance(cell, str):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, tuple):
        return f"[{', '.join(map(repr, cell))}]"
    return _text(cell)


# ---------------------------------------------------------------- CSV


def table(offers: Sequence[Cells], assumptions: Cells) -> list[list[str]]:
    """Write a column for each offer; assumptions stand in the first."""
    names = list(dict.fromkeys(name for offer in offers for name in offer))
    rows = [[name, *(_text(offer.get(name)) for offer in offers)] for name in names]
    return rows + [[name, _text(cell), *[""] * (len(offers) - 1)] for name, cell in assumptions.items()]


def _text(cell: Any) -> str:
    if isinstance(cell, tuple):
        return " ".join(map(_text, cell))
    # All digits of a float, and no three of them that could be thousands.
    return f"{cell:.17e}" if isinstance(cell, float) else cell or ""


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Write rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


# ---------------------------------------------------------------- workbooks

FIRST_ROW, FIRST_COLUMN = 3, 4


def workbook(offers: Sequence[Cells], assumptions: Cells) -> Workbook:
    """Write a bare workbook with all the names, that a test may change before it saves it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "My inputs"
    row = FIRST_ROW
    for field in fields_of(Offer):
        height = field.kind.longest if isinstance(field.kind, Schedule) else 1
        name_cells(book, f"offer_{field.name}", f"$D${row}:$H${row + height - 1}")
        for column, offer in enumerate(offers, start=FIRST_COLUMN):
            cell = offer.get(field.name)
            for below, part in enumerate(cell if isinstance(cell, tuple) else (cell,)):
                written = sheet.cell(row + below, column, part)
                if isinstance(part, str):
                    written.data_type = "s"  # even where it begins as a formula does
        row += height
    for name in all_assumptions():
        sheet.cell(row, FIRST_COLUMN, assumptions.get(name))
        name_cells(book, name, f"$D${row}")
        row += 1
    return book


def name_cells(book: Workbook, name: str, cells: str) -> None:
    """Give cells of the sheet a name."""
    book.defined_names[name] = DefinedName(name, attr_text=f"'My inputs'!{cells}")


def all_assumptions() -> list[str]:
    """The names of all assumptions, scenario by scenario."""
    own = [field.name for field in fields_of(Assumptions)]
    scenarios = [field.name for field in fields(Assumptions) if field.name not in own]
    return own + [f"scenario_{name}_{field.name}" for name in scenarios for field in fields_of(Scenario)]


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
