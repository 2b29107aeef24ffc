"""The sheet ``Start``: what this is, where to go, and the answer in one line."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.model.valuation import Valuation
from offersheet.workbook.layout import Lines, Row, Rows, Sheet

__all__ = ["HEADLINE", "headline", "start_sheet"]

_BEST = "MAX({offers:npv})"
HEADLINE = (
    '=IF(COUNT({offers:npv})=0,"Type your first offer on the sheet Offers.",'
    f"INDEX({{offers:offer_name}},MATCH({_BEST},{{offers:npv}},0))"
    f'&" is worth most: "&FIXED({_BEST},0)&" over "&horizon_years&" years, in today\'s money, before tax"'
    '&IF(COUNT({offers:npv})>1,"; "&FIXED(LARGE({offers:npv},1)-LARGE({offers:npv},2),0)&" more than the next.","."))'
)


def headline(valuations: Sequence[Valuation], horizon_years: float) -> str:
    """Say what ``HEADLINE`` shows for these offers."""
    ranked = sorted(
        ((valuation.npv, valuation.offer.name) for valuation in valuations), key=lambda pair: -pair[0]
    )
    if not ranked:
        return "Type your first offer on the sheet Offers."
    (best, name), *others = ranked
    lead = f"; {best - others[0][0]:,.0f} more than the next." if others else "."
    return (
        f"{name} is worth most: {best:,.0f} over {horizon_years:g} years, in today's money, before tax{lead}"
    )


def start_sheet() -> Sheet:
    """Declare the first thing that a person sees."""
    return Sheet(
        name="Start",
        title="Which offer is worth more?",
        intro="Type what your offer letters say; read what each pays, year by year and in today's money.",
        kind="results",
        blocks=(
            Lines(((HEADLINE, ""),), look="answer"),
            Rows(
                "At a glance",
                (
                    Row(
                        "start_total_comp", "Total comp, average year", "money", "{total_comp}", look="result"
                    ),
                    Row("start_npv", "Net present value", "money", "{npv}", look="result", best=True),
                    Row("start_behind", "Behind the best", "money", "{behind_best}"),
                    Row(
                        "start_equity",
                        "Of which equity",
                        "rate",
                        'IF({npv}>0,({equity_pv_own}+{refresh_pv_own})/{npv},"")',
                        "rate",
                    ),
                    Row("start_low", "Net present value, low scenario", "money", "{npv_low}"),
                    Row("start_high", "Net present value, high scenario", "money", "{npv_high}"),
                    Row(
                        "start_verdict",
                        "Verdict",
                        "",
                        'IF({status}="ok",IF({npv}=MAX({offers:npv}),"best","behind"),{status})',
                        "text",
                        look="result",
                        when="filled",
                    ),
                ),
            ),
            Lines(
                (
                    ("1  Type the offers: ten rows each are enough", "Offers"),
                    ("2  Read base and bonus, year by year", "Base"),
                    ("3  Look hard at the equity: when it vests, what growth and discounting do", "Equity"),
                    ("4  Compare what each offer comes to, under three scenarios", "Total"),
                    ("5  See that the checks are well", "Checks"),
                ),
                title="How to use it",
            ),
            Lines(
                (
                    ("input", "Blue on yellow: yours to type."),
                    ("calculation", "Black: computed; click through to see how."),
                    ("result", "Bold on blue: a result."),
                ),
                title="Colours",
                look="legend",
            ),
            Lines(
                (
                    (
                        '=IF(checks_ok,"Checks: every one is TRUE.","Checks: something wants a look; see the sheet Checks.")',
                        "Checks",
                    ),
                ),
                title="Checks",
            ),
            Lines(
                (
                    (
                        "Before tax throughout. Growing equity at one rate and discounting it at another is a judgement",
                        "",
                    ),
                    (
                        "about price and risk, not a market value: look at the low scenario before you believe the high one.",
                        "",
                    ),
                ),
                title="What the numbers leave out",
            ),
        ),
    )
