"""What somebody typed into a workbook, all of it: what must not be lost when the workbook is written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offersheet.errors import OfferSheetError, UnreadableFile
from offersheet.files import opened
from offersheet.model.assumptions import Assumptions
from offersheet.model.comps_columns import Comp
from offersheet.reading import OfferFile, read_comps, read_offers
from offersheet.reading.workbook_settings import read_settings
from offersheet.workbook.build import build_workbook
from offersheet.workbook.settings import checked_settings, settings_of
from offersheet.workbook.sheets import declare_sheets
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from offersheet.workbook.engine.typed import Typed

__all__ = ["Kept", "kept", "property_of"]


@dataclass(frozen=True)
class Kept:
    """Offers and assumptions, comps, and the settings that stand on other sheets."""

    offers: OfferFile = field(default_factory=lambda: OfferFile((), Assumptions()))
    comps: Sequence[Comp] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def workbook(self, typed: Typed | None = None) -> bytes:
        """Write it into a new workbook."""
        offers = self.offers
        return build_workbook(offers.offers, offers.assumptions, self.comps, typed, self.settings)


def kept(path: Path, *, may_be_empty: bool = False) -> Kept:
    """Read all that was typed into a file of offers; only a workbook has comps and settings.

    A file without offers is refused, unless it ``may_be_empty``; so is what makes no sense, by
    ``UnreadableFile``.
    """
    offers, comps = read_offers(path, may_be_empty=may_be_empty), read_comps(path)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return Kept(offers)
    with opened(path) as file:
        content = file.read()
    sheets = declare_sheets()
    try:
        settings = checked_settings(sheets, read_settings(content, settings_of(sheets)))
    except OfferSheetError as error:
        raise UnreadableFile(f"{printable(str(path))}: {error}") from error
    return Kept(offers, comps, settings)


def property_of(book: Workbook, name: str) -> str:
    """Return one of a workbook's own document properties; nothing where it has no such one."""
    props: Any = book.custom_doc_props  # type: ignore[attr-defined]  # the stubs lack it
    return next((str(prop.value) for prop in props.props if prop.name == name), "")
