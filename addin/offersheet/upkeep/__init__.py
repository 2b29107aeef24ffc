"""A workbook that lives: whether it is still what was written, and how it is carried to the newest one."""
