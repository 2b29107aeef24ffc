"""Tax law as data: every file complete, sourced and of one shape."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import urlparse

import pytest
from offersheet import facts
from offersheet.model.tax.jurisdictions import STATES

STATUSES = ("single", "mfj", "hoh")
YEARS = {"2025", "2026"}

FORMS = {
    "flat": {"amount"},
    "table": {"table"},
    "brackets": {"table"},
    "steps": {"amount", "start", "increment", "per_step", "floor"},
    "steps_up": {"start", "increment", "per_step", "max"},
    "steps_frac": {"amount", "start", "increment", "fraction_per_step"},
    "linear": {"amount", "start", "rate", "floor", "zero_if_x_gt", "valid_from"},
    "fade": {"amount", "start", "width", "round_reduction_down_to"},
    "excess": {"start", "rate"},
    "withheld": {"below"},
    "percent": {"rate", "cap"},
    "percent_table": {"table", "cap", "cap_table"},
    "bracket_reduction": {"amount", "reduction_table", "floor"},
    "bracket_credit": {"table", "zero_if_agi_gt"},
    "bracket_card": {"rates", "reductions", "band", "one_later_from", "bands_below"},
    "threshold": {"amount"},
    "mn_standard": {"amount", "low_start", "low_rate", "high_start", "high_rate"}
    | {"max_share_lost", "full_reduction_above"},
    "ny_supplemental": {"recapture_base", "incremental_benefit", "phase_in", "min_agi"}
    | {"flat_rate", "flat_rate_above_agi"},
}
"""The parameters that a form may have."""

OPTIONAL = {"zero_if_x_gt", "valid_from", "round_reduction_down_to", "cap", "cap_table", "zero_if_agi_gt"}

SHAPE = {"name", "form", "unit", "x", "edge", "rounding", "of", "group", "deducted", "deducted_source"}
ARRAYS = ("additions", "deductions", "tax", "alternate_tax", "minimum_tax", "zero_tax")
ARRAYS += ("credits", "surtax", "refundable")
TABLES = {
    "wage_tax": set(),
    "amt": {"rate", "phaseout_rate", "exemption", "phaseout_start"},
    "supplemental": {"rate"},
}

FEDERAL = {
    "brackets": {"table"},
    "standard_deduction": {"amount"},
    "gains": {"table"},
    "amt": {"exemption", "phaseout_start", "phaseout_rate", "upper_from", "lower_rate", "upper_rate"},
    "salt": {"cap", "phaseout_start", "phaseout_rate", "floor"},
    "niit": {"threshold", "rate"},
    "social_security": {"rate", "wage_base"},
    "medicare": {"rate", "additional_rate", "threshold"},
    "iso_limit": {"amount"},
    "deferral_limit": {"amount"},
    "compensation_limit": {"amount"},
    "purchase_limit": {"amount"},
    "supplemental": {"rate", "upper_rate", "upper_from"},
}

ONE_YEAR = {
    ("SC", "standard deduction"): {"2025"},
    ("SC", "income adjusted deduction"): {"2026"},
    ("ME", "surcharge on high incomes"): {"2026"},
    ("MN", "paid leave"): {"2026"},
}
"""What the law has in one of the years alone; of the other the file says so."""

NO_TAX = {"AK", "FL", "NV", "NH", "SD", "TN", "TX", "WA", "WY"}

SOME_STATUSES = {("IA", "alternate tax"): {"mfj", "hoh"}, ("MO", "head of household exemption"): {"hoh"}}

each_state = pytest.mark.parametrize("state", STATES)
each_file = pytest.mark.parametrize("name", ["federal", *STATES])


def law(name: str) -> dict[str, Any]:
    return facts.load(f"tax/{name}")


def items(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each item of a file with the section that it stands in."""
    for section, value in law(name).items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield section, item


