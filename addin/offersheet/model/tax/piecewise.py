"""Functions made of straight pieces, with jumps where the law has them: what tax law consists of.

A :class:`Piecewise` is called with a number, an array, or another piecewise function; the last composes
the two exactly. So a rule that is written once over such operands computes a tax for one income, for a
million, or as a table for all incomes at once. :func:`larger` and :func:`smaller` take the same operands.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Amount",
    "Edge",
    "Piece",
    "Piecewise",
    "above",
    "brackets",
    "first_reaching",
    "larger",
    "smaller",
    "staircase",
    "steps",
]


class Edge(NamedTuple):
    """Where a piece begins: at a place itself, or just after it."""

    at: float
    after: bool = False


class Piece(NamedTuple):
    """A straight piece: from its edge on, ``value`` there and ``slope`` from there."""

    edge: Edge
    value: float
    slope: float

    def there(self, x: float) -> float:
        """Return the value of the line at a place."""
        return self.value + self.slope * (x - self.edge.at) if self.slope else self.value


@dataclass(frozen=True)
class Piecewise:
    """A function of one number, straight between its edges; before the first edge it goes on as there."""

    pieces: tuple[Piece, ...]

    @staticmethod
    def line(value: float = 0.0, slope: float = 1.0) -> Piecewise:
        """Return a straight line; by default that of the number itself."""
        return Piecewise((Piece(Edge(0.0), value, slope),))

    @overload
    def __call__(self, x: float) -> float: ...
    @overload
    def __call__(self, x: NDArray[np.float64]) -> NDArray[np.float64]: ...
    @overload
    def __call__(self, x: Piecewise) -> Piecewise: ...
    def __call__(self, x: Any) -> Any:
        """Return the value for a number or for each of an array; of another function, the composition."""
        if isinstance(x, float | int):
            edge, value, slope = self.pieces[max(bisect_right(self._starts, x) - 1, 0)]
            return value + slope * (x - edge[0])
        if isinstance(x, Piecewise):
            return _compose(self, x)
        starts, places, values, slopes = self._arrays
        first, last = self.span(x)
        if first == last:
            return values[first] + slopes[first] * (x - places[first])
        piece = first + np.searchsorted(starts[first + 1 : last + 1], x, side="right")
        return values[piece] + slopes[piece] * (x - places[piece])

    def span(self, numbers: NDArray[np.float64]) -> tuple[int, int]:
        """Return the first and the last piece that these numbers meet: few, where they are neighbours."""
        least, most = numbers.min(initial=math.inf), numbers.max(initial=-math.inf)
        if not least <= most:  # none at all, or one of them is no number
            return 0, len(self._starts) - 1
        first, last = (max(bisect_right(self._starts, float(end)) - 1, 0) for end in (least, most))
        return first, last

    @cached_property
    def _starts(self) -> list[float]:
        """The first number of each piece."""
        return [math.nextafter(at, math.inf) if after else at for (at, after), _, _ in self.pieces]

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.float64], ...]:
        places, values, slopes = zip(
            *((piece.edge.at, piece.value, piece.slope) for piece in self.pieces), strict=True
        )
        return tuple(np.array(column, dtype=float) for column in (self._starts, places, values, slopes))

    def __add__(self, other: Any) -> Piecewise:
        return _join(self, other, lambda a, b: (a[0] + b[0], a[1] + b[1]))

    def __sub__(self, other: Any) -> Piecewise:
        return _join(self, other, lambda a, b: (a[0] - b[0], a[1] - b[1]))

    def __mul__(self, other: Any) -> Piecewise:
        return _join(self, other, _product)

    def __rsub__(self, other: float) -> Piecewise:
        return _constant(other) - self

    __radd__ = __add__
    __rmul__ = __mul__


Amount: TypeAlias = Any
"""What the rules of a tax compute with: a number, an array or a piecewise function."""


def _constant(value: float) -> Piecewise:
    return Piecewise.line(float(value), 0.0)


def _simple(pieces: Iterable[Piece]) -> Piecewise:
    """Drop edges at which nothing changes."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and kept[-1].slope == piece.slope and kept[-1].there(piece.edge.at) == piece.value:
            continue
        if kept and kept[-1].edge == piece.edge:
            kept.pop()
        kept.append(piece)
    return Piecewise(tuple(kept))


