"""A workbook that is open in Excel, through xlwings: offers in, results back, stuck cells entered again."""

from offersheet.excel.driving import compare, fill
from offersheet.excel.repairing import Repaired, repair

__all__ = ["Repaired", "compare", "fill", "repair"]
