"""Options in cells: what one is expected to pay, month by month, and what it would be worth on a market."""

from __future__ import annotations

from offersheet.workbook.engine.layout import Grid, Key, Row, Rows, Scalar
from offersheet.workbook.parts import option_twins as twins
from offersheet.workbook.parts.inputs import View
from offersheet.workbook.parts.month_twins import Months

__all__ = [
    "LIMITS",
    "deviation_grid",
    "log_rows",
    "market_rows",
    "option_grids",
]

LIMITS = (
    Scalar(
        "least_deviation",
        "Least deviation of a price",
        "",
        1e-100,
        format="number",
        look="calculation",
        note="Stands for none, where a price is certain: it must not blur what is just at the strike.",
    ),
    Scalar(
        "surely",
        "Logarithm beyond any price",
        "",
        1e9,
        format="number",
        look="calculation",
        note="Of the price over the strike, where one of them is 0.",
    ),
)
"""What lets one formula serve options that are certain to be exercised, or not to be."""

_WORKING = "a step towards what an option is expected to pay, and as large as you like where that is certain"


def log_rows(view: View) -> tuple[Row, Row]:
    """Declare how far the price stands above the strike, and whether that is known for sure."""
    return (
        Row(
            f"option_sure_{view.name}",
            f"Sure to be exercised, {view.title}",
            "1, 0 or -1",
            f"({{strike}}=0)*({view.price}>0)-({view.price}=0)",
            "number",
            only="is_option",
            note="1 without a strike, -1 without a price: then there is no logarithm.",
            equals=view.of(twins.surely_exercised),
        ),
        Row(
            f"option_log_{view.name}",
            f"Price over strike, {view.title}",
            "logarithm",
            f"IF({{option_sure_{view.name}}}=0,LN({view.price})-LN({{strike}}),"
            f"surely*{{option_sure_{view.name}}})",
            "fraction",
            only="is_option",
            equals=view.of(twins.log_ratio),
        ),
    )


def market_rows() -> Rows:
    """Declare what a market would say of one option: it competes with nothing."""
    return Rows(
        "One option as a market would value it, waiting included: Black, Scholes and Merton",
        (
            Row(
                "option_years",
                "Expected term",
                "years",
                "(SUMPRODUCT({column:vest_fraction},{column:vest_time})+contract_years)/2",
                "factor",
                note="Midway between mean vesting and lapse, as SEC Staff Accounting Bulletin 107 allows.",
                equals="option_years",
            ),
            Row(
                "market_strike",
                "Strike, at the end of it, in today's money",
                "money",
                "{strike}*EXP(-option_rate*{option_years})",
                "price",
                only="is_option",
                equals=twins.strike_then,
            ),
            Row(
                "market_deviation",
                "How far the price may stray by then",
                "logarithm",
                "MAX({volatility}*SQRT({option_years}),least_deviation)",
                "fraction",
                only="is_option",
                equals=twins.deviation_then,
            ),
            Row(
                "market_d1",
                "d1",
                "deviations",
                "({option_log_own}+option_rate*{option_years})/{market_deviation}+{market_deviation}/2",
                "fraction",
                only="is_option",
                equals=twins.market_d1,
            ),
            Row(
                "market_value",
                "Value of one option",
                "money",
                "MAX({share_price}*NORMSDIST({market_d1})"
                "-{market_strike}*NORMSDIST({market_d1}-{market_deviation}),0)",
                "price",
                note="Beside the value by your own growth and discount rate; it enters no other figure.",
                only="is_option",
                equals="market_value",
            ),
        ),
    )


def deviation_grid(lines: range) -> Grid:
    """Declare how far the price may stray by each month."""
    return Grid(
        key="option_deviation",
        title="How far the share price may stray by that month, as a deviation of its logarithm",
        lines=lines,
        keys=(Key("month", "Month"),),
        formula="MAX({volatility}*SQRT({month}/12),least_deviation)",
        format="fraction",
        equals=Months(lines).deviation,
    )


def option_grids(view: View, lines: range) -> tuple[Grid, Grid]:
    """Declare d1 and what one option is expected to pay if it is exercised and sold in each month."""
    by_month = Months(lines)
    keys = (Key("month", "Month"), Key("time", "Years", "{month}/12", "fraction", equals=by_month.times))
    deviation, d1 = "{same:option_deviation}", f"{{same:option_d1_{view.name}}}"
    return (
        Grid(
            key=f"option_d1_{view.name}",
            title=f"d1 of an option that vests in that month, {view.title}",
            lines=lines,
            keys=keys,
            formula=f"IF({{is_option}}=1,({view.price_over_strike}+LN(1+{view.growth})*{{time}})/{deviation}"
            f"+{deviation}/2,0)",
            format="fraction",
            working=_WORKING,
        ),
        Grid(
            key=f"option_payoff_{view.name}",
            title=f"What one option is expected to pay if it vests in that month, {view.title}",
            lines=lines,
            keys=keys,
            formula=f"IF({{is_option}}=1,MAX({view.price}*(1+{view.growth})^{{time}}*NORMSDIST({d1})"
            f"-{{strike}}*NORMSDIST({d1}-{deviation}),0),0)",
            format="price",
            equals=view.of(by_month.payoff),
        ),
    )
