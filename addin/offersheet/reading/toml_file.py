"""Offer files in TOML: ``[[offers]]``, ``[assumptions]`` and ``[scenarios.low]``, ``base`` and ``high``."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from offersheet.errors import InvalidInput
from offersheet.reading.found import Found, Given
from offersheet.reading.hints import meant, meant_line
from offersheet.reading.numbers import Literal
from offersheet.worksheet.kinds import spell

__all__ = ["read_toml"]

LONGEST_LINE = 500
"""Characters. A key of a hundred thousand parts takes the parser more memory than there is."""

_TABLES = ("offers", "assumptions", "scenarios")


def read_toml(text: str) -> Found:
    """Find offers, assumptions and scenarios in TOML."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise InvalidInput(f"line {number} is longer than {LONGEST_LINE} characters")
    try:
        document = tomllib.loads(text, parse_float=Literal)
    except RecursionError as error:
        raise InvalidInput("it nests too deeply") from error
    except ValueError as error:
        raise InvalidInput(f"it is not valid TOML: {error}{_meant_at(str(error), text)}") from error
    for name in document:
        if name not in _TABLES:
            raise InvalidInput(f"there is no table {spell(name)}{meant(name, _TABLES)}")
    offers = document.get("offers", [])
    if not isinstance(offers, list):
        raise InvalidInput("each offer begins with [[offers]], in double brackets")
    scenarios = _table("scenarios", document.get("scenarios", {}))
    return Found(
        offers=[(f"offer {number}", _cells("offers", offer)) for number, offer in enumerate(offers, start=1)],
        assumptions=_cells("assumptions", document.get("assumptions", {})),
        scenarios={name: _cells(f"scenarios.{name}", table) for name, table in scenarios.items()},
    )


def _meant_at(problem: str, text: str) -> str:
    """Say what was probably meant in the line of which the parser speaks."""
    place = re.search(r"at line (\d+)", problem)
    return meant_line(text.split("\n")[int(place[1]) - 1]) if place else ""


def _table(name: str, table: Any) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise InvalidInput(f"{name} must be a table, got {spell(table)}")
    return table


def _cells(name: str, table: Any) -> dict[str, Given]:
    return {field: Given(cell) for field, cell in _table(name, table).items()}
