"""Every cell that a person reads, against its twin in the model, for whatever is typed in."""

from __future__ import annotations

import numpy as np
import pytest
from offersheet.workbook.engine.place import plan
from offersheet.workbook.engine.twins import inputs_of, twins
from offersheet.workbook.sheets import declare_sheets

from tests.seeds import seeds
from tests.workbook.cells import departures
from tests.workbook.typed import random_case

SHEETS = declare_sheets()
PLAN = plan(SHEETS)
CASES = 40


@np.errstate(all="ignore")
def said(case, typed=None):
    """Return what the model says of a set."""
    return twins(SHEETS, inputs_of(SHEETS, *case.read(), typed=typed))


@pytest.mark.parametrize("seed", seeds(CASES, quick=10))
def test_every_cell_shows_what_the_model_says(seed, empty):
    case = random_case(seed)
    case.into(empty)
    found = list(departures(empty.contents(), PLAN, said(case)))
    assert not found, f"{len(found)} differences, such as\n" + "\n".join(found[:20])
