"""The sheet ``Checks``: whether the inputs are possible, and whether the model agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from offersheet.model.assumptions import Scenario, ScenarioName
from offersheet.model.fields import Field, fields_of
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.engine.domains import domain_of
from offersheet.workbook.engine.layout import Row, Rows, Scalar, Scalars, Sheet
from offersheet.workbook.parts.identities import IDENTITIES, WARNINGS, check, checks_out, holds
from offersheet.workbook.parts.inputs import assumption_fields, offer_fields

__all__ = ["checks_sheet"]

KIND = (
    'IF({offer_exit_value}<>"","startup",IF(AND({offer_equity_kind}<>"",'
    '{offer_equity_kind}<>{blank:offer_equity_kind}),"option",'
    'IF({offer_liquidity_probability}<>"","double_trigger","rsu")))'
)
"""As ``valuation.equity_kind`` decides."""

_SCENARIOS = [f"scenario_{name}_" for name in get_args(ScenarioName)]


_STATUS = Rows(
    "",
    (
        Row(
            "filled",
            "Holds an offer",
            "",
            "COUNTA({inputs})>0",
            "text",
            look="check",
            when="always",
            equals=lambda inputs: inputs.across(holds, blank=False),
        ),
        Row(
            "status",
            "Status",
            "",
            "IF({filled},IF(COUNTIF({column:input_checks},FALSE)+COUNTIF({all:assumption_checks},FALSE)>0,"
            '"see Checks","ok"),"")',
            "text",
            look="check",
            when="always",
            equals=lambda inputs: inputs.across(lambda column: "ok"),
        ),
        Row("kind", "Kind of equity", "", KIND, "text", look="check", when="filled", equals="kind"),
    ),
)

_ALL_TOGETHER = Scalars(
    "All together",
    (
        (
            Scalar(
                "checks_ok",
                "Every check is TRUE",
                "",
                formula="COUNTIF({all:input_checks},FALSE)+COUNTIF({all:assumption_checks},FALSE)"
                "+COUNTIF({all:identity_checks},FALSE)+NOT(comps_whole)=0",
                format="text",
                look="check",
                equals=checks_out,
            ),
        ),
        (
            Scalar(
                "tolerance",
                "Money that may differ in rounding",
                "money",
                1e-6,
                format="number",
                look="calculation",
                note="Times the amount itself, where that is larger than 1.",
            ),
        ),
    ),
)


def checks_sheet(tax_year: float) -> Sheet:
    """Declare a check for each input and each identity, TRUE or FALSE for each offer."""
    inputs = [row for field in offer_fields() for row in _input_check(field)]
    return Sheet(
        name="Checks",
        title="Checks",
        intro="TRUE is well, FALSE wants a look. An offer with an impossible input shows no results at all.",
        kind="results",
        frozen=1,
        blocks=(
            _STATUS,
            _ALL_TOGETHER,
            Rows("Inputs", [*inputs, *_TOGETHER], group="input_checks"),
            Scalars(
                "Assumptions",
                [
                    *(_assumption_check(field) for field in assumption_fields(tax_year)),
                    *(_assumption_check(field, _SCENARIOS) for field in fields_of(Scenario)),
                ],
                group="assumption_checks",
                intro="The last lines are the scenarios: low, base, high.",
            ),
            Rows("The model agrees with itself", IDENTITIES, group="identity_checks"),
            Rows("Worth a thought", WARNINGS),
        ),
    )


def _input_check(field: Field) -> list[Row]:
    """Return the check that an offer's input is of its kind, with the bounds that hold for it."""
    key, kind = f"check_{field.name}", field.kind
    if kind.rows > 1:
        formula = kind.test(field, f"{{column:offer_{field.name}}}") or ""
        return [
            check(key, field.label, formula, "Fractions without a gap that add to 1.", bounds=kind.bounds)
        ]
    cell = f"{{offer_{field.name}}}"
    test = kind.test(field, cell)
    if test is None:
        return []
    blank = "FALSE" if field.required else "TRUE"
    formula = f'IF({cell}="",{blank},{test})'
    return [check(key, field.label, formula, f"Must be {domain_of(field)}.", bounds=kind.bounds)]


def _assumption_check(field: Field, prefixes: Sequence[str] = ("",)) -> list[Scalar]:
    """Return the checks that the cells of an assumption are of its kind."""
    return [
        Scalar(
            f"check_{prefix}{field.name}",
            field.label,
            "",
            formula=field.kind.test(field, f"{prefix}{field.name}") or "",
            format="text",
            look="check",
            note=f"Must be {domain_of(field)}.",
            bounds=field.kind.bounds,
            equals=holds,
        )
        for prefix in prefixes
    ]


_NAMES = "{offers:offer_name}"
_YEARS_USED = 'IF({offer_vest_years}="",{blank:offer_vest_years},{offer_vest_years})'
_VESTS = 'IF({offer_vests_per_year}="",{blank:offer_vests_per_year},{offer_vests_per_year})'

_TOGETHER = (
    check(
        "check_named",
        "Has a name of its own",
        f'IF({{offer_name}}="",FALSE,SUMPRODUCT(--({_NAMES}={{offer_name}}))=1)',
    ),
    check(
        "check_vesting",
        "Vesting years hold whole vests",
        f"IF(COUNT({{column:offer_schedule}})>0,TRUE,IF(AND(ISNUMBER({_YEARS_USED}),ISNUMBER({_VESTS})),"
        f"AND({_YEARS_USED}>{{low}},{_YEARS_USED}<={{high}},"
        f"ABS({_YEARS_USED}*{_VESTS}-ROUND({_YEARS_USED}*{_VESTS},0))<=tolerance,{_YEARS_USED}*{_VESTS}>mid_year),FALSE))",
        f"Above 0, at most {LONGEST_VESTING}.",
        bounds=(0.0, float(LONGEST_VESTING)),
    ),
    check(
        "check_schedule_years",
        "Vesting years and schedule agree",
        'OR(COUNT({column:offer_schedule})=0,{offer_vest_years}="",{offer_vest_years}=COUNT({column:offer_schedule}))',
    ),
    check(
        "check_preferred_within",
        "Preferred shares leave common ones",
        'IF({offer_fully_diluted}="",TRUE,({offer_fully_diluted}+0)>'
        "(1-{offer_future_dilution})*{offer_preferred_shares})",
        "After later rounds they must be fewer than all shares.",
    ),
    check(
        "check_one_risk",
        "One risk counted once",
        'OR({offer_liquidity_probability}="",{kind}="double_trigger")',
        "A liquidity probability beside an exit or an option counts the same risk twice.",
    ),
)
