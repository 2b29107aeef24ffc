"""Whether the model agrees with itself, offer by offer, and what is worth a thought: parts of ``Checks``."""

from __future__ import annotations

from typing import Literal

from offersheet.model.grants import lacks_its_strike, takes_its_preference
from offersheet.model.worth import CASH_COLUMNS
from offersheet.workbook.engine.layout import Row, Twin
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts.inputs import SHOWN_RESULTS, SHOWN_YEARS

__all__ = ["IDENTITIES", "STEPS", "WARNINGS", "check", "checks_out", "holds"]

_SHORT_HORIZON = "horizon_years>ROWS({column:base_own})"


def holds(_: Column | Inputs) -> bool:
    """Say TRUE: the model has taken the input, or its own tests hold the identity for whatever it takes."""
    return True


def _by_year(column: Column) -> bool | None:
    """Say the same where the tables by year reach the horizon."""
    return True if column.assumptions.horizon_years <= SHOWN_YEARS else None


def _whole_horizon(formula: str) -> str:
    return f'IF({_SHORT_HORIZON},"",{formula})'


def _within_tables(figure: str) -> Twin:
    """Return the twin of a figure that is shown where the tables by year reach the horizon."""
    return lambda column: getattr(column, figure) if _by_year(column) else None


def _paid_within(*parts: str) -> Twin:
    """Return the twin of what all years pay, by columns of the table by year."""
    return lambda column: (
        float(sum(sum(column.years.column(part)) for part in parts)) if _by_year(column) else None
    )


def _counts_shares(column: Column) -> bool:
    return column.kind in ("rsu", "double_trigger") or bool(column.offer.shares)


def _knows_all_shares(column: Column) -> bool:
    return column.kind != "startup" or column.offer.fully_diluted is not None


def checks_out(inputs: Inputs) -> bool:
    """Say whether every check of a workbook is TRUE, but for those that are worth no more than a thought."""
    return all(_counts_shares(column) and _knows_all_shares(column) for column in inputs.columns)


def _grant_counts_once(column: Column) -> bool:
    others = (case.offer for case in column.among if case is not column)
    return not column.offer.unvested_left_behind or not any(offer.grant_value for offer in others)


def _grant_is_worth_something(column: Column) -> bool:
    offer = column.offer
    return offer.grant > 0 or not (offer.shares or offer.refresh_rate)


def _refreshers_count(column: Column) -> bool:
    return not column.offer.refresh_rate or column.kind in ("rsu", "double_trigger")


def _fails_once(column: Column) -> bool:
    return column.assumptions.discount_rate <= column.assumptions.cash_rate or column.chance == 1


def check(key: str, label: str, formula: str, note: str = "", *, equals: Twin = holds, **more: object) -> Row:
    """Return a row that is TRUE or FALSE for each offer that is filled in."""
    return Row(key, label, "", formula, "text", "check", note, when="filled", equals=equals, **more)  # type: ignore[arg-type]


def _if_computed(key: str, label: str, formula: str, note: str = "", *, equals: Twin = holds) -> Row:
    """Return a row that is TRUE or FALSE for each offer that can be computed."""
    return Row(key, label, "", formula, "text", "check", note, equals=equals)


def _agrees(left: str, right: str) -> str:
    return f"ABS({left}-({right}))<=tolerance*MAX(1,ABS({left}))"


def _agrees_by_year(left: str, right: str) -> str:
    return f'IF(ISNUMBER({left}),{_agrees(left, right)},"")'


def _numbers(part: Literal["total", "floor"]) -> str:
    """Return the formula of whether the results of a part are numbers: else they cannot be added up."""
    named = (
        result.name
        for result in SHOWN_RESULTS
        if not result.may_be_blank
        and result.part != "after_tax"
        and (result.part == "floor") == (part == "floor")
    )
    return f"ISNUMBER({'+'.join(f'{{{name}}}' for name in named)})"


