"""Which offer is best, before and after tax: the names, and a sentence where taxes make it another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offersheet.model.case import Case
from offersheet.model.verdict import after_tax, agree, before_tax, best_of_all
from offersheet.workbook.engine.layout import Row, Rows, Scalar, Scalars
from offersheet.workbook.engine.twins import Column, Inputs, whole
from offersheet.workbook.parts.inputs import SHOWN_YEARS

__all__ = ["BESTS", "COMPARED", "best_in_words", "lead", "verdict"]

_AFTER, _BEFORE = "{offers:npv_after_tax}", "{offers:npv}"


def _known(inputs: Column | Inputs) -> bool:
    """Say whether the workbook knows the figures after tax: its tables by year reach the horizon."""
    return inputs.assumptions.horizon_years <= SHOWN_YEARS


def _apart(inputs: Inputs) -> bool:
    return bool(inputs.columns) and _known(inputs) and not agree(inputs.columns)


def best_in_words(inputs: Inputs) -> str:
    """Name the best offer, or both of them, after tax first."""
    if not inputs.columns:
        return "Which offer is worth most?"
    if _apart(inputs):
        return best_of_all(inputs.columns)
    best = next(column for column in inputs.columns if column.is_best)
    return f"{best.offer.name} is worth most: {whole(best.npv)}"


def _of(best: str, figure: Callable[[Column], Any]) -> Callable[[Inputs], Any]:
    """Return the twin of a figure of the best offer; blank where there is none."""

    def told(inputs: Inputs) -> Any:
        if best == "is_best_after_tax" and not _known(inputs):
            return ""
        return next((figure(column) for column in inputs.columns if getattr(column, best)), "")

    return told


_UNTAXED = f" After tax is not counted here beyond {SHOWN_YEARS} years; offersheet value does."


def _untaxed(inputs: Inputs) -> str:
    """Say that the workbook does not know which is best after tax, where it does not."""
    return _UNTAXED if inputs.columns and not _known(inputs) else ""


def lead(inputs: Inputs) -> str:
    """Say by how much the best is ahead before tax, where taxes leave it the best or are not counted."""
    if _apart(inputs):
        return "."
    ranked = sorted((column.npv for column in inputs.columns), reverse=True)
    ahead = f"; {whole(ranked[0] - ranked[1])} more than the next." if ranked[1:] else "."
    return f", before tax{ahead}{_untaxed(inputs)}"


def _said(words: Callable[[Case, Case], str]) -> Callable[[Inputs], str]:
    """Return the twin of words about the best after tax and the best before, where these are two."""

    def told(inputs: Inputs) -> str:
        if not _apart(inputs):
            return ""
        after = next(column for column in inputs.columns if column.is_best_after_tax)
        return words(after, next(column for column in inputs.columns if column.is_best))

    return told


def _scalar(name: str, label: str, unit: str, formula: str, equals: Callable[[Inputs], Any]) -> tuple[Scalar]:
    written: Any = "money" if unit == "money" else "text"
    return (Scalar(name, label, unit, formula=formula, format=written, look="calculation", equals=equals),)


def _picked(row: str, by: str, otherwise: str = '""') -> str:
    """Return the formula of what stands in a row for the offer that has the highest figure of another."""
    return f"IF(COUNT({by})=0,{otherwise},INDEX({{offers:{row}}},1,MATCH(MAX({by}),{by},0)))"


def _most(inputs: Inputs) -> float:
    return max((column.npv for column in inputs.columns), default=0.0)


def _more(inputs: Inputs) -> Any:
    before, after = _of("is_best", _npv)(inputs), _of("is_best_after_tax", _npv)(inputs)
    return before - after if _apart(inputs) else ""


def _npv(column: Column) -> float:
    return column.npv


def _name(column: Column) -> str:
    return column.offer.name


def _level(column: Column) -> Any:
    return column.level_take_home if _known(column) else ""


BESTS = Scalars(
    "Best, before and after tax",
    (
        _scalar("best_name", "Best before tax", "", _picked("offer_name", _BEFORE), _of("is_best", _name)),
        _scalar("best_worth", "Its net present value", "money", f"MAX({_BEFORE})", _most),
        _scalar(
            "best_after_name",
            "Best after tax",
            "",
            _picked("offer_name", _AFTER),
            _of("is_best_after_tax", _name),
        ),
        (
            Scalar(
                "bests_apart",
                "Taxes make another offer the best",
                "1 or 0",
                formula=f"IF(COUNT({_AFTER})=0,0,"
                f"IF(SUMPRODUCT(({_BEFORE}=MAX({_BEFORE}))*({_AFTER}=MAX({_AFTER})))=0,1,0))",
                format="number",
                look="calculation",
                equals=lambda inputs: int(_apart(inputs)),
            ),
        ),
        _scalar(
            "best_level",
            "Level take-home of the best before tax",
            "money",
            _picked("level_take_home", _BEFORE),
            _of("is_best", _level),
        ),
        _scalar(
            "best_after_level",
            "Level take-home of the best after tax",
            "money",
            _picked("level_take_home", _AFTER),
            _of("is_best_after_tax", _level),
        ),
        _scalar(
            "best_more",
            "What the one is worth more before tax",
            "money",
            f'IF(bests_apart=1,best_worth-{_picked("npv", _AFTER, "0")},"")',
            _more,
        ),
        _scalar(
            "best_said",
            "In words",
            "",
            'IF(best_name="","Which offer is worth most?",IF(bests_apart=1,best_after_name&" leaves more "'
            '&best_against,best_name&" is worth most: "&FIXED(best_worth,0)))',
            best_in_words,
        ),
        _scalar(
            "best_against",
            "Where taxes make it another one",
            "",
            'IF(bests_apart=1,"after tax: worth "&FIXED(best_after_level,0)&" a year against "'
            '&best_name&"\'s "&FIXED(best_level,0)&best_before,"")',
            _said(lambda after, before: after_tax(after, before) + before_tax(after, before)),
        ),
        _scalar(
            "best_before",
            "and before tax",
            "",
            'IF(bests_apart=1,"; before tax "&best_name&" is worth "&FIXED(best_more,0)&" more today.","")',
            _said(before_tax),
        ),
        _scalar(
            "best_lead",
            "By how much the best is ahead",
            "",
            f'IF(bests_apart=1,".",", before tax"&IF(COUNT({_BEFORE})>1,"; "'
            f'&FIXED(LARGE({_BEFORE},1)-LARGE({_BEFORE},2),0)&" more than the next.",".")&best_untaxed)',
            lead,
        ),
        _scalar(
            "best_untaxed",
            "Where taxes are not counted",
            "",
            f'IF(COUNT({_BEFORE})*(COUNT({_AFTER})=0)>0,"{_UNTAXED}","")',
            _untaxed,
        ),
    ),
)


def verdict(column: Column) -> str:
    """Say of which kind it is the best."""
    if not _known(column):
        return "best before tax" if column.is_best else "behind"
    both = column.is_best, column.is_best_after_tax
    return {
        (True, True): "best",
        (True, False): "best before tax",
        (False, True): "best after tax",
        (False, False): "behind",
    }[both]


COMPARED = Rows(
    "Compared with the best",
    (
        Row(
            "behind_best",
            "Net present value, behind the best",
            "money",
            f"{{npv}}-MAX({_BEFORE})",
            equals="behind_best",
        ),
        Row(
            "behind_best_after_tax",
            "After tax, behind the best",
            "money",
            f'IF(ISNUMBER({{npv_after_tax}}),{{npv_after_tax}}-MAX({_AFTER}),"")',
            equals=lambda column: column.behind_best_after_tax if _known(column) else None,
        ),
        Row(
            "best_flags",
            "Best before tax 2, after tax 1, both 3",
            "",
            f"2*({{npv}}=MAX({_BEFORE}))+({{npv_after_tax}}=MAX({_AFTER}))",
            "number",
            equals=lambda column: 2 * column.is_best + (column.is_best_after_tax and _known(column)),
        ),
        Row(
            "verdict",
            "Verdict",
            "",
            'CHOOSE({best_flags}+1,"behind","best after tax","best before tax","best")',
            "text",
            look="result",
            equals=verdict,
        ),
    ),
)
