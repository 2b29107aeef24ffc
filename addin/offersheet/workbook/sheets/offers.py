"""The sheet ``Offers``: everything that a person types in."""

from __future__ import annotations

from typing import get_args

from offersheet.model.assumptions import Assumptions, Scenario, ScenarioName
from offersheet.model.equity import REFRESH_VEST_YEARS
from offersheet.model.fields import Field, Group, fields_of
from offersheet.model.grants import CONTRACT_YEARS, SPARE_MONTHS
from offersheet.model.offer import Offer
from offersheet.model.options import RISK_FREE_RATE
from offersheet.model.pay import MID_YEAR
from offersheet.workbook.engine.layout import Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.parts.inputs import assumption_fields, format_of
from offersheet.workbook.parts.npv_kept import if_shown
from offersheet.workbook.parts.options import LIMITS

__all__ = ["offers_sheet"]

SERIES_BELOW = 1e-5
"""Where (1-exp(-x))/x loses digits to cancellation, the first two terms of its series are as good."""

TITLES: dict[Group, tuple[str, str]] = {
    "essentials": ("The ten that matter", "A blank cell counts as what stands under If blank."),
    "cash": ("More about cash", "Open with the + in the margin."),
    "vesting": ("More about vesting and growth", "Open with the + in the margin."),
    "startup": ("Options, startups and private shares", "Open with the + in the margin."),
    "context": ("Place, evidence, leaving", "Open with the + in the margin."),
}


def _fixed(name: str, label: str, unit: str, value: float, note: str) -> Scalar:
    return Scalar(name, label, unit, value, format="number", look="calculation", note=note)


FIXED = (
    _fixed(
        "mid_year",
        "Salary counts from",
        "years",
        MID_YEAR,
        "Salary is spread through its year, so it is discounted from the middle.",
    ),
    _fixed(
        "refresh_vest_years",
        "Refreshers vest over",
        "years",
        REFRESH_VEST_YEARS,
        "In equal parts, as often as the first grant, without a cliff.",
    ),
    _fixed(
        "contract_years",
        "Options lapse after",
        "years",
        CONTRACT_YEARS,
        "By custom; the expected term is midway between mean vesting and lapse.",
    ),
    _fixed(
        "option_rate",
        "Options discounted at",
        "rate a year",
        RISK_FREE_RATE,
        "Continuous, without risk: the risk is in the volatility.",
    ),
    _fixed(
        "series_below",
        "Series below",
        "",
        SERIES_BELOW,
        "Where (1-exp(-x))/x would lose digits, its series takes over.",
    ),
    _fixed(
        "spare_months",
        "A vest may be late by",
        "months",
        SPARE_MONTHS,
        "And still be there at the exit, whose years may be rounded.",
    ),
    *LIMITS,
)


_ANSWERS = Rows(
    "",
    (
        Row(
            "shown_total_comp",
            "Total comp, average year",
            "money",
            "{total_comp}",
            look="result",
            equals="total_comp",
        ),
        Row("shown_npv", "Net present value", "money", "{npv}", look="result", best=True, equals="npv"),
        Row(
            "shown_after_tax",
            "The same after tax",
            "money",
            "{npv_after_tax}",
            look="result",
            best=True,
            equals=if_shown("npv_after_tax"),
        ),
        Row(
            "shown_level",
            "As a level salary, before tax",
            "money",
            "{level_salary}",
            look="result",
            note="The plain salary, the same every year and nothing else, that is worth as much.",
            equals="level_salary",
        ),
        Row(
            "shown_take_home",
            "Take-home, recurring cash",
            "money",
            "{take_home}",
            look="result",
            equals="take_home",
        ),
        Row(
            "shown_floor_margin",
            "Margin over the floor",
            "money",
            "{floor_margin}",
            look="result",
            note="What a year's cash leaves after tax, less what you need: see Floor.",
            equals="floor_margin",
        ),
        Row(
            "shown_status",
            "Status",
            "",
            "{status}",
            "text",
            look="result",
            when="filled",
            equals=lambda column: "ok",
        ),
    ),
)


def offers_sheet(offers: tuple[Offer, ...], assumptions: Assumptions) -> Sheet:
    """Declare the inputs; a group in which an offer says something starts open."""
    return Sheet(
        name="Offers",
        title="Offers",
        intro="One column for each offer, your current job first. Type into the yellow cells; nothing else.",
        kind="inputs",
        locked=False,
        frozen=1,
        blocks=(
            _ANSWERS,
            *(
                Rows(
                    title,
                    [row for field in fields_of(Offer) if field.group == group for row in _inputs(field)],
                    intro,
                    closed=group != "essentials" and not any(_says(offer, group) for offer in offers),
                )
                for group, (title, intro) in TITLES.items()
            ),
            Scalars(
                "Assumptions for all offers",
                [
                    (_scalar(field.name, field, assumptions),)
                    for field in assumption_fields(assumptions.tax_year)
                ],
            ),
            Scalars(
                "Scenarios: in place of each offer's own values",
                [
                    [
                        _scalar(f"scenario_{name}_{field.name}", field, assumptions.scenarios[name])
                        for name in get_args(ScenarioName)
                    ]
                    for field in fields_of(Scenario)
                ],
                heads=[name.capitalize() for name in get_args(ScenarioName)],
            ),
            Scalars("Fixed", [(scalar,) for scalar in FIXED]),
        ),
    )


def _inputs(field: Field) -> list[Row]:
    key = f"offer_{field.name}"
    if field.kind.rows > 1:
        return [
            Row(
                f"{key}_{year}",
                f"{field.label}, year {year}",
                field.kind.unit,
                format="rate",
                look="input",
                note=field.help if year == 1 else "",
                name=key,
                field=field,
                entry=year - 1,
            )
            for year in range(1, field.kind.rows + 1)
        ]
    return [
        Row(key, field.label, field.kind.unit, "", format_of(field), "input", field.help, key, field=field)
    ]


def _says(offer: Offer, group: Group) -> bool:
    """Whether an offer departs from the defaults of a group."""
    return any(
        getattr(offer, field.name) != field.default for field in fields_of(Offer) if field.group == group
    )


def _scalar(name: str, field: Field, values: Assumptions | Scenario) -> Scalar:
    return Scalar(
        name,
        field.label,
        field.kind.unit,
        getattr(values, field.name),
        format=format_of(field),
        note=field.help,
        field=field,
    )
