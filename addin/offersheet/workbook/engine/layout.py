"""What a sheet is made of. A sheet module declares; nothing here knows an address.

Every sheet has the same columns: a label, a unit, a help column (the value if blank, a factor), one
column for each offer, and a note. A formula is text in which braces refer to other things by name:

- ``{base}``: this offer's cell of the row ``base``; in a grid, also this line's cell of a key column
- ``{above:base_pay}``: the line above in a grid, this offer
- ``{same:base_pay}``: the same line of another grid, this offer
- ``{last:base_pay}``: the last line of a grid, this offer
- ``{left:clearing}``: this row in the column before, which for the first offer is blank
- ``{column:base_pay}``: a whole grid for this offer, a whole key column, sentences, or a column of a table
- ``{offers:npv}``: a row across all offers, or across a table of figures
- ``{all:identity_checks}``: a group of rows across all offers
- ``{counts}``: 1 where this offer counts, else 0: the flag in the first row of the same sheet
- ``{blank:offer_growth}``: what counts where this offer's input is blank
- ``{low}`` and ``{high}``: the bounds that stand in this line
- ``{inputs}``: all inputs of this offer

A scalar is a defined name of the workbook and stands in a formula as it is. The renderer resolves the
braces and fails on a name that it does not know.

So a number on a sheet is found by its label, its formula by its key, and so on through the braces. What is
declared for the offers' own values and for each scenario at once has a key that ends in ``_own``, ``_low``,
``_base`` or ``_high``, and is found without that ending.

What a formula shows is said twice, by different ways: by the formula, and by its twin, a figure of the
model that it must equal. A declaration names the twin (``equals``), or says why nobody reads what it shows
(``working``):

- of a row or a grid, the name of a figure of ``Column``, such as ``npv`` or ``low.base_pv``, or a function of
  one; a grid's gives a value for each line, and what is missing at the end is blank
- of all else, a function of ``Inputs``: of a row that counts for every column, or in a table of figures, it
  gives the values of the columns; of a key column those of the lines; of a heat map its rows

A twin never reads the sheet's own rows, nor repeats the arithmetic of the cell: else it finds no error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offersheet.workbook.engine.blocks.beside import Beside
from offersheet.workbook.engine.blocks.block import Block
from offersheet.workbook.engine.blocks.cells import Cells
from offersheet.workbook.engine.blocks.charts import Chart, Charts
from offersheet.workbook.engine.blocks.counting import Counting
from offersheet.workbook.engine.blocks.figures import Figures
from offersheet.workbook.engine.blocks.grid import Grid, Key
from offersheet.workbook.engine.blocks.lines import Lines
from offersheet.workbook.engine.blocks.lists import Lists
from offersheet.workbook.engine.blocks.matrix import Matrix
from offersheet.workbook.engine.blocks.paste_table import PasteTable
from offersheet.workbook.engine.blocks.rows import Row, Rows
from offersheet.workbook.engine.blocks.scalars import Scalar, Scalars
from offersheet.workbook.engine.blocks.table import Listed, Table
from offersheet.workbook.engine.looks import Format, Kind, Look
from offersheet.workbook.engine.twins import Twin

__all__ = [
    "Beside",
    "Block",
    "Cells",
    "Chart",
    "Charts",
    "Figures",
    "Format",
    "Grid",
    "Key",
    "Lines",
    "Listed",
    "Lists",
    "Look",
    "Matrix",
    "PasteTable",
    "Row",
    "Rows",
    "Scalar",
    "Scalars",
    "Sheet",
    "Table",
    "Twin",
]


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook."""

    name: str
    title: str
    intro: str
    kind: Kind
    blocks: Sequence[Block]
    frozen: int = 0
    """How many of the blocks stay in view while the rest scrolls."""
    locked: bool = True
    offers: bool = True
    """Whether the sheet has a column for each offer."""
    heads: bool = True
    """Whether the offers' names head those columns on top of the sheet."""

    @property
    def flags(self) -> Sequence[Counting]:
        """What its first row says of each offer's column, where it has any."""
        return [Counting(self.name)] if self.offers else []
