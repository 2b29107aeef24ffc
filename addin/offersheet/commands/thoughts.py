"""What is worth a second thought of the inputs, each with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offersheet.model.after_tax import need
from offersheet.model.assumptions import Assumptions
from offersheet.model.benefits import LARGEST_DISCOUNT
from offersheet.model.offer import Offer
from offersheet.model.tax.federal import limit
from offersheet.model.thoughts import (
    discount_beyond_law,
    grants_disagree,
    needs_little,
    pays_little,
    pretax_beyond_limit,
    rates_above_one,
)
from offersheet.worksheet.spelling import printable, spell

__all__ = ["thoughts"]


def thoughts(offers: Sequence[Offer], assumptions: Assumptions) -> Iterator[str]:
    """Say which inputs were probably meant otherwise; none of them is refused."""
    for name, rate in rates_above_one(assumptions):
        yield _percent(name, rate)
    if pretax_beyond_limit(assumptions):
        most = limit("deferral_limit", int(assumptions.tax_year))
        yield (
            f"pretax of {assumptions.pretax:,.0f} is above the {most:,.0f} that may go into a 401(k) in "
            f"{spell(assumptions.tax_year)} (from the age of 50 on more may); what else you put aside is "
            "savings."
        )
    for offer in offers:
        yield from (f"{printable(offer.name)}: {thought}" for thought in _of(offer, assumptions))


def _of(offer: Offer, assumptions: Assumptions) -> Iterator[str]:
    for name, rate in rates_above_one(offer):
        yield f"its {_percent(name, rate)}"
    if pays_little(offer):
        yield (
            f"its base of {offer.base:,.0f} a year is small; a base is in single dollars and for a year: "
            f"{1000 * offer.base:,.0f} where it was typed in thousands."
        )
    if needs_little(offer, assumptions):
        yield (
            f"what you need there, {need(offer, assumptions):,.0f} a year, is very little: annual_spend and "
            "savings are in single dollars, and for a year."
        )
    if grants_disagree(offer):
        yield (
            f"its grant_value of {offer.grant_value:,.0f} counts, not its shares times the price, "
            f"{(offer.shares or 0.0) * offer.share_price:,.0f}: leave the one blank that is of another day."
        )
    if discount_beyond_law(offer):
        yield (
            f"its espp_discount of {offer.espp_discount:.0%} is above the {LARGEST_DISCOUNT:.0%} that the "
            "law lets a purchase plan give; a plan beyond that is taxed otherwise."
        )


def _percent(name: str, rate: float) -> str:
    return f"{name} of {spell(rate)} is {100 * rate:,.0f} % a year; {spell(rate)} % is {spell(rate / 100)}."
