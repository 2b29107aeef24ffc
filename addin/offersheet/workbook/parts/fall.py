"""What the grant is worth after valuations fall: shares by the price, options and an exit by their payoff."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Row
from offersheet.workbook.parts.exits import exit_rows
from offersheet.workbook.parts.inputs import View
from offersheet.workbook.parts.options import log_row

__all__ = ["FALLEN", "FALLING"]

_STEP = "a step towards what the grant is worth then"

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
FALLING = (
    Row("fallen_price", "Share price", "money", "{share_price}*(1-haircut)", "price", working=_STEP),
    log_row(FALLEN),
    *exit_rows(FALLEN),
    Row(
        "options_fallen",
        "Options within the horizon",
        "money",
        "{shares}*SUMPRODUCT({column:option_weight}*{column:option_payoff_fallen})",
        working=_STEP,
    ),
    Row(
        "exit_fallen",
        "Startup equity within the horizon",
        "money",
        "IF({share_gain_own}>0,{equity_pv_own}*{share_gain_fallen}/{share_gain_own},0)",
        working=_STEP,
    ),
    Row(
        "equity_fallen",
        "Grant within the horizon",
        "money",
        'IF({kind}="option",{options_fallen},IF({kind}="startup",{exit_fallen},(1-haircut)*{equity_pv_own}))',
        equals=FALLEN.twin("grant_within"),
    ),
)
