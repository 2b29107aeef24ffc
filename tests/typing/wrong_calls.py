"""Calls that a type checker refuses, each with the error it names. Checked by mypy, never run.

An error that does not come is one as well: what is ignored for nothing is refused.
"""

from __future__ import annotations

from datetime import date

import offersheet
from offersheet import equity_pv, take_home

# Names that are not there.
offersheet.equity_pvv(400_000)  # type: ignore[attr-defined]
offersheet.EQUITY_PV(400_000)  # type: ignore[attr-defined]
equity_pv("x", nonsense=3)  # type: ignore[call-overload]
offersheet.comp_by_year(150_000, nonsense=3)  # type: ignore[call-arg]

# Too few, too many, twice.
equity_pv()  # type: ignore[call-overload]
offersheet.comp_by_year()  # type: ignore[call-arg]
equity_pv(400_000, 0, 0.12, 4, 12, 4, None, 1)  # type: ignore[call-overload]
equity_pv(400_000, grant_value=1)  # type: ignore[call-overload]

# What is of another type.
equity_pv("400000")  # type: ignore[arg-type]
equity_pv(None)  # type: ignore[call-overload]
equity_pv(400_000, growth=None)  # type: ignore[call-overload]
equity_pv(400_000, schedule=0.25)  # type: ignore[call-overload]
equity_pv(["400000"])  # type: ignore[arg-type]
equity_pv(date(2026, 5, 1))  # type: ignore[call-overload]
take_home(240_000, 6)  # type: ignore[call-overload]
offersheet.dilution("0.2")  # type: ignore[arg-type]
offersheet.comp_by_year([150_000, 160_000])  # type: ignore[arg-type]
offersheet.base_projection(150_000, years=[3, 4])  # type: ignore[arg-type]
offersheet.offer_value("base")  # type: ignore[arg-type]
offersheet.explain(3)  # type: ignore[arg-type]

# A word that is none of the few.
offersheet.total_comp(200_000, basis="first year")  # type: ignore[call-overload]
offersheet.offer_value({"base": 200_000}, "net_worth")  # type: ignore[call-overload]

# Answers taken for something else.
text: str = equity_pv(400_000)  # type: ignore[assignment]
number: float = equity_pv([400_000, 500_000])  # type: ignore[assignment]
total: str = offersheet.comp_by_year(150_000).column("total")[0]  # type: ignore[assignment]
equity_pv(400_000).tolist()  # type: ignore[attr-defined]
