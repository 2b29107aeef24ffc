"""How the worksheet functions are typed where a workbook is to be opened: what its hosts tell it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

__all__ = ["NamedFormula", "Typed"]


@dataclass(frozen=True)
class NamedFormula:
    """A formula under a name of its own, as a file spells it, and what it does in words."""

    formula: str
    comment: str


@dataclass(frozen=True)
class Typed:
    """Where the functions come from, and how a cell calls them."""

    intro: str = (
        "This workbook does without them; with the offersheet add-in you can type them into any cell."
    )
    missing: str = "needs the add-in"
    """What a cell says where the functions are not there."""
    spell: Callable[[str], str] = str
    """From a call such as ``EQUITY_PV(400000)`` to the one that a cell holds."""
    absent: Collection[str] = ()
    """Functions that there are none of."""
    names: Mapping[str, NamedFormula] = field(default_factory=dict)
    """Functions that the workbook brings along."""
