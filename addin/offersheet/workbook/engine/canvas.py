"""One sheet while it is written: its cells, their heights and marks, and what a viewer sees in them.

The cells are spelled here and not by openpyxl, whose way takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal, NamedTuple, TypeAlias

from openpyxl.formatting.rule import ColorScaleRule, Rule
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.errors import InvalidInput
from offersheet.model.comps_columns import Column
from offersheet.model.fields import Field
from offersheet.workbook.engine import validation
from offersheet.workbook.engine.columns import LINE_HEIGHT, letter
from offersheet.workbook.engine.looks import Format
from offersheet.workbook.engine.package import Written
from offersheet.workbook.engine.styles import BAD, HEAT, best_of
from offersheet.worksheet.kinds import spell
from offersheet.worksheet.spelling import unfit_for_a_cell

__all__ = ["Canvas"]


Mark: TypeAlias = Format | Literal["check"]
"""A check that is FALSE, or the best of a row in its format."""


class _Cell(NamedTuple):
    style: str
    value: Any
    formula: bool


@dataclass
class _Line:
    """A row of the sheet."""

    cells: dict[int, _Cell] = field(default_factory=dict)
    height: float = LINE_HEIGHT
    folded: bool = False
    """Whether it is hidden in an outline group."""
    folds: bool = False
    """Whether the group below it is hidden."""


class Canvas:
    """A sheet of the workbook to write on; ``styles`` says what a cell calls each style by."""

    def __init__(self, page: Worksheet, styles: Mapping[str, int]) -> None:
        self.page, self.styles = page, styles
        self.values: dict[tuple[int, int], Any] = {}
        """By row and column, what formulas show before they are computed."""
        self.pictures: list[str] = []
        """What its charts show, in words."""
        self.consistent = ""
        """Cells that Excel is not to call inconsistent with their column of a table."""
        self._lines: dict[int, _Line] = {}
        self._marks: dict[Mark, list[tuple[int, int, int, int]]] = {}

    def put(self, row: int, column: int, value: Any, style: str, *, typed: bool = False) -> None:
        """Write a cell: a formula where it begins with ``=``, unless somebody typed it as a text."""
        formula = not typed and isinstance(value, str) and value.startswith("=")
        self._line(row).cells[column] = _Cell(style, None if value == "" else value, formula)

    def fill(self, row: int, columns: range, style: str) -> None:
        """Give empty cells a style."""
        for column in columns:
            self.put(row, column, None, style)

    def show(self, row: int, column: int, value: Any) -> None:
        """Keep a formula's value for viewers that do not compute."""
        self.values[row, column] = value

    def seen(self, row: int, column: int) -> Any:
        """Return what a viewer sees in a cell, ``None`` where that is not known."""
        cell = self._lines[row].cells[column]
        return self.values.get((row, column)) if cell.formula else cell.value

    def link(self, row: int, column: int, target: str) -> None:
        """Make a cell lead to a cell of a sheet."""
        cell: Any = self.page.cell(row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)

    def height(self, row: int, points: float) -> None:
        """Set how high a row is."""
        self._line(row).height = points

    def fold(self, first: int, last: int) -> None:
        """Close rows away in an outline group, to be opened in the row above them."""
        self.page.sheet_format.outlineLevelRow = 1
        self._line(first - 1).folds = True
        for row in range(first, last + 1):
            self._line(row).folded = True

    def mark(self, mark: Mark, row: int, left: int, right: int) -> None:
        """Let cells show when they hold the best of their row, or a check that is FALSE."""
        areas = self._marks.setdefault(mark, [])
        if areas and areas[-1][1:] == (row - 1, left, right):
            areas[-1] = (areas[-1][0], row, left, right)
        else:
            areas.append((row, row, left, right))

    def heat(self, cells: str) -> None:
        """Shade cells from the lowest to the highest; in one hue, so that they read in grey."""
        low, high = HEAT
        scale = ColorScaleRule(  # type: ignore[no-untyped-call]
            start_type="min", start_color=low, end_type="max", end_color=high
        )
        self.page.conditional_formatting.add(cells, scale)

    def validate(self, cells: str, field: Field | Column) -> None:
        """Hold cells to what a field may be."""
        validation.validate(self.page, cells, field)

    def refuse(self, cells: str) -> None:
        """Refuse whatever is typed over formulas."""
        validation.keep_computed(self.page, cells)

    def keep_consistent(self, cells: str) -> None:
        """Keep Excel from calling cells inconsistent with their column of a table."""
        self.consistent = cells

    def make_table(self, name: str, cells: str, columns: Sequence[tuple[str, str]]) -> None:
        """Declare cells a table to the program; each column has a label and, of its own accord, a formula."""
        made = [TableColumn(id=number, name=label) for number, (label, _) in enumerate(columns, start=1)]
        for column, (_, formula) in zip(made, columns, strict=True):
            if formula:
                column.calculatedColumnFormula = TableFormula(attr_text=formula)
        table = Table(id=1, displayName=name, ref=cells, tableColumns=made, autoFilter=AutoFilter(ref=cells))
        self.page.add_table(table)

    def finish(self) -> None:
        """Write the marks, one rule for each look."""
        for mark, areas in self._marks.items():
            cells = " ".join(f"{letter(left)}{top}:{letter(right)}{end}" for top, end, left, right in areas)
            top, _, left, right = areas[0]
            if mark == "check":
                rule = Rule("cellIs", operator="equal", formula=["FALSE"], dxf=BAD)
            else:
                cell, across = f"{letter(left)}{top}", f"${letter(left)}{top}:${letter(right)}{top}"
                formula = f"AND(ISNUMBER({cell}),{cell}=MAX({across}))"
                rule = Rule("expression", formula=[formula], dxf=best_of(mark))
            self.page.conditional_formatting.add(cells, rule)

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max(self._lines)

    def written(self) -> Written:
        """Return what stands in the file beside what openpyxl writes."""
        last_column = max(max(line.cells, default=1) for line in self._lines.values())
        return Written(
            last_cell=f"{letter(last_column)}{self.last_row}",
            rows=f"<sheetData>{''.join(self._rows())}</sheetData>",
            consistent=self.consistent,
            pictures=self.pictures,
        )

    def _line(self, row: int) -> _Line:
        if row not in self._lines:
            self._lines[row] = _Line()
        return self._lines[row]

    def _rows(self) -> Iterator[str]:
        for row, line in sorted(self._lines.items()):
            look = f' ht="{line.height:g}" customHeight="1"' if line.height != LINE_HEIGHT else ""
            look += ' hidden="1" outlineLevel="1"' if line.folded else ""
            look += ' collapsed="1"' if line.folds else ""
            cells = "".join(self._spelled(row, column, cell) for column, cell in sorted(line.cells.items()))
            yield f'<row r="{row}"{look}>{cells}</row>'

    def _spelled(self, row: int, column: int, cell: _Cell) -> str:
        style, value, formula = cell
        if not formula and isinstance(value, str) and value[0] in "=+-@\t\r":
            style += "_quoted"
        begins = f'<c r="{letter(column)}{row}" s="{self.styles[style]}"'
        if value is None:
            return f"{begins}/>"
        if formula:
            kind, spelled = _value(self.values.get((row, column)))
            return f"{begins}{kind}><f>{_escaped(value[1:])}</f>{spelled}</c>"
        if isinstance(value, str):
            return f'{begins} t="inlineStr"><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'
        return f"{begins}>{_value(value)[1]}</c>"


def _value(value: Any) -> tuple[str, str]:
    """Return the type and the value of a cell as they stand in the file."""
    if value is None:
        return "", ""
    if isinstance(value, str):
        return ' t="str"', f"<v>{_escaped(value)}</v>"
    if value is True or value is False:
        return ' t="b"', f"<v>{value:d}</v>"
    return "", f"<v>{float(value)!r}</v>"


def _escaped(text: str) -> str:
    if problem := unfit_for_a_cell(text):
        raise InvalidInput(f"{spell(text)} cannot stand in a cell: it {problem}")
    return escape(text, quote=False).replace("\r", "&#13;")
