"""How cells look: one named style for each look and format, and the colours of tabs and charts."""

from __future__ import annotations

from typing import Any, get_args

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from offersheet.workbook.layout import Format, Look

__all__ = [
    "BAD",
    "FONT",
    "GREY",
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
_GREEN, _RED = "D5EBDD", "F8CBAD"

TABS = {"inputs": "F2C811", "model": "4472C4", "results": "2E8B57", "reference": "A6A6A6"}

PARTS = ("0072B2", "56B4E9", "009E73", "F0E442", "D55E00", "E69F00", "CC79A7")
"""Okabe and Ito's colours for what adds up, so ordered that neighbours also differ in grey."""
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
}

_TRUTH = '"TRUE";"TRUE";"FALSE";@'
"""For programs in which TRUE is the number 1; where it is not, this does nothing."""

_THIN = Side(style="thin", color=LINE)
_LOOKS: dict[Look, tuple[Font, str | None]] = {
    "input": (Font(name=FONT, size=10, color="0000FF"), _INPUT),
    "calculation": (Font(name=FONT, size=10), None),
    "result": (Font(name=FONT, size=10, bold=True), _RESULT),
    "check": (Font(name=FONT, size=10), None),
}
_MIDDLE = Alignment(vertical="center")
_TEXTS: dict[str, tuple[Font, str | None, Alignment]] = {
    "title": (
        Font(name=FONT, size=18, bold=True, color="FFFFFF"),
        NAVY,
        Alignment("left", "center", indent=1),
    ),
    "intro": (Font(name=FONT, size=10, color=_MIST), NAVY, Alignment("left", "center", indent=1)),
    "head": (
        Font(name=FONT, size=10, bold=True, color="FFFFFF"),
        NAVY,
        Alignment("right", "center", wrap_text=True),
    ),
    "head_left": (Font(name=FONT, size=9, color=_MIST), NAVY, Alignment("left", "center", indent=1)),
    "accent": (Font(name=FONT, size=4), "E69F00", _MIDDLE),
    "heading": (Font(name=FONT, size=12, bold=True, color=NAVY), None, Alignment(vertical="center")),
    "about": (Font(name=FONT, size=9, color=GREY), None, _MIDDLE),
    "band": (
        Font(name=FONT, size=10, bold=True, color=NAVY),
        _BAND,
        Alignment("right", "center", wrap_text=True),
    ),
    "band_left": (
        Font(name=FONT, size=10, bold=True, color=NAVY),
        _BAND,
        Alignment("left", "center", indent=1, wrap_text=True),
    ),
    "label": (Font(name=FONT, size=10), None, _MIDDLE),
    "sentence": (Font(name=FONT, size=10), None, _MIDDLE),
    "unit": (Font(name=FONT, size=9, color=GREY), None, _MIDDLE),
    "note": (
        Font(name=FONT, size=9, color=GREY),
        None,
        Alignment("left", "center", indent=1, wrap_text=True),
    ),
    "link": (Font(name=FONT, size=10, color="0563C1", underline="single"), None, _MIDDLE),
    "answer": (Font(name=FONT, size=16, bold=True, color=NAVY), _BAND, Alignment("left", "bottom", indent=1)),
    "answer_more": (Font(name=FONT, size=10, color="33415C"), _BAND, Alignment("left", "center", indent=1)),
    "paragraph": (Font(name=FONT, size=10), None, Alignment("left", "center", indent=1, wrap_text=True)),
    "key": (Font(name=FONT, size=10), None, Alignment("left", "center", indent=1)),
    "legend_input": (Font(name=FONT, size=10, color="0000FF"), _INPUT, _MIDDLE),
    "legend_calculation": (Font(name=FONT, size=10), None, _MIDDLE),
    "legend_result": (Font(name=FONT, size=10, bold=True), _RESULT, _MIDDLE),
    "legend_best": (Font(name=FONT, size=10, bold=True, color="14532D"), _GREEN, _MIDDLE),
    "legend_bad": (Font(name=FONT, size=10, bold=True, color="7F1D1D"), _RED, _MIDDLE),
}
_LINED = dict.fromkeys(("key", "label", "unit", "paragraph"), Border(bottom=_THIN))
_LINED["heading"] = Border(bottom=Side(style="medium", color=NAVY))

BAD = DifferentialStyle(Font(bold=True, color="7F1D1D"), fill=PatternFill(bgColor=_RED))


def best_of(written: Format) -> DifferentialStyle:
    """Mark the best of a row: with a star, since colour alone is lost in print."""
    number = NumberFormat(numFmtId=200 + list(NUMBERS).index(written), formatCode=f'"★ "{NUMBERS[written]}')
    return DifferentialStyle(Font(bold=True, color="14532D"), number, PatternFill(bgColor=_GREEN))


def add_styles(book: Any) -> dict[str, int]:
    """Register every style, such as ``input_money`` or ``title``; return the number of each.

    Each also has a ``_quoted`` twin, for text that begins like a formula and is none.
    """
    book._named_styles["Normal"].font = Font(name=FONT, size=10)  # column widths are counted in its digits
    styles = [_text(name, *look) for name, look in _TEXTS.items()]
    styles += [_number(look, written) for look in get_args(Look) for written in NUMBERS]
    axis = _number("input", "rate")
    axis.name, axis.alignment = "axis", Alignment("left", "center", indent=1)
    styles.append(axis)
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
