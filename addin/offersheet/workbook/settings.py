"""Settings: the inputs that sheets have of their own, beside offers and assumptions.

The offer to stress, filters of comps, the day of the talk, a fall of valuations, a switch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.model.assumptions import Assumptions, Scenario, scenario_name
from offersheet.model.fields import fields_of
from offersheet.workbook.engine.layout import Beside, Block, Scalar, Scalars, Sheet
from offersheet.worksheet.spelling import spell, unfit_for_a_cell

__all__ = ["checked_settings", "settings_of"]


_ASSUMED = {field.name for field in fields_of(Assumptions)} | {
    scenario_name(scenario, field.name)
    for scenario in Assumptions().scenarios
    for field in fields_of(Scenario)
}


def settings_of(sheets: Sequence[Sheet]) -> dict[str, Scalar]:
    """Return the settings by their names."""
    return {
        scalar.name: scalar
        for sheet in sheets
        for scalar in _scalars(sheet.blocks)
        if scalar.look == "input" and not scalar.formula and scalar.name not in _ASSUMED
    }


def _scalars(blocks: Sequence[Block]) -> Iterator[Scalar]:
    for block in blocks:
        if isinstance(block, Beside):
            yield from _scalars(block.blocks)
        elif isinstance(block, Scalars):
            for line in block.lines:
                yield from line


def checked_settings(sheets: Sequence[Sheet], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as cells hold them; raise ``InvalidInput`` for one that is none, or cannot be."""
    known = settings_of(sheets)
    if unknown := [name for name in given if name not in known]:
        raise InvalidInput(f"there is no setting {spell(unknown[0])}")
    return {name: _checked(known[name], value) for name, value in given.items()}


def _checked(setting: Scalar, value: Any) -> Any:
    if value is None or value == "":
        return setting.value
    if setting.field is not None:
        try:
            return setting.field.read_cell(value)
        except OfferSheetError as error:
            raise InvalidInput(f"the setting {error}") from error
    text = str(value)
    if problem := unfit_for_a_cell(text):
        raise InvalidInput(f"the setting {setting.name} cannot stand in a cell: it {problem}")
    return text
