"""Whether the model agrees with itself, offer by offer, and what is worth a thought: parts of ``Checks``."""

from __future__ import annotations

from offersheet.model.grants import lacks_its_strike, takes_its_preference
from offersheet.workbook.engine.layout import Row, Twin
from offersheet.workbook.engine.twins import Column, Inputs
from offersheet.workbook.parts.inputs import SHOWN_RESULTS, SHOWN_YEARS

__all__ = ["IDENTITIES", "WARNINGS", "check", "checks_out", "holds"]

_SHORT_HORIZON = "horizon_years>ROWS({column:base_own})"


def holds(_: Column | Inputs) -> bool:
    """Say TRUE: the model has taken the input, or its own tests hold the identity for whatever it takes."""
    return True


def _by_year(column: Column) -> bool | None:
    """Say the same where the tables by year reach the horizon."""
    return True if column.assumptions.horizon_years <= SHOWN_YEARS else None


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
    """Return a row that is TRUE or FALSE for each offer."""
    return Row(key, label, "", formula, "text", "check", note, when="filled", equals=equals, **more)  # type: ignore[arg-type]


def _agrees(left: str, right: str) -> str:
    return f'IF({{status}}="ok",ABS({left}-({right}))<=tolerance*MAX(1,ABS({left})),"")'


_RESULTS = ",".join(f"ISNUMBER({{{result.name}}})" for result in SHOWN_RESULTS if not result.may_be_blank)

IDENTITIES = (
    check("identity_vests", "Vesting adds to the whole grant", _agrees("SUM({column:vest_fraction})", "1")),
    check(
        "identity_refresh", "A refresher adds to the whole", _agrees("SUM({column:refresh_fraction})", "1")
    ),
    check(
        "identity_base",
        "Base by year, discounted, is its present value",
        f'IF({_SHORT_HORIZON},"",'
        + _agrees(
            "{base_pv_own}",
            "SUMPRODUCT({column:base_own},INDEX({column:mid_year_factor},2):INDEX({column:mid_year_factor},"
            "ROWS({column:base_own})+1))",
        )
        + ")",
        equals=_by_year,
    ),
    check(
        "identity_bonus",
        "Bonus by year, discounted, is its present value",
        f'IF({_SHORT_HORIZON},"",'
        + _agrees(
            "{bonus_pv_own}",
            "SUMPRODUCT({column:bonus_own},INDEX({column:year_end_factor},2):INDEX({column:year_end_factor},"
            "ROWS({column:bonus_own})+1))",
        )
        + ")",
        equals=_by_year,
    ),
    check(
        "identity_years",
        "Years add to what vests and is paid",
        f'IF({_SHORT_HORIZON},"",'
        + _agrees(
            "SUM({column:total_own})",
            "SUM({column:base_own})+SUM({column:bonus_own})+SUM({column:once})+SUM({column:equity_own})"
            "+SUM({column:refresh_own})+{other_annual}*horizon_years",
        )
        + ")",
        equals=_by_year,
    ),
    check(
        "identity_results",
        "Every result is a number",
        'IF({status}="ok",AND(' + _RESULTS + '),"")',
    ),
    check(
        "identity_taxes",
        "Cash less each tax is what is left",
        _agrees("{taxed_kept}", "{again_kept}"),
        "On Floor the federal taxes are reckoned twice: as the law words them, and as sums over bands.",
    ),
    check(
        "identity_floor",
        "The floor leaves the need, a cent less does not",
        'IF({status}="ok",IF(ISNUMBER({floor}),AND({floor_gross_kept}>={floor_needed},'
        'OR({floor}=0,{below_floor_kept}<{floor_needed})),FALSE),"")',
    ),
    check(
        "identity_need",
        "The need adds up",
        _agrees("{need}", "{spend_there}+{buffer}+{saved}"),
    ),
    check(
        "identity_shares",
        "Options and startup shares are counted",
        'IF({status}="ok",OR({kind}="rsu",{kind}="double_trigger",{shares}>0),"")',
        "Options without a number of shares are worth 0 here.",
        equals=_counts_shares,
    ),
    check(
        "identity_diluted",
        "An exit knows the company's shares",
        'IF({status}="ok",OR({kind}<>"startup",{offer_fully_diluted}<>""),"")',
        "Without fully diluted shares an exit is worth 0 here.",
        equals=_knows_all_shares,
    ),
)

WARNINGS = (
    check(
        "warn_state",
        "State tax is counted",
        'IF({status}="ok",{offer_state}<>"","")',
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
    check(
        "warn_grant_missing",
        "The grant has a value",
        'IF({status}="ok",OR({grant}>0,AND({shares}=0,{refresh_rate}=0)),"")',
        "Shares without a price, or refreshers without a grant, are worth 0 here.",
        equals=_grant_is_worth_something,
    ),
    check(
        "warn_refreshers",
        "Refreshers are counted",
        'IF({status}="ok",OR({refresh_rate}=0,{refresh_counted}=1),"")',
        "Refreshers of options and of startup equity are not known, and count nothing.",
        equals=_refreshers_count,
    ),
    check(
        "warn_preferences",
        "Preferences may convert",
        'IF({status}="ok",OR({kind}<>"startup",{preferences}=0,{preferred_shares}>0),"")',
        "Without preferred shares it is taken at any exit, as participating preferred and debt do.",
        equals=lambda column: not takes_its_preference(column.offer),
    ),
    check(
        "warn_strike",
        "Options have a strike",
        'IF({status}="ok",OR({kind}<>"option",{offer_price}="",{offer_strike}<>""),"")',
        "Without a strike an option counts as the share.",
        equals=lambda column: not lacks_its_strike(column.offer),
    ),
    check(
        "warn_iso_limit",
        "ISOs keep within their limit",
        'IF({status}="ok",MAX({column:iso_exercisable})<=iso_limit+tolerance,"")',
        "What first becomes exercisable in twelve months passes it, at the strike: above it an option is an "
        "NSO by law. Every figure still treats all as ISOs.",
        equals=lambda column: not column.iso_beyond_limit,
    ),
    check(
        "warn_double_counting",
        "Failure is counted once",
        'IF({status}="ok",OR(discount_rate<=cash_rate,{chance}=1),"")',
        "A chance of failure beside a discount rate that is raised for risk may count the same risk twice.",
        equals=_fails_once,
    ),
)
