"""Names of the package that are found when they are first used, beside the worksheet functions."""

from __future__ import annotations

__all__ = ["MODULES", "NOTEBOOK"]

NOTEBOOK = frozenset(
    {"Offers", "bands", "by_year", "cash_flows", "compare", "odds", "read_comps", "read_offers", "stress"}
)
"""Those of ``offersheet.notebook``, which imports pandas."""

MODULES = frozenset({"excel"})
"""Modules of the package that need not be imported by themselves."""
