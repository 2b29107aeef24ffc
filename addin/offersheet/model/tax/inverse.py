"""The inverse of take-home: the least wages of which an amount is left.

What is left of wages consists of straight pieces, so that its inverse does, too: a table answers for one
pretax. Where each element has a pretax of its own, the tax that it costs beside, as payroll tax on it, hardly
depends on the answer: it is added to what must be left, at first in proportion to what a usual one costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.model.tax.household import Household
from offersheet.model.tax.payroll import payroll_law, state_funds
from offersheet.model.tax.piecewise import Edge, Piecewise, first_reaching

__all__ = ["wages_for"]

_MOST_ROUNDS = 60
"""More than it takes: each leaves a tenth of the error."""

_MOST_REPEATED = 0.5
"""The part of a change that the next one may be: taxes on what is paid into a plan are less."""

_CLOSE, _LAST_DIGITS = 1e-8, 1e-15
"""What may be missing of an amount at the end, and the part of it that rounding may take."""

_DUST = 1e-6
"""What rounding may leave of a cent, or of 1."""

_MOST_USUAL = 1e6
"""More than anyone pays into a plan in a year."""

_STRETCH = 2**15
"""So many elements at a time stay close to the processor."""

_Array: TypeAlias = NDArray[np.float64]


def wages_for(household: Household, net: Any, pretax: Any) -> Any:
    """Return the least wages, to a cent, of which ``net`` is left after ``pretax`` and all taxes."""
    if isinstance(pretax, np.ndarray):
        return _Each(household, _usual(pretax)).wages(*np.broadcast_arrays(net, pretax))
    wages = _cents_up(np.maximum(first_reaching(household.kept(pretax))(net), 0.0) + pretax)
    short = _short(household.take_home(wages, pretax), net, wages)
    if np.any(short):  # what is kept falls within that cent
        wages, nets = np.array(wages), np.asarray(net)
        wages[short] = [_next_cent(household.kept(pretax), left, pretax) for left in nets[short].tolist()]
    return wages


@dataclass(frozen=True)
class _Each:
    """Finds wages where each element has a pretax of its own."""

    household: Household
    usual: float

    @cached_property
    def _kept(self) -> Piecewise:
        return self.household.kept()

    @cached_property
    def _income_for(self) -> Piecewise:
        return first_reaching(self._kept)

    @cached_property
    def _usual_cost(self) -> Piecewise:
        """By what must be left, what the usual pretax costs beside."""
        return (self._kept - self.household.kept(self.usual))(self._income_for)

    @cached_property
    def _leaps(self) -> NDArray[np.bool_]:
        """Whether what is kept leaps, up or down, where a piece begins."""
        begun = [
            abs(one.there(other.edge.at) - other.value) > _DUST for one, other in pairwise(self._kept.pieces)
        ]
        return np.array([False, *begun])

    @cached_property
    def _deducts_funds(self) -> bool:
        """Whether payroll tax on what is paid into a plan may be deducted from federal income."""
        household = self.household
        if household.law is None or household.law.follows_federal_deduction:
            return False
        funds = state_funds(household.state, household.year, household.status)
        return any(piece.slope for piece in funds.pieces)

    def wages(self, net: _Array, pretax: _Array) -> _Array:
        """Return the wages, to a cent."""
        nets, paid = net.ravel(), pretax.ravel()
        answer = np.empty(nets.shape)
        unlike = []
        for these in _neighbours(nets):
            left, beside = nets.take(these), paid.take(these)
            guess = self._usual_cost(left) * (beside / (self.usual or 1.0))
            income = self._income_for(left + guess)
            answer[these] = self._to_a_cent(income, left, guess, beside)
            cost = self._cost(income, beside)
            change = cost - guess
            wrong = np.flatnonzero(~(np.abs(change) <= _close(left, beside)))
            unlike.append((these[wrong], cost[wrong], change[wrong]))
        if unlike:
            places, cost, change = map(np.concatenate, zip(*unlike, strict=True))
            answer[places] = self._in_rounds(nets[places], paid[places], cost, change)
        return answer.reshape(net.shape)

    def _in_rounds(self, net: _Array, pretax: _Array, cost: _Array, change: _Array) -> _Array:
        """Return the wages by computing the cost again until nothing changes.

        Within a piece each change is the same part of the one before, so that all to come are known.
        """
        income = self._income_for(net + cost)
        changing = np.arange(net.size)
        for _ in range(_MOST_ROUNDS):
            now = self._cost(income[changing], pretax[changing])
            earlier, change = change, now - cost[changing]
            part = np.divide(change, earlier, out=np.zeros_like(now), where=np.abs(earlier) > _CLOSE)
            part[np.abs(part) > _MOST_REPEATED] = 0.0
            cost[changing] = now + change * part / (1 - part)
            income[changing] = self._income_for(net[changing] + cost[changing])
            moved = np.abs(change) > _close(net[changing], pretax[changing])
            changing, change = changing[moved], change[moved]
            if not changing.size:
                break
        return self._to_a_cent(income, net, cost, pretax)

    def _cost(self, income: _Array, pretax: _Array) -> _Array:
        """Return what pretax costs beside, where so much is left of wages after it.

        That is payroll tax, less what the part of it that goes to funds of the state saves in federal tax.
        """
        household, wages = self.household, income + pretax
        if household.law is not None and household.law.asks_for_wages:
            return self._full_cost(income, pretax)
        payroll = payroll_law(household.state, household.year, household.status)
        cost: _Array = payroll(wages) - payroll(income)
        if self._deducts_funds:
            state_tax, deduction = household.state_tax(income), household.federal.deduction
            deducted = deduction(income, household.deductible(state_tax, wages))
            if np.any(deducted > household.federal.standard_deduction):
                alone = deduction(income, household.deductible(state_tax, income))
                other = np.flatnonzero(deducted != alone)
                cost[other] = self._full_cost(income[other], pretax[other])
        return cost

    def _full_cost(self, income: _Array, pretax: _Array) -> _Array:
        """Return the same by all taxes."""
        cost: _Array = self._kept(income) - self.household.take_home(income + pretax, pretax)
        return cost

    def _to_a_cent(self, income: _Array, net: _Array, cost: _Array, pretax: _Array) -> _Array:
        """Return the first wages of whole cents that bring an income, or the next of which enough is kept."""
        wages: _Array = _cents_up(np.maximum(income, 0.0) + pretax)
        paid = wages - pretax
        first, last = self._kept.span(income)[0], self._kept.span(paid)[1]
        if self._leaps[first : last + 2].any():
            for short in np.flatnonzero(_short(self._kept(paid), net + cost, wages)):
                wages[short] = self._beyond_a_fall(*(float(one[short]) for one in (net, cost, pretax)))
        return wages

    def _beyond_a_fall(self, net: float, cost: float, pretax: float) -> float:
        """Return the next wages that leave enough, where what is kept falls within the first such cent."""
        wages = _next_cent(self._kept, net + cost, pretax)
        left = np.array([wages - pretax])
        if abs(self._cost(left, np.array([pretax]))[0] - cost) <= _CLOSE:
            return wages
        return _next_cent(self.household.kept(pretax), net, pretax)


def _neighbours(nets: _Array) -> Iterator[NDArray[np.intp]]:
    """Yield the places of elements stretch by stretch, in about the order of what must be left.

    Neighbours fall into the same pieces of a table, which makes looking them up several times faster.
    """
    scale = np.iinfo(np.uint8).max / nets.max(initial=1.0)
    order = np.argsort((nets * scale).astype(np.uint8), kind="stable")
    for start in range(0, nets.size, _STRETCH):
        yield order[start : start + _STRETCH]


def _usual(pretax: _Array) -> float:
    """Return what is paid into a plan on average; a few who pay in more than there is hardly move it."""
    return float(np.minimum(pretax, _MOST_USUAL).mean()) if pretax.size else 0.0


def _next_cent(kept: Piecewise, net: float, pretax: float) -> float:
    """Look through the pieces for one that holds a whole cent of which enough is kept; else return NaN."""
    ends = [piece.edge for piece in kept.pieces[1:]] + [Edge(math.inf)]
    for piece, end in zip(kept.pieces, ends, strict=True):
        climb = max((net - piece.value) / piece.slope, 0.0) if piece.slope > 0 else 0.0
        wages = float(_cents_up(piece.edge.at + climb + pretax))
        if Edge(wages - pretax) < end and not _short(kept(wages - pretax), net, wages):
            return wages
    return math.nan


def _cents_up(money: Any) -> Any:
    return np.ceil(money * 100 - _DUST) / 100


def _close(net: _Array, pretax: _Array) -> Any:
    """Return what may be missing of ``net``: far less than a cent, as far as such amounts have one."""
    return _CLOSE + _LAST_DIGITS * (net + 10 * pretax)


def _short(kept: Any, net: Any, wages: Any) -> Any:
    """Whether too little is kept of wages: by more than rounding takes of them."""
    return np.less(kept, net - _DUST - _DUST**2 * wages)
