"""The sheet ``Data``: the lists from which inputs choose."""

from __future__ import annotations

from offersheet.model.assumptions import Assumptions
from offersheet.model.fields import fields_of
from offersheet.model.offer import Offer
from offersheet.workbook.layout import Lists, Sheet
from offersheet.worksheet.cells import Entry
from offersheet.worksheet.kinds import Choice, Number

__all__ = ["choices", "data_sheet", "domain_of"]

LONGEST_DOMAIN = 100


def choices(field: Entry) -> tuple[str | float, ...]:
    """Return what a field may be, where that is a short list; blank is always allowed."""
    if isinstance(field.kind, Choice):
        return tuple(option for option in field.kind.options if option)
    return field.kind.choices if isinstance(field.kind, Number) else ()


def domain_of(field: Entry) -> str:
    """Return what a field must be, in words; a long list is only named."""
    domain = field.kind.domain
    return domain if len(domain) <= LONGEST_DOMAIN else "one of its list on the sheet Data"


def data_sheet() -> Sheet:
    """Declare a named list for each field that has one."""
    fields = (*fields_of(Offer), *fields_of(Assumptions))
    return Sheet(
        name="Data",
        title="Data",
        intro="The lists from which the inputs choose.",
        kind="reference",
        offers=False,
        blocks=(
            Lists(
                "Choices",
                [(f"list_{field.name}", choices(field)) for field in fields if choices(field)],
            ),
        ),
    )
