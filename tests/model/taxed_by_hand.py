"""A second implementation of what an offer leaves after tax: payment by payment, each year taxed whole.

Dated payments are those of ``offers_by_hand``; the tax on a year is asked of the worksheet functions, which
other tests hold to the law and to other people's engines. Nothing else of the package is used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import offersheet
from offersheet.model.tax.payroll import contributions

from tests.model import by_hand
from tests.model.offers_by_hand import SPARE, Valued, _service_year, share_at_exit

DEDUCTS_NOTHING = {"", "DC", "GA", "OK", "VA"}
"""Where no state tax is taken off the federal income."""


LEAST = 0.005
"""Of what rounds to nothing all is left: its tax is lost in the last digit of the whole."""


@dataclass(frozen=True)
class Law:
    """The taxes of a household that puts so much a year into a 401(k)."""

    state: str
    status: str
    year: int
    pretax: float

    def tax(self, income, exempt):
        """All tax on income, of which some pays no payroll tax."""
        income = max(income, 0.0)
        wages = income - min(exempt, income)
        pretax = min(self.pretax, wages, income)  # of which the one is the other but for the last digit
        own = float(offersheet.state_tax(income, self.state, self.status, self.year, pretax))
        funds = sum(
            one.of_wages(wages) for one in contributions(self.state, self.year, self.status) if one.deducted
        )
        deducted = 0.0 if self.state in DEDUCTS_NOTHING else max(own + funds, 0.0)
        federal = offersheet.federal_tax(income, self.status, self.year, deducted, pretax)
        return own + float(federal) + float(offersheet.payroll_tax(wages, self.state, self.status, self.year))

    def keeps(self, income, exempt, more, more_exempt=0.0):
        if more < LEAST:
            return 1.0
        taken = self.tax(income + more, exempt + more_exempt) - self.tax(income, exempt)
        return 1 - taken / more


@dataclass
class Year:
    """What comes in a year: when paid, and today."""

    cash: float = 0.0
    cash_today: float = 0.0
    exempt: float = 0.0
    vests: float = 0.0
    vests_today: float = 0.0
    iso: float = 0.0


@dataclass
class Taxed:
    """An offer over a horizon, taxed."""

    valued: Valued
    law: Law
    years: list[Year] = field(default_factory=list)

    def __post_init__(self):
        self.years = [Year() for _ in range(self.valued.years)]
        self._pay()
        if not self.waits:
            self._vest()
            self._refresh()
        for month, amount in self.valued.held():
            if month <= 12 * self.valued.years + SPARE:
                self._add(_service_year(month), amount * self._grown(month / 12), month / 12)

    @property
    def offer(self):
        return self.valued.offer

    @property
    def waits(self):
        return self.valued.kind in ("startup", "double_trigger")

    @property
    def iso(self):
        return self.offer.equity_kind == "iso"

    def _grown(self, years):
        return (1 + self.offer.growth) ** years

    def _pay(self):
        offer, rate = self.offer, self.valued.cash_rate
        for number, year in enumerate(self.years, start=1):
            gain = self.valued.plan_gain(number)
            for amount, when in (
                (self.valued.base(number) + offer.other_annual + gain - offer.health_premium, number - 0.5),
                (self.valued.base(number) * offer.bonus_target * offer.bonus_payout, number),
            ):
                year.cash += amount
                year.cash_today += amount / (1 + rate) ** when
            year.exempt = gain
        for amount, when in (
            (offer.sign_on + offer.relocation, 0),
            (offer.sign_on_year2, 1),
            (offer.stay_bonus, offer.stay_months / 12),
        ):
            # The second sign-on is paid on the first day of the second year.
            number = 2 if amount is offer.sign_on_year2 and when == 1 else max(1, math.ceil(when))
            if when <= self.valued.years:
                year = self.years[min(number, len(self.years)) - 1]
                year.cash += amount
                year.cash_today += amount / (1 + rate) ** when

    def _add(self, number, amount, when, iso=False):
        year = self.years[number - 1]
        year.vests += amount
        year.vests_today += amount / (1 + self.valued.discount_rate) ** when
        year.iso += amount if iso else 0.0

    def _vest(self):
        for event in self.valued.events:
            if event.service_year <= self.valued.years:
                amount = float(event.fraction) * self.valued.paid(event)
                self._add(event.service_year, amount, event.years, self.iso)

    def _refresh(self):
        offer = self.offer
        if self.valued.kind != "rsu" or not offer.refresh_rate:
            return
        for anniversary, event in by_hand.refreshers(
            self.valued.years, offer.first_refresh, vests_per_year=offer.vests_per_year
        ):
            number = anniversary + event.service_year
            if number <= self.valued.years:
                amount = offer.refresh_rate * self.valued.grant * float(event.fraction)
                self._add(number, amount * self._grown(event.years), anniversary + event.years)

    def event(self):
        """What the event pays that is waited for, and the share that it leaves."""
        offer = self.offer
        if not self.waits:
            return None, None
        if self.valued.kind == "startup":
            months = 12 * offer.exit_years
            each = max(share_at_exit(offer) - (offer.strike or 0.0), 0.0) if offer.fully_diluted else 0.0
            whole = (offer.shares or 0.0) * each
        else:
            first = next(event.month for event in self.valued.events if event.fraction)
            months = max(offer.liquidity_months, float(first))
            whole = self.valued.grant * self._grown(months / 12)
        vested = math.fsum(
            float(event.fraction) for event in self.valued.events if event.month <= months + SPARE
        )
        pays = whole * vested
        year = self.years[min(max(math.ceil(months / 12), 1), len(self.years)) - 1]
        gain = pays if self.iso else 0.0
        return pays, self.law.keeps(year.cash + year.vests, year.exempt, pays, gain)

    def npv(self):
        total = 0.0
        for number, year in enumerate(self.years, start=1):
            kept = 1 - self.law.tax(year.cash, year.exempt) / year.cash if year.cash >= LEAST else 1.0
            total += year.cash_today * kept
            total += year.vests_today * self.law.keeps(year.cash, year.exempt, year.vests, year.iso)
            whole = self.valued.match(number) - self.offer.commute_cost
            total += whole * self.valued.mid_year(number)
        if self.waits:
            waiting = self.valued.grant_within(12 * self.valued.years) + self.valued.refreshers_within()
            total += waiting * self.event()[1]
        left, first = self.offer.unvested_left_behind, self.years[0]
        return total - left * self.law.keeps(first.cash, first.exempt, left)
