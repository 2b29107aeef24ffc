"""Telling blank cells from zeros by the formulas that call."""

from __future__ import annotations

import pytest
from offersheet.hosts.libreoffice.blanks import BothBlankAndZero, calls_in


def meant(formulas, arguments, cells=None, names=None):
    """Return what is meant by arguments that arrive from one of these formulas, beside these cells."""
    sheets = {"Sheet1": [[formula, *(cells or [])] for formula in formulas], "It's two": [["0", ""]]}
    return calls_in(sheets, names or {})["F"].without_blanks(arguments)


@pytest.mark.parametrize(
    ("formula", "arguments", "expected"),
    [
        ("=OFFERSHEET.F(B1)", [0.0], [None]),
        ("=OFFERSHEET.F(C1)", [0.0], [0.0]),
        ("=OFFERSHEET.F($B$1;D1)", [0.0, 0.25], [None, 0.25]),
        ("=OFFERSHEET.F($Sheet1.B1;E1)", [0.0, 0.05], [None, 0.05]),
        ("=OFFERSHEET.F($'It''s two'.B1)", [0.0], [None]),
        ("=OFFERSHEET.F($'It''s two'.A1)", [0.0], [0.0]),
        ("=OFFERSHEET.F(ZZ999)", [0.0], [None]),
        ("=OFFERSHEET.F(;B1)", [None, 0.0], [None, None]),
        ('=OFFERSHEET.F("a;b)";B1)', ["a;b)", 0.0], ["a;b)", None]),
        ("=OFFERSHEET.F({1;2|3;4};B1)", [[[1.0, 2.0], [3.0, 4.0]], 0.0], [[[1.0, 2.0], [3.0, 4.0]], None]),
        ("=1+OFFERSHEET.F(SUM(1;2);B1)", [3.0, 0.0], [3.0, None]),
        ("{=OFFERSHEET.F(B1)}", [0.0], [None]),
        ("=OFFERSHEET.F(IF(1;B1))", [0.0], [0.0]),
        ("=OFFERSHEET.F(0)", [0.0], [0.0]),
        ("=OFFERSHEET.F(a_name)", [0.0], [None]),
        ("=OFFERSHEET.F(1E-3;B1)", [0.001, 0.0], [0.001, None]),
        ("=OFFERSHEET.F(OFFERSHEET.F(B1;1);B1)", [7.0, 0.0], [7.0, None]),
        ("=OFFERSHEET.F(F1;B1)", [46023.0, 0.0], [46023.0, None]),
    ],
)
def test_one_call(formula, arguments, expected):
    cells = ["", "0", "0.25", "5%", "2026-01-01"]
    assert meant([formula], arguments, cells, {"a_name": "$Sheet1.$B$1"}) == expected


def test_calls_are_told_apart_by_their_other_arguments():
    formulas = ["=OFFERSHEET.F(1;B1)", "=OFFERSHEET.F(2;0)"]
    assert meant(formulas, [1.0, 0.0], [""]) == [1.0, None]
    assert meant(formulas, [2.0, 0.0], [""]) == [2.0, 0.0]


def test_what_cannot_be_told_apart_is_refused():
    with pytest.raises(BothBlankAndZero):
        meant(["=OFFERSHEET.F(1;B1)", "=OFFERSHEET.F(1;0)"], [1.0, 0.0], [""])


def test_a_call_in_a_defined_name_counts():
    with pytest.raises(BothBlankAndZero):
        meant(["=OFFERSHEET.F(B1)"], [0.0], [""], {"zero": "OFFERSHEET.F(0)"})


def test_arguments_from_nowhere_stay():
    assert meant(["=OFFERSHEET.F(1;B1)"], [3.0, 0.0], [""]) == [3.0, 0.0]
