"""``offersheet value``: what the offers of a file are worth, side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offersheet.commands.output import show, width
from offersheet.errors import InvalidInput, OutOfDomain, UnreadableFile
from offersheet.worksheet.spelling import printable, spell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table as RichTable

    from offersheet.model.after_tax import EventAfterTax
    from offersheet.model.assumptions import Assumptions
    from offersheet.model.case import Case
    from offersheet.model.valuation import Result, Valuation
    from offersheet.worksheet.shapes import Table

__all__ = ["value"]

GAP = 2
"""Spaces between the columns of the table."""

SHORTEST_LABEL, SHORTEST_NAME, LONGEST_NAME = 16, 8, 24
"""How narrow a column gets for the sake of others, and how wide for the sake of its name."""


def value(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Offers: .toml, .csv or a filled .xlsx.")],
    odds: Annotated[
        bool, typer.Option("--odds", help="Draw them, too: how likely is each to turn out better?")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, unrounded.")] = False,
) -> None:
    """Compare offers: what each is worth, what it pays in each year, and what is left of that after tax.

    Of a workbook the inputs count, never the results that are stored in it.

    The JSON, of which addin/docs/value.schema.json says all, holds its "schema", 1, and "offers", each with
    its "name", "results" by name (null where there is no answer), "parts" of its net present value by name,
    "taxes" on recurring cash by code (and by label, as in 0.2.0), "years", a list by year, before and after
    tax (null where equity waits for an event), and "event", what comes at once if that event comes (null
    where none is waited for); "best" and "best_after_tax", the names of the offers of the highest net present
    value; "assumptions", with "scenarios" by name; "notes", sentences; and, with --odds, "odds", the rows of
    offersheet odds.
    """
    if context.args:
        raise InvalidInput(
            f"value takes one file, and got {spell(context.args[0])} as well: put all offers into one file, "
            "up to five side by side"
        )
    import numpy as np

    from offersheet.commands.cautions import cautions
    from offersheet.commands.odds_beside import draw, likely
    from offersheet.model.valuation import value_offers
    from offersheet.reading import read_offers

    found = read_offers(file)
    try:
        with np.errstate(all="ignore"):  # what is too large is refused
            valuations = value_offers(found.offers, found.assumptions)
            paid = [_paid(valuation.case) for valuation in valuations]
    except OutOfDomain as error:
        raise UnreadableFile(printable(f"{file}: {error}")) from error
    notes = list(cautions(valuations, found.assumptions))
    drawn = draw(file, found.offers, found.assumptions) if odds else None
    if as_json:
        import json

        from offersheet.commands.value_json import facts_of

        print(json.dumps(facts_of(valuations, found.assumptions, notes, drawn), indent=2, allow_nan=False))
    else:
        _show(valuations, paid, found.assumptions, [*likely(drawn), *notes])


@dataclass(frozen=True)
class Paid:
    """What one offer pays: by year before and after tax, at an event, and taxes on recurring cash by name."""

    before_tax: Table[float]
    after_tax: Table[float]
    taxes: Mapping[str, float]
    event: EventAfterTax | None


def _paid(case: Case) -> Paid:
    before, event = case.years, case.event
    told = [*before.column("total"), *([event.left, event.set_aside] if event else [])]
    if not all(map(math.isfinite, told)):
        raise OutOfDomain(f"{case.offer.name} holds numbers too large to be valued")
    return Paid(before, case.years_after_tax, case.taxes, event)


def _show(
    valuations: Sequence[Valuation], paid: Sequence[Paid], assumptions: Assumptions, notes: Sequence[str]
) -> None:
    from rich.text import Text

    from offersheet.commands.headline import floor_basis, headline

    table, least = _table(valuations, _rows(valuations, paid, floor_basis(assumptions)))
    cases = [valuation.case for valuation in valuations]
    best = [Text(f"{headline(cases)}\n", style="bold")] if len(cases) > 1 else []
    notes = [note for note in notes if not best or not best[0].plain.startswith(note)]
    show(
        *best,
        table,
        Text(f"\n{_assumed(assumptions, cases)}", style="dim"),
        *(Text(f"\n{note}") for note in notes),
        least=least,
    )


def _rows(
    valuations: Sequence[Valuation], paid: Sequence[Paid], basis: tuple[str, str]
) -> list[tuple[str, list[str]]]:
    """Return a label and a text for each offer, line by line; lines without any figure are left out."""
    from offersheet.model.valuation import RESULTS

    blank = ("", [""] * len(valuations))
    rows: list[tuple[str, list[str]]] = []
    for result in RESULTS:
        figures = [valuation.results[result.name] for valuation in valuations]
        if any(figure is not None for figure in figures):
            rows.append((result.label, [_told(result, valuation) for valuation in valuations]))
        if result.name in RANKED and len(valuations) > 1:
            rows.append((RANKED[result.name], _ranks(_sure(figures))))
        if result.name == "floor_margin":
            verdict, rests_on = basis
            rows.append((verdict, ["short" if figure < 0 else "clears it" for figure in _sure(figures)]))
            rows.append((rests_on, blank[1]))
    rows += [blank, ("Net present value: made of", blank[1]), *_part_rows(valuations)]
    rows += [blank, ("Taxes on recurring cash", blank[1]), *_tax_rows(paid)]
    for label, tables, column in (
        ("Paid in year", [pays.before_tax for pays in paid], "total"),
        ("After tax, year", [pays.after_tax for pays in paid], "after_tax"),
        ("To set aside, year", [pays.after_tax for pays in paid], "set_aside"),
    ):
        totals = zip(*(table.column(column) for table in tables), strict=True)
        rows.append(blank)
        rows += [
            (f"{label} {year}", [_figure(total, "money") for total in row])
            for year, row in enumerate(totals, start=1)
        ]
    return rows + _event_rows(paid)


def _told(result: Result, valuation: Valuation) -> str:
    """Return a figure as text; of what to ask for, whether the offer does as it is."""
    return "met" if valuation.meets(result) else _figure(valuation.results[result.name], result.unit)


RANKED = {"npv": "  rank", "npv_after_tax": "  rank, after tax"}
"""By what offers are ranked."""

PARTS = {
    "base": "Base",
    "bonus": "Bonus",
    "other": "Other, yearly",
    "once": "Paid once",
    "benefits": "Benefits",
    "grant": "Grant",
    "refreshers": "Refreshers",
    "held": "Grants held",
    "left_behind": "Left behind",
}
"""What a net present value is made of, as it is shown."""


def _part_rows(valuations: Sequence[Valuation]) -> list[tuple[str, list[str]]]:
    """Return the parts that any of the offers has."""
    made = [valuation.case.parts for valuation in valuations]
    return [
        (f"  {label}", [_figure(parts[name], "money") for parts in made])
        for name, label in PARTS.items()
        if any(parts[name] for parts in made)
    ]


def _event_rows(paid: Sequence[Paid]) -> list[tuple[str, list[str]]]:
    """Return what comes at once if the event comes for which the equity of any of the offers waits."""
    events = [pays.event for pays in paid]
    if not any(events):
        return []
    named = {"It pays": "pays", "All taxes on it": "tax", "Left of it": "left", "To set aside": "set_aside"}
    return [
        ("", [""] * len(paid)),
        ("If the sale, listing or exit comes", [""] * len(paid)),
        *(
            (f"  {label}", [_figure(getattr(event, name, None), "money") for event in events])
            for label, name in named.items()
        ),
    ]


def _sure(figures: Sequence[float | None]) -> list[float]:
    return [figure or 0.0 for figure in figures]


def _tax_rows(paid: Sequence[Paid]) -> list[tuple[str, list[str]]]:
    """Return every tax that any of the offers owes: what one state takes, another may not know."""
    names = dict.fromkeys(chain.from_iterable(pays.taxes for pays in paid))
    last = [name for name in ("Total", "Take-home", "Marginal rate", "Average rate") if name in names]
    rows = []
    for name in [*(name for name in names if name not in last), *last]:
        figures = [pays.taxes.get(name) for pays in paid]
        if any(figures):
            unit = "rate" if name.endswith("rate") else "money"
            rows.append((f"  {name}", [_figure(figure, unit) for figure in figures]))
    return rows


def _figure(figure: float | None, unit: str) -> str:
    if figure is None:
        return "-"
    if unit == "price":
        return f"{figure:,.2f}"
    return f"{round(figure):,}" if unit.startswith("money") else f"{figure:.1%}"


def _ranks(figures: Sequence[float]) -> list[str]:
    ranks = [1 + sum(other > figure for other in figures) for figure in figures]
    return [("best", "2nd", "3rd")[rank - 1] if rank <= 3 else f"{rank}th" for rank in ranks]


def _table(valuations: Sequence[Valuation], rows: Sequence[tuple[str, list[str]]]) -> tuple[RichTable, int]:
    """Return the table, and how many columns it needs at least: names and labels wrap, figures never."""
    from rich.table import Table as RichTable
    from rich.text import Text

    names = [printable(valuation.offer.name) for valuation in valuations]
    figures = [
        max(SHORTEST_NAME, *(len(texts[place]) for _, texts in rows)) for place in range(len(valuations))
    ]
    room = width() - sum(figures) - GAP * len(figures)
    labels = min(max(len(label) for label, _ in rows), max(room, SHORTEST_LABEL))
    spare = max(room - labels, 0) // len(figures)
    widths = [
        max(needed, min(len(name), LONGEST_NAME, needed + spare))
        for name, needed in zip(names, figures, strict=True)
    ]
    table = RichTable(box=None, padding=(0, 0, 0, GAP), pad_edge=False, header_style="bold")
    table.add_column(width=labels, overflow="fold")
    for name, columns in zip(names, widths, strict=True):
        table.add_column(Text(name), width=columns, justify="right", overflow="fold")
    for label, texts in rows:
        cells = [Text(text, style="bold green" if text == "best" else "") for text in texts]
        table.add_row(Text(label), *cells)
    return table, labels + sum(widths) + GAP * len(widths)


def _assumed(assumptions: Assumptions, cases: Sequence[Case]) -> str:
    """Say what the figures rest on."""
    from offersheet.model.assumptions import Scenario
    from offersheet.model.fields import fields_of

    scenarios = ", ".join(
        f"{field.label.lower()} "
        + " / ".join(_factor(getattr(scenario, field.name)) for scenario in assumptions.scenarios.values())
        for field in fields_of(Scenario)
    )
    above = any(case.npv_low > case.npv for case in cases)
    replaced = ", in place of an offer's own, so that low may stand above its own value" if above else ""
    return (
        "Total comp, first year and recurring are as recruiters add them up: no growth, no raises, no "
        "refreshers, no relocation; what is paid by year has them all. "
        f"Worth over {spell(assumptions.horizon_years)} years, before tax unless a line says otherwise; cash "
        f"discounted at {_factor(assumptions.cash_rate)} a year, "
        f"equity at {_factor(assumptions.discount_rate)}. "
        f"{' / '.join(assumptions.scenarios).capitalize()}: {scenarios}{replaced}. "
        f"Taxes of {spell(assumptions.tax_year)} in every year, filing {assumptions.filing_status}; what is "
        "left of them is discounted at the rates before tax. "
        f"Needed each year: {assumptions.annual_spend:,.0f} at cost of living 100, "
        f"{_factor(assumptions.risk_buffer)} more for safety, and {assumptions.savings:,.0f} saved. "
        "The floor is gross pay, the margin over it net: take-home less that need. "
        "To set aside: federal and state income tax on all pay of a year, less that on base and other yearly "
        "pay by itself, less what is withheld at flat rates of bonus, sign-ons, relocation, stay bonus and "
        "vests; below 0 a refund."
    )


def _factor(number: float) -> str:
    return f"{100 * number:.4g}%"
