"""From declarations to an Excel file: the one module that writes with openpyxl."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

os.environ.setdefault("OPENPYXL_LXML", "False")  # its two writers differ in bytes

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.model.fields import Field
from offersheet.model.offer import Offer
from offersheet.workbook.data import choices
from offersheet.workbook.layout import (
    Block,
    Cells,
    Grid,
    Lines,
    Lists,
    Matrix,
    Row,
    Rows,
    Scalar,
    Scalars,
    Sheet,
)
from offersheet.workbook.place import (
    FIRST_OFFER,
    HEAD_ROW,
    HELP,
    LABEL,
    NOTE,
    OFFER_COLUMNS,
    UNIT,
    Plan,
    body_top,
    letter,
    plan,
)
from offersheet.workbook.styles import TABS, add_styles
from offersheet.worksheet.kinds import Number

__all__ = ["render"]

_WIDTHS = {LABEL: 36, UNIT: 13, HELP: 12, NOTE: 74} | dict.fromkeys(OFFER_COLUMNS, 16)
_GOOD = {"font": Font(bold=True, color="14532D"), "fill": PatternFill("solid", bgColor="C6E7CE")}
_BAD = {"font": Font(bold=True, color="7F1D1D"), "fill": PatternFill("solid", bgColor="F8CBAD")}


def render(
    sheets: Sequence[Sheet],
    offers: Sequence[Offer],
    shown: Mapping[str, Sequence[Any]],
    properties: Mapping[str, str],
) -> tuple[bytes, dict[str, dict[str, Any]]]:
    """Write the sheets with the offers' inputs; return the file and, by sheet and address, shown values.

    ``shown`` holds by row key (or a formula's own text) the values that a viewer sees before the
    formulas are computed.
    """
    return _Writer(plan(sheets), offers, shown).write(properties)


class _Writer:
    def __init__(self, plan: Plan, offers: Sequence[Offer], shown: Mapping[str, Sequence[Any]]) -> None:
        self.plan, self.offers, self.shown = plan, offers, shown
        self.book = Workbook()
        self.values: dict[str, dict[str, Any]] = {}

    def write(self, properties: Mapping[str, str]) -> tuple[bytes, dict[str, dict[str, Any]]]:
        self.book.remove(self.book.worksheets[0])
        add_styles(self.book)
        for sheet, placed in self.plan.sheets:
            self._sheet(sheet, placed)
        for name, place in self.plan.names.items():
            cells = f"${letter(FIRST_OFFER)}${place.first}:${letter(NOTE - 1)}${place.last}"
            self.book.defined_names[name] = DefinedName(name, attr_text=f"{place.sheet}!{cells}")
        for name, place in self.plan.scalars.items():
            column = letter(place.column or FIRST_OFFER)
            cells = f"${column}${place.first}" + (
                f":${column}${place.last}" if place.last > place.first else ""
            )
            self.book.defined_names[name] = DefinedName(name, attr_text=f"{place.sheet}!{cells}")
        self.book.properties.creator = "offersheet"
        self.book.properties.title = "Job offers compared"
        for name, value in properties.items():
            self.book.custom_doc_props.append(StringProperty(name=name, value=value))
        self.book.calculation.fullCalcOnLoad = True
        file = BytesIO()
        self.book.save(file)
        return file.getvalue(), self.values

    def _sheet(self, sheet: Sheet, placed: Sequence[tuple[Block, int]]) -> None:
        page = self.book.create_sheet(sheet.name)
        self.page, self.sheet = page, sheet
        page.sheet_view.showGridLines = False
        page.sheet_properties.tabColor = TABS[sheet.kind]
        page.sheet_properties.outlinePr.summaryBelow = False  # type: ignore[union-attr]
        page.row_dimensions[1].height = 30
        self._put(1, LABEL, sheet.title, "title")
        self._put(2, LABEL, sheet.intro, "intro")
        if sheet.offers:
            for column, width in _WIDTHS.items():
                page.column_dimensions[letter(column)].width = width
            self._heads(HEAD_ROW, ("", "Unit", "If blank" if sheet.kind == "inputs" else ""))
            self._put(HEAD_ROW, NOTE, "Note", "head_left")
        for block, top in placed:
            self._block(block, top)
        below = [top for _, top in placed][sheet.frozen :]
        frozen_row = below[0] - 1 if sheet.frozen else HEAD_ROW + 1
        page.freeze_panes = f"{letter(FIRST_OFFER)}{frozen_row}" if sheet.offers else "A4"
        _set_up_page(page, sheet)

    def _heads(self, row: int, labels: Sequence[str]) -> None:
        """Write a line of heads: the labels, then the offers' names."""
        self.page.row_dimensions[row].height = 32
        for column in (LABEL, UNIT, HELP):
            label = labels[column - 1] if column <= len(labels) else ""
            self._put(row, column, label, "head_left")
        for index, column in enumerate(OFFER_COLUMNS):
            formula = self.plan.formula('=IF({offer_name}="","",{offer_name})', self.sheet.name, row, column)
            self._put(row, column, formula, "head")
            self._show(row, column, self.offers[index].name if index < len(self.offers) else "")

    def _block(self, block: Block, top: int) -> None:
        if block.title:
            self.page.row_dimensions[top].height = 22
            self._put(top, LABEL, block.title, "heading")
        intro = getattr(block, "intro", "")
        if intro:
            self._put(top + bool(block.title), LABEL, intro, "intro")
        first = body_top(block, top)
        if isinstance(block, Rows):
            for row, line in enumerate(block.rows, start=first):
                self._row(row, line)
            if block.closed:
                self.page.row_dimensions.group(first, first + len(block.rows) - 1, hidden=True)
        elif isinstance(block, Grid):
            self._grid(first, block)
        elif isinstance(block, Scalars):
            for column, head in enumerate(block.heads, start=FIRST_OFFER):
                self._put(first - 1, column, head, "head")
            for row, scalars in enumerate(block.lines, start=first):
                for column, scalar in enumerate(scalars, start=FIRST_OFFER):
                    self._scalar(row, column, scalar)
        elif isinstance(block, Matrix):
            self._matrix(first, block)
        elif isinstance(block, Lines):
            self._lines(first, block)
        elif isinstance(block, Cells):
            self._cells(first, block)
        else:
            self._lists(first, block)

    def _row(self, row: int, line: Row) -> None:
        self._put(row, LABEL, line.label, "label")
        self._put(row, UNIT, line.unit, "unit")
        self._put(row, NOTE, line.note, "note")
        style = f"{line.look}_{line.format}"
        self._bounds(row, line.bounds)
        if line.look == "input":
            self._input_row(row, line, style)
            return
        for index, column in enumerate(OFFER_COLUMNS):
            formula = self.plan.formula(f"={_guarded(line)}", self.sheet.name, row, column)
            self._put(row, column, formula, style)
            if line.key in self.shown:
                self._show(row, column, self.shown[line.key][index])
        cells = f"{letter(FIRST_OFFER)}{row}:{letter(NOTE - 1)}{row}"
        if line.look == "check":
            self._highlight(cells, f"{letter(FIRST_OFFER)}{row}=FALSE", _BAD)
        elif line.best:
            first = f"{letter(FIRST_OFFER)}{row}"
            across = f"${letter(FIRST_OFFER)}{row}:${letter(NOTE - 1)}{row}"
            self._highlight(cells, f"AND(ISNUMBER({first}),{first}=MAX({across}))", _GOOD)
        if not self.sheet.locked:
            self._validate(cells, DataValidation("custom", formula1="FALSE"), "This cell is computed.")

    def _bounds(self, row: int, bounds: tuple[float, float] | None) -> None:
        for column, bound in zip((UNIT, HELP), bounds or (), strict=False):
            if math.isfinite(bound):
                self._put(row, column, bound, "calculation_number")

    def _input_row(self, row: int, line: Row, style: str) -> None:
        field = line.field
        assert field is not None  # noqa: S101 - an input row is declared with its field
        if field.default not in (None, "") and not field.required:
            self._put(row, HELP, field.default, f"calculation_{line.format}")
        for index, column in enumerate(OFFER_COLUMNS):
            value = _typed(self.offers[index], line) if index < len(self.offers) else None
            self._put(row, column, value, style, typed=True)
        cells = f"{letter(FIRST_OFFER)}{row}:{letter(NOTE - 1)}{row}"
        self._validate_field(cells, f"{letter(FIRST_OFFER)}{row}", field)

    def _grid(self, first: int, grid: Grid) -> None:
        self._heads(first - 1, [key.label for key in grid.keys])
        for offset, value in enumerate(grid.lines):
            row = first + offset
            for column, key in enumerate(grid.keys, start=1):
                content: Any = value
                if key.formula:
                    content = self.plan.formula(f"={key.formula}", self.sheet.name, row, column, grid)
                self._put(row, column, content, f"calculation_{key.format}")
            text = grid.first if grid.first and not offset else grid.formula
            if text:
                for column in OFFER_COLUMNS:
                    guarded = f'=IF({{status}}="ok",{text},"")'
                    formula = self.plan.formula(guarded, self.sheet.name, row, column, grid)
                    self._put(row, column, formula, f"calculation_{grid.format}")

    def _matrix(self, first: int, block: Matrix) -> None:
        """Write a heat map; one hue from light to dark, so that it reads in grey."""
        self._put(first - 1, LABEL, block.corner, "head_left")
        for column, across in enumerate(block.columns, start=UNIT):
            self._put(first - 1, column, across, "input_rate")
        for row, line in enumerate(block.lines, start=first):
            self._put(row, LABEL, line, "input_rate")
            for column in range(UNIT, UNIT + len(block.columns)):
                text = block.formula.replace("{line}", f"${letter(LABEL)}{row}")
                text = text.replace("{across}", f"{letter(column)}${first - 1}")
                formula = self.plan.formula(f"={text}", self.sheet.name, row, column)
                self._put(row, column, formula, f"calculation_{block.format}")
        cells = f"{letter(UNIT)}{first}:{letter(column)}{row}"
        self.page.conditional_formatting.add(
            cells, ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="6BAED6")
        )

    def _scalar(self, row: int, column: int, scalar: Scalar) -> None:
        if column == FIRST_OFFER:
            self._put(row, LABEL, scalar.label, "label")
            self._put(row, UNIT, scalar.unit, "unit")
            self._put(row, NOTE, scalar.note, "note")
            self._bounds(row, scalar.bounds)
        value = (
            self.plan.formula(f"={scalar.formula}", self.sheet.name, row) if scalar.formula else scalar.value
        )
        self._put(row, column, value, f"{scalar.look}_{scalar.format}", typed=not scalar.formula)
        address = f"{letter(column)}{row}"
        if scalar.field is not None:
            self._validate_field(address, address, scalar.field)
        if scalar.look == "check":
            self._highlight(address, f"{address}=FALSE", _BAD)

    def _lines(self, first: int, block: Lines) -> None:
        for row, (text, target) in enumerate(block.lines, start=first):
            if block.look == "legend":
                self._put(row, LABEL, target, "label")
                self._put(row, LABEL, target, f"{text}_text")
                continue
            style = {"answer": "answer"}.get(block.look, "link" if target else "label")
            formula = text.startswith("=")
            cell = self._put(
                row, LABEL, self.plan.formula(text, self.sheet.name, row) if formula else text, style
            )
            if target:
                cell.hyperlink = f"#{target}!A1"  # type: ignore[assignment]
                cell.style = style
            if formula and text in self.shown:
                self._show(row, LABEL, self.shown[text][0])
            if block.look == "answer":
                self.page.row_dimensions[row].height = 34
                for column in range(UNIT, NOTE):
                    self._put(row, column, None, style)

    def _cells(self, first: int, block: Cells) -> None:
        widths = [max(len(str(row[column])) for row in block.rows) for column in range(len(block.rows[0]))]
        for column, width in enumerate(widths, start=1):
            self.page.column_dimensions[letter(column)].width = min(58, width + 4)
        for row, values in enumerate(block.rows, start=first):
            for column, value in enumerate(values, start=1):
                style = "head_left" if row == first else "paragraph"
                live = isinstance(value, str) and value.startswith("=IFERROR(")
                self._put(row, column, value, style, typed=not live)

    def _lists(self, first: int, block: Lists) -> None:
        for column, (name, values) in enumerate(block.lists, start=1):
            self.page.column_dimensions[letter(column)].width = 18
            self._put(first - 1, column, name.removeprefix("list_"), "head_left")
            for row, value in enumerate(values, start=first):
                self._put(row, column, value, "calculation_text")

    def _put(self, row: int, column: int, value: Any, style: str, *, typed: bool = False) -> Cell:
        """Write a cell; what was typed by somebody is never a formula."""
        cell: Cell = self.page.cell(row, column)  # type: ignore[assignment]
        if value is not None and value != "":
            cell.value = value
            if typed and isinstance(value, str) and value[0] in "=+-@\t\r":
                cell.data_type = "s"
                cell.style = style
                cell.quotePrefix = True
                return cell
        cell.style = style
        return cell

    def _show(self, row: int, column: int, value: Any) -> None:
        """Keep a formula's value for viewers that do not compute."""
        self.values.setdefault(self.sheet.name, {})[f"{letter(column)}{row}"] = value

    def _highlight(self, cells: str, formula: str, look: Mapping[str, Any]) -> None:
        self.page.conditional_formatting.add(cells, FormulaRule([formula], **look))

    def _validate_field(self, cells: str, first: str, field: Field) -> None:
        kind = field.kind
        if choices(field):
            rule = DataValidation("list", formula1=f"=list_{field.name}")
        elif isinstance(kind, Number):
            tests = [f"ISNUMBER({first})", f"{first}{'>' if kind.above_low else '>='}{kind.low:g}"]
            tests += [f"{first}<={kind.high:g}"] if kind.high < float("inf") else []
            tests += [f"{first}=INT({first})"] if kind.whole else []
            rule = DataValidation("custom", formula1=f"AND({','.join(tests)})")
        else:
            return
        rule.promptTitle, rule.prompt, rule.showInputMessage = field.label[:32], field.help[:255], True
        self._validate(cells, rule, f"{field.label} must be {kind.domain}."[:255])

    def _validate(self, cells: str, rule: DataValidation, message: str) -> None:
        rule.allow_blank = True
        rule.error, rule.errorTitle, rule.showErrorMessage = message, "offersheet", True
        self.page.add_data_validation(rule)
        rule.add(cells)


