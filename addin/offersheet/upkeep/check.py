"""Whether a workbook is still the released one: what was typed over, what disagrees, what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.files import opened
from offersheet.model.assumptions import Assumptions
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR
from offersheet.reading import OfferFile, read_comps, read_offers
from offersheet.reading.workbook_file import distrusting, load
from offersheet.reading.workbook_names import area_of, spelled
from offersheet.upkeep.places import Moved, Page, follow, is_formula, same_formula
from offersheet.workbook.build import TEMPLATE_PROPERTY, TEMPLATE_VERSION, build_workbook
from offersheet.workbook.values import formulas_without_value
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["Checked", "Finding", "check_workbook"]

Kind: TypeAlias = Literal[
    "input", "version", "law", "name", "sheet", "line", "overwritten", "formula", "value"
]

TOLERANCE = 1e-9
"""Of a number, relative: what two engines may differ by."""

LIVE = "Functions"
"""The sheet whose formulas depend on the program for which the workbook was written."""


@dataclass(frozen=True)
class Finding:
    """Something in a workbook that wants a look."""

    kind: Kind
    where: str
    """A cell, a name, a sheet, or nothing where it is about the whole file."""
    found: Any
    expected: Any

    def __str__(self) -> str:
        found, expected = (_short(each) for each in (self.found, self.expected))
        return {
            "input": f"{found}",
            "version": f"it was written by {found}; {expected} is released: offersheet upgrade",
            "law": f"its tax law is of {found}; offersheet upgrade --tax-year {expected} takes the newer",
            "name": f"the name {self.where} is gone, by which {expected} is found",
            "sheet": f"the sheet {self.where} is gone",
            "line": f"{self.where}: the line {expected} is gone",
            "overwritten": f"{self.where}: {found} was typed over the formula {expected}",
            "formula": f"{self.where}: the formula is {found}, released is {expected}",
            "value": f"{self.where}: {found} is stored, the model says {expected}",
        }[self.kind]


@dataclass
class Checked:
    """What was found in a workbook."""

    findings: list[Finding] = field(default_factory=list)
    formulas: int = 0
    """How many formulas were compared with the released ones."""
    without_value: int = 0
    """How many of them have no value stored, so that nothing is shown where nothing computes."""

    def as_json(self) -> dict[str, Any]:
        """Return what ``--json`` prints."""
        return {
            "schema": 1,
            "template": TEMPLATE_VERSION,
            "formulas": self.formulas,
            "without_value": self.without_value,
            "findings": [asdict(finding) for finding in self.findings],
        }


def check_workbook(path: Path) -> Checked:
    """Compare a filled workbook with the one that is written today for the same inputs.

    Raises ``OfferSheetError`` for a file that is no workbook of offers.
    """
    checked = Checked()
    with opened(path) as file:
        content = file.read()
    with distrusting(content):
        book, stored = load(content, results=False), load(content, results=True)
        if not any(name.casefold().startswith("offer_") for name in book.defined_names):
            raise InvalidInput("it is no workbook of offers: none of its names leads to one")
        offers = _inputs(path, checked)
        found, values = _pages(book), _pages(stored)
        version = _property(book, TEMPLATE_PROPERTY)
    released = build_workbook(offers.offers, offers.assumptions, _comps(path))
    expected = load(released, results=False)
    checked.findings += _missing_names(book, expected)
    if version != TEMPLATE_VERSION:
        checked.findings.append(Finding("version", "", f"template {version or 'unknown'}", TEMPLATE_VERSION))
    if (year := int(offers.assumptions.tax_year)) < DEFAULT_YEAR:
        checked.findings.append(Finding("law", "tax_year", year, DEFAULT_YEAR))
    pages = _pages(expected)
    moved = follow(pages, found)
    if version == TEMPLATE_VERSION:
        checked.findings += _formulas(pages, _by_name(found), moved, checked)
    if not any(finding.kind == "input" for finding in checked.findings):
        shown = _pages(load(released, results=True))
        checked.findings += _values(expected, _by_name(shown), _by_name(values), moved)
    checked.without_value = formulas_without_value(content)
    return checked


def _inputs(path: Path, checked: Checked) -> OfferFile:
    """Read the inputs; what makes no sense is a finding, and the released workbook is then an empty one."""
    try:
        return read_offers(path, may_be_empty=True)
    except OfferSheetError as error:
        said = str(error).removeprefix(f"{printable(str(path))}: ")
        checked.findings.append(Finding("input", "", said, "an input that makes sense"))
        return OfferFile((), Assumptions())


def _comps(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        return read_comps(path)
    except OfferSheetError:
        return ()


def _pages(book: Workbook) -> list[Page]:
    return [
        Page(
            sheet.title,
            {
                (cell.row, cell.column): cell.value
                for line in sheet.iter_rows()
                for cell in line
                if cell.value is not None
            },
        )
        for sheet in book.worksheets
    ]


def _property(book: Workbook, name: str) -> str:
    props: Any = book.custom_doc_props  # type: ignore[attr-defined]  # the stubs lack it
    return next((str(prop.value) for prop in props.props if prop.name == name), "")


def _missing_names(book: Workbook, expected: Workbook) -> Iterator[Finding]:
    there = {
        name.casefold() for name, defined in book.defined_names.items() if "#REF!" not in str(defined.value)
    }
    for name, defined in expected.defined_names.items():
        if name.casefold() not in there:
            yield Finding("name", name, None, str(defined.value).replace("$", ""))


def _formulas(
    released: Sequence[Page], found: Mapping[str, Page], moved: Moved, checked: Checked
) -> Iterator[Finding]:
    still = moved.nothing
    for page in released:
        if page.name not in moved.sheets:
            yield Finding("sheet", page.name, None, "a sheet of the workbook")
            continue
        if page.name == LIVE:
            continue
        now, rows, gone = found[moved.sheets[page.name]], moved.rows[page.name], set[int]()
        for (row, column), formula in page.cells.items():
            if not is_formula(formula):
                continue
            if row not in rows:
                if row not in gone:
                    gone.add(row)
                    label = page.cells.get((row, 1))
                    yield Finding("line", f"{now.name}", None, label if not is_formula(label) else row)
                continue
            checked.formulas += 1
            cell = now.cells.get((rows[row], column))
            where = spelled((now.name, rows[row], column))
            if not is_formula(cell):
                yield Finding("overwritten", where, cell, formula)
            elif not same_formula(formula if still else moved.formula(formula, page.name), cell):
                yield Finding("formula", where, cell, formula)


def _values(
    expected: Workbook, model: Mapping[str, Page], found: Mapping[str, Page], moved: Moved
) -> Iterator[Finding]:
    """Compare what is stored under the names of results with what the model says."""
    for name, defined in expected.defined_names.items():
        area = area_of(str(defined.value), expected)
        if area is None or not (name.startswith(("result_", "tie_")) or name == "checks_ok"):
            continue
        row = moved.rows.get(area.sheet, {}).get(area.top)
        for column in range(area.left, area.right + 1):
            now = found[moved.sheets[area.sheet]].cells.get((row, column)) if row else None
            says = model[area.sheet].cells.get((area.top, column))
            if row and now is not None and not _agree(now, says):
                yield Finding(
                    "value", f"{name}, {spelled((moved.sheets[area.sheet], row, column))}", now, says
                )


def _by_name(pages: Sequence[Page]) -> dict[str, Page]:
    return {page.name: page for page in pages}


def _agree(now: Any, says: Any) -> bool:
    if isinstance(now, (int, float)) and isinstance(says, (int, float)):
        return math.isclose(now, says, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return (now or "") == (says or "")


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if is_formula(value) else str(value)
    return f"{text[:77]}..." if len(text) > 80 else text
