"""Offers for a notebook: from a dict, a DataFrame, a file or a filled workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from os import PathLike
from typing import TypeAlias

import numpy as np
from pandas import DataFrame

from offersheet.errors import InvalidInput
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.reading import OfferFile
from offersheet.reading import read_offers as read_file
from offersheet.reading.found import Given, assemble, with_flat_names

__all__ = ["Offers", "Source", "read_offers"]


@dataclass(frozen=True)
class Offers(OfferFile):
    """Offers, and what is assumed for all of them; shown as a table of what is known of each."""

    def frame(self) -> DataFrame:
        """Return an offer a row, under the names of offer files; what none says is left out."""
        rows = [
            {field.name: getattr(offer, field.name) for field in fields_of(Offer)} for offer in self.offers
        ]
        frame = DataFrame(rows, dtype=object).set_index("name")
        frame.index.name = "offer"
        return frame.dropna(axis="columns", how="all")

    def _repr_html_(self) -> str:
        return str(self.frame().T.to_html(na_rep=""))


Source: TypeAlias = (
    OfferFile | str | PathLike[str] | DataFrame | Mapping[str, object] | Sequence[Mapping[str, object]]
)
"""What offers are read from."""


def read_offers(source: Source, assumptions: Mapping[str, object] | None = None) -> Offers:
    """Read offers from a file (TOML, CSV, a filled workbook), a dict, a list of dicts or a DataFrame.

    A dict is one offer by the fields of offer files, or several by name; in a DataFrame each row is an offer
    and each column a field, and what is NaN is blank. ``assumptions`` are those of offer files, by name
    (``scenario_low_growth`` too); a file holds its own.

    Raises ``offersheet.errors.OfferSheetError``, which names the offer and the field.

    >>> offers = read_offers({"Acme": {"base": 200_000}, "Bolt": {"base": 180_000, "sign_on": "50k"}})
    >>> offers.frame()["sign_on"].tolist()
    [0.0, 50000.0]
    """
    if isinstance(source, (str, PathLike, OfferFile)):
        if assumptions:
            raise InvalidInput("assumptions stand in the file itself; give them beside a dict or a DataFrame")
        found = source if isinstance(source, OfferFile) else read_file(source)
    else:
        given = {name: _given(value) for name, value in (assumptions or {}).items()}
        rows = [
            (f"offer {number}", {name: _given(value) for name, value in row.items()})
            for number, row in enumerate(_rows(source), start=1)
        ]
        found = assemble(with_flat_names(rows, given))
    return Offers(**{field.name: getattr(found, field.name) for field in fields(OfferFile)})


def _rows(
    source: DataFrame | Mapping[str, object] | Sequence[Mapping[str, object]],
) -> Iterator[dict[str, object]]:
    """Yield the fields of each offer."""
    if isinstance(source, DataFrame):
        named = source if "name" in source else source.rename_axis(index="name").reset_index()
        rows: list[dict[str, object]] = named.to_dict("records")
        yield from ({str(name): value for name, value in row.items()} for row in rows)
    elif isinstance(source, Mapping):
        several = {name: value for name, value in source.items() if isinstance(value, Mapping)}
        if several and len(several) == len(source):
            yield from ({"name": name, **value} for name, value in several.items())
        else:
            yield dict(source)
    else:
        for row in source:
            if not isinstance(row, Mapping):
                raise InvalidInput(f"offers are dicts of fields, got {type(row).__name__}")
            yield dict(row)


def _given(value: object) -> Given:
    """Return a cell as the readers know it: NumPy's and pandas' own values are Python's, NaN is blank."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, tuple):
        value = list(value)
    missing = value is None or type(value).__name__ in ("NAType", "NaTType") or value != value
    return Given(None if missing is True else value)
