"""What equity is worth, each figure one method: the part of ``Case`` about grants, new and held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from offersheet.model import grants, held, worth
from offersheet.model.case_cash import Cash
from offersheet.model.options import option_value

__all__ = ["Equity"]


@dataclass(frozen=True, eq=False)
class Equity(Cash):
    """An offer under the assumptions, and what its equity is worth, before tax."""

    @property
    def kind(self) -> grants.EquityKind:
        """Which kind of equity it is."""
        return grants.equity_kind(self.offer)

    @property
    def chance(self) -> float:
        """How likely vested equity is to pay."""
        return grants.pays_by_chance(self.offer)

    @cached_property
    def grant_pv(self) -> float:
        """The whole new grant, today, whenever it vests; refreshers apart."""
        return grants.grant_pv(self.offer, self.assumptions)

    @cached_property
    def equity_pv(self) -> float:
        """The same with the grants held."""
        return self.grant_pv + held.held_pv(self.offer, self.assumptions)

    @cached_property
    def held_within(self) -> float:
        """What vests of the grants held within the horizon, today."""
        return held.held_pv(self.offer, self.assumptions, 12 * self.assumptions.horizon_years)

    @cached_property
    def held_leaving(self) -> float:
        """The same by the chance of still being there."""
        within = 12 * self.assumptions.horizon_years
        return held.held_pv(self.offer, self.assumptions, within, if_leaving=True)

    @property
    def held_a_year(self) -> float:
        """What total compensation counts as a year's share of the grants held."""
        return held.held_a_year(self.offer)

    @cached_property
    def grant_within(self) -> float:
        """What vests of the grant within the horizon, today."""
        return grants.grant_pv(self.offer, self.assumptions, 12 * self.assumptions.horizon_years)

    @cached_property
    def refreshers_within(self) -> float:
        """What vests of the refreshers within the horizon, today."""
        return worth.refreshers_pv(self.offer, self.assumptions)

    @cached_property
    def grant_leaving(self) -> float:
        """What vests of the grant within the horizon, by the chance of still being there, today."""
        within = 12 * self.assumptions.horizon_years
        return grants.grant_pv(self.offer, self.assumptions, within, if_leaving=True)

    @cached_property
    def refreshers_leaving(self) -> float:
        """What vests of the refreshers within the horizon, by that chance, today."""
        return worth.refreshers_pv(self.offer, self.assumptions, if_leaving=True)

    @property
    def equity_within(self) -> float:
        """What vests of the grant, its refreshers and the grants held within the horizon, today."""
        return self.grant_within + self.held_within + self.refreshers_within

    @cached_property
    def grant_a_year(self) -> float:
        """What total compensation counts as a year's share of the grant."""
        return worth.grant_a_year(self.offer, self.assumptions)

    @property
    def option_years(self) -> float:
        """The expected term of an option."""
        return grants.option_years(self.offer)

    @property
    def market_value(self) -> float | None:
        """What a market would say of one option, where it is one."""
        if self.kind != "option":
            return None
        offer = self.offer
        return float(
            option_value(offer.share_price, offer.strike or 0.0, self.option_years, offer.volatility)
        )

    @property
    def market_option(self) -> float | None:
        """What a market would say that options are worth, waiting included."""
        return grants.market_option(self.offer)

    def fallen(self, by: float) -> Self:
        """Return the case after a fall of valuations by a fraction."""
        return replace(self, offer=self.offer.fallen(by))
