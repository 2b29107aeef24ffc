"""The options of ``offersheet comps``, each with what it is for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Pay data: CSV, .xlsx or Parquet, laid out as Levels.fyi, as LCA disclosures, or as comps.",
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Only titles that contain it.")]
Company = Annotated[
    str | None, typer.Option("--company", metavar="TEXT", help="Only companies that contain it.")
]
Metro = Annotated[
    str | None,
    typer.Option(
        "--metro", metavar="TEXT", help="Only bay_area, austin, boston or seattle, or places that contain it."
    ),
]
MinExperience = Annotated[
    float | None, typer.Option("--min-experience", metavar="YEARS", help="Only so many years or more.")
]
MaxExperience = Annotated[
    float | None, typer.Option("--max-experience", metavar="YEARS", help="Only so many years or less.")
]
Currency = Annotated[
    str | None, typer.Option("--currency", metavar="CODE", help="Only pay in that currency, as in USD.")
]
Offers = Annotated[
    Path | None, typer.Option("--offers", metavar="FILE", help="Offers to rank: TOML, CSV or .xlsx.")
]
Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=HEADING",
        help="Which heading one of the columns has, as in total=Pay; money is a year's. Repeatable.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Read on the Dask cluster of that scheduler, or by so many workers on this machine; "
        "nothing else is connected to.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="WORKBOOK",
        help="A workbook to write, with the rows on its sheet Comps and the offers of --offers.",
    ),
]
Rows = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="A .csv, .parquet or .xlsx to write, with all the rows that count."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace WORKBOOK where it exists; without --offers its own are kept.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, unrounded.")]
