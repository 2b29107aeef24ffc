"""What offers are worth: each figure that the workbook, the command line and Python all give."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from offersheet.errors import OutOfDomain
from offersheet.model.after_tax import floor, floor_margin, take_home
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.grants import grant_pv, market_option
from offersheet.model.negotiation import ask
from offersheet.model.offer import Offer
from offersheet.model.pay import total_comp
from offersheet.model.ties import Comparison, breakeven_exit, breakeven_growth
from offersheet.model.worth import grant_a_year, npv, without_equity

__all__ = ["RESULTS", "Result", "Valuation", "value_offers"]

Compute = Callable[[Comparison], float | None]


def _total_comp(basis: Literal["average", "first_year", "recurring"]) -> Compute:
    def compute(case: Comparison) -> float:
        offer = case.offer
        later = 0.0 if basis == "first_year" else offer.sign_on_year2
        return float(
            total_comp(
                offer.base,
                offer.bonus_target,
                grant_a_year(offer, case.assumptions) * offer.vest_years,
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
            grant_a_year(offer, case.assumptions) * offer.vest_years,
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
    part: Literal["worth", "floor"] = "worth"
    """Whether it says what the offer is worth, or whether one can live on it."""


RESULTS = (
    Result(
        "total_comp",
        "Total comp, average year",
        "money",
        "Base, bonus, a year's share of the grant, sign-on spread over the vesting years. Options, and what "
        "waits for an event, count at present value.",
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
        "market_option",
        "Options, by the market",
        "money",
        "What a market would say, by Black and Scholes: waiting included. It competes with nothing.",
        lambda case: market_option(case.offer),
        may_be_blank=True,
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
        "Vests, refreshers, second sign-on and stay bonus by the chance of still being there, less what is "
        "owed back of the sign-on, gross; other pay goes on. Beside the full value.",
        lambda case: npv(case.offer, case.assumptions, if_leaving=True),
    ),
    Result(
        "npv_nothing",
        "Net present value, equity at nothing",
        "money",
        "What is left if the grant and its refreshers come to nothing.",
        lambda case: without_equity(case.offer, case.assumptions),
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
        breakeven_growth,
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "breakeven_exit",
        "Break-even exit",
        "money",
        "The exit value at which a startup offer is worth as much as the first.",
        breakeven_exit,
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
    Result(
        "take_home",
        "Take-home, recurring cash",
        "money",
        "What base, bonus and other yearly pay leave after all taxes.",
        lambda case: take_home(case.offer, case.assumptions),
        part="floor",
    ),
    Result(
        "floor",
        "Walk-away floor, gross",
        "money",
        "The lowest cash, before tax, that covers what you need where the offer is.",
        lambda case: floor(case.offer, case.assumptions),
        part="floor",
    ),
    Result(
        "floor_margin",
        "Margin over the floor",
        "money",
        "Take-home less what you need: spending at the offer's cost of living with the buffer, and savings.",
        lambda case: floor_margin(case.offer, case.assumptions),
        part="floor",
    ),
    Result(
        "floor_margin_no_bonus",
        "Margin with no bonus paid",
        "money",
        "The same in a year without any bonus.",
        lambda case: floor_margin(replace(case.offer, bonus_payout=0.0), case.assumptions),
        part="floor",
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
    except (OverflowError, OutOfDomain):
        results = {"": math.inf}
    if not all(value is None or math.isfinite(value) for value in results.values()):
        raise OutOfDomain(f"{case.offer.name} holds numbers too large to be valued")
    return Valuation(case.offer, results)
