"""How cells look: one named style for each look and format, and the colours of tabs and charts."""

from __future__ import annotations

from typing import Any, get_args

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from offersheet.workbook.engine.looks import Format, Kind, Look

__all__ = [
    "BAD",
    "BOUNDS",
    "FONT",
    "GREY",
    "HEAT",
    "LINE",
    "NAVY",
    "NUMBERS",
    "OFFERS",
    "PARTS",
    "TABS",
    "add_styles",
    "best_of",
]

FONT = "Arial"
"""In every spreadsheet program, or a font of the same widths; so are the widths here its widths."""

NAVY, GREY, LINE = "1F3864", "5F6B7A", "D6DCE5"
_MIST, _BAND, _RESULT, _INPUT = "C9D6EA", "E4EAF3", "EEF3FA", "FFF9DB"
_GREEN, _GREEN_INK, _RED, _RED_INK = "D5EBDD", "14532D", "F8CBAD", "7F1D1D"
_BLUE, _GOLD, _WHITE = "0000FF", "E69F00", "FFFFFF"

HEAT = ("FFFFFF", "6BAED6")
"""Of the lowest and the highest figure of a heat map."""

TABS: dict[Kind, str] = {"inputs": "F2C811", "model": "4472C4", "results": "2E8B57", "reference": "A6A6A6"}

PARTS = ("0072B2", "56B4E9", "009E73", "F0E442", "D55E00", "E69F00", "CC79A7")
"""Okabe and Ito's colours for what adds up, so ordered that neighbours also differ in grey."""
BOUNDS = ("C6D9F0", "6F9BD1", "6F9BD1", "C6D9F0", "FFFFFF")
"""From the highest bound of a band down to its lowest, each column before the one that is drawn over it."""
OFFERS = ("0072B2", "E69F00", "009E73", "CC79A7", "333333")
"""The same for the offers, in the order of their columns."""

NUMBERS: dict[Format, str] = {
    "money": "#,##0;-#,##0",
    "price": "#,##0.00##;-#,##0.00##",
    "count": "#,##0",
    "rate": "0.0%",
    "number": "General",
    "factor": "0.00",
    "fraction": "0.0000",
    "text": "General",
    "date": "yyyy-mm-dd",
    "flag": '"counts";;',
}

_TRUTH = '"TRUE";"TRUE";"FALSE";@'
"""For programs in which TRUE is the number 1; where it is not, this does nothing."""

_THIN = Side(style="thin", color=LINE)


def _font(size: float = 10, color: str = "000000", *, bold: bool = False, underline: bool = False) -> Font:
    return Font(name=FONT, size=size, color=color, bold=bold, underline="single" if underline else None)


_LOOKS: dict[Look, tuple[Font, str | None]] = {
    "input": (_font(color=_BLUE), _INPUT),
    "calculation": (_font(), None),
    "result": (_font(bold=True), _RESULT),
    "check": (_font(), None),
}
_LEFT = Alignment("left", "center", indent=1)
_WRAPPED = Alignment("left", "center", indent=1, wrap_text=True)
_RIGHT = Alignment("right", "center", wrap_text=True)
_TEXTS: dict[str, tuple[Font, str | None, Alignment]] = {
    "title": (_font(18, _WHITE, bold=True), NAVY, _LEFT),
    "intro": (_font(10, _MIST), NAVY, _LEFT),
    "head": (_font(10, _WHITE, bold=True), NAVY, _RIGHT),
    "head_left": (_font(9, _MIST), NAVY, _LEFT),
    "head_right": (_font(9, _MIST), NAVY, _RIGHT),
    "accent": (_font(4), _GOLD, _LEFT),
    "answer": (_font(16, NAVY, bold=True), _BAND, Alignment("left", "bottom", indent=1)),
    "answer_more": (_font(10, NAVY), _BAND, _LEFT),
    "heading": (_font(12, NAVY, bold=True), None, _LEFT),
    "about": (_font(9, GREY), None, _LEFT),
    "band": (_font(10, NAVY, bold=True), _BAND, _RIGHT),
    "band_left": (_font(10, NAVY, bold=True), _BAND, _WRAPPED),
    "label": (_font(), None, _LEFT),
    "key": (_font(), None, _LEFT),
    "unit": (_font(9, GREY), None, _LEFT),
    "note": (_font(9, GREY), None, _WRAPPED),
    "paragraph": (_font(), None, _WRAPPED),
    "sentence": (_font(), None, _LEFT),
    "link": (_font(10, "0563C1", underline=True), None, _LEFT),
    "legend_input": (_font(10, _BLUE), _INPUT, _LEFT),
    "legend_calculation": (_font(), None, _LEFT),
    "legend_result": (_font(bold=True), _RESULT, _LEFT),
    "legend_best": (_font(10, _GREEN_INK, bold=True), _GREEN, _LEFT),
    "legend_bad": (_font(10, _RED_INK, bold=True), _RED, _LEFT),
}
_LINED = dict.fromkeys(("key", "label", "unit", "paragraph"), Border(bottom=_THIN))
_LINED["heading"] = Border(bottom=Side(style="medium", color=NAVY))

