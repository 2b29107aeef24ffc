"""The workbook: one module a sheet, each a declaration; ``render`` alone writes."""
