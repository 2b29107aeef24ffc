"""What offers are worth: each figure that the workbook, the command line and Python all give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.case import Case
from offersheet.model.offer import Offer
from offersheet.model.tied_levers import Lever, level_of

__all__ = ["RESULTS", "Result", "Valuation", "value_offers"]


@dataclass(frozen=True)
class Result:
    """One figure that says what an offer is worth: that of ``Case``, under the name that programs read."""

    name: str
    label: str
    unit: str
    help: str
    may_be_blank: bool = False
    """Whether some offers have no answer; of the other figures the highest is the best."""
    compares: bool = False
    """Whether it measures an offer against the first."""
    part: Literal["worth", "after_tax", "floor"] = "worth"
    """Whether it says what the offer is worth, what is left of that, or whether one can live on it."""
    asks: Lever | None = None
    """Of which part of the offer it is the level to ask for."""


RESULTS = (
    Result(
        "total_comp",
        "Total comp, average year",
        "money",
        "Base, bonus, a year's share of the grant, sign-on spread over the vesting years. Options, and what "
        "waits for an event, count at present value.",
    ),
    Result(
        "first_year",
        "First year",
        "money",
        "The same with the whole sign-on bonus.",
    ),
    Result("recurring", "Recurring", "money", "The same without any sign-on bonus."),
    Result(
        "equity_pv",
        "Equity, present value",
        "money",
        "What the whole grant, and the grants held already, are worth today; refreshers apart.",
    ),
    Result(
        "market_option",
        "Options, by the market",
        "money",
        "What a market would say, by Black and Scholes: waiting included. It competes with nothing.",
        may_be_blank=True,
    ),
    Result(
        "npv",
        "Net present value",
        "money",
        "All that is paid or vests within the horizon, with benefits, in today's money, before tax.",
    ),
    Result(
        "npv_after_tax",
        "Net present value, after tax",
        "money",
        "What federal, payroll and state tax leave of the net present value, today.",
        part="after_tax",
    ),
    Result(
        "level_salary",
        "As a level salary",
        "money",
        "The plain salary, the same every year and nothing else, that is worth as much, before tax.",
    ),
    Result(
        "level_take_home",
        "Level take-home",
        "money",
        "The same amount every year that is worth as much, after tax; what goes into a 401(k) is in it.",
        part="after_tax",
    ),
    Result(
        "hourly",
        "As a level salary, by the hour",
        "price",
        "That by the hour given to the job, commute included.",
    ),
    Result(
        "hourly_take_home",
        "Level take-home, by the hour",
        "price",
        "That by the hour given to the job, commute included.",
        part="after_tax",
    ),
    Result(
        "event_pays",
        "If the event comes: it pays",
        "money",
        "What the sale, listing or exit pays at once, before tax, of all that has vested by then.",
        may_be_blank=True,
        part="after_tax",
    ),
    Result(
        "event_keeps",
        "If the event comes: share left",
        "fraction",
        "The share of it that all taxes leave, on top of that year's cash.",
        may_be_blank=True,
        part="after_tax",
    ),
    Result(
        "benefits",
        "Benefits, first year",
        "money",
        "401(k) match and gain of a purchase plan, less health premium and commute. Not in total comp.",
    ),
    *(
        Result(
            f"npv_{name}",
            f"Net present value, {name}",
            "money",
            f"The same under the {name} scenario.",
        )
        for name in get_args(ScenarioName)
    ),
    Result(
        "if_leaving",
        "Net present value, if leaving",
        "money",
        "Vests, refreshers, second sign-on and stay bonus by the chance of still being there, less what is "
        "owed back of the sign-on, gross; other pay goes on. Beside the full value.",
    ),
    Result(
        "npv_nothing",
        "Net present value, equity at nothing",
        "money",
        "What is left if the grant, its refreshers and the grants held come to nothing.",
    ),
    Result(
        "npv_hoped",
        "Net present value, equity as hoped",
        "money",
        "What it is if the exit, or the sale or listing, is certain to come.",
    ),
    Result(
        "breakeven_growth",
        "Break-even growth",
        "rate a year",
        "The share growth at which this offer is worth as much as the first; blank where none does it.",
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "breakeven_exit",
        "Break-even exit",
        "money",
        "The exit value at which a startup offer is worth as much as the first.",
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "breakeven_discount",
        "Break-even discount",
        "rate a year",
        "The discount rate of its equity at which this offer is worth as much as the first.",
        may_be_blank=True,
        compares=True,
    ),
    Result(
        "ask_base",
        "Base to ask for",
        "money",
        "The base that brings total comp to the target; blank without a target.",
        may_be_blank=True,
        asks="base",
    ),
    Result(
        "ask_tie_base",
        "Base that ties",
        "money",
        "The base at which this offer is worth as much as the best other one, before tax, all else as it is; "
        "its own where it already is. With a 401(k) match or a purchase plan a little less does it.",
        may_be_blank=True,
        compares=True,
        asks="base",
    ),
    Result(
        "ask_tie_sign_on",
        "Sign-on that ties",
        "money",
        "The sign-on at which it is, all else as it is.",
        may_be_blank=True,
        compares=True,
        asks="sign_on",
    ),
    Result(
        "ask_tie_grant",
        "Grant that ties, money or shares",
        "money or shares",
        "The grant at which it is, with its refreshers: shares for options and a startup, else money.",
        may_be_blank=True,
        compares=True,
        asks="grant",
    ),
    Result(
        "ask_tie_bonus_target",
        "Bonus target that ties",
        "fraction",
        "The bonus target at which it is.",
        may_be_blank=True,
        compares=True,
        asks="bonus_target",
    ),
    Result(
        "take_home",
        "Take-home, recurring cash",
        "money",
        "What base, bonus and other yearly pay leave after health premium, all taxes and the 401(k).",
        part="floor",
    ),
    Result(
        "floor",
        "Walk-away floor, gross",
        "money",
        "The lowest cash, before tax, that covers what you need where the offer is.",
        part="floor",
    ),
    Result(
        "floor_margin",
        "Margin over the floor",
        "money",
        "Take-home less what you need: spending at the offer's cost of living with the buffer, savings, "
        "commute.",
        part="floor",
    ),
    Result(
        "floor_margin_no_bonus",
        "Margin with no bonus paid",
        "money",
        "The same in a year without any bonus.",
        part="floor",
    ),
)
"""Every figure, in the order in which they are shown."""


@dataclass(frozen=True)
class Valuation:
    """What one offer is worth: each result by name; ``None`` where it has no answer."""

    case: Case
    results: dict[str, float | None]

    @property
    def offer(self) -> Offer:
        """The offer."""
        return self.case.offer

    def meets(self, result: Result) -> bool:
        """Say whether the offer is already where one would ask it to be."""
        level = self.results[result.name]
        return result.asks is not None and level is not None and level <= level_of(result.asks, self.offer)

    @property
    def years(self) -> list[dict[str, float | None]]:
        """What it pays and leaves in each year, by name; ``None`` where equity waits for an event."""
        tables = (self.case.years, self.case.years_after_tax)
        before, after = ([dict(zip(t.header, row, strict=True)) for row in t.rows] for t in tables)
        return [one | other | {"year": int(one["year"])} for one, other in zip(before, after, strict=True)]

    @property
    def npv(self) -> float:
        """The figure by which offers are ranked before tax."""
        return self.results["npv"] or 0.0

    @property
    def npv_after_tax(self) -> float:
        """The figure by which they are ranked after tax."""
        return self.results["npv_after_tax"] or 0.0


def value_offers(offers: Sequence[Offer], assumptions: Assumptions) -> list[Valuation]:
    """Value offers under the assumptions, each measured against the first.

    Raises ``OutOfDomain`` where the numbers of an offer are too large to be valued.

    >>> offers = [Offer(name="A", base=200_000, bonus_target=0.1)]
    >>> value_offers(offers, Assumptions())[0].results["total_comp"]
    220000.0
    """
    return [_value(case) for case in Case.of(offers, assumptions)]


def _value(case: Case) -> Valuation:
    try:
        results = {result.name: getattr(case, result.name) for result in RESULTS}
    except (OverflowError, OutOfDomain):
        results = {"": math.inf}
    if not all(value is None or math.isfinite(value) for value in results.values()):
        raise OutOfDomain(f"{case.offer.name} holds numbers too large to be valued")
    return Valuation(case, results)
