"""The sheet ``Stress``: how wrong the equity may be before the answer changes."""

from __future__ import annotations

from offersheet.model.offer import MOST_OFFERS
from offersheet.workbook.engine.layout import Chart, Charts, Row, Rows, Scalars, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.chosen import CHOSEN, CHOSEN_GRIDS, CHOSEN_OFFER, CHOSEN_WAITING
from offersheet.workbook.parts.exits import exit_ties
from offersheet.workbook.parts.fall import FALLEN, FALLING
from offersheet.workbook.parts.heat import HEAT_MAP, HEAT_STEPS
from offersheet.workbook.parts.inputs import typed_in
from offersheet.workbook.parts.options import option_grids
from offersheet.workbook.parts.ties import OWN, OWN_VECTORS, RANGE_OF_GROWTH, halving_grids, solved, sought
from offersheet.workbook.parts.vesting import MONTHS
from offersheet.worksheet.kinds import FRACTION, MONEY, Number

__all__ = ["stress_sheet"]

HAIRCUT = 0.3
"""How far valuations fall: a slowdown of funding may take three tenths of a price."""
CASH_INSTEAD = 30_000.0

ANNUITY = (
    "SUMPRODUCT(({column:factor_year}>=1)*({column:factor_year}<=horizon_years)*{column:mid_year_factor})"
)
_COLUMN = Number("column", low=1, high=MOST_OFFERS, whole=True)


def stress_sheet() -> Sheet:
    """Declare the heat map, the haircut, the ties and the cash that equity replaces."""
    return Sheet(
        name="Stress",
        title="Stress",
        intro="How much may go wrong with the equity before another offer is worth more.",
        kind="results",
        blocks=(
            _CHOOSE,
            HEAT_MAP,
            _TIES_OF_CHOSEN,
            _FALL,
            _DISAPPOINTED,
            _AGAINST_CASH,
            _TIES,
            Rows("How the ties are solved", _SOLVING),
            CHOSEN_OFFER,
            RANGE_OF_GROWTH,
            Rows("What the grant is worth after the fall", FALLING),
            *option_grids(FALLEN, MONTHS),
            *OWN_VECTORS,
            *halving_grids(OWN),
            CHOSEN_WAITING,
            *CHOSEN_GRIDS,
            *halving_grids(CHOSEN),
            *HEAT_STEPS,
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
    *sought("tie", "{equity_needed}", "{refresh_counted}", "{is_option}"),
    solved(
        OWN,
        "growth_solved",
        "Growth at which it ties with the first",
        note="Found by halving its range, below.",
        equals="breakeven_growth",
    ),
    Row(
        "stress_number",
        "Number of the offer's column",
        "",
        "{left:stress_number}+1",
        "number",
        when="always",
        equals=lambda inputs: [float(number) for number in range(1, MOST_OFFERS + 1)],
    ),
    Row(
        "chosen_needed",
        "Equity the chosen offer needs to tie with this",
        "money",
        'IF(OR({stress_number}=stress_offer,NOT(ISNUMBER(chosen_without_equity))),"",'
        "{npv}-chosen_without_equity)",
        equals=twins.chosen_needed,
    ),
    *sought("chosen", "{chosen_needed}", "chosen_of_shares", "chosen_of_options"),
    solved(
        CHOSEN,
        "chosen_solved",
        "Growth at which the chosen offer ties with this",
        equals=twins.chosen_tie,
    ),
)


def _lost(column: Column) -> float:
    return float(twins.falls(lambda fallen: fallen.equity_within)(column)) - column.equity_within


_CHOOSE = Scalars(
    "Choose",
    (
        (typed_in("stress_offer", "Offer to stress", "column", 1.0, _COLUMN),),
        (typed_in("haircut", "Valuations fall by", "fraction", HAIRCUT, FRACTION),),
        (typed_in("cash_instead", "Cash in place of equity", "money a year", CASH_INSTEAD, MONEY),),
    ),
    intro="Number of the offer's column, the first being 1.",
)

_TIES_OF_CHOSEN = Rows(
    "Growth at which the chosen offer ties with each other",
    (
        Row(
            "chosen_tie",
            "Break-even growth against this offer",
            "rate a year",
            "{chosen_solved}",
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
            'IF({equity_all_own}>0,{cash_within}*{grant}/{equity_all_own},"")',
            only="refresh_counted",
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
