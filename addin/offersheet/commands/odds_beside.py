"""Offers of a file, drawn together; how likely they are to turn out better, beside what they are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from offersheet.errors import OutOfDomain, UnreadableFile
from offersheet.model.paths import PATHS
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from offersheet.model.assumptions import Assumptions
    from offersheet.model.odds import Odds
    from offersheet.model.offer import Offer

__all__ = ["draw", "likely"]


def draw(
    file: Path,
    offers: Sequence[Offer],
    assumptions: Assumptions,
    paths: int = PATHS,
    seed: int = 1,
    told: Callable[[int], object] = lambda _: None,
) -> Odds:
    """Draw the offers of a file together; one whose numbers are too large is told in one line."""
    from offersheet.model.odds import odds_of

    try:
        return odds_of(offers, assumptions, paths, seed, told)
    except OutOfDomain as error:
        raise UnreadableFile(printable(f"{file}: {error}")) from error


def likely(drawn: Odds | None) -> list[str]:
    """Say how likely which offer turns out better, and what that rests on."""
    if drawn is None:
        return []
    from offersheet.commands.odds_facts import notes_of
    from offersheet.model.odds_words import in_words

    return [printable(" ".join(in_words(drawn))), *notes_of(drawn)]
