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
- ``{blank:offer_growth}``: what counts where this offer's input is blank
- ``{low}`` and ``{high}``: the bounds that stand in this line
- ``{inputs}``: all inputs of this offer

A scalar is a defined name of the workbook and stands in a formula as it is. The renderer resolves the
braces and fails on a name that it does not know.

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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from offersheet.model.comps_columns import Column
from offersheet.model.fields import Field

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

Format: TypeAlias = Literal["money", "price", "count", "rate", "number", "factor", "text", "fraction", "date"]
Look: TypeAlias = Literal["input", "calculation", "result", "check"]
Kind: TypeAlias = Literal["inputs", "model", "results", "reference"]
ChartKind: TypeAlias = Literal["stacked", "columns", "line", "band"]
Twin: TypeAlias = str | Callable[[Any], Any]
"""What cells equal in the model: the name of a figure, or a function."""


def _one_of(name: str, formula: bool, equals: Any, working: str = "") -> None:
    """Refuse a formula without a twin that is no working either, and a twin without a formula."""
    if (equals and working) or (not formula and (equals or working)):
        raise TypeError(f"{name} needs equals=... or, where nobody reads it, working='why'; not both")


@dataclass(frozen=True)
class Row:
    """A line with one cell for each offer."""

    key: str
    label: str
    unit: str
    formula: str = ""
    """The formula, without its equals sign; an input has none."""
    format: Format = "money"
    look: Look = "calculation"
    note: str = ""
    name: str = ""
    """The defined name that other programs read, over the cells of all offers."""
    field: Field | None = None
    """What an input row takes."""
    entry: int | None = None
    """Which element of the field: a schedule has one row for each year."""
    bounds: tuple[float, float] | None = None
    """The lowest and highest value that a check allows, shown in its line."""
    when: Literal["usable", "filled", "always"] = "usable"
    """For which columns the formula counts: offers that can be computed, all filled in, every one."""
    best: bool = False
    """Whether the highest value of the row is marked."""
    values: Sequence[float | str] = ()
    """What stands in the cells, in a table of figures, where there is no formula."""
    equals: Twin | None = None
    """What it shows by the model."""
    working: str = ""
    """Why nobody reads what it shows, where it has no twin."""

    def __post_init__(self) -> None:
        _one_of(self.key, bool(self.formula), self.equals, self.working)


@dataclass(frozen=True)
class Rows:
    """Lines under a heading."""

    title: str
    rows: Sequence[Row]
    intro: str = ""
    group: str = ""
    """A name under which ``{column:...}`` and ``{all:...}`` find these lines together."""
    closed: bool = False
    """Whether the lines start folded away in an outline group."""
    heads: bool = False
    """Whether the offers' names stand above these lines, on a sheet that they do not head."""


