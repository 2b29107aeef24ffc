"""Where offers tie: the growth and the exit at which one is worth as much as another, solved in cells."""

from __future__ import annotations

from dataclasses import dataclass

from offersheet.workbook.engine.layout import Grid, Key
from offersheet.workbook.parts.options import Options, options_at

__all__ = ["OWN", "Shares", "grant_at", "halving_grids", "solved"]

_HALVING = "On the way to the growth at which offers tie, which stands above."

HALVINGS = range(56)
"""Enough to narrow the whole domain of growth down to the last digit of a number."""


@dataclass(frozen=True)
class Shares:
    """Where formulas find the shares of one offer: names in braces, or scalars."""

    grant: str
    chance: str
    trigger_years: str
    fraction: str
    refresh_rate: str
    refresh_weight: str


OWN = Shares(
    "{grant}",
    "{chance}",
    "{trigger_years}",
    "{column:vest_fraction}",
    "{refresh_rate}",
    "{column:refresh_fraction}*{column:refresh_grants}",
)


def grant_at(shares: Shares, force: str, counted: str = "") -> str:
    """Return the formula of a grant's value where shares lose ``force`` a year, continuously.

    RSUs and double-trigger shares alike; arithmetic alone, because IF is no array function everywhere.
    """
    wait = f"({shares.trigger_years}-{{column:vest_time}})"
    lost = f"({force}*{wait})"
    small, large = f"(ABS({lost})<series_below)", f"(ABS({lost})>=series_below)"
    mean = f"({small}*(1-{lost}/2)+{large}*(1-EXP(-{lost}))/({lost}+{small}))"
    later = (
        f"(({{column:vest_time}}>={shares.trigger_years})+({{column:vest_time}}<{shares.trigger_years})"
        f"*({{column:vest_time}}+{wait}*{mean})/({shares.trigger_years}+({shares.trigger_years}=0)))"
    )
    return (
        f"{shares.grant}*{shares.chance}*SUMPRODUCT({counted}{shares.fraction}"
        f"*EXP(-{force}*{{column:vest_time}})*{later})"
    )


def equity_at(shares: Shares, force: str) -> str:
    """Return the formula of the grant and its refreshers within the horizon."""
    grant = grant_at(shares, force, "({column:vest_month}<=12*horizon_years)*")
    return (
        f"{grant}+{shares.grant}*{shares.chance}*{shares.refresh_rate}"
        f"*SUMPRODUCT({shares.refresh_weight}*EXP(-{force}*{{column:refresh_time}}))"
    )


def halving_grids(
    key: str, title: str, needed: str, kind: str, shares: Shares, options: Options
) -> tuple[Grid, Grid, Grid]:
    """Declare the halving of the range of growth until the equity is worth what is needed."""
    guess = f"{{same:{key}_guess}}"
    force = f"(LN(1+discount_rate)-{guess})"
    return (
        Grid(
            key=f"{key}_guess",
            title=f"{title}: growth, as a logarithm, halved towards the tie",
            lines=HALVINGS,
            keys=(
                Key("halving", "Halving"),
                Key("width", "Step", "(growth_top-growth_floor)/2^({halving}+1)", "number", working=_HALVING),
            ),
            first="(growth_floor+growth_top)/2",
            formula=f"IF(ISNUMBER({{above:{key}_reached}}),{{above:{key}_guess}}"
            f'+IF({{above:{key}_reached}}<{needed},1,-1)*{{width}},"")',
            format="number",
            working=_HALVING,
        ),
        Grid(
            key=f"{key}_reached",
            title=f"{title}: equity within the horizon at that growth",
            lines=HALVINGS,
            keys=(Key("halving", "Halving"),),
            formula=f'IF(AND(ISNUMBER({needed}),ISNUMBER({guess}),{kind}<>"startup"),IF({needed}>0,'
            f'IF({kind}="option",{{same:{key}_options}},{equity_at(shares, force)}),""),"")',
            working=_HALVING,
        ),
        Grid(
            key=f"{key}_options",
            title=f"{title}: options within the horizon at that growth",
            lines=HALVINGS,
            keys=(Key("halving", "Halving"),),
            formula=f'IF(AND({kind}="option",ISNUMBER({guess})),{options_at(options, guess)},"")',
            working=_HALVING,
        ),
    )


def solved(key: str, needed: str) -> str:
    """Return the formula of the growth that the halving has found; blank where no growth does it."""
    return (
        f"IF(ISNUMBER({{last:{key}_reached}}),IF(ABS({{last:{key}_reached}}-{needed})<=tolerance*{needed},"
        f'EXP({{last:{key}_guess}})-1,""),"")'
    )
