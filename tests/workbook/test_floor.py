"""The sheet ``Floor`` against the model: taxes, floor, and what is left year by year, for anybody anywhere."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise, product
from typing import Any

import numpy as np
import offersheet
import pytest
from offersheet.model.after_tax import event_after_tax, need, recurring_cash, taxes_on_cash, years_after_tax
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES
from offersheet.model.tax.law import projected
from offersheet.model.valuation import RESULTS
from offersheet.model.walk_away import gross_for_net
from offersheet.workbook.build import build_workbook
from offersheet.workbook.engine.layout import Lines, Table
from offersheet.workbook.engine.place import Place, Plan, plan
from offersheet.workbook.sheets import declare_sheets
from openpyxl import load_workbook

from tests.seeds import few, seeds
from tests.soffice import Book
from tests.workbook.typed import Cells, Typed

CASES = 200
"""People with five offers each, in every place and with every filing status at least ten times."""
YEAR = 2026
WITHIN = 1e-9
PLAN = plan(declare_sheets())

TAXES = {
    "taxed_state": "State income tax",
    "taxed_regular": "Federal income tax",
    "taxed_minimum": "Alternative minimum tax",
    "taxed_security": "Social Security",
    "taxed_medicare": "Medicare",
    "taxed_additional": "Additional Medicare",
    "all_taxes": "Total",
    "taxed_kept": "Take-home",
}
YEARLY = {
    "year_cash": "cash",
    "year_cash_kept": "cash_after_tax",
    "year_equity": "vests",
    "year_equity_kept": "equity_after_tax",
    "year_kept": "after_tax",
    "year_set_aside": "set_aside",
    "year_held_tax": "held_tax",
}
RESTING = {"year_equity": 0.0, "year_equity_kept": "waits"}
"""What stands where equity waits for an event and has no amount by year."""
FLOOR = [result.name for result in RESULTS if result.part == "floor"]


def cells_of(place: Place) -> str:
    return f"{place.sheet}.D{place.first}:H{place.last}"


def row(key: str) -> str:
    return cells_of(PLAN.rows[key])


def close(shown: float | str, expected: float, size: float) -> bool:
    """Whether a cell shows what the model says, as closely as amounts of that size can be added up."""
    return isinstance(shown, float) and math.isclose(shown, expected, rel_tol=WITHIN, abs_tol=WITHIN * size)


def jump(rng: random.Random, state: str, status: str) -> float:
    """Return wages near which what is kept bends or falls, in whole cents."""
    pieces = Household(state, status, YEAR).kept().pieces
    at = rng.choice([piece.edge.at for piece in pieces if piece.edge.at < 3e6])
    return max(0.0, math.floor(at * 100) + rng.choice((-1, 0, 0, 1, 2))) / 100


def person(seed: int) -> Typed:
    """Return five offers in five places for somebody, the same for a seed."""
    rng = random.Random(seed)
    status = STATUSES[seed % 3]
    states = [("", *STATES)[(5 * seed + place) % (1 + len(STATES))] for place in range(5)]
    assumptions = {
        "filing_status": status,
        "annual_spend": rng.choice((60_000, 10 ** rng.uniform(3.5, 6))),
        "savings": rng.choice((0, 20_000, rng.uniform(0, 100_000))),
        "risk_buffer": rng.choice((0, 0.1, 0.35)),
        "extra_payroll_rate": rng.choice((0, 0.01, 0.05)),
        "horizon_years": rng.choice((4, 6, 10)),
    }
    if seed % 2:  # a need that is met where what is kept falls again
        kept = Household(states[0], status, YEAR).kept()
        assumptions["savings"] = max(0.0, kept(jump(rng, states[0], status)) + rng.choice((0, 1e-3, 1)))
        assumptions["annual_spend"] = 0
    return Typed([offer(rng, place, state, status) for place, state in enumerate(states)], assumptions)


def offer(rng: random.Random, place: int, state: str, status: str) -> Cells:
    base = rng.choice((rng.uniform(20_000, 300_000), 10 ** rng.uniform(4.3, 6.48)))
    cells: Cells = {
        "name": f"offer {place}",
        "state": rng.choice((state, state.lower())) or None,
        "base": rng.choice((base, round(base), round(base, -3))),
        "bonus_target": rng.choice((0, 0.1, 0.15, rng.uniform(0, 0.5))),
        "bonus_payout": rng.choice((1, 0.5, 0)),
        "other_annual": rng.choice((0, 2_000)),
        "sign_on": rng.choice((0, 50_000)),
        "raise_rate": rng.choice((0, 0.03)),
        "cost_index": rng.choice((100, 80, 125, rng.uniform(50, 200))),
        "growth": rng.choice((0, 0.15)),
    }
    if rng.random() < 0.4:
        cells |= {"base": jump(rng, state, status), "bonus_target": 0, "other_annual": 0}
    kind = rng.choice(("rsu", "rsu", "double_trigger", "iso", "nso", "startup", "cash"))
    if kind in ("rsu", "double_trigger"):
        cells |= {"grant_value": 10 ** rng.uniform(4, 7.2), "refresh_rate": rng.choice((0, 0.2))}
    if kind == "double_trigger":
        cells["liquidity_probability"] = 0.5
    if kind in ("iso", "nso"):
        cells |= {"equity_kind": kind, "shares": 10 ** rng.uniform(3, 6), "strike": 1.5, "price": 4.0}
    if kind == "startup":
        cells |= {"equity_kind": rng.choice(("iso", "nso", "rsu")), "shares": 40_000, "strike": 1}
        cells |= {"fully_diluted": 1e7, "exit_value": 10 ** rng.uniform(7, 9.5), "exit_years": 4}
    return cells


@np.errstate(all="ignore")
def differences(case: Typed, book: Book, places: Plan = PLAN) -> Iterator[str]:
    case.into(book)
    offers, assumptions = case.read()
    yield from (f"{address} is an error" for address in book.errors())
    [[checks_ok]], [[switch]] = book.read(["checks_ok", "new_payroll_tax"])
    if checks_ok != 1:
        yield "checks_ok is not TRUE"
    keys = [*TAXES, "need", "new_tax_kept", "new_tax_margin", "taxed_contributions"]
    rows = dict(zip(keys, book.read([cells_of(places.rows[key]) for key in keys]), strict=True))
    results = dict(zip(FLOOR, book.read([f"result_{name}" for name in FLOOR]), strict=True))
    grids = dict(zip(YEARLY, book.read([cells_of(places.grids[key]) for key in YEARLY]), strict=True))
    for place, (offer, valuation) in enumerate(zip(offers, case.valued(), strict=True)):
        cash = recurring_cash(offer)
        lines = taxes_on_cash(offer, assumptions)
        expected = {key: lines[name] for key, name in TAXES.items()}
        expected["need"] = need(offer, assumptions)
        expected["new_tax_kept"] = lines["Take-home"] - switch * assumptions.extra_payroll_rate * cash
        expected["new_tax_margin"] = expected["new_tax_kept"] - expected["need"]
        expected["taxed_contributions"] = sum(list(lines.values())[7:-4])
        who = f"{offer.name} in {offer.state or 'no state'}, {assumptions.filing_status}"
        for key, value in expected.items():
            if not close(shown := rows[key][0][place], value, max(1.0, cash)):
                yield f"{key} of {who}: {shown!r}, not {value!r}"
        for name in FLOOR:
            value = valuation.results[name]
            assert value is not None
            if not close(shown := results[name][0][place], value, max(1.0, cash)):
                yield f"{name} of {who}: {shown!r}, not {value!r}"
        table = years_after_tax(offer, assumptions)
        for key, name in YEARLY.items():
            for year, value in enumerate(table.column(name)):
                size = max(1.0, table.column("cash")[year], table.column("vests")[year] or 0.0)
                if value is None:
                    if grids[key][year][place] != RESTING[key]:
                        yield f"{key} of {who} in year {year + 1}: {grids[key][year][place]!r}"
                elif not close(shown := grids[key][year][place], value, size):
                    yield f"{key} of {who} in year {year + 1}: {shown!r}, not {value!r}"


@pytest.mark.parametrize("seed", seeds(CASES, quick=11))
def test_anybody_anywhere(seed, empty):
    found = list(differences(person(seed), empty))
    assert not found, f"{len(found)} differences, such as\n" + "\n".join(found[:8])


@pytest.mark.parametrize(("state", "status"), few(product(("AR", "SC"), STATUSES)))
def test_the_floor_where_tax_moves_in_bands(state, status, empty):
    """There what is kept falls at the end of each band, and is regained within the next."""
    kept = Household(state, status, YEAR).kept()
    drops = [
        before.there(after.edge.at)
        for before, after in pairwise(kept.pieces)
        if before.there(after.edge.at) > after.value + 0.1 and 55_000 < after.edge.at < 90_000
    ]
    assert len(drops) > 100
    for most in drops[3::41]:
        type_one(empty, {"filing_status": status, "annual_spend": 0, "savings": most - 0.05}, state=state)
        assert shown(empty, "floor") == pytest.approx([gross_for_net(most - 0.05, state, status)], abs=1e-6)


@pytest.mark.thorough
def test_another_year_in_a_file_of_its_own(office, tmp_path):
    earlier = Assumptions(tax_year=2025)
    path, places = tmp_path / "offers.xlsx", plan(declare_sheets([], earlier))
    path.write_bytes(build_workbook([], earlier))
    with office.open(path) as book:
        for seed in range(1000, 1011):
            case = person(seed)
            case = replace(case, assumptions={**case.assumptions, "tax_year": 2025})
            found = list(differences(case, book, places))
            assert not found, "\n".join(found[:8])


def shown(book: Book, *keys: str) -> list[float | str]:
    """Return what the first offer shows in these rows."""
    return [cells[0] for [cells] in book.read([row(key) for key in keys])]


def type_one(book: Book, assumptions: Cells | None = None, **cells: Any) -> None:
    Typed([{"name": "A", "base": 240_000, **cells}], assumptions or {}).into(book)


@pytest.mark.parametrize(
    ("cells", "keys", "values"),
    [
        ({}, ("taxed_regular", "taxed_security", "taxed_medicare"), (48_104, 11_439, 3_480)),
        ({}, ("taxed_kept", "need", "floor_margin", "floor"), (176_617, 86_000, 90_617, 109_694.39)),
        ({"state": "CA"}, ("floor",), (121_892.26,)),
        ({"state": "CA", "cost_index": 120}, ("floor",), (144_749.40,)),
        (
            {"base": 300_000, "other_annual": 0, "bonus_target": 0.5, "bonus_payout": 0},
            ("recurring_cash",),
            (300_000,),
        ),
    ],
)
def test_worked_values(empty, cells, keys, values):
    type_one(empty, **cells)
    assert shown(empty, *keys) == pytest.approx(values, abs=0.005)


def test_worked_values_of_equity(empty):
    vests = {"grant_value": 400_000, "cliff_months": 0}
    type_one(empty, **vests)
    assert shown(empty, "first_equity", "first_set_aside") == pytest.approx((100_000, 12_030.25), abs=0.005)
    type_one(empty, state="CA", **vests)
    assert shown(empty, "first_set_aside") == pytest.approx([7_341.99], abs=0.005)
    # without a strike an option is the share: its gain is income from which nothing is withheld
    spread = {"equity_kind": "iso", "shares": 1, "strike": 0, "price": 800_000, "cliff_months": 0}
    type_one(empty, **spread)
    owed = offersheet.federal_tax(440_000) - offersheet.federal_tax(240_000)
    assert shown(empty, "first_equity", "first_set_aside") == pytest.approx((200_000, owed), abs=0.005)
    held = empty.read([cells_of(PLAN.grids["year_held_tax"])])[0][0][0]
    assert held == pytest.approx(44_978)


def test_worked_values_of_what_waits(empty):
    type_one(empty, base=180_000, grant_value=300_000, liquidity_probability=0.6, state="TX")
    keys = ("event_pays", "event_years", "event_tax", "event_left", "event_set_aside", "first_equity")
    *amounts, by_year = shown(empty, *keys)
    assert amounts == pytest.approx([150_000, 2, 50_324.25, 99_675.75, 13_700.25], abs=0.005)
    assert by_year == "waits"
    type_one(empty, base=180_000, grant_value=300_000)
    assert shown(empty, *keys[:5]) == [""] * 5


def test_an_event_beyond_the_years_that_tables_show_is_taxed_all_the_same(empty):
    cells = {"grant_value": 300_000, "liquidity_probability": 0.6, "liquidity_months": 132, "state": "CA"}
    cells |= {"raise_rate": 0.03, "bonus_target": 0.1, "stay_bonus": 20_000, "stay_months": 130}
    type_one(empty, {"horizon_years": 12}, **cells)
    offer = Offer(name="A", base=240_000, **cells)
    event = event_after_tax(offer, Assumptions(horizon_years=12))
    assert event is not None
    assert event.year == 11
    keys = ("event_year", "event_pays", "event_tax", "event_left", "event_set_aside")
    expected = [getattr(event, key.removeprefix("event_")) for key in keys]
    assert shown(empty, *keys) == pytest.approx(expected, rel=WITHIN)


@pytest.mark.parametrize(("strike", "kept"), [(25, 1), (25.01, 0)])
def test_the_limit_on_isos_is_a_check(strike, kept, empty):
    type_one(empty, equity_kind="iso", shares=16_000, strike=strike, vests_per_year=1)
    [[[checks_ok]]] = empty.read(["checks_ok"])
    assert (shown(empty, "warn_iso_limit"), checks_ok) == ([kept], 1)


@pytest.mark.parametrize(("switch", "taken"), [(1, 2_400), (0, 0), ("yes", 0), (None, 0)])
def test_a_new_payroll_tax_is_in_or_out_by_one_cell(empty, switch, taken):
    empty.type({"new_payroll_tax": [[switch]]})
    type_one(empty, {"extra_payroll_rate": 0.01})
    kept, margin, verdict = shown(empty, "new_tax_kept", "new_tax_margin", "new_tax_verdict")
    [[[result, *_]]] = empty.read(["result_take_home"])
    empty.type({"new_payroll_tax": [[1]]})
    assert (kept, margin, result) == pytest.approx((176_617 - taken, 90_617 - taken, 176_617))
    assert verdict == f"clears by {90_617 - taken:,}"


def test_verdicts_in_words(empty):
    offers = [
        {"name": "Lean", "base": 70_000, "bonus_target": 0.5},
        {"name": "Rich", "base": 240_000},
        {"base": 5},
        {"name": "Poor", "base": 50_000},
    ]
    Typed(offers).into(empty)
    [usual], [bonus] = empty.read([row("floor_verdict"), row("no_bonus_verdict")])
    assert usual[0] == "short by 3,303"
    assert usual[1:3] == ["clears by 90,617", "see Checks"]
    assert str(bonus[0]).startswith("short by 2")
    said = {text for cells in empty.contents()["Start"] for text in cells if "floor:" in str(text)}
    assert said == {"After tax, above your walk-away floor: Rich. Short of it: Lean, Poor."}


def test_a_need_of_nothing_has_a_floor_of_nothing(empty):
    type_one(empty, {"annual_spend": 0, "savings": 0}, state="CA")
    assert shown(empty, "need", "floor", "floor_margin") == pytest.approx(
        (0, 0, shown(empty, "taxed_kept")[0])
    )


def test_a_need_that_no_pay_meets_is_said_and_no_number(empty):
    type_one(empty, {"savings": 1e15})
    [[[checks_ok]]] = empty.read(["checks_ok"])
    assert (shown(empty, "floor"), checks_ok, empty.errors()) == ([""], 0, [])


def test_a_viewer_sees_the_verdicts_before_anything_is_computed():
    offers = [Offer(name="A", base=240_000), Offer(name="B", base=50_000, state="CA")]
    book = load_workbook(BytesIO(build_workbook(offers)), data_only=True)
    place = PLAN.rows["floor_verdict"]
    verdicts = [cell.value for cell in book["Floor"][place.first][3:8]]
    assert verdicts[0] == "clears by 90,617"
    assert str(verdicts[1]).startswith("short by 4")
    said = {
        cell.value for cells in book["Start"].iter_rows() for cell in cells if "floor:" in str(cell.value)
    }
    assert said == {"After tax, above your walk-away floor: A. Short of it: B."}


def test_every_table_of_law_names_its_year_and_its_source():
    [data] = [sheet for sheet in declare_sheets() if sheet.name == "Data"]
    tables = [block for block in data.blocks if isinstance(block, Table)]
    assert len(tables) == 9
    for table in tables:
        assert str(YEAR) in table.title
        for column in table.columns:
            assert len(column.values) == len(table.columns[0].values)
            assert column.key.partition("_")[2] != "source" or all(column.values)


def test_what_is_projected_is_named():
    [floor] = [sheet for sheet in declare_sheets() if sheet.name == "Floor"]
    words = " ".join(text for block in floor.blocks if isinstance(block, Lines) for text, _ in block.lines)
    for state in STATES:
        for rule in projected(state, YEAR):
            assert f"{state} " in words
            assert rule in words or rule == "amt"
