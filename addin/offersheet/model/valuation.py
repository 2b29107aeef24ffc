"""What an offer is worth: each result that the workbook, the command line and Python all give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.equity import refresh_by_year, refresh_pv
from offersheet.model.grants import equity_kind, grant_by_year, grant_pv, refresh_chance
from offersheet.model.negotiation import ask
from offersheet.model.offer import Offer
from offersheet.model.pay import salary_pv, total_comp
from offersheet.worksheet.kinds import GROWTH
from offersheet.worksheet.shapes import Table

__all__ = [
    "GROWTH_FLOOR",
    "GROWTH_TOP",
    "RESULTS",
    "Comparison",
    "Result",
    "Valuation",
    "npv",
    "value_offers",
    "year_table",
]


def npv(offer: Offer, assumptions: Assumptions, *, if_leaving: bool = False) -> float:
    """Present value, before tax, of all that an offer pays or vests within the horizon.

    With ``if_leaving``, vests, refreshers and the stay bonus count by the chance of still being there.
    """
    equity = _equity_within(offer, assumptions, if_leaving=if_leaving)
    return _without_equity(offer, assumptions, if_leaving=if_leaving) + equity


def _without_equity(offer: Offer, assumptions: Assumptions, *, if_leaving: bool = False) -> float:
    """Present value of all cash within the horizon, less what is left behind."""
    years, cash_rate = assumptions.horizon_years, assumptions.cash_rate
    bonus = offer.bonus_target * offer.bonus_payout
    cash = float(salary_pv(offer.base, bonus, years, offer.raise_rate, cash_rate))
    cash += float(salary_pv(offer.other_annual, 0.0, years, 0.0, cash_rate))
    cash += offer.sign_on + offer.relocation + offer.sign_on_year2 / (1 + cash_rate)
    if offer.stay_months <= 12 * years:
        staying = 1 - offer.annual_leave_probability if if_leaving else 1.0
        cash += offer.stay_bonus * (staying / (1 + cash_rate)) ** (offer.stay_months / 12)
    return cash - offer.unvested_left_behind


def _equity_within(offer: Offer, assumptions: Assumptions, *, if_leaving: bool = False) -> float:
    """Present value of the grant and its refreshers within the horizon."""
    grant = grant_pv(offer, assumptions, 12 * assumptions.horizon_years, if_leaving=if_leaving)
    return grant + _refreshers(offer, assumptions, if_leaving=if_leaving)


def _refreshers(offer: Offer, assumptions: Assumptions, *, if_leaving: bool) -> float:
    """Present value of the refreshers within the horizon."""
    staying = 1 - offer.annual_leave_probability if if_leaving else 1.0
    if not staying:
        return 0.0
    return refresh_chance(offer) * float(
        refresh_pv(
            offer.grant,
            offer.refresh_rate,
            offer.growth,
            (1 + assumptions.discount_rate) / staying - 1,
            assumptions.horizon_years,
            offer.first_refresh,
            offer.vests_per_year,
        )
    )


def counted_grant(offer: Offer, assumptions: Assumptions) -> float:
    """Return what total compensation counts as the grant: RSUs as granted, any other kind at its value."""
    return offer.grant if equity_kind(offer) == "rsu" else grant_pv(offer, assumptions)


GROWTH_FLOOR, GROWTH_TOP = math.log(np.finfo(float).eps), math.log1p(GROWTH.high)
"""The range of ln(1 + growth) in which a tie is looked for."""


@dataclass(frozen=True)
class Comparison:
    """An offer, and the one that it is measured against."""

    offer: Offer
    assumptions: Assumptions
    rival: Offer | None
    """The first offer; none for that offer itself."""


Compute = Callable[[Comparison], float | None]


def _total_comp(basis: Literal["average", "first_year", "recurring"]) -> Compute:
    def compute(case: Comparison) -> float:
        offer = case.offer
        later = 0.0 if basis == "first_year" else offer.sign_on_year2
        return float(
            total_comp(
                offer.base,
                offer.bonus_target,
                counted_grant(offer, case.assumptions),
                offer.vest_years,
                offer.sign_on + later,
                offer.bonus_payout,
                offer.other_annual,
                basis,
            )
        )

    return compute


def _npv_under(scenario: ScenarioName) -> Compute:
    return lambda case: npv(case.offer.under(case.assumptions.scenarios[scenario]), case.assumptions)


def _ask_base(case: Comparison) -> float | None:
    if not case.assumptions.target_total:
        return None
    offer = case.offer
    return float(
        ask(
            "base",
            case.assumptions.target_total,
            offer.base,
            offer.bonus_target,
            counted_grant(offer, case.assumptions),
            offer.vest_years,
            offer.sign_on + offer.sign_on_year2,
            offer.bonus_payout,
            offer.other_annual,
        )
    )


def _hoped(offer: Offer) -> Offer:
    """Return the offer with all that may fail certain to come."""
    certain = None if offer.liquidity_probability is None else 1.0
    return replace(offer, exit_probability=1.0, liquidity_probability=certain)


def _missing(case: Comparison) -> float | None:
    """Return what the equity would have to be worth for the offers to tie."""
    if case.rival is None:
        return None
    return npv(case.rival, case.assumptions) - _without_equity(case.offer, case.assumptions)


def _breakeven_growth(case: Comparison) -> float | None:
    """Return the growth at which the offers tie, where one in the domain does."""
    target = _missing(case)
    if target is None or target <= 0 or equity_kind(case.offer) not in ("rsu", "double_trigger"):
        return None

    def short(logarithm: float) -> bool:
        growth = min(math.expm1(logarithm), GROWTH.high)
        return _equity_within(replace(case.offer, growth=growth), case.assumptions) < target

    low, high = GROWTH_FLOOR, GROWTH_TOP
    if not short(low) or short(high):
        return None
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if short(middle) else (low, middle)
    return math.expm1(high)


def _breakeven_exit(case: Comparison) -> float | None:
    """Return the exit value at which the offers tie; a startup's equity is a straight line in it."""
    target, offer = _missing(case), case.offer
    if target is None or target < 0 or equity_kind(offer) != "startup" or offer.fully_diluted is None:
        return None
    kept, strike = 1 - offer.future_dilution, offer.strike or 0.0
    if not kept:
        return None
    # At this exit a share is worth its strike and 1 more.
    exit_value = offer.preferences + (strike + 1) * offer.fully_diluted / kept
    slope = grant_pv(
        replace(offer, exit_value=exit_value), case.assumptions, 12 * case.assumptions.horizon_years
    )
    if not slope:
        return None
    return offer.preferences + (strike + target / slope) * offer.fully_diluted / kept


