"""Offers and pay as DataFrames, for a notebook; all that is public here is found as ``offersheet.NAME``.

It imports pandas, which takes a while, and so is itself imported when one of its names is first used.
"""

from offersheet.notebook.offers import Offers, read_offers
from offersheet.notebook.pay import bands, read_comps
from offersheet.notebook.tables import by_year, cash_flows, compare, odds, stress

__all__ = [
    "Offers",
    "bands",
    "by_year",
    "cash_flows",
    "compare",
    "odds",
    "read_comps",
    "read_offers",
    "stress",
]
