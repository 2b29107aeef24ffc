"""What others are paid, as a DataFrame: the rows of pay data that make sense, and percentiles by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from os import PathLike
from pathlib import Path

from pandas import DataFrame, ExcelWriter

from offersheet.comps import read as files
from offersheet.comps.filters import Filters
from offersheet.comps.kept import kept_rows
from offersheet.comps.tally import percentiles, tally_of
from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import COLUMNS, COMPONENTS, Component
from offersheet.worksheet.kinds import Text, spell

__all__ = ["bands", "content_of", "read_comps", "rows_of"]

_MOST_ROWS = 1_048_575
"""Of a sheet, below its headings."""

_COMMANDS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

_TEXTS = [column.name for column in COLUMNS if isinstance(column.kind, Text)]


def read_comps(
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    title: str | None = None,
    company: str | None = None,
    metro: str | None = None,
    min_experience: float | None = None,
    max_experience: float | None = None,
    currency: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> DataFrame:
    """Read files of pay data (CSV, .xlsx, Parquet): the rows that ``offersheet comps`` counts, a row each.

    The columns are ``source``, ``company``, ``title``, ``level``, ``tier``, ``metro``, ``experience`` in
    years, and ``base``, ``bonus``, ``stock`` and ``total`` in money a year; blanks are NaN. ``mapping`` names
    headings, as ``--map`` does: ``{"total": "Annual pay"}``. The other arguments choose rows.

    Raises ``offersheet.errors.OfferSheetError``, which names the file.
    """
    names = [Path(paths)] if isinstance(paths, (str, PathLike)) else [Path(path) for path in paths]
    filters = Filters(title, company, metro, min_experience, max_experience, currency)
    return rows_of(files.read_comps(names, filters, mapping))


def rows_of(found: files.Comps) -> DataFrame:
    """Return all rows that count; the files are read once more."""
    count = found.summary.count
    frame = DataFrame(list(kept_rows(found, max(count, 2)).rows), columns=[column.name for column in COLUMNS])
    frame[_TEXTS] = frame[_TEXTS].astype(object)
    figures = [column.name for column in COLUMNS if column.name not in _TEXTS]
    return frame.astype(dict.fromkeys(figures, float)).rename_axis(index="row")


def bands(comps: DataFrame, by: str | Sequence[str] | None = None, pay: Component = "total") -> DataFrame:
    """Return how many rows give a part of pay, and its percentiles as ``PERCENTILE.INC`` has them, by group.

    ``by`` names a column of ``comps``, or several, such as ``metro``; without it there is one row, ``all``.

    >>> from pandas import DataFrame
    >>> comps = DataFrame({"metro": ["austin", "austin", "boston"], "total": [1e5, 2e5, 3e5]})
    >>> bands(comps, by="metro")["p50"].tolist()
    [150000.0, 300000.0]
    """
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    for name in (*names, pay):
        if name not in comps:
            raise InvalidInput(
                f"comps have no column {spell(name)}: {', '.join(map(str, comps.columns))} are there"
            )
    if pay not in COMPONENTS:
        raise InvalidInput(f"pay must be one of {', '.join(COMPONENTS)}, got {spell(pay)}")
    groups = comps.groupby(names)[pay] if names else [("all", comps[pay])]
    rows = {}
    for key, figures in groups:
        tally = tally_of(figures.to_numpy(float))
        group = key[0] if isinstance(key, tuple) and len(key) == 1 else key
        rows[group] = {"count": tally.count, **percentiles(tally)}
    frame = DataFrame.from_dict(rows, orient="index")
    frame.index.names = names or ["group"]
    return frame


def content_of(comps: DataFrame, ending: str) -> bytes:
    """Return rows as a file whose name ends so: ``.csv``, ``.parquet`` or ``.xlsx``.

    No text of them is a formula when it is opened. In CSV, where quotes do not keep it from being one, a text
    that would be gets a space before it.
    """
    out = BytesIO()
    if ending == ".parquet":
        try:
            comps.to_parquet(out, index=False)
        except ImportError as error:
            raise InvalidInput("Parquet needs pyarrow: install offersheet[parquet]") from error
    elif ending == ".xlsx":
        if len(comps) > _MOST_ROWS:
            raise InvalidInput(f"{len(comps):,} rows are more than a sheet can hold: write .csv or .parquet")
        with ExcelWriter(out, engine="openpyxl") as writer:
            comps.to_excel(writer, sheet_name="comps", index=False)
            for row in writer.sheets["comps"].iter_rows(min_row=2, max_col=len(_TEXTS)):
                for cell in row:
                    if cell.data_type == "f":
                        cell.data_type = "s"
    else:
        texts = {name: comps[name].map(_as_text, na_action="ignore") for name in _TEXTS}
        out.write(comps.assign(**texts).to_csv(index=False, lineterminator="\n").encode())
    return out.getvalue()


def _as_text(cell: str) -> str:
    return f" {cell}" if cell.startswith(_COMMANDS) else cell
