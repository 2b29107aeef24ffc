"""``offersheet odds``: how likely each offer of a file is to turn out better."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offersheet.commands.odds_beside import draw
from offersheet.commands.output import show, width
from offersheet.errors import InvalidInput
from offersheet.model.paths import PATHS
from offersheet.worksheet.spelling import printable, spell

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from offersheet.model.odds import Odds, Outlook
    from offersheet.model.odds_grid import ChanceGrid

__all__ = ["odds"]

GRID_PATHS = 2**12
"""Futures for each field of a grid at most: there are 25 fields, which draw the same ones."""

SHORTEST_BAR, LONGEST_BAR = 20, 60

_LONG = 1.0
"""Seconds after which whoever watches is told how far it is."""


def odds(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Offers: .toml, .csv or a filled .xlsx.")],
    paths: Annotated[int, typer.Option(help="How many futures are drawn.")] = PATHS,
    seed: Annotated[int, typer.Option(help="Another seed draws other futures.")] = 1,
    risk_neutral: Annotated[
        bool,
        typer.Option("--risk-neutral", help="Shares grow, and are discounted, at the cash rate."),
    ] = False,
    grid: Annotated[
        bool,
        typer.Option("--grid", help="Also: how the chance moves with growth and volatility of each share."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, unrounded.")] = False,
) -> None:
    """How likely is it that this offer turns out better? Draws all offers together, many times over.

    Each future draws share prices, which move together, bonus payouts, exits and sales, and leaving where an
    offer gives its chance, and values every offer in it, before tax and after. A chance is one under these
    assumptions: growth and discounting are judgements.

    The JSON, of which addin/docs/odds.schema.json says all, holds its "schema", 1; "words"; "odds", a row for
    each offer before tax and after: its mean, percentiles p5 to p95, the chances to be the best and to beat
    each other offer, and what is lost against the best on average ("regret"); "paths", "seed",
    "risk_neutral"; "notes", sentences; and, with --grid, "grids", how the chance of each offer with equity
    moves with the growth and the volatility of its share.
    """
    if context.args:
        raise InvalidInput(
            f"odds takes one file, and got {spell(context.args[0])} as well: put all offers into one file"
        )
    for name, number, least in (("paths", paths, 1), ("seed", seed, 0)):
        if number < least:
            raise InvalidInput(f"{name} must be at least {least}, got {number}")
    from offersheet.commands.odds_facts import facts_of, notes_of
    from offersheet.model.odds import risk_neutral as as_a_market_would
    from offersheet.model.odds_grid import chance_grid
    from offersheet.reading import read_offers

    found = read_offers(file)
    offers, assumptions = found.offers, found.assumptions
    if risk_neutral:
        offers, assumptions = as_a_market_would(offers, assumptions)
    with _progress(paths) as told:
        drawn = draw(file, offers, assumptions, paths, seed, told)
    notes = list(notes_of(drawn, risk_neutral))
    grids = [
        chance_grid(offers, assumptions, place, min(paths, GRID_PATHS), seed)
        for place, case in enumerate(drawn.cases)
        if grid and len(offers) > 1 and case.npv != case.without_equity
    ]
    if as_json:
        import json

        facts = facts_of(drawn, notes, risk_neutral, grids if grid else None)
        print(json.dumps(facts, indent=2, allow_nan=False))
    else:
        _show(drawn, notes, grids)


@contextmanager
def _progress(paths: int) -> Iterator[Callable[[int], object]]:
    """Show how far the drawing is, where it is long and someone watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from time import monotonic

    from rich.console import Console
    from rich.progress import Progress

    began, progress = monotonic(), Progress(console=Console(stderr=True), transient=True)
    task = progress.add_task("Drawing", total=paths)

    def told(count: int) -> None:
        progress.update(task, advance=count)
        if not progress.live.is_started and monotonic() - began > _LONG:
            progress.start()

    try:
        yield told
    finally:
        progress.stop()


