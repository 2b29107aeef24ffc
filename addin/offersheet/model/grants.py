"""What an offer's grant is worth today, whatever kind of equity it is: the one place that decides.

Every kind answers the same question: what would the whole grant be worth today if it vested in a given
month? The sum over the vest events, each with its fraction, is the value of the grant; over those
within a horizon, what counts there; weighted by the chance of still being there, what is expected.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.liquidity import paid_at_the_later
from offersheet.model.offer import Offer
from offersheet.model.options import option_pv, option_value
from offersheet.model.startup import startup_equity_pv
from offersheet.model.vesting import force_of

__all__ = [
    "CONTRACT_YEARS",
    "SPARE_MONTHS",
    "EquityKind",
    "equity_kind",
    "grant_by_year",
    "grant_pv",
    "grant_pv_by_year",
    "grant_vests",
    "lacks_its_strike",
    "market_option",
    "of_service_year",
    "option_years",
    "pays_by_chance",
    "refresh_chance",
    "takes_its_preference",
    "worth_if_vested",
]

Months: TypeAlias = NDArray[np.float64]
EquityKind: TypeAlias = Literal["rsu", "double_trigger", "option", "startup"]

CONTRACT_YEARS = 10
"""Years after which an option lapses, by custom."""

SPARE_MONTHS = 1e-4
"""By how much a vest may be late and still count: dates are typed as fractions of a year, rounded."""


def equity_kind(offer: Offer) -> EquityKind:
    """Say which kind of equity an offer holds, and so how it is valued."""
    if offer.exit_value is not None:
        return "startup"
    if offer.equity_kind != "rsu":
        return "option"
    return "rsu" if offer.liquidity_probability is None else "double_trigger"


def option_years(offer: Offer) -> float:
    """Return the expected term of an option: midway between mean vesting and lapse.

    The simplified method of SEC Staff Accounting Bulletin 107, question 6 of section D.2.
    """
    months, fractions = offer.vesting.as_arrays()
    return (float(months @ fractions) / 12 + CONTRACT_YEARS) / 2


def market_option(offer: Offer) -> float | None:
    """Return what a market would say that an offer's options are worth, waiting included.

    By Black, Scholes and Merton, over the expected term. It is no measure beside shares, which are discounted
    by what one asks for their risk.
    """
    if equity_kind(offer) != "option":
        return None
    each = option_value(offer.share_price, offer.strike or 0.0, option_years(offer), offer.volatility)
    return (offer.shares or 0.0) * float(each)


def _rsu(offer: Offer, discount_rate: float, months: Months) -> Months:
    return offer.grant * np.exp(force_of(offer.growth, discount_rate) * months / 12)


def _double_trigger(offer: Offer, discount_rate: float, months: Months) -> Months:
    force = force_of(offer.growth, discount_rate)
    later = np.asarray(paid_at_the_later(force, months / 12, offer.liquidity_months / 12))
    return offer.grant * (offer.liquidity_probability or 0.0) * later


def _option(offer: Offer, discount_rate: float, months: Months) -> Months:
    """Exercised and sold when it vests, as shares are sold; so it never beats the shares that it buys."""
    strike, years = offer.strike or 0.0, months / 12
    each = option_pv(offer.share_price, strike, years, offer.volatility, offer.growth, discount_rate)
    return (offer.shares or 0.0) * np.asarray(each)


def _startup(offer: Offer, discount_rate: float, months: Months) -> Months:
    """What has vested by the exit is worth the exit; the rest nothing."""
    if offer.fully_diluted is None:
        return np.zeros(months.shape)
    whole = startup_equity_pv(
        offer.shares or 0.0,
        offer.strike or 0.0,
        offer.fully_diluted,
        offer.exit_value or 0.0,
        offer.preferences,
        offer.future_dilution,
        offer.exit_probability,
        offer.exit_years,
        discount_rate,
        offer.preferred_shares,
    )
    return np.where(months <= 12 * offer.exit_years + SPARE_MONTHS, whole, 0.0)


_WORTH: dict[EquityKind, Callable[[Offer, float, Months], Months]] = {
    "rsu": _rsu,
    "double_trigger": _double_trigger,
    "option": _option,
    "startup": _startup,
}


def grant_pv(
    offer: Offer, assumptions: Assumptions, within_months: float = np.inf, *, if_leaving: bool = False
) -> float:
    """Present value of what vests within so many months, whenever it pays.

    With ``if_leaving``, each vest counts by the chance of still being there.
    """
    months, fractions = offer.vesting.as_arrays()
    counted = fractions * (months <= within_months + SPARE_MONTHS)
    if if_leaving:
        counted = counted * (1 - offer.annual_leave_probability) ** (months / 12)
    return float(counted @ worth_if_vested(offer, assumptions, months))


def worth_if_vested(offer: Offer, assumptions: Assumptions, months: Months) -> Months:
    """Return what a whole grant, by its chance, would be worth today if it vested in each of these months."""
    return _WORTH[equity_kind(offer)](offer, assumptions.discount_rate, months)


def grant_vests(offer: Offer, assumptions: Assumptions) -> tuple[Months, Months, Months]:
    """Return of each vest within the horizon its month, what it is expected to pay, and that today."""
    months, fractions = offer.vesting.as_arrays()
    within = months <= 12 * assumptions.horizon_years + SPARE_MONTHS
    worth = _WORTH[equity_kind(offer)]
    paid, today = (fractions * worth(offer, rate, months) for rate in (0.0, assumptions.discount_rate))
    return months[within], paid[within], today[within]


def takes_its_preference(offer: Offer) -> bool:
    """Say whether some take their preference at any exit, as nothing says into what they may convert."""
    return equity_kind(offer) == "startup" and offer.preferences > 0 and not offer.preferred_shares


def lacks_its_strike(offer: Offer) -> bool:
    """Say whether options have a price and no strike, and so count as the shares."""
    return equity_kind(offer) == "option" and offer.price is not None and offer.strike is None


def pays_by_chance(offer: Offer) -> float:
    """Return how likely vested equity is to pay at all: by the sale, listing or exit that it waits for."""
    chances = {"double_trigger": offer.liquidity_probability or 0.0, "startup": offer.exit_probability}
    return chances.get(equity_kind(offer), 1.0)


def refresh_chance(offer: Offer) -> float:
    """Return the fraction of refreshers that counts: those of options and startup equity are not known."""
    chances = {"rsu": 1.0, "double_trigger": offer.liquidity_probability or 0.0}
    return chances.get(equity_kind(offer), 0.0)


def grant_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return what each year of the horizon shows of the grant.

    RSUs at the price of each vest date, options at what they are expected to pay on it. What waits for an
    event is spread as it vests: double-trigger shares at their present value; a startup's at the present
    value of all, up to the exit.
    """
    kind, (months, fractions) = equity_kind(offer), offer.vesting.as_arrays()
    if kind == "double_trigger":
        worth = np.full(months.shape, grant_pv(offer, assumptions))
    else:
        worth = _WORTH[kind](offer, assumptions.discount_rate if kind == "startup" else 0.0, months)
    return _by_service_year(assumptions, months, fractions * worth)


def grant_pv_by_year(offer: Offer, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return what vests of the grant in each year of the horizon, today; 0 where it waits for an event."""
    kind, (months, fractions) = equity_kind(offer), offer.vesting.as_arrays()
    if kind in ("double_trigger", "startup"):
        return np.zeros(int(assumptions.horizon_years))
    return _by_service_year(
        assumptions, months, fractions * _WORTH[kind](offer, assumptions.discount_rate, months)
    )


def of_service_year(by_year: NDArray[np.float64], months: Months) -> NDArray[np.float64]:
    """Return, of an amount for each year of the horizon, that of the year of service of each month."""
    year = np.clip(np.ceil((months - SPARE_MONTHS) / 12), 1, by_year.size)
    return np.asarray(by_year[year.astype(int) - 1])


def _by_service_year(assumptions: Assumptions, months: Months, amounts: Months) -> NDArray[np.float64]:
    """Add up what falls into each year of the horizon."""
    shown = np.zeros(int(assumptions.horizon_years) + 1)
    service_years = np.minimum(np.ceil(months / 12), shown.size).astype(int)
    counted = service_years < shown.size
    np.add.at(shown, service_years[counted], amounts[counted])
    return shown[1:]
