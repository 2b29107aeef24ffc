"""What comes at once on ``Floor`` if the event comes for which shares wait, and the tax on that."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from offersheet.model.taxed_equity import event_months, waits_for_event
from offersheet.workbook.engine.layout import Format, Row, Rows
from offersheet.workbook.engine.twins import Column
from offersheet.workbook.parts.inputs import SHOWN_YEARS
from offersheet.workbook.parts.taxes import deductible, federal_tax, kept, state_line, state_tax, withheld

__all__ = ["EVENT", "event_workings"]

_ON_THE_WAY = "a step towards the tax on what the event pays"
_EARLIER = "{event_supplemental}"
_PAID = "IF({iso}=1,0,{event_gain})"


def _of_year(grid: str) -> str:
    return f"INDEX({{column:{grid}}},MIN({{event_year}},ROWS({{column:{grid}}})))"


def _if_waiting(formula: str, blank: str = '""') -> str:
    return f"IF({{waits}}=1,{formula},{blank})"


def _if_shown(formula: str) -> str:
    return f'IF(AND({{waits}}=1,{{event_year}}<=ROWS({{column:year_cash}})),{formula},"")'


def _event(figure: str, until: float = math.inf) -> Callable[[Column], Any]:
    """Return the twin of a figure of the event; blank where none is waited for, or none comes by a year."""

    def told(column: Column) -> Any:
        event = column.event
        return "" if event is None or event.year > until else getattr(event, figure)

    return told


def _event_years(column: Column) -> float | str:
    return event_months(column.offer) / 12 if waits_for_event(column.offer) else ""


EVENT = Rows(
    "If the event comes for which shares wait: a sale, a listing, an exit",
    (
        Row(
            "event_pays",
            "It pays, before tax",
            "money",
            _if_waiting("{event_gain}"),
            look="result",
            note="What has vested by then, at the price then; refreshers apart. It comes at once.",
            equals=_event("pays"),
        ),
        Row(
            "event_years",
            "Within",
            "years",
            _if_waiting("{event_wait}"),
            "number",
            note="At the window's end, or the exit: the careful side. At least until something vests.",
            equals=_event_years,
        ),
        Row(
            "event_tax",
            "All taxes on it",
            "money",
            _if_shown("{event_gain}-({event_kept}-" + _of_year("year_cash_kept") + ")"),
            note="On top of the cash of that year; at the latest the horizon's last.",
            equals=_event("tax", SHOWN_YEARS),
        ),
        Row(
            "event_left",
            "Left of it",
            "money",
            _if_shown("{event_pays}-{event_tax}"),
            look="result",
            equals=_event("left", SHOWN_YEARS),
        ),
        Row(
            "event_set_aside",
            "Cash to set aside",
            "money",
            _if_shown("{event_due}-{event_withheld}"),
            look="result",
            note="Income tax on it less what is withheld: 22 %, 37 % above a million, and the state's rate; "
            "nothing of an ISO's. Below 0: a refund.",
            equals=_event("set_aside", SHOWN_YEARS),
        ),
    ),
)


def _working(key: str, label: str, formula: str, shown: Format = "money") -> Row:
    return Row(key, label, "money" if shown == "money" else "", formula, shown, working=_ON_THE_WAY)


def event_workings() -> Rows:
    """Declare the taxes on the cash of the year in which the event comes, and on what it pays beside."""
    own_state = "IF({iso}=1,0,{event_state}-" + _of_year("year_cash_state") + ")"
    on_top = f"{withheld(f'({_EARLIER}+{_PAID})')}-({withheld(_EARLIER)})"
    return Rows(
        "Workings: the tax on what an event pays",
        (
            _working(
                "event_wait",
                "Years until it has come",
                _if_waiting(
                    'IF({kind}="startup",{exit_years},MAX({liquidity_months},'
                    "COUNTIF({column:vest_cumulative},0))/12)",
                    "0",
                ),
                "number",
            ),
            _working(
                "event_year",
                "Year in which it comes",
                "MIN(MAX(ROUNDUP({event_wait},0),1),horizon_years)",
                "number",
            ),
            _working(
                "event_vested",
                "Vested by then",
                "INDEX({column:vest_cumulative},MIN(INT(12*{event_wait}+spare_months)+1,"
                "ROWS({column:vest_cumulative})))",
                "fraction",
            ),
            _working(
                "event_gain",
                "What it pays",
                'IF({kind}="startup",{shares}*{share_gain_own},{grant}*(1+{growth})^{event_wait})'
                "*{event_vested}*{waits}",
            ),
            _working("event_cash", "Cash of that year", _of_year("year_cash")),
            _working(
                "event_supplemental", "Supplemental pay in it", "{event_cash}-" + _of_year("year_regular")
            ),
            _working("event_income", "With what the event pays", "{event_cash}+{event_gain}"),
            _working("event_wages", "Wages among it", f"{{event_cash}}+{_PAID}"),
            _working("event_line", "Line of the state's table", state_line("{event_income}"), "number"),
            _working("event_state", "State income tax", state_tax("{event_income}", "{event_line}")),
            _working(
                "event_deductible",
                "State tax that may be deducted",
                deductible("{event_wages}", "{event_state}"),
            ),
            _working(
                "event_federal", "Federal income tax", federal_tax("{event_income}", "{event_deductible}")
            ),
            _working(
                "event_kept",
                "What all taxes leave",
                kept("{event_income}", "{event_state}", "{event_federal}", "{event_wages}"),
            ),
            _working(
                "event_due",
                "Income tax on what it pays",
                "{event_state}+{event_federal}-"
                + _of_year("year_cash_state")
                + "-"
                + _of_year("year_cash_federal"),
            ),
            _working(
                "event_withheld",
                "Withheld of it",
                f"{on_top}+IF(ISNUMBER({{state_withheld}}),{{state_withheld}}*{_PAID},{own_state})",
            ),
        ),
    )
