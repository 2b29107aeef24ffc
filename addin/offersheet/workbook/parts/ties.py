"""Where offers tie: the growth at which one is worth as much as another, solved in cells by halving.

What growth does to shares is one number, discounting less growth: what a share loses in today's money by a
year of waiting, continuously. At any of it the equity is made of vectors by month, which stand once: what is
paid as it vests, and what waits on for a sale or listing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offersheet.model.ties import GROWTH_FLOOR, GROWTH_TOP
from offersheet.workbook.engine.layout import Block, Grid, Key, Row, Rows, Scalar, Scalars, Twin
from offersheet.workbook.engine.twins import Inputs
from offersheet.workbook.parts import tie_twins as twins
from offersheet.workbook.parts.equity_twins import strike_cost, trigger_years
from offersheet.workbook.parts.refreshers import REFRESH_MONTHS
from offersheet.workbook.parts.vesting import MONTHS
from offersheet.worksheet.kinds import GROWTH

__all__ = ["OWN", "OWN_VECTORS", "RANGE_OF_GROWTH", "Tied", "halving_grids", "solved", "sought", "waiting"]

_PARTS = ("vested", "waits", "exercised", "options")
"""The tables that add up to the equity: of shares, or of options."""

_HALVING = "On the way to the growth at which offers tie, which stands above; folded away."
_MONTHLY = "Month by month, what the ties rest on; folded away."
_TIME, _WITHIN = "{column:tie_time}", "{month}<=12*horizon_years"

_IN_ORDER = "MATCH({halving},{halving},0)"
"""This is 1. What looks something up LibreOffice does not compute in threads, which take lines that wait for
each other in the wrong order when all is computed anew."""

HALVINGS = range(42)
"""Enough to narrow the whole domain of growth, as a logarithm, down to 1e-11."""


@dataclass(frozen=True)
class Tied:
    """Where formulas find the equity of one offer: names in braces, or scalars."""

    key: str
    """With what the names of its grids begin."""
    title: str
    needed: str
    strike_cost: str
    """What it costs to exercise all."""
    weight: str
    """How much what vests in a month counts within the horizon, today."""
    deviation: str
    wait: str
    """The years within which a sale or listing comes that shares wait for."""

    def column(self, name: str) -> str:
        """Return the reference to a vector of its own."""
        return f"{{column:{self.key}_{name}}}"

    def worth(self, line: str) -> str:
        """Return the references to what the equity comes to in a line: of shares or of options."""
        return ",".join(f"{{{line}:{self.key}_{name}}}" for name in _PARTS)


OWN = Tied(
    "tie",
    "Tie with the first",
    "{equity_needed}",
    "{strike_cost}",
    "{column:vest_weight}",
    "{column:option_deviation}",
    "{tie_wait}",
)


def _fixed(name: str, label: str, value: float, note: str) -> Scalar:
    return Scalar(name, label, "ln(1+growth)", value, format="number", look="calculation", note=note)


RANGE_OF_GROWTH = Scalars(
    "Range of growth",
    (
        (_fixed("growth_floor", "Lowest", GROWTH_FLOOR, "Almost all is lost."),),
        (_fixed("growth_top", "Highest", GROWTH_TOP, f"A growth of {GROWTH.high:g}."),),
    ),
)


def sought(key: str, needed: str, shares: str, option: str) -> tuple[Row, Row, Row]:
    """Declare for which offers a growth is looked for at which they tie, and by what kind of equity."""
    return (
        Row(
            f"{key}_sought",
            "A growth is looked for",
            "1 or 0",
            f"IF(ISNUMBER({needed}),({needed}>0)*({shares}+{option}),0)",
            "number",
            note="Where equity has to be worth anything, and growth counts.",
            equals=twins.sought(key),
        ),
        Row(
            f"{key}_by_shares",
            "Of shares",
            "1 or 0",
            f"{{{key}_sought}}*{shares}",
            "number",
            equals=twins.sought(key, "rsu", "double_trigger"),
        ),
        Row(
            f"{key}_by_options",
            "Of options",
            "1 or 0",
            f"{{{key}_sought}}*{option}",
            "number",
            equals=twins.sought(key, "option"),
        ),
    )


def waiting(tied: Tied) -> tuple[Row, Row]:
    """Declare what waits on from its vesting, for where waiting costs next to nothing: a series near 0."""
    key, later = tied.key, tied.column("later")
    return (
        Row(
            f"{key}_late",
            "What waits, if waiting costs nothing",
            "money",
            f"{tied.wait}*SUM({later})-SUMPRODUCT({later},{_TIME})",
            only=f"{key}_by_shares",
            working=_MONTHLY,
        ),
        Row(
            f"{key}_lateness",
            "What it loses by waiting, of each 1 a year",
            "money",
            f"({tied.wait}^2*SUM({later})-SUMPRODUCT({later},{_TIME},{_TIME}))/2",
            only=f"{key}_by_shares",
            working=_MONTHLY,
        ),
    )


def _times(_: Inputs) -> list[float]:
    return [month / 12 for month in MONTHS]


def _monthly(key: str, title: str, formula: str, *keys: Key) -> Grid:
    return Grid(
        key=key,
        title=title,
        lines=MONTHS,
        keys=(Key("month", "Month"), *keys),
        formula=formula,
        closed=True,
        working=_MONTHLY,
    )


OWN_VECTORS: Sequence[Block] = (
    Rows(
        "What the ties with the first rest on",
        (
            Row(
                "tie_worth",
                "The whole grant at today's price, times the chance that it pays",
                "money",
                "{chance}*({share_grant}+{option_count}*{share_price})",
                equals=twins.at_todays_price,
            ),
            Row(
                "strike_cost",
                "What it costs to exercise all",
                "money",
                "{shares}*{strike}",
                equals=strike_cost,
            ),
            Row(
                "tie_wait",
                "Years within which a sale or listing comes",
                "years",
                "{trigger_years}",
                "number",
                equals=trigger_years,
            ),
            *waiting(OWN),
        ),
        closed=True,
    ),
    _monthly(
        "tie_paid",
        "Paid as it vests within the horizon, at today's price",
        f"IF({_WITHIN},{{tie_worth}}*{{same:vest_fraction}}*(1-{{same:event_later}}),0)",
        Key("tie_time", "Years", "{month}/12", "fraction", equals=_times),
    ),
    _monthly(
        "tie_later",
        "Vests within the horizon and before the sale or listing, by a year of the wait for that",
        f"IF(AND({_WITHIN},{{same:event_later}}>0),{{tie_worth}}*{{same:vest_fraction}}/{{trigger_years}},0)",
    ),
    _monthly(
        "tie_d1",
        "Options: d1 of what vests in that month, if they grow as fast as is discounted",
        "IF({is_option}=1,({option_log_own}+LN(1+discount_rate)*{month}/12)/{same:option_deviation}"
        "+{same:option_deviation}/2,0)",
    ),
    Grid(
        key="tie_refresh",
        title="Refreshers, discounted to their own dates, by the month after those",
        lines=REFRESH_MONTHS,
        keys=(
            Key("month", "Month"),
            Key("tie_refresh_time", "Years", "{month}/12", "fraction", working=_MONTHLY),
        ),
        formula="{chance}*{refresh_value}*{same:refresh_fraction}*{same:refresh_grants}",
        closed=True,
        working=_MONTHLY,
    ),
)


def halving_grids(tied: Tied) -> tuple[Grid, ...]:
    """Declare the halving of the range of growth until the equity is worth what is needed."""
    key, title = tied.key, tied.title
    loss = f"{{same:{key}_loss}}"
    kept = f"EXP(-{loss})^{_TIME}"
    off = f"{tied.column('d1')}-{loss}*{_TIME}/{tied.deviation}"
    width = Key("width", "Step", "(growth_top-growth_floor)/2^({halving}+1)", "number", working=_HALVING)

    def halved(name: str, label: str, formula: str, only: str, *keys: Key, first: str = "") -> Grid:
        return Grid(
            key=f"{key}_{name}",
            title=f"{title}: {label}",
            lines=HALVINGS,
            keys=(Key("halving", "Halving"), *keys),
            first=first,
            formula=formula,
            format="number" if first else "money",
            only=f"{key}_{only}",
            closed=True,
            working=_HALVING,
        )

    return (
        halved(
            "loss",
            "discounting less growth, halved towards the tie",
            f"{{above:{key}_loss}}-{_IN_ORDER}*IF(SUM({tied.worth('above')})<{tied.needed},1,-1)*{{width}}",
            "sought",
            width,
            first="LN(1+discount_rate)-(growth_floor+growth_top)/2",
        ),
        halved(
            "vested",
            "shares and refreshers, paid as they vest",
            f"{_IN_ORDER}*SUMPRODUCT({tied.column('paid')}*{kept})"
            f"+SUMPRODUCT({tied.column('refresh')}*EXP(-{loss})^{{column:tie_refresh_time}})",
            "by_shares",
        ),
        halved(
            "waits",
            "and what waits for a sale or listing",
            f"{_IN_ORDER}*IF(ABS({loss})*{tied.wait}<series_below,{{{key}_late}}-{loss}*{{{key}_lateness}},"
            f"SUMPRODUCT({tied.column('later')}*({kept}-EXP(-{loss})^{tied.wait}))/{loss})",
            "by_shares",
        ),
        halved(
            "exercised",
            "what exercised options would sell for",
            f"{_IN_ORDER}*SUMPRODUCT({tied.column('paid')}*{kept}*NORMSDIST({off}))",
            "by_options",
        ),
        halved(
            "options",
            "less what it costs to exercise them",
            f"-{_IN_ORDER}*{tied.strike_cost}*SUMPRODUCT({tied.weight}*NORMSDIST({off}-{tied.deviation}))",
            "by_options",
        ),
    )


def solved(tied: Tied, name: str, label: str, *, note: str = "", equals: Twin) -> Row:
    """Declare the growth that the halving has found; blank where no growth does it."""
    key = tied.key
    off = f"SUM({tied.worth('last')})-{tied.needed}"
    return Row(
        name,
        label,
        "rate a year",
        f'IF(ABS({off})<=tolerance*{tied.needed},(1+discount_rate)*EXP(-{{last:{key}_loss}})-1,"")',
        "rate",
        only=f"{key}_sought",
        note=note,
        equals=equals,
    )
