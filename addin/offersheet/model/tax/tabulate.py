"""Making the tables of a year from the law. ``python -m offersheet.model.tax.tabulate`` stores them anew.

A state's tax is listed piece by piece. Where it moves in twenty or more bands alike, one line stands for
all of them: so wide, so much more in each, and rounded where the tax is. Nothing is approximated.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from offersheet import facts
from offersheet.model.tax.household import Household
from offersheet.model.tax.jurisdictions import STATES, STATUSES, TAX_YEARS
from offersheet.model.tax.law import items, jurisdiction, projected, titles
from offersheet.model.tax.payroll import contributions
from offersheet.model.tax.piecewise import Edge, Piece, Piecewise
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.tax.tables import (
    NO_STATE,
    AmtLine,
    Jurisdiction,
    LawLine,
    Payroll,
    StateLine,
    TaxTables,
    household_key,
)

__all__ = ["stored", "tabulated"]

AFTER = 1e-6
"""Where a piece holds just after a place, its line begins so far after it."""
MANY = 20
"""From so many bands alike on they share a line."""
CLOSE = 1e-9
"""How close numbers are that rounding alone sets apart."""
_DIGITS = 15
"""Those that every spreadsheet program keeps of a number."""
FEDERAL_CONTRIBUTIONS = 3
_IN_WORDS = {"amt": "minimum tax", "supplemental": "withholding from shares"}
"""Parts of the law that have no name of their own."""


def tabulated(year: int) -> TaxTables:
    """Make the tables of a year."""
    households = [Household(state, status, year) for state in ("", *STATES) for status in STATUSES]
    minimum = [one for one in households if one.law is not None and one.law.amt is not None]
    return TaxTables(
        year,
        {_key(one): _income_tax(one) for one in households},
        {_key(one): _before_credits(one) for one in minimum},
        {_key(one): _amt(one) for one in minimum},
        {state or NO_STATE: _jurisdiction(state, year) for state in ("", *STATES)},
    )


def stored(tables: TaxTables) -> str:
    """Spell tables as they are stored."""
    content = {key: value for key, value in asdict(tables).items() if key != "year"}
    lines = []
    for part, entries in content.items():
        inner = ",\n".join(f"{json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
        lines.append(f"{json.dumps(part)}: {{\n{inner}\n}}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _key(household: Household) -> str:
    return household_key(household.state, household.status)


def _short(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}") if abs(number) > CLOSE else 0.0


# ------------------------------------------------------------ income tax


def _income_tax(household: Household) -> list[StateLine]:
    law = household.law
    tax = Piecewise.line(slope=0.0) + (0.0 if law is None else law.tax(Piecewise.line()))
    kept = household.kept()
    lines = [*_lines(_split(tax, _peaks(kept)).pieces)]
    most = _most_kept(kept, [start for start, *_ in lines])
    return [StateLine(*map(_short, (*line, best))) for line, best in zip(lines, most, strict=True)]


def _peaks(kept: Piecewise) -> list[float]:
    """Return from where on less is left of higher wages."""
    return [piece.edge.at for piece in kept.pieces if piece.slope < 0]


def _split(tax: Piecewise, places: Sequence[float]) -> Piecewise:
    """Let a piece begin at each place, so that nothing falls but where a piece begins."""
    pieces = {piece.edge: piece for piece in tax.pieces}
    for at in places:
        before = max(piece for piece in tax.pieces if piece.edge <= Edge(at))
        pieces.setdefault(Edge(at), Piece(Edge(at), before.there(at), before.slope))
    return Piecewise(tuple(pieces[edge] for edge in sorted(pieces)))


_Rule = tuple[float, float, float, float, float, float]


def _lines(pieces: Sequence[Piece]) -> Iterator[_Rule]:
    """Yield the lines of a table but for their last column; bands alike share one."""
    place = 0
    while place < len(pieces):
        (at, after), value, slope = pieces[place]
        bands = _bands_alike(pieces[place:])
        for line, many in (_even(pieces[place:], bands), _rounded(pieces[place:], bands)):
            if many >= MANY:
                yield line
                place += many
                break
        else:
            moved = AFTER if after else 0.0
            yield at + moved, value + slope * moved, slope, 0.0, 0.0, 0.0
            place += 1


def _bands_alike(pieces: Sequence[Piece]) -> int:
    """Return how many of the first pieces are as wide and as steep as the first."""
    many = 0
    for piece, after in pairwise(pieces):
        width, first = after.edge.at - piece.edge.at, pieces[1].edge.at - pieces[0].edge.at
        alike = (
            abs(width - first) < CLOSE * max(1.0, piece.edge.at)
            and abs(piece.slope - pieces[0].slope) < CLOSE
        )
        if piece.edge.after or after.edge.after or not alike:
            break
        many += 1
    return many


def _even(pieces: Sequence[Piece], bands: int) -> tuple[_Rule, int]:
    """Return the line of the first bands that rise by the same each, and how many they are."""
    (start, _), value, slope = pieces[0]
    many = 0
    if bands:
        step, rise = pieces[1].edge.at - start, pieces[1].value - value
        while many < bands and abs(value + rise * many - pieces[many].value) < CLOSE * max(1.0, start):
            many += 1
        last = pieces[many - 1]
        if many > 1:  # over the whole length, which is more exact
            step, rise = (last.edge.at - start) / (many - 1), (last.value - value) / (many - 1)
        return (start, value, slope, step, rise - slope * step, 0.0), many
    return (start, value, slope, 0.0, 0.0, 0.0), 0


def _rounded(pieces: Sequence[Piece], bands: int) -> tuple[_Rule, int]:
    """Return the line of the first flat bands whose whole amounts rise by the same each before rounding."""
    (start, _), _, slope = pieces[0]
    low, high = -math.inf, math.inf
    many = 0
    while many < bands and not slope and pieces[many].value == round(pieces[many].value):
        gaps = [(pieces[many].value - pieces[one].value, many - one) for one in range(many)]
        lower = max((low, *((gap - 1) / steps for gap, steps in gaps)))
        upper = min((high, *((gap + 1) / steps for gap, steps in gaps)))
        if upper - lower < CLOSE:
            break
        low, high, many = lower, upper, many + 1
    if many < 2:
        return (start, 0.0, 0.0, 0.0, 0.0, 0.0), 0
    rise = _between(low, high)
    begins = [piece.value - rise * band for band, piece in enumerate(pieces[:many])]
    value = _between(max(begins) - 0.5, min(begins) + 0.5)
    return (start, value, 0.0, pieces[1].edge.at - start, rise, 1.0), many


def _between(low: float, high: float) -> float:
    """Return the number with the fewest digits between two, not close to either."""
    middle, room = (low + high) / 2, (high - low) / 4
    return next(near for digits in range(_DIGITS) if abs((near := round(middle, digits)) - middle) <= room)


def _most_kept(kept: Piecewise, starts: Sequence[float]) -> Iterator[float]:
    """Yield the most that wages leave, by whole cents, up to the first cent from each start on."""
    edges = [piece.edge.at for piece in kept.pieces[1:]]
    cents = {
        near
        for at in edges
        for near in (math.ceil(at * 100) - 1, math.ceil(at * 100), math.floor(at * 100) + 1)
    }
    firsts = [math.ceil(start * 100 - CLOSE) for start in starts]
    left = iter(sorted(cents | {0}))
    cent, most = next(left, None), -math.inf
    for first in firsts:
        while cent is not None and cent <= first:
            most = max(most, kept(cent / 100))
            cent = next(left, None)
        most = max(most, kept(first / 100))
        yield most


# ------------------------------------------------------------ what else a state takes


def _before_credits(household: Household) -> list[LawLine]:
    law = household.law
    assert law is not None  # noqa: S101 - a state with a minimum tax
    tax = Piecewise.line(slope=0.0) + law.regular_tax(law.filed(Piecewise.line()))
    return [LawLine(*map(_short, (piece.edge.at, piece.value, piece.slope))) for piece in tax.pieces]


def _amt(household: Household) -> AmtLine:
    law = household.law
    assert law is not None and law.amt is not None  # noqa: S101, PT018 - a state with a minimum tax
    amt = law.amt
    return AmtLine(amt.exemption, amt.phaseout_start, amt.phaseout_rate, amt.rates.pieces[0].slope)


def _jurisdiction(state: str, year: int) -> Jurisdiction:
    if not state:
        return Jurisdiction("No state tax", True, None, [], [], [])
    law = jurisdiction(state)
    added_to = law.get("added_to", "")
    names = [*(projected(added_to, year) if added_to else ()), *projected(state, year)]
    rules = [*(items(jurisdiction(added_to)) if added_to else ()), *items(law)]
    sources = dict.fromkeys(
        title for part, item in rules if part != "payroll" for title in titles(item, year)
    )
    return Jurisdiction(
        law["name"],
        not law.get("follows_federal_deduction", False),
        supplemental_rate(state, year, STATUSES[0]),
        [_IN_WORDS.get(name, name) for name in names],
        list(sources),
        [*_payroll(state, year)],
    )


def _payroll(state: str, year: int) -> Iterator[Payroll]:
    law = jurisdiction(state)
    own = [
        *(jurisdiction(law["added_to"]).get("payroll", ()) if "added_to" in law else ()),
        *law.get("payroll", ()),
    ]
    sources = {item["name"].casefold(): "; ".join(titles(item, year)) for item in own}
    for one in contributions(state, year, STATUSES[0])[FEDERAL_CONTRIBUTIONS:]:
        below = 0.0
        for piece in one.of_wages.pieces:
            start, more = _short(piece.edge.at), _short(piece.slope - below)
            yield Payroll(one.name, start, more, one.deducted, sources[one.name.casefold()])
            below = piece.slope


if __name__ == "__main__":
    folder = Path(facts.__file__).with_name("tables")
    for one_year in TAX_YEARS:
        (folder / f"{one_year}.json").write_text(stored(tabulated(one_year)), "utf-8")
