"""A child in which an open workbook is what xlwings' server has of one: its cells and names as JSON."""

from __future__ import annotations

import os

os.environ["XLWINGS_ON_SERVER"] = "true"
os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"

import json
from typing import Any

import offersheet
import xlwings
from offersheet import excel
from offersheet.errors import OfferSheetError

from tests.hosts.child import serve


def _book(described: dict[str, Any]) -> xlwings.Book:
    described = {**described, "client": "Office.js", "version": xlwings.__version__}
    return xlwings.Book(json=json.loads(json.dumps(described, default=str)))


def fill(described: dict[str, Any], offers: Any, assumptions: Any) -> tuple[list[dict[str, Any]], str]:
    """Return what xlwings would do to the workbook, and why not."""
    book = _book(described)
    try:
        excel.fill(book, offersheet.read_offers(offers, assumptions) if assumptions else offers)
    except OfferSheetError as error:
        return book.json()["actions"], str(error)
    return json.loads(json.dumps(book.json(), allow_nan=False))["actions"], ""


def compare(described: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return the results that the workbook shows."""
    frame = excel.compare(_book(described))
    assert (frame.index.name, frame.columns.name) == ("result", "offer")
    return frame.to_dict()


if __name__ == "__main__":
    serve({"fill": fill, "compare": compare})
