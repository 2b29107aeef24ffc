"""The dialect of classic xlwings: COM and VBA, through xlwings' own importer and ``call_udf``."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from offersheet.hosts.vba import argument_name
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call

from tests.hosts.conftest import MISSING
from tests.hosts.ranges import CellRange

GRANT, DISCOUNTED = 400_000.0, pytest.approx(313_157.358431)


@pytest.fixture(scope="module")
def imported(classic):
    return classic.ask("import_functions")


@pytest.fixture(scope="module")
def vba(imported):
    return imported[0]


def test_every_function_is_in_the_vba(vba):
    assert re.findall(r"^Function (\w+)\(", vba, re.MULTILINE) == sorted(catalogue.functions())
    assert vba.count("End Function") == len(catalogue.functions())


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=list(catalogue.functions()))
def test_the_vba_of_a_function(vba, function):
    signature = ", ".join(map(declared, function.parameters))
    code = vba.replace(" _\n", " ")
    assert f"\nFunction {function.name}({signature})\n" in code
    names = ", ".join(argument_name(parameter.name) for parameter in function.parameters)
    arguments = "argsArray" if function.variadic else f"Array({names})"
    assert f'XLPy.CallUDF("offersheet.hosts.excel", "{function.name}", {arguments}, ' in code


def declared(parameter):
    """Spell an argument as VBA declares it."""
    name = argument_name(parameter.name)
    if parameter.variadic:
        return f"ParamArray {name}()"
    return name if parameter.required else f"Optional {name}"


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=list(catalogue.functions()))
def test_help_in_the_function_wizard_is_that_of_the_catalogue(imported, function):
    options = imported[1][function.name]
    assert options["Description"] == function.summary
    assert options["Category"] == f"Offersheet {function.category}"
    assert options["ArgumentDescriptions"] == [parameter.described for parameter in function.parameters]


def test_vba_lines_are_short_enough(vba):
    assert max(map(len, vba.splitlines())) <= 1023


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param([GRANT, MISSING, MISSING], DISCOUNTED, id="left out"),
        pytest.param([MISSING], "#VALUE!", id="left out, required"),
        pytest.param([GRANT, None], DISCOUNTED, id="an empty variant"),
        pytest.param([GRANT, CellRange(None)], DISCOUNTED, id="a blank cell"),
        pytest.param([400_000], DISCOUNTED, id="an integer of VBA"),
        pytest.param([Decimal(400_000)], DISCOUNTED, id="currency"),
        pytest.param([CellRange(Decimal("400000.00"))], DISCOUNTED, id="a cell formatted as currency"),
        pytest.param([CellRange(datetime(2026, 1, 5, tzinfo=UTC))], "#VALUE!", id="a date"),
        pytest.param([CellRange("400000")], "#VALUE!", id="a text"),
        pytest.param([CellRange(True)], "#VALUE!", id="TRUE"),
        pytest.param([-2146826288], "#NULL!", id="#NULL!"),
        pytest.param([-2146826281], "#DIV/0!", id="#DIV/0!"),
        pytest.param([-2146826273], "#VALUE!", id="#VALUE!"),
        pytest.param([-2146826265], "#REF!", id="#REF!"),
        pytest.param([-2146826259], "#NAME?", id="#NAME?"),
        pytest.param([-2146826252], "#NUM!", id="#NUM!"),
        pytest.param([-2146826246], "#N/A", id="#N/A"),
        pytest.param([-2146826245], "#VALUE!", id="#GETTING_DATA"),
        pytest.param([-2146826238], "#VALUE!", id="#CALC!"),
        pytest.param([CellRange("#N/A")], "#N/A", id="an error that one of our functions shows"),
        pytest.param(
            [GRANT, 0.0, 0.1, 4.0, 12.0, 4.0, (0.05, 0.15, 0.4, 0.4)], pytest.approx(307_518.817681)
        ),
    ],
)
def test_what_com_hands_over(classic, arguments, shown):
    assert classic.ask("call", "EQUITY_PV", *arguments) == [[shown]]


def test_a_range_of_all_sorts(classic):
    cells = (
        (GRANT, Decimal(400_000), -2146826246, None),
        ("#NUM!", "text", True, datetime(2026, 1, 5, tzinfo=UTC)),
    )
    assert classic.ask("call", "EQUITY_PV", CellRange(cells)) == [
        [DISCOUNTED, DISCOUNTED, "#N/A", "#VALUE!"],
        ["#NUM!", "#VALUE!", "#VALUE!", "#VALUE!"],
    ]


def test_an_array_constant_in_a_row_is_flat(classic):
    assert classic.ask("call", "EQUITY_PV", (GRANT, -2146826281)) == [[DISCOUNTED, "#DIV/0!"]]


def test_a_number_like_an_error_is_a_number_when_it_is_a_float(classic):
    """Excel's own numbers are always floats; only an error comes as an integer."""
    assert classic.ask("call", "EQUITY_PV", -2146826246.0) == [["#NUM!"]]


def test_a_date_of_com(classic):
    second = call("HIRING_WINDOW", ["2026-06-30"]).value
    for day in (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 4, 1)):
        assert classic.ask("call", "HIRING_WINDOW", CellRange(day)) == [[second]]
    assert classic.ask("call", "HIRING_WINDOW", CellRange(Decimal(46_143))) == [[second]]
    assert classic.ask("call", "HIRING_WINDOW", CellRange(None)) == [["#VALUE!"]]
