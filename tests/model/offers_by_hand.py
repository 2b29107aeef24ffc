"""A second implementation of whole offers: payment by payment, from the definitions alone.

It reads the fields of an offer and nothing else of the package. Amounts are Python floats, and every sum is
a loop over dated payments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.model import by_hand

SPARE = 1e-4
DEFERRAL, COMPENSATION = {2025: 23_500, 2026: 24_500}, {2025: 350_000, 2026: 360_000}
CONTRACT_YEARS = 10


def normal(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def payoff(price, strike, years, volatility, growth):
    """What an option is expected to pay after so many years, where the price is lognormal."""
    forward, deviation = price * (1 + growth) ** years, volatility * math.sqrt(years)
    if not (forward and strike and deviation):
        return max(forward - strike, 0.0)
    d1 = math.log(forward / strike) / deviation + deviation / 2
    return max(forward * normal(d1) - strike * normal(d1 - deviation), forward - strike, 0.0)


def share_at_exit(offer):
    """What a share gets: the preferred takes the better of its preference and of sharing with all."""
    kept = 1 - offer.future_dilution
    if not kept:
        return 0.0
    total = offer.fully_diluted / kept
    if offer.exit_value * offer.preferred_shares / total > offer.preferences:
        return offer.exit_value / total
    return max(offer.exit_value - offer.preferences, 0.0) / (total - offer.preferred_shares)


def _service_year(month):
    return max(1, math.ceil((month - SPARE) / 12))


@dataclass(frozen=True)
class Valued:
    """An offer over a horizon."""

    offer: object
    years: int
    cash_rate: float
    discount_rate: float
    law: int = 2026

    @property
    def kind(self):
        offer = self.offer
        if offer.exit_value is not None:
            return "startup"
        if offer.equity_kind in ("iso", "nso"):
            return "option"
        return "rsu" if offer.liquidity_probability is None else "double_trigger"

    @property
    def price(self):
        offer = self.offer
        return (offer.strike if offer.price is None else offer.price) or 0.0

    @property
    def grant(self):
        return self.offer.grant_value or (self.offer.shares or 0.0) * self.price

    @property
    def events(self):
        offer = self.offer
        return by_hand.events(offer.vest_years, offer.cliff_months, offer.vests_per_year, offer.schedule)

    def paid(self, event):
        """What the whole grant would pay on the day of an event: not discounted, no chance taken off."""
        offer, growth = self.offer, self.offer.growth
        if self.kind == "option":
            strike = offer.strike or 0.0
            return (offer.shares or 0.0) * payoff(self.price, strike, event.years, offer.volatility, growth)
        return self.grant * (1 + growth) ** event.years

    def worth(self, event):
        """What the whole grant would be worth today if it vested with an event."""
        if self.kind == "startup":
            return self.exit_worth() if event.month <= 12 * self.offer.exit_years + SPARE else 0.0
        if self.kind == "double_trigger":
            return self.grant * self.offer.liquidity_probability * self.at_the_later(event.years)
        return self.paid(event) / (1 + self.discount_rate) ** event.years

    def exit_worth(self):
        offer = self.offer
        if offer.fully_diluted is None:
            return 0.0
        gain = max(share_at_exit(offer) - (offer.strike or 0.0), 0.0)
        whole = offer.exit_probability * (offer.shares or 0.0) * gain
        return whole * math.exp(-offer.exit_years * math.log1p(self.discount_rate))

    def at_the_later(self, years):
        """The mean of what 1 is worth that pays at the later of a vest and an event within the horizon."""
        v, horizon = (1 + self.offer.growth) / (1 + self.discount_rate), self.offer.liquidity_months / 12
        if years >= horizon:
            return v**years
        wait, force = horizon - years, math.log(v)
        if abs(force * wait) < 1e-4:
            after = wait * v ** ((years + horizon) / 2)
        else:
            after = (v**horizon - v**years) / force
        return (years * v**years + after) / horizon

    def grant_within(self, months=math.inf, leaving=0.0):
        return math.fsum(
            float(event.fraction) * self.worth(event) * (1 - leaving) ** event.years
            for event in self.events
            if event.month <= months + SPARE
        )

    def refresh_chance(self):
        return {"rsu": 1.0, "double_trigger": self.offer.liquidity_probability}.get(self.kind, 0.0)

    def refreshers_within(self, leaving=0.0):
        offer, total = self.offer, 0.0
        if not (self.refresh_chance() and offer.refresh_rate):
            return 0.0
        for anniversary, event in by_hand.refreshers(
            self.years, offer.first_refresh, vests_per_year=offer.vests_per_year
        ):
            when = anniversary + event.years
            if when <= self.years:
                amount = offer.refresh_rate * self.grant * float(event.fraction)
                amount *= (1 + offer.growth) ** event.years
                total += amount * ((1 - leaving) / (1 + self.discount_rate)) ** when
        return self.refresh_chance() * total

    def owed_back(self):
        """What is expected to be owed back: of those who stay, so many leave in each month."""
        offer, there, total = self.offer, 1.0, 0.0
        stays = (1 - offer.annual_leave_probability) ** (1 / 12)
        for month in range(1, round(offer.clawback_months) + 1):
            missing = (offer.clawback_months - (month - 1)) / offer.clawback_months
            total += there * (1 - stays) * offer.sign_on * missing * (1 + self.cash_rate) ** (-month / 12)
            there *= stays
        return total

    def cash(self, leaving=0.0):
        offer, rate = self.offer, self.cash_rate
        bonus = offer.bonus_target * offer.bonus_payout
        total = by_hand.salary_and_bonus_pv(offer.base, bonus, self.years, offer.raise_rate, rate)
        total += by_hand.salary_and_bonus_pv(offer.other_annual, 0.0, self.years, 0.0, rate)
        total += offer.sign_on + offer.relocation + offer.sign_on_year2 * (1 - leaving) / (1 + rate)
        if offer.stay_months <= 12 * self.years:
            total += offer.stay_bonus * ((1 - leaving) / (1 + rate)) ** (offer.stay_months / 12)
        for year in range(1, self.years + 1):
            total += self.benefits(year) * self.mid_year(year)
        return total - offer.unvested_left_behind

    def mid_year(self, year):
        return (1 + self.cash_rate) ** (0.5 - year)

    def base(self, year):
        return self.offer.base * (1 + self.offer.raise_rate) ** (year - 1)

    def match(self, year):
        offer = self.offer
        matched = min(self.base(year), COMPENSATION[self.law]) * offer.match_limit
        return offer.match_rate * min(matched, DEFERRAL[self.law])

    def plan_gain(self, year):
        """Of shares bought below the price, at its start where that is lower, and sold at once."""
        offer = self.offer
        price = (1 + offer.growth) ** (offer.espp_lookback_months / 12)
        cost = min(price, 1) * (1 - offer.espp_discount)
        spent = min(self.base(year) * offer.espp_rate, 25_000 * (1 - offer.espp_discount))
        return spent / cost * price - spent

    def benefits(self, year):
        offer = self.offer
        return self.match(year) + self.plan_gain(year) - offer.health_premium - offer.commute_cost

    def held(self):
        """Yield month and amount, at today's price, of what vests of the grants held."""
        offer = self.offer
        for value, left, per_year in (
            (offer.held1_value, offer.held1_months_left, offer.held1_vests_per_year),
            (offer.held2_value, offer.held2_months_left, offer.held2_vests_per_year),
            (offer.held3_value, offer.held3_months_left, offer.held3_vests_per_year),
        ):
            months, month = [left], left - 12 / per_year
            while month > 1e-8:
                months.append(month)
                month -= 12 / per_year
            yield from ((month, value / len(months)) for month in months)

    def held_within(self, months=math.inf, leaving=0.0):
        v = (1 - leaving) * (1 + self.offer.growth) / (1 + self.discount_rate)
        return math.fsum(
            amount * (v ** (month / 12) if month else 1.0)
            for month, amount in self.held()
            if month <= months + SPARE
        )

    def held_a_year(self):
        offer = self.offer
        return (
            offer.held1_value / max(1, offer.held1_months_left / 12)
            + offer.held2_value / max(1, offer.held2_months_left / 12)
            + offer.held3_value / max(1, offer.held3_months_left / 12)
        )

    def npv(self):
        months = 12 * self.years
        return self.cash() + self.grant_within(months) + self.refreshers_within() + self.held_within(months)

    def if_leaving(self):
        leaving = self.offer.annual_leave_probability
        equity = self.grant_within(12 * self.years, leaving) + self.refreshers_within(leaving)
        equity += self.held_within(12 * self.years, leaving)
        return self.cash(leaving) - self.owed_back() + equity

    def grant_a_year(self):
        if self.kind == "rsu":
            return self.grant / self.offer.vest_years
        years = self.offer.vest_years
        if self.kind == "startup":
            years = max(1.0, min(years, self.offer.exit_years))
        return self.grant_within() / years

    def equity_by_year(self):
        shown = [0.0] * self.years
        for event in self.events:
            if event.service_year <= self.years:
                if self.kind == "double_trigger":
                    amount = self.grant_within()
                else:
                    amount = self.worth(event) if self.kind == "startup" else self.paid(event)
                shown[event.service_year - 1] += float(event.fraction) * amount
        for month, amount in self.held():
            if month <= 12 * self.years + SPARE:
                shown[_service_year(month) - 1] += amount * (1 + self.offer.growth) ** (month / 12)
        return shown

    def market_option(self):
        """Black, Scholes and Merton over the expected term, at 4 %, continuously."""
        if self.kind != "option":
            return None
        mean = math.fsum(float(event.fraction) * event.years for event in self.events)
        term, rate = (mean + CONTRACT_YEARS) / 2, 0.04
        each = payoff(self.price, self.offer.strike or 0.0, term, self.offer.volatility, math.expm1(rate))
        return (self.offer.shares or 0.0) * each * math.exp(-rate * term)
