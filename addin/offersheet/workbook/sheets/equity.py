"""The sheet ``Equity``: when the grant vests, what vests in each year, and what it is worth today."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Charts, Grid, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.exits import exit_rows, exit_value_row
from offersheet.workbook.parts.inputs import VIEWS, View, used, yearly
from offersheet.workbook.parts.options import log_row, market_rows
from offersheet.workbook.parts.pictures import VESTED, vesting_by_year
from offersheet.workbook.parts.vesting import vesting_grids

__all__ = ["equity_sheet"]

IN_HORIZON = "({column:vest_month}<=12*horizon_years)"
_REFRESH = "{grant}*{refresh_rate}*{refresh_counted}"
VESTS_IN_YEAR = "({column:vest_service_year}={year})*{column:vest_fraction}"


def _shares(column: Column) -> float:
    return column.offer.shares or 0.0


def _strike(column: Column) -> float:
    return column.offer.strike or 0.0


def _step(column: Column) -> float:
    return 12 / column.offer.vests_per_year


def equity_sheet(horizon_years: float) -> Sheet:
    """Declare present values under each scenario, value by year, and the months that they rest on."""
    return Sheet(
        name="Equity",
        title="Equity",
        intro="Results first; the month-by-month vesting that they rest on stands below.",
        kind="model",
        blocks=(
            Rows("The grant", _GRANT),
            Charts("At a glance", (VESTED, vesting_by_year(horizon_years))),
            Rows(
                "Present value of the whole grant, at each vest date",
                [_whole_grant(view) for view in VIEWS],
            ),
            Rows("Present value within the horizon", [row for view in VIEWS for row in _within(view)]),
            Rows("If it pays, whatever the chance of that", (_HOPED,)),
            Rows("If you may leave: counted by the chance of still being there", _LEAVING),
            *(grid for view in VIEWS for grid in _by_year(view)),
            used(
                "growth",
                "cliff_months",
                "vests_per_year",
                "refresh_rate",
                "first_refresh",
                "annual_leave_probability",
                title="Inputs used here: vesting",
            ),
            used(
                "volatility",
                "liquidity_months",
                "preferences",
                "preferred_shares",
                "exit_probability",
                "exit_years",
                "future_dilution",
                title="Inputs used here: options, double trigger, exit",
            ),
            Rows("Growth against discounting", [_force(view) for view in VIEWS]),
            Rows("Options: how far the price stands above the strike", [log_row(VIEWS[0])]),
            market_rows(),
            Rows(
                "Startup equity: what an exit leaves",
                [row for view in VIEWS for row in (*exit_rows(view), exit_value_row(view))],
            ),
            *vesting_grids(),
        ),
    )


_GRANT = (
    Row("equity_kind", "Kind of equity", "", "{kind}", "text", when="filled", equals="kind"),
    Row(
        "grant",
        "Grant value",
        "money",
        "IF({offer_grant_value}>0,{offer_grant_value},{shares}*{share_price})",
        note="As given, else shares times price. Options and exits count by their shares.",
        equals="offer.grant",
    ),
    Row("shares", "Shares", "shares", "{offer_shares}+0", "count", equals=_shares),
    Row("strike", "Strike", "money", "{offer_strike}+0", "price", equals=_strike),
    Row(
        "share_price",
        "Share price",
        "money",
        'IF({offer_price}="",{strike},{offer_price})',
        "price",
        equals="offer.share_price",
    ),
    Row(
        "exercise_cost",
        "Cash to exercise",
        "money",
        'IF({shares}*{strike}>0,{shares}*{strike},"")',
        note="What the options cost before they are worth anything.",
        equals=twins.exercise_cost,
    ),
    Row(
        "schedule_years",
        "Years in the schedule",
        "years",
        "COUNT({column:offer_schedule})",
        "number",
        equals=twins.schedule_years,
    ),
    Row(
        "vest_years",
        "Vesting years",
        "years",
        'IF({schedule_years}>0,{schedule_years},IF({offer_vest_years}="",{blank:offer_vest_years},'
        "{offer_vest_years}))",
        "number",
        equals="offer.vest_years",
    ),
    Row(
        "grant_a_year",
        "A year's share of the grant",
        "money",
        'IF({kind}="rsu",{grant},{equity_all_own})/IF({kind}="startup",MAX(1,MIN({vest_years},{exit_years})),'
        "{vest_years})",
        note="What total comp counts: RSUs as granted, else present value, up to an exit.",
        equals="grant_a_year",
    ),
    Row("step", "Months between vests", "months", "12/{vests_per_year}", "number", equals=_step),
    Row(
        "chance",
        "Chance that the equity pays",
        "probability",
        'IF({kind}="double_trigger",{offer_liquidity_probability},IF({kind}="startup",{exit_probability},1))',
        "rate",
        note="Of a sale or listing, for double-trigger shares; of the exit, for startup equity.",
        equals="chance",
    ),
    Row(
        "trigger_years",
        "Years within which that is",
        "years",
        'IF({kind}="double_trigger",{liquidity_months}/12,0)',
        "number",
        equals=twins.trigger_years,
    ),
    Row(
        "refresh_counted",
        "Refreshers counted",
        "fraction",
        'IF(OR({kind}="rsu",{kind}="double_trigger"),1,0)',
        "rate",
        note="Refreshers of options and of startup equity are not known, and count nothing.",
        equals=twins.refreshers_count,
    ),
)


def _whole_grant(view: View) -> Row:
    return Row(
        f"equity_all_{view.name}",
        f"Whole grant, {view.title}",
        "money",
        f"{{chance}}*SUMPRODUCT({{column:vest_fraction}},{{column:worth_{view.name}}})",
        equals=view.twin("equity_pv"),
    )


def _within(view: View) -> tuple[Row, Row]:
    return (
        Row(
            f"equity_pv_{view.name}",
            f"Grant, {view.title}",
            "money",
            f"{{chance}}*SUMPRODUCT({IN_HORIZON}*{{column:vest_fraction}}*{{column:worth_{view.name}}})",
            equals=view.twin("grant_within"),
        ),
        Row(
            f"refresh_pv_{view.name}",
            f"Refreshers, {view.title}",
            "money",
            f"{{chance}}*{_REFRESH}*SUMPRODUCT({{column:refresh_fraction}}"
            f"*{{column:refresh_grants}}*EXP(-{{force_{view.name}}}*{{column:refresh_time}}))",
            equals=view.twin("refreshers_within"),
        ),
    )


_HOPED = Row(
    "equity_hoped",
    "Grant and refreshers within the horizon",
    "money",
    f"SUMPRODUCT({IN_HORIZON}*{{column:vest_fraction}}*{{column:worth_own}})+{_REFRESH}*SUMPRODUCT("
    "{column:refresh_fraction}*{column:refresh_grants}*EXP(-{force_own}*{column:refresh_time}))",
    note="Present value at chance 1.",
    equals="hoped.equity_within",
)
_LEAVING = (
    Row(
        "equity_leaving",
        "Grant within the horizon",
        "money",
        f"{{chance}}*SUMPRODUCT({IN_HORIZON}*{{column:vest_fraction}}*{{column:worth_own}}*{{column:staying}})",
        equals="grant_leaving",
    ),
    Row(
        "refresh_leaving",
        "Refreshers within the horizon",
        "money",
        f"IF({{annual_leave_probability}}=1,0,{{chance}}*{_REFRESH}*SUMPRODUCT("
        "{column:refresh_fraction}*{column:refresh_grants_leaving}*(1-{annual_leave_probability})"
        "^{column:refresh_time}*EXP(-{force_own}*{column:refresh_time})))",
        equals="refreshers_leaving",
    ),
)


def _by_year(view: View) -> tuple[Grid, Grid]:
    return (
        yearly(
            "equity",
            "Grant vesting in each year",
            f'IF({{kind}}="rsu",{{grant}}*SUMPRODUCT({VESTS_IN_YEAR}*(1+{view.growth})^{{column:vest_time}}),'
            f'IF({{kind}}="option",{{shares}}*SUMPRODUCT({VESTS_IN_YEAR}*{{column:option_payoff_{view.name}}}),'
            f'IF({{kind}}="startup",{{chance}}*SUMPRODUCT({VESTS_IN_YEAR}*{{column:worth_{view.name}}}),'
            f"{{equity_all_{view.name}}}*SUMPRODUCT({VESTS_IN_YEAR}))))",
            view,
            "RSUs at each vest date's price, options at what they are expected to pay on it; what waits for "
            "an event its present value, spread as it vests.",
            equals=view.by_year("equity"),
        ),
        yearly(
            "refresh",
            "Refreshers vesting in each year",
            f"{{chance}}*{_REFRESH}*SUMPRODUCT(({{column:refresh_month}}<=12*({{year}}-{{first_refresh}}))"
            f"*{{column:refresh_fraction}}*(1+{view.growth})^{{column:refresh_time}})",
            view,
            equals=view.by_year("refresh"),
        ),
    )


def _force(view: View) -> Row:
    return Row(
        f"force_{view.name}",
        f"Discounting less growth, {view.title}",
        "a year",
        f"LN(1+discount_rate)-LN(1+{view.growth})",
        "fraction",
        note="What a share loses in today's money by a year of waiting, continuously.",
        equals=view.of(twins.loses),
    )
