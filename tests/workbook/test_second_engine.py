"""The samples in a second spreadsheet engine: what it computes is what LibreOffice computes.

One engine alone may agree with the model by a quirk of its own. What the second cannot compute is the short
list of ``ONE_ENGINE``, each with its reason; everything else, it computes from the inputs on.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pytest
from offersheet.model.offer import MOST_OFFERS
from offersheet.reading import read_offers
from offersheet.workbook.build import build_workbook
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from tests.seeds import few
from tests.soffice import Office
from tests.witness import Witness
from tests.workbook.cells import Cell, dust_of, same
from tests.workbook.formulas import Formula, formulas_of
from tests.workbook.test_comps_sheet import random_lines
from tests.workbook.test_package import SAMPLES
from tests.workbook.test_readable import ONE_ENGINE, named

AT_LEAST = 0.98
"""Of the formula cells that show something."""


# ---------------------------------------------------------------- workbooks


@dataclass
class Computed:
    """A workbook, its formulas, and what LibreOffice computes them to be."""

    file: bytes
    shown: Mapping[Cell, float | str]

    @cached_property
    def formulas(self) -> dict[Cell, Formula]:
        """Every formula, those on ``Functions`` that need an add-in apart."""
        formulas = formulas_of(load_workbook(io.BytesIO(self.file)))
        return {_cell(formula): formula for formula in formulas}

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
    def beyond(self) -> list[Cell]:
        """The departing cells whose own formulas are listed."""
        return [cell for cell in self.alone if named(self.formulas[cell]) in ONE_ENGINE]


def _cell(formula: Formula) -> Cell:
    return Cell(formula.sheet, *coordinate_to_tuple(formula.address))


def sample(path: Path) -> bytes:
    read = read_offers(path)
    return build_workbook(read.offers, read.assumptions)


def every_column() -> bytes:
    """Return a workbook with an offer in every column, and lines of comps."""
    offers = [offer for path in SAMPLES for offer in read_offers(path).offers]
    return build_workbook(offers[:MOST_OFFERS], comps=random_lines(random.Random(0))[:60])


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


def test_only_what_is_listed_is_beyond_the_second_engine(computed):
    """Where they are given LibreOffice's values nothing departs: what rests on them would, and hide the rest."""
    departing = computed.departures(given=computed.beyond)
    assert not departing, "\n".join([f"{len(departing)} cells", *list(departing.values())[:20]])
