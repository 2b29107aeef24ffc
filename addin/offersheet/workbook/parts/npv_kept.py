"""What is left of the net present value after tax: the share of each year, of what it is worth today."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from offersheet.model.after_tax import taxpayer_of
from offersheet.model.grants import refresh_chance
from offersheet.model.present import (
    cash_pv_by_year,
    equity_pv_by_year,
    once_pv_by_year,
    refreshers_pv_by_year,
)
from offersheet.model.taxed_equity import waits_for_event
from offersheet.model.valuation import RESULTS
from offersheet.workbook.engine.layout import Grid, Row, Rows
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.inputs import SHOWN_YEARS, yearly
from offersheet.workbook.parts.tax_steps import Pay, income_tax, kept, payroll_tax, step_rows

__all__ = ["AFTER_TAX", "LEFT_BEHIND", "after_tax_result", "if_shown", "share_grids", "today_grids"]

_FIRST_CASH = "INDEX({column:year_cash},1)"
_FALLS_IN_YEAR = "{column:refresh_month}<=12*({year}-{first_refresh})"
_IN_ONE_YEAR = "({year}=MAX(1,ROUNDUP({stay_months}/12,0)))"

FORMULAS = {
    "npv_after_tax": 'IF(horizon_years>ROWS({column:year_cash}),"",'
    "{kept_cash}+{kept_equity}+{kept_event}-{kept_left})",
    "level_take_home": 'IF(ISNUMBER({npv_after_tax}),{npv_after_tax}/annuity,"")',
}
"""How results after tax are computed in cells; none beyond the years of the tables."""


def after_tax_result(name: str, *, shown: bool = False) -> Row:
    """Return the row of a result after tax, under the name that other programs read."""
    result = next(result for result in RESULTS if result.name == name)
    return Row(
        name,
        result.label,
        result.unit,
        FORMULAS[name],
        look="result",
        note=result.help,
        name=f"result_{name}",
        when="filled",
        best=True,
        equals=if_shown(name),
    )


# ------------------------------------------------------------ by the model


def _shares(figure: str) -> Callable[[Column], list[float]]:
    return lambda column: getattr(column.taxed_years, figure).tolist()


def _cash_today(column: Column) -> Any:
    return cash_pv_by_year(column.offer, column.assumptions)


def _once_today(column: Column) -> list[float]:
    return once_pv_by_year(column.offer, column.assumptions).tolist()  # type: ignore[no-any-return]


def _equity_today(column: Column) -> Any:
    return equity_pv_by_year(column.offer, column.assumptions)


def _refreshers_today(column: Column) -> list[float]:
    offer, assumed = column.offer, column.assumptions
    if waits_for_event(offer) or not refresh_chance(offer):
        return [0.0] * int(assumed.horizon_years)
    return refreshers_pv_by_year(offer, assumed).tolist()  # type: ignore[no-any-return]


def _added_up(worth: Callable[[Column], Any], figure: str) -> Callable[[Column], float]:
    """Return the twin of what is left, over the years that the tables show."""

    def left(column: Column) -> float:
        keeps = getattr(column.taxed_years, figure)
        return float(worth(column)[:SHOWN_YEARS] @ keeps[:SHOWN_YEARS])

    return left


def _event_share(column: Column) -> float:
    return 1.0 if column.event is None else column.event.keeps


def _kept_event(column: Column) -> float:
    if not waits_for_event(column.offer):
        return 0.0
    return _event_share(column) * (column.grant_within + column.refreshers_within)


def if_shown(figure: str) -> Callable[[Column], float | None]:
    """Return the twin of a result that stands on the tables by year, where these reach the horizon."""
    named = attrgetter(figure)
    return lambda column: named(column) if column.assumptions.horizon_years <= SHOWN_YEARS else None


def _first_cash(column: Column) -> float:
    return float(column.taxed_years.cash[0])


def _kept_left(column: Column) -> float:
    """Return what would have been left of what is left behind, on top of the first year's cash."""
    behind, first = column.offer.unvested_left_behind, column.taxed_years
    share = taxpayer_of(column.offer, column.assumptions).keeps(first.cash[0], first.exempt[0], behind)
    return float(behind * share)


# ------------------------------------------------------------ by year


