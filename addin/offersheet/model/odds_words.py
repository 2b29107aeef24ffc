"""How likely an offer is to turn out better, in words."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.model.odds import Odds, Outlook

__all__ = ["in_words", "listed", "of_100", "roughly"]

_ALIKE = 0.005
"""Chances that differ by no more are called the same: they are told in whole percents."""


def in_words(odds: Odds) -> list[str]:
    """Say which offer is the likeliest to turn out best: after tax first, where it is another one then."""
    names = [case.offer.name for case in odds.cases]
    if len(names) == 1:
        return [_alone(names[0], odds.before_tax[0])]
    before, after = (_favourites(names, outlooks) for outlooks in (odds.before_tax, odds.after_tax))
    if before != after:
        return [
            f"After tax {_favoured(names, odds.after_tax)}",
            f"Before tax {_favoured(names, odds.before_tax)}",
        ]
    said = _favoured(names, odds.before_tax)
    if len(before) == 1:
        place = names.index(before[0])
        after_tax = of_100(odds.after_tax[place].best)
        if after_tax != of_100(odds.before_tax[place].best):
            said += f" After tax: in {after_tax}."
    return [said]


def _favourites(names: Sequence[str], outlooks: Sequence[Outlook]) -> list[str]:
    most = max(outlook.best for outlook in outlooks)
    return [name for name, outlook in zip(names, outlooks, strict=True) if outlook.best >= most - _ALIKE]


def _favoured(names: Sequence[str], outlooks: Sequence[Outlook]) -> str:
    first = _favourites(names, outlooks)
    chance, behind = next(
        (outlook.best, outlook.behind)
        for name, outlook in zip(names, outlooks, strict=True)
        if name == first[0]
    )
    if len(first) > 1:
        return f"{listed(first)} are equally likely to be worth the most: in {of_100(chance)} each."
    two = len(names) == 2
    said = f"{first[0]} is worth {'more' if two else 'the most'} in {of_100(chance)}"
    if not behind or chance == 1:
        return f"{said}."
    return f"{said}; when it is not, it is {roughly(behind)} behind{'' if two else ' the best'} on average."


def _alone(name: str, outlook: Outlook) -> str:
    low, high = (roughly(outlook.by_percent[percent]) for percent in ("p10", "p90"))
    if low == high:
        return (
            f"{name} is worth {low} today, before tax: nothing about it is uncertain, and no other offer "
            "stands beside it."
        )
    return (
        f"{name} is worth between {low} and {high} today, before tax, in 80 of 100 futures; no other offer "
        "stands beside it."
    )


def of_100(chance: float) -> str:
    """Tell a chance in whole numbers, and neither never nor always where it is not.

    >>> of_100(0.714), of_100(1), of_100(0.9999), of_100(0.0001)
    ('71 of 100 futures', 'all futures', 'more than 99 of 100 futures', 'fewer than 1 of 100 futures')
    """
    if chance in (0, 1):
        return "all futures" if chance else "no future"
    if chance > 0.995:
        return "more than 99 of 100 futures"
    return "fewer than 1 of 100 futures" if chance < 0.005 else f"{round(100 * chance)} of 100 futures"


def roughly(money: float) -> str:
    """Tell money with two or three digits.

    >>> roughly(139_612), roughly(1_434_000), roughly(620), roughly(-52_000)
    ('140k', '1.43 million', '620', '-52k')
    """
    if abs(money) >= 999_500:
        return f"{money / 1e6:,.2f} million"
    return f"{money / 1e3:,.0f}k" if abs(money) >= 1e3 else f"{money:,.0f}"


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
