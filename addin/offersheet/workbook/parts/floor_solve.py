"""How the floor is found: the smallest pay, in whole cents, that leaves what is needed.

What is left of pay falls here and there as pay rises, where a state's tax jumps. So halving compares with
the most that any pay up to the one tried leaves, which never falls: by the tried pay itself, by the last
cent of the band before, and by all earlier lines of the state's table, whose best stands there.
"""

from __future__ import annotations

from operator import attrgetter

from offersheet.workbook.engine.layout import Format, Grid, Key, Row, Rows, Scalar, Scalars
from offersheet.workbook.parts import taxes
from offersheet.workbook.parts.floor_twins import Wages, less_a_cent
from offersheet.workbook.parts.tax_steps import Pay, income_tax, kept, payroll_tax, step_rows

__all__ = ["FLOOR", "SOLVING", "floor_proof", "solving_grids"]

HALVINGS = range(1, 53)
"""From more cents than anybody earns down to one."""

_HALVING = "On the way to the floor, which stands above with its proof."
_TRIED, _LINE = "{same:floor_tried}", "{same:floor_line}"
_SHORT = "({last:floor_kept}<{floor_needed})"

FLOOR = (
    f'IF(AND({_SHORT},{{last:floor_cent}}=2^ROWS({{column:halving}})-2),"",'
    f"({{last:floor_cent}}+{_SHORT})/cents)"
)
"""The formula of the floor; blank beyond all that is tried."""

SOLVING = Scalars(
    "Fixed",
    (
        (
            Scalar(
                "index_today",
                "Cost of living today",
                "index",
                100.0,
                format="number",
                look="calculation",
                note="By definition; an offer's own stands on Offers.",
            ),
        ),
        (
            Scalar(
                "cents",
                "Cents in 1",
                "",
                100.0,
                format="number",
                look="calculation",
                note="The floor is the smallest pay in whole cents that leaves the need.",
            ),
        ),
        (
            Scalar(
                "rounding",
                "What rounding may leave of 1",
                "",
                1e-14,
                format="number",
                look="calculation",
                note="So much less than the need is enough.",
            ),
        ),
    ),
)


def solving_grids() -> tuple[Grid, ...]:
    """Declare the halving: the pay tried, its state tax, and the most that is left up to there."""
    step, bands = taxes.of_line("tax_step", _LINE), "{same:floor_bands}"
    edge = f"{taxes.of_line('tax_from', _LINE)}+{bands}*{step}"
    left = (_left("{same:floor_tried}", "floor_tried"), _left("{same:floor_before}", "floor_before"))
    return (
        _halving(
            "floor_cent",
            "Pay tried, in cents",
            "{above:floor_cent}+IF({above:floor_kept}<{floor_needed},1,-1)*{floor_step}",
            "count",
            first="{floor_step}-1",
            more=(Key("floor_step", "Step", "2^(ROWS({column:halving})-{halving})", working=_HALVING),),
        ),
        _halving("floor_tried", "Pay tried", "{same:floor_cent}/cents"),
        _halving("floor_line", "Line of the state's table for it", taxes.state_line(_TRIED), "number"),
        _above("floor_tried", "the pay tried"),
        _halving(
            "floor_bands",
            "Whole bands below it, where the state's tax moves in bands",
            f"IF({step}=0,0,INT({{same:floor_tried_above}}/{step}+tolerance))",
            "number",
        ),
        _halving(
            "floor_before",
            "Last cent of the band before",
            f"IF({bands}=0,{_TRIED},(ROUNDUP(({edge})*cents-tolerance,0)-1)/cents)",
        ),
        _above("floor_before", "that last cent"),
        *_taxed("floor_tried", "the pay tried"),
        *_taxed("floor_before", "that last cent"),
        _halving(
            "floor_kept",
            "Most that is left of any pay up to the one tried",
            f"MAX({taxes.of_line('tax_most', _LINE)},{','.join(left)})",
        ),
    )


def _halving(
    key: str,
    title: str,
    formula: str,
    shown: Format = "price",
    *,
    first: str = "",
    more: tuple[Key, ...] = (),
) -> Grid:
    keys = (Key("halving", "Halving"), *more)
    return Grid(key, title, HALVINGS, keys, formula, first, shown, working=_HALVING)


def _above(pay: str, title: str) -> Grid:
    start = taxes.of_line("tax_from", _LINE)
    return _halving(f"{pay}_above", f"How far {title} lies above its start", f"{{same:{pay}}}-{start}")


def _taxed(pay: str, title: str) -> tuple[Grid, ...]:
    """Declare the taxes on some pay in fewer steps than ``tax_steps``: here they stand 52 times over."""
    wages, state = f"{{same:{pay}}}", f"{{same:{pay}_state}}"
    deducted = taxes.deduction(f"{{same:{pay}_deductible}}", taxes.allowed(wages))
    taxable = f"{{same:{pay}_taxable}}"
    formulas = {
        "stepped": ("What whole steps of the line add on", taxes.stepped(f"{{same:{pay}_above}}", _LINE)),
        "state": (
            "State income tax on",
            taxes.state_tax(f"{{same:{pay}_above}}", f"{{same:{pay}_stepped}}", _LINE),
        ),
        "deductible": ("State tax that may be deducted from", taxes.deductible(state, wages)),
        "taxable": ("Federal taxable income of", f"{wages}-{deducted}"),
        "federal": (
            "Federal income tax on",
            f"MAX({taxes.banded(taxable, 'bracket')},{taxes.banded(wages, 'minimum')})",
        ),
        "payroll": (
            "Payroll taxes and state contributions on",
            f"{taxes.federal_payroll(wages)}+{taxes.state_payroll(wages)}",
        ),
    }
    return tuple(
        _halving(f"{pay}_{name}", f"{heading} {title}", formula)
        for name, (heading, formula) in formulas.items()
    )


def _left(wages: str, pay: str) -> str:
    return wages + "".join(f"-{{same:{pay}_{tax}}}" for tax in ("state", "federal", "payroll"))


def floor_proof() -> Rows:
    """Declare what the floor leaves, and what a cent less does, by the taxes themselves."""
    return Rows(
        "Proof: what the floor leaves, and what a cent less does",
        (
            Row(
                "floor_needed",
                "Need, less what rounding may leave",
                "money a year",
                "{need}-rounding*MAX(1,{need})",
                "price",
                equals="need",
            ),
            *_proof("floor_gross", "The floor", "{floor}+0", attrgetter("floor")),
            *_proof("below_floor", "A cent less", "MAX({floor}-1/cents,0)", less_a_cent),
        ),
    )


def _proof(key: str, label: str, wages: str, equals: Wages) -> tuple[Row, ...]:
    pay = Pay(key, label, equals, shown="price")
    return (
        Row(key, label, "money a year", f"IF(ISNUMBER({{floor}}),{wages},0)", "price", equals=equals),
        *step_rows(pay, (*income_tax(pay), payroll_tax(pay), kept(pay))),
    )
