"""For which offers a formula counts: the others show nothing, or why."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Row

__all__ = ["guarded", "usable"]


def usable(formula: str) -> str:
    """Let a formula count only for offers that can be computed."""
    return f'=IF({{status}}="ok",{formula},"")'


def guarded(line: Row) -> str:
    """Let a formula count only for the columns that it is meant for."""
    if line.when == "always":
        return f"={line.formula}"
    if line.look == "result":
        own = "{status}" in line.formula
        return f"={line.formula}" if own else f'=IF({{status}}="ok",{line.formula},{{status}})'
    if line.when == "filled":
        return f'=IF({{filled}},{line.formula},"")'
    return usable(line.formula)
