"""The offer that is stressed: what the sheet ``Stress`` takes of it, by the number of its column."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from offersheet.workbook.engine.layout import Format, Grid, Key, Scalar, Scalars
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.option_twins import log_ratio
from offersheet.workbook.parts.ties import Shares
from offersheet.workbook.parts.vesting import MONTHS, REFRESH_MONTHS

__all__ = ["CHOSEN", "CHOSEN_GRIDS", "CHOSEN_OFFER"]

CHOSEN = Shares(
    "chosen_grant",
    "chosen_chance",
    "chosen_trigger_years",
    "{column:chosen_fraction}",
    "chosen_refresh_rate",
    "{column:chosen_refresh_weight}",
)


def _chosen(
    name: str,
    label: str,
    unit: str,
    row: str,
    equals: str | Callable[[Column], Any],
    format: Format = "money",  # noqa: A002
) -> tuple[Scalar]:
    figure = attrgetter(equals) if isinstance(equals, str) else equals
    formula = f'IF(INDEX({{offers:status}},stress_offer)="ok",INDEX({{offers:{row}}},stress_offer),"")'
    return (
        Scalar(
            f"chosen_{name}",
            label,
            unit,
            formula=formula,
            format=format,
            look="calculation",
            equals=twins.of_chosen(figure),
        ),
    )


CHOSEN_OFFER = Scalars(
    "The chosen offer",
    (
        _chosen("name", "Name", "", "offer_name", "offer.name", "text"),
        _chosen("status", "Status", "", "status", lambda column: "ok", "text"),
        _chosen("kind", "Kind of equity", "", "kind", "kind", "text"),
        _chosen("grant", "Grant value", "money", "grant", "offer.grant"),
        _chosen("equity", "Whole grant, present value", "money", "equity_all_own", "equity_pv"),
        _chosen("chance", "Chance that it pays", "probability", "chance", "chance", "rate"),
        _chosen("shares", "Shares", "shares", "shares", lambda column: column.offer.shares or 0.0, "count"),
        _chosen("price", "Share price", "money", "share_price", "offer.share_price", "price"),
        _chosen("strike", "Strike", "money", "strike", lambda column: column.offer.strike or 0.0, "price"),
        _chosen("log", "Price over strike", "logarithm", "option_log_own", log_ratio, "fraction"),
        _chosen(
            "trigger_years",
            "Years within which that is",
            "years",
            "trigger_years",
            twins.trigger_years,
            "number",
        ),
        _chosen("exit_years", "Years to exit", "years", "exit_years", "offer.exit_years", "number"),
        _chosen("refresh_rate", "Refreshers", "fraction", "refresh_rate", "offer.refresh_rate", "rate"),
        _chosen("without_equity", "Without its equity", "money", "without_equity", "without_equity"),
    ),
)

_WORKING = "What the heat map and the ties of the chosen offer are made of."


def _taken(key: str, label: str, line: str, *grids: str, otherwise: int = 0) -> Key:
    """Return a column of what the chosen offer has in a line of grids, multiplied."""
    there = "*".join(f"INDEX({{all:{grid}}},{line},stress_offer)" for grid in grids)
    formula = f'IF(chosen_status="ok",{there},{otherwise})'
    return Key(key, label, formula, "fraction", working=_WORKING)


CHOSEN_GRIDS = (
    Grid(
        key="chosen_vests",
        title="The chosen offer: vesting in each month",
        lines=MONTHS,
        keys=(
            Key("chosen_month", "Month"),
            _taken("chosen_fraction", "Fraction", "{chosen_month}+1", "vest_fraction"),
            _taken("chosen_deviation", "Deviation", "{chosen_month}+1", "option_deviation", otherwise=1),
        ),
    ),
    Grid(
        key="chosen_option_months",
        title="The chosen offer: how much one option's payoff of a month counts within the horizon",
        lines=MONTHS,
        keys=(
            Key("chosen_option_month", "Month"),
            _taken("chosen_option_weight", "Weight", "{chosen_option_month}+1", "vest_weight"),
        ),
    ),
    Grid(
        key="chosen_refreshers",
        title="The chosen offer: its refreshers, discounted, by the month of their own",
        lines=REFRESH_MONTHS,
        keys=(
            Key("chosen_refresh_month", "Month"),
            _taken(
                "chosen_refresh_weight",
                "Weight",
                "{chosen_refresh_month}",
                "refresh_fraction",
                "refresh_grants",
            ),
        ),
    ),
)
