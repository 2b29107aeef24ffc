"""The sheet ``Checks``: whether the inputs are possible, and whether the model agrees with itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import get_args

from offersheet.model.assumptions import Assumptions, Scenario, ScenarioName
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import Offer
from offersheet.model.valuation import RESULTS
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.workbook.data import choices, domain_of
from offersheet.workbook.layout import Row, Rows, Scalar, Scalars, Sheet
from offersheet.worksheet.kinds import Number, Schedule, Text

__all__ = ["checks_sheet"]

KIND = (
    'IF({offer_exit_value}<>"","startup",IF(AND({offer_equity_kind}<>"",'
    '{offer_equity_kind}<>{blank:offer_equity_kind}),"option",'
    'IF({offer_liquidity_probability}<>"","double_trigger","rsu")))'
)
"""As ``valuation.equity_kind`` decides."""

_FEW = 6
"""How many choices a note can name."""
_SCENARIOS = [f"scenario_{name}_" for name in get_args(ScenarioName)]
SHORT_HORIZON = "horizon_years>ROWS({column:base_own})"


def checks_sheet() -> Sheet:
    """Declare a check for each input and each identity, TRUE or FALSE for each offer."""
    inputs = [row for field in fields_of(Offer) for row in _input_check(field)]
    return Sheet(
        name="Checks",
        title="Checks",
        intro="TRUE is well, FALSE wants a look. An offer with an impossible input shows no results at all.",
        kind="results",
        frozen=1,
        blocks=(
            Rows(
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
                    ),
                    Row("kind", "Kind of equity", "", KIND, "text", look="check", when="filled"),
                ),
            ),
            Scalars(
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
            ),
            Rows("Inputs", [*inputs, *_TOGETHER], group="input_checks"),
            Scalars(
                "Assumptions",
                [
                    *(_assumption_check(field) for field in fields_of(Assumptions)),
                    *(_assumption_check(field, _SCENARIOS) for field in fields_of(Scenario)),
                ],
                group="assumption_checks",
                intro="The last lines are the scenarios: low, base, high.",
            ),
            Rows("The model agrees with itself", _IDENTITIES, group="identity_checks"),
            Rows("Worth a thought", _WARNINGS),
        ),
    )


def _check(key: str, label: str, formula: str, note: str = "", **more: object) -> Row:
    return Row(key, label, "", formula, "text", "check", note, when="filled", **more)  # type: ignore[arg-type]


def _input_check(field: Field) -> list[Row]:
    """Return the check that an offer's input is of its kind, with the bounds that hold for it."""
    cell, kind = f"{{offer_{field.name}}}", field.kind
    key = f"check_{field.name}"
    if isinstance(kind, Schedule):
        column = "{column:offer_schedule}"
        filled = f"INDEX({column},1):INDEX({column},MAX(1,COUNT({column})))"
        formula = (
            f"IF(COUNTA({column})=0,TRUE,IF(COUNT({column})<COUNTA({column}),FALSE,AND(COUNT({filled})=COUNT({column}),"
            f"MIN({column})>={{low}},ABS(SUM({column})-{{high}})<=tolerance)))"
        )
        return [
            _check(key, field.label, formula, "Fractions without a gap that add to 1.", bounds=(0.0, 1.0))
        ]
    if isinstance(kind, Text):
        return []
    blank = "FALSE" if field.required else "TRUE"
    formula = f'IF({cell}="",{blank},{_of_kind(field, cell)})'
    return [_check(key, field.label, formula, f"Must be {domain_of(field)}.", bounds=_bounds(field))]


def _assumption_check(field: Field, prefixes: Sequence[str] = ("",)) -> list[Scalar]:
    """Return the checks that the cells of an assumption are of its kind."""
    return [
        Scalar(
            f"check_{prefix}{field.name}",
            field.label,
            "",
            formula=_of_kind(field, f"{prefix}{field.name}"),
            format="text",
            look="check",
            note=f"Must be {domain_of(field)}.",
            bounds=_bounds(field),
        )
        for prefix in prefixes
    ]


def _must(field: Field) -> str:
    """Say what a field must be; a long list of choices stands on ``Data``."""
    return "Must be on its list on Data." if len(choices(field)) > _FEW else f"Must be {field.kind.domain}."


def _bounds(field: Field) -> tuple[float, float] | None:
    """Return the bounds that stand beside a check, where its kind has any."""
    return (
        (field.kind.low, field.kind.high) if isinstance(field.kind, Number) and not choices(field) else None
    )


def _of_kind(field: Field, cell: str) -> str:
    """Return the formula that says whether a cell holds a value that its field allows."""
    kind = field.kind
    if choices(field):
        return f"COUNTIF(list_{field.name},{cell})>0"
    assert isinstance(kind, Number)  # noqa: S101 - every other kind is a choice, a text or a schedule
    tests = [f"{cell}>{'' if kind.above_low else '='}{{low}}"]
    if math.isfinite(kind.high):
        tests.append(f"{cell}<={{high}}")
    if kind.whole:
        tests.append(f"{cell}=INT({cell})")
    return f"IF(ISNUMBER({cell}),AND({','.join(tests)}),FALSE)"


