"""What a field may be, as a sheet lists it and says it."""

from __future__ import annotations

from offersheet.worksheet.kinds import Entry, spell

__all__ = ["choices", "domain_of"]

LONGEST_DOMAIN = 100


def choices(field: Entry) -> tuple[str | float, ...]:
    """Return what a field may be, where that is a short list; blank is always allowed."""
    return tuple(field.kind.listed)


def domain_of(field: Entry) -> str:
    """Return what a field must be, in words; a long list is only named."""
    if len(only := choices(field)) == 1:
        return f"{spell(only[0])}, the one that this file holds"
    domain = field.kind.domain
    return domain if len(domain) <= LONGEST_DOMAIN else "one of its list on the sheet Data"
