"""A second drawing of one offer, before tax: payment by payment over a price of every half month.

It reads the fields of an offer and nothing else of the package, draws with NumPy's own numbers, and keeps
the whole course of the price.
"""

from __future__ import annotations

import numpy as np

STEPS = 24
"""Of a year."""


def drawn(offer, assumptions, draws, seed):
    """Return what the offer is worth in so many draws."""
    return _Draws(offer, assumptions, draws, seed).worth()


class _Draws:
    def __init__(self, offer, assumptions, draws, seed):
        self.offer, self.assumptions, self.draws = offer, assumptions, draws
        self.rng = np.random.default_rng(seed)
        longest = max(assumptions.horizon_years, offer.exit_years, offer.liquidity_months / 12, 5) + 1
        steps = self.rng.normal(0, (1 / STEPS) ** 0.5, (int(longest * STEPS), draws))
        self.motion = np.vstack([np.zeros(draws), np.cumsum(steps, axis=0)])
        self.left = self.month_of_leaving()

    def month_of_leaving(self):
        """The month before whose vest one leaves."""
        yearly = self.offer.annual_leave_probability
        if not yearly:
            return np.full(self.draws, np.inf)
        return self.rng.geometric(1 - (1 - yearly) ** (1 / 12), self.draws).astype(float)

    def price(self, years):
        """What a share of 1 has become, drawn."""
        at = np.asarray(years) * STEPS
        low = np.floor(at).astype(int)
        part = at - low
        every = np.arange(self.draws)
        if np.ndim(years) == 0:
            motion = self.motion[low] * (1 - part) + self.motion[low + 1] * part
        else:
            motion = self.motion[low, every] * (1 - part) + self.motion[low + 1, every] * part
        volatility, growth = self.offer.volatility, self.offer.growth
        return (1 + growth) ** years * np.exp(volatility * motion - volatility**2 * years / 2)

    def cash(self, amount, years):
        return amount * (1 + self.assumptions.cash_rate) ** -years

    def equity(self, amount, years):
        return amount * (1 + self.assumptions.discount_rate) ** -years

    def there(self, month):
        return month < self.left

    def worth(self):
        return self.pay() + self.held() + self.new_equity()

    def pay(self):
        offer, total = self.offer, np.zeros(self.draws)
        low, high = sorted((self.assumptions.low.payout, self.assumptions.high.payout))
        for year in range(1, int(self.assumptions.horizon_years) + 1):
            base = offer.base * (1 + offer.raise_rate) ** (year - 1)
            total += self.cash(base + offer.other_annual, year - 0.5)
            payout = np.ones(self.draws)
            if low < high:
                mode = min(max(1, low), high)
                span, mean = high - low, (low + 4 * mode + high) / 6
                shape = 1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span
                payout = (low + span * self.rng.beta(*shape, self.draws)) / mean
            total += self.cash(base * offer.bonus_target * offer.bonus_payout * payout, year)
        total += offer.sign_on + offer.relocation - offer.unvested_left_behind
        total += self.cash(offer.sign_on_year2, 1) * self.there(12)
        if offer.stay_months <= 12 * self.assumptions.horizon_years:
            total += self.cash(offer.stay_bonus, offer.stay_months / 12) * self.there(offer.stay_months)
        for month in range(1, int(offer.clawback_months) + 1):
            owed = offer.sign_on * (offer.clawback_months - (month - 1)) / offer.clawback_months
            total -= self.cash(owed, month / 12) * (self.left == month)
        return total

    def held(self):
        total = np.zeros(self.draws)
        for value, months_left, per_year in self.offer.held:
            count = max(int(np.ceil(months_left * per_year / 12 - 1e-9)), 1)
            for vest in range(1, count + 1):
                month = months_left - 12 / per_year * (count - vest)
                if month <= 12 * self.assumptions.horizon_years:
                    paid = self.equity(value / count * self.price(month / 12), month / 12)
                    total += paid * self.there(month)
        return total

    def vests(self):
        offer = self.offer
        yearly = offer.schedule or [1 / offer.vest_years] * int(offer.vest_years)
        for year, fraction in enumerate(yearly):
            for vest in range(1, int(offer.vests_per_year) + 1):
                month = max(12 * year + 12 / offer.vests_per_year * vest, offer.cliff_months)
                if month <= 12 * self.assumptions.horizon_years:
                    yield month, fraction / offer.vests_per_year

    def new_equity(self):
        offer = self.offer
        if offer.exit_value is not None:
            return self.startup()
        if offer.equity_kind != "rsu":
            return self.options()
        if offer.liquidity_probability is not None:
            return self.double_trigger()
        return self.shares(offer.grant) + self.refreshers()

    def shares(self, value):
        total = np.zeros(self.draws)
        for month, fraction in self.vests():
            years = month / 12
            total += self.equity(value * fraction * self.price(years), years) * self.there(month)
        return total

    def refreshers(self):
        offer, total = self.offer, np.zeros(self.draws)
        for granted in range(int(offer.first_refresh), int(self.assumptions.horizon_years)):
            for vest in range(1, int(4 * offer.vests_per_year) + 1):
                years = granted + vest / offer.vests_per_year
                if years <= self.assumptions.horizon_years:
                    each = offer.grant * offer.refresh_rate / (4 * offer.vests_per_year)
                    grown = each * self.price(years) / self.price(granted)
                    total += self.equity(grown, years) * self.there(12 * years)
        return total

    def options(self):
        offer, total = self.offer, np.zeros(self.draws)
        for month, fraction in self.vests():
            payoff = np.maximum(offer.share_price * self.price(month / 12) - (offer.strike or 0), 0)
            total += self.equity(offer.shares * fraction * payoff, month / 12) * self.there(month)
        return total

    def double_trigger(self):
        offer = self.offer
        comes = self.rng.random(self.draws) < offer.liquidity_probability
        event = self.rng.uniform(0, offer.liquidity_months / 12, self.draws)
        total = self.refreshers()
        for month, fraction in self.vests():
            paid = np.maximum(month / 12, event)
            total += self.equity(offer.grant * fraction * self.price(paid), paid) * self.there(month)
        return total * comes

    def startup(self):
        offer, years = self.offer, self.offer.exit_years
        kept = 1 - offer.future_dilution
        exits = offer.exit_value * self.price(years) / (1 + offer.growth) ** years
        total = offer.fully_diluted / kept
        converts = exits * offer.preferred_shares / total > offer.preferences
        waits = np.maximum(exits - offer.preferences, 0) / (total - offer.preferred_shares)
        each = np.maximum(np.where(converts, exits / total, waits) - (offer.strike or 0), 0)
        vested = sum(part * self.there(month) for month, part in self.vests() if month <= 12 * years)
        comes = self.rng.random(self.draws) < offer.exit_probability
        return self.equity(offer.shares * vested * each, years) * comes
