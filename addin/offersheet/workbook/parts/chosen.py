"""The offer that is stressed: what the sheet ``Stress`` takes of it, by the number of its column."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from offersheet.workbook.engine.layout import Format, Grid, Key, Row, Rows, Scalar, Scalars
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.option_twins import log_ratio
from offersheet.workbook.parts.refreshers import REFRESH_MONTHS
from offersheet.workbook.parts.tie_twins import at_todays_price
from offersheet.workbook.parts.ties import Tied, waiting
from offersheet.workbook.parts.vesting import MONTHS

__all__ = ["CHOSEN", "CHOSEN_GRIDS", "CHOSEN_OFFER", "CHOSEN_WAITING"]

CHOSEN = Tied(
    "chosen",
    "Tie of the chosen offer",
    "{chosen_needed}",
    "chosen_cost",
    "{column:chosen_weight}",
    "{column:chosen_deviation}",
    "{chosen_wait}",
)


def _picked(row: str, otherwise: str = '""') -> str:
    """Return the formula of what the chosen offer has in a row."""
    return f"IF(chosen_counts,INDEX({{offers:{row}}},1,stress_offer),{otherwise})"


def _chosen(
    name: str,
    label: str,
    unit: str,
    row: str,
    equals: str | Callable[[Column], Any],
    format: Format = "money",  # noqa: A002
) -> tuple[Scalar]:
    figure = attrgetter(equals) if isinstance(equals, str) else equals
    return (
        Scalar(
            f"chosen_{name}",
            label,
            unit,
            formula=_picked(row),
            format=format,
            look="calculation",
            equals=twins.of_chosen(figure),
        ),
    )


def _flag(name: str, label: str, formula: str, equals: Callable[[Inputs], Any]) -> tuple[Scalar]:
    return (
        Scalar(
            f"chosen_{name}",
            label,
            "1 or 0",
            formula=formula,
            format="number",
            look="calculation",
            equals=equals,
        ),
    )


def _of_kind(*kinds: str) -> Callable[[Inputs], float]:
    """Return the twin of whether there is a chosen offer, and of these kinds."""

    def told(inputs: Inputs) -> float:
        column = twins.chosen(inputs)
        return float(column is not None and (not kinds or column.kind in kinds))

    return told


CHOSEN_OFFER = Scalars(
    "The chosen offer",
    (
        _flag("counts", "Counts", "INDEX({offers:counts},1,stress_offer)", _of_kind()),
        _flag(
            "of_shares",
            "Has shares that grow",
            _picked("refresh_counted", "0"),
            _of_kind("rsu", "double_trigger"),
        ),
        _flag("of_options", "Has options", _picked("is_option", "0"), _of_kind("option")),
        _chosen("name", "Name", "", "offer_name", "offer.name", "text"),
        _chosen("status", "Status", "", "status", lambda column: "ok", "text"),
        _chosen("kind", "Kind of equity", "", "kind", "kind", "text"),
        _chosen("grant", "Grant value", "money", "grant", "offer.grant"),
        _chosen("equity", "Whole grant, present value", "money", "equity_all_own", "equity_pv"),
        _chosen("chance", "Chance that it pays", "probability", "chance", "chance", "rate"),
        _chosen("shares", "Shares", "shares", "shares", lambda column: column.offer.shares or 0.0, "count"),
        _chosen("price", "Share price", "money", "share_price", "offer.share_price", "price"),
        _chosen("strike", "Strike", "money", "strike", lambda column: column.offer.strike or 0.0, "price"),
        _chosen("cost", "Cost to exercise all", "money", "strike_cost", twins.strike_cost),
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
        _chosen(
            "worth", "Whole grant at today's price, by its chance", "money", "tie_worth", at_todays_price
        ),
        _chosen("without_equity", "Without its equity", "money", "without_equity", "without_equity"),
    ),
)

_WORKING = "Month by month, what the heat map and the ties of the chosen offer rest on; folded away."


def _waits(column: Column) -> float | None:
    """Return the years that the offer to stress may wait, where a tie by its shares is looked for."""
    other, needed = twins.chosen(column), twins.chosen_needed(column)
    grows = other is not None and other.kind in ("rsu", "double_trigger")
    return twins.trigger_years(other) if other and grows and needed and needed > 0 else None


CHOSEN_WAITING = Rows(
    "What the ties of the chosen offer rest on",
    (
        Row(
            "chosen_wait",
            "Years within which a sale or listing comes",
            "years",
            "chosen_trigger_years",
            "number",
            only="chosen_by_shares",
            equals=_waits,
        ),
        *waiting(CHOSEN),
    ),
    closed=True,
)


def _taken(name: str, label: str, line: str, grid: str) -> Key:
    """Return a column of what the chosen offer has in the lines of a grid; 1 where there is no such offer."""
    formula = f"IF(chosen_counts,INDEX({{all:{grid}}},{line},stress_offer),1)"
    return Key(f"chosen_{name}", label, formula, "fraction", working=_WORKING)


def _months(name: str, what: str, *taken: tuple[str, str, str]) -> Grid:
    """Return columns of what the chosen offer has in each month: name, label, grid of all offers."""
    return Grid(
        key=f"chosen_{name}",
        title=f"The chosen offer, month by month: {what}",
        lines=MONTHS,
        keys=(
            Key("chosen_month", "Month"),
            *(_taken(key, label, "{chosen_month}+1", grid) for key, label, grid in taken),
        ),
        closed=True,
    )


CHOSEN_GRIDS = (
    _months(
        "vests",
        "what vests, and whether it waits",
        ("fraction", "Vests", "vest_fraction"),
        ("event_later", "Sale or listing is later", "event_later"),
    ),
    _months(
        "within",
        "within the horizon, at today's price",
        ("paid", "Paid as it vests", "tie_paid"),
        ("later", "Waits, by a year of that", "tie_later"),
    ),
    _months(
        "stray",
        "how far the price of options may stray",
        ("d1", "d1", "tie_d1"),
        ("deviation", "Deviation", "option_deviation"),
    ),
    _months("weights", "how much it counts within the horizon", ("weight", "Weight", "vest_weight")),
    Grid(
        key="chosen_refreshers",
        title="The chosen offer: its refreshers, discounted, by the month of their own",
        lines=REFRESH_MONTHS,
        keys=(
            Key("chosen_refresh_month", "Month"),
            _taken("refresh", "Refreshers", "{chosen_refresh_month}", "tie_refresh"),
        ),
        closed=True,
    ),
)
