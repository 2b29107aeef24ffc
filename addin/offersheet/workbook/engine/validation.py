"""What an input cell takes: drop-downs and ranges that the spreadsheet program itself enforces."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.model.comps_columns import Column
from offersheet.model.fields import Field
from offersheet.workbook.engine.domains import domain_of
from offersheet.worksheet.kinds import Entry

__all__ = ["keep_computed", "validate"]

_LONGEST_TITLE, _LONGEST_TEXT = 32, 255


def validate(page: Worksheet, cells: str, field: Field | Column) -> None:
    """Hold cells to what a field may be, and say what it is when one of them is chosen."""
    rule = _rule(field, cells.partition(":")[0])
    if rule is None:
        return
    rule.promptTitle, rule.prompt = field.label[:_LONGEST_TITLE], field.help[:_LONGEST_TEXT]
    rule.showInputMessage = True
    rule.error = f"{field.label} must be {domain_of(field)}."[:_LONGEST_TEXT]
    _add(page, cells, rule)


def keep_computed(page: Worksheet, cells: str) -> None:
    """Refuse whatever is typed over a formula, on a sheet that is not locked."""
    rule = DataValidation("custom", formula1="FALSE", error="This cell is computed.")
    for earlier in page.data_validations.dataValidation:
        if earlier.formula1 == rule.formula1:
            earlier.add(cells)
            return
    _add(page, cells, rule)


def _rule(field: Entry, first: str) -> DataValidation | None:
    """Return the rule of a field over cells that begin with the first; a text may be anything."""
    rule = field.kind.rule(field, first)
    if rule is None:
        return None
    return DataValidation(rule.type, operator=rule.operator, formula1=rule.formula1, formula2=rule.formula2)


def _add(page: Worksheet, cells: str, rule: DataValidation) -> None:
    rule.allow_blank = True
    rule.errorTitle, rule.showErrorMessage = "offersheet", True
    page.add_data_validation(rule)
    rule.add(cells)
