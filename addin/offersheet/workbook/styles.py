"""How cells look: one named style for each look and format, and the colours of tabs."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook

__all__ = ["DARK", "TABS", "add_styles"]

FONT = "Calibri"
DARK = "1F3864"
GREY = "6B7280"
_LINE = Side(style="thin", color="D6DCE5")

TABS = {"inputs": "F2C811", "model": "4472C4", "results": "2E8B57", "reference": "A6A6A6"}

_NUMBERS = {
    "money": "#,##0;-#,##0",
    "price": "#,##0.00##;-#,##0.00##",
    "count": "#,##0",
    "rate": "0.0%",
    "number": "General",
    "factor": "0.00",
    "fraction": "0.0000",
    "text": "General",
}
_LOOKS = {
    "input": (Font(name=FONT, size=11, color="0000FF"), "FFF9DB"),
    "calculation": (Font(name=FONT, size=11, color="000000"), None),
    "result": (Font(name=FONT, size=11, color="000000", bold=True), "DDEBF7"),
    "check": (Font(name=FONT, size=11, color="000000"), None),
}
_TEXTS = {
    "title": (Font(name=FONT, size=18, bold=True, color=DARK), None, Alignment(vertical="center")),
    "intro": (Font(name=FONT, size=11, color=GREY), None, Alignment(vertical="center")),
    "heading": (Font(name=FONT, size=12, bold=True, color=DARK), None, Alignment(vertical="bottom")),
    "head": (
        Font(name=FONT, size=11, bold=True, color="FFFFFF"),
        DARK,
        Alignment(horizontal="right", vertical="center", wrap_text=True),
    ),
    "head_left": (
        Font(name=FONT, size=11, bold=True, color="FFFFFF"),
        DARK,
        Alignment(horizontal="left", vertical="center", wrap_text=True),
    ),
    "label": (Font(name=FONT, size=11), None, Alignment(vertical="center")),
    "unit": (Font(name=FONT, size=10, color=GREY), None, Alignment(vertical="center")),
    "note": (
        Font(name=FONT, size=10, color=GREY, italic=True),
        None,
        Alignment(vertical="center", indent=1),
    ),
    "link": (
        Font(name=FONT, size=12, color="0563C1", underline="single"),
        None,
        Alignment(vertical="center"),
    ),
    "answer": (
        Font(name=FONT, size=14, bold=True, color=DARK),
        "E2F0D9",
        Alignment(vertical="center", indent=1),
    ),
    "paragraph": (Font(name=FONT, size=10), None, Alignment(vertical="top", wrap_text=True)),
}


def add_styles(book: Workbook) -> None:
    """Register every style under its name: ``input_money``, ``title``, and so on."""
    for look, (font, fill) in _LOOKS.items():
        for name, number_format in _NUMBERS.items():
            style = NamedStyle(f"{look}_{name}", font=font, number_format=number_format)
            style.alignment = Alignment(
                horizontal="center" if look == "check" else "right", vertical="center"
            )
            style.protection = Protection(locked=look != "input")
            style.border = Border(bottom=_LINE)
            if fill:
                style.fill = PatternFill("solid", fgColor=fill)
            book.add_named_style(style)
    for name, (font, fill, alignment) in _TEXTS.items():
        style = NamedStyle(name, font=font, alignment=alignment)
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        book.add_named_style(style)
