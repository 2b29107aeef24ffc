"""The words by which the sheet ``Comps`` says of a line whether it counts, and why not."""

from __future__ import annotations

__all__ = ["COUNTS", "DIFFERS", "FILTERED", "FILTERS", "NO_SENSE"]

FILTERS = ("title", "level", "company", "tier", "metro")

COUNTS, FILTERED, DIFFERS = "counts", "filtered out", "differ"
NO_SENSE = {
    "not a number": "a word or an error for pay",
    "no pay": "no pay given",
    "negative": "negative pay",
    "zero": "pay of 0",
    "too low": "too little to be a year's pay",
    "too high": "too much to be a year's pay",
}
"""By its status why a line never counts, in the order in which that is looked for."""
