"""A workbook that tests its host: each case as a cell, what it must show, and whether it does.

Whoever opens it in a program that this project has not been tried in needs to look at one cell, ``test_all``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from offersheet.errors import CellError
from offersheet.hosts.cases import FORCED, Case
from offersheet.hosts.plain import Content, Extra, Page, workbook

__all__ = ["selftest"]

_ERROR_TYPES = {error: float(number) for number, error in enumerate(CellError, start=1)}
"""What a spreadsheet's ERROR.TYPE gives for each: they are declared in its order."""
_FIRST = 6
"""The line of the first case."""
_SHEET = "Selftest"


def selftest(
    host: str,
    tested: Sequence[Case],
    spell: Callable[[str], str],
    names: Mapping[str, str],
    extras: Iterable[Extra],
) -> bytes:
    """Return the workbook for a host, in whose words ``spell`` says a call.

    ``names`` are functions that the workbook brings along, ``extras`` what the host's add-in keeps in it.
    """
    last = _FIRST + len(tested) - 1
    holds = f"F{_FIRST}:F{last}"
    forced = "; ".join(each.why for each in FORCED if each.host == host)
    lines: list[Sequence[Content]] = [
        (f"Does this program compute as offersheet does? ({host})",),
        ("All hold", f"=COUNTIF({holds},TRUE)=ROWS({holds})"),
        ("How many hold", f'=COUNTIF({holds},TRUE)&" of "&ROWS({holds})'),
        (f"Left out, since this program forces them: {forced}." if forced else "",),
        ("Function", "Typed", "Shows", "Must show", "Within", "Holds"),
        *(_line(row, case, spell) for row, case in enumerate(tested, start=_FIRST)),
    ]
    page = Page(
        _SHEET,
        lines,
        widths=(24, 60, 18, 18, 10, 10),
        bold=frozenset({1, 2, _FIRST - 1}),
        frozen=_FIRST - 1,
    )
    return workbook([page], {**names, "test_all": f"{_SHEET}!$B$2"}, extras)


def _line(row: int, case: Case, spell: Callable[[str], str]) -> Sequence[Content]:
    shows, must, within = f"C{row}", f"D{row}", f"E{row}"
    typed = f"={spell(case.typed)}"
    expected = case.expected
    if isinstance(expected, CellError):
        holds = f"=IF(ISERROR({shows}),ERROR.TYPE({shows})={within},FALSE)"
        return (case.function, case.typed, typed, str(expected), _ERROR_TYPES[expected], holds)
    if isinstance(expected, str):
        # Joined with nothing: to LibreOffice the text of an add-in is by itself equal to no other.
        holds = f'=IF(ISTEXT({shows}),EXACT({shows}&"",{must}&""),FALSE)'
        return (case.function, case.typed, typed, expected, None, holds)
    holds = f"=IF(ISNUMBER({shows}),ABS({shows}-{must})<={within},FALSE)"
    return (case.function, case.typed, typed, expected, case.tolerance, holds)
