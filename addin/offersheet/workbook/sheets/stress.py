"""The sheet ``Stress``: how wrong the equity may be before the answer changes."""

from __future__ import annotations

from offersheet.model.offer import MOST_OFFERS
from offersheet.model.ties import GROWTH_FLOOR, GROWTH_TOP
from offersheet.workbook.engine.layout import Chart, Charts, Matrix, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.chosen import CHOSEN, CHOSEN_GRIDS, CHOSEN_OFFER
from offersheet.workbook.parts.exits import exit_ties
from offersheet.workbook.parts.fall import FALLEN, FALLING
from offersheet.workbook.parts.inputs import typed_in
from offersheet.workbook.parts.options import CHOSEN_OPTIONS, OWN_OPTIONS, option_grids
from offersheet.workbook.parts.ties import OWN, grant_at, halving_grids, solved
from offersheet.workbook.parts.vesting import MONTHS
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
            _CHOOSE,
            _HEAT_MAP,
            _TIES_OF_CHOSEN,
            _FALL,
            _DISAPPOINTED,
            _AGAINST_CASH,
            _TIES,
            Rows("How the ties are solved", _SOLVING),
            CHOSEN_OFFER,
            Scalars(
                "Range of growth",
                (
                    (_fixed("growth_floor", "Lowest", GROWTH_FLOOR, "Almost all is lost."),),
                    (_fixed("growth_top", "Highest", GROWTH_TOP, f"A growth of {GROWTH.high:g}."),),
                ),
            ),
            Rows("What the grant is worth after the fall", FALLING),
            *option_grids(FALLEN, MONTHS),
            *halving_grids("tie", "Tie with the first", "{equity_needed}", "{kind}", OWN, OWN_OPTIONS),
            *halving_grids(
                "chosen", "Tie of the chosen offer", "{chosen_needed}", "chosen_kind", CHOSEN, CHOSEN_OPTIONS
            ),
            *CHOSEN_GRIDS,
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


def _fixed(name: str, label: str, value: float, note: str) -> Scalar:
    return Scalar(name, label, "ln(1+growth)", value, format="number", look="calculation", note=note)


_CHOOSE = Scalars(
    "Choose",
    (
        (typed_in("stress_offer", "Offer to stress", "column", 1.0, _COLUMN),),
        (typed_in("haircut", "Valuations fall by", "fraction", HAIRCUT, FRACTION),),
        (typed_in("cash_instead", "Cash in place of equity", "money a year", CASH_INSTEAD, MONEY),),
    ),
    intro="Number of the offer's column, the first being 1.",
)

_HEAT_MAP = Matrix(
    title="Present value of the chosen offer's grant: share growth down, discount rate across",
    lines=GROWTHS,
    columns=DISCOUNTS,
    corner="Growth",
    formula=_HEAT,
    equals=twins.heat(GROWTHS, DISCOUNTS),
    intro="Darker is more. An exit depends on discounting alone.",
)

_TIES_OF_CHOSEN = Rows(
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
)

_FALL = Rows(
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
)

_DISAPPOINTED = Charts(
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
)

_AGAINST_CASH = Rows(
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
)

_TIES = Rows(
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
            "tie_exit", "Break-even exit", "money", "{breakeven_exit}", look="result", equals="breakeven_exit"
        ),
    ),
)
