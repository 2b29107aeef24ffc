"""What an offer leaves after tax, each figure one method: the part of ``Case`` that asks the tax law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from offersheet.model import after_tax
from offersheet.model.assumptions import Assumptions
from offersheet.model.offer import Offer
from offersheet.model.pay import level_salary
from offersheet.model.tax.household import Household
from offersheet.worksheet.shapes import Table

__all__ = ["AfterTax"]


@dataclass(frozen=True, eq=False)
class AfterTax:
    """An offer under the assumptions, and what taxes leave of it; ``None`` is a figure without an answer."""

    offer: Offer
    assumptions: Assumptions

    def with_(self, **changed: Any) -> Self:
        """Return the case with some fields of its offer changed."""
        return replace(self, offer=replace(self.offer, **changed))

    @property
    def household(self) -> Household:
        """Whose taxes are paid on it."""
        return after_tax.household_of(self.offer, self.assumptions)

    # ------------------------------------------------------------ cash against the floor

    @property
    def recurring_cash(self) -> float:
        """The cash that comes every year."""
        return after_tax.recurring_cash(self.offer)

    @property
    def taxed_cash(self) -> float:
        """What is taxed of it: all but the health premium."""
        return after_tax.taxed_cash(self.offer)

    @cached_property
    def taxes(self) -> dict[str, float]:
        """Every tax on recurring cash by its name, their total, what is left, and the rates."""
        return after_tax.taxes_on_cash(self.offer, self.assumptions)

    @cached_property
    def take_home(self) -> float:
        """What recurring cash leaves after all taxes."""
        return after_tax.take_home(self.offer, self.assumptions)

    @property
    def need(self) -> float:
        """What must be left of a year's cash where the offer is."""
        return after_tax.need(self.offer, self.assumptions)

    @cached_property
    def floor(self) -> float:
        """The lowest acceptable cash before tax."""
        return after_tax.floor(self.offer, self.assumptions)

    @property
    def floor_margin(self) -> float:
        """Take-home less what is needed."""
        return self.take_home - self.need

    @property
    def floor_margin_no_bonus(self) -> float:
        """The same in a year without any bonus."""
        return self.without_bonus.floor_margin

    @cached_property
    def without_bonus(self) -> Self:
        """The same offer in a year that pays no bonus."""
        return self.with_(bonus_payout=0.0)

    # ------------------------------------------------------------ equity, and all of it

    @cached_property
    def iso_beyond_limit(self) -> float:
        """By how much ISOs that first become exercisable within twelve months pass the limit."""
        return after_tax.iso_beyond_limit(self.offer, self.assumptions)

    @cached_property
    def taxed_years(self) -> after_tax.TaxedYears:
        """The cash and the vests of each year, and which share of them is left."""
        return after_tax.taxed_years(self.offer, self.assumptions)

    @cached_property
    def years_after_tax(self) -> Table[Any]:
        """What cash and equity leave in each year of the horizon."""
        return after_tax.years_after_tax(self.offer, self.assumptions, self.taxed_years)

    @cached_property
    def event(self) -> after_tax.EventAfterTax | None:
        """What comes at once, and what is left of it, if the event comes for which its equity waits."""
        if not after_tax.waits_for_event(self.offer):
            return None
        return after_tax.event_after_tax(self.offer, self.assumptions, self.taxed_years)

    @property
    def event_pays(self) -> float | None:
        """What that event pays, before tax."""
        return None if self.event is None else self.event.pays

    @property
    def event_keeps(self) -> float | None:
        """The share of it that is left after tax."""
        return None if self.event is None else self.event.keeps

    @cached_property
    def npv_after_tax(self) -> float:
        """What is left, today, of all that is paid or vests within the horizon."""
        return after_tax.npv_after_tax(self.offer, self.assumptions, self.taxed_years, self.event)

    @property
    def level_take_home(self) -> float:
        """The same amount every year that is worth as much as what is left."""
        assumed = self.assumptions
        return float(level_salary(self.npv_after_tax, assumed.horizon_years, assumed.cash_rate))

    @property
    def hourly_take_home(self) -> float:
        """That by the hour given to the job."""
        return self.level_take_home / self.offer.hours_a_year
