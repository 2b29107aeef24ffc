"""What an offer pays, amount by amount: when, how much, what that is worth today, and what tax leaves of it.

The other views of an offer add these up by year or into one figure; a test holds all of them together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offersheet.model.after_tax import left_behind_keeps
from offersheet.model.benefits import base_by_year, espp_by_year, match_by_year
from offersheet.model.case import Case
from offersheet.model.equity import refresh_by_year
from offersheet.model.grants import grant_vests, of_service_year, refresh_chance
from offersheet.model.held import held_vests
from offersheet.model.pay import MID_YEAR
from offersheet.model.present import refreshers_pv_by_year
from offersheet.model.taxed_equity import event_months

__all__ = ["Flow", "cash_flows"]


@dataclass(frozen=True)
class Flow:
    """One amount that an offer pays, or below 0 costs."""

    month: float
    """When, from the start."""
    kind: str
    amount: float
    """Before tax; equity as it is expected to pay then."""
    pv: float
    """That in today's money: cash at the cash rate, equity at the discount rate."""
    amount_after_tax: float
    pv_after_tax: float


def cash_flows(case: Case) -> list[Flow]:
    """Return all that is paid or vests within the horizon, in its order.

    ``pv`` adds up to ``npv`` and ``pv_after_tax`` to ``npv_after_tax``. Base, other yearly pay, benefits and
    what the job costs count at mid-year, bonuses at the end of the year, each refresher within a year by its
    own vest dates though it stands at the year's end. Equity that waits for an event is paid when that comes.

    >>> from offersheet.model.assumptions import Assumptions
    >>> from offersheet.model.offer import Offer
    >>> [case] = Case.of([Offer(name="Acme", base=200_000, sign_on=30_000)], Assumptions(horizon_years=1))
    >>> [(flow.month, flow.kind, flow.amount) for flow in cash_flows(case)]
    [(0.0, 'sign_on', 30000.0), (6.0, 'base', 200000.0)]
    """
    found = [*_cash(case), *_equity(case)]
    return sorted((flow for flow in found if flow.amount), key=lambda flow: flow.month)


def _cash(case: Case) -> Iterator[Flow]:
    offer, assumed = case.offer, case.assumptions
    taxed = case.taxed_years
    year = np.arange(1.0, assumed.horizon_years + 1)
    middle, end = 12 * (year - MID_YEAR), 12 * year
    base, each = base_by_year(offer, assumed), np.ones(year.size)

    def paid(
        kind: str, months: NDArray[np.float64], amounts: NDArray[np.float64], keeps: NDArray[np.float64]
    ) -> Iterator[Flow]:
        today = amounts * (1 + assumed.cash_rate) ** (-months / 12)
        yield from _flows(kind, months, amounts, today, keeps)

    def once(kind: str, month: float, amount: float, keeps: float) -> Iterator[Flow]:
        yield from paid(kind, np.array([month]), np.array([amount]), np.array([keeps]))

    def keeps_in(of_year: int) -> float:
        return float(taxed.cash_keeps[min(of_year, year.size) - 1])

    yield from once("sign_on", 0.0, offer.sign_on, keeps_in(1))
    yield from once("relocation", 0.0, offer.relocation, keeps_in(1))
    if offer.unvested_left_behind:
        left = left_behind_keeps(offer, assumed, taxed)
        yield from once("left_behind", 0.0, -offer.unvested_left_behind, left)
    yield from paid("base", middle, base, taxed.cash_keeps)
    yield from paid("other", middle, offer.other_annual * each, taxed.cash_keeps)
    yield from paid("match", middle, match_by_year(offer, assumed), each)
    yield from paid("purchase_plan", middle, espp_by_year(offer, assumed), taxed.cash_keeps)
    yield from paid("health_premium", middle, -offer.health_premium * each, taxed.cash_keeps)
    yield from paid("commute", middle, -offer.commute_cost * each, each)
    yield from paid("bonus", end, base * offer.bonus_target * offer.bonus_payout, taxed.cash_keeps)
    yield from once("sign_on", 12.0, offer.sign_on_year2, keeps_in(2))
    if offer.stay_months <= 12 * assumed.horizon_years:
        service_year = max(1, math.ceil(offer.stay_months / 12))
        yield from once("stay_bonus", offer.stay_months, offer.stay_bonus, keeps_in(service_year))


def _equity(case: Case) -> Iterator[Flow]:
    offer, assumed = case.offer, case.assumptions
    years = int(assumed.horizon_years)
    keeps_by_year = case.taxed_years.equity_keeps

    def keeps(months: NDArray[np.float64]) -> NDArray[np.float64]:
        return of_service_year(keeps_by_year, months)

    def keeps_of_grant(months: NDArray[np.float64]) -> NDArray[np.float64]:
        return keeps(months) if case.event is None else np.full(months.shape, case.event.keeps)

    months, amounts, today = grant_vests(offer, assumed)
    end = 12 * np.arange(1.0, years + 1)
    if case.event is not None:
        months = np.maximum(months, event_months(offer))
    yield from _flows("grant", months, amounts, today, keeps_of_grant(months))
    if offer.refresh_rate and (chance := refresh_chance(offer)):
        vested = refresh_by_year(
            offer.grant,
            offer.refresh_rate,
            offer.growth,
            years,
            offer.first_refresh,
            vests_per_year=offer.vests_per_year,
        )
        worth = chance * refreshers_pv_by_year(offer, assumed)
        yield from _flows("refresh", end, chance * vested, worth, keeps_of_grant(end))
    held_months, held_amounts, held_today = held_vests(offer, assumed)
    yield from _flows("held", held_months, held_amounts, held_today, keeps(held_months))


def _flows(
    kind: str,
    months: NDArray[np.float64],
    amounts: NDArray[np.float64],
    today: NDArray[np.float64],
    keeps: NDArray[np.float64],
) -> Iterator[Flow]:
    columns = (months, amounts, today, amounts * keeps, today * keeps)
    lists = (np.asarray(column, dtype=float).tolist() for column in columns)
    for month, amount, pv, left, left_pv in zip(*lists, strict=True):
        yield Flow(month, kind, amount, pv, left, left_pv)
