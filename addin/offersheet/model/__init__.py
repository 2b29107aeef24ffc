"""The maths: what an offer is worth. Each function of the worksheet is declared where it is computed."""

__all__ = ["FUNCTION_MODULES"]

FUNCTION_MODULES = tuple(
    f"{__name__}.{module}"
    for module in (
        "equity",
        "liquidity",
        "market",
        "negotiation",
        "offer_value",
        "offer_odds",
        "options",
        "pay",
        "simulation",
        "startup",
        "tax.income",
        "tax.shares",
        "tranches",
        "vesting",
        "walk_away",
        "benefits",
        "explain",
    )
)
"""The modules that declare worksheet functions, in the order in which a category shows them.

One function is looked for in this order, too: what rests on little stands first, so that it is found soon.
"""
