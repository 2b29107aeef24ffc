"""The sheet ``Total``: what each offer comes to, by year, by scenario, and today."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Charts, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.bests import BESTS, COMPARED
from offersheet.workbook.parts.inputs import SHOWN_RESULTS, VIEWS, View, yearly
from offersheet.workbook.parts.pictures import NPV_PARTS, by_year

__all__ = ["total_sheet"]

_RECURRING = "{base}*(1+{bonus_target}*{bonus_payout})+{grant_a_year}+{other_annual}"
_CASH = "{base_pv_own}+{bonus_pv_own}+{other_pv}"


def _npv(view: View) -> str:
    parts = (f"{{{part}_pv_{view.name}}}" for part in ("base", "bonus", "equity", "refresh"))
    return "+".join((*parts, "{other_pv}", "{once_pv}")) + "-{offer_unvested_left_behind}"


FORMULAS = {
    "total_comp": f"{_RECURRING}+({{sign_on}}+{{sign_on_year2}})/{{vest_years}}",
    "first_year": f"{_RECURRING}+{{sign_on}}",
    "recurring": _RECURRING,
    "equity_pv": "{equity_all_own}",
    "market_option": 'IF({kind}="option",{shares}*{market_value},"")',
    **{"npv" if view.name == "own" else f"npv_{view.name}": _npv(view) for view in VIEWS},
    "if_leaving": f"{_CASH}+{{once_leaving}}+{{equity_leaving}}+{{refresh_leaving}}"
    "-{owed_back}-{offer_unvested_left_behind}",
    "npv_nothing": "{without_equity}",
    "npv_hoped": "{without_equity}+{equity_hoped}",
    "breakeven_growth": "{growth_solved}",
    "breakeven_exit": "{exit_solved}",
    "level_salary": "{npv}/annuity",
    "ask_base": 'IF(target_total=0,"",{base}+(target_total-{total_comp})/(1+{bonus_target}*{bonus_payout}))',
}
"""How each result of the model is computed in cells."""


def _given_up(column: Column) -> float:
    return -column.offer.unvested_left_behind


def total_sheet(horizon_years: float) -> Sheet:
    """Declare the results, what they are made of, and the totals by year and scenario."""
    return Sheet(
        name="Total",
        title="Total compensation",
        intro="Before tax. Present values count all that is paid or vests within the horizon, as of today.",
        kind="results",
        blocks=(
            _RESULTS,
            Charts("At a glance", (NPV_PARTS, by_year(horizon_years))),
            COMPARED,
            _PARTS,
            BESTS,
            *_BY_YEAR,
        ),
    )


_RESULTS = Rows(
    "Results",
    [
        Row(
            result.name,
            result.label,
            result.unit,
            FORMULAS[result.name],
            "money" if result.unit == "money" else "rate",
            look="result",
            note=result.help,
            name=f"result_{result.name}",
            when="filled",
            best=not result.may_be_blank,
            equals=result.name,
        )
        for result in SHOWN_RESULTS
        if result.part == "worth"
    ],
)

_PARTS = Rows(
    "What the net present value is made of, own values",
    (
        Row("part_base", "Base", "money", "{base_pv_own}", equals="base_pv"),
        Row("part_bonus", "Bonus", "money", "{bonus_pv_own}", equals="bonus_pv"),
        Row("part_other", "Other, yearly", "money", "{other_pv}", equals="other_pv"),
        Row(
            "part_once",
            "Paid once",
            "money",
            "{once_pv}",
            note="Sign-on, relocation, stay bonus.",
            equals="once_pv",
        ),
        Row("part_equity", "Grant", "money", "{equity_pv_own}", equals="grant_within"),
        Row("part_refresh", "Refreshers", "money", "{refresh_pv_own}", equals="refreshers_within"),
        Row("part_left", "Left behind", "money", "-{offer_unvested_left_behind}", equals=_given_up),
    ),
)

_BY_YEAR = tuple(
    yearly(
        "total",
        "Total by year",
        f"{{same:base_{view.name}}}+{{same:bonus_{view.name}}}+{{other_annual}}+{{same:once}}"
        f"+{{same:equity_{view.name}}}+{{same:refresh_{view.name}}}",
        view,
        equals=view.by_year("total"),
    )
    for view in VIEWS
)
