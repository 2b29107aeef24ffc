"""Excel from Python: what to do with a workbook that is open there, through xlwings."""

from offersheet.excel.repairing import Repaired, repair

__all__ = ["Repaired", "repair"]
