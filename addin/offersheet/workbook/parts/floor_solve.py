"""How the floor is found: the smallest pay, in whole cents, that leaves what is needed.

What is left of pay falls here and there as pay rises, where a state's tax jumps. So halving compares with
the most that any pay up to the one tried leaves, which never falls: by the tried pay itself, by the last
cent of the band before, and by all earlier lines of the state's table, whose best stands there.
"""

from __future__ import annotations

from operator import attrgetter

from offersheet.workbook.engine.layout import Grid, Key, Row, Rows, Scalar, Scalars
from offersheet.workbook.parts import floor_twins as twins
from offersheet.workbook.parts.floor_twins import Wages, less_a_cent
from offersheet.workbook.parts.taxes import bands, deductible, federal_tax, kept, state_line, state_tax

__all__ = ["FLOOR", "SOLVING", "floor_proof", "solving_grids"]

HALVINGS = range(1, 53)
"""From more cents than anybody earns down to one."""

_HALVING = "On the way to the floor, which stands above with its proof."
_TRIED, _LINE = "{same:floor_tried}", "{same:floor_line}"
_SHORT = "({last:floor_kept}<{floor_needed})"

FLOOR = (
    f'IF(AND({_SHORT},{{last:floor_cent}}=2^ROWS({{column:floor_cent}})-2),"",'
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
    keys = (Key("halving", "Halving"),)
    edge = f"INDEX({{column:tax_from}},{_LINE})+{bands(_TRIED, _LINE)}*INDEX({{column:tax_step}},{_LINE})"
    return (
        Grid(
            key="floor_cent",
            title="Pay tried, in cents",
            lines=HALVINGS,
            keys=(
                *keys,
                Key("floor_step", "Step", "2^(ROWS({column:floor_cent})-{halving})", working=_HALVING),
            ),
            first="{floor_step}-1",
            formula="{above:floor_cent}+IF({above:floor_kept}<{floor_needed},1,-1)*{floor_step}",
            format="count",
            working=_HALVING,
        ),
        Grid(
            key="floor_tried",
            title="Pay tried",
            lines=HALVINGS,
            keys=keys,
            formula="{same:floor_cent}/cents",
            format="price",
            working=_HALVING,
        ),
        Grid(
            key="floor_line",
            title="Line of the state's table for it",
            lines=HALVINGS,
            keys=keys,
            formula=state_line(_TRIED),
            format="number",
            working=_HALVING,
        ),
        Grid(
            key="floor_before",
            title="Last cent of the band before, where the state's tax moves in bands",
            lines=HALVINGS,
            keys=keys,
            formula=f"IF({bands(_TRIED, _LINE)}=0,{_TRIED},(ROUNDUP(({edge})*cents-tolerance,0)-1)/cents)",
            format="price",
            working=_HALVING,
        ),
        *_taxed("floor_tried", "the pay tried"),
        *_taxed("floor_before", "that last cent"),
        Grid(
            key="floor_kept",
            title="Most that is left of any pay up to the one tried",
            lines=HALVINGS,
            keys=keys,
            formula=f"MAX(INDEX({{column:tax_most}},{_LINE}),{{same:floor_tried_kept}},{{same:floor_before_kept}})",
            format="price",
            working=_HALVING,
        ),
    )


def _taxed(pay: str, title: str) -> tuple[Grid, ...]:
    wages, state = f"{{same:{pay}}}", f"{{same:{pay}_state}}"
    formulas = {
        "state": (f"State income tax on {title}", state_tax(wages, _LINE)),
        "deductible": (f"State tax that may be deducted from {title}", deductible(wages, state)),
        "federal": (f"Federal income tax on {title}", federal_tax(wages, f"{{same:{pay}_deductible}}")),
        "kept": (f"Left of {title}", kept(wages, state, f"{{same:{pay}_federal}}")),
    }
    return tuple(
        Grid(
            f"{pay}_{name}",
            heading,
            HALVINGS,
            (Key("halving", "Halving"),),
            formula,
            format="price",
            working=_HALVING,
        )
        for name, (heading, formula) in formulas.items()
    )


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
    own, state, federal = f"{{{key}}}", f"{{{key}_state}}", f"{{{key}_federal}}"
    deducted = f"{{{key}_deductible}}"
    return (
        Row(key, label, "money a year", f"IF(ISNUMBER({{floor}}),{wages},0)", "price", equals=equals),
        Row(
            f"{key}_line",
            "Line of the state's table",
            "",
            state_line(own),
            "number",
            equals=twins.line_of(equals),
        ),
        Row(
            f"{key}_state",
            "State income tax",
            "money a year",
            state_tax(own, f"{{{key}_line}}"),
            "price",
            equals=twins.state_tax(equals),
        ),
        Row(
            f"{key}_deductible",
            "State tax that may be deducted",
            "money a year",
            deductible(own, state),
            "price",
            equals=twins.deductible(equals),
        ),
        Row(
            f"{key}_federal",
            "Federal income tax",
            "money a year",
            federal_tax(own, deducted),
            "price",
            equals=twins.federal_tax(equals),
        ),
        Row(
            f"{key}_kept",
            "What it leaves",
            "money a year",
            kept(own, state, federal),
            "price",
            equals=twins.take_home(equals),
        ),
    )
