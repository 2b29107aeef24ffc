"""``offersheet check``: whether a workbook is still what was written, and its numbers those of the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from offersheet.errors import InvalidInput, OfferSheetError
from offersheet.worksheet.spelling import printable

__all__ = ["check"]

FOUND_SOMETHING = 1
MOST_SHOWN = 20


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A filled workbook, .xlsx.")],
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Tell what was changed in a workbook by hand, and what in it disagrees with the model.

    It names formulas that were typed over or changed, stored results that are not the model's, inputs that
    make no sense, names, sheets and lines that are gone, an older version, an older year of tax law. Rows
    may have been inserted, sheets renamed and moved. Exit code 0: nothing was found; 1: something was; 2:
    the file cannot be read.

    The JSON holds "schema", "template", how many "formulas" were compared, how many are "without_value",
    and "findings", each with its "kind", "where", "found" and "expected".
    """
    from offersheet.upkeep.check import check_workbook

    try:
        checked = check_workbook(file)
    except OfferSheetError as error:
        raise InvalidInput(f"{printable(str(file))}: {error}") from error
    if as_json:
        print(json.dumps(checked.as_json(), indent=2, allow_nan=False, default=str))
    else:
        for finding in checked.findings[:MOST_SHOWN]:
            print(printable(str(finding)))
        if len(checked.findings) > MOST_SHOWN:
            print(f"... and {len(checked.findings) - MOST_SHOWN:,} more; --json lists all")
        count = len(checked.findings)
        told = (
            f"{count:,} things want a look"
            if count > 1
            else "1 thing wants a look"
            if count
            else "nothing to mend"
        )
        print(f"{file}: {told}; {checked.formulas:,} formulas compared")
        if checked.without_value:
            print(
                f"{checked.without_value:,} formulas have no value stored: a preview shows nothing there; "
                "offersheet recalc stores them"
            )
    if checked.findings:
        raise typer.Exit(FOUND_SOMETHING)
