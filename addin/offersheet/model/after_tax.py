"""What an offer leaves after tax: its cash against the floor, its equity year by year, and all of it today.

The law is that of the assumed tax year in every year. What a new payroll tax would take is never in these
figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import espp_by_year, match_by_year
from offersheet.model.cents import HALF_A_CENT
from offersheet.model.grants import grant_by_year, grant_pv
from offersheet.model.held import held_by_year
from offersheet.model.offer import Offer
from offersheet.model.present import cash_pv_by_year, equity_pv_by_year, mid_year_pv
from offersheet.model.tax.federal import iso_limit
from offersheet.model.tax.household import Household, Taxpayer
from offersheet.model.tax.shares import not_withheld
from offersheet.model.taxed_equity import (
    event_months,
    event_pays,
    exercisable_at_once,
    is_iso,
    waits_for_event,
)
from offersheet.model.walk_away import gross_for_net, net_need
from offersheet.model.worth import CASH_COLUMNS, refreshers_pv, year_table
from offersheet.worksheet.shapes import Table

__all__ = [
    "EventAfterTax",
    "TaxedYears",
    "cash_kept",
    "event_after_tax",
    "floor",
    "floor_margin",
    "household_of",
    "iso_beyond_limit",
    "left_behind_keeps",
    "need",
    "npv_after_tax",
    "recurring_cash",
    "supplemental_pay",
    "take_home",
    "taxed_cash",
    "taxed_years",
    "taxes_on_cash",
    "taxpayer_of",
    "waits_for_event",
    "what_if_payroll_tax",
    "years_after_tax",
]

REGULAR_PAY = ("base", "other")
"""Of the table by year, cash whose tax is withheld as it falls due."""

DUST = 1e-6
"""Money that rounding may leave."""


def household_of(offer: Offer, assumptions: Assumptions) -> Household:
    """Return whose taxes are paid on an offer."""
    return Household(offer.state, assumptions.filing_status, int(assumptions.tax_year))


def taxpayer_of(offer: Offer, assumptions: Assumptions) -> Taxpayer:
    """Return the same household with what it pays into a 401(k)."""
    return Taxpayer(household_of(offer, assumptions), assumptions.pretax)


def recurring_cash(offer: Offer) -> float:
    """Return the cash that comes every year: base, bonus and the like."""
    return offer.base * (1 + offer.bonus_target * offer.bonus_payout) + offer.other_annual


def taxed_cash(offer: Offer) -> float:
    """Return what is taxed of it: the health premium is free of income and payroll tax (26 U.S.C. 125)."""
    return max(recurring_cash(offer) - offer.health_premium, 0.0)


def take_home(offer: Offer, assumptions: Assumptions) -> float:
    """Return what recurring cash leaves after the health premium, all taxes and what goes into a 401(k)."""
    taxpayer, wages = taxpayer_of(offer, assumptions), taxed_cash(offer)
    return float(taxpayer.household.take_home(wages, float(taxpayer.paid_in(wages))))


def taxes_on_cash(offer: Offer, assumptions: Assumptions) -> dict[str, float]:
    """Return every tax on recurring cash by its name, with their total, what is left, and the rates."""
    taxpayer, wages = taxpayer_of(offer, assumptions), taxed_cash(offer)
    return taxpayer.household.lines(wages, float(taxpayer.paid_in(wages)))


def need(offer: Offer, assumptions: Assumptions) -> float:
    """Return what must be left of a year's cash where the offer is, the way there paid."""
    living = net_need(
        assumptions.annual_spend, assumptions.savings, assumptions.risk_buffer, offer.cost_index
    )
    return float(living + offer.commute_cost)


def floor(offer: Offer, assumptions: Assumptions) -> float:
    """Return the lowest acceptable cash before tax, the health premium within it."""
    wages = gross_for_net(
        need(offer, assumptions),
        offer.state,
        assumptions.filing_status,
        assumptions.tax_year,
        assumptions.pretax,
    )
    return float(wages) + offer.health_premium


def floor_margin(offer: Offer, assumptions: Assumptions) -> float:
    """Return by how much the take-home exceeds what is needed; below 0 where it falls short."""
    return take_home(offer, assumptions) - need(offer, assumptions)


def what_if_payroll_tax(offer: Offer, assumptions: Assumptions) -> float:
    """Return what a payroll tax that does not exist yet would take of recurring cash."""
    return assumptions.extra_payroll_rate * taxed_cash(offer)


