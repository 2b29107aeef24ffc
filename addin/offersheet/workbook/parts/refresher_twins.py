"""What the grids of refreshers on the sheet ``Equity`` show by the model: sums over grants in closed form."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.vesting import Vesting, by_month, force_of, geometric_sum
from offersheet.workbook.engine.twins import Column, Inputs

__all__ = ["Refreshers"]

OfColumn: TypeAlias = Callable[[Column], list[float]]
OfInputs: TypeAlias = Callable[[Inputs], list[float]]


class Refreshers:
    """The twins of what stands in each of these months, counted from a refresher's own date."""

    def __init__(self, months: Sequence[int]) -> None:
        self.months = np.array(months, dtype=float)

    def times(self, inputs: Inputs) -> list[float]:
        """Return the months in years."""
        return _listed(self.months / 12)

    def years(self, inputs: Inputs) -> list[float]:
        """Return the year of service after that date in which each month lies."""
        return _listed(np.ceil(self.months / 12))

    def discounts(self, inputs: Inputs) -> list[float]:
        """Return what 1 in each month is worth on that date."""
        return _listed(np.exp(force_of(0.0, inputs.assumptions.discount_rate) * self.months / 12))

    def vests(self, column: Column) -> list[float]:
        """Return the fraction that vests in each month."""
        return _listed(self._vests(column))

    def pays(self, column: Column) -> list[float]:
        """Return what vests of 1 in each month, at the price of then."""
        return _listed(self._vests(column) * np.exp(force_of(column.offer.growth) * self.months / 12))

    def in_its_year(self, column: Column) -> list[float]:
        """Return what vests of 1 in each month, worth at the end of the year of service in which it lies."""
        waits = np.ceil(self.months / 12) - self.months / 12
        grows = force_of(column.assumptions.discount_rate) * waits
        return _listed(self.pays(column) * np.exp(grows))

    def staying(self, column: Column) -> list[float]:
        """Return the chance of being there in each month, if one is on that date."""
        return _listed((1 - column.offer.annual_leave_probability) ** (self.months / 12))

    def reach(self, *, leaving: bool) -> OfColumn:
        """Return the twin of the refreshers that reach each month in time, discounted to today."""
        years = np.ceil(self.months / 12)
        return lambda column: _listed(
            _granted(column, column.assumptions.horizon_years - years, leaving=leaving)
        )

    def _vests(self, column: Column) -> NDArray[np.float64]:
        events = by_month(Vesting(REFRESH_VEST_YEARS, 0.0, column.offer.vests_per_year).each())
        return np.array([events.get(month, 0.0) for month in self.months])

    @staticmethod
    def made(anniversaries: Sequence[int], *, leaving: bool) -> OfColumn:
        """Return the twin of the refreshers granted up to each anniversary, discounted to today."""
        return lambda column: _listed(_granted(column, np.array(anniversaries, dtype=float), leaving=leaving))


def _granted(column: Column, upto: NDArray[np.float64], *, leaving: bool) -> NDArray[np.float64]:
    """Return what 1 on each anniversary up to those is worth today; by the chance of being there then."""
    first = column.offer.first_refresh
    staying = 1 - column.offer.annual_leave_probability if leaving else 1.0
    if not staying:
        return np.where((first == 0) & (upto >= 0), 1.0, 0.0)
    discounting = force_of(0.0, column.assumptions.discount_rate) + math.log(staying)
    return np.asarray(geometric_sum(discounting, first - 1, upto))


def _listed(values: Any) -> list[float]:
    return np.asarray(values, dtype=float).tolist()  # type: ignore[no-any-return]
