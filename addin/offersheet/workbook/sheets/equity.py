"""The sheet ``Equity``: when the grant vests, what vests in each year, and what it is worth today."""

from __future__ import annotations

from operator import attrgetter

from offersheet.model.grants import EquityKind
from offersheet.workbook.engine.layout import Charts, Grid, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.exits import COMMON, exit_rows, exit_value_row
from offersheet.workbook.parts.inputs import VIEWS, View, used, yearly
from offersheet.workbook.parts.options import log_rows, market_rows
from offersheet.workbook.parts.pictures import VESTED, vesting_by_year
from offersheet.workbook.parts.vesting import vesting_grids

__all__ = ["equity_sheet"]

_REFRESHERS = "{column:refresh_grants},{column:refresh_discount}"
_VESTS_IN_YEAR = "({column:vest_service_year}={year})*{column:vest_fraction}"
_FALLS_IN_YEAR = "{column:refresh_month}<=12*({year}-{first_refresh})"


_SHARES = ("rsu", "double_trigger")
_GIVEN = attrgetter("offer.grant")


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
            *_VESTING_BY_YEAR,
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
            Rows("What counts of it, by the kind of equity", (*_KINDS, *_COUNTED)),
            Rows("What double-trigger shares show in the tables by year", [_spread(view) for view in VIEWS]),
            Rows("Growth against discounting", [row for view in VIEWS for row in _force(view)]),
            Rows("Options: how far the price stands above the strike", log_rows(VIEWS[0])),
            market_rows(),
            Rows(
                "Startup equity: what an exit leaves",
                [COMMON, *(row for view in VIEWS for row in (*exit_rows(view), exit_value_row(view)))],
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
        "IF({schedule_years}>0,{schedule_years},"
        'MAX({offer_vest_years},({offer_vest_years}="")*{blank:offer_vest_years}))',
        "number",
        equals="offer.vest_years",
    ),
    Row(
        "grant_a_year",
        "A year's share of the grant",
        "money",
        "IF({is_rsu}=1,{grant},{equity_all_own})"
        "/IF({is_startup}=1,MAX(1,MIN({vest_years},{exit_years})),{vest_years})",
        note="What total comp counts: RSUs as granted, else present value, up to an exit.",
        equals="grant_a_year",
    ),
    Row("step", "Months between vests", "months", "12/{vests_per_year}", "number", equals=_step),
    Row(
        "chance",
        "Chance that the equity pays",
        "probability",
        "{is_double_trigger}*{offer_liquidity_probability}+{is_startup}*{exit_probability}+{is_rsu}+{is_option}",
        "rate",
        note="Of a sale or listing, for double-trigger shares; of the exit, for startup equity.",
        equals="chance",
    ),
    Row(
        "trigger_years",
        "Years within which that is",
        "years",
        "{is_double_trigger}*{liquidity_months}/12",
        "number",
        equals=twins.trigger_years,
    ),
    Row(
        "refresh_counted",
        "Refreshers counted",
        "fraction",
        "{is_rsu}+{is_double_trigger}",
        "rate",
        note="Refreshers of options and of startup equity are not known, and count nothing.",
        equals=twins.refreshers_count,
    ),
)


def _is(kind: EquityKind, label: str, note: str = "") -> Row:
    return Row(
        f"is_{kind}",
        label,
        "1 or 0",
        f'IF({{kind}}="{kind}",1,0)',
        "number",
        note=note,
        equals=twins.is_kind(kind),
    )


_KINDS = (
    _is("rsu", "RSUs"),
    _is("double_trigger", "Double-trigger shares", "What vests is paid at a sale or listing."),
    _is("option", "Options"),
    _is("startup", "Startup equity", "Valued by an exit."),
)
_COUNTED = (
    Row(
        "paid_then",
        "Shown by year as of each vest date",
        "1 or 0",
        "{is_rsu}+{is_option}",
        "number",
        note="What waits for an event is shown at its present value.",
        equals=twins.is_kind("rsu", "option"),
    ),
    Row(
        "rsu_grant",
        "Grant of RSUs",
        "money",
        "{is_rsu}*{grant}",
        equals=twins.if_kind(_GIVEN, "rsu"),
    ),
    Row(
        "share_grant",
        "Grant of shares, double-trigger ones too",
        "money",
        "{refresh_counted}*{grant}",
        equals=twins.if_kind(_GIVEN, *_SHARES),
    ),
    Row(
        "option_count",
        "Shares under option",
        "shares",
        "{is_option}*{shares}",
        "count",
        equals=twins.if_kind(_shares, "option"),
    ),
    Row(
        "refresh_value",
        "A year's refresher, if the equity pays",
        "money",
        "{share_grant}*{refresh_rate}",
        equals=twins.if_kind(lambda column: column.offer.grant * column.offer.refresh_rate, *_SHARES),
    ),
)