def _show(drawn: Odds, notes: Sequence[str], grids: Sequence[ChanceGrid]) -> None:
    from rich.text import Text

    from offersheet.model.odds_words import in_words

    names = [printable(case.offer.name) for case in drawn.cases]
    show(
        Text(f"{printable(' '.join(in_words(drawn)))}\n", style="bold"),
        _table(names, drawn),
        *_bars(names, drawn.before_tax),
        *_grids(grids),
        *(Text(f"\n{note}") for note in notes),
    )


def _table(names: Sequence[str], drawn: Odds) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("")
    for name in names:
        table.add_column(name, justify="right", overflow="fold")
    point = [(case.npv, case.npv_after_tax) for case in drawn.cases]
    for taxed, (title, outlooks) in enumerate(
        (("Before tax, today", drawn.before_tax), ("After tax, today", drawn.after_tax))
    ):
        table.add_row(title)
        table.add_row("  by its assumptions", *(_money(values[taxed]) for values in point))
        table.add_row("  on average", *(_money(outlook.mean) for outlook in outlooks))
        for percent, label in (("p10", "1 of 10 below"), ("p50", "half below"), ("p90", "1 of 10 above")):
            table.add_row(f"  {label}", *(_money(outlook.by_percent[percent]) for outlook in outlooks))
        for label, texts in _compared(names, outlooks):
            table.add_row(label, *texts)
        table.add_row()
    return table


def _compared(names: Sequence[str], outlooks: Sequence[Outlook]) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines that measure offers against one another, and against a target."""
    if any(outlook.reaches_target is not None for outlook in outlooks):
        yield "  reaches the target", [_chance(outlook.reaches_target or 0.0) for outlook in outlooks]
    if len(names) == 1:
        return
    yield "  best of all", [_chance(outlook.best) for outlook in outlooks]
    yield "  lost against the best", [_money(outlook.regret) for outlook in outlooks]
    for place, name in enumerate(names if len(names) > 2 else []):
        yield (
            f"  beats {name}",
            ["-" if own == place else _chance(one.beats[place]) for own, one in enumerate(outlooks)],
        )


def _grids(grids: Sequence[ChanceGrid]) -> Iterator[Table | str]:
    """Show how chances move with what is believed of a share."""
    from rich.table import Table

    for grid in grids:
        yield f"\n{printable(grid.offer)}, best of all before tax, by growth (down) and volatility (across)"
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column("")
        for volatility in grid.volatilities:
            table.add_column(f"{volatility:.1%}", justify="right")
        for growth, chances in zip(grid.growths, grid.best, strict=True):
            table.add_row(f"  {growth:.1%}", *map(_chance, chances))
        yield table


def _money(amount: float) -> str:
    """Write money in thousands: draws know no more."""
    return f"{amount / 1000:,.0f}k"


def _chance(chance: float) -> str:
    if 0 < chance < 0.005:
        return "< 1%"
    return "> 99%" if 0.995 < chance < 1 else f"{chance:.0%}"


def _bars(names: Sequence[str], outlooks: Sequence[Outlook]) -> Iterator[Text]:
    """Draw each offer's range from p10 to p90, with its middle, all on one scale."""
    from rich.text import Text

    ends = [outlook.by_percent[percent] for outlook in outlooks for percent in ("p10", "p90")]
    low, high = min(ends), max(ends)
    if not high > low:
        return
    label = max(map(len, names))
    columns = min(max(width() - label - 2, SHORTEST_BAR), LONGEST_BAR)

    def place(amount: float) -> int:
        return round((amount - low) / (high - low) * (columns - 1))

    for name, outlook in zip(names, outlooks, strict=True):
        start, middle, end = (place(outlook.by_percent[percent]) for percent in ("p10", "p50", "p90"))
        bar = " " * start + "-" * (end - start + 1)
        yield Text(f"{name.ljust(label)}  {bar[:middle]}|{bar[middle + 1 :]}")
    scale = f"{_money(low)}{_money(high).rjust(columns - len(_money(low)))}"
    yield Text(f"{'before tax'.ljust(label)}  {scale}", style="dim")
