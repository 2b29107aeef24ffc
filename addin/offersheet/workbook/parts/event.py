"""What comes at once on ``Floor`` if the event comes for which shares wait, and the tax on that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offersheet.model.after_tax import supplemental_pay
from offersheet.model.grants import SPARE_MONTHS
from offersheet.model.tax.federal import withheld
from offersheet.model.tax.shares import supplemental_rate
from offersheet.model.taxed_equity import event_months, is_iso, waits_for_event
from offersheet.model.worth import CASH_COLUMNS
from offersheet.workbook.engine.layout import Format, Row, Rows, Twin
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts import taxes
from offersheet.workbook.parts.tax_steps import Pay, income_tax, kept, payroll_tax, step_rows

__all__ = ["EVENT", "event_workings"]


# ------------------------------------------------------------ by the model


def _event(figure: str) -> Callable[[Column], Any]:
    """Return the twin of a figure of the event; blank where none is waited for."""
    return lambda column: "" if column.event is None else getattr(column.event, figure)


def _wait(column: Column) -> float:
    return event_months(column.offer) / 12 if waits_for_event(column.offer) else 0.0


def _months(column: Column) -> float:
    offer = column.offer
    first = next(month for month, part in offer.vesting.months_and_fractions() if part)
    return max(offer.liquidity_months, first)


def _year(column: Column) -> int:
    """Return the year that is taxed; the first where no event is waited for."""
    return 1 if column.event is None else column.event.year


def _vested(column: Column) -> float:
    by = 12 * _wait(column) + SPARE_MONTHS
    return sum(part for month, part in column.offer.vesting.months_and_fractions() if month <= by)


def _gain(column: Column) -> float:
    return 0.0 if column.event is None else column.event.pays


def _paid(column: Column) -> float:
    """Return what of it is wages: all but an ISO's gain."""
    return 0.0 if is_iso(column.offer) else _gain(column)


def _of_year(*parts: str) -> Callable[[Column], float]:
    """Return the twin of what that year pays in cash, by the columns of the table by year."""
    return lambda column: float(sum(column.years.column(part)[_year(column) - 1] for part in parts))


_cash = _of_year(*CASH_COLUMNS)


def _supplemental(column: Column) -> float:
    return float(supplemental_pay(column.years)[_year(column) - 1])


def _withheld(*pays: Callable[[Column], float]) -> Callable[[Column], float]:
    """Return the twin of the federal tax withheld of supplemental pay."""

    def rates(column: Column) -> float:
        household = column.household
        return float(withheld(sum(pay(column) for pay in pays), household.year, household.status))

    return rates


def _withheld_on_top(column: Column) -> float:
    household, paid = column.household, _paid(column)
    state = household.state
    rate = supplemental_rate(state, household.year, household.status) if state else None
    before = _cash(column)
    own = household.bill(before + paid).state - household.bill(before).state
    flat = _withheld(_supplemental, _paid)(column) - _withheld(_supplemental)(column)
    return flat + float(own if rate is None else rate * paid)


def _due(column: Column) -> float:
    household, gain = column.household, _gain(column)
    exempt, before = gain - _paid(column), _cash(column)
    whole = household.bill(before + gain - exempt, exempt=exempt)
    return float(whole.income_taxes - household.bill(before).income_taxes)


# ------------------------------------------------------------ in cells


def _if_waiting(formula: str) -> str:
    return f'IF({{waits}}=1,{formula},"")'


EVENT = Rows(
    "If the event comes for which shares wait: a sale, a listing, an exit",
    (
        Row(
            "event_pays",
            "It pays, before tax",
            "money",
            _if_waiting("{event_gain}"),
            look="result",
            name="result_event_pays",
            note="What has vested by then, at the price then; refreshers apart. It comes at once.",
            equals=_event("pays"),
        ),
        Row(
            "event_keeps",
            "Share of it that is left",
            "fraction",
            _if_waiting("{event_share}"),
            "rate",
            look="result",
            name="result_event_keeps",
            note="After all taxes, on top of that year's cash.",
            equals="event_keeps",
        ),
        Row(
            "event_years",
            "Within",
            "years",
            _if_waiting("{event_wait}"),
            "number",
            note="At the window's end, or the exit: the careful side. At least until something vests.",
            equals=lambda column: _wait(column) if waits_for_event(column.offer) else "",
        ),
        Row(
            "event_tax",
            "All taxes on it",
            "money",
            _if_waiting("{event_gain}-({event_kept}-{event_cash_kept})"),
            note="On top of the cash of that year; at the latest the horizon's last.",
            equals=_event("tax"),
        ),
        Row(
            "event_left",
            "Left of it",
            "money",
            _if_waiting("{event_pays}-{event_tax}"),
            look="result",
            equals=_event("left"),
        ),
        Row(
            "event_set_aside",
            "Cash to set aside",
            "money",
            _if_waiting("{event_due}-{event_withheld}"),
            look="result",
            note="Income tax on it less what is withheld: 22 %, 37 % above a million, and the state's rate; "
            "nothing of an ISO's. Below 0: a refund.",
            equals=_event("set_aside"),
        ),
    ),
)

