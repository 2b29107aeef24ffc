"""Random calls through the door for raw cells: an answer that can be shown, soon, and never an exception.

A few thousand in every run; ``python -m tests.worksheet.test_random_calls SECONDS [SEED]`` goes on for longer
and prints what escaped, each call with the seed that makes it again.
"""

from __future__ import annotations

import math
import random
import sys
import time
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest
from offersheet.errors import CellError
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.kinds import Kind

LONGEST_SECONDS = 1.0
"""Of the processor, for so few elements."""

NUMBERS = (
    *(0, 1, 2, 4, 12, 0.25, 0.5, 1.0, 4.0, 10.0, 40.0, 100.0, 2026, 46_143.0, 150_000.0, 400_000.0),
    *(-0.0, -1.0, -0.999999, 5e-324, 1e-9, 1e9, 1e12, 9e14, 1e15, 2.0**53, 1e22, 1e100, 1e308, -1e308),
    *(math.nan, math.inf, -math.inf, 10**22, 10**400, -(10**5000), np.float64(0.5), np.int64(3)),
)
WORDS = (
    "",
    " ",
    "x",
    "average",
    "CA",
    "NYC",
    "mfj",
    "single",
    "faang",
    "fractional",
    "EQUITY_PV",
    "2026-05-01",
)
WORDS += ("#N/A", "=1+1", "a" * 40_000, "\ud800", "line\nbreak", "\x1b[2J", "base", "growth", "1_000", "nan")
ODD = (True, False, b"x", Decimal(1), 1j, {}, set(), int, date(2026, 5, 1), datetime(2026, 5, 1), date.max)
ODD += (
    np.arange(3.0),
    np.zeros((2, 40)),
    np.bool_(True),
    np.datetime64("2026-05-01"),
    [],
    (),
    [[]],
    [[[1.0]]],
)


class Unfriendly:
    """What fails whatever it is asked."""

    def __repr__(self):
        raise RuntimeError

    __eq__ = __lt__ = __float__ = __hash__ = __repr__


def cell(draw: random.Random, kind: Kind):
    """Draw a cell: often what should stand there, else anything."""
    sort = draw.randrange(10)
    if sort < 4 and kind.listed:
        return draw.choice(kind.listed)
    if sort < 6:
        return draw.choice(NUMBERS)
    if sort < 7:
        return draw.choice(WORDS)
    if sort < 8:
        return draw.choice((None, *CellError))
    return draw.choice(ODD) if sort < 9 else draw.choice((draw.uniform(-2, 12), Unfriendly(), None))


def argument(draw: random.Random, kind: Kind):
    """Draw a cell or a range, some of them ragged, flat or nested too deep."""
    sort = draw.randrange(12)
    if sort < 7:
        return cell(draw, kind)
    rows, columns = draw.choice(((1, 1), (1, 3), (3, 1), (2, 2), (10, 1), (1, 30), (3, 2)))
    cells = [[cell(draw, kind) for _ in range(columns)] for _ in range(rows)]
    if sort == 7:
        cells[-1] = cells[-1][:-1]
    if sort == 8:
        return cells[0]
    return [cells] if sort == 9 else cells


def drawn(seed: int):
    """Return the call that a seed makes."""
    draw = random.Random(seed)
    function = catalogue.functions()[draw.choice(list(catalogue.functions()))]
    given = draw.randrange(len(function.parameters) + 2)
    kinds = [parameter.kind for parameter in function.parameters] + [function.parameters[-1].kind]
    plain = draw.randrange(4) == 0
    defaults = [parameter.default for parameter in function.parameters] + [None]
    arguments = [
        default if plain and draw.randrange(3) else argument(draw, kind)
        for kind, default in zip(kinds[:given], defaults, strict=False)
    ]
    return function.name, arguments


def escaped(seed: int) -> str:
    """Make a call, and say what is wrong with its answer."""
    name, arguments = drawn(seed)
    start = time.process_time()
    answer = call(name, arguments)
    seconds = time.process_time() - start
    rows = answer.value if isinstance(answer.value, list) else [[answer.value]]
    cells = [one for row in rows for one in row]
    if "could not be computed" in answer.why:
        return answer.why
    if not {type(one) for one in cells} <= {float, str, CellError} or len(set(map(len, rows))) != 1:
        return f"shows {sorted({type(one).__name__ for one in cells})}"
    if not all(math.isfinite(one) for one in cells if type(one) is float):
        return "shows what is no finite number"
    if bool(answer.why) != any(type(one) is CellError for one in cells):
        return f"says {answer.why!r} of {rows!r:.200}"
    if not answer.why.isprintable() or len(answer.why) >= 500:
        return f"says {answer.why!r:.600}"
    return f"takes {seconds:.1f} s" if seconds > LONGEST_SECONDS else ""


@pytest.fixture(autouse=True, scope="module")
def imported():
    """What a first call imports takes its time."""
    call("EQUITY_SIM", [1.0])


@pytest.mark.parametrize("start", range(0, 2000, 500))
def test_nothing_escapes(start):
    assert {seed: said for seed in range(start, start + 500) if (said := escaped(seed))} == {}


@pytest.mark.thorough
@pytest.mark.parametrize("start", range(100_000, 150_000, 5_000))
def test_nothing_escapes_from_many_more(start):
    assert {seed: said for seed in range(start, start + 5_000) if (said := escaped(seed))} == {}


def main(seconds: float, seed: int) -> None:
    """Go on for so long, from that seed."""
    call("EQUITY_SIM", [1.0])
    end = time.monotonic() + seconds
    first, found = seed, 0
    while time.monotonic() < end:
        if said := escaped(seed):
            found += 1
            print(seed, drawn(seed)[0], said, flush=True)
        seed += 1
    print(f"{seed - first:,} calls, {found} escaped")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
