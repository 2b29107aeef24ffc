"""The sheet ``Base``: salary by year, and what it is worth today."""

from __future__ import annotations

import numpy as np

from offersheet.model.pay import MID_YEAR, base_projection, salary_pv
from offersheet.model.vesting import force_of
from offersheet.workbook.engine.layout import Grid, Key, Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts.inputs import SHOWN_YEARS, VIEWS, used, yearly
from offersheet.worksheet.kinds import HORIZON

__all__ = ["base_sheet"]

_FACTOR_YEARS = range(int(HORIZON.high) + 1)


def _worth_of_one(inputs: Inputs, earlier: float) -> list[float]:
    """Return what 1 of cash is worth today, so much earlier than the end of each year."""
    force = force_of(0.0, inputs.assumptions.cash_rate)
    return np.exp(force * (np.arange(len(_FACTOR_YEARS)) - earlier)).tolist()  # type: ignore[no-any-return]


def _counted(inputs: Inputs) -> list[float]:
    """Return 1 for each year of the horizon."""
    return [float(0 < year <= inputs.assumptions.horizon_years) for year in _FACTOR_YEARS]


def _raised(column: Column) -> list[float]:
    """Return what a base of 1 is in each year of the horizon, from year 0 on."""
    assumed = column.assumptions
    raised = np.asarray(base_projection(1.0, column.offer.raise_rate, assumed.horizon_years))
    return [0.0, *raised.tolist(), *[0.0] * (len(_FACTOR_YEARS) - 1 - len(raised))]


def _annuity(inputs: Inputs) -> float:
    assumed = inputs.assumptions
    return float(salary_pv(1.0, 0.0, assumed.horizon_years, 0.0, assumed.cash_rate))


def base_sheet() -> Sheet:
    """Declare base by year under each scenario's raises."""
    return Sheet(
        name="Base",
        title="Base salary",
        intro=f"Salary by year, under its own raise and three scenarios; the first {SHOWN_YEARS} years show.",
        kind="model",
        blocks=(
            used("base", "raise_rate"),
            Rows(
                "Present value of salary within the horizon",
                [
                    Row(
                        f"base_pv_{view.name}",
                        f"Base, {view.title}",
                        "money",
                        f"{{base}}*SUMPRODUCT({{column:raised_{view.name}}},{{column:mid_year_factor}})",
                        equals=view.twin("base_pv"),
                    )
                    for view in VIEWS
                ],
            ),
            *(
                yearly(
                    "base",
                    "Base by year",
                    f"{{base}}*(1+{view.raise_rate})^({{year}}-1)",
                    view,
                    equals=view.by_year("base"),
                )
                for view in VIEWS
            ),
            Scalars(
                "A level salary",
                (
                    (
                        Scalar(
                            "annuity",
                            "1 in each year of the horizon, mid-year, is worth today",
                            "money",
                            formula="SUMPRODUCT({column:horizon_counts},{column:mid_year_factor})",
                            format="fraction",
                            look="calculation",
                            equals=_annuity,
                        ),
                    ),
                ),
            ),
            Grid(
                key="cash_factors",
                title="What 1 of cash is worth today",
                lines=_FACTOR_YEARS,
                keys=(
                    Key("factor_year", "Year"),
                    Key(
                        "mid_year_factor",
                        "Mid-year",
                        "1/(1+cash_rate)^({factor_year}-mid_year)",
                        "fraction",
                        equals=lambda inputs: _worth_of_one(inputs, MID_YEAR),
                    ),
                    Key(
                        "year_end_factor",
                        "Year end",
                        "1/(1+cash_rate)^{factor_year}",
                        "fraction",
                        equals=lambda inputs: _worth_of_one(inputs, 0.0),
                    ),
                ),
            ),
            *_RAISED,
        ),
    )


_RAISED = tuple(
    Grid(
        key=f"raised_{view.name}",
        title=f"A base of 1 in each year within the horizon, {view.title}",
        lines=_FACTOR_YEARS,
        keys=(
            Key("year", "Year"),
            Key(
                "horizon_counts",
                "Within horizon",
                "IF({year}<=horizon_years,MIN({year},1),0)",
                "flag",
                equals=_counted,
            ),
        ),
        formula=f"{{horizon_counts}}*(1+{view.raise_rate})^({{year}}-1)",
        format="fraction",
        on_screen=True,
        equals=view.of(_raised),
    )
    for view in VIEWS
)
