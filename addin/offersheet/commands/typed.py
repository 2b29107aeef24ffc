"""How the worksheet functions are typed in each program for which a workbook can be written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from offersheet.workbook.engine.typed import Typed

__all__ = ["Functions", "typed_in"]

Functions = Literal["none", "calc", "lambda"]
"""Which functions a workbook calls: an add-in's by their bare names, Calc's add-in's, or its own LAMBDAs."""


def typed_in(functions: Functions) -> Typed:
    """Return how cells call the functions."""
    return {"none": _bare, "calc": _calc, "lambda": _lambdas}[functions]()


def _bare() -> Typed:
    from offersheet.workbook.engine.typed import Typed

    return Typed()


def _calc() -> Typed:
    from offersheet.hosts.libreoffice.blanks import IMPLEMENTATION
    from offersheet.workbook.engine.typed import Typed
    from offersheet.worksheet import catalogue

    called = re.compile(rf"\b({'|'.join(catalogue.functions())})\(")
    return Typed(
        intro="With the offersheet extension LibreOffice computes these; typed there, they need no prefix.",
        missing="needs the extension",
        spell=lambda call: called.sub(rf"{IMPLEMENTATION}.\1(", call),
    )


def _lambdas() -> Typed:
    from offersheet.hosts.lambdas import LEFT_OUT, lambdas
    from offersheet.workbook.engine.typed import NamedFormula, Typed
    from offersheet.worksheet import catalogue

    return Typed(
        intro="For Excel 365, the web and phones this workbook brings functions along, as LAMBDAs: type them "
        "into any cell. They take single values; the others need an add-in.",
        missing="needs Excel 365",
        absent=LEFT_OUT,
        names={
            name: NamedFormula(formula, catalogue.find(name).summary) for name, formula in lambdas().items()
        },
    )
