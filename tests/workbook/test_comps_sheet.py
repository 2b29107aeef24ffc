"""The sheet ``Comps`` in LibreOffice: rules and ranks by hand, numpy's percentiles; and the table itself."""

from __future__ import annotations

import io
import math
import random
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import openpyxl
import pytest
from offersheet.errors import InvalidInput
from offersheet.facts import load
from offersheet.model.comps_columns import COLUMNS, COMPONENTS, MOST_COMPS
from offersheet.model.market import comps_rank
from offersheet.model.worth import grant_a_year
from offersheet.workbook.build import build_workbook
from offersheet.workbook.engine.place import ROOM, plan
from offersheet.workbook.parts.comps_words import COUNTS, FILTERED, FILTERS, NO_SENSE
from offersheet.workbook.sheets import declare_sheets
from offersheet.workbook.sheets.comps import PERCENTILES

from tests.seeds import seeds
from tests.soffice import Book
from tests.workbook.typed import Typed

PLAN = plan(declare_sheets())
TABLE = PLAN.names["comps_table"]
FIRST, LAST = TABLE.first + 1, TABLE.last
LINES = LAST - FIRST + 1
NAMES = [column.name for column in COLUMNS]
CELLS = f"Comps.A{FIRST}:K{LAST}"
CASES = 30
PLAUSIBLE, AGREEMENT = load("comps")["pay"], load("comps")["agreement"]

Line = dict[str, Any]

PAY = (
    0,
    60,
    99,
    100,
    9_999,
    10_000,
    1_000_000,
    1_000_001,
    10_000_001,
    2e7,
    20_000_001,
    -1,
    -0.5,
    "much",
    "12k",
)
WORDS = {
    "title": (
        "Software Engineer",
        "SOFTWARE engineer II",
        "Data scientist",
        "ingénieur",
        "a*b?",
        "=1+1",
        37,
        None,
    ),
    "level": ("L5", "L6", "l5", 5, None),
    "company": ("Acme", "acme labs", "Bright*", None),
    "tier": ("faang", "Unicorn", None),
    "metro": ("bay_area", "Austin", None),
}
WANTED = {
    "title": ("engineer", "ENGINEER", " scientist ", "*", "?", "a*b", "=1", "37", "ÉN"),
    "level": ("5", "l5"),
    "company": ("acme", "*", "labs"),
    "tier": ("faang", "unicorn"),
    "metro": ("bay", "austin"),
}


def random_lines(rng: random.Random) -> list[Line]:
    """Return lines, most of which make sense; some blank, some equal, some beyond every bound."""
    lines = []
    for _ in range(rng.choice((0, 1, 2, 3, 10, 60, LINES))):
        base = rng.choice((150_000, 200_000, rng.randint(90, 300) * 1000, rng.uniform(5e4, 6e5)))
        bonus = rng.choice((0, 20_000, rng.uniform(100, 1e5)))
        stock = rng.choice((0, 50_000, rng.uniform(100, 4e5)))
        total = base + bonus + stock
        pay: Line = {"base": base, "bonus": bonus, "stock": stock}
        pay["total"] = rng.choice((None, total, total + 2_500, total - 2_500, 1.5 * total))
        for name in COMPONENTS:
            chance = rng.random()
            if chance < 0.1:
                pay[name] = None
            elif chance < 0.13:
                pay[name] = rng.choice(PAY)
        words = {name: rng.choice(choice) for name, choice in WORDS.items()}
        line = words | {"source": rng.choice(("site", None)), "experience": rng.choice((3, None))} | pay
        lines.append(rng.choice(({}, words)) if rng.random() < 0.1 else line)
    return lines


def into(book: Book, lines: list[Line], wanted: Line | None = None) -> None:
    """Type lines and filters over whatever stood there, and compute."""
    cells = [[line.get(name) for name in NAMES] for line in lines]
    book.type({CELLS: cells + [[None] * len(NAMES)] * (LINES - len(lines))})
    book.type({f"comps_filter_{name}": [[(wanted or {}).get(name)]] for name in FILTERS})
    book.calculate()


def judged(lines: list[Line], wanted: Line) -> tuple[list[str], dict[str, list[float]], Counter[str]]:
    """Return, by hand, each line's status, what counts of each component, and how many lines are remarkable."""
    figures: dict[str, list[float]] = {name: [] for name in COMPONENTS}
    notes: Counter[str] = Counter()
    statuses = []
    for line in lines:
        given = {name: line[name] for name in COMPONENTS if line.get(name) is not None}
        blank = not any(cell is not None for cell in line.values())
        statuses.append("" if blank else fault(given) or (COUNTS if passes(line, wanted) else FILTERED))
        if statuses[-1] == COUNTS:
            for name, pay in counted(given, notes).items():
                figures[name].append(float(pay))
    return statuses, {name: sorted(column) for name, column in figures.items()}, notes