def today_grids() -> tuple[Grid, ...]:
    """Declare what the cash and the vests of each year are worth today."""
    return (
        yearly(
            "once_today",
            "Paid once in each year, today",
            "({year}=1)*({sign_on}+{relocation})+({year}=MIN(2,horizon_years))*{sign_on_year2}/(1+cash_rate)"
            f"+{_IN_ONE_YEAR}*{{stay_pv}}",
            equals=_once_today,
        ),
        yearly(
            "year_cash_today",
            "Cash of each year, today",
            "INDEX({column:mid_year_factor},{year}+1)*{same:year_regular}"
            "+INDEX({column:year_end_factor},{year}+1)*{same:bonus_own}+{same:once_today}",
            equals=lambda column: _cash_today(column).tolist(),
        ),
        yearly(
            "year_refresh_today",
            "Refreshers that vest in each year, today; those that wait for an event apart",
            f"(1-{{waits}})*{{refresh_value}}*SUMPRODUCT(({_FALLS_IN_YEAR})*{{column:refresh_in_its_year}})"
            "/(1+discount_rate)^{year}",
            equals=_refreshers_today,
        ),
        yearly(
            "year_equity_today",
            "Equity that vests in each year, today; what waits for an event apart",
            "(1-{waits})*SUMPRODUCT(({column:vest_service_year}={year})*{column:vest_weight}*{column:pays_own})"
            "+{same:year_refresh_today}",
            equals=lambda column: _equity_today(column).tolist(),
        ),
    )


def share_grids() -> tuple[Grid, ...]:
    """Declare which share of the cash and of the vests of each year all taxes leave."""
    return (
        yearly(
            "year_cash_share",
            "Share of the year's cash that is left",
            "IF(ROUND({same:year_cash},2)>0,{same:year_cash_kept}/{same:year_cash},1)",
            written="rate",
            equals=_shares("cash_keeps"),
        ),
        yearly(
            "year_equity_share",
            "Share of the year's equity that is left, taxed on top of cash",
            "IF(ROUND({same:year_equity},2)>0,({same:year_kept}-{same:year_cash_kept})/{same:year_equity},1)",
            written="rate",
            equals=_shares("equity_keeps"),
        ),
    )


# ------------------------------------------------------------ the whole

_TOGETHER = Pay(
    "left_behind",
    "the first year's cash and what is left behind",
    lambda column: _first_cash(column) + column.offer.unvested_left_behind,
)

LEFT_BEHIND = Rows(
    "Workings: the tax on what is left behind, as if it vested in the first year",
    (
        Row(
            "left_behind",
            "The first year's cash with it",
            "money",
            f"{_FIRST_CASH}+{{offer_unvested_left_behind}}",
            equals=_TOGETHER.income,
        ),
        *step_rows(_TOGETHER, (*income_tax(_TOGETHER), payroll_tax(_TOGETHER), kept(_TOGETHER))),
    ),
)

AFTER_TAX = Rows(
    "The net present value after tax, in today's money",
    (
        after_tax_result("npv_after_tax"),
        after_tax_result("level_take_home"),
        Row(
            "kept_cash",
            "Left of cash",
            "money",
            "SUMPRODUCT({column:year_cash_today},{column:year_cash_share})",
            note="Each year's cash today, times the share that is left of it in that year.",
            equals=_added_up(_cash_today, "cash_keeps"),
        ),
        Row(
            "kept_equity",
            "Left of equity",
            "money",
            "SUMPRODUCT({column:year_equity_today},{column:year_equity_share})",
            note="Of shares and options, taxed on top of that year's cash.",
            equals=_added_up(_equity_today, "equity_keeps"),
        ),
        Row(
            "event_share",
            "Share left of what an event pays",
            "fraction",
            "IF(ROUND({event_gain},2)>0,({event_kept}-{event_cash_kept})/{event_gain},1)",
            "rate",
            equals=_event_share,
        ),
        Row(
            "kept_event",
            "Left of what waits for an event",
            "money",
            "{waits}*{event_share}*({equity_pv_own}+{refresh_pv_own})",
            equals=_kept_event,
        ),
        Row(
            "kept_left",
            "What would be left of what you leave behind",
            "money",
            "{left_behind_kept}-INDEX({column:year_cash_kept},1)",
            note="Taxed as if in the new state; it is taken off.",
            equals=_kept_left,
        ),
    ),
    intro="Each year keeps the share that tax leaves of it, by one year's law and at the rates before tax. "
    "The tax of an expected payoff is not the expected tax. Blank beyond the years that the tables show.",
)