_NAMES = "{offers:offer_name}"
_YEARS_USED = 'IF({offer_vest_years}="",{blank:offer_vest_years},{offer_vest_years})'
_VESTS = 'IF({offer_vests_per_year}="",{blank:offer_vests_per_year},{offer_vests_per_year})'

_TOGETHER = (
    _check(
        "check_named",
        "Has a name of its own",
        f'IF({{offer_name}}="",FALSE,SUMPRODUCT(--({_NAMES}={{offer_name}}))=1)',
    ),
    _check(
        "check_vesting",
        "Vesting years hold whole vests",
        f"IF(COUNT({{column:offer_schedule}})>0,TRUE,IF(AND(ISNUMBER({_YEARS_USED}),ISNUMBER({_VESTS})),"
        f"AND({_YEARS_USED}>{{low}},{_YEARS_USED}<={{high}},"
        f"ABS({_YEARS_USED}*{_VESTS}-ROUND({_YEARS_USED}*{_VESTS},0))<=tolerance,{_YEARS_USED}*{_VESTS}>mid_year),FALSE))",
        f"Above 0, at most {LONGEST_VESTING}.",
        bounds=(0.0, float(LONGEST_VESTING)),
    ),
    _check(
        "check_schedule_years",
        "Vesting years and schedule agree",
        'OR(COUNT({column:offer_schedule})=0,{offer_vest_years}="",{offer_vest_years}=COUNT({column:offer_schedule}))',
    ),
    _check(
        "check_one_risk",
        "One risk counted once",
        'OR({offer_liquidity_probability}="",{kind}="double_trigger")',
        "A liquidity probability beside an exit or an option counts the same risk twice.",
    ),
)


def _agrees(left: str, right: str) -> str:
    return f'IF({{status}}="ok",ABS({left}-({right}))<=tolerance*MAX(1,ABS({left})),"")'


_RESULTS = ",".join(
    f"ISNUMBER({{{result.name}}})" for result in RESULTS if result.part == "worth" and not result.may_be_blank
)

_IDENTITIES = (
    _check("identity_vests", "Vesting adds to the whole grant", _agrees("SUM({column:vest_fraction})", "1")),
    _check(
        "identity_refresh", "A refresher adds to the whole", _agrees("SUM({column:refresh_fraction})", "1")
    ),
    _check(
        "identity_base",
        "Base by year, discounted, is its present value",
        f'IF({SHORT_HORIZON},"",'
        + _agrees(
            "{base_pv_own}",
            "SUMPRODUCT({column:base_own},INDEX({column:mid_year_factor},2):INDEX({column:mid_year_factor},"
            "ROWS({column:base_own})+1))",
        )
        + ")",
    ),
    _check(
        "identity_bonus",
        "Bonus by year, discounted, is its present value",
        f'IF({SHORT_HORIZON},"",'
        + _agrees(
            "{bonus_pv_own}",
            "SUMPRODUCT({column:bonus_own},INDEX({column:year_end_factor},2):INDEX({column:year_end_factor},"
            "ROWS({column:bonus_own})+1))",
        )
        + ")",
    ),
    _check(
        "identity_years",
        "Years add to what vests and is paid",
        f'IF({SHORT_HORIZON},"",'
        + _agrees(
            "SUM({column:total_own})",
            "SUM({column:base_own})+SUM({column:bonus_own})+SUM({column:once})+SUM({column:equity_own})"
            "+SUM({column:refresh_own})+{other_annual}*horizon_years",
        )
        + ")",
    ),
    _check(
        "identity_results",
        "Every result is a number",
        'IF({status}="ok",AND(' + _RESULTS + '),"")',
    ),
    _check(
        "identity_shares",
        "Options and startup shares are counted",
        'IF({status}="ok",OR({kind}="rsu",{kind}="double_trigger",{shares}>0),"")',
        "Options without a number of shares are worth 0 here.",
    ),
    _check(
        "identity_diluted",
        "An exit knows the company's shares",
        'IF({status}="ok",OR({kind}<>"startup",{offer_fully_diluted}<>""),"")',
        "Without fully diluted shares an exit is worth 0 here.",
    ),
)

_WARNINGS = (
    _check(
        "warn_left_behind",
        "Left behind is counted once",
        'OR({offer_unvested_left_behind}=0,COUNTIF({offers:offer_grant_value},">0")=({offer_grant_value}>0)*1)',
        "Where your current job has a column with that grant, leave Left behind at 0: it would count twice.",
    ),
    _check(
        "warn_grant_missing",
        "The grant has a value",
        'IF({status}="ok",OR({grant}>0,AND({shares}=0,{refresh_rate}=0)),"")',
        "Shares without a price, or refreshers without a grant, are worth 0 here.",
    ),
    _check(
        "warn_refreshers",
        "Refreshers are counted",
        'IF({status}="ok",OR({refresh_rate}=0,{refresh_counted}=1),"")',
        "Refreshers of options and of startup equity are not known, and count nothing.",
    ),
    _check(
        "warn_double_counting",
        "Failure is counted once",
        'IF({status}="ok",OR(discount_rate<=cash_rate,{chance}=1),"")',
        "A chance of failure beside a discount rate that is raised for risk may count the same risk twice.",
    ),
)
