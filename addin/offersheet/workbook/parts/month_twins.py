"""What the grids of months on the sheet ``Equity`` show by the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.model.grants import SPARE_MONTHS, worth_if_vested
from offersheet.model.liquidity import paid_at_the_later
from offersheet.model.options import option_pv
from offersheet.model.taxed_equity import is_iso
from offersheet.model.vesting import force_of
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts.equity_twins import trigger_years
from offersheet.workbook.parts.option_twins import LEAST_DEVIATION

__all__ = ["Months"]

Values: TypeAlias = list[float]


class Months:
    """The twins of what stands in each of these months, from the day on which one starts."""

    def __init__(self, months: Sequence[int]) -> None:
        self.months = np.array(months, dtype=float)

    # ------------------------------------------------------------ of the months themselves

    def times(self, inputs: Inputs) -> Values:
        """Return the months in years."""
        return _listed(self.months / 12)

    def service_years(self, inputs: Inputs) -> Values:
        """Return the year in which each month is served."""
        return _listed(np.ceil(self.months / 12))

    def within(self, inputs: Inputs) -> Values:
        """Return 1 for each month within the horizon."""
        return _listed(self._within(inputs.assumptions.horizon_years))

    def discounts(self, inputs: Inputs) -> Values:
        """Return what 1 in each month is worth today."""
        return _listed(self._discounts(inputs.assumptions.discount_rate))

    # ------------------------------------------------------------ what vests

    def vested(self, column: Column) -> Values:
        """Return how much of a grant has vested by each month."""
        return _listed(column.offer.vesting.total(upto=self.months))

    def reached(self, column: Column) -> Values:
        """Return the years of service by which each month's last vest counts, from the cliff on."""
        events = np.floor(self.months * column.offer.vests_per_year / 12)
        return _listed(
            np.where(self.months < column.offer.cliff_months, 0, events / column.offer.vests_per_year)
        )

    def vests(self, column: Column) -> Values:
        """Return the fraction that vests in each month."""
        return _listed(self._vests(column))

    def weights(self, column: Column) -> Values:
        """Return the same within the horizon, discounted to today."""
        assumed = column.assumptions
        counted = self._vests(column) * self._within(assumed.horizon_years)
        return _listed(counted * self._discounts(assumed.discount_rate))

    def staying(self, column: Column) -> Values:
        """Return the chance of being there in each month."""
        return _listed((1 - column.offer.annual_leave_probability) ** (self.months / 12))

    def first_exercisable(self, column: Column) -> Values:
        """Return what ISOs that vest in the twelve months from each one on cost to exercise."""
        offer = column.offer
        if not is_iso(offer):
            return [0.0] * len(self.months)
        total = offer.vesting.total(upto=self.months + 11) - offer.vesting.total(upto=self.months - 1)
        return _listed(total * (offer.shares or 0.0) * (offer.strike or 0.0))

    # ------------------------------------------------------------ what it waits for

    def before_exit(self, column: Column) -> Values:
        """Return 1 for each month in which what vests is there at the exit."""
        return _listed(self.months <= 12 * column.offer.exit_years + SPARE_MONTHS)

    def event_later(self, column: Column) -> Values:
        """Return the chance that a sale or listing, as likely on each day up to the last, comes after it."""
        last = 12 * trigger_years(column)
        return _listed(np.interp(self.months, (0.0, last), (1.0, 0.0)) if last else 0.0 * self.months)

    def waiting(self, column: Column) -> Values:
        """Return what is left of 1, on average, that waits for the event from each month on."""
        wait = np.maximum(trigger_years(column) - self.months / 12, 0.0)
        force = force_of(column.offer.growth, column.assumptions.discount_rate)
        return _listed(paid_at_the_later(force, 0.0, wait))

    # ------------------------------------------------------------ what it pays

    def deviation(self, column: Column) -> Values:
        """Return how far the price may stray by each month."""
        return _listed(np.maximum(column.offer.volatility * np.sqrt(self.months / 12), LEAST_DEVIATION))

    def payoff(self, column: Column) -> Values:
        """Return what one option is expected to pay in each month, as of then."""
        offer = column.offer
        if column.kind != "option":
            return [0.0] * len(self.months)
        years, strike = self.months / 12, offer.strike or 0.0
        return _listed(option_pv(offer.share_price, strike, years, offer.volatility, offer.growth, 0.0))

    def pays(self, column: Column) -> Values:
        """Return what the whole grant would be worth in each month, as of then, if it vested in it."""
        certain, assumed = column.hoped.offer, column.assumptions
        today = worth_if_vested(certain, assumed, self.months)
        return _listed(today / self._discounts(assumed.discount_rate))

    def _within(self, horizon: float) -> NDArray[np.float64]:
        return np.where(self.months <= 12 * horizon, 1.0, 0.0)

    def _discounts(self, rate: float) -> NDArray[np.float64]:
        return np.asarray(np.exp(force_of(0.0, rate) * self.months / 12))

    def _vests(self, column: Column) -> NDArray[np.float64]:
        paid = dict(column.offer.vesting.months_and_fractions())
        return np.array([paid.get(month, 0.0) for month in self.months])


def _listed(values: Any) -> Values:
    return np.asarray(values, dtype=float).tolist()  # type: ignore[no-any-return]
