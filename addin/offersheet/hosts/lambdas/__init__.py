"""Functions that travel inside a workbook as named LAMBDAs: for Excel 365, the web and phones."""

from offersheet.hosts.lambdas.bodies import LEFT_OUT
from offersheet.hosts.lambdas.spelling import lambdas

__all__ = ["LEFT_OUT", "lambdas"]