_Line: TypeAlias = tuple[float, float]
"""Value and slope at the same edge."""


def _product(left: _Line, right: _Line) -> _Line:
    (a, slope_a), (b, slope_b) = left, right
    if slope_a and slope_b:
        raise ArithmeticError("the product of two slopes is no straight line")
    return a * b, a * slope_b + slope_a * b


def _join(left: Piecewise, right: Any, combine: Callable[[_Line, _Line], _Line]) -> Piecewise:
    """Combine two functions piece by piece."""
    if not isinstance(right, Piecewise):
        level = (float(right), 0.0)
        return Piecewise(
            tuple(Piece(edge, *combine((value, slope), level)) for edge, value, slope in left.pieces)
        )
    return _simple(Piece(edge, *combine(a, b)) for edge, a, b in _aligned(left, right))


def _aligned(left: Piecewise, right: Piecewise) -> list[tuple[Edge, _Line, _Line]]:
    """Return every edge of either function with what both do from there on."""
    edges = sorted({piece.edge for piece in left.pieces} | {piece.edge for piece in right.pieces})
    return [*zip(edges, _lines_from(left, edges), _lines_from(right, edges), strict=True)]


def _lines_from(function: Piecewise, edges: Sequence[Edge]) -> Iterator[_Line]:
    """Yield what a function does from each of these edges on, its own among them."""
    later = iter(function.pieces[1:])
    piece, following = function.pieces[0], next(later, None)
    for edge in edges:
        if following is not None and following.edge <= edge:
            piece, following = following, next(later, None)
        yield piece.there(edge.at), piece.slope


def _piece_from(function: Piecewise, edge: Edge) -> int:
    """Return the number of the piece that holds from an edge on."""
    return max(bisect_right(function.pieces, edge, key=lambda piece: piece.edge) - 1, 0)


def larger(left: Any, right: Any) -> Any:
    """Return the larger of two amounts, everywhere."""
    if isinstance(left, Piecewise) or isinstance(right, Piecewise):
        return _largest(left, right)
    if isinstance(left, float) and isinstance(right, float):
        return left if left > right else right
    return np.maximum(left, right)


def smaller(left: Any, right: Any) -> Any:
    """Return the smaller of two amounts, everywhere."""
    if isinstance(left, Piecewise) or isinstance(right, Piecewise):
        return -1.0 * _largest(-1.0 * left, -1.0 * right)
    if isinstance(left, float) and isinstance(right, float):
        return left if left < right else right
    return np.minimum(left, right)


def above(amount: Any, start: Any = 0.0) -> Any:
    """Return by how much an amount exceeds a start; 0 where it does not."""
    return larger(amount - start, 0.0)


def _largest(left: Any, right: Any) -> Piecewise:
    left = left if isinstance(left, Piecewise) else _constant(left)
    right = right if isinstance(right, Piecewise) else _constant(right)
    aligned = _aligned(left, right)
    ends = [edge.at for edge, _, _ in aligned[1:]] + [math.inf]
    pieces = []
    for (edge, a, b), end in zip(aligned, ends, strict=True):
        gap, closing = a[0] - b[0], a[1] - b[1]
        crossing = edge.at - gap / closing if closing else math.inf
        if not closing:
            first = a if gap >= 0 else b
        elif crossing <= edge.at:  # as far as numbers tell: the gap itself may be a rounding error
            first = a if closing > 0 else b
        else:
            first = b if closing > 0 else a
        pieces.append(Piece(edge, *first))
        if edge.at < crossing < end:
            value, slope = a if first is b else b
            pieces.append(Piece(Edge(crossing), value + slope * (crossing - edge.at), slope))
    return _simple(pieces)


