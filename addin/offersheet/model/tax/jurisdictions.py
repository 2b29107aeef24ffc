"""Whose tax law there is: states, filing statuses and tax years, and the kinds of argument that name them."""

from __future__ import annotations

from offersheet.facts import load
from offersheet.worksheet.kinds import Choice, Number

__all__ = ["DEFAULT_YEAR", "STATE", "STATES", "STATUS", "STATUSES", "TAX_YEAR", "TAX_YEARS"]

STATES = (
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS"),
    *("KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NYC"),
    *("NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI"),
    "WY",
)
"""The states, DC and New York City (New York with the city's own tax)."""

STATUSES = ("single", "mfj", "hoh")
"""Single, married filing jointly, head of household."""

_YEARS = load("tax_years")

TAX_YEARS: tuple[int, ...] = tuple(_YEARS["years"])
"""Whose law is in the facts."""

DEFAULT_YEAR: int = _YEARS["default"]
"""The one that is meant where none is given."""


def _names() -> dict[str, str]:
    """Return the states by their names."""
    return {load(f"tax/{state}")["name"]: state for state in STATES}


_WORDS = {
    "married": "mfj",
    "married filing jointly": "mfj",
    "jointly": "mfj",
    "unmarried": "single",
    "head of household": "hoh",
}

STATE = Choice(("", *STATES), looked_up=True, likely=_names)
"""Blank: no state tax."""
STATUS = Choice(STATUSES, looked_up=True, likely=lambda: _WORDS)
TAX_YEAR = Number("year", choices=TAX_YEARS, looked_up=True)