def fault(given: Line) -> str:
    """Say why pay makes no sense, or nothing."""
    if any(isinstance(pay, str) for pay in given.values()):
        return "not a number"
    if not given:
        return "no pay"
    if min(given.values()) < 0:
        return "negative"
    if given.get("total") == 0 or max(given.values()) == 0:
        return "zero"
    if any(0 < pay < PLAUSIBLE[name]["low"] for name, pay in given.items()):
        return "too low"
    return "too high" if any(pay > PLAUSIBLE[name]["high"] for name, pay in given.items()) else ""


def passes(line: Line, wanted: Line) -> bool:
    seen = {name: str("" if line.get(name) is None else line[name]).lower() for name in wanted}
    return all(part.strip().lower() in seen[name] for name, part in wanted.items())


def counted(given: Line, notes: Counter[str]) -> Line:
    """Return what a line that counts says of each component."""
    if given.get("base") == 0:
        notes["no_parts"] += 1
        given = {name: pay for name, pay in given.items() if pay}
    parts = [given[name] for name in ("base", "bonus", "stock") if name in given]
    if "total" in given:
        over = sum(parts) - given["total"]
        allowed = max(AGREEMENT["amount"], AGREEMENT["part"] * given["total"])
        notes["differ"] += over > allowed or (len(parts) == 3 and -over > allowed)
    elif len(parts) == 3:
        notes["added"] += 1
        given = given | {"total": sum(parts)}
    return given


def rank(pay: float, figures: list[float]) -> float:
    """Rank by hand: the places of sorted figures from 0 to 1, a straight line between neighbours."""
    if pay < figures[0] or (pay == figures[0] and len(figures) > 1):
        return 0.0
    if pay > figures[-1] or len(figures) == 1:
        return 1.0
    place = bisect_left(figures, pay)
    if figures[place] != pay:
        place += (pay - figures[place - 1]) / (figures[place] - figures[place - 1]) - 1
    return place / (len(figures) - 1)


def read_rows(book: Book, pattern: str) -> dict[str, list[float | str]]:
    rows = [PLAN.rows[pattern.format(component)] for component in COMPONENTS]
    cells = book.read([f"Comps.D{row.first}:H{row.first}" for row in rows])
    return {name: found for name, [found] in zip(COMPONENTS, cells, strict=True)}


def read_scalar(book: Book, name: str) -> float | str:
    [[[cell]]] = book.read([name])
    return cell


def assert_agrees(book: Book, lines: list[Line], wanted: Line) -> None:
    """Assert that what the sheet shows is what rules and ranks by hand and numpy give."""
    status, figures, notes = judged(lines, wanted)
    [shown] = book.read([f"Comps.L{FIRST}:L{LAST}"])
    assert [cell for [cell] in shown] == status + [""] * (LINES - len(lines))
    counted = Counter(status)
    assert read_scalar(book, "comps_lines") == len(lines) - counted[""]
    assert read_scalar(book, "comps_count") == counted[COUNTS]
    for one in (FILTERED, *NO_SENSE):
        name = "filtered" if one == FILTERED else one.replace(" ", "_")
        assert read_scalar(book, f"comps_{name}") == counted[one]
    for note in ("differ", "added", "no_parts"):
        assert read_scalar(book, f"comps_{note}") == notes[note], note
    bands, offered, ranks = (
        read_rows(book, f"comps_{pattern}") for pattern in ("{}_at", "offer_{}", "{}_rank")
    )
    for component in COMPONENTS:
        column = figures[component]
        assert read_scalar(book, f"comps_count_{component}") == len(column)
        if not column:
            assert set(bands[component]) == {""}
            assert set(ranks[component]) == {""}
            continue
        assert bands[component] == pytest.approx(
            np.percentile(column, [100 * p for p in PERCENTILES]), rel=1e-9
        )
        for pay, shown_rank in zip(offered[component], ranks[component], strict=True):
            if pay == "":
                assert shown_rank == ""
            else:
                assert shown_rank == pytest.approx(rank(float(pay), column), rel=1e-9, abs=1e-12)


OFFERS = Typed(
    [
        {"name": "A", "base": 150_000, "bonus_target": 0.1, "grant_value": 200_000},
        {
            "name": "B",
            "base": 200_000,
            "bonus_target": 0.1,
            "bonus_payout": 0.8,
            "grant_value": 150_000,
            "vest_years": 3,
        },
        {"name": "C", "base": 1},
        {"name": "D", "base": 9e8, "bonus_target": 1, "grant_value": 1e9},
        {
            "name": "E",
            "base": 180_000,
            "equity_kind": "iso",
            "shares": 1e4,
            "price": 9,
            "strike": 2,
            "fully_diluted": 1e7,
        },
    ]
)


