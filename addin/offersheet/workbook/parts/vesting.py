"""The grids below ``Equity``: month by month, what vests and what it would be worth today."""

from __future__ import annotations

from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.engine.layout import Grid, Key
from offersheet.workbook.parts.equity_twins import vested
from offersheet.workbook.parts.exits import BEFORE_EXIT
from offersheet.workbook.parts.inputs import VIEWS, View
from offersheet.workbook.parts.options import deviation_grids, option_grids

__all__ = ["MONTHS", "REFRESH_MONTHS", "vesting_grids"]

_MONTHLY = "Month by month, what every figure of the sheet about equity adds up."

MONTHS = range(12 * LONGEST_VESTING + 1)
REFRESH_MONTHS = range(1, 12 * REFRESH_VEST_YEARS + 1)


def vesting_grids() -> tuple[Grid, ...]:
    """Declare the grids on which every figure about equity rests."""
    return (
        *_vesting(),
        *deviation_grids(MONTHS),
        *(grid for view in VIEWS for grid in (*option_grids(view, MONTHS), _worth(view))),
        Grid(
            key="staying",
            title="Chance of still being there",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            formula="IF({month}=0,1,(1-{annual_leave_probability})^({month}/12))",
            format="fraction",
            working=_MONTHLY,
        ),
        *_refreshers(),
        Grid(
            key="iso_exercisable",
            title="Stock, at the strike, that ISOs let one buy first in twelve months from that one on",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            formula="IF({iso}=1,{shares}*{strike}*(INDEX({column:vest_cumulative},MIN({month}+12,"
            "ROWS({column:vest_cumulative})))-IF({month}=0,0,INDEX({column:vest_cumulative},{month}))),0)",
            working="what the limit on ISOs is held to, by the check that stands on Checks",
        ),
    )


def _worth(view: View) -> Grid:
    """What the whole grant would be worth today if it vested in a month, whatever kind of equity it is.

    With trigger_years = 0, RSUs are double-trigger shares that never wait. The chance that it pays is apart.
    """
    wait = "({trigger_years}-{time})"
    decay = f"({{force_{view.name}}}*{wait})"
    # (1 - exp(-x)) / x, by its series where that would cancel
    mean = f"IF(ABS{decay}<series_below,1-{decay}/2,(1-EXP(-{decay}))/{decay})"
    at_the_later = f"IF({{time}}>={{trigger_years}},1,({{time}}+{wait}*{mean})/{{trigger_years}})"
    return Grid(
        key=f"worth_{view.name}",
        title=f"What the grant would be worth today if all of it vested in that month, {view.title}",
        lines=MONTHS,
        keys=(Key("month", "Month"), Key("time", "Years", "{month}/12", "fraction", working=_MONTHLY)),
        formula=f'IF({{kind}}="startup",IF({{month}}{BEFORE_EXIT},{{startup_pv_{view.name}}},0),'
        f'IF({{kind}}="option",{{shares}}*{{same:option_payoff_{view.name}}}/(1+discount_rate)^{{time}},'
        f"{{grant}}*EXP(-{{force_{view.name}}}*{{time}})*{at_the_later}))",
        working=_MONTHLY,
    )


def _vesting() -> tuple[Grid, ...]:
    return (
        Grid(
            key="schedule_cumulative",
            title="Schedule, cumulative by year",
            lines=range(LONGEST_VESTING + 1),
            keys=(Key("year", "Year"),),
            first="0",
            formula="{above:schedule_cumulative}+INDEX({column:offer_schedule},{year})",
            format="fraction",
            working=_MONTHLY,
        ),
        Grid(
            key="vest_reached",
            title="Last vest date reached, in months",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            formula="INT({month}/{step})*{step}",
            format="number",
            working=_MONTHLY,
        ),
        Grid(
            key="vest_cumulative",
            title="Vested by month",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            formula="IF({month}<{cliff_months},0,IF({schedule_years}>0,"
            "INDEX({column:schedule_cumulative},INT({same:vest_reached}/12)+1)"
            "+INDEX({column:offer_schedule},MIN(INT({same:vest_reached}/12)+1,ROWS({column:offer_schedule})))"
            "*({same:vest_reached}/12-INT({same:vest_reached}/12)),"
            "MIN(1,{same:vest_reached}/12/{vest_years})))",
            format="fraction",
            intro="Nothing before the cliff; then all that has been reached.",
            equals=vested(MONTHS),
        ),
        Grid(
            key="vest_fraction",
            title="Vesting in each month",
            lines=MONTHS,
            keys=(
                Key("vest_month", "Month"),
                Key("vest_time", "Years", "{vest_month}/12", "fraction", working=_MONTHLY),
                Key("vest_service_year", "Service year", "ROUNDUP({vest_month}/12,0)", working=_MONTHLY),
            ),
            first="{same:vest_cumulative}",
            formula="{same:vest_cumulative}-{above:vest_cumulative}",
            format="fraction",
            working=_MONTHLY,
        ),
    )


def _refreshers() -> tuple[Grid, ...]:
    return (
        Grid(
            key="refresh_fraction",
            title="A refresher: vesting in each month after its own date",
            lines=REFRESH_MONTHS,
            keys=(
                Key("refresh_month", "Month"),
                Key("refresh_time", "Years", "{refresh_month}/12", "fraction", working=_MONTHLY),
            ),
            formula="IF(MOD({refresh_month},{step})=0,1/(refresh_vest_years*{vests_per_year}),0)",
            format="fraction",
            working=_MONTHLY,
        ),
        *(
            Grid(
                key=key,
                title=f"Refreshers that reach that month within the horizon, {title}",
                lines=REFRESH_MONTHS,
                keys=(
                    Key("month", "Month"),
                    Key("service_year", "Year of the grant", "ROUNDUP({month}/12,0)", working=_MONTHLY),
                ),
                formula="SUMPRODUCT(({column:factor_year}>={first_refresh})"
                "*({column:factor_year}<=horizon_years-{service_year})"
                f"*({staying}/(1+discount_rate))^{{column:factor_year}})",
                format="fraction",
                working=_MONTHLY,
            )
            for key, title, staying in (
                ("refresh_grants", "each discounted to today", "1"),
                (
                    "refresh_grants_leaving",
                    "and by the chance of still being there",
                    "(1-{annual_leave_probability}+({annual_leave_probability}=1))",
                ),
            )
        ),
    )
