"""The taxes on some pay step by step, each step cells of its own: for one amount of each offer, or by year.

``Pay`` says what is taxed: by which key its cells are found, and what it is by the model. ``income_tax`` and
the others give the steps, each with label, formula and twin; ``step_rows`` and ``step_grids`` declare them as
rows, or as tables by year. So whatever stands in a table by year, say ``year_spare``, is taxed by two lines:

    pay = Pay("year_spare", "spare pay", lambda column: ..., yearly=True)
    grids = step_grids(pay, (*income_tax(pay), payroll_tax(pay), kept(pay)))

From then on ``{same:year_spare_state}``, ``{same:year_spare_federal}``, ``{same:year_spare_payroll}`` and
``{same:year_spare_kept}`` are its taxes and what they leave. The rows of a single amount are found by
``{spare_state}`` and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offersheet.workbook.engine.layout import Format, Grid, Row
from offersheet.workbook.parts import taxes
from offersheet.workbook.parts.inputs import yearly
from offersheet.workbook.parts.tax_twins import Figure, Filed, OfColumn

__all__ = [
    "Pay",
    "Step",
    "federal_tax",
    "income_tax",
    "kept",
    "payroll_tax",
    "state_tax",
    "step_grids",
    "step_rows",
]


@dataclass(frozen=True)
class Pay:
    """Pay that is taxed, whose cells are found by a key; an amount of each offer, or one in each year."""

    key: str
    title: str
    """As it follows a preposition: "cash", "regular pay"."""
    income: OfColumn
    """What it is by the model, all that is taxed as income: a number, or by year an array."""
    exempt: OfColumn | None = None
    """What of it is no wages, by the model: an ISO's gain."""
    spread: OfColumn | None = None
    """What counts beside it for the minimum tax alone, by the model: the spread of ISOs held."""
    yearly: bool = False
    cells: str = ""
    """Where its amounts stand, if not under its key."""
    wages: str = ""
    """Where its wages stand, if not all of it is wages."""
    beside: str = ""
    """Where it stands with the spread, if there is one."""
    state: str = ""
    """Where its state tax stands, if it is not a step of its own."""
    shown: Format = "money"

    def of(self, name: str) -> str:
        """Return the reference to a step."""
        return self._at(f"{self.key}_{name}")

    def _at(self, key: str) -> str:
        return f"{{same:{key}}}" if self.yearly else f"{{{key}}}"

    @property
    def amount(self) -> str:
        """The reference to its amount."""
        return self._at(self.cells or self.key)

    @property
    def taxed_as_wages(self) -> str:
        """The reference to its wages."""
        return self._at(self.wages) if self.wages else self.amount

    @property
    def in_minimum_tax(self) -> str:
        """The reference to the income that counts for the minimum tax."""
        return self._at(self.beside) if self.beside else self.amount

    @property
    def state_tax(self) -> str:
        """The reference to its state tax."""
        return self._at(self.state) if self.state else self.of("state")

    @property
    def filed(self) -> Filed:
        """Its tax return by the model."""
        return Filed(self.income, self.exempt, self.spread)


@dataclass(frozen=True)
class Step:
    """One step of a tax."""

    name: str
    label: str
    formula: str
    figure: Figure
    """What it is by the model."""
    shown: Format | None = None
    """How it is written, if not like money of the pay."""


def state_tax(pay: Pay) -> tuple[Step, ...]:
    """Return the steps of a state's income tax, which lines of a table hold."""
    line = pay.of("line")
    start = taxes.of_line("tax_from", line)
    return (
        Step("line", "Line of the state's table", taxes.state_line(pay.amount), "line", "number"),
        Step("above", "Above the start of that line", f"{pay.amount}-{start}", "above"),
        Step("stepped", "Added by whole steps", taxes.stepped(pay.of("above"), line), "stepped"),
        Step(
            "state",
            "State income tax",
            taxes.state_tax(pay.of("above"), pay.of("stepped"), line),
            "state",
        ),
    )


def federal_tax(pay: Pay) -> tuple[Step, ...]:
    """Return the steps of the federal income tax: regular, or minimum where that is more."""
    return (
        Step(
            "deductible",
            "State tax that may be deducted",
            taxes.deductible(pay.state_tax, pay.taxed_as_wages),
            "deductible",
        ),
        Step("allowed", "Of it deducted at most", taxes.allowed(pay.amount), "allowed"),
        Step(
            "deduction",
            "Deducted from federal income",
            taxes.deduction(pay.of("deductible"), pay.of("allowed")),
            "deduction",
        ),
        Step("taxable", "Federal taxable income", f"MAX({pay.amount}-{pay.of('deduction')},0)", "taxable"),
        Step("regular", "Federal tax by brackets", taxes.banded(pay.of("taxable"), "bracket"), "regular"),
        Step(
            "tentative",
            "Federal tax by the rules of the minimum tax",
            taxes.banded(pay.in_minimum_tax, "minimum"),
            "tentative",
        ),
        Step(
            "federal",
            "Federal income tax, the larger of the two",
            f"MAX({pay.of('regular')},{pay.of('tentative')})",
            "federal",
        ),
    )


def income_tax(pay: Pay) -> tuple[Step, ...]:
    """Return the steps of both income taxes."""
    return (*state_tax(pay), *federal_tax(pay))


def payroll_tax(pay: Pay) -> Step:
    """Return the step of all that is taken from pay beside them."""
    wages = pay.taxed_as_wages
    formula = f"{taxes.federal_payroll(wages)}+{taxes.state_payroll(wages)}"
    return Step("payroll", "Payroll taxes and state contributions", formula, "payroll")


def kept(pay: Pay) -> Step:
    """Return the step of what all taxes leave."""
    taken = "-".join((pay.state_tax, pay.of("federal"), pay.of("payroll")))
    return Step("kept", "What all taxes leave", f"{pay.amount}-{taken}", "kept")


def step_rows(pay: Pay, steps: Sequence[Step], notes: Mapping[str, str] | None = None) -> tuple[Row, ...]:
    """Declare steps as rows, a cell for each offer; notes by the names of steps stand behind them."""
    return tuple(
        Row(
            f"{pay.key}_{step.name}",
            step.label,
            "" if step.shown else "money a year",
            step.formula,
            step.shown or pay.shown,
            note=(notes or {}).get(step.name, ""),
            equals=pay.filed.twin(step.figure),
        )
        for step in steps
    )


def step_grids(pay: Pay, steps: Sequence[Step]) -> tuple[Grid, ...]:
    """Declare steps as tables by year."""
    return tuple(
        yearly(
            f"{pay.key}_{step.name}",
            f"{step.label}: {pay.title}",
            step.formula,
            written=step.shown or pay.shown,
            equals=pay.filed.twin(step.figure),
        )
        for step in steps
    )