@dataclass(frozen=True)
class Result:
    """One figure that says what an offer is worth, under the name that other programs read."""

    name: str
    label: str
    unit: str
    help: str
    compute: Compute
    may_be_blank: bool = False
    """Whether some offers have no answer; of the other figures the highest is the best."""
    compares: bool = False
    """Whether it measures an offer against the first."""


RESULTS = (
    Result(
        "total_comp",
        "Total comp, average year",
        "money",
        "Base, bonus, a year's share of the grant, sign-on spread over the vesting years.",
        _total_comp("average"),
    ),
    Result(
        "first_year",
        "First year",
        "money",
        "The same with the whole sign-on bonus.",
        _total_comp("first_year"),
    ),
    Result(
        "recurring", "Recurring", "money", "The same without any sign-on bonus.", _total_comp("recurring")
    ),
    Result(
        "equity_pv",
        "Equity, present value",
        "money",
        "What the whole grant is worth today; refreshers apart.",
        lambda case: grant_pv(case.offer, case.assumptions),
    ),
    Result(
        "npv",
        "Net present value",
        "money",
        "All that is paid or vests within the horizon, in today's money, before tax.",
        lambda case: npv(case.offer, case.assumptions),
    ),
    *(
        Result(
            f"npv_{name}",
            f"Net present value, {name}",
            "money",
            f"The same under the {name} scenario.",
            _npv_under(name),
        )
        for name in get_args(ScenarioName)
    ),
    Result(
        "if_leaving",
        "Net present value, if leaving",
        "money",
        "Vests, refreshers and stay bonus counted by the chance of still being there; beside the full value.",
        lambda case: npv(case.offer, case.assumptions, if_leaving=True),
    ),
    Result(
        "npv_nothing",
        "Net present value, equity at nothing",
        "money",
        "What is left if the grant and its refreshers come to nothing.",
        lambda case: _without_equity(case.offer, case.assumptions),
    ),
    Result(
        "npv_hoped",
        "Net present value, equity as hoped",
        "money",
        "What it is if the exit, or the sale or listing, is certain to come.",
        lambda case: npv(_hoped(case.offer), case.assumptions),
    ),
    Result(
        "breakeven_growth",
        "Break-even growth",
        "rate a year",
        "The share growth at which this offer is worth as much as the first; blank where none does it.",
        _breakeven_growth,
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "breakeven_exit",
        "Break-even exit",
        "money",
        "The exit value at which a startup offer is worth as much as the first.",
        _breakeven_exit,
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "ask_base",
        "Base to ask for",
        "money",
        "The base that brings total comp to the target; blank without a target.",
        _ask_base,
        may_be_blank=True,
    ),
)
"""Every figure, in the order in which they are shown."""