def years(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {key: value for key, value in item.items() if key not in SHAPE}


def parameters(year: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield status ("" where common), name and value of every parameter of a year."""
    for key, value in year.items():
        if key in STATUSES:
            yield from ((key, name, figure) for name, figure in value.items())
        elif key not in {"source", "projected", "note", "in_force"}:
            yield "", key, value


def known(section: str, item: dict[str, Any], name: str) -> set[str]:
    if name == "federal":
        return FEDERAL[section]
    if section == "payroll":
        return {"rate", "wage_base", "max_annual"}
    return TABLES[section] if section in TABLES else FORMS[item["form"]]


# ---------------------------------------------------------------- every file


def test_there_is_a_file_for_every_jurisdiction_and_no_other():
    found = {path.name for path in files("offersheet.facts").joinpath("tax").iterdir()}
    assert found == {f"{name}.toml" for name in ("federal", *STATES)}


@each_state
def test_a_state_says_its_name_and_what_is_left_out(state):
    allowed = {"name", "left_out", "follows_federal_deduction", "taxes_pretax", "added_to"}
    written = {key for key, value in law(state).items() if not isinstance(value, dict | list)}
    assert {"name", "left_out"} <= written <= allowed
    assert law(state)["left_out"].endswith(".") == (state not in NO_TAX or state == "WA")


@each_state
def test_sections_stand_in_the_order_of_a_return(state):
    order = ["wage_tax", *ARRAYS, "payroll", "amt", "supplemental"]
    sections = [key for key, value in law(state).items() if isinstance(value, dict | list)]
    assert sections == [section for section in order if section in sections]
    assert not law(state).get("tax") or law(state)["tax"][0]["form"] in {"brackets", "bracket_card"}


def test_flags_stand_where_the_law_has_them():
    assert {s for s in STATES if law(s).get("follows_federal_deduction")} == {"DC", "GA", "OK", "VA"}
    assert {s for s in STATES if law(s).get("taxes_pretax")} == {"PA"}
    assert {s: law(s)["added_to"] for s in STATES if "added_to" in law(s)} == {"NYC": "NY"}


def test_nine_states_say_that_they_have_no_tax_on_wages():
    assert {state for state in STATES if "tax" not in law(state)} == NO_TAX
    assert {state for state in STATES if "wage_tax" in law(state)} == NO_TAX
    for state in NO_TAX:
        assert [found["in_force"] for found in years(law(state)["wage_tax"]).values()] == [False, False]


@each_file
def test_every_item_has_its_shape_and_its_years(name):
    for section, item in items(name):
        label = item.get("name", section)
        assert item["unit"], label
        assert ("form" in item) == (section in ARRAYS), label
        in_force = {year for year, found in years(item).items() if found.get("in_force", True)}
        assert set(years(item)) == YEARS, label
        assert in_force == (set() if section == "wage_tax" else ONE_YEAR.get((name, label), YEARS)), label


DEDUCTED = {
    "AK": {"unemployment insurance"},
    "CA": {"state disability insurance"},
    "CO": {"family and medical leave"},
    "CT": {"paid leave"},
    "DE": {"paid leave"},
    "MA": {"paid family and medical leave"},
    "ME": {"paid family and medical leave"},
    "MN": {"paid leave"},
    "NJ": {"temporary disability insurance", "family leave insurance", "unemployment insurance"}
    | {"workforce development fund"},
    "NY": {"paid family leave", "disability insurance"},
    "OR": {"statewide transit tax", "paid leave"},
    "PA": {"unemployment insurance"},
    "RI": {"temporary disability and caregiver insurance"},
    "WA": {"paid family and medical leave"},
}
"""What counts as state income tax on Schedule A. Not: WA Cares, Hawaii's insurance, Vermont's child care."""


@each_state
def test_each_contribution_says_whether_it_is_deducted_and_by_which_source(state):
    own = law(state).get("payroll", [])
    assert {item["name"] for item in own if item["deducted"]} == DEDUCTED.get(state, set())
    assert all(source for item in own for source in item["deducted_source"])


@each_file
def test_every_year_has_a_source_of_an_authority(name):
    for section, item in items(name):
        for year, found in years(item).items():
            where = (section, item.get("name"), year)
            assert found["source"], where
            for source in found["source"]:
                title, _, address = source.partition(" | ")
                assert title.strip() == title != "", where
                assert not re.search(r"policyengine|taxsim|taxcalc|justia|\befile|lexis", source, re.I), where
                if address:
                    assert (urlparse(address).hostname or "").endswith((".gov", ".us")), (where, address)


@each_file
def test_projected_is_only_ever_true_and_only_of_the_later_year(name):
    for section, item in items(name):
        for year, found in years(item).items():
            assert found.get("projected", True) is True
            assert not ("projected" in found and year == "2025"), (section, item.get("name"))


@each_file
def test_parameters_are_those_of_the_form_for_every_status(name):
    for section, item in items(name):
        label = item.get("name", section)
        expected = known(section, item, name)
        optional = OPTIONAL | ({"wage_base", "max_annual"} if section == "payroll" else set())
        statuses = SOME_STATUSES.get((name, label), set(STATUSES))
        for year, found in years(item).items():
            if not found.get("in_force", True):
                assert not list(parameters(found))
                continue
            written = [*parameters(found)]
            out = {status for status, key, figure in written if key == "in_force" and not figure}
            written = [one for one in written if one[0] not in out]
            assert out == set(STATUSES) - statuses
            common = {key for status, key, _ in written if not status}
            by_status = {s: {key for status, key, _ in written if status == s} for s in statuses}
            assert {status for status, _, _ in written} <= {"", *statuses}, (label, year)
            assert statuses == set(STATUSES) or not common, "a common value would reach every status"
            for status, own in by_status.items():
                assert not own & common, (label, year, status)
                assert expected - optional <= own | common <= expected, (label, year, status)
            assert len({frozenset(own) for own in by_status.values()}) == 1, (label, year)


@each_file
def test_what_is_the_same_for_every_status_is_written_once(name):
    for section, item in items(name):
        for found in years(item).values():
            written = [found[status] for status in STATUSES if status in found]
            if len(written) == len(STATUSES):
                for key in set.intersection(*map(set, written)):
                    assert not written[0][key] == written[1][key] == written[2][key], (section, item, key)


RATES = {"rate", "low_rate", "high_rate", "max_share_lost", "flat_rate", "fraction_per_step"}
RATES |= {"phaseout_rate", "lower_rate", "upper_rate", "additional_rate"}
RATE_TABLES = {"brackets", "bracket_credit", "percent_table"}


@each_file
def test_tables_ascend_from_nothing_and_figures_are_in_range(name):
    for section, item in items(name):
        for found in years(item).values():
            for _, key, value in parameters(found):
                if key == "in_force":
                    continue
                where = (section, item.get("name"), key)
                if isinstance(value, list):
                    lows = [low for low, _ in value]
                    assert lows[0] == 0, where
                    assert all(low < high for low, high in itertools.pairwise(lows)), where
                    of_rates = item.get("form") in RATE_TABLES and key == "table"
                    of_rates |= name == "federal" or key in {"rates", "reduction_table"}
                    assert all(0 <= figure <= (1 if of_rates else 1e6) for _, figure in value), where
                else:
                    assert 0 <= value <= (1 if key in RATES else 1e8), where
                    assert isinstance(value, int) or value != int(value), "whole numbers are written whole"


@each_file
def test_a_file_reads_the_same_as_written(name):
    text = files("offersheet.facts").joinpath(f"tax/{name}.toml").read_text("utf-8")
    assert tomllib.loads(text) == law(name)
    assert text.endswith("\n")
    assert "\t" not in text
