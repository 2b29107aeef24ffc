"""What an offer leaves after tax: its cash against the floor, and its equity year by year.

The law is that of the assumed tax year in every year. What a new payroll tax would take is never in these
figures.
"""

from __future__ import annotations

import numpy as np

from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.tax.household import Household
from offersheet.model.tax.shares import rsu_tax_gap
from offersheet.model.walk_away import net_need, walk_away
from offersheet.model.worth import CASH_COLUMNS, year_table
from offersheet.worksheet.shapes import Table

__all__ = [
    "floor",
    "floor_margin",
    "household_of",
    "need",
    "recurring_cash",
    "take_home",
    "taxes_on_cash",
    "what_if_payroll_tax",
    "years_after_tax",
]


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


def years_after_tax(offer: Offer, assumptions: Assumptions) -> Table[float]:
    """What cash and equity leave in each year of the horizon, and the tax on equity that is not withheld.

    Shares, and options without the privileges of ISOs, are wages on top of the year's cash; ISOs are
    exercised as they vest and held, and cost alternative minimum tax alone. What is withheld falls short by
    ``set_aside``, or exceeds what is due where that is below 0. ``vests`` is the grant and its refreshers.
    """
    household = household_of(offer, assumptions)
    table = year_table(offer, assumptions)
    equity = np.add(table.column("equity"), table.column("refresh"))
    # Of its parts, since the total less the equity has no digits of the cash where the equity is huge.
    cash = np.sum([table.column(name) for name in CASH_COLUMNS], axis=0)
    kept = np.asarray(household.take_home(cash))
    if offer.equity_kind == "iso":
        owed = household.bill(cash, 0.0, equity).income_taxes - household.bill(cash).income_taxes
        set_aside = owed
    else:
        owed = equity - (np.asarray(household.take_home(cash + equity)) - kept)
        set_aside = np.asarray(
            rsu_tax_gap(equity, cash, household.state, household.status, float(household.year))
        )
    columns = {
        "year": np.array(table.column("year")),
        "cash": cash,
        "cash_after_tax": kept,
        "vests": equity,
        "equity_after_tax": equity - owed,
        "after_tax": kept + equity - owed,
        "set_aside": set_aside,
    }
    return Table(tuple(columns), list(zip(*(values.tolist() for values in columns.values()), strict=True)))
