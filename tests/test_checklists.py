"""The lists for a person with Excel promise what the functions answer, and hide nothing of what was not run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.formula import evaluate_formula

LISTS = (Path(__file__).parents[1] / "addin" / "docs" / "checklists.md").read_text(encoding="utf-8")
PROMISES = sorted(set(re.findall(r"`=(EQUITY_PV\([^`:]*\))`[^`;]*? shows `?([-#\w.!]+[\w!])", LISTS)))


def test_the_promises_are_found():
    assert len(PROMISES) == 3


@pytest.mark.parametrize(("call", "shown"), PROMISES)
def test_a_call_shows_what_is_promised(call, shown):
    answer = evaluate_formula(call.replace(", A1", "")).value
    if isinstance(answer, CellError):
        assert str(answer) == shown
    else:
        assert f"{answer:.4f}" == shown


def test_each_list_says_that_it_was_not_run():
    parts = LISTS.split("\n## ")[1:]
    assert [part.splitlines()[0] for part in parts] == [
        "Excel on Windows",
        "Excel on a Mac, with xlwings Lite",
        "Numbers",
    ]
    assert all("\nNot run." in part and "- [ ] " in part for part in parts)


def test_the_button_and_the_heading_are_called_so():
    from offersheet.hosts.classic.modules import category
    from offersheet.hosts.classic.xlam import RIBBON

    assert 'label="Mend #NAME?"' in RIBBON
    assert "*Mend #NAME?*" in LISTS
    assert f"*{category(catalogue.find('EQUITY_PV'))}*" in LISTS