@pytest.fixture
def book(empty: Book) -> Book:
    """The workbook with five offers."""
    OFFERS.into(empty)
    return empty


@pytest.fixture(scope="module", autouse=True)
def blank_again(empty: Book) -> Iterator[None]:
    """Leave the table to other tests as they expect it."""
    yield
    into(empty, [])


def test_an_empty_table_shows_nothing_and_no_error(empty):
    Typed([]).into(empty)
    into(empty, [])
    assert not empty.errors()
    assert read_scalar(empty, "comps_count") == 0
    assert read_scalar(empty, "comps_whole") == 1
    for pattern in ("comps_{}_at", "comps_offer_{}", "comps_{}_rank"):
        assert {cell for cells in read_rows(empty, pattern).values() for cell in cells} == {""}


@pytest.mark.parametrize("seed", seeds(CASES, quick=4))
def test_anything_that_is_pasted(seed, book):
    rng = random.Random(seed)
    lines = random_lines(rng)
    wanted = {name: rng.choice(choice) for name, choice in WANTED.items() if rng.random() < 0.15}
    into(book, lines, wanted)
    assert not book.errors()
    assert_agrees(book, lines, wanted)


def test_the_cases_reach_every_status_and_note():
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        rng = random.Random(seed)
        lines = random_lines(rng)
        wanted = {name: rng.choice(choice) for name, choice in WANTED.items() if rng.random() < 0.15}
        status, _, notes = judged(lines, wanted)
        seen.update(status)
        seen.update({name: count for name, count in notes.items() if count})
    for one in (COUNTS, FILTERED, *NO_SENSE, "differ", "added", "no_parts"):
        assert seen[one] > 2, one


def test_what_an_offer_has_is_what_the_model_says(book):
    offers, assumptions = OFFERS.read()
    shown = read_rows(book, "comps_offer_{}")
    for place, offer in enumerate(offers):
        bonus = offer.base * offer.bonus_target * offer.bonus_payout
        stock = grant_a_year(offer, assumptions)
        expected = {"base": offer.base, "bonus": bonus, "stock": stock, "total": offer.base + bonus + stock}
        assert {name: cells[place] for name, cells in shown.items()} == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("figures", "ranks"),
    [
        ([150_000], [1, 1, 0, 1, 1]),
        ([160_000], [0, 1, 0, 1, 1]),
        ([150_000, 150_000], [0, 1, 0, 1, 1]),
        ([150_000, 200_000], [0, 1, 0, 1, 0.6]),
        ([100_000, 150_000, 150_000, 190_000], [1 / 3, 1, 0, 1, (2 + 0.75) / 3]),
        ([100_000, 200_000, 200_000], [0.25, 0.5, 0, 1, 0.4]),
    ],
)
def test_ranks_that_are_known(figures, ranks, book):
    """As PERCENTRANK has them, which cuts them to three digits; beyond both ends, and against one comp."""
    into(book, [{"base": pay} for pay in figures])
    assert read_rows(book, "comps_{}_rank")["base"] == pytest.approx(ranks, rel=1e-12)
    bases = [offer["base"] for offer in OFFERS.offers]
    assert [float(comps_rank(base, figures)) for base in bases] == pytest.approx(ranks, rel=1e-12)


def test_a_rank_is_the_inverse_of_a_percentile(book):
    pay = [100_000 + 7_919 * number % 99_991 for number in range(37)]
    into(book, [{"base": one} for one in pay])
    percentiles = read_rows(book, "comps_{}_at")["base"]
    Typed([{"name": str(one), "base": one} for one in percentiles]).into(book)
    assert read_rows(book, "comps_{}_rank")["base"] == pytest.approx(PERCENTILES, rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "errors"), [("=NA()", 2), ("=1/0", 2), ("=TRUE()", 0), ('="200000"', 0), ('=""', 0)]
)
def test_what_is_no_number_never_counts(formula, errors, book):
    """An error that somebody pastes stays in its cell."""
    into(book, [{"base": 150_000}, {"base": 160_000, "title": "x"}])
    book.formula(f"Comps.H{FIRST}", formula)
    book.formula(f"Comps.C{FIRST}", formula)
    book.calculate()
    found = ",".join(book.errors()).replace("$", "").split(",")
    assert sorted(filter(None, found)) == [f"Comps.C{FIRST}", f"Comps.H{FIRST}"][:errors]
    assert read_scalar(book, "comps_count") == 1
    assert read_rows(book, "comps_{}_at")["base"] == [160_000] * 5


