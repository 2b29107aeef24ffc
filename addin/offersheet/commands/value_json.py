"""The JSON of ``offersheet value``: its facts, and the schema that says what they are.

``python -m offersheet.commands.value_json FILE`` writes the schema, made from the declarations of results,
fields and tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from offersheet.commands.json_schema import NUMBER, NUMBER_OF_SCHEMA, TEXT, TEXTS, object_of, published, write
from offersheet.commands.output import SCHEMA
from offersheet.model.after_tax import EventAfterTax, taxes_on_cash, years_after_tax
from offersheet.model.assumptions import Assumptions, Scenario
from offersheet.model.case import Case
from offersheet.model.fields import Field, fields_of
from offersheet.model.offer import Offer
from offersheet.model.tax.household import code_of
from offersheet.model.valuation import RESULTS, Result
from offersheet.model.worth import year_table
from offersheet.worksheet.kinds import Number

if TYPE_CHECKING:
    from offersheet.model.odds import Odds
    from offersheet.model.valuation import Valuation

__all__ = ["facts_of", "schema"]


def facts_of(
    valuations: Sequence[Valuation], assumptions: Assumptions, notes: Sequence[str], odds: Odds | None = None
) -> dict[str, Any]:
    """Return what the JSON holds; odds where they were drawn."""
    assumed = asdict(assumptions)
    scenarios = {name: assumed.pop(name) for name in assumptions.scenarios}
    return {
        "schema": SCHEMA,
        "offers": [_offer(valuation) for valuation in valuations],
        "best": [one.offer.name for one in valuations if one.case.is_best],
        "best_after_tax": [one.offer.name for one in valuations if one.case.is_best_after_tax],
        "assumptions": {**assumed, "scenarios": scenarios},
        "notes": notes,
        **({} if odds is None else {"odds": list(odds.rows())}),
    }


def _offer(valuation: Valuation) -> dict[str, Any]:
    case = valuation.case
    return {
        "name": valuation.offer.name,
        "results": valuation.results,
        "parts": case.parts,
        "taxes": {code_of(label): figure for label, figure in case.taxes.items()} | case.taxes,
        "years": valuation.years,
        "event": None if case.event is None else asdict(case.event) | {"left": case.event.left},
    }


_MAY_BE_BLANK = {"type": ["number", "null"]}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the answer, and of what stands in its place where there is none."""
    return published("value", _answer())


def _answer() -> dict[str, Any]:
    from offersheet.commands.odds_facts import row_schema  # values alone do not wait for it

    answer = object_of(
        {
            "schema": NUMBER_OF_SCHEMA,
            "offers": {"type": "array", "minItems": 1, "items": _offer_schema()},
            "best": TEXTS | {"description": "The offers of the highest net present value before tax."},
            "best_after_tax": TEXTS | {"description": "Those of the highest one after tax."},
            "assumptions": _fields(Assumptions, scenarios=_scenarios()),
            "notes": TEXTS | {"description": "Where figures may mislead, in sentences; words may change."},
        }
    )
    answer["properties"]["odds"] = {
        "type": "array",
        "items": row_schema(),
        "description": "With --odds: a row for each offer, before tax and after.",
    }
    return answer


def _offer_schema() -> dict[str, Any]:
    event = {one.name: {"type": "integer"} if one.name == "year" else NUMBER for one in fields(EventAfterTax)}
    anybody = Case.of([_ANYBODY], Assumptions())[0]
    columns = dict.fromkeys([*year_table(_ANYBODY, _AS_IS).header, *years_after_tax(_ANYBODY, _AS_IS).header])
    return object_of(
        {
            "name": TEXT,
            "results": object_of({result.name: _result(result) for result in RESULTS}),
            "parts": object_of(dict.fromkeys(anybody.parts, NUMBER))
            | {"description": "What the net present value is made of."},
            "taxes": _taxes(),
            "years": {
                "type": "array",
                "items": object_of({name: _column(name) for name in columns}),
                "description": "By year of service; null where the equity waits for an event.",
            },
            "event": {
                "oneOf": [{"type": "null"}, object_of({**event, "left": NUMBER})],
                "description": "What comes if the event comes for which the equity waits; null where it "
                "waits for none.",
            },
        }
    )


_ANYBODY, _AS_IS = Offer(name="anybody", base=1), Assumptions()
"""Whose tables have the columns of everyone's."""


def _result(result: Result) -> dict[str, Any]:
    sort = _MAY_BE_BLANK if result.may_be_blank or result.compares else NUMBER
    return sort | {"title": result.label, "description": f"{result.help} Unit: {result.unit}."}


def _column(name: str) -> dict[str, Any]:
    if name == "year":
        return {"type": "integer"}
    return _MAY_BE_BLANK if name in _WAITING else NUMBER


_WAITING = {
    name
    for name, cell in zip(
        years_after_tax(_ANYBODY, _AS_IS).header,
        years_after_tax(Offer(name="anybody", base=1, liquidity_probability=0.5), _AS_IS).rows[0],
        strict=True,
    )
    if cell is None
}
"""The columns that are blank where equity waits for an event."""


def _taxes() -> dict[str, Any]:
    """Everyone's lines by code; a state's own contributions stand beside them."""
    codes = {code_of(label): NUMBER | {"title": label} for label in taxes_on_cash(_ANYBODY, _AS_IS)}
    return object_of(codes) | {
        "additionalProperties": NUMBER,
        "description": "On recurring cash, by code. A state's own contributions have theirs. The labels of "
        "0.2.0, each beside its code, are keys as well.",
    }


def _scenarios() -> dict[str, Any]:
    return object_of(dict.fromkeys(_AS_IS.scenarios, _fields(Scenario)))


def _fields(declaration: type, **more: Mapping[str, Any]) -> dict[str, Any]:
    return object_of({field.name: _field(field) for field in fields_of(declaration)} | more)


def _field(field: Field) -> dict[str, Any]:
    sort = NUMBER if isinstance(field.kind, Number) else TEXT
    return sort | {"title": field.label, "description": field.help}


if __name__ == "__main__":
    write(schema())
