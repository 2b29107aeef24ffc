"""Breaks formulas of the workbook on purpose, one at a time, and says which breaks no twin would notice.

    uv run python -m tests.mutants SEED [MUTANTS]

A mutant is one formula with a reference swapped for another of the same unit, an operator turned, a term or a
factor dropped, a constant or a horizon off by one, or a comparison, MIN, MAX, AND or OR turned. It is put
into workbooks that are open in LibreOffice, filled with sets of offers; it is caught where a cell with a twin
then shows something else than the twin, or, of the check of an input, where that is wrong at an edge. The
formulas of workings are broken, too: they are caught by what rests on them.

Left out are references to what shows the same in every set, such as a result and the row that repeats it.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from offersheet.workbook.build import build_workbook
from offersheet.workbook.engine.blocks.block import Block
from offersheet.workbook.engine.columns import letter
from offersheet.workbook.engine.layout import (
    Figures,
    Grid,
    Lines,
    Matrix,
    PasteTable,
    Rows,
    Scalars,
    Sheet,
)
from offersheet.workbook.engine.pen import Pen
from offersheet.workbook.engine.place import plan
from offersheet.workbook.sheets import declare_sheets
from openpyxl import Workbook

from tests.soffice import Book, Office, start
from tests.workbook.cells import Cell, cells, departures, dust_of, flat, same
from tests.workbook.edges import ASSUMPTIONS, OFFERS, SCENARIOS, faults_of_assumptions, faults_of_offers
from tests.workbook.test_twins import Everything, everything

SHEETS = declare_sheets()
PLAN = plan(SHEETS)
BOOKS = 10
"""How many sets of offers a mutant is tried on."""

Formulas = dict[tuple[int, int], str]
"""What stands in the cells of a sheet, by row and column."""


# ---------------------------------------------------------------- what can be broken


@dataclass(frozen=True)
class Place:
    """One formula of a declaration."""

    sheet: Sheet
    block: Block
    top: int
    path: tuple[Any, ...]
    """How to find it in the block: names of fields and places in sequences."""
    name: str
    text: str
    unit: str

    def broken(self, text: str) -> Block:
        """Return the block with another formula there."""
        return _with(self.block, self.path, text)

    def formulas(self, block: Block) -> Formulas:
        """Return the formulas of the cells of a block that stands there."""
        scribe = _Scribe(Workbook().create_sheet(self.sheet.name), defaultdict(int), PLAN, self.sheet, (), {})
        scribe.write(block, self.top)
        return scribe.written_down


class _Scribe(Pen):
    """A pen that keeps the formulas that it writes."""

    def put(self, row: int, column: int, value: Any, style: str, *, typed: bool = False) -> None:
        if not hasattr(self, "written_down"):
            self.written_down: Formulas = {}
        super().put(row, column, value, style, typed=typed)
        if not typed and isinstance(value, str) and value.startswith("="):
            self.written_down[row, column] = value


def _with(thing: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(step, str):
        return replace(thing, **{step: _with(getattr(thing, step), tuple(rest), value)})
    inner = [*thing]
    inner[step] = _with(inner[step], tuple(rest), value)
    return tuple(inner)


def places() -> Iterator[Place]:
    """Yield every formula of every sheet."""
    for sheet, placed in PLAN.sheets:
        for block, top in placed:
            for path, name, text, unit in _formulas_of(block):
                if text:
                    yield Place(sheet, block, top, path, name, text, unit)


def _formulas_of(block: Block) -> Iterator[tuple[tuple[Any, ...], str, str, str]]:
    if isinstance(block, Rows | Figures):
        for at, row in enumerate(block.rows):
            yield ("rows", at, "formula"), row.key, row.formula, row.unit
    elif isinstance(block, Grid):
        yield ("formula",), block.key, block.formula, block.format
        yield ("first",), f"{block.key}, first", block.first, block.format
        for at, key in enumerate(block.keys):
            yield ("keys", at, "formula"), f"{block.key}.{key.key}", key.formula, key.format
    elif isinstance(block, PasteTable):
        for at, key in enumerate(block.workings):
            yield ("workings", at, "formula"), key.key, key.formula, key.format
    elif isinstance(block, Scalars):
        for at, line in enumerate(block.lines):
            for beside, scalar in enumerate(line):
                yield ("lines", at, beside, "formula"), scalar.name, scalar.formula, scalar.unit
    elif isinstance(block, Matrix):
        yield ("formula",), block.title, block.formula, block.format
    elif isinstance(block, Lines):
        for at, (text, _) in enumerate(block.lines):
            yield (
                ("lines", at, 0),
                f"sentence {at + 1} of {block.title or 'Start'}",
                text if text.startswith("=") else "",
                "",
            )


# ---------------------------------------------------------------- how it is broken

_TOKEN = re.compile(
    r'"[^"]*"|\{[^}]*\}|[A-Z]+(?=\()|[A-Za-z_][A-Za-z_0-9]*|\d+(?:\.\d+)?|<=|>=|<>|[-+*/^=<>&(),]|.'
)
_TURNED = {"+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<", "=": "<>", "<>": "="}
_AT_THE_BOUND = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}
_FUNCTIONS = {
    "MIN": "MAX",
    "MAX": "MIN",
    "AND": "OR",
    "OR": "AND",
    "ROUNDUP": "ROUND",
    "LARGE": "SMALL",
    "SMALL": "LARGE",
}
_NEXT_NUMBER = {"0": "1", "1": "2", "2": "1", "12": "11"}
_ENDS_TERM = {"+", "-", ",", "<", ">", "=", "<=", ">=", "<>", "&"}


@dataclass(frozen=True)
class Mutant:
    """A formula, and what is wrong with it."""

    place: Place
    text: str
    how: str

    def __str__(self) -> str:
        return f"{self.place.sheet.name}, {self.place.name}: {self.how}\n      {self.place.text}\n   -> {self.text}"


def mutants(place: Place, alike: Mapping[str, list[str]]) -> Iterator[Mutant]:
    """Yield all that can be broken in a formula; ``alike`` names what each reference may be swapped for."""
    tokens = _TOKEN.findall(place.text)

    def put(at: int, end: int, *new: str) -> str:
        return "".join((*tokens[:at], *new, *tokens[end:]))

    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        binary = at > 0 and before not in {"(", ",", *_ENDS_TERM, "*", "/", "^"} and token in _TURNED
        if binary:
            yield Mutant(place, put(at, at + 1, _TURNED[token]), f"{token} turned into {_TURNED[token]}")
        if token in _AT_THE_BOUND:
            new = _AT_THE_BOUND[token]
            yield Mutant(place, put(at, at + 1, new), f"{token} turned into {new}")
        alone = token in {"AND", "OR"} and _is_alone(tokens, at + 2)
        if token in _FUNCTIONS and not alone:
            yield Mutant(
                place, put(at, at + 1, _FUNCTIONS[token]), f"{token} turned into {_FUNCTIONS[token]}"
            )
        if token in _NEXT_NUMBER:
            new = _NEXT_NUMBER[token]
            yield Mutant(place, put(at, at + 1, new), f"{token} turned into {new}")
        if token == "horizon_years":
            yield Mutant(place, put(at, at + 1, "(horizon_years-1)"), "the horizon a year less")
        for other in alike.get(token, ()):
            yield Mutant(place, put(at, at + 1, other), f"{token} swapped for {other}")
        if binary and token in "+-*/":
            end = _end_of_term(tokens, at + 1, whole=token in "+-")
            yield Mutant(place, put(at, end), f"{''.join(tokens[at:end])} dropped")


def _end_of_term(tokens: list[str], at: int, *, whole: bool) -> int:
    """Return where a term ends that begins there, or only its first factor."""
    depth, start = 0, at
    while at < len(tokens):
        token = tokens[at]
        if (
            depth == 0
            and at > start
            and (token in _ENDS_TERM or token == ")" or (not whole and token in "*/"))
        ):
            return at
        depth += (token == "(") - (token == ")")
        if depth < 0:
            return at
        at += 1
    return at


def _is_alone(tokens: list[str], at: int) -> bool:
    """Whether the argument that begins there is the only one."""
    depth = 0
    for token in tokens[at:]:
        if depth == 0 and token in {",", ")"}:
            return token == ")"
        depth += (token == "(") - (token == ")")
    return True


# ---------------------------------------------------------------- whether it is noticed


@dataclass
class Filled:
    """A workbook open in LibreOffice, filled with a set, and what it should show."""

    book: Book
    said: dict[Cell, Any]
    shown: dict[str, list[list[Any]]]
    dust: dict[tuple[str, int], float]

    def notices(self, formulas: Mapping[str, list[list[str]]], right: Mapping[str, list[list[str]]]) -> bool:
        """Put formulas in, see whether a cell departs from its twin, and put the right ones back."""
        self.book.put(formulas)
        noticed = any(self._departs(*cell) for cell in self.book.changed())
        self.book.put(right)
        if any(self._departs(*cell) for cell in self.book.changed()):
            raise RuntimeError(f"what was there does not come back: {[*right]}")
        return noticed

    def _departs(self, sheet: str, row: int, column: int, value: Any) -> bool:
        cell = Cell(sheet, row, column)
        return cell in self.said and not same(value, self.said[cell], self.dust.get((sheet, column), 0.0))


def fill(book: Book, case: Everything) -> Filled:
    """Fill a workbook, and see that it shows what the model says."""
    case.into(book)
    contents, said = book.contents(), case.said()
    if found := [*departures(contents, PLAN, said)]:
        raise RuntimeError(f"no mutant yet, and {found[0]}")
    book.remember()
    expected = {
        cell: value for name, at in cells(PLAN) if name in said for cell, value in flat(at, said[name])
    }
    return Filled(book, expected, contents, dust_of(expected))


def in_office(formulas: Formulas, sheet: str) -> dict[str, list[list[str]]]:
    """Spell formulas as LibreOffice wants them, in columns that stand together."""
    areas: dict[str, list[list[str]]] = {}
    for row, column in sorted(formulas, key=lambda at: (at[1], at[0])):
        text = [[_spelled(formulas[row, column])]]
        areas[f"{sheet}.{letter(column)}{row}:{letter(column)}{row}"] = text
    return areas


def _spelled(formula: str) -> str:
    pieces = re.split(r'("[^"]*")', formula)
    pieces[::2] = [re.sub(r"\b(\w+)!", r"$\1.", piece).replace(",", ";") for piece in pieces[::2]]
    return "".join(pieces)


def references(filled: list[Filled]) -> dict[str, list[str]]:
    """Say for each reference to a row what it may be swapped for: rows of its unit that show something else."""
    rows: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for place in places():
        if isinstance(place.block, Rows) and place.unit:
            where = PLAN.rows[place.name]
            seen = (tuple(one.shown[where.sheet][where.first - 1][3:8]) for one in filled)
            rows[place.unit][place.name] = tuple(seen)
    return {
        f"{{{name}}}": [f"{{{other}}}" for other, values in of_unit.items() if values != of_unit[name]]
        for of_unit in rows.values()
        for name in of_unit
    }


def sample(rng: random.Random, count: int, filled: list[Filled]) -> list[Mutant]:
    """Draw so many mutants: of a formula drawn at random, a way of breaking it drawn at random."""
    alike, drawn = references(filled), {}
    every = [*places()]
    while len(drawn) < count:
        place = rng.choice(every)
        few = {
            ref: rng.sample(others, min(1, len(others))) for ref, others in alike.items() if ref in place.text
        }
        if ways := [*mutants(place, few)]:
            mutant = rng.choice(ways)
            if place.formulas(place.broken(mutant.text)) != place.formulas(place.block):
                drawn[mutant.place.name, mutant.text] = mutant
    return [*drawn.values()]


def caught(mutant: Mutant, filled: list[Filled], spare: Book) -> bool:
    """Whether any set notices a mutant, or the edges of the input that it checks."""
    right, wrong = (
        mutant.place.formulas(block) for block in (mutant.place.block, mutant.place.broken(mutant.text))
    )
    differing = {at for at in right if wrong.get(at) != right[at]}
    sheet = mutant.place.sheet.name
    new = in_office({at: wrong[at] for at in differing}, sheet)
    old = in_office({at: right[at] for at in differing}, sheet)
    if any(one.notices(new, old) for one in filled):
        return True
    name = mutant.place.name.removeprefix("check_")
    if name == mutant.place.name:
        return False
    spare.put(new)
    try:
        if name in OFFERS:
            return any(faults_of_offers(name, spare, PLAN))
        if name in ASSUMPTIONS or name in SCENARIOS:
            return any(faults_of_assumptions(name, spare, PLAN))
        return False
    finally:
        spare.put(old)


def main(seed: int, count: int = 200) -> None:
    """Print how many mutants were caught, and each survivor."""
    with tempfile.TemporaryDirectory() as folder:
        office = start(Path(folder, "profile"))
        try:
            _run(seed, count, office, Path(folder, "offers.xlsx"))
        finally:
            office.end()


def _run(seed: int, count: int, office: Office, path: Path) -> None:
    path.write_bytes(build_workbook())
    books = [Book(office, office.ask("open", str(path))) for _ in range(BOOKS + 1)]
    filled = [fill(book, everything(1000 + at)) for at, book in enumerate(books[1:])]
    survivors = 0
    for tried, mutant in enumerate(sample(random.Random(seed), count, filled), start=1):
        if not caught(mutant, filled, books[0]):
            survivors += 1
            print(f"survives: {mutant}", flush=True)
        if tried % 20 == 0 or tried == count:
            print(f"seed {seed}: {tried - survivors} of {tried} caught", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
