"""What an input cell takes: drop-downs and ranges that the spreadsheet program itself enforces."""

from __future__ import annotations

import math

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.model.comps_columns import Column
from offersheet.model.fields import Field
from offersheet.workbook.engine.domains import choices, domain_of
from offersheet.worksheet.cells import Entry
from offersheet.worksheet.kinds import Day, Number, Schedule

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
    kind = field.kind
    if choices(field):
        return DataValidation("list", formula1=f"list_{field.name}")
    if isinstance(kind, Schedule):
        return DataValidation("decimal", operator="between", formula1="0", formula2="1")
    if isinstance(kind, Day):
        return DataValidation("date", formula1=f"{kind.low:g}", operator="greaterThanOrEqual")
    if not isinstance(kind, Number):
        return None
    low, high, bounded = f"{kind.low:g}", f"{kind.high:g}", math.isfinite(kind.high)
    if kind.above_low and bounded:  # of which no operator speaks
        return DataValidation("custom", formula1=f"AND(ISNUMBER({first}),{first}>{low},{first}<={high})")
    rule = DataValidation("whole" if kind.whole else "decimal", formula1=low)
    rule.operator = "between" if bounded else "greaterThan" if kind.above_low else "greaterThanOrEqual"
    rule.formula2 = high if bounded else None
    return rule


def _add(page: Worksheet, cells: str, rule: DataValidation) -> None:
    rule.allow_blank = True
    rule.errorTitle, rule.showErrorMessage = "offersheet", True
    page.add_data_validation(rule)
    rule.add(cells)
