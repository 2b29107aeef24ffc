"""What an offer pays beside equity, each figure one method: the part of ``Case`` about cash and benefits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offersheet.model import worth
from offersheet.model.benefits import benefits_by_year
from offersheet.model.case_after_tax import AfterTax
from offersheet.model.negotiation import stay_bonus_pv
from offersheet.model.pay import MID_YEAR, level_cash_pv, salary_pv
from offersheet.model.present import mid_year_pv

__all__ = ["Cash"]


@dataclass(frozen=True, eq=False)
class Cash(AfterTax):
    """An offer under the assumptions, and what it pays beside equity, before tax."""

    @cached_property
    def base_pv(self) -> float:
        """Base within the horizon, today."""
        offer, assumed = self.offer, self.assumptions
        salary = salary_pv(offer.base, 0.0, assumed.horizon_years, offer.raise_rate, assumed.cash_rate)
        return float(salary)

    @cached_property
    def bonus_pv(self) -> float:
        """Bonus within the horizon, today: paid at year end, half a year later than the base."""
        offer = self.offer
        half_a_year = (1 + self.assumptions.cash_rate) ** MID_YEAR
        return float(self.base_pv / half_a_year * offer.bonus_target * offer.bonus_payout)

    @cached_property
    def other_pv(self) -> float:
        """Other yearly pay within the horizon, today."""
        assumed = self.assumptions
        paid = level_cash_pv(self.offer.other_annual, assumed.horizon_years, assumed.cash_rate)
        return float(paid)

    @cached_property
    def signing_pv(self) -> float:
        """Sign-on, the second one too, and relocation, today."""
        offer = self.offer
        return offer.sign_on + offer.relocation + offer.sign_on_year2 / (1 + self.assumptions.cash_rate)

    @cached_property
    def stay_pv(self) -> float:
        """The stay bonus, today, where it is paid within the horizon."""
        offer, assumed = self.offer, self.assumptions
        if offer.stay_months > 12 * assumed.horizon_years:
            return 0.0
        return float(stay_bonus_pv(offer.stay_bonus, offer.stay_months, assumed.cash_rate))

    @property
    def once_pv(self) -> float:
        """All that is paid once, today."""
        return self.signing_pv + self.stay_pv

    @cached_property
    def once_leaving(self) -> float:
        """The same, the second sign-on and the stay bonus by the chance of still being there."""
        offer, assumed = self.offer, self.assumptions
        later = [(offer.sign_on_year2, 12.0)]
        if offer.stay_months <= 12 * assumed.horizon_years:
            later.append((offer.stay_bonus, offer.stay_months))
        leaving = offer.annual_leave_probability
        expected = (stay_bonus_pv(*paid, assumed.cash_rate, leaving) for paid in later)
        return offer.sign_on + offer.relocation + float(sum(expected))

    @cached_property
    def owed_back(self) -> float:
        """What is expected to be owed back of the sign-on for leaving early, today."""
        return worth.owed_back(self.offer, self.assumptions)

    @cached_property
    def benefits_by_year(self) -> NDArray[np.float64]:
        """Match and purchase plan, less health premium and commute, in each year."""
        return benefits_by_year(self.offer, self.assumptions)

    @property
    def benefits(self) -> float:
        """The same in the first year."""
        return float(self.benefits_by_year[0])

    @cached_property
    def benefits_pv(self) -> float:
        """The same within the horizon, today."""
        return float(np.sum(mid_year_pv(self.benefits_by_year, self.assumptions.cash_rate)))

    @cached_property
    def without_equity(self) -> float:
        """All cash and benefits within the horizon, less what is left behind, today."""
        return self._every_year + self.once_pv - self.offer.unvested_left_behind

    @property
    def _every_year(self) -> float:
        """Base, bonus, other yearly pay and benefits within the horizon, today."""
        return self.base_pv + self.bonus_pv + self.other_pv + self.benefits_pv