_ALONE = Pay("event_cash", "the cash of that year", _cash)
_WITH_IT = Pay(
    "event",
    "that cash and what the event pays",
    lambda column: _cash(column) + _gain(column),
    exempt=lambda column: _gain(column) - _paid(column),
    cells="event_income",
    wages="event_wages",
)


def _row(key: str, label: str, formula: str, equals: Twin, shown: Format = "money") -> Row:
    return Row(key, label, "money" if shown == "money" else "", formula, shown, equals=equals)


def _steps(pay: Pay) -> tuple[Row, ...]:
    return step_rows(pay, (*income_tax(pay), payroll_tax(pay), kept(pay)))


def event_workings() -> tuple[Rows, ...]:
    """Declare the taxes on the cash of the year in which the event comes, and on what it pays beside."""
    return (
        Rows("Workings: when the event comes, and what it pays", _when_and_what()),
        Rows("Workings: the cash of that year, and the taxes on it", (*_year_of_event(), *_steps(_ALONE))),
        Rows("Workings: the taxes with what the event pays", (*_with_event(), *_steps(_WITH_IT))),
        Rows("Workings: what is due on it, and what is withheld", _due_and_withheld()),
    )


def _when_and_what() -> tuple[Row, ...]:
    vested = "MIN(INT(12*{event_wait}+spare_months)+1,ROWS({column:vest_cumulative}))"
    return (
        _row(
            "event_months",
            "Months until something vests, and the window ends",
            "MAX({liquidity_months},COUNTIF({column:vest_cumulative},0))",
            _months,
            "number",
        ),
        _row(
            "event_wait",
            "Years until it has come",
            '{waits}*IF({kind}="startup",{exit_years},{event_months}/12)',
            _wait,
            "number",
        ),
        _row(
            "event_year",
            "Year in which it comes, at the latest the last",
            "MIN(MAX(ROUNDUP({event_wait},0),1),horizon_years)",
            _year,
            "number",
        ),
        _row(
            "event_vested",
            "Vested by then",
            f"INDEX({{column:vest_cumulative}},{vested})",
            _vested,
            "fraction",
        ),
        _row(
            "event_gain",
            "What it pays",
            '{waits}*{event_vested}*IF({kind}="startup",{shares}*{share_gain_own},'
            "{grant}*(1+{growth})^{event_wait})",
            _gain,
        ),
    )


def _year_of_event() -> tuple[Row, ...]:
    return (
        _row(
            "event_base",
            "Base in that year",
            "{base}*(1+{raise_rate})^({event_year}-1)",
            _of_year("base"),
        ),
        _row("event_bonus", "Bonus", "{event_base}*{bonus_target}*{bonus_payout}", _of_year("bonus")),
        _row("event_other", "Other, yearly", "{other_annual}", _of_year("other")),
        _row(
            "event_signing",
            "Sign-on and relocation",
            "({event_year}=1)*({sign_on}+{relocation})+({event_year}=MIN(2,horizon_years))*{sign_on_year2}",
            _of_year("sign_on"),
        ),
        _row(
            "event_stay",
            "Stay bonus",
            "({event_year}=MAX(1,ROUNDUP({stay_months}/12,0)))*{stay_bonus}",
            _of_year("stay_bonus"),
        ),
        _row(
            "event_supplemental",
            "Supplemental pay: bonus and what is paid once",
            "{event_bonus}+{event_signing}+{event_stay}",
            _supplemental,
        ),
        _row("event_cash", "Cash of that year", "{event_base}+{event_other}+{event_supplemental}", _cash),
    )


def _with_event() -> tuple[Row, ...]:
    return (
        _row(
            "event_paid", "Wages among what it pays: all but an ISO's gain", "(1-{iso})*{event_gain}", _paid
        ),
        _row("event_income", "With what the event pays", "{event_cash}+{event_gain}", _WITH_IT.income),
        _row(
            "event_wages",
            "Wages among it",
            "{event_cash}+{event_paid}",
            lambda column: _cash(column) + _paid(column),
        ),
    )


def _due_and_withheld() -> tuple[Row, ...]:
    own = "(1-{iso})*({event_state}-{event_cash_state})"
    return (
        _row(
            "event_due",
            "Income tax on what it pays",
            "{event_state}+{event_federal}-{event_cash_state}-{event_cash_federal}",
            _due,
        ),
        _row(
            "event_supplemental_all",
            "Supplemental pay with it",
            "{event_supplemental}+{event_paid}",
            lambda column: _supplemental(column) + _paid(column),
        ),
        _row(
            "event_flat",
            "Federal tax withheld of the supplemental pay of that year",
            taxes.withheld("{event_supplemental}"),
            _withheld(_supplemental),
        ),
        _row(
            "event_flat_all",
            "The same with what the event pays",
            taxes.withheld("{event_supplemental_all}"),
            _withheld(_supplemental, _paid),
        ),
        _row(
            "event_withheld",
            "Withheld of what it pays, for the state too",
            "{event_flat_all}-{event_flat}+IF(ISNUMBER({state_withheld}),{state_withheld}*{event_paid},"
            f"{own})",
            _withheld_on_top,
        ),
    )
