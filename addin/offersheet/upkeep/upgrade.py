"""Carrying a workbook to the newest one, with all that was typed into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offersheet.errors import InvalidInput
from offersheet.files import opened
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.reading.workbook_file import distrusting, load
from offersheet.upkeep.kept import Kept, kept
from offersheet.upkeep.own import own_things
from offersheet.upkeep.places import pages_of

__all__ = ["Upgraded", "left_behind", "upgraded"]


@dataclass(frozen=True)
class Upgraded:
    """A workbook that was carried over."""

    file: bytes
    kept: Kept
    left_behind: list[str]
    """What the new workbook has no place for, in words."""


def upgraded(path: Path, tax_year: int | None = None) -> Upgraded:
    """Write what a filled workbook holds into a new one, for another year of tax law where one is given.

    What was typed is read back from the new workbook and compared, so that nothing is lost unsaid. Raises
    ``InvalidInput`` where something was, and ``OfferSheetError`` for what cannot be read.
    """
    found = kept(path, may_be_empty=True)
    if tax_year is not None:
        assumptions = replace(found.offers.assumptions, tax_year=float(tax_year))
        found = replace(found, offers=replace(found.offers, assumptions=assumptions))
    written = found.workbook()
    _refuse_losses(found, written)
    return Upgraded(written, found, left_behind(path, written))


def left_behind(path: Path, written: bytes) -> list[str]:
    """Name, in words, what of a workbook of offers the one that was written in its place has no place for."""
    with opened(path) as file:
        content = file.read()
    with distrusting(content):
        found = pages_of(load(content, results=False))
        return own_things(content, found, pages_of(load(written, results=False)))


def _refuse_losses(found: Kept, written: bytes) -> None:
    """Raise where the new workbook does not hold what the old one did, and say which."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "written.xlsx"
        file.write_bytes(written)
        again = kept(file, may_be_empty=True)
    before, after = _flat(found), _flat(again)
    if lost := [name for name, value in before.items() if after.get(name) != value]:
        raise InvalidInput(f"a new workbook would not keep {', '.join(lost)}; nothing was written")


def _flat(held: Kept) -> dict[str, Any]:
    """Return each thing that was typed by what a message calls it."""
    offers, assumed = held.offers.offers, held.offers.assumptions
    return {
        **{
            f"{offer.name}: {each.name}": getattr(offer, each.name)
            for offer in offers
            for each in fields_of(Offer)
        },
        **{name: value for name, value in vars(assumed).items() if value != ""},
        **{name: value for name, value in held.settings.items() if value != ""},
        "comps": list(held.comps),
    }
