"""Adding a year of law is adding data; law that is not there is an error, never no tax."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import offersheet
import pytest
from offersheet.errors import NotFound
from offersheet.model.assumptions import Assumptions
from offersheet.model.tax.federal import federal_law, withheld
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR, STATES, STATUSES, TAX_YEARS
from offersheet.model.tax.law import figures, figures_in_force, items, jurisdiction
from offersheet.model.tax.payroll import fica_law, payroll_law
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.tax.states import state_law
from offersheet.model.tax.tables import tables

MADE_UP = 2027

ASKED = """
import json, offersheet
from offersheet.model.assumptions import Assumptions
from offersheet.model.tax.tables import tables
from offersheet.model.tax.tabulate import stored, tabulated
from offersheet.workbook.build import build_workbook
print(json.dumps({
    "default": [offersheet.take_home(200_000.0, state) for state in ("", "CA", "TX", "NYC")],
    "earlier": [offersheet.take_home(200_000.0, state, "single", 2026) for state in ("", "CA", "TX", "NYC")],
    "assumed": Assumptions().tax_year,
    "tables": stored(tabulated(2027)) == stored(tables(2027)),
    "workbook": len(build_workbook([])) > 50_000,
}))
"""


def test_the_default_year_is_one_fact():
    assert Assumptions().tax_year == DEFAULT_YEAR
    assert DEFAULT_YEAR in TAX_YEARS
    assert offersheet.take_home(240_000, "CA") == offersheet.take_home(240_000, "CA", "single", DEFAULT_YEAR)


@pytest.mark.parametrize("state", STATES)
def test_every_rule_that_a_state_needs_is_there_or_said_not_to_be_in_force(state):
    law = jurisdiction(state)
    assert ("tax" in law) != ("wage_tax" in law)
    for year in TAX_YEARS:
        for status in STATUSES:
            found = [figures(law, item, year, status) for part, item in items(law) if part == "tax"]
            assert any(found) == ("tax" in law)
            assert state_law(state, year, status).year == year
            assert payroll_law(state, year, status)(100_000.0) > 0


@pytest.mark.parametrize("state", STATES)
def test_a_state_whose_law_is_missing_is_not_one_without_tax(state):
    for missing in (
        lambda: state_law(state, MADE_UP, "single"),
        lambda: payroll_law(state, MADE_UP, "single"),
    ):
        with pytest.raises(NotFound, match=f"there is no law of {MADE_UP}"):
            missing()


def test_federal_law_that_is_missing_is_named():
    for missing in (
        lambda: federal_law(MADE_UP, "single"),
        lambda: fica_law(MADE_UP, "single", additional=True),
        lambda: withheld(1.0, MADE_UP, "single"),
    ):
        with pytest.raises(NotFound, match=f"there is no law of {MADE_UP}: United States, "):
            missing()
    with pytest.raises(NotFound, match=f"there are no tables of {MADE_UP}"):
        tables(MADE_UP)
    with pytest.raises(NotFound, match="New York, supplemental"):
        supplemental_rate("NY", MADE_UP, "single")


def test_a_status_that_is_not_entered_is_missing_and_one_without_the_rule_says_so():
    law = jurisdiction("IA")
    [rule] = law["alternate_tax"]
    assert figures(law, rule, 2026, "single") is None
    assert figures(law, rule, 2026, "mfj")
    with pytest.raises(NotFound, match="Iowa, alternate tax is not in force in 2026 for single"):
        figures_in_force(law, rule, 2026, "single")
    with pytest.raises(NotFound, match="there is no law of 2026 for widowed: Iowa, alternate tax"):
        figures(law, rule, 2026, "widowed")


def a_year_later(text: str) -> str:
    """Repeat the law of 2026 as that of the year after, with a standard deduction all its own."""
    parts = re.split(r"(?m)^(?=\[)", text)
    return "\n".join(
        part
        + (
            "\n" + part.replace(".2026]", f".{MADE_UP}]").replace("16100", "17100")
            if ".2026]" in part
            else ""
        )
        for part in parts
    )


@pytest.fixture(scope="module")
def later(tmp_path_factory) -> Path:
    """A copy of the package to whose facts a year is added, and nothing else."""
    folder = tmp_path_factory.mktemp("later")
    package = folder / "offersheet"
    shutil.copytree(Path(offersheet.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (package / "facts/tax").glob("*.toml"):
        file.write_text(a_year_later(file.read_text("utf-8")), "utf-8")
    (package / "facts/tax_years.toml").write_text(
        f"years = [2025, 2026, {MADE_UP}]\ndefault = {MADE_UP}\n", "utf-8"
    )
    return folder


def run(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.thorough
def test_adding_a_year_is_data_alone(later):
    run(later, "-m", "offersheet.model.tax.tabulate")
    assert (later / f"offersheet/facts/tables/{MADE_UP}.json").exists()
    told = json.loads(run(later, "-c", ASKED))
    assert told["assumed"] == MADE_UP
    assert told["tables"]
    assert told["workbook"]
    # 1,000 more of the standard deduction at 32 %, where no state tax is deducted instead
    now = [offersheet.take_home(200_000.0, state) for state in ("", "CA", "TX", "NYC")]
    assert told["earlier"] == now
    gained = [after - before for after, before in zip(told["default"], now, strict=True)]
    assert gained[0] == gained[2] == pytest.approx(240.0)
    assert 0 <= gained[1] <= 240.0
