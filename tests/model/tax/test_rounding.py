"""What rounding leaves of nothing must not decide which of two lines is the larger."""

from __future__ import annotations

import numpy as np
import pytest
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES, TAX_YEARS
from offersheet.model.tax.piecewise import Edge, Piece, Piecewise, above


def test_a_line_that_begins_a_rounding_below_nothing_rises_all_the_same():
    rising = Piecewise((Piece(Edge(0.0), 0.0, 0.0), Piece(Edge(35_416.666666666664), -4e-14, 0.018)))
    assert above(rising)(38_000.0) == pytest.approx(46.5)


@pytest.mark.parametrize("year", TAX_YEARS)
@pytest.mark.parametrize("state", STATES)
def test_a_million_wages_owe_what_one_does(state, year):
    wages = np.linspace(0, 600_000, 241)
    for status in STATUSES:
        household = Household(state, status, year)
        one_by_one = [household.take_home(one) for one in wages.tolist()]
        assert household.take_home(wages) == pytest.approx(one_by_one, abs=1e-6)