def _spread(view: View) -> Row:
    return Row(
        f"spread_{view.name}",
        f"Whole grant, {view.title}",
        "money",
        f"{{is_double_trigger}}*{{equity_all_{view.name}}}",
        equals=view.of(twins.if_kind(attrgetter("equity_pv"), "double_trigger")),
    )


def _whole_grant(view: View) -> Row:
    return Row(
        f"equity_all_{view.name}",
        f"Whole grant, {view.title}",
        "money",
        f"{{chance}}*SUMPRODUCT({{column:vest_fraction}},{{column:vest_discount}},{{column:pays_{view.name}}})",
        equals=view.twin("equity_pv"),
    )


def _within(view: View) -> tuple[Row, Row]:
    return (
        Row(
            f"equity_pv_{view.name}",
            f"Grant, {view.title}",
            "money",
            f"{{chance}}*SUMPRODUCT({{column:vest_weight}},{{column:pays_{view.name}}})",
            equals=view.twin("grant_within"),
        ),
        Row(
            f"refresh_pv_{view.name}",
            f"Refreshers, {view.title}",
            "money",
            f"{{chance}}*{{refresh_value}}*SUMPRODUCT({{column:refresh_vests_{view.name}}},{_REFRESHERS})",
            equals=view.twin("refreshers_within"),
        ),
    )


_HOPED = Row(
    "equity_hoped",
    "Grant and refreshers within the horizon",
    "money",
    "SUMPRODUCT({column:vest_weight},{column:pays_own})"
    f"+{{refresh_value}}*SUMPRODUCT({{column:refresh_vests_own}},{_REFRESHERS})",
    note="Present value at chance 1.",
    equals="hoped.equity_within",
)
_LEAVING = (
    Row(
        "equity_leaving",
        "Grant within the horizon",
        "money",
        "{chance}*SUMPRODUCT({column:vest_weight},{column:pays_own},{column:staying})",
        equals="grant_leaving",
    ),
    Row(
        "refresh_leaving",
        "Refreshers within the horizon",
        "money",
        "{chance}*{refresh_value}*SUMPRODUCT({column:refresh_vests_own},{column:refresh_grants_leaving},"
        "{column:refresh_discount},{column:refresh_staying})",
        equals="refreshers_leaving",
    ),
)


def _by_year(view: View) -> tuple[Grid, Grid]:
    return (
        yearly(
            "equity",
            "Grant vesting in each year",
            f"{{paid_then}}*SUMPRODUCT({_VESTS_IN_YEAR}*{{column:pays_{view.name}}})"
            f"+{{spread_{view.name}}}*{{same:vests_in_year}}"
            f"+{{chance}}*{{startup_pv_{view.name}}}*{{same:vests_to_exit}}",
            view,
            "RSUs at each vest date's price, options at what they are expected to pay on it; what waits for "
            "an event its present value, spread as it vests.",
            equals=view.by_year("equity"),
        ),
        yearly(
            "refresh",
            "Refreshers vesting in each year",
            f"{{chance}}*{{refresh_value}}*SUMPRODUCT(({_FALLS_IN_YEAR})*{{column:refresh_vests_{view.name}}})",
            view,
            equals=view.by_year("refresh"),
        ),
    )


_VESTING_BY_YEAR = (
    yearly(
        "vests_in_year",
        "Part of the grant that vests in each year",
        f"SUMPRODUCT({_VESTS_IN_YEAR})",
        written="fraction",
        equals=twins.vests_by_year,
    ),
    yearly(
        "vests_to_exit",
        "Part of it that is there at the exit of startup equity",
        f"SUMPRODUCT({_VESTS_IN_YEAR}*{{column:before_exit}})",
        written="fraction",
        equals=twins.vests_to_exit,
    ),
)


def _force(view: View) -> tuple[Row, Row]:
    return (
        Row(
            f"force_{view.name}",
            f"Discounting less growth, {view.title}",
            "a year",
            f"LN(1+discount_rate)-LN(1+{view.growth})",
            "fraction",
            note="What a share loses in today's money by a year of waiting, continuously.",
            equals=view.of(twins.loses),
        ),
        Row(
            f"wait_lost_{view.name}",
            f"Over the whole wait, {view.title}",
            "over the wait",
            f"{{force_{view.name}}}*{{trigger_years}}",
            "fraction",
            note="Up to the last day of a sale or listing.",
            equals=view.of(twins.wait_loses),
        ),
    )