IDENTITIES = (
    _if_computed(
        "identity_vests", "Vesting adds to the whole grant", _agrees("SUM({column:vest_fraction})", "1")
    ),
    _if_computed(
        "identity_refresh", "A refresher adds to the whole", _agrees("SUM({column:refresh_fraction})", "1")
    ),
    _if_computed(
        "identity_base",
        "Base by year, discounted, is its present value",
        _agrees_by_year("{discounted_base}", "{base_pv_own}"),
        equals=_by_year,
    ),
    _if_computed(
        "identity_bonus",
        "Bonus by year, discounted, is its present value",
        _agrees_by_year("{discounted_bonus}", "{bonus_pv_own}"),
        equals=_by_year,
    ),
    _if_computed(
        "identity_years",
        "Years add to what vests and is paid",
        _agrees_by_year("{years_added}", "{cash_added}+{equity_added}"),
        equals=_by_year,
    ),
    _if_computed("identity_results", "Every result on Total is a number", _numbers("total")),
    _if_computed("identity_results_floor", "Every result on Floor is a number", _numbers("floor")),
    _if_computed(
        "identity_taxes",
        "Cash less each tax is what is left",
        _agrees("{taxed_kept}", "{again_kept}"),
        "On Floor the federal taxes are reckoned twice: as the law words them, and as sums over bands.",
    ),
    _if_computed(
        "identity_floor",
        "The floor leaves the need, a cent less does not",
        "IF(ISNUMBER({floor}),AND({floor_gross_kept}>={floor_needed},"
        "OR({floor}=0,{below_floor_kept}<{floor_needed})),FALSE)",
    ),
    _if_computed(
        "identity_need",
        "The need adds up",
        _agrees("{need}", "{spend_there}+{buffer}+{saved}"),
    ),
    _if_computed(
        "identity_shares",
        "Options and startup shares are counted",
        'OR({kind}="rsu",{kind}="double_trigger",{shares}>0)',
        "Options without a number of shares are worth 0 here.",
        equals=_counts_shares,
    ),
    _if_computed(
        "identity_diluted",
        "An exit knows the company's shares",
        'OR({kind}<>"startup",{offer_fully_diluted}<>"")',
        "Without fully diluted shares an exit is worth 0 here.",
        equals=_knows_all_shares,
    ),
)

WARNINGS = (
    _if_computed(
        "warn_state",
        "State tax is counted",
        '{offer_state}<>""',
        "Without a state no state tax is counted, and the offer keeps more than it will.",
        equals=lambda column: bool(column.offer.state),
    ),
    check(
        "warn_left_behind",
        "Left behind is counted once",
        'OR({offer_unvested_left_behind}=0,COUNTIF({offers:offer_grant_value},">0")=({offer_grant_value}>0)*1)',
        "Where your current job has a column with that grant, leave Left behind at 0: it would count twice.",
        equals=_grant_counts_once,
    ),
    _if_computed(
        "warn_grant_missing",
        "The grant has a value",
        "OR({grant}>0,AND({shares}=0,{refresh_rate}=0))",
        "Shares without a price, or refreshers without a grant, are worth 0 here.",
        equals=_grant_is_worth_something,
    ),
    _if_computed(
        "warn_refreshers",
        "Refreshers are counted",
        "OR({refresh_rate}=0,{refresh_counted}=1)",
        "Refreshers of options and of startup equity are not known, and count nothing.",
        equals=_refreshers_count,
    ),
    _if_computed(
        "warn_preferences",
        "Preferences may convert",
        'OR({kind}<>"startup",{preferences}=0,{preferred_shares}>0)',
        "Without preferred shares it is taken at any exit, as participating preferred and debt do.",
        equals=lambda column: not takes_its_preference(column.offer),
    ),
    _if_computed(
        "warn_strike",
        "Options have a strike",
        'OR({kind}<>"option",{offer_price}="",{offer_strike}<>"")',
        "Without a strike an option counts as the share.",
        equals=lambda column: not lacks_its_strike(column.offer),
    ),
    _if_computed(
        "warn_iso_limit",
        "ISOs keep within their limit",
        "MAX({column:iso_exercisable})<=iso_limit+tolerance",
        "What first becomes exercisable in twelve months passes it, at the strike: above it an option is an "
        "NSO by law. Every figure still treats all as ISOs.",
        equals=lambda column: not column.iso_beyond_limit,
    ),
    _if_computed(
        "warn_double_counting",
        "Failure is counted once",
        "OR(discount_rate<=cash_rate,{chance}=1)",
        "A chance of failure beside a discount rate that is raised for risk may count the same risk twice.",
        equals=_fails_once,
    ),
)

STEPS = (
    Row(
        "discounted_base",
        "Base by year, discounted",
        "money",
        _whole_horizon("SUMPRODUCT({column:base_own},1/(1+cash_rate)^({column:year}-mid_year))"),
        equals=_within_tables("base_pv"),
    ),
    Row(
        "discounted_bonus",
        "Bonus by year, discounted",
        "money",
        _whole_horizon("SUMPRODUCT({column:bonus_own},1/(1+cash_rate)^{column:year})"),
        equals=_within_tables("bonus_pv"),
    ),
    Row(
        "years_added",
        "All years together",
        "money",
        _whole_horizon("SUM({column:total_own})"),
        equals=_paid_within("total"),
    ),
    Row(
        "cash_added",
        "Cash of all years together",
        "money",
        _whole_horizon(
            "SUM({column:base_own})+SUM({column:bonus_own})+SUM({column:once})+{other_annual}*horizon_years"
        ),
        equals=_paid_within(*CASH_COLUMNS),
    ),
    Row(
        "equity_added",
        "Equity of all years together",
        "money",
        _whole_horizon("SUM({column:equity_own})+SUM({column:refresh_own})"),
        equals=_paid_within("equity", "refresh"),
    ),
)
"""What the identities compare, where no sheet shows it."""
