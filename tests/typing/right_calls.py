"""Calls that a type checker lets pass, and what it knows of their answers. Checked by mypy, never run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_type

import numpy as np
import offersheet
from numpy.typing import NDArray
from offersheet import equity_pv, take_home

grants: NDArray[np.float64] = np.array([400_000.0, 500_000.0])
whole: NDArray[np.int64] = np.array([400_000, 500_000])

# Single values give a single value.
assert_type(equity_pv(400_000), float)
assert_type(equity_pv(400_000.0, growth=0.15), float)
assert_type(round(equity_pv(400_000, 0.15, 0.12, 4, 12, 4), 2), float)
assert_type(offersheet.hiring_window("2026-05-01"), str)
assert_type(offersheet.explain("EQUITY_PV", 400_000, "x", None), str)

# An array or a list for any of them gives an array.
assert_type(equity_pv(grants), NDArray[np.float64])
assert_type(equity_pv(whole, growth=0.15), NDArray[np.float64])
assert_type(equity_pv(400_000, [0.0, 0.1]), NDArray[np.float64])
assert_type(take_home(240_000, ["CA", "NY"]), NDArray[np.float64])
assert_type(offersheet.hiring_window([date(2026, 5, 1), date(2026, 11, 1)]), NDArray[np.object_])


# A number that may be an array gives what may be one.
def either(grant: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
    return equity_pv(grant)


# Rows are arrays; a table knows what stands in it.
assert_type(offersheet.equity_by_year(400_000, 0.1), NDArray[np.float64])
assert_type(offersheet.comp_by_year(150_000).column("total"), list[float])
assert_type(offersheet.comp_by_year(150_000).rows, Sequence[tuple[float, ...]])
assert_type(offersheet.tax_table(240_000).rows, Sequence[tuple[float | str, ...]])

# Words, days, schedules, whole ranges, as many as there are, and what may be left out.
assert_type(offersheet.total_comp(200_000, basis="first_year"), float)
assert_type(take_home(240_000, "CA", "mfj", 2026), float)
assert_type(offersheet.hiring_window(date(2026, 5, 1)), str)
assert_type(equity_pv(400_000, schedule=(0.05, 0.15, 0.4, 0.4)), float)
assert_type(equity_pv(400_000, schedule=None), float)
assert_type(offersheet.comps_band([180_000, 195_000, 210_000], 0.5), float)
assert_type(offersheet.comps_rank(grants, [180_000, 195_000]), NDArray[np.float64])
assert_type(offersheet.dilution(0.2, 0.1, [0.15, 0.05]), float)
assert_type(offersheet.offer_value({"name": "Acme", "base": 200_000}, "npv"), float)
assert_type(offersheet.offer_value([("base", 200_000)]), float)
assert_type(offersheet.__version__, str)
