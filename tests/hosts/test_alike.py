"""Every host alike: the same call gives the same value or error wherever it is typed.

One table of calls (worked examples, and bad input in every place) goes through each host as that hands cells
over; where a host forces a difference, ``cases`` says so. In LibreOffice's own cells the same table is computed
by the workbook that tests its host.
"""

from __future__ import annotations

import pytest
from offersheet.errors import CellError
from offersheet.hosts.cases import FORCED, cases
from offersheet.hosts.lambdas import LEFT_OUT, lambdas
from offersheet.worksheet.call import call
from offersheet.worksheet.formula import parse_arguments

from tests.hosts.lambdas import engine

LAMBDAS = lambdas()


def in_lite(office_js, name, cells):
    return office_js.enter(name, *cells, command="call_in_lite")


def in_lambda(_, name, cells):
    numbers = [
        [[float(each) for each in row] for row in cell] if isinstance(cell, list) else cell for cell in cells
    ]
    shown = engine.call(LAMBDAS[name], *numbers)
    errors = {str(error): error for error in CellError}
    return [[errors.get(cell, cell) for cell in row] for row in shown]


HOSTS = {
    "python": (None, lambda _, name, cells: call(name, cells).value),
    "classic": ("classic", lambda child, name, cells: child.enter(name, *cells)),
    "server": ("office_js", lambda child, name, cells: child.enter(name, *cells)),
    "lite": ("office_js", in_lite),
    "lambda": (None, in_lambda),
}


@pytest.mark.parametrize("host", HOSTS)
def test_every_case_shows_the_same(request, host):
    fixture, enter = HOSTS[host]
    child = request.getfixturevalue(fixture) if fixture else None
    wrong, tried = [], 0
    for case in cases(host):
        if host == "lambda" and case.function in LEFT_OUT:
            continue
        tried += 1
        answer = enter(child, case.function, parse_arguments(case.arguments))
        row, column = case.place or (1, 1)
        shown = answer[row - 1][column - 1] if isinstance(answer, list) else answer
        if not case.shows(shown):
            wrong.append((case.typed, case.expected, shown))
    assert not wrong, f"{len(wrong)} of {tried}"
    assert tried > 500


def test_each_kind_of_bad_input_is_there():
    """Of every kind some, so that none of them is tried nowhere."""
    found = {case.sort for case in cases()}
    assert found == {"example", "text", "truth", "error", "too low"}
    assert {each.sort for each in FORCED} < found
    assert {case.expected for case in cases() if case.sort != "example"} == {
        CellError.VALUE,
        CellError.NUM,
        CellError.NA,
    }
