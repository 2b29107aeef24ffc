"""The grids below ``Equity``: month by month, what vests and what it would be worth today."""

from __future__ import annotations

from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.engine.layout import Format, Grid, Key, Twin
from offersheet.workbook.parts import equity_twins as twins
from offersheet.workbook.parts.inputs import VIEWS, View
from offersheet.workbook.parts.month_twins import Months
from offersheet.workbook.parts.options import deviation_grid, option_grids
from offersheet.workbook.parts.refreshers import REFRESH_MONTHS, refresher_grids

__all__ = ["MONTHS", "REFRESH_MONTHS", "vesting_grids"]

MONTHS = range(12 * LONGEST_VESTING + 1)
_TWINS = Months(MONTHS)
_SCHEDULED = range(LONGEST_VESTING + 1)


def vesting_grids() -> tuple[Grid, ...]:
    """Declare the grids on which every figure about equity rests."""
    return (
        *_vesting(),
        *_events(),
        deviation_grid(MONTHS),
        *(grid for view in VIEWS for grid in (*option_grids(view, MONTHS), _waiting(view), _pays(view))),
        _monthly(
            "staying",
            "Chance of still being there",
            "IF({month}=0,1,(1-{annual_leave_probability})^({month}/12))",
            "fraction",
            equals=_TWINS.staying,
        ),
        *refresher_grids(),
        Grid(
            key="iso_exercisable",
            title="Stock, at the strike, that ISOs let one buy first in twelve months from that one on",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            first="{iso}*{shares}*{strike}*INDEX({column:vest_cumulative},12)",
            formula="{iso}*{shares}*{strike}*(INDEX({column:vest_cumulative},MIN({month}+12,"
            "ROWS({column:vest_cumulative})))-{above:vest_cumulative})",
            equals=_TWINS.first_exercisable,
        ),
    )


def _monthly(key: str, title: str, formula: str, written: Format, *keys: Key, equals: Twin) -> Grid:
    """Return a grid of steps, month by month."""
    return Grid(
        key=key,
        title=title,
        lines=MONTHS,
        keys=(Key("month", "Month"), *keys),
        formula=formula,
        format=written,
        equals=equals,
    )


def _years() -> Key:
    return Key("time", "Years", "{month}/12", "fraction", equals=_TWINS.times)


def _vesting() -> tuple[Grid, ...]:
    return (
        Grid(
            key="schedule_in_year",
            title="Schedule: what vests in the year that begins then",
            lines=_SCHEDULED,
            keys=(Key("year", "Year"),),
            formula="IF({year}<{schedule_years},INDEX({column:offer_schedule},{year}+1),0)",
            format="fraction",
            equals=twins.scheduled,
        ),
        Grid(
            key="schedule_cumulative",
            title="Schedule, cumulative by year",
            lines=_SCHEDULED,
            keys=(Key("year", "Year"),),
            first="0",
            formula="{above:schedule_cumulative}+{above:schedule_in_year}",
            format="fraction",
            equals=twins.scheduled_by,
        ),
        _monthly(
            "vest_reached",
            "Last vest date reached, in years; none before the cliff",
            "IF({month}<{cliff_months},0,INT({month}/{step})*{step}/12)",
            "fraction",
            equals=_TWINS.reached,
        ),
        Grid(
            key="vest_cumulative",
            title="Vested by month",
            lines=MONTHS,
            keys=(Key("month", "Month"),),
            formula="IF({schedule_years}>0,INDEX({column:schedule_cumulative},INT({same:vest_reached})+1)"
            "+INDEX({column:schedule_in_year},INT({same:vest_reached})+1)"
            "*({same:vest_reached}-INT({same:vest_reached})),MIN(1,{same:vest_reached}/{vest_years}))",
            format="fraction",
            intro="Nothing before the cliff; then all that has been reached.",
            equals=_TWINS.vested,
        ),
        Grid(
            key="vest_fraction",
            title="Vesting in each month",
            lines=MONTHS,
            keys=(
                Key("vest_month", "Month"),
                Key("vest_time", "Years", "{vest_month}/12", "fraction", equals=_TWINS.times),
                Key(
                    "vest_service_year",
                    "Service year",
                    "ROUNDUP({vest_month}/12,0)",
                    equals=_TWINS.service_years,
                ),
            ),
            first="{same:vest_cumulative}",
            formula="{same:vest_cumulative}-{above:vest_cumulative}",
            format="fraction",
            equals=_TWINS.vests,
        ),
        _monthly(
            "vest_weight",
            "How much what vests in that month counts within the horizon, today",
            "{same:vest_fraction}*{vest_counts}*{vest_discount}",
            "fraction",
            Key(
                "vest_counts",
                "Within",
                "IFERROR(IF({month}<=12*horizon_years,1,0),0)",
                "flag",
                equals=_TWINS.within,
            ),
            Key(
                "vest_discount",
                "Worth of 1",
                "IFERROR(1/(1+discount_rate)^({month}/12),0)",
                "fraction",
                equals=_TWINS.discounts,
            ),
            equals=_TWINS.weights,
        ),
    )


def _events() -> tuple[Grid, Grid]:
    """Whether what waits for an exit, a sale or a listing is still to wait when it vests."""
    return (
        _monthly(
            "before_exit",
            "Whether what vests in that month is there at the exit, 1 or 0",
            "IF({month}<=12*{exit_years}+spare_months,1,0)",
            "number",
            equals=_TWINS.before_exit,
        ),
        _monthly(
            "event_later",
            "Chance that the sale or listing, if it comes, comes after that month",
            "IF({trigger_years}>0,MAX(1-{time}/{trigger_years},0),0)",
            "fraction",
            _years(),
            equals=_TWINS.event_later,
        ),
    )


def _waiting(view: View) -> Grid:
    """What 1 is worth on average that waits on from a month: (1 - exp(-x)) / x, by its series near 0."""
    lost = f"{{wait_lost_{view.name}}}*{{same:event_later}}"
    return _monthly(
        f"waiting_{view.name}",
        f"What is left, on average, of 1 that waits on from that month, {view.title}",
        f"IF(ABS({lost})<series_below,1-{lost}/2,(1-EXP(-{lost}))/({lost}))",
        "fraction",
        equals=view.of(_TWINS.waiting),
    )


def _pays(view: View) -> Grid:
    """What the whole grant would be worth in a month if it vested then, whatever kind of equity it is.

    Of shares, options and what an exit leaves only one is not 0. RSUs are double-trigger shares that never
    wait. The chance that it pays is apart.
    """
    return _monthly(
        f"pays_{view.name}",
        f"What the grant would be worth in that month, as of then, if all of it vested in it, {view.title}",
        f"{{share_grant}}*(1+{view.growth})^{{time}}"
        f"*(1-{{same:event_later}}+{{same:event_later}}*{{same:waiting_{view.name}}})"
        f"+{{option_count}}*{{same:option_payoff_{view.name}}}"
        f"+{{startup_pv_{view.name}}}*{{same:before_exit}}*(1+discount_rate)^{{time}}",
        "money",
        _years(),
        equals=view.of(_TWINS.pays),
    )
