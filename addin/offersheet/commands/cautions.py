"""What a person who compares offers should know beside the figures: where one of them can mislead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from offersheet.commands.headline import unvalued
from offersheet.commands.thoughts import thoughts
from offersheet.model.after_tax import floor_margin, iso_beyond_limit, waits_for_event, what_if_payroll_tax
from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import (
    equity_kind,
    lacks_its_strike,
    pays_by_chance,
    refresh_chance,
    takes_its_preference,
)
from offersheet.model.offer import Offer
from offersheet.model.tax.law import jurisdiction, projected
from offersheet.model.valuation import Valuation
from offersheet.model.verdict import agree, best_of_all
from offersheet.worksheet.spelling import printable, spell

__all__ = ["cautions"]

HEAVY = 0.5
"""The part of an offer's value beyond which its equity decides."""


def cautions(valuations: Sequence[Valuation], assumptions: Assumptions) -> Iterator[str]:
    """Say in sentences where the figures of these offers can mislead."""
    cases = [valuation.case for valuation in valuations]
    if not agree(cases):
        yield printable(best_of_all(cases))
    yield from _other_bests(valuations, assumptions)
    yield from thoughts([case.offer for case in cases], assumptions)
    first = valuations[0].offer
    for valuation in valuations:
        offer, name = valuation.offer, _name(valuation.offer)
        yield from _equity(valuation, assumptions)
        yield from _terms(valuation)
        yield from _options(offer, assumptions)
        if offer.stay_bonus and offer.stay_months > 12 * assumptions.horizon_years:
            yield (
                f"{name}: its stay bonus of {offer.stay_bonus:,.0f} comes after {spell(offer.stay_months)} "
                f"months, beyond the horizon of {spell(assumptions.horizon_years)} years: in no figure."
            )
        if offer is not first and offer.unvested_left_behind and first.grant:
            yield (
                f"{name}: {offer.unvested_left_behind:,.0f} left behind is taken off. Where that is the "
                f"grant of {_name(first)}, it counts twice: as a gain there and as a loss here."
            )
        yield from _what_if(offer, assumptions)
    offers = [valuation.offer for valuation in valuations]
    if any(offer.annual_leave_probability for offer in offers):
        yield (
            "If leaving: vests, refreshers, second sign-on and stay bonus count by the chance of still being "
            "there, less what may be owed back of the first sign-on, gross; other pay goes on."
        )
    yield from _after_tax(offers, assumptions)
    yield from _taxes(offers, assumptions)


def _options(offer: Offer, assumptions: Assumptions) -> Iterator[str]:
    """Say what the law and the letter decide of options."""
    if offer.equity_kind == "rsu" or not offer.shares:
        return
    name, beyond = _name(offer), iso_beyond_limit(offer, assumptions)
    if beyond:
        yield (
            f"{name}: ISOs that first become exercisable within twelve months pass the limit for a calendar "
            f"year (section 422(d)) by {beyond:,.0f} at the strike. What is above is an NSO by law; every "
            "figure here still treats it as an ISO."
        )
    if offer.equity_kind == "iso" and offer.exit_value is None:
        yield (
            f"{name}: its ISOs are taxed as exercised and sold when they vest. Held instead, they cost the "
            "minimum tax of that year, which comes back as a credit; sold over a year after exercise and "
            "two after the grant, the gain is long-term."
        )
    yield (
        f"{name}: clauses to read: how long after leaving its options can be exercised (often 90 days), and "
        "whether a sale, or losing the job, brings vesting forward (acceleration)."
    )


def _what_if(offer: Offer, assumptions: Assumptions) -> Iterator[str]:
    """Say what a new payroll tax would do to the margin over the floor."""
    if assumptions.extra_payroll_rate:
        taken = what_if_payroll_tax(offer, assumptions)
        yield (
            f"{_name(offer)}: a new payroll tax of {assumptions.extra_payroll_rate:.2%} would take "
            f"{taken:,.0f} a year; its margin would be {floor_margin(offer, assumptions) - taken:,.0f}."
        )


