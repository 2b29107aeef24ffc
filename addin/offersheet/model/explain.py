"""Why a call gives an error: a worksheet function that makes calls itself."""

from __future__ import annotations

from typing import Annotated, Any

from offersheet.errors import InvalidInput
from offersheet.worksheet.call import Answer, call
from offersheet.worksheet.declare import Example, worksheet_function
from offersheet.worksheet.kinds import Anything, Text, spell

__all__ = ["explain"]


@worksheet_function(
    category="Negotiation",
    examples=(
        Example('"EQUITY_PV", 400000, -2', "growth must be above -1, got -2"),
        Example('"VESTED", 360000, 18, 4, 12, 12', "no error: VESTED gives 135000"),
    ),
)
def explain(
    function: Annotated[str, Text(), 'The name of a function, such as "EQUITY_PV".'],
    *argument: Annotated[Any, Anything(), "The arguments of that call, as they stand in it."],
) -> str:
    """Why a call of a function gives an error, in words.

    Takes the name of the function and the arguments of the call. Where there is no error, it says so and
    what the call gives.

    >>> explain("EQUITY_PV", 400_000, -2)
    'growth must be above -1, got -2'
    """
    name = function.strip().upper()
    if name == "EXPLAIN":
        raise InvalidInput("EXPLAIN explains every function but itself")
    answer = call(name, argument)
    return answer.why or f"no error: {name} gives {_shown(answer)}"


def _shown(answer: Answer) -> str:
    if isinstance(answer.value, list):
        return f"{len(answer.value)} x {len(answer.value[0])} cells"
    return spell(answer.value)
