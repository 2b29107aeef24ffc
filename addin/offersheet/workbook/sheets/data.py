"""The sheet ``Data``: the lists from which inputs choose, and the tables of tax law."""

from __future__ import annotations

from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.workbook.engine.layout import Lists, Sheet
from offersheet.workbook.parts.inputs import assumption_fields
from offersheet.workbook.parts.tax_data import tax_tables
from offersheet.worksheet.cells import Entry
from offersheet.worksheet.kinds import Choice, Number, spell

__all__ = ["choices", "data_sheet", "domain_of"]

LONGEST_DOMAIN = 100


def choices(field: Entry) -> tuple[str | float, ...]:
    """Return what a field may be, where that is a short list; blank is always allowed."""
    if isinstance(field.kind, Choice):
        return tuple(option for option in field.kind.options if option)
    return field.kind.choices if isinstance(field.kind, Number) else ()


def domain_of(field: Entry) -> str:
    """Return what a field must be, in words; a long list is only named."""
    if len(only := choices(field)) == 1:
        return f"{spell(only[0])}, the one that this file holds"
    domain = field.kind.domain
    return domain if len(domain) <= LONGEST_DOMAIN else "one of its list on the sheet Data"


def data_sheet(tax_year: float) -> Sheet:
    """Declare a named list for each field that has one, and the tax law of a year."""
    fields = (*fields_of(Offer), *assumption_fields(tax_year))
    return Sheet(
        name="Data",
        title="Data",
        intro=f"The lists from which the inputs choose, and the tax law of {tax_year:.0f} with its sources.",
        kind="reference",
        offers=False,
        blocks=(
            Lists(
                "Choices",
                [(f"list_{field.name}", choices(field)) for field in fields if choices(field)],
            ),
            *tax_tables(int(tax_year)),
        ),
    )
