"""The article's figures on the sheet ``Market``: each stands once, in a cell, and all else is computed."""

from __future__ import annotations

from offersheet.facts.article import Figure, dated, figure, figures, tiers
from offersheet.workbook.engine.layout import Figures, Format, Lines, Row, Scalar, Scalars
from offersheet.workbook.parts.market_twins import Basis, End, Part, nearer, of_tiers, off

__all__ = ["ADDED_UP", "ALSO_SAID", "OF_TIERS", "WARNING"]

_TIERS = tuple(tiers().values())
_HEADS = [tier.label for tier in _TIERS]
_ENDS: tuple[tuple[End, int], ...] = (("low", 0), ("high", 1))


def _printed(
    key: str, label: str, unit: str, field: str, written: Format = "money", note: str = ""
) -> list[Row]:
    """Return the low and the high end of a column of the table."""
    return [
        Row(
            f"tier_{key}_{end}",
            f"{label}, {end}",
            unit,
            format=written,
            values=[getattr(tier, field)[index] for tier in _TIERS],
            note=note if end == "low" else "",
        )
        for end, index in _ENDS
    ]


OF_TIERS = Figures(
    "The article's table, as printed",
    _HEADS,
    [
        Row("tier_key", "Tier, as chosen on Offers", "", format="text", values=[*tiers()]),
        Row(
            "tier_printed",
            "Such as",
            "",
            format="text",
            values=[tier.printed.partition("(")[2].rstrip(")").removeprefix("e.g., ") for tier in _TIERS],
        ),
        *_printed("base", "Base", "money a year", "base", note=f"The article, {dated('tiers')}."),
        *_printed("bonus", "Target bonus", "of base", "bonus", "rate"),
        *_printed("stock", "Stock, the whole grant", "money", "stock"),
        Row(
            "tier_vest_years",
            "vesting over",
            "years",
            format="number",
            values=[tier.vest_years for tier in _TIERS],
            note=f"Elsewhere the article says that most offers vest over {figure('vest_years').value:g}.",
        ),
        *_printed("total", "Total, published", "money a year", "total"),
        Row(
            "tier_total_mid",
            "Total, published, mid",
            "money a year",
            "({tier_total_low}+{tier_total_high})/2",
            equals=of_tiers("total", "mid", "published"),
        ),
    ],
)

WARNING = Lines(
    (
        (
            "The published totals are not what their parts add to, so comparing an offer with them misleads.",
            "",
        ),
        (
            "The two startup totals come near only when the whole grant is counted in one year;",
            "",
        ),
        ("mid-market fits neither way. Compare with what the parts add to in a year, below.", ""),
    ),
    title="What the table really says",
)


def _derived(key: str, label: str, formula: str, equals: tuple[Part, Basis], note: str = "") -> list[Row]:
    """Return the low and the high end of what follows from the printed figures, ``END`` being either."""
    return [
        Row(
            f"tier_{key}_{end}",
            f"{label}, {end}",
            "money a year",
            formula.replace("END", end),
            note=note if end == "low" else "",
            equals=of_tiers(equals[0], end, equals[1]),
        )
        for end, _ in _ENDS
    ]


def _mid(key: str, label: str, basis: Basis) -> Row:
    middle = f"({{tier_{key}_low}}+{{tier_{key}_high}})/2"
    return Row(
        f"tier_{key}_mid", f"{label}, mid", "money a year", middle, equals=of_tiers("total", "mid", basis)
    )


_PARTS = "{tier_base_END}+{tier_bonus_money_END}+"
_OFF_A_YEAR, _OFF_WHOLE = "{tier_total_mid}-{tier_year_mid}", "{tier_total_mid}-{tier_whole_mid}"

ADDED_UP = Figures(
    "What its parts add to",
    _HEADS,
    [
        *_derived(
            "bonus_money",
            "Target bonus, in money",
            "{tier_base_END}*{tier_bonus_END}",
            ("bonus", "published"),
        ),
        *_derived(
            "stock_year", "Stock, a year of it", "{tier_stock_END}/{tier_vest_years}", ("stock", "annualised")
        ),
        *_derived(
            "year",
            "Total, annualised",
            f"{_PARTS}{{tier_stock_year_END}}",
            ("total", "annualised"),
            "Base, bonus and a year of the stock: what offers are compared with above.",
        ),
        _mid("year", "Total, annualised", "annualised"),
        *_derived(
            "whole",
            "Total, whole grant in one year",
            f"{_PARTS}{{tier_stock_END}}",
            ("total", "whole"),
            "Which no year pays.",
        ),
        _mid("whole", "Total, whole grant in one year", "whole"),
        Row(
            "tier_off_year",
            "Published over annualised, mid",
            "money a year",
            _OFF_A_YEAR,
            look="result",
            equals=off("annualised"),
        ),
        Row(
            "tier_off_whole",
            "Published over whole grant, mid",
            "money a year",
            _OFF_WHOLE,
            look="result",
            equals=off("whole"),
        ),
        Row(
            "tier_nearer",
            "The published total is nearer to",
            "",
            f'IF(ABS({_OFF_WHOLE})<ABS({_OFF_A_YEAR}),"whole grant","annualised")',
            "text",
            "result",
            equals=nearer,
        ),
    ],
)


def _said(said: Figure) -> list[Scalar]:
    """Return the cells of a figure, one or from and to."""
    money = said.unit.startswith("money")
    whole = said.unit in ("years", "months")
    written: Format = "money" if money else "number" if whole else "rate"
    ends = ("",) if len(said.values) == 1 else ("_low", "_high")
    return [
        Scalar(
            f"article_{said.name}{end}",
            said.label,
            said.unit,
            value,
            format=written,
            look="calculation",
            note=f"{said.source[0].upper()}{said.source[1:]}; {said.date}. {said.note}".strip(),
        )
        for end, value in zip(ends, said.values, strict=True)
    ]


ALSO_SAID = Scalars(
    "What else the article says",
    [_said(said) for said in figures().values()],
    heads=("From", "To"),
    intro="Where there is one figure, it stands under From.",
)
