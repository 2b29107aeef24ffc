"""What the grant is worth after valuations fall: shares by the price, options and an exit by their payoff."""

from __future__ import annotations

from operator import attrgetter

from offersheet.workbook.engine.layout import Row
from offersheet.workbook.parts.equity_twins import if_kind
from offersheet.workbook.parts.exits import exit_rows
from offersheet.workbook.parts.inputs import View
from offersheet.workbook.parts.options import log_rows

__all__ = ["FALLEN", "FALLING"]

_GRANT_WITHIN = attrgetter("grant_within")

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
    Row(
        "fallen_price",
        "Share price",
        "money",
        "{share_price}*(1-haircut)",
        "price",
        equals=FALLEN.twin("offer.share_price"),
    ),
    *log_rows(FALLEN),
    *exit_rows(FALLEN),
    Row(
        "options_fallen",
        "Options within the horizon",
        "money",
        "{option_count}*SUMPRODUCT({column:vest_weight},{column:option_payoff_fallen})",
        equals=FALLEN.of(if_kind(_GRANT_WITHIN, "option")),
    ),
    Row(
        "exit_fallen",
        "Startup equity within the horizon",
        "money",
        "IF({share_gain_own}>0,{equity_pv_own}*{share_gain_fallen}/{share_gain_own},0)",
        equals=FALLEN.of(if_kind(_GRANT_WITHIN, "startup")),
    ),
    Row(
        "equity_fallen",
        "Grant within the horizon",
        "money",
        "{options_fallen}+{exit_fallen}+({is_rsu}+{is_double_trigger})*(1-haircut)*{equity_pv_own}",
        equals=FALLEN.twin("grant_within"),
    ),
)
