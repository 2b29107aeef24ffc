"""Native charts, legible in grey and for the colour-blind, with the values that a preview shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, get_args

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from offersheet.workbook.engine.blocks.charts import Box, Chart
from offersheet.workbook.engine.sources import Drawn, Source
from offersheet.workbook.engine.styles import BOUNDS, FONT, GREY, LINE, NAVY, NUMBERS, OFFERS, PARTS

__all__ = ["draw"]

_EMU_PER_POINT, _EMU_PER_PIXEL = 12_700, 9_525
_PIXELS_PER_CHARACTER = 7
Dash: TypeAlias = Literal["solid", "dash", "sysDot", "dashDot", "lgDash"]
_DASHES: tuple[Dash, ...] = get_args(Dash)
Shape: TypeAlias = Literal["diamond", "circle", "triangle", "square", "star"]
_SHAPES: tuple[Shape, ...] = get_args(Shape)


def draw(page: Worksheet, chart: Chart, drawn: Drawn, box: Box, widths: Sequence[float]) -> None:
    """Put a chart on a sheet whose columns have those widths."""
    picture: Any = LineChart() if chart.kind == "line" else BarChart()
    picture.series = [
        _series(number, chart, name, values, drawn.axis)
        for number, (name, values) in enumerate(zip(drawn.names, drawn.series, strict=True))
    ]
    if chart.kind == "line":
        picture.marker = True
    else:
        picture.gapWidth, picture.overlap = 60, 0 if chart.kind == "columns" else 100
        picture.grouping = "stacked" if chart.kind == "stacked" else "clustered"
    if drawn.marks:
        picture += _points(chart, drawn)
    picture.title = _title(chart.title, 1200, True, NAVY)
    picture.legend.position = "r" if chart.kind in ("stacked", "band") else "b"
    picture.legend.txPr = _text(900)
    picture.roundedCorners = False
    picture.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=_line(LINE, 1))
    _set_axes(picture, chart, drawn.covered)
    picture.anchor = _anchor(box, widths)
    page.add_chart(picture)


def _series(number: int, chart: Chart, name: Source, values: Source, axis: Source) -> Any:
    colours = BOUNDS if chart.kind == "band" else PARTS if chart.rows else OFFERS
    colour = colours[number % len(colours)]
    series = Series(
        idx=number,
        order=number,
        tx=SeriesLabel(strRef=_words(name)),
        cat=AxDataSource(strRef=_words(axis))
        if chart.rows
        else AxDataSource(numRef=_numbers(axis, "General")),
        val=NumDataSource(numRef=_numbers(values, NUMBERS[chart.format])),
    )
    if chart.kind == "line":
        line = _line(colour, 2.25, _DASHES[number % len(_DASHES)])
        series.spPr, series.smooth = GraphicalProperties(ln=line), False
        series.marker = Marker(symbol="none")
    else:
        # The lowest bound of a band is white on white; a border of its own would cut the axis.
        edge = LineProperties(noFill=True) if colour == "FFFFFF" else _line("FFFFFF", 0.75)
        series.spPr, series.invertIfNegative = GraphicalProperties(solidFill=colour, ln=edge), False
    return series


def _points(chart: Chart, drawn: Drawn) -> Any:
    """Return the marks over the columns: a shape and a colour for each offer."""
    picture: Any = LineChart()
    picture.marker = True
    for number, (name, values) in enumerate(drawn.marks.items()):
        series = _series(len(drawn.series) + number, chart, name, values, drawn.axis)
        series.spPr, series.smooth = GraphicalProperties(ln=LineProperties(noFill=True)), False
        fill = GraphicalProperties(solidFill=OFFERS[number % len(OFFERS)], ln=_line("FFFFFF", 0.75))
        series.marker = Marker(symbol=_SHAPES[number % len(_SHAPES)], size=11, spPr=fill)
        series.invertIfNegative = None
        picture.series.append(series)
    return picture


def _set_axes(picture: Any, chart: Chart, covered: str) -> None:
    across, up = picture.x_axis, picture.y_axis
    for axis, title in ((across, chart.x_title + covered), (up, chart.y_title)):
        axis.delete = False
        axis.title = _title(title, 900, False, GREY)
        axis.txPr = _text(900)
        axis.majorTickMark = axis.minorTickMark = "none"
    across.tickLblPos = "low"
    across.graphicalProperties = GraphicalProperties(ln=_line("8C96A3", 1))
    across.tickLblSkip = across.tickMarkSkip = chart.ticks if chart.ticks > 1 else None
    up.number_format = NUMBERS[chart.format].partition(";")[0].replace(".0%", "%")
    up.scaling.max = chart.most
    up.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=_line("E5E7EB", 0.5)))
    up.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    up.crossBetween = "midCat" if chart.kind == "line" else "between"


def _anchor(box: Box, widths: Sequence[float]) -> TwoCellAnchor:
    return TwoCellAnchor(
        editAs="oneCell",
        _from=_corner(box.left, box.first, widths),
        to=_corner(box.right, box.last + 1, widths),
    )


def _corner(left: float, row: int, widths: Sequence[float]) -> AnchorMarker:
    column = 0
    while column < len(widths) and left >= widths[column]:
        left -= widths[column]
        column += 1
    return AnchorMarker(col=column, colOff=round(left * _PIXELS_PER_CHARACTER * _EMU_PER_PIXEL), row=row - 1)


def _line(colour: str, points: float, dash: Dash = "solid") -> LineProperties:
    return LineProperties(solidFill=colour, w=round(points * _EMU_PER_POINT), prstDash=dash, cap="rnd")


def _letters(size: int, bold: bool = False, colour: str = "374151") -> CharacterProperties:
    ink = ColorChoice(srgbClr=colour)  # type: ignore[arg-type]
    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold, solidFill=ink)


def _text(size: int) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(size)), endParaRPr=_letters(size))])


def _title(text: str, size: int, bold: bool, colour: str) -> Title:
    letters = _letters(size, bold, colour)
    words = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)])
    return Title(tx=Text(rich=RichText(p=[words])), overlay=False)


def _words(source: Source) -> StrRef:
    known = [StrVal(idx, str(value)) for idx, value in enumerate(source.values) if value is not None]
    return StrRef(source.cells, StrData(len(source.values), known) if known else None)


def _numbers(source: Source, number_format: str) -> NumRef:
    known = [
        NumVal(idx, v=repr(value))
        for idx, value in enumerate(source.values)
        if isinstance(value, (int, float))
    ]
    return NumRef(source.cells, NumData(number_format, len(source.values), known) if known else None)
