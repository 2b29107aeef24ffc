"""The sheet ``Start``: what this is, where to go, and the answer in one line."""

from __future__ import annotations

from collections.abc import Sequence

from offersheet.model.valuation import Valuation
from offersheet.workbook.engine.layout import Beside, Lines, Row, Rows, Sheet
from offersheet.workbook.parts.pictures import NPV_PARTS

__all__ = ["sentences", "start_sheet"]

_BEST = "MAX({offers:npv})"
_ANSWER = (
    '=IF(COUNT({offers:npv})=0,"Which offer is worth most?",'
    f'INDEX({{offers:offer_name}},MATCH({_BEST},{{offers:npv}},0))&" is worth most: "&FIXED({_BEST},0))'
)
_MEANING = (
    '=IF(COUNT({offers:npv})=0,"Type what your offer letters say on the sheet Offers: ten rows are enough.",'
    '"In today\'s money, over "&horizon_years&" years, before tax"'
    '&IF(COUNT({offers:npv})>1,"; "&FIXED(LARGE({offers:npv},1)-LARGE({offers:npv},2),0)'
    '&" more than the next.","."))'
)
_CLEARING = "INDEX({offers:clearing},COUNTA({offers:clearing}))"
_SHORT = "INDEX({offers:falling_short},COUNTA({offers:falling_short}))"
_FLOOR = (
    '=IF(COUNT({offers:floor_margin})=0,"The sheet Floor says which of them you can live on, after tax.",'
    f'IF({_CLEARING}="","None clears your walk-away floor, after tax.",'
    f'"After tax, above your walk-away floor: "&{_CLEARING}&"."'
    f'&IF({_SHORT}="",""," Short of it: "&{_SHORT}&".")))'
)
_CHECKS = (
    '=IF(checks_ok,"Every check is TRUE: the inputs are possible, and the model agrees with itself.",'
    '"Something wants a look: a check is FALSE.")'
)


def sentences(valuations: Sequence[Valuation], horizon_years: float) -> dict[str, str]:
    """Return, by its formula, what each sentence says of these offers before anything is computed."""
    ranked = sorted((valuation.npv for valuation in valuations), reverse=True)
    if not ranked:
        answer = "Which offer is worth most?"
        meaning = "Type what your offer letters say on the sheet Offers: ten rows are enough."
    else:
        best = next(valuation for valuation in valuations if valuation.npv == ranked[0])
        answer = f"{best.offer.name} is worth most: {best.npv:,.0f}"
        lead = f"; {ranked[0] - ranked[1]:,.0f} more than the next." if ranked[1:] else "."
        meaning = f"In today's money, over {horizon_years:g} years, before tax{lead}"
    return {
        _ANSWER: answer,
        _MEANING: meaning,
        _FLOOR: _about_floor(valuations),
        _CHECKS: "The checks are computed once editing is enabled.",
    }


def _about_floor(valuations: Sequence[Valuation]) -> str:
    """Say which offers clear the floor."""
    margins = [(valuation.offer.name, valuation.results["floor_margin"] or 0.0) for valuation in valuations]
    clearing = ", ".join(name for name, margin in margins if margin >= 0)
    short = ", ".join(name for name, margin in margins if margin < 0)
    if not margins:
        return "The sheet Floor says which of them you can live on, after tax."
    if not clearing:
        return "None clears your walk-away floor, after tax."
    return f"After tax, above your walk-away floor: {clearing}." + (
        f" Short of it: {short}." if short else ""
    )


def start_sheet() -> Sheet:
    """Declare the first thing that a person sees."""
    return Sheet(
        name="Start",
        title="Which offer is worth more?",
        intro="Type what your offer letters say; read what each pays, year by year and in today's money.",
        kind="results",
        heads=False,
        blocks=(
            Lines(((_ANSWER, ""), (_MEANING, ""), (_FLOOR, "")), look="answer"),
            Rows("At a glance", _GLANCE, heads=True),
            Beside((_STEPS, _COLOURS), NPV_PARTS),
            Lines(((_CHECKS, "Checks"),), title="Checks"),
            _LEFT_OUT,
            _FILE,
        ),
    )


_GLANCE = (
    Row("start_total_comp", "Total comp, average year", "money", "{total_comp}", look="result"),
    Row("start_npv", "Net present value", "money", "{npv}", look="result", best=True),
    Row("start_behind", "Behind the best", "money", "{behind_best}"),
    Row(
        "start_equity",
        "Of which equity",
        "rate",
        'IF({npv}>0,({equity_pv_own}+{refresh_pv_own})/{npv},"")',
        "rate",
    ),
    Row("start_margin", "Cash over the floor, after tax", "money a year", "{floor_margin}", look="result"),
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
)

_STEPS = Lines(
    (
        ("1  Offers: type what the letters say", "Offers"),
        ("2  Market, Comps: what such work is paid", "Market"),
        ("3  Base, Bonus: the cash, year by year", "Base"),
        ("4  Equity: when it vests, what it is worth", "Equity"),
        ("5  Total: what each offer comes to", "Total"),
        ("6  Stress: how wrong may that be?", "Stress"),
        ("7  Floor: can you live on it, after tax?", "Floor"),
        ("8  Checks: is every input possible?", "Checks"),
    ),
    title="How to use it",
)

_COLOURS = Lines(
    (
        ("input", "Blue on yellow: yours to type"),
        ("calculation", "Black: computed"),
        ("result", "Bold on blue: a result"),
        ("best", "★ Bold on green: the highest of its row"),
        ("bad", "FALSE on red: wants a look"),
    ),
    title="Colours",
    look="legend",
)

_LEFT_OUT = Lines(
    (
        ("Tax: values and totals are before tax. Floor taxes cash, and equity year by year, without", ""),
        ("dependents, credits, or deductions other than state tax.", ""),
        (
            "Certainty: growing equity at one rate and discounting it at another is a judgement about price",
            "",
        ),
        ("and risk, not a market value. Look at the low scenario before you believe the high one.", ""),
    ),
    title="What the numbers leave out",
)

_FILE = Lines(
    (
        ("Formulas only: no macros, nothing from outside. Click any number and follow it to the inputs.", ""),
        ("Charts draw the columns that were filled in when this file was written.", ""),
    ),
    title="What this file is",
)
