"""Everything that a household owes on a year's income, and what it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from offersheet.model.cents import HALF_A_CENT
from offersheet.model.tax.federal import FederalLaw, FederalTax, federal_law
from offersheet.model.tax.payroll import contributions, payroll_law, state_funds
from offersheet.model.tax.piecewise import Amount, Piecewise
from offersheet.model.tax.states import StateLaw, state_law
from offersheet.worksheet.shapes import Numbers

__all__ = ["Bill", "Household", "Taxpayer", "code_of", "for_each_law"]


_NEXT = 100.0
"""The marginal rate is that of so many dollars more: a tax read off a table moves in bands as wide."""


class Bill(NamedTuple):
    """What a household owes in a year."""

    federal: FederalTax
    state: Any
    """Income tax of the state, of its city, too."""
    payroll: Any

    @property
    def income_taxes(self) -> Any:
        """Federal and state."""
        return self.federal.total + self.state

    @property
    def total(self) -> Any:
        """All of it."""
        return self.income_taxes + self.payroll


@dataclass(frozen=True)
class Household:
    """Whose taxes: a state (or nothing), a filing status and a tax year."""

    state: str
    status: str
    year: int

    @property
    def federal(self) -> FederalLaw:
        """The federal law that holds for it."""
        return federal_law(self.year, self.status)

    @property
    def law(self) -> StateLaw | None:
        """The law of its state."""
        return state_law(self.state, self.year, self.status) if self.state else None

    def bill(
        self,
        wages: Amount,
        pretax: Amount = 0.0,
        spread: Amount = 0.0,
        gains: Amount = 0.0,
        exempt: Amount = 0.0,
    ) -> Bill:
        """Return what is owed on wages, less what is paid into a plan, on a spread held, and on gains.

        ``exempt`` is ordinary income from which no payroll tax is taken, as on an ISO's gain; a state that
        deducts payroll tax (Alabama; Massachusetts, up to a low cap) counts it as wages. State tax, with what
        goes to the state's funds, is deducted from federal income where that is worth more than the standard
        deduction, but not in a state that would then refuse its own.
        """
        law, income = self.law, wages + exempt
        state: Any = 0.0 if law is None else self.state_tax(income, pretax, spread)
        refuses = law is None or law.follows_federal_deduction
        deducted = 0.0 if refuses else self.deductible(state, wages)
        federal = self.federal.tax(income - pretax, deducted, spread, gains)
        return Bill(federal, state, payroll_law(self.state, self.year, self.status)(wages))

    def deductible(self, state_tax: Amount, wages: Amount) -> Any:
        """Return what counts as state tax on a federal return: income tax, and what goes to state funds."""
        return state_tax + state_funds(self.state, self.year, self.status)(wages)

    def take_home(self, wages: Any, pretax: Any = 0.0) -> Any:
        """Return what is left of wages after ``pretax`` and all taxes."""
        if isinstance(pretax, float) and (not pretax or isinstance(wages, np.ndarray)):
            return _kept(self, pretax)(wages - pretax)
        return wages - pretax - self.bill(wages, pretax).total

    def kept(self, pretax: float = 0.0) -> Piecewise:
        """Return what is left as a function of the income above ``pretax``."""
        return _kept(self, pretax)

    def lines(
        self, wages: float, pretax: float = 0.0, spread: float = 0.0, gains: float = 0.0
    ) -> dict[str, float]:
        """Return every tax by its name, their total, what is left, and the rates."""
        bill = self.bill(wages, pretax, spread, gains)
        more = self.bill(wages + _NEXT, pretax, spread, gains)
        taken = contributions(self.state, self.year, self.status)
        return {
            "Federal income tax": bill.federal.regular,
            "Alternative minimum tax": bill.federal.minimum,
            "Net investment income tax": bill.federal.investment,
            "State income tax": bill.state,
            **{one.name: one.of_wages(wages) for one in taken},
            "Total": bill.total,
            "Take-home": wages - pretax - bill.total,
            "Marginal rate": (more.total - bill.total) / _NEXT,
            "Average rate": bill.total / wages if wages else 0.0,
        }

    def state_tax(self, wages: Amount, pretax: Amount = 0.0, spread: Amount = 0.0) -> Any:
        """Return the income tax of the state on wages; without one nothing, for each of them."""
        if self.law is None:
            return np.zeros(np.broadcast(wages, pretax, spread).shape)[()]
        tabled = isinstance(wages, np.ndarray) and isinstance(spread, float)
        if tabled and isinstance(pretax, float):
            return _state_tax(self, pretax, spread)(wages - pretax)
        if tabled and not self.law.asks_for_wages:
            return _state_tax(self, 0.0, spread)(wages - pretax)
        return self.law.tax(wages, pretax, spread)


@dataclass(frozen=True)
class Taxpayer:
    """A household that pays so much a year into a 401(k), as far as its wages go."""

    household: Household
    pretax: float = 0.0

    def bill(self, income: Any, exempt: Any = 0.0, spread: Any = 0.0) -> Bill:
        """Return what is owed on income, of which ``exempt`` pays no payroll tax; below 0 that on nothing."""
        income = np.maximum(income, 0.0)
        exempt = np.minimum(exempt, income)
        wages = income - exempt
        return self.household.bill(wages, self.paid_in(wages), spread, exempt=exempt)

    def paid_in(self, wages: Any) -> Any:
        """Return what is paid into the plan of such wages."""
        return np.minimum(self.pretax, wages) if self.pretax else 0.0

    def tax(self, income: Any, exempt: Any = 0.0) -> Any:
        """Return all tax on income; what is paid into the plan is none."""
        return self.bill(income, exempt).total

    def keeps(self, income: Any, exempt: Any, more: Any, more_exempt: Any = 0.0) -> Any:
        """Return the share that is left of more income, on top of other income; 1 of less than a cent.

        >>> keeps = Taxpayer(Household("TX", "single", 2026)).keeps(200_000.0, 0.0, 100_000.0)
        >>> round(float(keeps), 5)
        0.6625
        """
        taken = self.tax(income + more, exempt + more_exempt) - self.tax(income, exempt)
        some = np.greater_equal(more, HALF_A_CENT)
        return np.where(some, 1 - taken / np.where(some, more, 1.0), 1.0)


_TABLES_KEPT = 1024


def code_of(label: str) -> str:
    """Return the code of a tax by its name, for programs.

    >>> code_of("Federal income tax"), code_of("Take-home")
    ('federal_income_tax', 'take_home')
    """
    return re.sub(r"\W+", "_", label).strip("_").lower()


@lru_cache(_TABLES_KEPT)
def _kept(household: Household, pretax: float) -> Piecewise:
    income = Piecewise.line()
    return income - household.bill(income + pretax, pretax).total  # type: ignore[no-any-return]


@lru_cache(_TABLES_KEPT)
def _state_tax(household: Household, pretax: float, spread: float) -> Piecewise:
    law, nothing = household.law, Piecewise.line(slope=0.0)
    return nothing if law is None else nothing + law.tax(Piecewise.line() + pretax, pretax, spread)


def for_each_law(compute: Callable[..., Any], names: Sequence[Any], amounts: Sequence[Numbers]) -> Numbers:
    """Compute under each law that the names call for: a state, a status, a year, each one or an array.

    ``compute`` takes the names, single ones, and the amounts to which they belong.
    """
    if not any(isinstance(name, np.ndarray) for name in names):
        return compute(*names, *amounts)  # type: ignore[no-any-return]
    arrays = np.broadcast_arrays(*names, *amounts)
    shape, count = arrays[0].shape, len(names)
    flat = [array.ravel() for array in arrays]
    codes = np.zeros(flat[0].shape, dtype=int)
    for name in flat[:count]:
        known, code = np.unique(name, return_inverse=True)
        codes = codes * len(known) + code
    answer = np.empty(flat[0].shape)
    for code in np.unique(codes):
        here = codes == code
        first = int(np.argmax(here))
        single = [name[first].item() for name in flat[:count]]
        answer[here] = compute(*single, *(amount[here] for amount in flat[count:]))
    return answer.reshape(shape)
