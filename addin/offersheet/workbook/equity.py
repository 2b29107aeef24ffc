"""The sheet ``Equity``: when the grant vests, what vests in each year, and what it is worth today."""

from __future__ import annotations

from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.inputs import VIEWS, used, yearly
from offersheet.workbook.layout import Grid, Key, Row, Rows, Sheet

__all__ = ["equity_sheet"]


def equity_sheet() -> Sheet:
    """Declare the vest grid by month, value by year under each scenario's growth, and present values."""
    return Sheet(
        name="Equity",
        title="Equity",
        intro="Results first; the month-by-month vesting that they rest on stands below.",
        kind="model",
        blocks=(
            used("growth", "cliff_months", "vests_per_year", "refresh_rate", "first_refresh"),
            Rows(
                "The grant",
                (
                    Row("equity_kind", "Kind of equity", "", "{kind}", "text", when="filled"),
                    Row(
                        "grant",
                        "Grant value",
                        "money",
                        "IF({offer_grant_value}>0,{offer_grant_value},"
                        '{offer_shares}*IF({offer_price}="",{offer_strike},{offer_price}))',
                        note="As given, else shares times price.",
                    ),
                    Row(
                        "schedule_years",
                        "Years in the schedule",
                        "years",
                        "COUNT({column:offer_schedule})",
                        "number",
                    ),
                    Row(
                        "vest_years",
                        "Vesting years",
                        "years",
                        'IF({schedule_years}>0,{schedule_years},IF({offer_vest_years}="",{blank:offer_vest_years},'
                        "{offer_vest_years}))",
                        "number",
                    ),
                    Row("step", "Months between vests", "months", "12/{vests_per_year}", "number"),
                ),
            ),
            Rows(
                "Present value, grown and discounted to each vest date",
                [
                    Row(
                        "equity_pv_whole",
                        "Whole grant",
                        "money",
                        "{grant}*SUMPRODUCT({column:vest_fraction}"
                        "*((1+{growth})/(1+discount_rate))^{column:vest_time})",
                    ),
                    *(
                        Row(
                            f"equity_pv_{view.name}",
                            f"Vesting within the horizon, {view.title}",
                            "money",
                            "{grant}*SUMPRODUCT(({column:vest_month}<=12*horizon_years)*{column:vest_fraction}"
                            f"*((1+{view.growth})/(1+discount_rate))^{{column:vest_time}})",
                        )
                        for view in VIEWS
                    ),
                    *(
                        Row(
                            f"refresh_pv_{view.name}",
                            f"Refreshers, {view.title}",
                            "money",
                            "{grant}*{refresh_rate}*SUMPRODUCT({column:refresh_fraction}*{column:refresh_grants}"
                            f"*((1+{view.growth})/(1+discount_rate))^{{column:refresh_time}})",
                        )
                        for view in VIEWS
                    ),
                ],
            ),
            *(
                yearly(
                    "equity",
                    "Grant vesting in each year, at the price of each vest date",
                    "{grant}*SUMPRODUCT(({column:vest_service_year}={year})*{column:vest_fraction}"
                    f"*(1+{view.growth})^{{column:vest_time}})",
                    view,
                )
                for view in VIEWS
            ),
            *(
                yearly(
                    "refresh",
                    "Refreshers vesting in each year",
                    "{grant}*{refresh_rate}*SUMPRODUCT(({column:refresh_month}<=12*({year}-{first_refresh}))"
                    f"*{{column:refresh_fraction}}*(1+{view.growth})^{{column:refresh_time}})",
                    view,
                )
                for view in VIEWS
            ),
            Grid(
                key="schedule_cumulative",
                title="Schedule, cumulative by year",
                lines=range(LONGEST_VESTING + 1),
                keys=(Key("year", "Year"),),
                first="0",
                formula="{above:schedule_cumulative}+INDEX({column:offer_schedule},{year})",
                format="fraction",
            ),
            Grid(
                key="vest_reached",
                title="Last vest date reached, in months",
                lines=range(12 * LONGEST_VESTING + 1),
                keys=(Key("month", "Month"),),
                formula="INT({month}/{step})*{step}",
                format="number",
            ),
            Grid(
                key="vest_cumulative",
                title="Vested by month",
                lines=range(12 * LONGEST_VESTING + 1),
                keys=(Key("month", "Month"),),
                formula="IF({month}<{cliff_months},0,IF({schedule_years}>0,"
                "INDEX({column:schedule_cumulative},INT({same:vest_reached}/12)+1)"
                "+INDEX({column:offer_schedule},MIN(INT({same:vest_reached}/12)+1,ROWS({column:offer_schedule})))"
                "*({same:vest_reached}/12-INT({same:vest_reached}/12)),"
                "MIN(1,{same:vest_reached}/12/{vest_years})))",
                format="fraction",
                intro="Nothing before the cliff; then all that has been reached.",
            ),
            Grid(
                key="vest_fraction",
                title="Vesting in each month",
                lines=range(12 * LONGEST_VESTING + 1),
                keys=(
                    Key("vest_month", "Month"),
                    Key("vest_time", "Years", "{vest_month}/12", "fraction"),
                    Key("vest_service_year", "Service year", "ROUNDUP({vest_month}/12,0)"),
                ),
                first="{same:vest_cumulative}",
                formula="{same:vest_cumulative}-{above:vest_cumulative}",
                format="fraction",
            ),
            Grid(
                key="refresh_fraction",
                title="A refresher: vesting in each month after its own date",
                lines=range(1, 12 * REFRESH_VEST_YEARS + 1),
                keys=(
                    Key("refresh_month", "Month"),
                    Key("refresh_time", "Years", "{refresh_month}/12", "fraction"),
                ),
                formula="IF(MOD({refresh_month},{step})=0,1/(refresh_vest_years*{vests_per_year}),0)",
                format="fraction",
            ),
            Grid(
                key="refresh_grants",
                title="Refreshers that reach that month within the horizon, each discounted to today",
                lines=range(1, 12 * REFRESH_VEST_YEARS + 1),
                keys=(
                    Key("month", "Month"),
                    Key("service_year", "Year of the grant", "ROUNDUP({month}/12,0)"),
                ),
                formula="SUMPRODUCT(({column:factor_year}>={first_refresh})"
                "*({column:factor_year}<=horizon_years-{service_year})/(1+discount_rate)^{column:factor_year})",
                format="fraction",
            ),
        ),
    )
