"""The sheet ``Bonus``: yearly bonus, and cash that is paid once."""

from __future__ import annotations

from offersheet.model.negotiation import clawback
from offersheet.workbook.engine.layout import Grid, Key, Row, Rows, Sheet
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.inputs import VIEWS, used, yearly
from offersheet.workbook.sheets.base import IN_HORIZON
from offersheet.worksheet.kinds import CLAWBACK_MONTHS

__all__ = ["bonus_sheet"]
_LEFT_AFTER = range(0, 25, 3)
"""In months."""
_MONTHS = range(1, int(CLAWBACK_MONTHS.high) + 1)


def _owed_back(column: Column) -> list[float]:
    offer = column.offer
    return [float(clawback(offer.sign_on, float(month), offer.clawback_months)) for month in _LEFT_AFTER]


_PRESENT_VALUES = Rows(
    "Present value within the horizon",
    [
        *(
            Row(
                f"bonus_pv_{view.name}",
                f"Bonus, {view.title}",
                "money",
                f"{{base}}*{{bonus_target}}*{view.payout}*SUMPRODUCT({IN_HORIZON}"
                f"*(1+{view.raise_rate})^({{column:factor_year}}-1)*{{column:year_end_factor}})",
                equals=view.twin("bonus_pv"),
            )
            for view in VIEWS
        ),
        Row(
            "other_pv",
            "Other, yearly",
            "money",
            f"{{other_annual}}*SUMPRODUCT({IN_HORIZON}*{{column:mid_year_factor}})",
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
    "IF({year}=1,{sign_on}+{relocation},0)+IF({year}=MIN(2,horizon_years),{sign_on_year2},0)"
    "+IF({year}=MAX(1,ROUNDUP({stay_months}/12,0)),{stay_bonus},0)",
    intro="Sign-on and relocation in year 1, a later sign-on in year 2, the stay bonus when due.",
    equals=VIEWS[0].by_year("sign_on", "stay_bonus"),
)

_OWED_BACK = Grid(
    key="owed_back_in",
    title="Sign-on owed back for leaving in that month, by the chance of it, in today's money",
    lines=_MONTHS,
    keys=(Key("month", "Month"),),
    formula="IF(OR({month}>{clawback_months},{annual_leave_probability}=0),0,{sign_on}"
    "*(1-({month}-1)/{clawback_months})*(1+cash_rate)^(-{month}/12)"
    "*(IF({month}=1,1,(1-{annual_leave_probability})^(({month}-1)/12))"
    "-(1-{annual_leave_probability})^({month}/12)))",
    intro="One leaves before what the month would bring; each month not served counts.",
    working="the months of what may be owed back",
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
            _OWED_BACK,
        ),
    )