def supplemental_pay(paid: Table[float]) -> Any:
    """Return what a year pays in cash beside regular pay: bonus, sign-ons, relocation, stay bonus."""
    return np.sum([paid.column(name) for name in CASH_COLUMNS if name not in REGULAR_PAY], axis=0)


@dataclass(frozen=True, eq=False)
class TaxedYears:
    """The cash and the vests of each year of the horizon, and what is left of them."""

    cash: NDArray[np.float64]
    """Pay, and the gain of a purchase plan, less the health premium."""
    exempt: NDArray[np.float64]
    """Of it, what pays no payroll tax."""
    cash_left: NDArray[np.float64]
    vests: NDArray[np.float64]
    """At the price of each vest date; what waits for an event is not in it."""
    gain: NDArray[np.float64]
    """Of it, an ISO's, which pays no payroll tax either."""
    cash_keeps: NDArray[np.float64]
    """The share that is left of cash; 1 of nothing."""
    equity_keeps: NDArray[np.float64]
    """The share that is left of vests, taxed on top of cash."""


def taxed_years(offer: Offer, assumptions: Assumptions) -> TaxedYears:
    """Return what is left of cash and of vests in each year; what is paid into a 401(k) is left, too.

    Shares and NSOs are wages on top of the year's cash, an ISO's gain ordinary income without payroll tax: an
    option is taxed as it is valued, exercised and sold on the day on which it vests. The gain of a purchase
    plan pays no payroll tax either (26 U.S.C. 3121(a)(22)).
    """
    taxpayer, paid = taxpayer_of(offer, assumptions), year_table(offer, assumptions)
    exempt = np.asarray(espp_by_year(offer, assumptions))
    # Of its parts: beside huge equity the total has no digits of them.
    cash = np.sum([paid.column(name) for name in CASH_COLUMNS], axis=0) + exempt - offer.health_premium
    held = held_by_year(offer, assumptions)
    grant = np.zeros_like(held) if waits_for_event(offer) else grant_by_year(offer, assumptions)
    vests = held if waits_for_event(offer) else held + grant + np.array(paid.column("refresh"))
    gain = grant if is_iso(offer) else np.zeros_like(held)
    some = cash >= HALF_A_CENT
    left = cash - taxpayer.tax(cash, exempt)
    return TaxedYears(
        cash,
        exempt,
        left,
        vests,
        gain,
        np.where(some, left / np.where(some, cash, 1.0), 1.0),
        taxpayer.keeps(cash, exempt, vests, gain),
    )


def years_after_tax(offer: Offer, assumptions: Assumptions, taxed: TaxedYears | None = None) -> Table[Any]:
    """What cash and equity leave in each year of the horizon, and the income tax that is not withheld.

    Shares that wait for an event have no amount by year: ``event_after_tax`` has what comes with it; beside
    them ``vests`` is of the grants held. ``set_aside`` is the income tax on all of the year's pay, less that
    on regular pay by itself, less what is withheld of supplemental pay; below 0 it is a refund. ``held_tax``
    is the minimum tax of a year in which ISOs are exercised and held.
    """
    taxpayer, paid = taxpayer_of(offer, assumptions), year_table(offer, assumptions)
    taxed = taxed or taxed_years(offer, assumptions)
    cash, exempt, vests, gain = taxed.cash, taxed.exempt, taxed.vests, taxed.gain
    once = supplemental_pay(paid)
    regular = cash - exempt - once
    held = taxpayer.bill(cash, exempt, gain).income_taxes - taxpayer.bill(cash, exempt).income_taxes
    equity_left = vests * taxed.equity_keeps
    columns = {
        "year": np.array(paid.column("year")),
        "cash": cash,
        "cash_after_tax": taxed.cash_left,
        "cash_keeps": taxed.cash_keeps,
        "vests": vests,
        "equity_after_tax": equity_left,
        "equity_keeps": taxed.equity_keeps,
        "after_tax": taxed.cash_left + equity_left,
        "set_aside": not_withheld(taxpayer, regular, once + vests - gain, exempt + gain),
        "held_tax": held,
    }
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    if offer.held or not waits_for_event(offer):
        return Table(tuple(columns), list(rows))
    unknown = {"vests": None, "equity_after_tax": None, "equity_keeps": None}
    named = (dict(zip(columns, row, strict=True)) | unknown for row in rows)
    return Table(tuple(columns), [tuple(row.values()) for row in named])


