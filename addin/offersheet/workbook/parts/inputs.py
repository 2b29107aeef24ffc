"""What the model sheets share: the inputs they use, with blanks filled in, and the scenarios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal, get_args

from offersheet.model.assumptions import Assumptions, ScenarioName
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import Offer
from offersheet.model.valuation import RESULTS
from offersheet.workbook.engine.layout import Format, Grid, Key, Row, Rows, Scalar, Twin
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.worksheet.kinds import Number

__all__ = [
    "MID_YEAR",
    "NOT_IN_A_WORKBOOK",
    "NO_ROW",
    "SHOWN_RESULTS",
    "SHOWN_YEARS",
    "VIEWS",
    "View",
    "assumption_fields",
    "format_of",
    "offer_field",
    "offer_fields",
    "typed_in",
    "used",
    "yearly",
]

SHOWN_YEARS = 10
"""How many years the tables by year show; present values count the whole horizon."""

MID_YEAR = "mid_year"
REFRESH_YEARS = "refresh_vest_years"


@dataclass(frozen=True)
class View:
    """The offers' own values, or one of the scenarios that replace them."""

    name: Literal["own", "low", "base", "high", "fallen"]
    title: str
    growth: str
    payout: str
    raise_rate: str
    exit_multiple: str
    price: str = "{share_price}"
    price_over_strike: str = "{option_log_own}"
    """As a logarithm."""

    def twin(self, figure: str) -> Callable[[Column], Any]:
        """Return the twin of what a formula gives under these values: a figure by its name."""
        return self.of(attrgetter(figure))

    def of(self, named: Callable[[Column], Any]) -> Callable[[Column], Any]:
        """Return the twin of what a formula gives under these values."""
        return lambda column: named(self._of(column))

    def _of(self, column: Column) -> Column:
        if self.name == "own":
            return column
        if self.name == "fallen":
            return column.fallen(column.typed["haircut"])
        return column.under(self.name)

    def by_year(self, *columns: str) -> Callable[[Column], list[float]]:
        """Return the twin of a table by year: columns of the model's table, added up."""
        table = self.twin("years")
        return lambda column: [sum(pay) for pay in zip(*map(table(column).column, columns), strict=True)]


VIEWS = (
    View("own", "own values", "{growth}", "{bonus_payout}", "{raise_rate}", "1"),
    *(
        View(
            name,
            f"{name} scenario",
            *(f"scenario_{name}_{field}" for field in ("growth", "payout", "raise_rate", "exit_multiple")),
        )
        for name in get_args(ScenarioName)
    ),
)


NOT_IN_A_WORKBOOK = {"benefits", "time", "held"}
"""Groups of fields that no formula of a workbook counts: an offer with one of them is refused there."""

NO_ROW = {"pretax": "offersheet value", "price_correlation": "offersheet odds"}
"""Assumptions alike, and which command counts them."""

SHOWN_RESULTS = tuple(
    result
    for result in RESULTS
    if result.name not in ("hourly", "hourly_take_home", "benefits", "breakeven_discount")
    and not result.name.startswith("ask_tie_")
)
"""The results that have a row."""


def offer_fields() -> list[Field]:
    """Return the declarations of an offer's fields that have a row."""
    return [field for field in fields_of(Offer) if field.group not in NOT_IN_A_WORKBOOK]


def offer_field(name: str) -> Field:
    """Return the declaration of an offer's field."""
    return next(field for field in fields_of(Offer) if field.name == name)


def assumption_fields(tax_year: float) -> list[Field]:
    """Return the declarations of the assumptions; a workbook holds the tax law of one year alone."""
    return [
        replace(field, kind=replace(field.kind, choices=(tax_year,)))
        if field.name == "tax_year" and isinstance(field.kind, Number)
        else field
        for field in fields_of(Assumptions)
        if field.name not in NO_ROW
    ]


def format_of(field: Field) -> Format:
    """Say how the cells of a field are written."""
    return field.kind.appearance


def typed_in(name: str, label: str, unit: str, value: float, kind: Number) -> Scalar:
    """Return a single input of a sheet of its own, held to its kind."""
    field = Field(name, kind, label, value, False, label, "comparison")
    return Scalar(name, label, unit, value, format=format_of(field), field=field)


def used(*names: str, title: str = "Inputs used here") -> Rows:
    """Repeat inputs as the model uses them, blanks filled in."""
    return Rows(title, [_used(offer_field(name)) for name in names])


def _used(field: Field) -> Row:
    key = f"offer_{field.name}"
    if field.default is None or field.required:
        formula = f'IF({{{key}}}="","",{{{key}}})' if not field.required else f"{{{key}}}"
    elif field.default == 0:
        formula = f"{{{key}}}+0"
    else:
        formula = f'IF({{{key}}}="",{{blank:{key}}},{{{key}}})'
    return Row(
        field.name, field.label, field.kind.unit, formula, format_of(field), equals=f"offer.{field.name}"
    )


def _counted_years(inputs: Inputs) -> list[float]:
    return [float(year <= inputs.assumptions.horizon_years) for year in _YEARS]


_YEARS = range(1, SHOWN_YEARS + 1)
_COUNTED = Key(
    "year_counts", "Within horizon", "IF({year}<=horizon_years,1,0)", "flag", equals=_counted_years
)


def yearly(
    key: str,
    title: str,
    formula: str,
    view: View | None = None,
    intro: str = "",
    *,
    written: Format = "money",
    equals: Twin | None = None,
    working: str = "",
) -> Grid:
    """Return a table by year, blank beyond the horizon."""
    return Grid(
        key=f"{key}_{view.name}" if view else key,
        title=f"{title}, {view.title}" if view else title,
        lines=_YEARS,
        keys=(Key("year", "Year"), _COUNTED),
        formula=formula,
        counts="year_counts",
        format=written,
        intro=intro,
        equals=equals,
        working=working,
    )
