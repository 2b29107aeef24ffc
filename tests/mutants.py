"""Breaks formulas of the workbook on purpose, one at a time, and says which breaks no twin would notice.

    uv run python -m tests.mutants SEED [MUTANTS]

A mutant is one formula with a reference swapped for another of the same unit, an operator turned, a term or a
factor dropped, a constant or a horizon off by one, or a comparison, MIN, MAX, AND or OR turned. It is put
into workbooks that are filled with sets of offers; it is caught where a cell with a twin then shows something
else than the twin, or, of the check of an input, where that is wrong at an edge. The formulas of workings are
broken, too: they are caught by what rests on them.

Left out are references to what shows the same in every set, such as a result and the row that repeats it.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

from tests.soffice import Book, start
from tests.witness import Witness
from tests.workbook.cells import Cell, cells, dust_of, flat, same
from tests.workbook.edges import ASSUMPTIONS, OFFERS, SCENARIOS, faults_of_assumptions, faults_of_offers
from tests.workbook.test_twins import POINTED, Everything, everything

SHEETS = declare_sheets()
PLAN = plan(SHEETS)
BOOKS = 8
"""How many sets of offers a mutant is tried on, drawn at random, beside those that point at something."""
READ_AGAIN = 20
"""How many of the cells that departed are looked at again when the right formula is back."""

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
_HORIZON = {"horizon_years": "(horizon_years-1)"}
_ENDS_TERM = {"+", "-", ",", "<", ">", "=", "<=", ">=", "<>", "&"}
_NEUTRAL = {"+0", "-0", "*1", "/1", "^1"}
"""What changes no number: it makes one of a blank, as what takes the place of it does as well."""


@dataclass(frozen=True)
class Mutant:
    """A formula, and what is wrong with it."""

    place: Place
    text: str
    how: str

    def __str__(self) -> str:
        return f"{self.place.sheet.name}, {self.place.name}: {self.how}\n      {self.place.text}\n   -> {self.text}"


Alike = Mapping[str, Sequence[str]]
"""What each reference may be swapped for."""

Break = tuple[int, str, str]
"""The token before which a broken piece ends, what stands there in its place, and what that is."""


def _turned(tokens: list[str], at: int, alike: Alike) -> Iterator[Break]:
    if _is_binary(tokens, at):
        yield at + 1, _TURNED[tokens[at]], f"{tokens[at]} turned into {_TURNED[tokens[at]]}"


def _called_otherwise(tokens: list[str], at: int, alike: Alike) -> Iterator[Break]:
    if tokens[at] in _FUNCTIONS and not (tokens[at] in {"AND", "OR"} and _is_alone(tokens, at + 2)):
        yield at + 1, _FUNCTIONS[tokens[at]], f"{tokens[at]} turned into {_FUNCTIONS[tokens[at]]}"


def _next_to_it(tokens: list[str], at: int, alike: Alike) -> Iterator[Break]:
    for others in (_AT_THE_BOUND, _NEXT_NUMBER, _HORIZON):
        if tokens[at] in others:
            yield at + 1, others[tokens[at]], f"{tokens[at]} turned into {others[tokens[at]]}"


def _swapped(tokens: list[str], at: int, alike: Alike) -> Iterator[Break]:
    for other in alike.get(tokens[at], ()):
        yield at + 1, other, f"{tokens[at]} swapped for {other}"


def _dropped(tokens: list[str], at: int, alike: Alike) -> Iterator[Break]:
    if _is_binary(tokens, at) and tokens[at] in "+-*/":
        end = _end_of_term(tokens, at + 1, whole=tokens[at] in "+-")
        piece = "".join(tokens[at:end])
        if piece not in _NEUTRAL:
            yield end, "", f"{piece} dropped"


BREAKS = (_turned, _called_otherwise, _next_to_it, _swapped, _dropped)


def mutants(place: Place, alike: Alike) -> Iterator[Mutant]:
    """Yield all that can be broken in a formula."""
    tokens = _TOKEN.findall(place.text)
    for at in range(len(tokens)):
        for breaks in BREAKS:
            for end, new, how in breaks(tokens, at, alike):
                yield Mutant(place, "".join((*tokens[:at], new, *tokens[end:])), how)


def _is_binary(tokens: list[str], at: int) -> bool:
    """Whether it is an operator between two values, and not a sign."""
    return at > 0 and tokens[at] in _TURNED and tokens[at - 1] not in {"(", ",", *_ENDS_TERM, "*", "/", "^"}


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
    """A workbook open in an engine, filled with a set, and what it should show."""

    book: Any
    spelled: Callable[[str], str]
    """How the engine wants a formula of a file."""
    said: dict[Cell, Any]
    shown: dict[str, list[list[Any]]]
    dust: dict[tuple[str, int], float]

    def notices(self, mutant: Mutant) -> bool:
        """Put wrong formulas in, see whether a cell departs from its twin, and put the right ones back."""
        right = mutant.place.formulas(mutant.place.block)
        wrong = mutant.place.formulas(mutant.place.broken(mutant.text))
        places = {
            f"{mutant.place.sheet.name}.{letter(column)}{row}": (row, column)
            for row, column in right
            if wrong.get((row, column)) != right[row, column]
        }
        self.book.put({place: [[self.spelled(wrong[at])]] for place, at in places.items()})
        departing = [cell for cell in self.book.changed() if self._departs(*cell)]
        self.book.put({place: [[self.spelled(right[at])]] for place, at in places.items()})
        self._see_again(departing[:READ_AGAIN])
        return bool(departing)

    def _see_again(self, departed: list[tuple[str, int, int, Any]]) -> None:
        places = [
            f"{sheet}.{letter(column)}{row}:{letter(column)}{row}" for sheet, row, column, _ in departed
        ]
        for place, cell, [[value]] in zip(places, departed, self.book.read(places), strict=True):
            if self._departs(*cell[:3], value):
                raise RuntimeError(f"{place} does not come back")

    def _departs(self, sheet: str, row: int, column: int, value: Any) -> bool:
        cell = Cell(sheet, row, column)
        return cell in self.said and not same(value, self.said[cell], self.dust.get((sheet, column), 0.0))


def fill(book: Book | Witness, case: Everything, spelled: Callable[[str], str]) -> Filled:
    """Fill a workbook; what it does not show as the model says from the start is not looked at."""
    case.into(book)
    contents, said = book.contents(), case.said()
    book.remember()
    expected = {
        cell: value for name, at in cells(PLAN) if name in said for cell, value in flat(at, said[name])
    }
    filled = Filled(book, spelled, expected, contents, dust_of(expected))
    filled.said = {
        cell: value
        for cell, value in expected.items()
        if not filled._departs(*cell, contents[cell.sheet][cell.row - 1][cell.column - 1])
    }
    return filled


def in_office(formula: str) -> str:
    """Spell a formula of a file as LibreOffice wants it."""
    pieces = re.split(r'("[^"]*")', formula)
    pieces[::2] = [re.sub(r"\b(\w+)!", r"$\1.", piece).replace(",", ";") for piece in pieces[::2]]
    return "".join(pieces)


def in_a_file(formula: str) -> str:
    """Spell a formula as the second engine wants it."""
    return formula


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
            ref: [other for other in rng.sample(others, min(1, len(others))) if other != f"{{{place.name}}}"]
            for ref, others in alike.items()
            if ref in place.text
        }
        if ways := [*mutants(place, few)]:
            mutant = rng.choice(ways)
            if place.formulas(place.broken(mutant.text)) != place.formulas(place.block):
                drawn[mutant.place.name, mutant.text] = mutant
    return [*drawn.values()]


def survivors(drawn: list[Mutant], every: Iterable[Filled]) -> list[Mutant]:
    """Return the mutants that no set notices."""
    for filled in every:
        drawn = [mutant for mutant in drawn if not filled.notices(mutant)]
    return drawn


def passes_the_edges(mutant: Mutant, book: Book) -> bool:
    """Whether a formula is not the check of an input, or is not found out at the edges of that input."""
    name = mutant.place.name.removeprefix("check_")
    faults = faults_of_offers if name in OFFERS else faults_of_assumptions
    if name == mutant.place.name or name not in {*OFFERS, *ASSUMPTIONS, *SCENARIOS}:
        return True
    block = mutant.place.broken(mutant.text)
    for (row, column), formula in mutant.place.formulas(block).items():
        book.put({f"{mutant.place.sheet.name}.{letter(column)}{row}": [[in_office(formula)]]})
    try:
        return not any(faults(name, book, PLAN))
    finally:
        for (row, column), formula in mutant.place.formulas(mutant.place.block).items():
            book.put({f"{mutant.place.sheet.name}.{letter(column)}{row}": [[in_office(formula)]]})


def main(seed: int, count: int = 200) -> None:
    """Print how many mutants were caught, and each survivor.

    The second engine looks first, since it is quick; LibreOffice is asked about what is left.
    """
    sets = [*POINTED.values(), *(everything(1000 + at) for at in range(BOOKS))]
    template = build_workbook()
    quick = [fill(Witness(template), case, in_a_file) for case in sets]
    drawn = sample(random.Random(seed), count, quick)
    left = survivors(drawn, quick)
    print(f"seed {seed}: the second engine catches {count - len(left)} of {count}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "offers.xlsx")
        path.write_bytes(template)
        office = start(Path(folder, "profile"))
        try:
            with office.open(path) as book:
                left = survivors(left, (fill(book, case, in_office) for case in sets))
                left = [mutant for mutant in left if passes_the_edges(mutant, book)]
        finally:
            office.end()
    for mutant in left:
        print(f"survives: {mutant}")
    print(f"seed {seed}: {count - len(left)} of {count} caught", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
