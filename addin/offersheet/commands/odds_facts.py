"""What ``offersheet odds`` answers in JSON, with its schema, and what it says beside the figures.

``python -m offersheet.commands.odds_facts FILE`` writes the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from offersheet.commands.headline import unvalued
from offersheet.commands.json_schema import NUMBER, NUMBER_OF_SCHEMA, TEXT, TEXTS, object_of, published, write
from offersheet.commands.output import SCHEMA
from offersheet.model.case import Case
from offersheet.model.odds import PERCENTILES, Odds
from offersheet.model.odds_grid import ChanceGrid
from offersheet.model.odds_words import in_words, listed
from offersheet.worksheet.spelling import printable

__all__ = ["facts_of", "notes_of", "row_schema", "schema"]


def facts_of(
    odds: Odds, notes: Sequence[str], risk_neutral: bool, grids: Sequence[ChanceGrid] | None = None
) -> dict[str, Any]:
    """Return what the JSON holds; grids where they were asked for."""
    return {
        "schema": SCHEMA,
        "words": in_words(odds),
        "odds": list(odds.rows()),
        "paths": odds.paths,
        "seed": odds.seed,
        "risk_neutral": risk_neutral,
        "notes": list(notes),
        **({} if grids is None else {"grids": [asdict(grid) for grid in grids]}),
    }


def notes_of(odds: Odds, risk_neutral: bool = False) -> Iterator[str]:
    """Name what the chances rest on, and where they mislead."""
    assumed, offers = odds.cases[0].assumptions, [case.offer for case in odds.cases]
    each = "".join(f"{_moves(case)}. " for case in odds.cases if case.npv != case.without_equity)
    yield printable(
        "A chance under these assumptions, no forecast: growth and the discount rate "
        f"({_percent(assumed.discount_rate)}) are judgements. {each}"
        f"Prices of any two companies move together with correlation {assumed.price_correlation:.4g}; bonus "
        f"payouts vary between those of a poor and a good year. {odds.paths:,} futures, seed {odds.seed}."
    )
    if risk_neutral:
        yield (
            "Risk-neutral: every share grows, and is discounted, at the cash rate of "
            f"{_percent(assumed.cash_rate)}, here alone. These values are not those of offersheet value."
        )
    if leaving := [offer.name for offer in offers if offer.annual_leave_probability]:
        yield printable(
            f"You may leave {listed(leaving)}: then what has not vested is lost, sign-on may be owed back, "
            "and other pay goes on. The value by the assumptions is that of staying."
        )
    if any(case.kind == "startup" and case.grant_within for case in odds.cases):
        yield (
            "A startup's average is not its value by the assumptions: strike, preferences and conversion "
            "bend what an exit pays. Both are shown."
        )
    for offer in offers:
        if blank := unvalued(offer):
            yield printable(f"{offer.name} is drawn without its equity: it has no {' and no '.join(blank)}.")
    companies = [offer.company for offer in offers if offer.company]
    if len(set(companies)) < len(companies):
        yield "Offers of one company share its price and its event."


def _moves(case: Case) -> str:
    """Say how the equity of an offer moves."""
    offer = case.offer
    grows = "" if case.kind == "startup" else f"shares grow by {_percent(offer.growth)} a year, "
    return f"{offer.name}: {grows}volatility {_percent(offer.volatility)}"


def _percent(number: float) -> str:
    return f"{100 * number:.4g}%"


_CHANCE = {"type": "number", "minimum": 0, "maximum": 1}


def row_schema() -> dict[str, Any]:
    """Return the schema of one row: one offer, before tax or after."""
    return object_of(
        {
            "offer": TEXT,
            "tax": {"enum": ["before", "after"]},
            "value": NUMBER | {"description": "What it is worth today by its assumptions, undrawn."},
            "mean": NUMBER,
            **{f"p{percent}": NUMBER for percent in PERCENTILES},
            "best": _CHANCE | {"description": "The chance to be worth most of all; those who tie share it."},
            "regret": NUMBER | {"description": "By how much it is behind the best on average."},
            "behind": NUMBER | {"description": "The same where it is behind; 0 where it never is."},
            "reaches_target": {
                "type": ["number", "null"],
                "description": "The chance to be worth a level salary of target_total, before tax; null "
                "without one, and after tax.",
            },
            "beats": {"type": "object", "additionalProperties": _CHANCE}
            | {"description": "By offer, the chance to be worth more than it; a tie counts half."},
        }
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the answer, and of what stands in its place where there is none."""
    answer = {
        "schema": NUMBER_OF_SCHEMA,
        "words": TEXTS | {"description": "The answer in sentences; words may change."},
        "odds": {"type": "array", "minItems": 2, "items": row_schema()},
        "paths": {"type": "integer"},
        "seed": {"type": "integer"},
        "risk_neutral": {"type": "boolean"},
        "notes": TEXTS | {"description": "What the chances rest on, in sentences; words may change."},
    }
    whole = object_of(answer)
    whole["properties"] = answer | {"grids": {"type": "array", "items": _grid_schema()}}
    return published("odds", whole)


def _grid_schema() -> dict[str, Any]:
    """Return the schema of one grid, which stands there with ``--grid``."""
    numbers = {"type": "array", "items": NUMBER}
    return object_of(
        {
            "offer": TEXT,
            "growths": numbers,
            "volatilities": numbers,
            "best": {"type": "array", "items": {"type": "array", "items": _CHANCE}}
            | {"description": "The chance to be worth most before tax, by growth, then by volatility."},
        }
    )


if __name__ == "__main__":
    write(schema())
