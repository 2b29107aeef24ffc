"""The sheet ``Start``: what this is, where to go, and the answer in one line."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Beside, Lines, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Inputs, whole
from offersheet.workbook.parts.identities import checks_out
from offersheet.workbook.parts.pictures import NPV_PARTS

__all__ = ["start_sheet"]

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


def _answer(inputs: Inputs) -> str:
    """Say which offer is worth most."""
    best = next((column for column in inputs.columns if column.is_best), None)
    if best is None:
        return "Which offer is worth most?"
    return f"{best.offer.name} is worth most: {whole(best.npv)}"


def _meaning(inputs: Inputs) -> str:
    """Say what being worth that means, and by how much it is more."""
    ranked = sorted((column.npv for column in inputs.columns), reverse=True)
    if not ranked:
        return "Type what your offer letters say on the sheet Offers: ten rows are enough."
    lead = f"; {whole(ranked[0] - ranked[1])} more than the next." if ranked[1:] else "."
    return f"In today's money, over {inputs.assumptions.horizon_years:g} years, before tax{lead}"


def _about_floor(inputs: Inputs) -> str:
    """Say which offers clear the floor."""
    clearing = ", ".join(column.offer.name for column in inputs.columns if column.floor_margin >= 0)
    short = ", ".join(column.offer.name for column in inputs.columns if column.floor_margin < 0)
    if not inputs.columns:
        return "The sheet Floor says which of them you can live on, after tax."
    if not clearing:
        return "None clears your walk-away floor, after tax."
    return f"After tax, above your walk-away floor: {clearing}." + (
        f" Short of it: {short}." if short else ""
    )


def _about_checks(inputs: Inputs) -> str:
    """Say whether every check is TRUE."""
    if checks_out(inputs):
        return "Every check is TRUE: the inputs are possible, and the model agrees with itself."
    return "Something wants a look: a check is FALSE."


def start_sheet() -> Sheet:
    """Declare the first thing that a person sees."""
    return Sheet(
        name="Start",
        title="Which offer is worth more?",
        intro="Type what your offer letters say; read what each pays, year by year and in today's money.",
        kind="results",
        heads=False,
        blocks=(
            Lines(
                ((_ANSWER, ""), (_MEANING, ""), (_FLOOR, "")),
                look="answer",
                equals=(_answer, _meaning, _about_floor),
            ),
            Rows("At a glance", _GLANCE, heads=True),
            Beside((_STEPS, _COLOURS), NPV_PARTS),
            Lines(((_CHECKS, "Checks"),), title="Checks", equals=(_about_checks,)),
            _LEFT_OUT,
            _FILE,
        ),
    )


_GLANCE = (
    Row(
        "start_total_comp",
        "Total comp, average year",
        "money",
        "{total_comp}",
        look="result",
        equals="total_comp",
    ),
    Row("start_npv", "Net present value", "money", "{npv}", look="result", best=True, equals="npv"),
    Row("start_behind", "Behind the best", "money", "{behind_best}", equals="behind_best"),
    Row(
        "start_equity",
        "Of which equity",
        "rate",
        'IF({npv}>0,({equity_pv_own}+{refresh_pv_own})/{npv},"")',
        "rate",
        equals="equity_part",
    ),
    Row(
        "start_margin",
        "Cash over the floor, after tax",
        "money a year",
        "{floor_margin}",
        look="result",
        equals="floor_margin",
    ),
    Row(
        "start_low",
        "Net present value, low scenario",
        "money",
        "{npv_low}",
        equals="npv_low",
    ),
    Row(
        "start_high",
        "Net present value, high scenario",
        "money",
        "{npv_high}",
        equals="npv_high",
    ),
    Row(
        "start_verdict",
        "Verdict",
        "",
        'IF({status}="ok",IF({npv}=MAX({offers:npv}),"best","behind"),{status})',
        "text",
        look="result",
        when="filled",
        equals=lambda column: "best" if column.is_best else "behind",
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
