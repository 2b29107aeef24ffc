"""The sheet ``Data``: the lists from which inputs choose, and the tables of tax law."""

from __future__ import annotations

from offersheet.workbook.engine.domains import choices
from offersheet.workbook.engine.layout import Lists, Sheet
from offersheet.workbook.parts.inputs import assumption_fields, offer_fields
from offersheet.workbook.parts.tax_data import tax_tables

__all__ = ["data_sheet"]


def data_sheet(tax_year: float) -> Sheet:
    """Declare a named list for each field that has one, and the tax law of a year."""
    fields = (*offer_fields(), *assumption_fields(tax_year))
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