@dataclass(frozen=True)
class Valuation:
    """What one offer is worth: each result by name; ``None`` where it has no answer."""

    offer: Offer
    results: dict[str, float | None]

    @property
    def npv(self) -> float:
        """The figure by which offers are ranked."""
        return self.results["npv"] or 0.0


def value_offers(offers: Sequence[Offer], assumptions: Assumptions) -> list[Valuation]:
    """Value offers under the assumptions, each measured against the first.

    Raises ``OutOfDomain`` where the numbers of an offer are too large to be valued.

    >>> offers = [Offer(name="A", base=200_000, bonus_target=0.1)]
    >>> value_offers(offers, Assumptions())[0].results["total_comp"]
    220000.0
    """
    return [
        _value(Comparison(offer, assumptions, offers[0] if place else None))
        for place, offer in enumerate(offers)
    ]


def _value(case: Comparison) -> Valuation:
    try:
        results = {result.name: result.compute(case) for result in RESULTS}
    except OverflowError:
        results = {"": math.inf}
    if not all(value is None or math.isfinite(value) for value in results.values()):
        raise OutOfDomain(f"{case.offer.name} holds numbers too large to be valued")
    return Valuation(case.offer, results)


def year_table(offer: Offer, assumptions: Assumptions) -> Table:
    """What an offer pays in each year of the horizon, before tax and not discounted.

    RSUs count at the price of each vest date, any other equity its present value, spread as it vests;
    relocation joins sign-on in year 1, and the stay bonus stands in its year of service.
    """
    years = int(assumptions.horizon_years)
    year = np.arange(1, years + 1)
    base = offer.base * (1 + offer.raise_rate) ** (year - 1.0)
    refreshers = refresh_by_year(
        offer.grant,
        offer.refresh_rate,
        offer.growth,
        years,
        offer.first_refresh,
        vests_per_year=offer.vests_per_year,
    )
    columns = {
        "year": year.astype(float),
        "base": base,
        "bonus": base * offer.bonus_target * offer.bonus_payout,
        "other": np.full(years, offer.other_annual),
        "sign_on": (year == 1) * (offer.sign_on + offer.relocation) + (year == 2) * offer.sign_on_year2,
        "stay_bonus": (year == max(1, math.ceil(offer.stay_months / 12))) * offer.stay_bonus,
        "equity": grant_by_year(offer, assumptions),
        "refresh": refresh_chance(offer) * refreshers,
    }
    columns["total"] = np.sum([values for name, values in columns.items() if name != "year"], axis=0)
    return Table(tuple(columns), list(zip(*(values.tolist() for values in columns.values()), strict=True)))