BAD = DifferentialStyle(Font(bold=True, color=_RED_INK), fill=PatternFill(bgColor=_RED))


def best_of(written: Format) -> DifferentialStyle:
    """Mark the best of a row: with a star, since colour alone is lost in print."""
    number = NumberFormat(numFmtId=200 + list(NUMBERS).index(written), formatCode=f'"★ "{NUMBERS[written]}')
    return DifferentialStyle(Font(bold=True, color=_GREEN_INK), number, PatternFill(bgColor=_GREEN))


def add_styles(book: Any) -> dict[str, int]:
    """Register every style, such as ``input_money`` or ``title``; return the number of each.

    Each also has a ``_quoted`` twin, for text that begins like a formula and is none.
    """
    book._named_styles["Normal"].font = Font(name=FONT, size=10)  # column widths are counted in its digits
    styles = [_text(name, *look) for name, look in _TEXTS.items()]
    styles += [_number(look, written) for look in get_args(Look) for written in NUMBERS]
    axis = _number("input", "rate")
    axis.name, axis.alignment = "axis", _LEFT
    pasted = _number("input", "text")
    pasted.name, pasted.alignment = "pasted", Alignment("left", "center", indent=1, shrink_to_fit=True)
    flag = _text("flag", _font(8, _MIST), NAVY, Alignment("right", "bottom"))
    flag.number_format = NUMBERS["flag"]
    styles += [axis, pasted, flag]
    numbers: dict[str, int] = {}
    scratch = book.create_sheet()
    cell: Any = scratch.cell(1, 1)
    for style in styles:
        book.add_named_style(style)
        cell.style = style.name
        numbers[style.name] = cell.style_id
        cell.quotePrefix = True
        numbers[f"{style.name}_quoted"] = cell.style_id
    book.remove(scratch)
    return numbers


def _text(name: str, font: Font, fill: str | None, alignment: Alignment) -> NamedStyle:
    return NamedStyle(
        name,
        font=font,
        fill=PatternFill("solid", fgColor=fill) if fill else None,
        alignment=alignment,
        border=_LINED.get(name),
    )


def _number(look: Look, written: Format) -> NamedStyle:
    font, fill = _LOOKS[look]
    return NamedStyle(
        f"{look}_{written}",
        font=font,
        fill=PatternFill("solid", fgColor=fill) if fill else None,
        # Shrinking is what keeps a long word or number from being cut off or shown as ###.
        alignment=Alignment("center" if look == "check" else "right", "center", shrink_to_fit=True),
        border=Border(_THIN, _THIN, _THIN, _THIN) if look == "input" else Border(bottom=_THIN),
        number_format=_TRUTH if look == "check" else NUMBERS[written],
        protection=Protection(locked=look != "input"),
    )
