"""What Excel, VBA and xlwings allow of names, arguments and help, for the whole catalogue."""

from __future__ import annotations

import inspect
import re

import pytest
from offersheet.hosts.vba import RESERVED, argument_name
from offersheet.worksheet import catalogue
from openpyxl.utils import FORMULAE, column_index_from_string

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
IN_THE_VBA = {"app", "application", "argsarray", "array", "err", "failed", "k", "thisworkbook", "xlpy"}
"""Words of the VBA that xlwings writes around a call."""

FUNCTIONS = catalogue.functions()
every_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))


def is_address(name: str) -> bool:
    """Whether Excel takes a name for a cell: A1 style or R1C1 style."""
    if re.fullmatch(r"R\d*C\d*|[RC]\d*", name, re.IGNORECASE):
        return True
    match = re.fullmatch(r"([A-Z]{1,3})(\d+)", name, re.IGNORECASE)
    if match is None:
        return False
    return column_index_from_string(match[1].upper()) <= LAST_COLUMN and int(match[2]) <= LAST_ROW


def test_what_an_address_is():
    assert all(map(is_address, ("TAX2026", "RSU1", "R1C1", "RC", "R", "XFD1048576")))
    assert not any(map(is_address, ("XFE1", "A1048577", "EQUITY_PV", "DLOM", "ASK")))


@every_function
def test_the_name_of_a_function(function):
    name = function.name
    assert re.fullmatch(r"[A-Z][A-Z0-9_]{0,127}", name)  # Office: a letter, then letters, digits, . and _
    assert not is_address(name)
    assert name not in FORMULAE  # Excel's own functions
    assert name not in ("TRUE", "FALSE")
    assert name.lower() not in RESERVED


@every_function
def test_the_names_of_arguments(function):
    names = [argument_name(parameter.name) for parameter in function.parameters]
    for name in names:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name)
        assert name not in ("caller", "currency")  # xlwings would fill in the caller; VBA has a type Currency
        assert name not in RESERVED | IN_THE_VBA
        assert name != function.name.lower()  # VBA knows no case: the answer and the argument would be one
    assert len(set(names)) == len(names)


@every_function
def test_the_function_wizard_holds_the_names(function):
    names = [argument_name(parameter.name) for parameter in function.parameters]
    assert len(names) + sum(map(len, names)) <= 254
    assert len(names) <= 60  # VBA


@every_function
def test_help_is_shown_whole(function):
    for text in (function.summary, *(parameter.described for parameter in function.parameters)):
        assert 0 < len(text) <= 255
        assert text.isprintable()
        assert text.endswith(".")


@every_function
def test_arguments_are_of_the_forms_that_xlwings_takes(function):
    parameters = inspect.signature(function.python).parameters.values()
    forms = [parameter.kind for parameter in parameters]
    assert set(forms) <= {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
    if inspect.Parameter.VAR_POSITIONAL in forms:
        assert all(parameter.default is inspect.Parameter.empty for parameter in parameters)


def test_names_that_vba_keeps_for_itself():
    assert argument_name("currency") == "currency_"
    assert argument_name("function") == "function_"
    assert argument_name("Date") == "Date_"
    assert argument_name("grant_value") == "grant_value"
