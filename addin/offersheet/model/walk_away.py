"""The walk-away floor: the lowest pay that covers what you need after tax."""

from __future__ import annotations

from typing import Annotated, Any

from offersheet.model.tax.arguments import Pretax, State, Status, Year
from offersheet.model.tax.household import Household, for_each_law
from offersheet.model.tax.inverse import wages_for
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import BUFFER, COST_INDEX, MONEY
from offersheet.worksheet.shapes import Numbers

__all__ = ["gross_for_net", "net_need", "walk_away"]


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

    >>> gross_for_net(86_000, year=2026)
    109694.39
    """
    return _gross_for_net(net, state, status, year, pretax)


def _gross_for_net(net: Any, state: Any, status: Any, year: Any, pretax: Any = 0.0) -> Numbers:
    def compute(state: str, status: str, year: float, net: Any, pretax: Any) -> Any:
        return wages_for(Household(state, status, int(year)), net, pretax)

    return for_each_law(compute, (state, status, year), (net, pretax))


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

    >>> walk_away(60_000, 20_000, year=2026)
    109694.39
    """
    need = net_need(annual_spend, savings, risk_buffer, cost_index)
    return _gross_for_net(need, state, status, year)


def net_need(annual_spend: Any, savings: Any, risk_buffer: Any, cost_index: Any) -> Any:
    """Return what must be left after tax: spending where the offer is, with a buffer, and savings."""
    return annual_spend * cost_index / 100 * (1 + risk_buffer) + savings
