"""What is read first: which offer is best, said together with what that rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.fields import fields_of
from offersheet.model.grants import equity_kind
from offersheet.model.offer import Offer
from offersheet.model.verdict import agree, best_of_all
from offersheet.worksheet.spelling import printable, spell

__all__ = ["floor_basis", "headline", "unvalued"]

CLOSE = 0.02
"""A lead of less, as a part of the best, is called close: every assumption is less sure than that."""

_SAME = 1e-9
"""What rounding may make of nothing, as a part."""


def headline(cases: Sequence[Case]) -> str:
    """Name the best offer; say in the same breath where it hardly leads and what could not be valued."""
    return printable(" ".join([_best(cases), *_without(cases)]))


def _best(cases: Sequence[Case]) -> str:
    tied = _tied(cases)
    if len(tied) > 1:
        return (
            f"{_and(tied)} are worth the same: {tied[0].level_take_home:,.0f} a year after tax, "
            f"{tied[0].npv:,.0f} today before tax."
        )
    return " ".join([best_of_all(cases), *_close(cases)])


def _tied(cases: Sequence[Case]) -> list[Case]:
    """Return the offers that nothing tells apart from the best."""
    return [case for case in cases if all(_behind(cases, case, figure) < _SAME for figure in _FIGURES)]


def _close(cases: Sequence[Case]) -> Iterator[str]:
    """Say of the best before and after tax that another is hardly worth less."""
    if not agree(cases):
        return
    best = next(case for case in cases if case.is_best and case.is_best_after_tax)
    near = [
        case
        for case in cases
        if case is not best and any(_behind(cases, case, figure) < CLOSE for figure in _FIGURES)
    ]
    if near:
        yield f"That is close: {_and(near)} {'are' if near[1:] else 'is'} less than {CLOSE:.0%} behind."


_FIGURES: tuple[Callable[[Case], float], ...] = (lambda case: case.npv, lambda case: case.npv_after_tax)


def _behind(cases: Sequence[Case], case: Case, figure: Callable[[Case], float]) -> float:
    """Return by what part of the best an offer is worth less."""
    most = max(map(figure, cases))
    return (most - figure(case)) / abs(most) if most else most - figure(case)


def _without(cases: Sequence[Case]) -> Iterator[str]:
    """Say whose equity is in no figure, because it could not be valued."""
    lacking = [(case.offer.name, unvalued(case.offer)) for case in cases]
    said = [f"{name}, which has no {' and no '.join(blank)}" for name, blank in lacking if blank]
    if said:
        yield f"That is without the equity of {'; and of '.join(said)}."


def unvalued(offer: Offer) -> list[str]:
    """Return the fields whose blanks leave the equity of an offer without a value."""
    kind = equity_kind(offer)
    if kind == "startup":
        needed = ["shares", "fully_diluted", "exit_value"]
    elif kind == "option":
        # A price that is blank is the strike.
        needed = ["shares"] if offer.price or offer.strike else ["shares", "price"]
    else:
        needed = ["price"] if offer.shares and not offer.grant_value else []
    return [name for name in needed if getattr(offer, name) is None]


def floor_basis(assumptions: Assumptions) -> tuple[str, str]:
    """Label the verdict on the floor by the law, and say what spending it rests on: one's own, or assumed."""
    defaults = {field.name: field.default for field in fields_of(Assumptions)}
    words = {"spent": "annual_spend", "saved": "savings"}
    amounts = {word: getattr(assumptions, name) for word, name in words.items()}
    assumed = [word for word, name in words.items() if amounts[word] == defaults[name]]
    told = [
        f"{word} {amount:,.0f}{' (assumed)' if assumed == [word] else ''}" for word, amount in amounts.items()
    ]
    whole = [*told, "assumed"] if len(assumed) == len(words) else told
    return f"  verdict, law of {spell(assumptions.tax_year)}", f"    {', '.join(whole)}"


def _and(cases: Sequence[Case]) -> str:
    return " and ".join(case.offer.name for case in cases)
