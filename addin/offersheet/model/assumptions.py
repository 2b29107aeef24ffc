"""What is assumed for all offers: the horizon, the rates, the three scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, get_args

from offersheet.errors import InvalidInput
from offersheet.facts.article import figure
from offersheet.model.fields import check_fields, field, read_fields
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR, STATUS, TAX_YEAR
from offersheet.worksheet.kinds import (
    BUFFER,
    FRACTION,
    GROWTH,
    HORIZON,
    MONEY,
    PAYOUT,
    PROBABILITY,
    RATE,
    Choice,
    Number,
    spell,
)

__all__ = ["Assumptions", "Scenario", "ScenarioName", "scenario_name"]

ScenarioName: TypeAlias = Literal["low", "base", "high"]


def scenario_name(scenario: ScenarioName, field: str) -> str:
    """Name a field of a scenario where there are no tables, as in a workbook.

    >>> scenario_name("low", "growth")
    'scenario_low_growth'
    """
    return f"scenario_{scenario}_{field}"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is assumed of every offer in one scenario, in place of its own values."""

    growth: float = field(
        GROWTH, "Share growth", "Yearly growth of every share price.", group="scenario", required=True
    )
    payout: float = field(
        PAYOUT, "Bonus payout", "What is paid of the target bonus.", group="scenario", required=True
    )
    raise_rate: float = field(
        RATE, "Yearly raise", "Growth of every base salary.", group="scenario", required=True
    )
    exit_multiple: float = field(
        Number("times", low=0),
        "Exit multiple",
        "Multiplies an exit value, and nothing else.",
        group="scenario",
        required=True,
    )

    def __post_init__(self) -> None:
        check_fields(self)


_TARGET, _PAID = figure("bonus_target").value, figure("bonus_payout")
_GROWTHS = figure("growth_scenarios")

LOW = Scenario(growth=_GROWTHS.low, payout=_PAID.low / _TARGET, raise_rate=0.0, exit_multiple=0.5)
BASE = Scenario(growth=figure("growth").low, payout=1.0, raise_rate=0.03, exit_multiple=1.0)
HIGH = Scenario(
    growth=_GROWTHS.high,
    payout=_PAID.high / _TARGET,
    raise_rate=figure("base_growth").value,
    exit_multiple=1.5,
)
"""What a poor, a usual and a good year of the market pay, as the article has them."""


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What is assumed for all offers; raises where a value is impossible."""

    horizon_years: float = field(
        HORIZON, "Horizon", "Years over which offers are compared.", group="comparison", default=4
    )
    cash_rate: float = field(
        RATE,
        "Cash rate",
        "Yearly rate at which salary and bonus are discounted.",
        group="comparison",
        default=0.05,
    )
    discount_rate: float = field(
        RATE,
        "Discount rate",
        "Yearly return you ask for bearing the risk of equity.",
        group="comparison",
        default=figure("discount_rate").low,
    )
    target_total: float = field(
        MONEY, "Target total", "The yearly total you want to reach; 0 is none.", group="comparison", default=0
    )
    scenario: str = field(
        Choice(("own", *get_args(ScenarioName))),
        "Scenario shown",
        "own: each offer with its own growth, payout and raise. Changes views only.",
        group="comparison",
        default="own",
    )
    filing_status: str = field(
        STATUS,
        "Filing status",
        "single, mfj (married filing jointly) or hoh (head of household).",
        group="tax",
        default="single",
    )
    tax_year: float = field(TAX_YEAR, "Tax year", "Whose tax law.", group="tax", default=DEFAULT_YEAR)
    annual_spend: float = field(
        MONEY, "Yearly spending", "What you spend in a year.", group="tax", default=60_000
    )
    savings: float = field(
        MONEY, "Yearly savings", "What you want to put aside in a year.", group="tax", default=20_000
    )
    pretax: float = field(
        MONEY,
        "Into a 401(k)",
        "What you pay into it in a year, before income tax. It counts on top of your savings.",
        group="tax",
        default=0,
    )
    risk_buffer: float = field(
        BUFFER,
        "Risk buffer",
        "What you add to spending for safety.",
        group="tax",
        default=0.1,
    )
    extra_payroll_rate: float = field(
        FRACTION,
        "New payroll tax",
        "A what-if: the rate of a payroll tax that does not exist yet.",
        group="tax",
        default=0,
    )
    price_correlation: float = field(
        PROBABILITY,
        "Price correlation",
        "How far the share prices of two companies move together, from 0 to 1; in odds alone.",
        group="comparison",
        default=0.3,
    )
    low: Scenario = LOW
    base: Scenario = BASE
    high: Scenario = HIGH

    def __post_init__(self) -> None:
        check_fields(self)

    @classmethod
    def from_cells(cls, cells: Mapping[str, Any], scenarios: Mapping[str, Mapping[str, Any]]) -> Assumptions:
        """Read assumptions from raw cells by field name; what is left out keeps its default."""
        unknown = set(scenarios) - set(get_args(ScenarioName))
        if unknown:
            raise InvalidInput(f"there is no scenario {spell(min(unknown))}: low, base and high are")
        chosen = {
            name: replace(getattr(cls, name), **dict(read_fields(Scenario, values, only_given=True)))
            for name, values in scenarios.items()
        }
        return cls(**dict(read_fields(cls, cells)), **chosen)

    @property
    def scenarios(self) -> dict[ScenarioName, Scenario]:
        """The three scenarios by name, from low to high."""
        return {"low": self.low, "base": self.base, "high": self.high}
