"""Refreshers in cells: how one vests, how many count, and what they pay at the price of each vest date."""

from __future__ import annotations

from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.workbook.engine.layout import Grid, Key
from offersheet.workbook.parts.inputs import VIEWS, View
from offersheet.workbook.parts.refresher_twins import Refreshers
from offersheet.worksheet.kinds import HORIZON

__all__ = ["REFRESH_MONTHS", "refresher_grids"]

REFRESH_MONTHS = range(1, 12 * REFRESH_VEST_YEARS + 1)
_ANNIVERSARIES = range(int(HORIZON.high) + 1)
_TWINS = Refreshers(REFRESH_MONTHS)
_STAYING = "(1-{annual_leave_probability})"


def refresher_grids() -> tuple[Grid, ...]:
    """Declare what every figure about refreshers rests on."""
    return (
        Grid(
            key="refresh_fraction",
            title="A refresher: vesting in each month after its own date",
            lines=REFRESH_MONTHS,
            keys=(
                Key("refresh_month", "Month"),
                Key(
                    "refresh_time",
                    "Years",
                    "{refresh_month}/12",
                    "fraction",
                    equals=_TWINS.times,
                ),
                Key(
                    "refresh_discount",
                    "Worth of 1",
                    "IFERROR(1/(1+discount_rate)^{refresh_time},0)",
                    "fraction",
                    equals=_TWINS.discounts,
                ),
            ),
            formula="IF(MOD({refresh_month},{step})=0,1/(refresh_vest_years*{vests_per_year}),0)",
            format="fraction",
            equals=_TWINS.vests,
        ),
        *(_vests(view) for view in VIEWS),
        Grid(
            key="refresh_in_its_year",
            title="A refresher of 1: what vests in each month, worth at the end of that year of service",
            lines=REFRESH_MONTHS,
            keys=(Key("month", "Month"),),
            formula="{same:refresh_vests_own}*(1+discount_rate)^(ROUNDUP({month}/12,0)-{month}/12)",
            format="fraction",
            equals=_TWINS.in_its_year,
        ),
        Grid(
            key="refresh_staying",
            title="A refresher: chance of still being there so long after its own date",
            lines=REFRESH_MONTHS,
            keys=(Key("month", "Month"),),
            formula=f"{_STAYING}^({{month}}/12)",
            format="fraction",
            equals=_TWINS.staying,
        ),
        *_granted("refreshers_made", "refresh_grants", "each discounted to today", "1", False),
        *_granted(
            "refreshers_made_leaving",
            "refresh_grants_leaving",
            "and by the chance of still being there",
            _STAYING,
            True,
        ),
    )


def _vests(view: View) -> Grid:
    return Grid(
        key=f"refresh_vests_{view.name}",
        title=f"A refresher of 1: what vests in each month, at the price of then, {view.title}",
        lines=REFRESH_MONTHS,
        keys=(Key("month", "Month"),),
        formula=f"{{same:refresh_fraction}}*(1+{view.growth})^({{month}}/12)",
        format="fraction",
        equals=view.of(_TWINS.pays),
    )


def _granted(made: str, reach: str, title: str, staying: str, leaving: bool) -> tuple[Grid, Grid]:
    """Return the worth today of one refresher a year: up to each, and of those that reach a month in time."""
    return (
        Grid(
            key=made,
            title=f"Refreshers of 1 granted up to that anniversary, {title}",
            lines=_ANNIVERSARIES,
            keys=(Key("anniversary", "Anniversary"),),
            first="IF({first_refresh}=0,1,0)",
            formula=f"{{above:{made}}}+IF({{anniversary}}<{{first_refresh}},0,"
            f"({staying}/(1+discount_rate))^{{anniversary}})",
            format="fraction",
            equals=_TWINS.made(_ANNIVERSARIES, leaving=leaving),
        ),
        Grid(
            key=reach,
            title=f"Refreshers that reach that month within the horizon, {title}",
            lines=REFRESH_MONTHS,
            keys=(
                Key("month", "Month"),
                Key(
                    "service_year",
                    "Year of the grant",
                    "ROUNDUP({month}/12,0)",
                    equals=_TWINS.years,
                ),
            ),
            formula=f"IF({{service_year}}>horizon_years,0,"
            f"INDEX({{column:{made}}},horizon_years-{{service_year}}+1))",
            format="fraction",
            equals=_TWINS.reach(leaving=leaving),
        ),
    )
