"""Startup equity in cells: what an exit leaves for a share, and the exit at which offers tie."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Row
from offersheet.workbook.parts import option_twins as twins
from offersheet.workbook.parts import tie_twins
from offersheet.workbook.parts.inputs import View

__all__ = ["COMMON", "exit_rows", "exit_ties", "exit_value_row"]


def exit_rows(view: View) -> tuple[Row, ...]:
    """Declare what a share gets at the exit: the preferred converts where that brings it more."""
    exit_value, converted = f"{{sold_for_{view.name}}}", f"{{converted_{view.name}}}"
    return (
        Row(
            f"sold_for_{view.name}",
            f"Exit value, {view.title}",
            "money",
            f"{{offer_exit_value}}*{view.exit_multiple}",
            equals=view.of(twins.exit_value),
        ),
        Row(
            f"converted_{view.name}",
            f"A share, if preferred converts, {view.title}",
            "money",
            _known(f"{exit_value}*(1-{{future_dilution}})/{{offer_fully_diluted}}"),
            "price",
            equals=view.of(twins.share_at_exit(converted=True)),
        ),
        Row(
            f"unconverted_{view.name}",
            f"A share, if preference is taken, {view.title}",
            "money",
            _known(f"MAX({exit_value}-{{preferences}},0)*(1-{{future_dilution}})/{{exit_common}}"),
            "price",
            equals=view.of(twins.share_at_exit(converted=False)),
        ),
        Row(
            f"share_gain_{view.name}",
            f"A share at the exit, less strike, {view.title}",
            "money",
            f"MAX(IF({converted}*{{preferred_shares}}>{{preferences}},{converted},"
            f"{{unconverted_{view.name}}})-{{strike}},0)",
            "price",
            equals=view.of(twins.gain_at_exit),
        ),
    )


def exit_value_row(view: View) -> Row:
    """Declare what all shares are worth today if the exit comes, whenever they vest."""
    return Row(
        f"startup_pv_{view.name}",
        f"All shares, present value, {view.title}",
        "money",
        f"{{shares}}*{{share_gain_{view.name}}}*EXP(-{{exit_years}}*LN(1+discount_rate))",
        equals=view.of(twins.all_at_exit),
    )


def _known(formula: str) -> str:
    return f'IF(OR({{offer_fully_diluted}}="",{{offer_exit_value}}=""),0,{formula})'


COMMON = Row(
    "exit_common",
    "Shares that share what preference leaves",
    "shares",
    _known("{offer_fully_diluted}-(1-{future_dilution})*{preferred_shares}"),
    "count",
    note="As of today, whatever the exit.",
    equals=twins.common,
)


def exit_ties() -> tuple[Row, ...]:
    """Declare the exit at which an offer ties with the first."""
    return (
        Row(
            "exit_slope",
            "Worth today of 1 more a share at the exit",
            "money",
            "{is_startup}*{shares}*{chance}*EXP(-{exit_years}*LN(1+discount_rate))"
            "*SUMPRODUCT({column:vest_fraction},{column:vest_counts},{column:before_exit})",
            equals=tie_twins.exit_slope,
        ),
        Row(
            "exit_sought",
            "An exit is looked for",
            "1 or 0",
            'IF(AND(ISNUMBER({equity_needed}),{offer_fully_diluted}<>""),'
            "({equity_needed}>0)*({exit_slope}>0)*({future_dilution}<1),0)",
            "number",
            note="Where equity has to be worth anything, and an exit pays.",
            equals=tie_twins.exit_sought,
        ),
        Row(
            "exit_price",
            "Price of a share at which it ties with the first",
            "money",
            "{strike}+{equity_needed}/{exit_slope}",
            "price",
            only="exit_sought",
            note="What it pays is a straight line in that price.",
            equals=tie_twins.exit_price,
        ),
        Row(
            "exit_solved",
            "Exit at which it ties with the first",
            "money",
            "{exit_price}*{offer_fully_diluted}/(1-{future_dilution})"
            "+MAX({preferences}-{exit_price}*{preferred_shares},0)",
            only="exit_sought",
            note="The exit that brings that price: where its preference is more, the preferred takes that.",
            equals="breakeven_exit",
        ),
    )
