"""Worksheet functions: the taxes on a year's income, and what they leave."""

from __future__ import annotations

from typing import Annotated, Any

from offersheet.model.tax.arguments import PRETAX_RULE, Gains, Pretax, Spread, State, Status, Wages, Year
from offersheet.model.tax.federal import federal_law
from offersheet.model.tax.household import Household, for_each_law
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.model.tax.payroll import payroll_law
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import FRACTION, MONEY
from offersheet.worksheet.shapes import Numbers, Table

__all__ = ["federal_tax", "payroll_tax", "state_tax", "take_home", "tax_table"]


@worksheet_function(
    category="Tax and floor",
    examples=(
        Example("240000", 48_104.0),
        Example('240000, "single", 2025', 48_823.0),
        Example('240000, "single", 2026, 0, 0, 200000', 93_082.0),
    ),
    rules=(PRETAX_RULE,),
)
def federal_tax(
    wages: Wages,
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    state_tax: Annotated[Numbers, MONEY, "State income tax of the year, deducted where that is better."] = 0,
    pretax: Pretax = 0,
    iso_spread: Spread = 0,
    ltcg: Gains = 0,
) -> Numbers:
    """Federal income tax, with the alternative minimum tax and the net investment income tax.

    The deduction is the larger of the standard deduction and ``state_tax`` under the cap of 26 U.S.C.
    164(b)(7), which falls again for high incomes. Long-term gains are stacked on top of other income (Form
    1040's Qualified Dividends and Capital Gain Tax Worksheet); the alternative minimum tax is that of Form
    6251, which adds the whole deduction and ``iso_spread`` back; net investment income tax is on gains
    above a threshold. What a state takes from pay for its disability, unemployment and leave funds counts
    as state tax and is deducted where it is within ``state_tax``. Left out: credits, dependents, other
    itemised deductions, other income.

    >>> federal_tax(240_000, year=2026)
    48104.0
    """

    def compute(status: str, year: float, *amounts: Any) -> Any:
        wages, state_tax, pretax, spread, gains = amounts
        return federal_law(int(year), status).tax(wages - pretax, state_tax, spread, gains).total

    return for_each_law(compute, (status, year), (wages, state_tax, pretax, iso_spread, ltcg))


@worksheet_function(
    category="Tax and floor",
    examples=(
        Example('150000, "CA", "single", 2025', 9_704.98, 0.005),
        Example('150000, "TX"', 0.0),
    ),
    rules=(PRETAX_RULE,),
)
def state_tax(
    wages: Wages,
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    pretax: Pretax = 0,
    iso_spread: Spread = 0,
) -> Numbers:
    """State income tax on wages; for NYC that of the state and of the city.

    The state's standard deduction, exemptions, brackets, surtaxes and credits that every earner gets. An
    ``iso_spread`` counts where the state's alternative minimum tax is modelled: California and Minnesota.
    Below 0 where a state pays a credit out. Left out: tax on long-term gains, dependents, itemising, local
    taxes other than New York City's, and refunds and payments that come once (Oregon's kicker, Colorado's
    TABOR refund, Maine's payment of 2025).

    >>> round(state_tax(150_000, "CA", "single", 2025), 2)
    9704.98
    """

    def compute(state: str, status: str, year: float, *amounts: Any) -> Any:
        return Household(state, status, int(year)).state_tax(*amounts)

    return for_each_law(compute, (state, status, year), (wages, pretax, iso_spread))


@worksheet_function(
    category="Tax and floor",
    examples=(
        Example("240000", 15_279.0),
        Example('240000, "", "single", 2025', 14_758.2),
        Example('240000, "CA"', 18_399.0),
    ),
)
def payroll_tax(
    wages: Wages, state: State = "", status: Status = "single", year: Year = DEFAULT_YEAR
) -> Numbers:
    """What is taken from pay beside income tax: Social Security, Medicare, and the state's own.

    With the Additional Medicare tax as the return settles it for the filing status. All wages are one
    person's: two earners each have a wage base of their own.

    >>> payroll_tax(240_000, year=2026)
    15279.0
    """

    def compute(state: str, status: str, year: float, wages: Any) -> Any:
        return payroll_law(state, int(year), status)(wages)

    return for_each_law(compute, (state, status, year), (wages,))


@worksheet_function(
    category="Tax and floor",
    examples=(Example("240000", 176_617.0), Example('240000, "", "single", 2026, 0, 0.01', 174_217.0)),
    rules=(PRETAX_RULE,),
)
def take_home(
    wages: Wages,
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    pretax: Pretax = 0,
    extra_rate: Annotated[
        Numbers, FRACTION, "A what-if: the rate of a payroll tax on all wages that does not exist yet."
    ] = 0,
) -> Numbers:
    """What is left of wages after all taxes and what is paid into a plan.

    ``wages - pretax - FEDERAL_TAX - STATE_TAX - PAYROLL_TAX - extra_rate * wages``. The federal tax may
    deduct the state's, with what goes to the state's own disability, unemployment and leave funds (an
    employer's private plan in their place is not settled), unless the state then refuses its own standard
    deduction (DC, GA, OK, VA).

    >>> take_home(240_000, year=2026)
    176617.0
    """

    def compute(state: str, status: str, year: float, *amounts: Any) -> Any:
        wages, pretax, extra_rate = amounts
        return Household(state, status, int(year)).take_home(wages, pretax) - extra_rate * wages

    return for_each_law(compute, (state, status, year), (wages, pretax, extra_rate))


@worksheet_function(
    category="Tax and floor",
    examples=(
        Example(
            "240000",
            (
                ("Federal income tax", 48_104.0),
                ("Alternative minimum tax", 0.0),
                ("Net investment income tax", 0.0),
                ("State income tax", 0.0),
                ("Social Security", 11_439.0),
                ("Medicare", 3_480.0),
                ("Additional Medicare", 360.0),
                ("Total", 63_383.0),
                ("Take-home", 176_617.0),
                ("Marginal rate", 0.3435),
                ("Average rate", 0.264096),
            ),
        ),
    ),
    rules=(PRETAX_RULE,),
)
def tax_table(
    wages: Wages,
    state: State = "",
    status: Status = "single",
    year: Year = DEFAULT_YEAR,
    pretax: Pretax = 0,
    iso_spread: Spread = 0,
    ltcg: Gains = 0,
) -> Table[float | str]:
    """Every tax on a year's income, their total, what is left, and the rates.

    Take-home is ``wages - pretax - total``: taxes on gains and on a spread are paid from it. The marginal
    rate is what 100 more of wages would cost, the average rate the total divided by wages (0 without
    wages).

    >>> tax_table(240_000, year=2026).rows[0]
    ('Federal income tax', 48104.0)
    """
    household = Household(str(state), str(status), int(year))
    return Table(
        ("item", "value"), tuple(household.lines(*map(float, (wages, pretax, iso_spread, ltcg))).items())
    )
