"""The sheet ``Bonus``: yearly bonus, and cash that is paid once."""

from __future__ import annotations

import numpy as np

from offersheet.model.negotiation import clawback
from offersheet.model.vesting import force_of
from offersheet.workbook.engine.layout import Grid, Key, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts.inputs import VIEWS, used, yearly
from offersheet.worksheet.kinds import CLAWBACK_MONTHS

__all__ = ["bonus_sheet"]
_LEFT_AFTER = range(0, 25, 3)
"""In months."""
_MONTHS = range(1, int(CLAWBACK_MONTHS.high) + 1)


def _owed_back(column: Column) -> list[float]:
    offer = column.offer
    return [float(clawback(offer.sign_on, float(month), offer.clawback_months)) for month in _LEFT_AFTER]


def _worth_of_one(inputs: Inputs) -> list[float]:
    return np.exp(force_of(0.0, inputs.assumptions.cash_rate) * np.array(_MONTHS) / 12).tolist()  # type: ignore[no-any-return]


def _leaving_in(column: Column) -> list[float]:
    staying = (1 - column.offer.annual_leave_probability) ** (np.arange(len(_MONTHS) + 1) / 12)
    return (-np.diff(staying)).tolist()  # type: ignore[no-any-return]


def _owed_back_in(column: Column) -> list[float]:
    """Return, of a sign-on served up to the month before, what is not, by the chance and today."""
    offer = column.offer
    if not offer.clawback_months:
        return [0.0] * len(_MONTHS)
    owed = clawback(offer.sign_on, np.arange(float(len(_MONTHS))), offer.clawback_months)
    discounted = owed * (1 + column.assumptions.cash_rate) ** (-np.array(_MONTHS) / 12)
    return (discounted * np.array(_leaving_in(column))).tolist()  # type: ignore[no-any-return]


_PRESENT_VALUES = Rows(
    "Present value within the horizon",
    [
        *(
            Row(
                f"bonus_pv_{view.name}",
                f"Bonus, {view.title}",
                "money",
                f"{{base}}*{{bonus_target}}*{view.payout}"
                f"*SUMPRODUCT({{column:raised_{view.name}}},{{column:year_end_factor}})",
                equals=view.twin("bonus_pv"),
            )
            for view in VIEWS
        ),
        Row(
            "other_pv",
            "Other, yearly",
            "money",
            "{other_annual}*SUMPRODUCT({column:horizon_counts},{column:mid_year_factor})",
            equals="other_pv",
        ),
        Row(
            "stay_pv",
            "Stay bonus",
            "money",
            "IF({stay_months}<=12*horizon_years,{stay_bonus}/(1+cash_rate)^({stay_months}/12),0)",
            equals="stay_pv",
        ),
        Row(
            "signing_pv",
            "Sign-on, relocation",
            "money",
            "{sign_on}+{relocation}+{sign_on_year2}/(1+cash_rate)",
            equals="signing_pv",
        ),
        Row(
            "once_pv", "Sign-on, relocation, stay bonus", "money", "{signing_pv}+{stay_pv}", equals="once_pv"
        ),
        Row(
            "once_leaving",
            "The same if you may leave",
            "money",
            "{signing_pv}-{sign_on_year2}*{annual_leave_probability}/(1+cash_rate)"
            "+{stay_pv}*IF({stay_months}=0,1,(1-{annual_leave_probability})^({stay_months}/12))",
            note="Second sign-on and stay bonus count by the chance of still being there.",
            equals="once_leaving",
        ),
        Row(
            "owed_back",
            "Sign-on that you may owe back",
            "money",
            "SUM({column:owed_back_in})",
            note="Gross, by the chance of leaving in each month; other pay goes on.",
            equals="owed_back",
        ),
    ],
)

_BY_YEAR = tuple(
    yearly(
        "bonus",
        "Bonus by year",
        f"{{same:base_{view.name}}}*{{bonus_target}}*{view.payout}",
        view,
        equals=view.by_year("bonus"),
    )
    for view in VIEWS
)

_ONCE_BY_YEAR = yearly(
    "once",
    "Paid once, by year",
    "({year}=1)*({sign_on}+{relocation})+({year}=MIN(2,horizon_years))*{sign_on_year2}"
    "+({year}=MAX(1,ROUNDUP({stay_months}/12,0)))*{stay_bonus}",
    intro="Sign-on and relocation in year 1, a later sign-on in year 2, the stay bonus when due.",
    equals=VIEWS[0].by_year("sign_on", "stay_bonus"),
)

_OWED_BACK = (
    Grid(
        key="leaving_in",
        title="Chance of leaving in that month",
        lines=_MONTHS,
        keys=(Key("month", "Month"),),
        formula="INDEX({column:staying},{month})-INDEX({column:staying},{month}+1)",
        format="fraction",
        equals=_leaving_in,
    ),
    Grid(
        key="owed_back_in",
        title="Sign-on owed back for leaving in that month, by the chance of it, in today's money",
        lines=_MONTHS,
        keys=(
            Key("month", "Month"),
            Key("worth_of_1", "Worth of 1", "1/(1+cash_rate)^({month}/12)", "fraction", equals=_worth_of_one),
        ),
        formula="IF({month}>{clawback_months},0,"
        "{sign_on}*(1-({month}-1)/{clawback_months})*{worth_of_1}*{same:leaving_in})",
        intro="One leaves before what the month would bring; each month not served counts.",
        equals=_owed_back_in,
    ),
)

_PAID_BACK = Grid(
    key="clawback",
    title="Sign-on to pay back if you leave after so many months",
    lines=_LEFT_AFTER,
    keys=(Key("month", "Month"),),
    formula="IF({month}>={clawback_months},0,{sign_on}*(1-{month}/{clawback_months}))",
    intro="In proportion to the months that are missing. Some contracts want all of it back.",
    equals=_owed_back,
)


def bonus_sheet() -> Sheet:
    """Declare bonus by year under each scenario's payout, one-off cash, and what leaving costs."""
    return Sheet(
        name="Bonus",
        title="Bonus and one-off cash",
        intro="The bonus is a fraction of base, times what is paid of it; sign-on and the like come once.",
        kind="model",
        blocks=(
            used(
                "bonus_target",
                "bonus_payout",
                "sign_on",
                "sign_on_year2",
                "relocation",
                "other_annual",
                "stay_bonus",
                "stay_months",
                "clawback_months",
            ),
            _PRESENT_VALUES,
            *_BY_YEAR,
            _ONCE_BY_YEAR,
            _PAID_BACK,
            *_OWED_BACK,
        ),
    )
