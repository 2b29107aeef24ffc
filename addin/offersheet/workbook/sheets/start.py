"""The sheet ``Start``: what this is, where to go, and the answer in one line."""

from __future__ import annotations

from collections.abc import Callable

from offersheet.workbook.engine.layout import (
    Beside,
    Format,
    Lines,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
    Twin,
)
from offersheet.workbook.engine.twins import Inputs
from offersheet.workbook.parts.bests import best_in_words, lead, verdict
from offersheet.workbook.parts.identities import checks_out
from offersheet.workbook.parts.npv_kept import if_shown
from offersheet.workbook.parts.pictures import NPV_PARTS

__all__ = ["start_sheet"]

_TYPE = "Type what your offer letters say on the sheet Offers: ten rows are enough."
_LIVE = "The sheet Floor says which of them you can live on, after tax."
_NONE = "None clears your walk-away floor, after tax."

_MEANING = f'=IF(COUNT({{offers:npv}})=0,"{_TYPE}",answer_meaning)'
_FLOOR = f'=IF(COUNT({{offers:floor_margin}})=0,"{_LIVE}",answer_floor)'
_LAST = "INDEX({{offers:{0}}},1,COUNTA({{offers:{0}}}))"
"""Names are gathered from column to column, so that the last holds them all."""
_CHECKS = (
    '=IF(checks_ok,"Every check is TRUE: the inputs are possible, and the model agrees with itself.",'
    '"Something wants a look: a check is FALSE.")'
)


def _named(*, clear: bool) -> Callable[[Inputs], str]:
    """Return the twin of the names of the offers above the floor, or short of it."""
    return lambda inputs: ", ".join(
        column.offer.name for column in inputs.columns if (column.floor_margin >= 0) == clear
    )


def _short(inputs: Inputs) -> str:
    """Say which offers fall short of the floor."""
    short = _named(clear=False)(inputs)
    return f" Short of it: {short}." if short else ""


def _floor(inputs: Inputs) -> str:
    """Say which offers clear the floor."""
    clearing = _named(clear=True)(inputs)
    return f"After tax, above your walk-away floor: {clearing}.{_short(inputs)}" if clearing else _NONE


def _meaning(inputs: Inputs) -> str:
    """Say what being worth that means, and by how much it is more."""
    return _means(inputs) if inputs.columns else _TYPE


def _means(inputs: Inputs) -> str:
    return f"In today's money, over {inputs.assumptions.horizon_years:g} years{lead(inputs)}"


def _about_floor(inputs: Inputs) -> str:
    """Say which offers clear the floor."""
    return _floor(inputs) if inputs.columns else _LIVE


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
                (("=best_said", ""), (_MEANING, ""), (_FLOOR, "")),
                look="answer",
                equals=(best_in_words, _meaning, _about_floor),
            ),
            Rows("At a glance", _GLANCE, heads=True),
            Beside((_STEPS, _COLOURS), NPV_PARTS),
            Lines(((_CHECKS, "Checks"),), title="Checks", equals=(_about_checks,)),
            _LEFT_OUT,
            _FILE,
            _PIECES,
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
    Row(
        "start_after_tax",
        "The same after tax",
        "money",
        "{npv_after_tax}",
        look="result",
        best=True,
        equals=if_shown("npv_after_tax"),
    ),
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
        "{verdict}",
        "text",
        look="result",
        equals=verdict,
    ),
)


def _piece(name: str, label: str, formula: str, equals: Twin, written: Format = "text") -> tuple[Scalar]:
    return (
        Scalar(
            f"answer_{name}", label, "", formula=formula, format=written, look="calculation", equals=equals
        ),
    )


_PIECES = Scalars(
    "What the answer is put together from",
    (
        _piece(
            "meaning",
            "What its worth means",
            '"In today\'s money, over "&horizon_years&" years"&best_lead',
            _means,
        ),
        _piece("clearing", "Above the floor", _LAST.format("clearing"), _named(clear=True)),
        _piece("falling", "Short of it", _LAST.format("falling_short"), _named(clear=False)),
        _piece("short", "In words", 'IF(answer_falling="",""," Short of it: "&answer_falling&".")', _short),
        _piece(
            "floor",
            "And with what is above",
            f'IF(answer_clearing="","{_NONE}",'
            '"After tax, above your walk-away floor: "&answer_clearing&"."&answer_short)',
            _floor,
        ),
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
        (
            "Tax: totals are before tax. Floor taxes cash and equity, by year and in today's money, without",
            "",
        ),
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
