"""Everything offersheet raises, and the cell error that each failure becomes in a worksheet."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "CellError",
    "ErrorInArgument",
    "InvalidInput",
    "NotFound",
    "OfferSheetError",
    "OutOfDomain",
    "UnreadableFile",
]


class CellError(StrEnum):
    """An error value that a spreadsheet shows in a cell, spelled as it is shown."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"


class OfferSheetError(Exception):
    """Base of all errors that offersheet raises on purpose; its text is one plain sentence."""

    cell_error: CellError = CellError.VALUE


class InvalidInput(OfferSheetError):
    """Something of the wrong type or shape: text where a number is expected, a missing argument."""


class OutOfDomain(OfferSheetError):
    """The right type, but an impossible value: a growth of -2, a probability of 3."""

    cell_error = CellError.NUM


class NotFound(OfferSheetError):
    """A name that is looked up and is not there: a tier, a metro, a state, a tax year."""

    cell_error = CellError.NA


class ErrorInArgument(OfferSheetError):
    """An error value that came in with an argument; it goes out as it is."""

    def __init__(self, message: str, cell_error: CellError) -> None:
        super().__init__(message)
        self.cell_error = cell_error


class UnreadableFile(OfferSheetError):
    """A file that cannot be read as what it claims to be; names the file, the field and the reason."""
