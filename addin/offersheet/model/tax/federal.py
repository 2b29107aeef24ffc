"""Federal income tax: brackets, long-term gains, the alternative minimum tax, net investment income tax.

The rules of Form 1040 with its Qualified Dividends and Capital Gain Tax Worksheet, Form 6251, Form 8960 and
Schedule A line 5. Amounts are numbers, arrays or piecewise functions, as ``piecewise`` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple

from offersheet.model.tax.law import figures_in_force, jurisdiction
from offersheet.model.tax.piecewise import Amount, Piecewise, above, brackets, first_reaching, larger, smaller

__all__ = ["FederalLaw", "FederalTax", "MinimumTax", "federal_law", "iso_limit", "limit", "withheld"]


class FederalTax(NamedTuple):
    """What an income owes, by tax."""

    regular: Any
    minimum: Any
    """The alternative minimum tax: what Form 6251 adds."""
    investment: Any
    """The net investment income tax."""

    @property
    def total(self) -> Any:
        """All of it."""
        return self.regular + self.minimum + self.investment


@dataclass(frozen=True)
class MinimumTax:
    """An alternative minimum tax: rates above an exemption that itself shrinks with income."""

    exemption: float
    phaseout_start: float
    phaseout_rate: float
    rates: Piecewise

    def base(self, income: Amount) -> Any:
        """Return what the rates apply to."""
        exemption = above(self.exemption - self.phaseout_rate * above(income, self.phaseout_start))
        return above(income - exemption)

    def tentative(self, income: Amount) -> Any:
        """Return the tax before the regular tax is taken off, where no part of the income is a gain."""
        return self.rates(self.base(income))

    def highest_income(self, regular: Any) -> Any:
        """Return the largest income whose tentative tax does not exceed a regular tax."""
        return first_reaching(self.tentative(Piecewise.line()), beyond=True)(regular)


@dataclass(frozen=True)
class FederalLaw:
    """The law of a year for a filing status."""

    rates: Piecewise
    gain_rates: Piecewise
    standard_deduction: float
    amt: MinimumTax
    salt: dict[str, float]
    niit: dict[str, float]

    def state_tax_allowed(self, income: Amount) -> Any:
        """Return how much state tax may be deducted: a cap that falls with income to a floor."""
        salt = self.salt
        cap = salt["cap"] - salt["phaseout_rate"] * above(income, salt["phaseout_start"])
        return larger(cap, salt["floor"])

    def deduction(self, income: Amount, state_tax: Amount) -> Any:
        """Return the larger of the standard deduction and the state tax as far as it is allowed."""
        if isinstance(state_tax, float) and state_tax <= self.standard_deduction:
            return self.standard_deduction
        return larger(smaller(state_tax, self.state_tax_allowed(income)), self.standard_deduction)

    @cached_property
    def _tentative(self) -> Piecewise:
        """The tentative minimum tax as a table."""
        table: Piecewise = self.amt.tentative(Piecewise.line())
        return table

    def on_wages(self, income: Amount) -> Any:
        """Return the regular tax on an income without gains that takes the standard deduction."""
        return self.rates(above(income, self.standard_deduction))

    def tax(
        self, income: Amount, state_tax: Amount = 0.0, spread: Amount = 0.0, gains: Amount = 0.0
    ) -> FederalTax:
        """Return the tax on an income besides gains, on long-term gains, and on a spread of ISOs held."""
        total = income + gains
        taxable = above(total - self.deduction(total, state_tax))
        amti = total + spread  # Form 6251 adds the deduction back
        if isinstance(gains, float) and not gains:
            regular = self.rates(taxable)
            return FederalTax(regular, above(self._tentative(amti) - regular), 0.0)
        ordinary = above(taxable - gains)
        regular = smaller(
            self.rates(ordinary) + self.gain_rates(taxable) - self.gain_rates(ordinary), self.rates(taxable)
        )
        base = self.amt.base(amti)
        at_gain_rates = smaller(gains, base)
        tentative = smaller(
            self.amt.rates(base),
            self.amt.rates(base - at_gain_rates)
            + self.gain_rates(ordinary + at_gain_rates)
            - self.gain_rates(ordinary),
        )
        investment = self.niit["rate"] * smaller(gains, above(total, self.niit["threshold"]))
        return FederalTax(regular, above(tentative - regular), investment)


@cache
def federal_law(year: int, status: str) -> FederalLaw:
    """Return the federal law in force."""
    law = jurisdiction("federal")

    def of(item: str) -> dict[str, Any]:
        return figures_in_force(law, law[item], year, status)

    return FederalLaw(
        rates=brackets(**of("brackets")),
        gain_rates=brackets(**of("gains")),
        standard_deduction=float(of("standard_deduction")["amount"]),
        amt=_federal_amt(**of("amt")),
        salt={name: float(figure) for name, figure in of("salt").items()},
        niit=of("niit"),
    )


def _federal_amt(
    *,
    exemption: float,
    phaseout_start: float,
    phaseout_rate: float,
    lower_rate: float,
    upper_rate: float,
    upper_from: float,
) -> MinimumTax:
    rates = brackets([[0, lower_rate], [upper_from, upper_rate]])
    return MinimumTax(float(exemption), float(phaseout_start), phaseout_rate, rates)


def withheld(supplemental_pay: Any, year: int, status: str, rate: Any = None) -> Any:
    """Return what an employer withholds from a year's supplemental pay: a rate, a higher one above an amount.

    Another ``rate`` may stand in for the law's, up to that amount.
    """
    law = jurisdiction("federal")
    supplemental = figures_in_force(law, law["supplemental"], year, status)
    start, lower = float(supplemental["upper_from"]), supplemental["rate"] if rate is None else rate
    return lower * smaller(supplemental_pay, start) + supplemental["upper_rate"] * above(
        supplemental_pay, start
    )


def iso_limit(year: int, status: str) -> float:
    """Return how much stock, at its value when granted, may first become exercisable as ISOs in a year."""
    law = jurisdiction("federal")
    return float(figures_in_force(law, law["iso_limit"], year, status)["amount"])


def limit(name: Literal["deferral_limit", "compensation_limit", "purchase_limit"], year: int) -> float:
    """Return a limit that is the same for everybody.

    On the pay that is put off into a 401(k), on the pay that such a plan may count, on what an employee may
    buy of the employer's shares.
    """
    law = jurisdiction("federal")
    return float(figures_in_force(law, law[name], year, "single")["amount"])