def test_lines_beneath_the_table_are_said(book):
    below = LAST + ROOM
    for row in (LAST + 1, below):
        book.type({f"Comps.H{row}": [[150_000]]})
        book.calculate()
        assert (read_scalar(book, "comps_beneath"), read_scalar(book, "comps_whole")) == (1, 0)
        assert read_scalar(book, "checks_ok") == 0
        book.type({f"Comps.H{row}": [[None]]})
    book.calculate()
    assert (read_scalar(book, "comps_beneath"), read_scalar(book, "comps_whole")) == (0, 1)
    assert read_scalar(book, "checks_ok") == 1


def test_a_line_whose_formulas_are_gone_is_said(book):
    formula = book.formulas(f"Comps.L{FIRST}")[0][0]
    book.type({f"Comps.L{FIRST}": [[None]]})
    book.calculate()
    assert read_scalar(book, "comps_whole") == 0
    book.formula(f"Comps.L{FIRST}", formula)
    book.calculate()
    assert read_scalar(book, "comps_whole") == 1


# ---------------------------------------------------------------- the file


def loaded(comps=()):
    return openpyxl.load_workbook(io.BytesIO(build_workbook(comps=comps)))


def test_the_table_is_a_table():
    sheet = loaded()["Comps"]
    [table] = sheet.tables.values()
    heads = [cell.value for cell in sheet[table.ref][0]]
    assert table.displayName == "comps"
    assert table.ref == table.autoFilter.ref == f"A{TABLE.first}:X{LAST}"
    assert [column.name for column in table.tableColumns] == heads
    assert heads[: len(NAMES)] == [column.label for column in COLUMNS]
    assert len(set(heads)) == len(heads)
    assert all(cell.data_type == "s" for cell in sheet[table.ref][0])
    assert LINES == 500


def test_a_line_that_a_program_adds_gets_the_formulas_of_the_others():
    """The formulas of the table's columns are those of its cells, written with the names of columns."""
    sheet = loaded()["Comps"]
    [table] = sheet.tables.values()
    letters = {column.name: openpyxl.utils.get_column_letter(column.id) for column in table.tableColumns}
    for column in table.tableColumns:
        cells = [sheet[f"{letters[column.name]}{row}"] for row in (FIRST, LAST)]
        if column.calculatedColumnFormula is None:
            assert {cell.value for cell in cells} == {None}
            continue
        for cell in cells:
            text = column.calculatedColumnFormula.attr_text
            for name, place in letters.items():
                text = text.replace(f"comps[[#This Row],[{name}]]", f"${place}{cell.row}")
            assert cell.value == f"={text}"


def test_no_program_calls_the_table_inconsistent():
    with zipfile.ZipFile(io.BytesIO(build_workbook())) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    [sheet] = [
        xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet") and "<tableParts" in xml
    ]
    order = [
        sheet.index(f"<{tag}")
        for tag in ("pageSetup", "headerFooter", "ignoredErrors", "drawing", "tableParts")
    ]
    assert order == sorted(order)
    assert f'<ignoredError sqref="L{FIRST}:X{LAST}" calculatedColumn="1"/>' in sheet
    assert [name for name in parts if name.startswith("xl/tables/")] == ["xl/tables/table1.xml"]
    assert "/xl/tables/table1.xml" in parts["[Content_Types].xml"]


def test_libreoffice_knows_the_table(book, tmp_path):
    book.save(tmp_path / "saved.xlsx")
    [table] = openpyxl.load_workbook(tmp_path / "saved.xlsx")["Comps"].tables.values()
    assert (table.displayName, table.ref) == ("comps", f"A{TABLE.first}:X{LAST}")


def test_given_comps_stand_in_the_table_with_room_for_more():
    comps = [{"company": "=1+1", "base": 150_000.5, "stock": None}, {"title": "x", "total": 1}] * 1_000
    sheet = loaded(comps)["Comps"]
    [table] = sheet.tables.values()
    assert table.ref == f"A{TABLE.first}:X{TABLE.first + 2_100}"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST, FIRST + 1_999, 1, len(NAMES))]
    assert [dict(zip(NAMES, row, strict=True)) for row in rows] == [
        {name: comp.get(name) for name in NAMES} for comp in comps
    ]
    assert sheet[f"B{FIRST}"].data_type == "s"


@pytest.mark.parametrize(
    ("comps", "why"),
    [
        ([{"base": 1}] * (MOST_COMPS + 1), "at most 5,000 comps, got 5,001"),
        ([{}, {"salary": 1}], 'comp 2: there is no column "salary"'),
        ([{"base": math.nan}], "comp 1: base must be a text or a number"),
        ([{"base": True}], "comp 1: base must be a text or a number, got TRUE"),
        ([{"base": [1]}], "comp 1: base must be a text or a number"),
        ([{}, {"title": "\x00"}], "comp 2: title .* cannot stand in a cell"),
    ],
)
def test_what_is_no_comp_is_refused(comps, why):
    with pytest.raises(InvalidInput, match=why):
        build_workbook(comps=comps)
