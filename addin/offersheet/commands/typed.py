"""How the worksheet functions are typed in each program for which a workbook can be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from offersheet.errors import InvalidInput
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from offersheet.workbook.engine.typed import Typed

__all__ = ["HOSTS", "one_host", "selftest_for", "typed_in"]


def one_host(asked: Sequence[str]) -> str:
    """Return the one host that was asked for, in however many options or commas; without any, none."""
    names = list(dict.fromkeys(name.strip().lower() for one in asked for name in one.split(",")))
    for name in names:
        if name not in HOSTS:
            raise InvalidInput(f"--functions must be one of {', '.join(HOSTS)}, got {printable(name)!r}")
    if len(names) > 1:
        raise InvalidInput(
            f"--functions takes one host, got {' and '.join(names)}: a cell calls a function by the "
            "name that one host knows, and two of one name, a LAMBDA and an add-in's, stop each other"
        )
    return names[0] if names else "none"


def typed_in(host: str, wheel: str = "") -> Typed:
    """Return how cells call the functions; ``wheel`` is where xlwings Lite is to find this package."""
    if wheel and host != "lite":
        raise InvalidInput("--wheel goes with --functions lite: no other host is told where this package is")
    return HOSTS[host](wheel)


def selftest_for(host: str, wheel: str = "") -> bytes:
    """Return a workbook that tests a host's functions, as far as it has them."""
    from offersheet.hosts.cases import cases
    from offersheet.hosts.plain import Extra
    from offersheet.hosts.selftest import selftest

    typed = typed_in(host, wheel)
    return selftest(
        host,
        [case for case in cases(host) if case.function not in typed.absent],
        typed.spell,
        {name: each.formula for name, each in typed.names.items()},
        [Extra(part.path, part.xml, part.content_type, part.relation) for part in typed.parts],
    )


def _bare() -> Typed:
    from offersheet.workbook.engine.typed import Typed

    return Typed()


def _classic() -> Typed:
    from offersheet.hosts.intellisense import SHEET, lines
    from offersheet.workbook.engine.typed import Typed
    from offersheet.worksheet import catalogue

    return Typed(
        intro="In Excel for Windows, with xlwings and the offersheet add-in, these compute.",
        hidden={SHEET: lines(catalogue.functions().values())},
    )


def _lite(wheel: str) -> Typed:
    from importlib.metadata import version

    from offersheet import __version__
    from offersheet.hosts.lite import PREFIX, parts
    from offersheet.workbook.engine.typed import Part, Typed

    if wheel and not re.fullmatch(r"https://\S+\.whl", wheel):
        raise InvalidInput(
            f"--wheel must be an address such as https://example.com/x.whl, got {printable(wheel)!r}"
        )
    requirements = f"xlwings=={version('xlwings')}\n{wheel or f'offersheet=={__version__}'}\n"
    return Typed(
        intro="In Excel on Windows, Mac and the web xlwings Lite computes these; typed, they need no prefix.",
        missing="needs xlwings Lite",
        spell=_prefixed(PREFIX),
        parts=[Part(*part) for part in parts(requirements)],
    )


def _calc() -> Typed:
    from offersheet.hosts.libreoffice.blanks import IMPLEMENTATION
    from offersheet.workbook.engine.typed import Typed

    return Typed(
        intro="With the offersheet extension LibreOffice computes these; typed there, they need no prefix.",
        missing="needs the extension",
        spell=_prefixed(f"{IMPLEMENTATION}."),
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


def _prefixed(prefix: str) -> Callable[[str], str]:
    """Return what puts a prefix before every function that a formula calls."""
    from offersheet.worksheet import catalogue

    called = re.compile(rf"\b({'|'.join(catalogue.functions())})\(")
    return lambda call: called.sub(rf"{prefix}\1(", call)


HOSTS: dict[str, Callable[[str], Typed]] = {
    "none": lambda _: _bare(),
    "lite": _lite,
    "classic": lambda _: _classic(),
    "lambda": lambda _: _lambdas(),
    "calc": lambda _: _calc(),
}
"""Whose functions a workbook calls: of an add-in by their bare names, xlwings Lite's, those of xlwings on
Windows, its own LAMBDAs, or those of LibreOffice's extension."""
