"""The sheet ``Checks``: whether the inputs are possible, and whether the model agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from offersheet.model.assumptions import Scenario, ScenarioName
from offersheet.model.fields import Field, fields_of
from offersheet.model.grants import equity_kind
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.engine.domains import domain_of
from offersheet.workbook.engine.layout import Format, Row, Rows, Scalar, Scalars, Sheet, Twin
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.identities import IDENTITIES, STEPS, WARNINGS, check, checks_out, holds
from offersheet.workbook.parts.inputs import assumption_fields, offer_field, offer_fields

__all__ = ["checks_sheet"]

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
        Row(
            "kind",
            "Kind of equity",
            "",
            'IF({offer_exit_value}<>"","startup",{kind_without_exit})',
            "text",
            look="check",
            when="filled",
            equals="kind",
        ),
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
            Rows("Workings: what the checks look at", (*_STEPS, *STEPS)),
        ),
    )


def _input_check(field: Field) -> list[Row]:
    """Return the check that an offer's input is of its kind, with the bounds that hold for it."""
    key, kind = f"check_{field.name}", field.kind
    if kind.rows > 1:
        test = kind.test(field, f"{{column:offer_{field.name}}}")
        formula = f"IF({{schedule_filled}}=0,TRUE,AND({{schedule_first}}={{schedule_filled}},{test}))"
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
_SCHEDULE = "{column:offer_schedule}"


def _step(key: str, label: str, formula: str, equals: Twin, shown: Format = "number") -> Row:
    return Row(key, label, "", formula, shown, when="filled", equals=equals)


def _typed(field: str, *, blank: str = "") -> str:
    """Return the formula of an input as it is used: what counts where it is blank, or where a test holds."""
    empty = f'{{offer_{field}}}=""'
    return f"IF({f'OR({empty},{blank})' if blank else empty},{{blank:offer_{field}}},{{offer_{field}}})"


def _entries(column: Column) -> int:
    return len(column.offer.schedule or ())


def _vest_years(column: Column) -> float:
    """Return the vesting years as they are used; a schedule has its own."""
    by_default: float = offer_field("vest_years").default
    return by_default if column.offer.schedule else column.offer.vest_years


_STEPS = (
    _step("schedule_filled", "Lines of the schedule that are filled", f"COUNTA({_SCHEDULE})", _entries),
    _step(
        "schedule_first",
        "Numbers among so many of its first lines",
        f"COUNT(INDEX({_SCHEDULE},1):INDEX({_SCHEDULE},MAX(1,{{schedule_filled}})))",
        _entries,
    ),
    _step(
        "vest_years_used",
        "Vesting years, where there is no schedule",
        _typed("vest_years", blank="{schedule_filled}>0"),
        _vest_years,
    ),
    _step("vests_used", "Vests a year", _typed("vests_per_year"), "offer.vests_per_year"),
    _step(
        "vests_in_all",
        "Vests in all these years",
        "IF(COUNT({vest_years_used},{vests_used})=2,{vest_years_used}*{vests_used},0)",
        lambda column: _vest_years(column) * column.offer.vests_per_year,
    ),
    _step(
        "kind_of_shares",
        "Kind of equity, if it is shares",
        'IF({offer_liquidity_probability}<>"","double_trigger","rsu")',
        lambda column: "rsu" if column.offer.liquidity_probability is None else "double_trigger",
        "text",
    ),
    _step(
        "kind_without_exit",
        "Kind of equity, if no exit is waited for",
        'IF(OR({offer_equity_kind}="",{offer_equity_kind}={blank:offer_equity_kind}),{kind_of_shares},"option")',
        lambda column: equity_kind(replace(column.offer, exit_value=None)),
        "text",
    ),
)

_TOGETHER = (
    check(
        "check_named",
        "Has a name of its own",
        f'IF({{offer_name}}="",FALSE,SUMPRODUCT(--({_NAMES}={{offer_name}}))=1)',
    ),
    check(
        "check_vesting",
        "Vesting years hold whole vests",
        f"IF(COUNT({_SCHEDULE})>0,TRUE,AND(COUNT({{vest_years_used}},{{vests_used}})=2,"
        "{vest_years_used}>{low},{vest_years_used}<={high},"
        "ABS({vests_in_all}-ROUND({vests_in_all},0))<=tolerance,{vests_in_all}>mid_year))",
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
