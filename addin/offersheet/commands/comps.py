"""``offersheet comps``: what others are paid, from files of pay data, and where offers stand among them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offersheet.commands import comps_options as options
from offersheet.commands.left_behind import tell_left_behind
from offersheet.commands.output import show
from offersheet.commands.writing import refuse, write_whole
from offersheet.errors import InvalidInput
from offersheet.worksheet.spelling import printable, spell

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.table import Table as RichTable

    from offersheet.comps.read import Comps
    from offersheet.comps.standing import Standing
    from offersheet.comps.summary import Summary

__all__ = ["comps"]

LONG_WORK = 20_000_000
"""Bytes from which on a bar shows how far the reading is."""


def comps(
    files: options.Files,
    title: options.Title = None,
    company: options.Company = None,
    metro: options.Metro = None,
    min_experience: options.MinExperience = None,
    max_experience: options.MaxExperience = None,
    currency: options.Currency = None,
    offers: options.Offers = None,
    mapping: options.Mapping = None,
    dask: options.Dask = None,
    out: options.Out = None,
    rows: options.Rows = None,
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    """Percentiles of what others are paid, and the rank of offers among them.

    A cell that makes no sense counts as blank, and a row of which nothing is left is left out; both are
    counted. Thousands are understood (15k), and bonuses as a share of base (12%). Pay in several
    currencies is refused, unless --currency chooses one. Percentiles and ranks are those of
    PERCENTILE.INC and PERCENTRANK.INC, unrounded; each part of pay is of the rows that give it.

    The JSON holds "files", each with its "name", "layout" and "rows"; "left_out", rows by reason;
    "filters", each with its "name", what was "wanted" and how many rows it "left"; "count";
    "percentiles" by part of pay, each with its "count" and "p10" to "p90" (null where no row gives
    the part); "offers", each with its "name", "figures" and "ranks"; and "notes", sentences.
    """
    from offersheet.comps.filters import Filters
    from offersheet.comps.layouts import read_mapping
    from offersheet.comps.read import read_comps

    if out is not None:
        refuse(out, force)
    if rows is not None:
        _refuse_rows(rows, force)
    filters = Filters(title, company, metro, min_experience, max_experience, currency)
    headings = read_mapping(mapping or [])
    compared = _compared(offers) if offers else None
    with _cluster(dask) as run, _progress(files) as watch:
        found = read_comps(files, filters, headings, run=run, watch=watch)
    if not found.summary.count:
        raise InvalidInput(printable(f"no row is left: {'; '.join(_told(found))}"))
    standings = compared(found.summary) if compared else []
    written = [] if out is None else [_write(out, force, found, offers)]
    if rows is not None:
        written.append(_write_rows(rows, force, found))
    if as_json:
        import json

        print(json.dumps(_facts(found, standings, written), indent=2, allow_nan=False))
    else:
        _show(found, standings, written)


def _write(out: Path, force: bool, found: Comps, offers: Path | None) -> str:
    """Write a workbook with the rows that count, and say what it holds."""
    from offersheet.comps.kept import kept_rows
    from offersheet.upkeep.kept import Kept, kept

    rows = kept_rows(found)
    source = offers or (out if out.exists() else None)
    held = Kept() if source is None else kept(source, may_be_empty=source is out)
    file = replace(held, comps=rows.rows).workbook()
    refuse(out, force)
    tell_left_behind(out, file)
    write_whole(out, file)
    return f"{out}: {rows.note or f'all {_rows(rows.of)}.'}"


FORMATS = (".csv", ".parquet", ".xlsx")
"""Of a table of rows."""


def _refuse_rows(out: Path, force: bool) -> None:
    endings = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
    refuse(out, force, "a table of rows", out.suffix.lower() if out.suffix.lower() in FORMATS else endings)


def _write_rows(out: Path, force: bool, found: Comps) -> str:
    """Write a table of the rows that count, and say what it holds."""
    from offersheet.notebook.pay import content_of, rows_of

    content = content_of(rows_of(found), out.suffix.lower())
    _refuse_rows(out, force)
    write_whole(out, content)
    return f"{out}: all {_rows(found.summary.count)}."


def _compared(offers: Path) -> Callable[[Summary], list[Standing]]:
    """Read offers, and give what ranks them."""
    from offersheet.comps.standing import standing
    from offersheet.reading import read_offers

    found = read_offers(offers)
    return lambda summary: [standing(offer, found.assumptions, summary) for offer in found.offers]


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    if address is None:
        yield None
        return
    from offersheet.comps.cluster import on_cluster

    with on_cluster(address) as run:
        yield run


@contextmanager
def _progress(files: Sequence[Path]) -> Iterator[Callable[[int], None]]:
    """Show how far the reading is, where it is long and someone watches."""
    size = sum(file.stat().st_size for file in files if file.is_file())
    if size < LONG_WORK or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=size)
        yield lambda read: progress.update(task, completed=read)


def _notes(found: Comps) -> list[str]:
    """Say what is worth knowing beside the figures."""
    from offersheet.comps.cleaning import NOTED, REASONS
    from offersheet.comps.layouts import LCA

    summary = found.summary
    notes = [
        f"{source.name}: it has no {' and no '.join(missing)}, so none of its rows is left."
        for source in found.sources
        if (missing := [name for name in _asked(found) if not _gives(source.spot.plan.places, name)])
    ]
    if any(source.spot.plan.layout == LCA.name for source in found.sources):
        notes.append(
            "LCA disclosures hold base pay alone, as a rate for a year of full-time work; where an "
            "application gives a range, its lower end."
        )
    notes += [
        f"{source.name}: {source.spot.unsaved:,} formulas have no stored result and count as blank; "
        "save it in a spreadsheet program."
        for source in found.sources
        if source.spot.unsaved
    ]
    notes += [
        f"Of {_rows(rows)} the {name} counts as blank ({REASONS[reason]})."
        for (name, reason), rows in sorted(summary.blanked.items())
        if rows
    ]
    notes += [f"All pay is in {code}." for code in summary.currencies.keys() - {"", "USD"}]
    return notes + [
        f"Of {_rows(summary.notes[note])} {words}." for note, words in NOTED.items() if summary.notes[note]
    ]


def _asked(found: Comps) -> list[str]:
    """Name the columns that the filters look at."""
    return list(dict.fromkeys(name.split("_")[-1] for name, _ in found.filters.asked()))


def _gives(places: Any, name: str) -> bool:
    instead = {"title": "occupation", "metro": "city"}
    # A currency may be written in the cells of pay themselves.
    return name == "currency" or name in places or instead.get(name) in places


def _facts(found: Comps, standings: Sequence[Standing], written: Sequence[str]) -> dict[str, Any]:
    from offersheet.comps.tally import percentiles
    from offersheet.model.comps_columns import COMPONENTS

    summary, tallies = found.summary, found.summary.tallies
    return {
        "files": [
            {"name": source.name, "layout": source.spot.plan.layout, "rows": rows}
            for source, rows in zip(found.sources, found.rows, strict=True)
        ],
        "left_out": {reason: rows for reason, rows in summary.left_out.items() if rows},
        "filters": [
            {"name": name, "wanted": wanted, "left": summary.left[name]}
            for name, wanted in found.filters.asked()
        ],
        "count": summary.count,
        "percentiles": {
            name: {"count": tallies[name].count, **percentiles(tallies[name])} for name in COMPONENTS
        },
        "offers": [
            {"name": standing.offer.name, "figures": standing.figures, "ranks": standing.ranks}
            for standing in standings
        ],
        "notes": [*_notes(found), *written],
    }


def _told(found: Comps) -> Iterator[str]:
    """Say how many rows there were, which were left out, and how many each filter left."""
    from offersheet.comps.cleaning import REASONS

    summary = found.summary
    for source, rows in zip(found.sources, found.rows, strict=True):
        yield f"{source.name}: {_rows(rows)}, laid out as {source.spot.plan.layout.removeprefix('as ')}"
    for reason, words in REASONS.items():
        if summary.left_out[reason]:
            yield f"Left out {summary.left_out[reason]:,}: {words}"
    for name, wanted in found.filters.asked():
        yield f"{name.replace('_', ' ').capitalize()} {spell(wanted)} leaves {summary.left[name]:,}"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _show(found: Comps, standings: Sequence[Standing], written: Sequence[str]) -> None:
    from rich.text import Text

    show(
        *map(Text, map(printable, _told(found))),
        Text(),
        _percentiles(found),
        *((Text(), _ranks(standings)) if standings else ()),
        *(Text(f"\n{printable(note)}") for note in (*_notes(found), *written)),
        least=LEAST,
    )


LEAST = 60
"""Columns of a terminal that the tables need: figures are never cut off."""


def _percentiles(found: Comps) -> RichTable:
    from offersheet.comps.cleaning import Note
    from offersheet.comps.tally import PERCENTILES, percentiles
    from offersheet.model.comps_columns import COMPONENTS, LABELS

    table = _table("", "count", *PERCENTILES)
    for name in COMPONENTS:
        tally = found.summary.tallies[name]
        partial = name == "total" and found.summary.notes[Note.PARTIAL] == tally.count > 0
        label = _parts(found) if partial else LABELS[name]
        table.add_row(label, f"{tally.count:,}", *map(_money, percentiles(tally).values()))
    return table


def _parts(found: Comps) -> str:
    """Name what totals are of where the files do not have all parts of pay."""
    from offersheet.comps.cleaning import PARTS

    there = {name for source in found.sources for name in source.spot.plan.places}
    return " and ".join(name for name in PARTS if name in there).capitalize()


def _ranks(standings: Sequence[Standing]) -> RichTable:
    from rich.text import Text

    from offersheet.model.comps_columns import COMPONENTS, LABELS

    table = _table("", *(LABELS[name] for name in COMPONENTS))
    for standing in standings:
        table.add_row(
            Text(printable(standing.offer.name)), *(_money(standing.figures[name]) for name in COMPONENTS)
        )
        ranks = (standing.ranks[name] for name in COMPONENTS)
        table.add_row("  rank", *("-" if rank is None else f"{rank:.1%}" for rank in ranks))
    return table


def _money(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:,.0f}"


def _table(*headings: str) -> RichTable:
    from rich.table import Table as RichTable

    table = RichTable(box=None, padding=(0, 0, 0, 2), pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place else "left", no_wrap=place > 0, overflow="fold")
    return table
