"""The samples in a second spreadsheet engine: what it computes is what LibreOffice computes.

One engine alone may agree with the model by a quirk of its own. What the second cannot compute is a short
list of shapes of formulas, each with its reason; everything else, it computes from the inputs on.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pytest
from offersheet.model.offer import MOST_OFFERS
from offersheet.reading import read_offers
from offersheet.workbook.build import build_workbook
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import Token

from tests.seeds import few
from tests.soffice import Office
from tests.witness import Witness
from tests.workbook.cells import Cell, dust_of, same
from tests.workbook.test_comps_sheet import random_lines
from tests.workbook.test_formulas import TAKES_RANGES, Formula, called, is_call
from tests.workbook.test_package import SAMPLES

AT_LEAST = 0.975
"""Of the formula cells that show something."""

LINES_OF = 4
"""A seed that gives sixty lines of comps."""


# ---------------------------------------------------------------- shapes


def maps_a_range(formula: Formula) -> bool:
    """Whether a function of one number is called over a range, as in ``SUMPRODUCT(EXP(-A1:A9))``."""
    inside: list[str] = []
    for token in formula.tokens:
        if is_call(token) or (token.type == Token.PAREN and token.subtype == Token.OPEN):
            inside.append(called(token) if is_call(token) else "")
        elif token.subtype == Token.CLOSE:
            inside.pop()
        elif token.subtype == Token.RANGE and ":" in token.value:
            nearest = next((function for function in reversed(inside) if function), "")
            if nearest not in TAKES_RANGES:
                return True
    return False


def asks_where_a_name_leads(formula: Formula) -> bool:
    """Whether it asks for the column of what it has looked up by a defined name."""
    return re.search(r"COLUMN\(INDEX\([^()]*,[a-z_]+\)\)", formula.text) is not None


SHAPES: dict[str, tuple[Callable[[Formula], bool], str]] = {
    "maps": (maps_a_range, "computes a function of one number at one cell of the range, or not at all"),
    "whereabouts": (asks_where_a_name_leads, "knows no column of a cell that a name has led to"),
}
"""What the second engine cannot do: which formulas, and what it does with them."""


def shapes(formula: Formula) -> list[str]:
    return [name for name, (has, _) in SHAPES.items() if has(formula)]


# ---------------------------------------------------------------- workbooks


@dataclass
class Computed:
    """A workbook, its formulas, and what LibreOffice computes them to be."""

    file: bytes
    shown: Mapping[Cell, float | str]

    @cached_property
    def formulas(self) -> dict[Cell, Formula]:
        """Every formula, those on ``Functions`` that need an add-in apart."""
        return {
            Cell(sheet.title, cell.row, cell.column): Formula(sheet.title, cell.coordinate, cell.value)
            for sheet in load_workbook(io.BytesIO(self.file))
            if sheet.title != "Functions"
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    @cached_property
    def dust(self) -> dict[tuple[str, int], float]:
        return dust_of({cell: self.shown[cell] for cell in self.formulas})

    def departures(self, given: Iterable[Cell] = ()) -> dict[Cell, str]:
        """Say where the second engine shows something else, when LibreOffice's values are given to some cells."""
        second = Witness(self.file, {cell: self.shown[cell] for cell in given})
        second.calculate()
        return {
            cell: f"{cell}: {value!r}, not {self.shown[cell]!r}: {self.formulas[cell].text}"
            for cell, value in second.show(self.formulas).items()
            if not same(value, self.shown[cell], self.dust.get((cell.sheet, cell.column), 0.0))
        }

    @cached_property
    def alone(self) -> dict[Cell, str]:
        """The departures where the second engine is given nothing but the inputs."""
        return self.departures()

    @cached_property
    def beyond(self) -> dict[Cell, list[str]]:
        """The departing cells whose own formula has a listed shape."""
        return {cell: found for cell in self.alone if (found := shapes(self.formulas[cell]))}


def sample(path: Path) -> bytes:
    read = read_offers(path)
    return build_workbook(read.offers, read.assumptions)


def every_column() -> bytes:
    """Return a workbook with an offer in every column, and lines of comps."""
    offers = [offer for path in SAMPLES for offer in read_offers(path).offers]
    return build_workbook(offers[:MOST_OFFERS], comps=random_lines(random.Random(LINES_OF)))


WORKBOOKS = {path.stem: partial(sample, path) for path in SAMPLES} | {"every column": every_column}


@pytest.fixture(scope="module", params=few(WORKBOOKS))
def computed(
    request: pytest.FixtureRequest, office: Office, tmp_path_factory: pytest.TempPathFactory
) -> Computed:
    file = WORKBOOKS[request.param]()
    path = tmp_path_factory.mktemp("computed") / "offers.xlsx"
    path.write_bytes(file)
    with office.open(path) as book:
        book.calculate()
        contents = book.contents()
    shown = {
        Cell(sheet, row, column): value
        for sheet, rows in contents.items()
        for row, line in enumerate(rows, 1)
        for column, value in enumerate(line, 1)
    }
    return Computed(file, shown)


def test_a_second_engine_computes_what_libreoffice_does(computed):
    showing = {cell for cell in computed.formulas if computed.shown[cell] != ""}
    share = 1 - len(computed.alone.keys() & showing) / len(showing)
    print(f"{len(showing)} of {len(computed.formulas)} formula cells show something: {share:.2%} alike")
    assert share >= AT_LEAST


def test_only_listed_shapes_are_beyond_the_second_engine(computed):
    """Where they are given LibreOffice's values nothing departs: what rests on them would, and hide the rest."""
    departing = computed.departures(given=computed.beyond)
    assert not departing, "\n".join([f"{len(departing)} cells", *list(departing.values())[:20]])