def iso_beyond_limit(offer: Offer, assumptions: Assumptions) -> float:
    """Return by how much ISOs that first become exercisable within twelve months pass the limit; else 0.

    The law counts stock at its value when granted, by calendar year (26 U.S.C. 422(d)); the start date is not
    known, so that any twelve months count here, and the strike stands in for that value.
    """
    if not is_iso(offer):
        return 0.0
    beyond = exercisable_at_once(offer) - iso_limit(int(assumptions.tax_year), assumptions.filing_status)
    return beyond if beyond > DUST else 0.0


@dataclass(frozen=True)
class EventAfterTax:
    """What comes at once if the event comes for which shares wait: a sale, a listing, an exit."""

    year: int
    """The service year in which its tax is reckoned."""
    pays: float
    """Before tax, at the price then, without refreshers."""
    tax: float
    """All tax on it, on top of the cash of that year."""
    set_aside: float
    """The income tax on it that is not withheld; below 0 a refund."""

    @property
    def left(self) -> float:
        """After tax."""
        return self.pays - self.tax

    @property
    def keeps(self) -> float:
        """The share that is left; 1 of less than a cent."""
        return self.left / self.pays if self.pays >= HALF_A_CENT else 1.0


def event_after_tax(
    offer: Offer, assumptions: Assumptions, taxed: TaxedYears | None = None
) -> EventAfterTax | None:
    """Return what the event pays and leaves; ``None`` where the equity waits for none.

    Taxed on top of the cash, and of the grants held that vest, in the year in which it comes at the latest,
    at least the first, at most the last of the horizon.
    """
    if not waits_for_event(offer):
        return None
    taxpayer, paid = taxpayer_of(offer, assumptions), year_table(offer, assumptions)
    taxed = taxed or taxed_years(offer, assumptions)
    year = int(min(max(math.ceil(event_months(offer) / 12), 1), assumptions.horizon_years))
    there, vested, exempt = (float(by_year[year - 1]) for by_year in (taxed.cash, taxed.vests, taxed.exempt))
    pays = event_pays(offer)
    gain = pays if is_iso(offer) else 0.0
    income = there + vested
    tax = taxpayer.tax(income + pays, exempt + gain) - taxpayer.tax(income, exempt)
    earlier = float(supplemental_pay(paid)[year - 1]) + vested
    aside = not_withheld(taxpayer, income - exempt, pays - gain, gain, exempt=exempt, earlier=earlier)
    return EventAfterTax(year, pays, float(tax), float(aside))


def npv_after_tax(
    offer: Offer, assumptions: Assumptions, taxed: TaxedYears, event: EventAfterTax | None
) -> float:
    """Return what is left of the net present value after federal, payroll and state tax.

    Each year's cash and equity keep the share that tax leaves of them in that year; what waits for an event,
    the one that the event leaves. A match is taxed when it is drawn, much later, and counts whole; so does
    what the way costs. What is left behind would have been taxed on top of the first year's cash.
    """
    within = 12 * assumptions.horizon_years
    kept = cash_kept(offer, assumptions, taxed)
    kept += float(equity_pv_by_year(offer, assumptions) @ taxed.equity_keeps)
    if event is not None:
        waiting = grant_pv(offer, assumptions, within) + refreshers_pv(offer, assumptions)
        kept += event.keeps * waiting
    return kept


def cash_kept(offer: Offer, assumptions: Assumptions, taxed: TaxedYears) -> float:
    """Return what is left, today, of all but equity: of cash and the match, less what the job costs."""
    kept = cash_pv_by_year(offer, assumptions) @ taxed.cash_keeps
    untaxed = np.asarray(match_by_year(offer, assumptions) - offer.commute_cost)
    kept += np.sum(mid_year_pv(untaxed, assumptions.cash_rate))
    if offer.unvested_left_behind:
        kept -= offer.unvested_left_behind * left_behind_keeps(offer, assumptions, taxed)
    return float(kept)


def left_behind_keeps(offer: Offer, assumptions: Assumptions, taxed: TaxedYears) -> float:
    """Return the share that tax would have left of what is left behind, on top of the first year's cash."""
    taxpayer = taxpayer_of(offer, assumptions)
    return float(taxpayer.keeps(taxed.cash[0], taxed.exempt[0], offer.unvested_left_behind))
