"""Worksheet functions: what shares cost in tax when options are exercised or RSUs vest."""

from __future__ import annotations

from typing import Annotated, Any

from offersheet.model.tax.arguments import Spread, State, Status, Wages, Year
from offersheet.model.tax.federal import withheld
from offersheet.model.tax.household import Household, Taxpayer, for_each_law
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.model.tax.law import figures, jurisdiction
from offersheet.model.tax.piecewise import above, smaller
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import FRACTION, MONEY
from offersheet.worksheet.shapes import Numbers

__all__ = ["iso_amt", "iso_headroom", "not_withheld", "rsu_tax_gap", "supplemental_rate"]


@worksheet_function(
    category="Tax and floor",
    examples=(Example("240000, 200000", 44_978.0), Example("240000, 35115", 0.0)),
)
def iso_amt(
    wages: Wages, iso_spread: Spread, state: State = "", status: Status = "single", year: Year = DEFAULT_YEAR
) -> Numbers:
    """The extra tax, federal and state, that exercising incentive stock options and holding them costs.

    All income taxes with the spread less those without it: the spread is income for the alternative minimum
    tax alone (26 U.S.C. 56(b)(3)). Part of it may come back as a credit in later years, which is left out.

    >>> iso_amt(240_000, 200_000, year=2026)
    44978.0
    """

    def compute(state: str, status: str, year: float, wages: Any, spread: Any) -> Any:
        household = Household(state, status, int(year))
        return household.bill(wages, 0.0, spread).income_taxes - household.bill(wages).income_taxes

    return for_each_law(compute, (state, status, year), (wages, iso_spread))


@worksheet_function(
    category="Tax and floor",
    examples=(Example("240000", 35_115.384615), Example('300000, "TX", "mfj"', 30_461.538462)),
)
def iso_headroom(
    wages: Wages, state: State = "", status: Status = "single", year: Year = DEFAULT_YEAR
) -> Numbers:
    """The largest spread of incentive stock options that can be exercised and held without extra tax.

    Where the tentative minimum tax, federal or of the state, meets the regular tax; 0 where it does so
    without a spread.

    >>> round(iso_headroom(240_000, year=2026), 2)
    35115.38
    """

    def compute(state: str, status: str, year: float, wages: Any) -> Any:
        household = Household(state, status, int(year))
        regular = household.bill(wages).federal.regular
        room = household.federal.amt.highest_income(regular) - wages
        law = household.law
        if law is not None and law.amt is not None:
            filed = law.filed(wages)
            room = smaller(room, law.amt.highest_income(law.regular_tax(filed)) - filed.agi)
        return above(room)

    return for_each_law(compute, (state, status, year), (wages,))


def supplemental_rate(state: str, year: int, status: str) -> float | None:
    """Return the flat rate at which a state has tax withheld from shares; ``None`` where it has none."""
    law = jurisdiction(state)
    found = figures(law, law["supplemental"], year, status) if "supplemental" in law else None
    if found is None:
        return None
    added_to = law.get("added_to")
    return float(found["rate"]) + ((supplemental_rate(added_to, year, status) or 0.0) if added_to else 0.0)


def not_withheld(
    taxpayer: Taxpayer,
    pay: Any,
    supplemental: Any,
    gain: Any = 0.0,
    *,
    exempt: Any = 0.0,
    earlier: Any = 0.0,
    rate: Any = None,
) -> Any:
    """Return the income tax on supplemental pay, and on a gain, on top of other pay, less what is withheld.

    An employer withholds flat rates of all supplemental pay of a year together, of which ``earlier`` is
    within ``pay`` already, and nothing of a ``gain`` that pays no payroll tax, an ISO's or a purchase plan's;
    ``exempt`` is such a gain beside ``pay``. Where a state has no flat rate, its exact tax counts as
    withheld. No payroll tax: that is withheld as it falls due. Below 0: a refund.
    """
    household = taxpayer.household
    state, year, status = household.state, household.year, household.status
    before = taxpayer.bill(pay + exempt, exempt)
    wages = taxpayer.bill(pay + exempt + supplemental, exempt)
    after = taxpayer.bill(pay + exempt + supplemental + gain, exempt + gain)
    flat = withheld(earlier + supplemental, year, status, rate) - withheld(earlier, year, status, rate)
    federal = after.federal.total - before.federal.total - flat
    own = supplemental_rate(state, year, status) if state else None
    if own is None:
        return federal + after.state - wages.state
    return federal + after.state - before.state - own * supplemental


@worksheet_function(
    category="Tax and floor",
    examples=(Example("100000, 240000", 12_030.25), Example('100000, 240000, "CA"', 7_341.99, 0.005)),
)
def rsu_tax_gap(
    vest_value: Annotated[Numbers, MONEY, "What the shares are worth when they vest."],
    wages: Wages,
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    withheld_rate: Annotated[
        Numbers, FRACTION, "Federal tax withheld up to 1,000,000; above that 37 % is."
    ] = 0.22,
) -> Numbers:
    """Income tax on shares that vest less what is withheld for it: cash to set aside.

    Income taxes on ``wages + vest_value`` less those on ``wages``, less the federal withholding and the
    state's at its rate for supplemental wages; where a state has no such rate, its exact tax counts as
    withheld. Payroll taxes are left out. Below 0 where more is withheld than is due.

    >>> rsu_tax_gap(100_000, 240_000, year=2026)
    12030.25
    """

    def compute(state: str, status: str, year: float, *amounts: Any) -> Any:
        vest_value, wages, rate = amounts
        household = Household(state, status, int(year))
        return not_withheld(Taxpayer(household), wages, vest_value, rate=rate)

    return for_each_law(compute, (state, status, year), (vest_value, wages, withheld_rate))