def _after_tax(offers: Sequence[Offer], assumptions: Assumptions) -> Iterator[str]:
    """Say what the figures after tax take for granted, where that matters."""
    if any(map(waits_for_event, offers)):
        yield (
            "After tax, a sale, listing or exit is taxed at once, at the end of its window: the careful side."
        )
    if any(equity_kind(offer) == "option" and offer.shares for offer in offers):
        yield (
            "After tax, options are taxed on what they are expected to pay; the tax to expect is "
            "higher (an option at the money keeps about 7 % less)."
        )
    if any(offer.unvested_left_behind for offer in offers):
        yield "After tax, what is left behind is taxed as if it vested in the new state."
    if any(offer.match_rate and offer.match_limit for offer in offers):
        yield (
            "A 401(k) match counts as if you paid in enough, and whole: it is taxed when it is drawn."
            + ("" if assumptions.pretax else " What you pay in comes out of your savings, as pretax is 0.")
        )
    if assumptions.pretax:
        yield (
            f"Of the {assumptions.pretax:,.0f} that go into a 401(k), take-home holds nothing; net present "
            "value after tax and level take-home hold all, as it stays yours: it is taxed when it is drawn."
        )
    if any(offer.state == "NJ" and offer.health_premium for offer in offers):
        yield "New Jersey taxes health premiums; that is left out."


def _taxes(offers: Sequence[Offer], assumptions: Assumptions) -> Iterator[str]:
    """Say what the taxes rest on and leave out, once for each state."""
    year = int(assumptions.tax_year)
    nowhere = [_name(offer) for offer in offers if not offer.state]
    if nowhere:
        yield f"{' and '.join(nowhere)}: no state is given, so only federal taxes are taken off."
    for state in dict.fromkeys(offer.state for offer in offers if offer.state):
        law = jurisdiction(state)
        uncertain = projected(state, year)
        if uncertain:
            yield f"{law['name']}: projected for {year}, not enacted: {', '.join(uncertain)}."
        left_out: str = law["left_out"]
        if left_out:
            yield f"{law['name']}: not in its taxes: {left_out[0].lower()}{left_out[1:]}"


def _other_bests(valuations: Sequence[Valuation], assumptions: Assumptions) -> Iterator[str]:
    """Say where the best at the offers' own values is not the best."""
    best = max(valuations, key=_figure("npv"))
    turns = {f"npv_{name}": f"under the {name} scenario" for name in assumptions.scenarios}
    turns["npv_nothing"] = "if all equity comes to nothing"
    for result, turn in turns.items():
        figure = _figure(result)
        other = max(valuations, key=figure)
        if figure(other) > figure(best):
            yield f"{_name(other.offer)}: worth the most {turn}, not {_name(best.offer)}."


def _figure(result: str) -> Callable[[Valuation], float]:
    return lambda valuation: valuation.results[result] or 0.0


def _equity(valuation: Valuation, assumptions: Assumptions) -> Iterator[str]:
    """Say what the equity of one offer rests on."""
    offer, name = valuation.offer, _name(valuation.offer)
    if not valuation.results["equity_pv"]:
        if offer.grant_value or offer.shares or equity_kind(offer) != "rsu":
            blank = unvalued(offer)
            told = f"; blank {'are' if blank[1:] else 'is'} {', '.join(blank)}" if blank else ""
            yield f"{name}: its equity counts as 0{told}."
        return
    if pays_by_chance(offer) < 1 and assumptions.discount_rate > assumptions.cash_rate:
        yield (
            f"{name}: a chance of failure stands beside a discount rate above that of cash; where the rate "
            "is raised for the same risk, that counts twice."
        )
    whole, nothing = _figure("npv")(valuation), _figure("npv_nothing")(valuation)
    if nothing < (1 - HEAVY) * whole:
        yield f"{name}: {1 - nothing / whole:.0%} of its value is equity, which may come to nothing."
    years = max(offer.vest_years, offer.cliff_months / 12)
    if years > assumptions.horizon_years:
        yield (
            f"{name}: its grant vests over {spell(years)} years; what vests after year "
            f"{spell(assumptions.horizon_years)} is not in its net present value."
        )
    if offer.refresh_rate and not refresh_chance(offer):
        yield f"{name}: its refreshers are not counted; only those of shares are."
    if offer.grant_value and equity_kind(offer) in ("option", "startup"):
        yield f"{name}: its grant_value does not count; options, and shares at an exit, are valued by number."


def _terms(valuation: Valuation) -> Iterator[str]:
    """Say what options cost, and what is assumed of those who are paid before common shareholders."""
    offer = valuation.offer
    name, cost = _name(offer), (offer.shares or 0.0) * (offer.strike or 0.0)
    if cost and valuation.results["equity_pv"] and equity_kind(offer) in ("option", "startup"):
        yield f"{name}: to exercise all of it costs {cost:,.0f} in cash."
    if lacks_its_strike(offer):
        yield f"{name}: without a strike its options count as the shares."
    if takes_its_preference(offer):
        yield (
            f"{name}: {offer.preferences:,.0f} of preferences is taken first at any exit, as participating "
            "preferred and debt do; preferred_shares let it convert instead where that brings more."
        )


def _name(offer: Offer) -> str:
    return printable(offer.name)
