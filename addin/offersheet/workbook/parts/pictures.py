"""The charts: what each of them draws, and what it says to a person who does not see it."""

from __future__ import annotations

from offersheet.model.comps_columns import COMPONENTS
from offersheet.workbook.engine.layout import Chart
from offersheet.workbook.parts.inputs import SHOWN_YEARS

__all__ = [
    "AGAINST_NEED",
    "COMPS_BAND",
    "NPV_PARTS",
    "TOTAL_IN_BAND",
    "VESTED",
    "by_year",
    "kept_by_year",
    "vesting_by_year",
]

NPV_PARTS = Chart(
    title="What the net present value is made of",
    kind="stacked",
    x_title="Offers",
    y_title="Money, in today's value",
    alt="A column for each offer, stacked from the present values of its base, bonus, other yearly pay, "
    "payments made once, grant and refreshers; what is left behind is not deducted.",
    rows=("part_base", "part_bonus", "part_other", "part_once", "part_equity", "part_refresh"),
)

TOTAL_IN_BAND = Chart(
    title="Total a year beside the range of its tier",
    kind="columns",
    x_title="Offers",
    y_title="Money a year",
    alt="Three columns for each offer: the low end of its tier's range, the offer's own base, bonus and a "
    "year of its stock, and the high end.",
    rows=("band_total_low", "market_total", "band_total_high"),
)

VESTED = Chart(
    title="How much of the grant has vested",
    kind="line",
    x_title="Months since the start",
    y_title="Vested, of the whole grant",
    alt="A line for each offer that climbs from nothing to the whole grant, month by month for five years.",
    grid="vest_cumulative",
    lines=61,
    ticks=12,
    most=1,
    format="rate",
)

COMPS_BAND = Chart(
    title="Where the offers stand among the comps",
    kind="band",
    x_title="Pay a year",
    y_title="Money a year",
    alt="For base, bonus, stock and total a column that reaches from the tenth percentile of the comps that "
    "count to the ninetieth, darkest around the median, and a mark for what each offer pays.",
    rows=tuple(f"comps_{component}_at" for component in COMPONENTS),
    marks=tuple(f"comps_offer_{component}" for component in COMPONENTS),
)

AGAINST_NEED = Chart(
    title="After tax: what you need, what is left",
    kind="columns",
    x_title="Offers",
    y_title="Money a year, after tax",
    alt="Three columns for each offer: what must be left after tax, what is, and what is with no bonus paid.",
    rows=("need", "taxed_kept", "no_bonus_kept"),
)


def by_year(horizon_years: float) -> Chart:
    """Declare the chart of what each offer pays in each year of the horizon."""
    return _yearly(horizon_years, "total_own", "Total by year", "all that it pays or vests in that year")


def vesting_by_year(horizon_years: float) -> Chart:
    """Declare the chart of what vests of each grant in each year of the horizon."""
    return _yearly(horizon_years, "equity_own", "Grant vesting in each year", "what vests of its first grant")


def kept_by_year(horizon_years: float) -> Chart:
    """Declare the chart of what each offer leaves after tax in each year of the horizon."""
    return _yearly(
        horizon_years,
        "year_kept",
        "Cash and equity after tax, by year",
        "what its cash and equity leave after tax",
        y_title="Money a year, after tax",
    )


def _yearly(horizon_years: float, grid: str, title: str, shown: str, y_title: str = "Money a year") -> Chart:
    return Chart(
        title=title,
        kind="columns",
        x_title="Year",
        y_title=y_title,
        alt=f"For each year of the horizon a column for each offer: {shown}.",
        grid=grid,
        lines=min(int(horizon_years), SHOWN_YEARS),
    )
