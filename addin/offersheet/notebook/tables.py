"""What offers are worth, pay and risk, as DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

import numpy as np
from pandas import DataFrame, Index

from offersheet.errors import OutOfDomain
from offersheet.model import flows
from offersheet.model import odds as model
from offersheet.model.paths import PATHS
from offersheet.model.valuation import Valuation, value_offers
from offersheet.notebook.offers import Source, read_offers

__all__ = ["by_year", "cash_flows", "compare", "odds", "stress"]


def compare(offers: Source) -> DataFrame:
    """Return every result of every offer: the figures of ``offersheet value --json``, one for one.

    A row for each result (``npv``, ``npv_after_tax``, ``take_home``, ...), a column for each offer; in a
    workbook the same row is named ``result_npv``. Money of a year or of today, before tax unless the name
    says otherwise; NaN where there is no answer.

    >>> float(compare({"name": "Acme", "base": 200_000, "bonus_target": 0.1}).loc["total_comp", "Acme"])
    220000.0
    """
    frame = DataFrame({one.offer.name: one.results for one in _valued(offers)}, dtype=float)
    return frame.rename_axis(index="result", columns="offer")


def by_year(offers: Source) -> DataFrame:
    """Return what each offer pays and leaves in each year of the horizon, not discounted.

    Offer and year are the index; the columns are those of ``years`` in ``offersheet value --json``. NaN where
    equity waits for an event.

    >>> float(by_year({"name": "Acme", "base": 200_000, "sign_on": 30_000}).loc[("Acme", 1), "total"])
    230000.0
    """
    rows = [{"offer": one.offer.name} | year for one in _valued(offers) for year in one.years]
    return DataFrame(rows).set_index(["offer", "year"]).astype(float)


def cash_flows(offers: Source) -> DataFrame:
    """Return all that each offer pays within the horizon, amount by amount, and what that is worth today.

    Offer and month are the index. ``amount`` is what is paid then, equity as it is expected to pay; ``pv``
    adds up to ``npv`` and ``pv_after_tax`` to ``npv_after_tax``. A year's pay counts at its middle, a bonus
    and refreshers at its end; equity that waits for an event at the event.

    >>> offers = read_offers({"name": "Acme", "base": 200_000, "sign_on": 30_000})
    >>> cash_flows(offers)["kind"].tolist()
    ['sign_on', 'base', 'base', 'base', 'base']
    >>> abs(float(cash_flows(offers)["pv"].sum() - compare(offers).loc["npv", "Acme"])) < 0.005
    True
    """
    rows = [
        {"offer": one.offer.name} | asdict(flow)
        for one in _valued(offers)
        for flow in flows.cash_flows(one.case)
    ]
    columns = Index(["offer", *flows.Flow.__dataclass_fields__])
    return DataFrame(rows, columns=columns).set_index(["offer", "month"])


def odds(offers: Source, *, paths: int = PATHS, seed: int = 1, risk_neutral: bool = False) -> DataFrame:
    """Return how likely each offer is to turn out better: the rows of ``offersheet odds --json``.

    Offer and tax (``before``, ``after``) are the index. ``mean`` and ``p5`` to ``p95`` are what it turns out
    to be worth today over ``paths`` futures, in which all offers are drawn together; ``value`` is its worth
    by the assumptions, undrawn. ``best`` is the chance to be worth the most, ``regret`` what is lost against
    the best on average, and ``beats NAME`` the chance to be worth more than that offer: a tie counts half.
    ``risk_neutral`` lets every share grow, and discounts it, at the cash rate.

    >>> offers = read_offers({"Acme": {"base": 200_000}, "Bolt": {"base": 190_000}})
    >>> float(odds(offers).loc[("Acme", "before"), "beats Bolt"])
    1.0
    """
    for name, number, least in (("paths", paths, 1), ("seed", seed, 0)):
        if number < least:
            raise OutOfDomain(f"{name} must be at least {least}, got {number}")
    read = read_offers(offers)
    given = read.offers, read.assumptions
    drawn = model.odds_of(*(model.risk_neutral(*given) if risk_neutral else given), int(paths), int(seed))
    rows = [
        row | {f"beats {name}": chance for name, chance in row.pop("beats").items()} for row in drawn.rows()
    ]
    return DataFrame(rows).set_index(["offer", "tax"]).astype(float)


def stress(offers: Source, growth: Iterable[float], discount: Iterable[float]) -> DataFrame:
    """Return what each offer is worth where its shares grow, and equity is discounted, at other rates a year.

    Offer, growth and discount are the index: each pair of rates is a row, with the grant's present value
    (``equity_pv``), ``npv`` and ``npv_after_tax``.

    >>> offer = {"name": "Acme", "base": 200_000, "grant_value": 400_000}
    >>> float(stress(offer, [0.0, 0.1], [0.1]).loc[("Acme", 0.1, 0.1), "equity_pv"])
    400000.0
    """
    read, discounts = read_offers(offers), list(discount)
    rows = []
    for rate in growth:
        grown = tuple(replace(offer, growth=float(rate)) for offer in read.offers)
        for asked in discounts:
            assumed = replace(read.assumptions, discount_rate=float(asked))
            for one in _valued(replace(read, offers=grown, assumptions=assumed)):
                results = {name: one.results[name] for name in ("equity_pv", "npv", "npv_after_tax")}
                rows.append({"offer": one.offer.name, "growth": rate, "discount": asked} | results)
    columns = ["offer", "growth", "discount", "equity_pv", "npv", "npv_after_tax"]
    frame = DataFrame(rows, columns=columns).set_index(columns[:3])
    return frame.reindex([offer.name for offer in read.offers], level="offer")


def _valued(offers: Source) -> list[Valuation]:
    read = read_offers(offers)
    with np.errstate(all="ignore"):  # what is too large is refused
        return value_offers(read.offers, read.assumptions)
