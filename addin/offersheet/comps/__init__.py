"""Comps: what others are paid, read from files of pay data, and where an offer stands among them."""

from offersheet.model.comps_columns import COLUMNS, COMPONENTS, Column, Component

__all__ = ["COLUMNS", "COMPONENTS", "Column", "Component"]
