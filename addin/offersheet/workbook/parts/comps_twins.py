"""What the sheet ``Comps`` shows by the model: which lines count, percentiles, and where offers stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from offersheet.model.comps_columns import COMPONENTS, Comp, Component
from offersheet.model.market import comps_band, comps_rank
from offersheet.workbook.engine.twins import Column, Inputs, Typed
from offersheet.workbook.parts.comps_words import COUNTS, DIFFERS, FILTERED, FILTERS, NO_SENSE

__all__ = [
    "added",
    "at",
    "below",
    "counted",
    "counting",
    "differ",
    "differing",
    "filled",
    "offered",
    "rank",
    "statuses",
    "wanted",
    "with_status",
    "without_base",
]

OfInputs: TypeAlias = Callable[[Inputs], Any]
OfColumn: TypeAlias = Callable[[Column], Any]

_PARTS: tuple[Component, ...] = ("base", "bonus", "stock")


@dataclass(frozen=True)
class _Line:
    """One person's pay: what is given of it, why it counts or not, and with what."""

    given: dict[str, Any]
    status: str
    typed: Typed
    """What can be a year's pay, and how far parts may differ from their total."""

    @property
    def parts(self) -> dict[str, float]:
        """The parts that count; beside a base of 0, which nobody has, a 0 says nothing either."""
        parts = {name: pay for name, pay in self.given.items() if name != "total"}
        return {name: pay for name, pay in parts.items() if pay} if self.given.get("base") == 0 else parts

    @property
    def pay(self) -> dict[str, float]:
        """What counts, with a total where all parts are given."""
        if self.status != COUNTS:
            return {}
        if "total" in self.given or len(self.parts) < len(_PARTS):
            return self.parts | {name: pay for name, pay in self.given.items() if name == "total"}
        return self.parts | {"total": sum(self.parts.values())}

    @property
    def differs(self) -> bool:
        """Whether the parts contradict the total."""
        if self.status != COUNTS or "total" not in self.given:
            return False
        total = self.given["total"]
        over = sum(self.parts.values()) - total
        allowed = max(self.typed["comps_rounding"], self.typed["comps_rounding_part"] * total)
        return bool(over > allowed or (len(self.parts) == len(_PARTS) and -over > allowed))


def _line(comp: Comp, typed: Typed) -> _Line:
    given: dict[str, Any] = {name: comp[name] for name in COMPONENTS if comp.get(name) not in (None, "")}
    if all(cell in (None, "") for cell in comp.values()):
        return _Line(given, "", typed)
    status = _no_sense(given, typed) or (COUNTS if _passes(comp, typed) else FILTERED)
    return _Line(given, status, typed)


def _no_sense(given: dict[str, Any], typed: Typed) -> str:
    """Say why pay makes no sense, or nothing."""
    if not given:
        return "no pay"
    if any(isinstance(pay, str) for pay in given.values()):
        return "not a number"
    if min(given.values()) < 0:
        return "negative"
    if given.get("total") == 0 or not any(given.values()):
        return "zero"
    bounds = {name: (typed[f"comps_{name}_low"], typed[f"comps_{name}_high"]) for name in given}
    if any(0 < pay < bounds[name][0] for name, pay in given.items()):
        return "too low"
    return "too high" if any(pay > bounds[name][1] for name, pay in given.items()) else ""


def _passes(comp: Comp, typed: Typed) -> bool:
    """Whether a line holds what each filter wants; blank wants nothing."""
    wanted = {name: str(typed[f"comps_filter_{name}"] or "").strip().lower() for name in FILTERS}
    return all(part in str(comp.get(name) or "").lower() for name, part in wanted.items())


@lru_cache(maxsize=1)
def _lines(typed: Typed) -> list[_Line]:
    return [_line(comp, typed) for comp in typed.comps]


def _figures(typed: Typed, component: Component) -> list[float]:
    return [pay[component] for line in _lines(typed) if component in (pay := line.pay)]


# ---------------------------------------------------------------- line by line


def _each(figure: Callable[[_Line], Any], lines: int) -> OfInputs:
    """Return the twin of a column of the table, blank below what was pasted."""

    def column(inputs: Inputs) -> list[Any]:
        values = [figure(line) for line in _lines(inputs.typed)]
        return values + [""] * (lines - len(values))

    return column


def statuses(lines: int) -> OfInputs:
    """Return the twin of whether each line counts, or why not."""
    return _each(lambda line: line.status, lines)


def counted(component: Component, lines: int) -> OfInputs:
    """Return the twin of what counts of each line."""
    return _each(lambda line: line.pay.get(component, ""), lines)


def differ(lines: int) -> OfInputs:
    """Return the twin of whether the parts of each line contradict its total."""
    return _each(lambda line: DIFFERS if line.differs else "", lines)


def wanted(name: str) -> OfInputs:
    """Return the twin of what a filter looks for."""
    return lambda inputs: str(inputs.typed[f"comps_filter_{name}"] or "").strip().lower()


# ---------------------------------------------------------------- how many


def filled(inputs: Inputs) -> int:
    """Count the lines with anything in them."""
    return sum(line.status != "" for line in _lines(inputs.typed))


def with_status(status: str) -> OfInputs:
    """Return the twin of how many lines count, are filtered out, or make no sense."""
    assert status in (COUNTS, FILTERED, *NO_SENSE)  # noqa: S101 - a slip in a declaration
    return lambda inputs: sum(line.status == status for line in _lines(inputs.typed))


def counting(component: Component) -> OfInputs:
    """Return the twin of how many lines count and say something of a component."""
    return lambda inputs: len(_figures(inputs.typed, component))


def differing(inputs: Inputs) -> int:
    """Count the lines whose parts contradict their total."""
    return sum(line.differs for line in _lines(inputs.typed))


def added(inputs: Inputs) -> int:
    """Count the lines whose total was added up."""
    return sum("total" in line.pay and "total" not in line.given for line in _lines(inputs.typed))


def without_base(inputs: Inputs) -> int:
    """Count the lines with a base of 0."""
    return sum(line.status == COUNTS and line.given.get("base") == 0 for line in _lines(inputs.typed))


# ---------------------------------------------------------------- where offers stand


def at(component: Component, shares: Sequence[float]) -> OfInputs:
    """Return the twin of the percentiles of the comps that count."""

    def percentiles(inputs: Inputs) -> Sequence[float | str]:
        figures = _figures(inputs.typed, component)
        return np.asarray(comps_band(figures, np.array(shares))).tolist() if figures else [""] * len(shares)

    return percentiles


def offered(component: Component) -> OfColumn:
    """Return the twin of what an offer pays in a usual year."""

    def pay(column: Column) -> float:
        parts = {
            "base": column.offer.base,
            "bonus": column.bonus,
            "stock": column.grant_a_year,
        }
        return parts[component] if component in parts else sum(parts.values())

    return pay


def rank(component: Component) -> OfColumn:
    """Return the twin of an offer's rank among the comps that count."""
    pay = offered(component)

    def place(column: Column) -> float | None:
        figures = _figures(column.typed, component)
        return float(comps_rank(pay(column), figures)) if figures else None

    return place


def below(component: Component) -> OfColumn:
    """Return the twin of how many comps pay less than an offer."""
    pay = offered(component)
    return lambda column: sum(figure < pay(column) for figure in _figures(column.typed, component))