def _compose(outer: Piecewise, inner: Piecewise) -> Piecewise:
    """Return the function that applies one function to what another gives."""
    pieces: list[Piece] = []
    ends = [piece.edge for piece in inner.pieces[1:]] + [Edge(math.inf)]
    for piece, end in zip(inner.pieces, ends, strict=True):
        pieces += _composed(outer, piece, end)
    return _simple(pieces)


def _composed(outer: Piecewise, inner: Piece, end: Edge) -> list[Piece]:
    """Apply a function to one straight piece: an edge for each edge of the function on its way."""
    (at, after), value, slope = inner
    first = _piece_from(outer, Edge(value, after and slope > 0))
    entered = outer.pieces[first]
    pieces = [Piece(inner.edge, entered.there(value), entered.slope * slope)]
    if slope < 0:
        raise ArithmeticError("no rule here is applied to an amount that falls as income rises")
    for piece in outer.pieces[first + 1 :] if slope else ():
        edge = max(Edge(at + (piece.edge.at - value) / slope, piece.edge.after), inner.edge)
        if edge >= end:
            break
        pieces.append(Piece(edge, piece.value, piece.slope * slope))
    return pieces


def first_reaching(function: Piecewise, *, beyond: bool = False) -> Piecewise:
    """Return the function that finds the least number for which another is as large as asked, or beyond that.

    >>> first_reaching(Piecewise.line(slope=0.5))(100.0)
    200.0
    """
    highest = function.pieces[0].value
    found = [Piece(Edge(highest), function.pieces[0].edge.at, 0.0)]
    ends = [piece.edge.at for piece in function.pieces[1:]] + [math.inf]
    for piece, end in zip(function.pieces, ends, strict=True):
        start = piece.edge.at
        if piece.value > highest:  # what lies between is reached by a jump
            found.append(Piece(Edge(highest, not beyond), start, 0.0))
            highest = piece.value
        if piece.slope > 0 and piece.there(end) > highest:
            start += (highest - piece.value) / piece.slope
            found.append(Piece(Edge(highest, not beyond), start, 1 / piece.slope))
            highest = piece.there(end)
    return Piecewise(tuple(found))


# ------------------------------------------------------------ the tables of the law


def brackets(table: Sequence[Sequence[float]]) -> Piecewise:
    """Return a tax of marginal rates: each row says from where on which rate holds.

    >>> brackets([[0, 0.10], [10_000, 0.20]])(15_000.0)
    2000.0
    """
    pieces: list[Piece] = []
    for at, rate in table:
        value = pieces[-1].there(float(at)) if pieces else 0.0
        pieces.append(Piece(Edge(float(at)), value, float(rate)))
    return _simple(pieces)


def staircase(table: Sequence[Sequence[float]], *, after: bool = False) -> Piecewise:
    """Return an amount that jumps: each row says from where on, or just after where, which one holds.

    >>> staircase([[0, 300], [50_000, 0]])(50_000.0)
    0.0
    """
    edges = (Edge(float(at), after and place > 0) for place, (at, _) in enumerate(table))
    return _simple(Piece(edge, float(value), 0.0) for edge, (_, value) in zip(edges, table, strict=True))


def steps(start: float, width: float, many: int, *, ceiling: bool) -> Piecewise:
    """Return how many steps of a width lie above a start, at most so many; parts count up or down.

    >>> steps(100_000.0, 2_500.0, 8, ceiling=True)(100_001.0)
    1.0
    """
    first = 0 if ceiling else 1
    edges = (Edge(start + (step + first) * width, ceiling) for step in range(many))
    pieces = [Piece(edge, float(step), 0.0) for step, edge in enumerate(edges, start=1)]
    return _simple([Piece(Edge(min(0.0, start)), 0.0, 0.0), *pieces])
