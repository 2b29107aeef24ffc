"""What an offer pays over the horizon: by year, and in today's money."""

from __future__ import annotations

import math

import numpy as np

from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import base_by_year, benefits_by_year
from offersheet.model.equity import refresh_by_year, refresh_pv
from offersheet.model.grants import equity_kind, grant_by_year, grant_pv, refresh_chance
from offersheet.model.held import held_by_year, held_pv
from offersheet.model.negotiation import clawback
from offersheet.model.offer import Offer
from offersheet.worksheet.shapes import Table

__all__ = [
    "CASH_COLUMNS",
    "equity_within",
    "grant_a_year",
    "owed_back",
    "refreshers_pv",
    "year_table",
]

CASH_COLUMNS = ("base", "bonus", "other", "sign_on", "stay_bonus")
"""Of the table by year, what is paid in cash."""


def owed_back(offer: Offer, assumptions: Assumptions) -> float:
    """Present value of what is expected to be owed back of the sign-on, gross, whatever the horizon.

    One leaves in each month with the same chance, before anything vests or is served in it.
    """
    if not offer.clawback_months:
        return 0.0
    served = np.arange(offer.clawback_months)
    staying = (1 - offer.annual_leave_probability) ** (1 / 12)
    owed = clawback(offer.sign_on, served, offer.clawback_months)
    discounted = owed * (1 + assumptions.cash_rate) ** (-(served + 1) / 12)
    return float(np.sum(staying**served * (1 - staying) * discounted))


def equity_within(offer: Offer, assumptions: Assumptions) -> float:
    """Present value of the grant, its refreshers and the grants held within the horizon."""
    within = 12 * assumptions.horizon_years
    equity = grant_pv(offer, assumptions, within) + held_pv(offer, assumptions, within)
    return equity + refreshers_pv(offer, assumptions)


def refreshers_pv(offer: Offer, assumptions: Assumptions, *, if_leaving: bool = False) -> float:
    """Present value of the refreshers within the horizon; ``if_leaving``, by the chance of being there."""
    staying = 1 - offer.annual_leave_probability if if_leaving else 1.0
    if not staying:
        return 0.0
    return refresh_chance(offer) * float(
        refresh_pv(
            offer.grant,
            offer.refresh_rate,
            offer.growth,
            assumptions.discount_rate,
            assumptions.horizon_years,
            offer.first_refresh,
            offer.vests_per_year,
            staying,
        )
    )


def grant_a_year(offer: Offer, assumptions: Assumptions) -> float:
    """Return what total compensation counts as a year's share of the grant.

    RSUs as granted, any other kind at its present value; startup equity over the years in which it vests
    before the exit, at least one.
    """
    kind = equity_kind(offer)
    if kind == "rsu":
        return offer.grant / offer.vest_years
    years = offer.vest_years
    if kind == "startup":
        years = max(1.0, min(years, offer.exit_years))
    return grant_pv(offer, assumptions) / years


def year_table(offer: Offer, assumptions: Assumptions) -> Table[float]:
    """What an offer pays in each year of the horizon, before tax and not discounted.

    RSUs and grants held count at the price of each vest date, options at what they are expected to pay on it,
    equity that waits for an event at its present value, spread as it vests; relocation joins sign-on in year
    1, as does the second sign-on where there is no year 2, and the stay bonus stands in its year of service.
    ``benefits`` are beside the total.
    """
    years = int(assumptions.horizon_years)
    year = np.arange(1, years + 1)
    base = base_by_year(offer, assumptions)
    refreshers = refresh_by_year(
        offer.grant,
        offer.refresh_rate,
        offer.growth,
        years,
        offer.first_refresh,
        vests_per_year=offer.vests_per_year,
    )
    second = year == min(2, years)
    columns = {
        "year": year.astype(float),
        "base": base,
        "bonus": base * offer.bonus_target * offer.bonus_payout,
        "other": np.full(years, offer.other_annual),
        "sign_on": (year == 1) * (offer.sign_on + offer.relocation) + second * offer.sign_on_year2,
        "stay_bonus": (year == max(1, math.ceil(offer.stay_months / 12))) * offer.stay_bonus,
        "equity": grant_by_year(offer, assumptions) + held_by_year(offer, assumptions),
        "refresh": refresh_chance(offer) * refreshers,
    }
    columns["total"] = np.sum([values for name, values in columns.items() if name != "year"], axis=0)
    columns["benefits"] = benefits_by_year(offer, assumptions)
    return Table(tuple(columns), list(zip(*(values.tolist() for values in columns.values()), strict=True)))
