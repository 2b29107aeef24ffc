"""What an offer is worth: each result that the workbook, the command line and Python all give."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from offersheet.errors import OutOfDomain
from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.equity import equity_by_year, refresh_by_year, refresh_pv
from offersheet.model.offer import Offer
from offersheet.model.pay import salary_pv, total_comp
from offersheet.model.vesting import force_of
from offersheet.worksheet.shapes import Table

__all__ = [
    "RESULTS",
    "UNVALUED",
    "EquityKind",
    "Result",
    "Valuation",
    "equity_kind",
    "unvalued",
    "value_offer",
    "year_table",
]

EquityKind: TypeAlias = Literal["rsu", "double_trigger", "option", "startup"]


def equity_kind(offer: Offer) -> EquityKind:
    """Say which kind of equity an offer holds, and so how it is valued."""
    if offer.exit_value is not None:
        return "startup"
    if offer.equity_kind != "rsu":
        return "option"
    return "rsu" if offer.liquidity_probability is None else "double_trigger"


def _rsu_pv(offer: Offer, assumptions: Assumptions, within_months: float) -> float:
    force = force_of(offer.growth, assumptions.discount_rate)
    return offer.grant * float(offer.vesting.total(force, upto=within_months))


_PRESENT_VALUE: dict[EquityKind, Callable[[Offer, Assumptions, float], float]] = {"rsu": _rsu_pv}
"""The one place that decides how a kind of equity is valued: what vests within so many months."""

UNVALUED: dict[EquityKind, str] = {
    "double_trigger": "double-trigger shares",
    "option": "options",
    "startup": "startup equity by its exit",
}
"""The kinds of equity that have no value here yet, in words."""


def unvalued(offer: Offer) -> str:
    """Say why an offer's equity has no value here, or nothing where it has one.

    Such an offer has no results at all: equity counted as 0, or as if it were RSUs, would be a lie.
    """
    words = UNVALUED.get(equity_kind(offer), "")
    return words and f"not valued yet: {words}"


def npv(offer: Offer, assumptions: Assumptions) -> float:
    """Present value, before tax, of all that an offer pays or vests within the horizon."""
    years, cash_rate = assumptions.horizon_years, assumptions.cash_rate
    months = 12 * years
    bonus = offer.bonus_target * offer.bonus_payout
    cash = float(salary_pv(offer.base, bonus, years, offer.raise_rate, cash_rate))
    cash += float(salary_pv(offer.other_annual, 0.0, years, 0.0, cash_rate))
    once = offer.sign_on + offer.relocation + offer.sign_on_year2 / (1 + cash_rate)
    if offer.stay_months <= months:
        once += offer.stay_bonus * (1 + cash_rate) ** (-offer.stay_months / 12)
    equity = _PRESENT_VALUE[equity_kind(offer)](offer, assumptions, months)
    return cash + once + equity + _refreshers_pv(offer, assumptions) - offer.unvested_left_behind


def _refreshers_pv(offer: Offer, assumptions: Assumptions) -> float:
    return float(
        refresh_pv(
            offer.grant,
            offer.refresh_rate,
            offer.growth,
            assumptions.discount_rate,
            assumptions.horizon_years,
            offer.first_refresh,
            offer.vests_per_year,
        )
    )


def equity_pv(offer: Offer, assumptions: Assumptions) -> float:
    """Present value of the whole first grant, refreshers apart."""
    return _PRESENT_VALUE[equity_kind(offer)](offer, assumptions, math.inf)


def _total_comp(
    basis: Literal["average", "first_year", "recurring"],
) -> Callable[[Offer, Assumptions], float]:
    def compute(offer: Offer, assumptions: Assumptions) -> float:
        grant = offer.grant if equity_kind(offer) == "rsu" else equity_pv(offer, assumptions)
        later = 0.0 if basis == "first_year" else offer.sign_on_year2
        return float(
            total_comp(
                offer.base,
                offer.bonus_target,
                grant,
                offer.vest_years,
                offer.sign_on + later,
                offer.bonus_payout,
                offer.other_annual,
                basis,
            )
        )

    return compute


def _npv_under(scenario: ScenarioName) -> Callable[[Offer, Assumptions], float]:
    return lambda offer, assumptions: npv(offer.under(assumptions.scenarios[scenario]), assumptions)


@dataclass(frozen=True)
class Result:
    """One figure that says what an offer is worth, under the name that other programs read."""

    name: str
    label: str
    help: str
    compute: Callable[[Offer, Assumptions], float]


RESULTS = (
    Result(
        "total_comp",
        "Total comp, average year",
        "Base, bonus, a year's share of the grant, sign-on spread over the vesting years.",
        _total_comp("average"),
    ),
    Result("first_year", "First year", "The same with the whole sign-on bonus.", _total_comp("first_year")),
    Result("recurring", "Recurring", "The same without any sign-on bonus.", _total_comp("recurring")),
    Result(
        "equity_pv",
        "Equity, present value",
        "What the grant is worth today, grown and discounted to each vest date; refreshers apart.",
        equity_pv,
    ),
    Result(
        "npv",
        "Net present value",
        "All that is paid or vests within the horizon, in today's money, before tax.",
        npv,
    ),
    *(
        Result(
            f"npv_{name}",
            f"Net present value, {name}",
            f"The same under the {name} scenario.",
            _npv_under(name),
        )
        for name in get_args(ScenarioName)
    ),
)
"""Every figure, in the order in which they are shown."""


@dataclass(frozen=True)
class Valuation:
    """What one offer is worth: each result by name, or why it has none."""

    offer: Offer
    results: dict[str, float]
    unvalued: str = ""


def value_offer(offer: Offer, assumptions: Assumptions) -> Valuation:
    """Value an offer under the assumptions.

    >>> value_offer(Offer(name="A", base=200_000, bonus_target=0.1), Assumptions()).results["total_comp"]
    220000.0
    """
    reason = unvalued(offer)
    if reason:
        return Valuation(offer, {}, reason)
    results = {result.name: result.compute(offer, assumptions) for result in RESULTS}
    if not all(map(math.isfinite, results.values())):
        raise OutOfDomain(f"{offer.name} holds numbers too large to be valued")
    return Valuation(offer, results)


def year_table(offer: Offer, assumptions: Assumptions) -> Table:
    """What an offer pays in each year of the horizon, before tax and not discounted.

    Equity counts at the price of its vest date; relocation joins sign-on in year 1, and the stay bonus
    stands in its year of service.
    """
    years = int(assumptions.horizon_years)
    year = np.arange(1, years + 1)
    base = offer.base * (1 + offer.raise_rate) ** (year - 1.0)
    vesting = offer.vesting
    columns = {
        "year": year.astype(float),
        "base": base,
        "bonus": base * offer.bonus_target * offer.bonus_payout,
        "other": np.full(years, offer.other_annual),
        "sign_on": (year == 1) * (offer.sign_on + offer.relocation) + (year == 2) * offer.sign_on_year2,
        "stay_bonus": (year == max(1, math.ceil(offer.stay_months / 12))) * offer.stay_bonus,
        "equity": equity_by_year(
            offer.grant,
            offer.growth,
            years,
            vesting.years,
            vesting.cliff_months,
            vesting.per_year,
            vesting.schedule,
        ),
        "refresh": refresh_by_year(
            offer.grant,
            offer.refresh_rate,
            offer.growth,
            years,
            offer.first_refresh,
            vests_per_year=offer.vests_per_year,
        ),
    }
    columns["total"] = np.sum([values for name, values in columns.items() if name != "year"], axis=0)
    return Table(tuple(columns), list(zip(*(values.tolist() for values in columns.values()), strict=True)))
