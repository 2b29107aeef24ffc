"""The columns of a table of comps, as the files of pay data fill them."""

from offersheet.model.comps_columns import COLUMNS, COMPONENTS, Column, Component

__all__ = ["COLUMNS", "COMPONENTS", "Column", "Component"]