@dataclass(frozen=True)
class Figures:
    """A table of figures that the workbook brings along, and of what follows from them; not of offers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    intro: str = ""


@dataclass(frozen=True)
class Key:
    """A key column of a grid: the first counts, the others are formulas over it."""

    key: str
    label: str
    formula: str = ""
    format: Format = "number"
    equals: Twin | None = None
    """What it shows by the model."""
    working: str = ""
    """Why nobody reads what it shows, where it has no twin."""

    def __post_init__(self) -> None:
        _one_of(self.key, bool(self.formula), self.equals, self.working)


@dataclass(frozen=True)
class Grid:
    """One quantity for each offer, line by line over a key such as the year or the month."""

    key: str
    title: str
    lines: range
    keys: Sequence[Key]
    formula: str = ""
    """The formula of every line and offer; a grid of key columns alone has none."""
    first: str = ""
    """The formula of the first line, where it has no line above."""
    format: Format = "money"
    intro: str = ""
    equals: Twin | None = None
    """What it shows by the model."""
    working: str = ""
    """Why nobody reads what it shows, where it has no twin."""

    def __post_init__(self) -> None:
        _one_of(self.key, bool(self.formula), self.equals, self.working)


@dataclass(frozen=True)
class Scalar:
    """A single value with a defined name of its own."""

    name: str
    label: str
    unit: str
    value: float | str = ""
    formula: str = ""
    format: Format = "money"
    look: Look = "input"
    note: str = ""
    field: Field | None = None
    bounds: tuple[float, float] | None = None
    """The lowest and highest value that a check allows, shown in its line."""
    equals: Twin | None = None
    """What it shows by the model."""
    working: str = ""
    """Why nobody reads what it shows, where it has no twin."""

    def __post_init__(self) -> None:
        _one_of(self.name, bool(self.formula), self.equals, self.working)


@dataclass(frozen=True)
class Scalars:
    """Single values under a heading, one or more in a line; several stand side by side."""

    title: str
    lines: Sequence[Sequence[Scalar]]
    heads: Sequence[str] = ()
    intro: str = ""
    group: str = ""
    """A name under which ``{all:...}`` finds these lines together."""


@dataclass(frozen=True)
class Matrix:
    """One quantity over two ranges of inputs, as a heat map; ``{line}`` and ``{across}`` are its axes."""

    title: str
    corner: str
    """What the lines are."""
    lines: Sequence[float]
    columns: Sequence[float]
    formula: str
    format: Format = "money"
    intro: str = ""
    equals: Twin | None = None
    """What it shows by the model: its rows."""

    def __post_init__(self) -> None:
        _one_of(self.title, True, self.equals)


@dataclass(frozen=True)
class Lines:
    """Sentences, each of them perhaps a formula or a link to a sheet."""

    lines: Sequence[tuple[str, str]]
    """Each a text (a formula where it begins with ``=``) and the sheet or name it leads to, or nothing."""
    title: str = ""
    look: Literal["plain", "answer", "legend"] = "plain"
    key: str = ""
    """A name under which ``{column:...}`` finds the sentences."""
    equals: Sequence[Twin] = ()
    """Of each sentence that is a formula, in their order, what it says by the model."""

    @property
    def formulas(self) -> Sequence[str]:
        """Those sentences that are formulas."""
        return [text for text, _ in self.lines if text.startswith("=")]

    def __post_init__(self) -> None:
        if len(self.formulas) != len(self.equals):
            raise TypeError(f"of {self.lines[0][0]!r} and what follows, every formula needs what it equals")


@dataclass(frozen=True)
class Cells:
    """A table of fixed cells, the first line its heads."""

    title: str
    rows: Sequence[Sequence[str | float]]
    intro: str = ""
    formulas: Sequence[int] = ()
    """Which columns, from 0, hold formulas; in the others an equals sign is a letter like any other."""
    equals: str = ""
    """What those formulas show where nothing computes them."""

    def __post_init__(self) -> None:
        _one_of(self.title, bool(self.formulas), self.equals)


@dataclass(frozen=True)
class Listed:
    """A column of a table, by which key formulas find it."""

    key: str
    label: str
    values: Sequence[str | float]
    format: Format = "text"
    formats: Sequence[Format] = ()
    """Of each line, where they differ."""


@dataclass(frozen=True)
class Table:
    """Fixed columns side by side, in which formulas look things up."""

    title: str
    columns: Sequence[Listed]
    intro: str = ""


@dataclass(frozen=True)
class Lists:
    """Named columns of values, side by side, from which inputs choose."""

    title: str
    lists: Sequence[tuple[str, Sequence[str | float]]]


@dataclass(frozen=True)
class Chart:
    """A picture of rows or of a grid, for the offers that are filled in when the file is written."""

    title: str
    kind: ChartKind
    x_title: str
    y_title: str
    alt: str
    """What it shows, for a person who does not see it."""
    rows: Sequence[str] = ()
    """Rows by key: each is a series, each offer a place on the axis; of a band, each row is a place."""
    marks: Sequence[str] = ()
    """Of a band, for each of its rows the one with what each offer has there; these stand together, too."""
    grid: str = ""
    """A grid by key: each offer is a series, over the grid's first key column."""
    lines: int | None = None
    """How many lines of the grid are drawn, from its first; all of them where nothing is said."""
    ticks: int = 1
    """Every how many lines the axis has a label."""
    most: float | None = None
    """Where the upright axis ends; where nothing is said, above what is drawn."""
    format: Format = "money"


@dataclass(frozen=True)
class Charts:
    """Charts side by side."""

    title: str
    charts: Sequence[Chart]
    height: int = 16
    """In lines of the sheet."""


@dataclass(frozen=True)
class PasteTable:
    """A real table from the sheet's first column on, to type or paste into.

    ``{column:...}`` finds a whole column by its key, ``{column:NAME_cells}`` all that is typed, and
    ``{column:NAME_room}`` the same with what stands beneath the table.
    """

    name: str
    """What the table is called, and with what the keys of its columns begin."""
    title: str
    columns: Sequence[Column]
    workings: Sequence[Key]
    """Columns of formulas, behind the others and within the table, so that it keeps them whole."""
    rows: Sequence[Mapping[str, Any]]
    """What stands in the first lines: texts and numbers by the name of their column."""
    lines: int
    intro: str = ""

    @property
    def keys(self) -> Sequence[Key]:
        """All columns, in their order."""
        typed = (Key(f"{self.name}_{column.name}", column.label) for column in self.columns)
        return (*typed, *self.workings)


Block: TypeAlias = (
    Rows | Figures | Grid | Matrix | Scalars | Lines | Cells | Table | Lists | Charts | PasteTable
)


@dataclass(frozen=True)
class Beside:
    """Blocks that keep to the label column, and a chart as high as they are beside them."""

    blocks: Sequence[Block]
    chart: Chart


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook."""

    name: str
    title: str
    intro: str
    kind: Kind
    blocks: Sequence[Block | Beside]
    frozen: int = 0
    """How many of the blocks stay in view while the rest scrolls."""
    locked: bool = True
    offers: bool = True
    """Whether the sheet has a column for each offer."""
    heads: bool = True
    """Whether the offers' names head those columns on top of the sheet."""
