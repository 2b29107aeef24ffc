"""An offer, as far as it is known. What it is worth is in ``valuation``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from offersheet.errors import InvalidInput, OutOfDomain
from offersheet.facts.article import tiers
from offersheet.model.fields import check_fields, field, read_fields
from offersheet.model.offer_beside import Beside
from offersheet.model.startup import PREFERRED_RULE
from offersheet.model.tax.jurisdictions import STATE
from offersheet.model.vesting import VESTING_RULE, Vesting
from offersheet.worksheet.kinds import (
    CLAWBACK_MONTHS,
    CLIFF_MONTHS,
    COST_INDEX,
    FRACTION,
    FULLY_DILUTED,
    GROWTH,
    MONEY,
    MONTHS,
    PAYOUT,
    PROBABILITY,
    RATE,
    SCHEDULE,
    SHARE_OF_PAY,
    SHARES,
    VESTS_PER_YEAR,
    VOLATILITY,
    WHOLE_YEAR,
    YEARS,
    Choice,
    Text,
    spell,
)

if TYPE_CHECKING:
    from offersheet.model.assumptions import Scenario

__all__ = ["MOST_OFFERS", "Offer"]

MOST_OFFERS = 5
"""The columns of a workbook: the current job and four offers."""


@dataclass(frozen=True, kw_only=True)
class Offer(Beside):
    """What a company offers, as far as it is known; raises where a value is impossible."""

    name: str = field(
        Text(), "Name", "What you call this offer; no two may be the same.", group="essentials", required=True
    )
    company: str = field(Text(), "Company", "Who makes the offer.", group="essentials", default="")
    tier: str = field(
        Choice(tuple(tiers())),
        "Tier",
        "Kind of company: faang, mid_market, unicorn (series C-D) or early_stage (before series C).",
        group="essentials",
        default="mid_market",
    )
    state: str = field(
        STATE,
        "State",
        "Where you will pay tax: two letters, or NYC.",
        group="essentials",
        default="",
    )
    base: float = field(MONEY, "Base salary", "Salary a year, before tax.", group="essentials", required=True)
    bonus_target: float = field(
        SHARE_OF_PAY,
        "Bonus target",
        "Target bonus as a fraction of base: 0.15 is 15 %.",
        group="essentials",
        default=0,
    )
    sign_on: float = field(MONEY, "Sign-on bonus", "Paid once, at the start.", group="essentials", default=0)
    grant_value: float = field(
        MONEY,
        "Grant value",
        "What the whole equity grant is worth at today's price. Blank: shares times price.",
        group="essentials",
        default=0,
    )
    vest_years: float = field(
        YEARS, "Vesting years", "Years until the last share vests.", group="essentials", default=4
    )
    refresh_rate: float = field(
        SHARE_OF_PAY,
        "Refreshers",
        "A refresher is a further grant each year, vesting over 4 years: as a fraction of the first grant.",
        group="essentials",
        default=0,
    )
    raise_rate: float = field(
        RATE, "Yearly raise", "Growth of base from year to year: 0.03 is 3 %.", group="cash", default=0
    )
    bonus_payout: float = field(
        PAYOUT,
        "Bonus payout",
        "What is paid of the target: 1 is on target, 0.8 is four fifths of it.",
        group="cash",
        default=1,
    )
    sign_on_year2: float = field(
        MONEY, "Sign-on, year 2", "Paid on the first anniversary.", group="cash", default=0
    )
    relocation: float = field(MONEY, "Relocation", "Paid once, at the start.", group="cash", default=0)
    other_annual: float = field(
        MONEY,
        "Other, yearly",
        "Allowances, stipends and the like that come each year.",
        group="cash",
        default=0,
    )
    stay_bonus: float = field(
        MONEY,
        "Stay bonus",
        "Paid once if you are still there after the months below.",
        group="cash",
        default=0,
    )
    stay_months: float = field(
        MONTHS, "Stay bonus after", "Months until the stay bonus is paid.", group="cash", default=24
    )
    clawback_months: float = field(
        CLAWBACK_MONTHS,
        "Clawback",
        "Whole months within which leaving means paying sign-on back, less for each month served.",
        group="cash",
        default=12,
    )
    unvested_left_behind: float = field(
        MONEY,
        "Left behind",
        "Unvested equity that you give up by leaving; 0 where your current job has a column.",
        group="cash",
        default=0,
    )
    growth: float = field(
        GROWTH,
        "Share growth",
        "Yearly growth of the share price that you expect: 0.1 is 10 %.",
        group="vesting",
        default=0,
    )
    cliff_months: float = field(
        CLIFF_MONTHS,
        "Cliff",
        "Nothing vests before the cliff; what would have vested by then is paid on it.",
        group="vesting",
        default=12,
    )
    vests_per_year: float = field(
        VESTS_PER_YEAR,
        "Vests a year",
        "1 yearly, 2 half-yearly, 4 quarterly, 12 monthly.",
        group="vesting",
        default=4,
    )
    first_refresh: float = field(
        WHOLE_YEAR,
        "First refresher",
        "The anniversary of the first refresher: 1 is after one year.",
        group="vesting",
        default=1,
    )
    schedule: tuple[float, ...] | None = field(
        SCHEDULE,
        "Schedule",
        "Fraction of the grant that vests in each year, where it is uneven; together 1.",
        group="vesting",
    )
    equity_kind: str = field(
        Choice(("rsu", "iso", "nso")),
        "Kind of equity",
        "rsu: shares that are yours when they vest. iso, nso: options, the right to buy at the strike price.",
        group="startup",
        default="rsu",
    )
    shares: float | None = field(SHARES, "Shares", "Number of shares or options granted.", group="startup")
    price: float | None = field(
        MONEY,
        "Share price",
        "What one share is worth today (409A or market). Blank: the strike.",
        group="startup",
    )
    strike: float | None = field(
        MONEY, "Strike", "What you pay for a share when you exercise an option.", group="startup"
    )
    volatility: float = field(
        VOLATILITY,
        "Volatility",
        "How much the share price swings in a year: 0.5 is 50 %.",
        group="startup",
        default=0.5,
    )
    liquidity_probability: float | None = field(
        PROBABILITY,
        "Liquidity probability",
        "Double trigger: shares that vest but pay only if the company is sold or listed. How likely?",
        group="startup",
    )
    liquidity_months: float = field(
        MONTHS,
        "Liquidity within",
        "Months within which that sale or listing would come.",
        group="startup",
        default=24,
    )
    fully_diluted: float | None = field(
        FULLY_DILUTED, "Fully diluted shares", "All shares of the company, options included.", group="startup"
    )
    exit_value: float | None = field(
        MONEY,
        "Exit value",
        "What the company would be sold for. Filled: the equity is valued by that exit.",
        group="startup",
    )
    preferences: float = field(
        MONEY,
        "Preferences",
        "What preferred shares take first at that exit. 0 where all convert.",
        group="startup",
        default=0,
    )
    preferred_shares: float = field(
        SHARES,
        "Preferred shares",
        "Into so many shares that preferred may convert instead. Blank: it never does.",
        group="startup",
        default=0,
    )
    exit_probability: float = field(
        PROBABILITY, "Exit probability", "How likely that exit is.", group="startup", default=1
    )
    exit_years: float = field(YEARS, "Years to exit", "Years until that exit.", group="startup", default=5)
    future_dilution: float = field(
        FRACTION,
        "Future dilution",
        "What later rounds take of your share: 0.36 after two of 20 %.",
        group="startup",
        default=0,
    )
    metro: str = field(
        Text(), "Metro", "bay_area, austin, boston, seattle, or another.", group="context", default=""
    )
    evidence: str = field(
        Choice(("assumed", "verbal", "written")),
        "Evidence",
        "How firm the offer is.",
        group="context",
        default="assumed",
    )
    annual_leave_probability: float = field(
        PROBABILITY,
        "Chance of leaving",
        "How likely you are to have left after a year, each year. Shown beside the full value.",
        group="context",
        default=0,
    )
    cost_index: float = field(
        COST_INDEX,
        "Cost of living",
        "Of the offer's city; 100 is yours today.",
        group="context",
        default=100,
    )

    def __post_init__(self) -> None:
        check_fields(self)
        super().__post_init__()
        if not self.name.strip():
            raise InvalidInput("name is required, and blank")
        if self.schedule is not None and self.vest_years != len(self.schedule):
            raise OutOfDomain(
                f"vest_years is {spell(self.vest_years)}, but schedule has {len(self.schedule)} years"
            )
        if VESTING_RULE.faulty(self.vest_years, self.vests_per_year, self.schedule):
            spelled = {name: spell(getattr(self, name)) for name in VESTING_RULE.arguments}
            raise OutOfDomain(VESTING_RULE.problem.format(**spelled))
        if self.fully_diluted is not None and PREFERRED_RULE.faulty(
            self.fully_diluted, self.future_dilution, self.preferred_shares
        ):
            spelled = {name: spell(getattr(self, name)) for name in PREFERRED_RULE.arguments}
            raise OutOfDomain(PREFERRED_RULE.problem.format(**spelled))
        if self.liquidity_probability is not None and (
            self.exit_value is not None or self.equity_kind != "rsu"
        ):
            raise OutOfDomain(
                "liquidity_probability beside an exit_value or an option would count the same risk twice: "
                "leave one of them blank"
            )

    @classmethod
    def from_cells(cls, cells: Mapping[str, Any]) -> Offer:
        """Read an offer from raw cells by field name; blanks are defaults, unknown names refused.

        >>> Offer.from_cells({"name": "A", "base": 150_000, "schedule": [0.5, 0.3, 0.2]}).vest_years
        3.0
        """
        values = dict(read_fields(cls, cells))
        schedule = values.get("schedule")
        if schedule is not None and cells.get("vest_years") is None:
            values["vest_years"] = float(len(schedule))
        return cls(**values)

    @property
    def vesting(self) -> Vesting:
        """How the grant vests."""
        return Vesting(self.vest_years, self.cliff_months, self.vests_per_year, self.schedule)

    @property
    def grant(self) -> float:
        """What the whole grant is worth at today's price."""
        if self.grant_value:
            return self.grant_value
        return (self.shares or 0.0) * self.share_price

    @property
    def share_price(self) -> float:
        """What one share is worth today: the strike where nothing else is known."""
        return (self.strike if self.price is None else self.price) or 0.0

    def under(self, scenario: Scenario) -> Offer:
        """Return the offer under a scenario's growth, payout, raise and exit."""
        return replace(
            self,
            growth=scenario.growth,
            bonus_payout=scenario.payout,
            raise_rate=scenario.raise_rate,
            exit_value=None if self.exit_value is None else self.exit_value * scenario.exit_multiple,
        )

    def fallen(self, by: float) -> Offer:
        """Return the offer after a fall of valuations by a fraction; strike and preferences stay."""
        return replace(
            self,
            price=self.share_price * (1 - by),
            grant_value=self.grant_value * (1 - by),
            exit_value=None if self.exit_value is None else self.exit_value * (1 - by),
            held1_value=self.held1_value * (1 - by),
            held2_value=self.held2_value * (1 - by),
            held3_value=self.held3_value * (1 - by),
        )
