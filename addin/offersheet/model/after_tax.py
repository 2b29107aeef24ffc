"""What an offer leaves after tax: its cash against the floor, and its equity year by year.

The law is that of the assumed tax year in every year. What a new payroll tax would take is never in these
figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.tax.federal import iso_limit
from offersheet.model.tax.household import Household
from offersheet.model.tax.shares import not_withheld
from offersheet.model.taxed_equity import (
    event_months,
    event_pays,
    exercisable_at_once,
    is_iso,
    waits_for_event,
)
from offersheet.model.walk_away import net_need, walk_away
from offersheet.model.worth import CASH_COLUMNS, year_table
from offersheet.worksheet.shapes import Table

__all__ = [
    "EventAfterTax",
    "event_after_tax",
    "floor",
    "floor_margin",
    "household_of",
    "iso_beyond_limit",
    "need",
    "recurring_cash",
    "supplemental_pay",
    "take_home",
    "tax_on",
    "taxes_on_cash",
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


def recurring_cash(offer: Offer) -> float:
    """Return the cash that comes every year: base, bonus and the like."""
    return offer.base * (1 + offer.bonus_target * offer.bonus_payout) + offer.other_annual


def take_home(offer: Offer, assumptions: Assumptions) -> float:
    """Return what recurring cash leaves after all taxes."""
    return float(household_of(offer, assumptions).take_home(recurring_cash(offer)))


def taxes_on_cash(offer: Offer, assumptions: Assumptions) -> dict[str, float]:
    """Return every tax on recurring cash by its name, with their total, what is left, and the rates."""
    return household_of(offer, assumptions).lines(recurring_cash(offer))


def need(offer: Offer, assumptions: Assumptions) -> float:
    """Return what must be left of a year's cash where the offer is."""
    return float(
        net_need(assumptions.annual_spend, assumptions.savings, assumptions.risk_buffer, offer.cost_index)
    )


def floor(offer: Offer, assumptions: Assumptions) -> float:
    """Return the lowest acceptable cash before tax."""
    return float(
        walk_away(
            assumptions.annual_spend,
            assumptions.savings,
            assumptions.risk_buffer,
            offer.cost_index,
            offer.state,
            assumptions.filing_status,
            assumptions.tax_year,
        )
    )


def floor_margin(offer: Offer, assumptions: Assumptions) -> float:
    """Return by how much the take-home exceeds what is needed; below 0 where it falls short."""
    return take_home(offer, assumptions) - need(offer, assumptions)


def what_if_payroll_tax(offer: Offer, assumptions: Assumptions) -> float:
    """Return what a payroll tax that does not exist yet would take of recurring cash."""
    return assumptions.extra_payroll_rate * recurring_cash(offer)


def tax_on(household: Household, wages: Any, exempt: Any = 0.0) -> Any:
    """Return all tax on wages, and on what is taxed like them but for payroll tax: an ISO's gain.

    That on a negative amount is that on nothing.
    """
    return household.bill(np.maximum(wages, 0.0), exempt=exempt).total


def supplemental_pay(paid: Table[float]) -> Any:
    """Return what a year pays in cash beside regular pay: bonus, sign-ons, relocation, stay bonus."""
    return np.sum([paid.column(name) for name in CASH_COLUMNS if name not in REGULAR_PAY], axis=0)


def _cash(paid: Table[float]) -> Any:
    """Return the cash of each year, of its parts: beside huge equity the total has no digits of it."""
    return np.sum([paid.column(name) for name in CASH_COLUMNS], axis=0)


def years_after_tax(offer: Offer, assumptions: Assumptions) -> Table[Any]:
    """What cash and equity leave in each year of the horizon, and the income tax that is not withheld.

    Shares and NSOs are wages on top of the year's cash, an ISO's gain ordinary income without payroll tax: an
    option is taxed as it is valued, exercised and sold on the day on which it vests. Shares that wait for an
    event have no amount by year: ``event_after_tax`` has what comes with it. ``set_aside`` is the income tax
    on all of the year's pay, less that on regular pay by itself, less what is withheld of supplemental pay;
    below 0 it is a refund. ``held_tax`` is the minimum tax of a year in which ISOs are exercised and held.
    """
    household, paid = household_of(offer, assumptions), year_table(offer, assumptions)
    equity = np.add(paid.column("equity"), paid.column("refresh"))
    cash = _cash(paid)
    iso, waits = is_iso(offer), waits_for_event(offer)
    vests = np.zeros_like(equity) if waits else equity
    gain = vests if iso else np.zeros_like(vests)
    left = cash - tax_on(household, cash)
    taken = tax_on(household, cash + vests - gain, gain) - tax_on(household, cash)
    once = supplemental_pay(paid)
    held = household.bill(cash, 0.0, gain).income_taxes - household.bill(cash).income_taxes
    columns = {
        "year": np.array(paid.column("year")),
        "cash": cash,
        "cash_after_tax": left,
        "vests": vests,
        "equity_after_tax": vests - taken,
        "after_tax": left + vests - taken,
        "set_aside": not_withheld(household, cash - once, once + vests - gain, gain),
        "held_tax": held,
    }
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    if not waits:
        return Table(tuple(columns), list(rows))
    unknown = {"vests": None, "equity_after_tax": None}
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


def event_after_tax(offer: Offer, assumptions: Assumptions) -> EventAfterTax | None:
    """Return what the event pays and leaves; ``None`` where the equity waits for none.

    Taxed on top of the cash of the year in which it comes at the latest, at least the first, at most the last
    of the horizon.
    """
    if not waits_for_event(offer):
        return None
    household, paid = household_of(offer, assumptions), year_table(offer, assumptions)
    year = int(min(max(math.ceil(event_months(offer) / 12), 1), assumptions.horizon_years))
    cash = float(_cash(paid)[year - 1])
    pays = event_pays(offer)
    gain = pays if is_iso(offer) else 0.0
    tax = tax_on(household, cash + pays - gain, gain) - tax_on(household, cash)
    earlier = float(supplemental_pay(paid)[year - 1])
    return EventAfterTax(
        year,
        pays,
        float(tax),
        float(not_withheld(household, cash, pays - gain, gain, earlier=earlier)),
    )
