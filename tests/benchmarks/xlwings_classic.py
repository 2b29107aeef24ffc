"""A child in which xlwings runs as in classic Excel, and times calls."""

from __future__ import annotations

from tests.benchmarks.whole_column import whole_column
from tests.hosts import classic
from tests.hosts.child import serve
from tests.hosts.ranges import CellRange


def whole_column_seconds(name: str, rounds: int) -> list[float]:
    """Time a call with a whole column, and NumPy on the same cells."""
    return whole_column(tuple, lambda cells: classic.call(name, CellRange(cells)), rounds)


if __name__ == "__main__":
    serve({"whole_column": whole_column_seconds})
