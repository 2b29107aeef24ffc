"""The sheet ``Stress``: how wrong the equity may be before the answer changes."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from offersheet.model.offer import MOST_OFFERS
from offersheet.model.ties import GROWTH_FLOOR, GROWTH_TOP
from offersheet.workbook.engine.layout import (
    Chart,
    Charts,
    Format,
    Grid,
    Key,
    Matrix,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
)
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.exits import exit_rows, exit_ties
from offersheet.workbook.parts.inputs import View, typed_in
from offersheet.workbook.parts.options import CHOSEN_OPTIONS, OWN_OPTIONS, log_row, option_grids
from offersheet.workbook.parts.ties import OWN, Shares, grant_at, halving_grids, solved
from offersheet.workbook.parts.vesting import MONTHS, REFRESH_MONTHS
from offersheet.worksheet.kinds import FRACTION, GROWTH, MONEY, Number

__all__ = ["stress_sheet"]

GROWTHS = (-0.5, -0.3, -0.1, 0.0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
DISCOUNTS = (0.0, 0.05, 0.10, 0.12, 0.15, 0.20, 0.30)
HAIRCUT = 0.3
"""How far valuations fall: a slowdown of funding may take three tenths of a price."""
CASH_INSTEAD = 30_000.0

ANNUITY = (
    "SUMPRODUCT(({column:factor_year}>=1)*({column:factor_year}<=horizon_years)*{column:mid_year_factor})"
)
CHOSEN = Shares(
    "chosen_grant",
    "chosen_chance",
    "chosen_trigger_years",
    "{column:chosen_fraction}",
    "chosen_refresh_rate",
    "{column:chosen_refresh_weight}",
)
_HEAT = (
    'IF(chosen_status<>"ok","",IF(chosen_kind="option",'
    "chosen_shares*SUMPRODUCT({column:chosen_fraction}*(1+{across})^(-{column:vest_time})"
    f"*{CHOSEN_OPTIONS.payoff('LN(1+{line})')}),"
    'IF(chosen_kind="startup",chosen_equity*((1+discount_rate)/(1+{across}))^chosen_exit_years,'
    f"{grant_at(CHOSEN, '(LN(1+{across})-LN(1+{line}))')})))"
)
_COLUMN = Number("column", low=1, high=MOST_OFFERS, whole=True)
_SHARES_GROW = 'OR({kind}="rsu",{kind}="double_trigger")'


def stress_sheet() -> Sheet:
    """Declare the heat map, the haircut, the ties and the cash that equity replaces."""
    return Sheet(
        name="Stress",
        title="Stress",
        intro="How much may go wrong with the equity before another offer is worth more.",
        kind="results",
        blocks=(
            Scalars(
                "Choose",
                (
                    (typed_in("stress_offer", "Offer to stress", "column", 1.0, _COLUMN),),
                    (typed_in("haircut", "Valuations fall by", "fraction", HAIRCUT, FRACTION),),
                    (
                        typed_in(
                            "cash_instead", "Cash in place of equity", "money a year", CASH_INSTEAD, MONEY
                        ),
                    ),
                ),
                intro="Number of the offer's column, the first being 1.",
            ),
            Matrix(
                title="Present value of the chosen offer's grant: share growth down, discount rate across",
                lines=GROWTHS,
                columns=DISCOUNTS,
                corner="Growth",
                formula=_HEAT,
                equals=twins.heat(GROWTHS, DISCOUNTS),
                intro="Darker is more. An exit depends on discounting alone.",
            ),
            Rows(
                "Growth at which the chosen offer ties with each other",
                (
                    Row(
                        "chosen_tie",
                        "Break-even growth against this offer",
                        "rate a year",
                        solved("chosen", "{chosen_needed}"),
                        "rate",
                        "result",
                        note="Blank for the offer itself, and where no growth does it.",
                        equals=twins.chosen_tie,
                    ),
                ),
            ),
            Rows(
                "If valuations fall",
                (
                    Row("now_npv", "Net present value now", "money", "{npv}", equals="npv"),
                    Row(
                        "haircut_equity",
                        "Equity lost",
                        "money",
                        "{equity_fallen}+(1-haircut)*{refresh_pv_own}-{equity_pv_own}-{refresh_pv_own}",
                        note="Strike and preferences stay: an option loses more than the fall.",
                        equals=_lost,
                    ),
                    Row(
                        "haircut_npv",
                        "Net present value then",
                        "money",
                        "{npv}+{haircut_equity}",
                        look="result",
                        best=True,
                        equals=twins.falls(lambda column: column.npv),
                    ),
                    Row(
                        "nothing_npv",
                        "Net present value, equity at nothing",
                        "money",
                        "{without_equity}",
                        equals="npv_nothing",
                    ),
                    Row(
                        "haircut_verdict",
                        "Best then",
                        "",
                        'IF({haircut_npv}=MAX({offers:haircut_npv}),"best","")',
                        "text",
                        look="result",
                        equals=twins.still_best,
                    ),
                ),
            ),
            Charts(
                "",
                (
                    Chart(
                        "Net present value where equity disappoints",
                        "columns",
                        "Offers",
                        "Money, in today's value",
                        "Three columns for each offer: worth now, if valuations fall, and without equity.",
                        rows=("now_npv", "haircut_npv", "nothing_npv"),
                    ),
                ),
            ),
            Rows(
                "Equity against the cash that it replaces",
                (
                    Row(
                        "equity_within",
                        "Equity within the horizon",
                        "money",
                        "{equity_pv_own}+{refresh_pv_own}",
                        equals="equity_within",
                    ),
                    Row(
                        "cash_within",
                        "That cash, mid-year, in today's money",
                        "money",
                        f"cash_instead*{ANNUITY}",
                        equals=twins.cash_within,
                    ),
                    Row(
                        "equity_over_cash",
                        "Equity less that cash",
                        "money",
                        "{equity_within}-{cash_within}",
                        look="result",
                        note="Above 0: the equity is worth more, under these assumptions.",
                        equals=lambda column: column.equity_within - twins.cash_within(column),
                    ),
                    Row(
                        "cash_as_good",
                        "Cash a year as good as the equity",
                        "money",
                        f"{{equity_within}}/{ANNUITY}",
                        equals=twins.cash_as_good,
                    ),
                    Row(
                        "grant_as_good",
                        "Grant as good as that cash",
                        "money",
                        f'IF({_SHARES_GROW},IF({{equity_all_own}}>0,{{cash_within}}*{{grant}}/{{equity_all_own}},""),"")',
                        note="As EQUITY_FOR_CASH gives it, for shares that vest like this offer's.",
                        equals=twins.grant_as_good,
                    ),
                    Row(
                        "cash_only",
                        "Cash pay alone, present value",
                        "money",
                        "{npv}-{equity_within}",
                        equals="without_equity",
                    ),
                ),
            ),
            Rows(
                "Where an offer ties with the first",
                (
                    Row(
                        "tie_growth",
                        "Break-even growth",
                        "rate a year",
                        "{breakeven_growth}",
                        "rate",
                        "result",
                        equals="breakeven_growth",
                    ),
                    Row(
                        "tie_exit",
                        "Break-even exit",
                        "money",
                        "{breakeven_exit}",
                        look="result",
                        equals="breakeven_exit",
                    ),
                ),
            ),
            Rows("How the ties are solved", _SOLVING),
            _CHOICE,
            Scalars(
                "Range of growth",
                (
                    (_fixed("growth_floor", "Lowest", GROWTH_FLOOR, "Almost all is lost."),),
                    (_fixed("growth_top", "Highest", GROWTH_TOP, f"A growth of {GROWTH.high:g}."),),
                ),
            ),
            Rows("What the grant is worth after the fall", _FALLING),
            *option_grids(FALLEN, MONTHS),
            *halving_grids("tie", "Tie with the first", "{equity_needed}", "{kind}", OWN, OWN_OPTIONS),
            *halving_grids(
                "chosen", "Tie of the chosen offer", "{chosen_needed}", "chosen_kind", CHOSEN, CHOSEN_OPTIONS
            ),
            Grid(
                key="chosen_vests",
                title="The chosen offer: vesting in each month",
                lines=MONTHS,
                keys=(
                    Key("chosen_month", "Month"),
                    Key(
                        "chosen_fraction",
                        "Fraction",
                        'IF(chosen_status="ok",INDEX({all:vest_fraction},{chosen_month}+1,stress_offer),0)',
                        "fraction",
                        working="What the heat map and the ties of the chosen offer are made of.",
                    ),
                    Key(
                        "chosen_deviation",
                        "Deviation",
                        'IF(chosen_status="ok",INDEX({all:option_deviation},{chosen_month}+1,stress_offer),1)',
                        "fraction",
                        working="What the heat map and the ties of the chosen offer are made of.",
                    ),
                ),
            ),
            Grid(
                key="chosen_option_months",
                title="The chosen offer: how much one option's payoff of a month counts within the horizon",
                lines=MONTHS,
                keys=(
                    Key("chosen_option_month", "Month"),
                    Key(
                        "chosen_option_weight",
                        "Weight",
                        'IF(chosen_status="ok",INDEX({all:option_weight},{chosen_option_month}+1,stress_offer),0)',
                        "fraction",
                        working="What the heat map and the ties of the chosen offer are made of.",
                    ),
                ),
            ),
            Grid(
                key="chosen_refreshers",
                title="The chosen offer: its refreshers, discounted, by the month of their own",
                lines=REFRESH_MONTHS,
                keys=(
                    Key("chosen_refresh_month", "Month"),
                    Key(
                        "chosen_refresh_weight",
                        "Weight",
                        'IF(chosen_status="ok",INDEX({all:refresh_fraction},{chosen_refresh_month},stress_offer)'
                        "*INDEX({all:refresh_grants},{chosen_refresh_month},stress_offer),0)",
                        "fraction",
                        working="What the heat map and the ties of the chosen offer are made of.",
                    ),
                ),
            ),
        ),
    )


FALLEN = View(
    "fallen",
    "after the fall",
    "{growth}",
    "{bonus_payout}",
    "{raise_rate}",
    exit_multiple="(1-haircut)",
    price="{fallen_price}",
    price_over_strike="{option_log_fallen}",
)
_FALLING = (
    Row(
        "fallen_price",
        "Share price",
        "money",
        "{share_price}*(1-haircut)",
        "price",
        working="a step towards what the grant is worth then",
    ),
    log_row(FALLEN),
    *exit_rows(FALLEN),
    Row(
        "options_fallen",
        "Options within the horizon",
        "money",
        "{shares}*SUMPRODUCT({column:option_weight}*{column:option_payoff_fallen})",
        working="a step towards what the grant is worth then",
    ),
    Row(
        "exit_fallen",
        "Startup equity within the horizon",
        "money",
        "IF({share_gain_own}>0,{equity_pv_own}*{share_gain_fallen}/{share_gain_own},0)",
        working="a step towards what the grant is worth then",
    ),
    Row(
        "equity_fallen",
        "Grant within the horizon",
        "money",
        'IF({kind}="option",{options_fallen},IF({kind}="startup",{exit_fallen},(1-haircut)*{equity_pv_own}))',
        equals=FALLEN.twin("grant_within"),
    ),
)

_SOLVING = (
    Row(
        "rival_npv",
        "The first offer's net present value",
        "money",
        'IF(SUMPRODUCT({offers:filled}*(COLUMN({offers:filled})<COLUMN({filled})))=0,"",'
        "INDEX({offers:npv},MATCH(TRUE,{offers:filled},0)))",
        equals=twins.rival_npv,
    ),
    Row(
        "without_equity",
        "This offer without its equity",
        "money",
        "{base_pv_own}+{bonus_pv_own}+{other_pv}+{once_pv}-{offer_unvested_left_behind}",
        equals="without_equity",
    ),
    Row(
        "equity_needed",
        "Equity needed to tie with the first",
        "money",
        'IF(ISNUMBER({rival_npv}),{rival_npv}-{without_equity},"")',
        equals="equity_needed",
    ),
    *exit_ties(),
    Row(
        "growth_solved",
        "Growth at which it ties with the first",
        "rate a year",
        solved("tie", "{equity_needed}"),
        "rate",
        note="Found by halving its range, below.",
        equals="breakeven_growth",
    ),
    Row(
        "chosen_needed",
        "Equity the chosen offer needs to tie with this",
        "money",
        "IF(OR(COLUMN({npv})=COLUMN(INDEX({offers:npv},stress_offer)),NOT(ISNUMBER(chosen_without_equity))),"
        '"",{npv}-chosen_without_equity)',
        equals=twins.chosen_needed,
    ),
)


def _lost(column: Column) -> float:
    return float(twins.falls(lambda fallen: fallen.equity_within)(column)) - column.equity_within


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


_CHOICE = Scalars(
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
        _chosen("log", "Price over strike", "logarithm", "option_log_own", twins.log_ratio, "fraction"),
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


def _fixed(name: str, label: str, value: float, note: str) -> Scalar:
    return Scalar(name, label, "ln(1+growth)", value, format="number", look="calculation", note=note)
