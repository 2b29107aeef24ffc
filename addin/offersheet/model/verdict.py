"""Which offer is best, before and after tax, in words."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.model.case import Case

__all__ = ["after_tax", "agree", "before_tax", "best_of_all"]


def agree(cases: Sequence[Case]) -> bool:
    """Say whether one of the offers is the best before and after tax."""
    return any(case.is_best and case.is_best_after_tax for case in cases)


def best_of_all(cases: Sequence[Case]) -> str:
    """Name the best offer; where taxes make another one the best, both in one sentence, after tax first."""
    after = next(case for case in cases if case.is_best_after_tax)
    before = next(case for case in cases if case.is_best)
    if agree(cases):
        both = next(case for case in cases if case.is_best and case.is_best_after_tax)
        return (
            f"{both.offer.name} is worth the most, after tax and before: {both.level_take_home:,.0f} a year "
            f"after tax, {both.npv:,.0f} today before tax."
        )
    return f"{after.offer.name} leaves more {after_tax(after, before)}{before_tax(after, before)}"


def after_tax(after: Case, before: Case) -> str:
    """Say what the best after tax leaves, against the best before tax."""
    return (
        f"after tax: worth {after.level_take_home:,.0f} a year against "
        f"{before.offer.name}'s {before.level_take_home:,.0f}"
    )


def before_tax(after: Case, before: Case) -> str:
    """Say how much more the best before tax is worth then."""
    return f"; before tax {before.offer.name} is worth {before.npv - after.npv:,.0f} more today."
