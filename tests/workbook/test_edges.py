"""The checks of inputs at their bounds: TRUE for what the model just takes, FALSE for what it just does not."""

from __future__ import annotations

import pytest
from offersheet.workbook.engine.place import plan
from offersheet.workbook.sheets import declare_sheets

from tests.workbook.edges import ASSUMPTIONS, OFFERS, SCENARIOS, faults_of_assumptions, faults_of_offers

PLAN = plan(declare_sheets())


@pytest.mark.thorough
@pytest.mark.parametrize("name", OFFERS)
def test_the_check_of_a_field(name, empty):
    assert list(faults_of_offers(name, empty, PLAN)) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", [*ASSUMPTIONS, *SCENARIOS])
def test_the_check_of_an_assumption(name, empty):
    assert list(faults_of_assumptions(name, empty, PLAN)) == []