def _guarded(line: Row) -> str:
    """Let a formula count only for the columns that it is meant for."""
    if line.when == "always":
        return line.formula
    if line.look == "result":
        return (
            f'IF({{status}}="ok",{line.formula},{{status}})'
            if "{status}" not in line.formula
            else line.formula
        )
    if line.when == "filled":
        return f'IF({{filled}},{line.formula},"")'
    return f'IF({{status}}="ok",{line.formula},"")'


def _typed(offer: Offer, line: Row) -> Any:
    """Return what an offer puts into an input cell; what is by default stays blank."""
    assert line.field is not None  # noqa: S101 - an input row is declared with its field
    value = getattr(offer, line.field.name)
    if line.entry is not None:
        return value[line.entry] if value is not None and line.entry < len(value) else None
    if line.field.name == "vest_years" and offer.schedule is not None:
        return None
    return None if value == line.field.default else value


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    """Print one page wide with a title; lock all but the inputs, without a password."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    page.print_title_rows = f"1:{HEAD_ROW}"
    page.print_area = f"A1:{letter(NOTE if sheet.offers else page.max_column)}{page.max_row}"
    page.oddFooter.left.text = "offersheet - &A"
    page.oddFooter.right.text = "&P / &N"
    page.protection.sheet = sheet.locked
    page.protection.formatColumns = False
    page.protection.formatRows = False
