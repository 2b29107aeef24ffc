"""The walk-away floor: the lowest pay that covers what you need after tax."""

from __future__ import annotations

import math
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from offersheet.model.tax.arguments import Pretax, State, Status, Year
from offersheet.model.tax.household import Household, for_each_law
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.model.tax.piecewise import Edge, Piecewise, first_reaching
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import BUFFER, COST_INDEX, MONEY
from offersheet.worksheet.shapes import Numbers

__all__ = ["gross_for_net", "net_need", "walk_away"]

_MOST_ROUNDS = 60
"""More than it takes: each leaves a tenth of the error."""

_DUST = 1e-6
"""What rounding may leave of a cent, or of 1."""


@worksheet_function(
    category="Tax and floor",
    examples=(Example("86000", 109_694.39), Example('86000, "CA"', 121_892.26)),
)
def gross_for_net(
    net: Annotated[Numbers, MONEY, "What you want to keep of a year's pay."],
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    pretax: Pretax = 0,
) -> Numbers:
    """The smallest wages, to a cent, whose take-home reaches an amount.

    The inverse of ``TAKE_HOME``, found exactly: take-home consists of straight pieces. Where it falls back as
    wages rise past a threshold, the lower wages count.

    >>> gross_for_net(86_000)
    109694.39
    """
    return _gross_for_net(net, state, status, year, pretax)


def _gross_for_net(net: Any, state: Any, status: Any, year: Any, pretax: Any = 0.0) -> Numbers:
    def compute(state: str, status: str, year: float, net: Any, pretax: Any) -> Any:
        household = Household(state, status, int(year))
        if isinstance(pretax, np.ndarray):
            income = _income_for(household, net, pretax)
        else:
            income = first_reaching(household.kept(pretax))(net)
        wages = _cents_up(np.maximum(income, 0.0) + pretax)
        short = ~_enough(household.take_home(wages, pretax), net)
        if np.any(short):  # what is kept falls within that cent
            wages, nets, pretaxes = (np.array(one) for one in np.broadcast_arrays(wages, net, pretax))
            wages[short] = [
                _next_cents(household.kept(paid), left, paid)
                for left, paid in zip(nets[short].tolist(), pretaxes[short].tolist(), strict=True)
            ]
        return wages

    return for_each_law(compute, (state, status, year), (net, pretax))


def _income_for(household: Household, net: Any, pretax: NDArray[np.float64]) -> Any:
    """Return the income above ``pretax`` that leaves enough, where each element has a pretax of its own.

    Without it the answer is a table; payroll tax on it, which hardly depends on the answer, is added to
    what must be left until nothing changes.
    """
    kept = household.kept()
    income_for = first_reaching(kept)
    income = income_for(net)
    for _ in range(_MOST_ROUNDS):
        earlier, on_pretax = income, kept(income) - household.take_home(income + pretax, pretax)
        income = income_for(net + on_pretax)
        if np.allclose(income, earlier, rtol=1e-15, atol=1e-9):
            break
    return income


def _next_cents(kept: Piecewise, net: float, pretax: float) -> float:
    """Look through the pieces for one that holds a whole cent of which enough is kept; else return NaN."""
    ends = [piece.edge for piece in kept.pieces[1:]] + [Edge(math.inf)]
    for piece, end in zip(kept.pieces, ends, strict=True):
        climb = max((net - piece.value) / piece.slope, 0.0) if piece.slope > 0 else 0.0
        wages = float(_cents_up(piece.edge.at + climb + pretax))
        if Edge(wages - pretax) < end and _enough(kept(wages - pretax), net):
            return wages
    return math.nan


def _cents_up(money: Any) -> Any:
    return np.ceil(money * 100 - _DUST) / 100


def _enough(kept: Any, net: Any) -> Any:
    return np.greater_equal(kept, net - _DUST - _DUST**2 * net)


@worksheet_function(
    category="Tax and floor",
    examples=(Example("60000, 20000", 109_694.39), Example('60000, 20000, 0.1, 120, "CA"', 144_749.4)),
)
def walk_away(
    annual_spend: Annotated[Numbers, MONEY, "What you spend in a year, in today's city."],
    savings: Annotated[Numbers, MONEY, "What you want to put aside in a year."] = 0,
    risk_buffer: Annotated[Numbers, BUFFER, "What you add to spending for safety: 0.1 is 10 %."] = 0.1,
    cost_index: Annotated[
        Numbers, COST_INDEX, "Cost of living of the offer's city; 100 is yours today."
    ] = 100,
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
) -> Numbers:
    """The walk-away floor: the lowest acceptable pay in cash, before tax.

    ``GROSS_FOR_NET(annual_spend * cost_index / 100 * (1 + risk_buffer) + savings)``: what you spend there,
    with a buffer, and what you save, earned after all taxes.

    >>> walk_away(60_000, 20_000)
    109694.39
    """
    need = net_need(annual_spend, savings, risk_buffer, cost_index)
    return _gross_for_net(need, state, status, year)


def net_need(annual_spend: Any, savings: Any, risk_buffer: Any, cost_index: Any) -> Any:
    """Return what must be left after tax: spending where the offer is, with a buffer, and savings."""
    return annual_spend * cost_index / 100 * (1 + risk_buffer) + savings
