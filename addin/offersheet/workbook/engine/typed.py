"""How the worksheet functions are typed where a workbook is to be opened: what its hosts tell it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["NamedFormula", "Part", "Typed"]


@dataclass(frozen=True)
class NamedFormula:
    """A formula under a name of its own, as a file spells it, and what it does in words."""

    formula: str
    comment: str


@dataclass(frozen=True)
class Part:
    """A part of the file that is none of a workbook's own, such as what an add-in keeps in it."""

    path: str
    xml: str
    content_type: str
    """Empty for a list of relations, whose ending says what it is."""
    relation: str
    """The type of the relation by which the package as a whole refers to it; empty where it does not."""


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
    parts: Sequence[Part] = ()
    """What an add-in keeps in the file."""
    hidden: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    """Sheets for other programs to read, behind all others and hidden: what their cells say, line by line."""
