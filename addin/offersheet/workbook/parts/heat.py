"""The heat map on ``Stress``: the grant of the chosen offer by growth and discounting, and its steps."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Format, Matrix, Scalar, Scalars
from offersheet.workbook.parts import equity_twins as twins

__all__ = ["HEAT_MAP", "HEAT_STEPS"]

GROWTHS = (-0.5, -0.3, -0.1, 0.0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
DISCOUNTS = (0.0, 0.05, 0.10, 0.12, 0.15, 0.20, 0.30)

_TIME, _VESTS = "{column:tie_time}", "{column:chosen_fraction}"
_LOSS = "{same:heat_loss}"
_KEPT, _LEFT = f"EXP(-{_LOSS})^{_TIME}", f"EXP(-{_LOSS})^chosen_trigger_years"
_WAIT = "{column:chosen_event_later}"
_D1 = f"{{column:chosen_d1}}-{{same:heat_growth}}*{_TIME}/{{column:chosen_deviation}}"

HEAT_MAP = Matrix(
    key="heat",
    title="Present value of the chosen offer's grant: share growth down, discount rate across",
    lines=GROWTHS,
    columns=DISCOUNTS,
    corner="Growth",
    formula='IF(chosen_counts,IF(chosen_kind="startup",'
    "chosen_equity*((1+discount_rate)/(1+{across}))^chosen_exit_years,"
    "{same:heat_paid}+{same:heat_waiting}"
    '+chosen_worth*{same:heat_sold}-chosen_cost*{same:heat_exercised}),"")',
    equals=twins.heat(GROWTHS, DISCOUNTS),
    intro="Darker is more. An exit depends on discounting alone.",
)


_STEP = "a step towards the heat map, folded away"


def _step(key: str, title: str, formula: str, written: Format = "money") -> Matrix:
    return Matrix(
        key=f"heat_{key}",
        like="heat",
        title=f"Step to the heat map: {title}",
        lines=GROWTHS,
        columns=DISCOUNTS,
        corner="Growth",
        formula=formula,
        format=written,
        working=_STEP,
    )


def _whole(name: str, label: str, formula: str) -> tuple[Scalar]:
    formula = f"IF(chosen_of_shares,{formula},0)"
    return (Scalar(name, label, "money", formula=formula, look="calculation", working=_STEP),)


HEAT_STEPS = (
    Scalars(
        "Steps to the heat map: where waiting costs next to nothing",
        (
            _whole(
                "heat_late",
                "What waits, if waiting costs nothing",
                f"chosen_worth*SUMPRODUCT({_VESTS},{_WAIT})",
            ),
            _whole(
                "heat_lateness",
                "What it loses by waiting, of each 1 a year",
                f"chosen_worth*SUMPRODUCT({_VESTS},{_WAIT},{_TIME}+chosen_trigger_years)/2",
            ),
        ),
    ),
    _step("loss", "discounting less growth", "LN(1+{across})-LN(1+{line})", "fraction"),
    _step(
        "paid",
        "shares that are paid as they vest",
        f"IF(chosen_of_shares,chosen_worth*SUMPRODUCT({_VESTS}*(1-{_WAIT})*{_KEPT}),0)",
    ),
    _step(
        "later",
        "what vests before the sale or listing, then less at its end, of 1",
        f"IF(chosen_of_shares,SUMPRODUCT({_VESTS}*({_WAIT}>0)*({_KEPT}-{_LEFT})),0)",
        "fraction",
    ),
    _step(
        "waiting",
        "shares that wait for a sale or listing",
        f"IF(chosen_of_shares,IF(ABS({_LOSS})*chosen_trigger_years<series_below,heat_late-{_LOSS}*heat_lateness,"
        f"chosen_worth*{{same:heat_later}}/({_LOSS}*chosen_trigger_years)),0)",
    ),
    _step(
        "growth",
        "assumed discounting less growth",
        "IF(chosen_of_options,LN(1+discount_rate)-LN(1+{line}),0)",
        "fraction",
    ),
    _step(
        "sold",
        "what exercised options would sell for, of 1 at today's price",
        f"IF(chosen_of_options,SUMPRODUCT({_VESTS}*{_KEPT}*NORMSDIST({_D1})),0)",
        "fraction",
    ),
    _step(
        "exercised",
        "what exercising them costs, of 1 at the strike",
        f"IF(chosen_of_options,SUMPRODUCT({_VESTS}*NORMSDIST({_D1}-{{column:chosen_deviation}})/(1+{{across}})^{_TIME}),0)",
        "fraction",
    ),
)
