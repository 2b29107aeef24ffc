"""How fast offers are drawn together, and how far a chance is then from the truth.

Run with ``pytest tests/benchmarks --benchmark-only -s``. The speed is a ratio to drawing as many normal
variables, and taking ``exp`` of them, with NumPy alone; both take turns within one run. The error is that of
ten seeds against many more paths, printed for each kind of equity.
"""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest
from offersheet.model.assumptions import Assumptions
from offersheet.model.case import Case
from offersheet.model.futures import Futures
from offersheet.model.odds import odds_of
from offersheet.model.offer import Offer
from offersheet.model.paths import PATHS

from tests.benchmarks.turns import measure

DATES = 13
"""Of quarterly vests over four years after a cliff of one; refreshers vest on the same ones."""

SEEDS, MANY = range(1, 11), 2**20

RSU = {"grant_value": 400_000, "refresh_rate": 0.25, "growth": 0.1}
KINDS = {
    "shares": ({"base": 185_000, "bonus_target": 0.15} | RSU, {"base": 205_000, "bonus_target": 0.15} | RSU),
    "options": (
        {"base": 180_000, "equity_kind": "nso", "shares": 20_000, "price": 20, "strike": 20, "growth": 0.1},
        {"base": 195_000, "bonus_target": 0.1},
    ),
    "double trigger": (
        {"base": 180_000, "grant_value": 500_000, "liquidity_probability": 0.6, "growth": 0.1},
        {"base": 190_000, "grant_value": 200_000},
    ),
    "startup": (
        {"base": 170_000, "shares": 60_000, "strike": 0.5, "fully_diluted": 1e7, "exit_value": 8e7,
         "preferences": 1.5e7, "preferred_shares": 2e6, "exit_probability": 0.7},
        {"base": 180_000, "bonus_target": 0.15},
    ),
    "bonus alone": ({"base": 200_000, "bonus_target": 0.15}, {"base": 198_000, "bonus_target": 0.15}),
    "leaving": (
        {"base": 185_000, "sign_on": 50_000, "sign_on_year2": 50_000, "annual_leave_probability": 0.2} | RSU,
        {"base": 205_000} | RSU,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def five():
    offers = [Offer(name=f"Offer {n}", base=200_000, bonus_target=0.15, **RSU) for n in range(5)]
    futures = Futures(Case.of(offers, Assumptions()))
    assert futures.dates.size == DATES
    return futures


def test_five_offers_against_drawing_their_normals(benchmark, five):
    def drawn():
        for _ in five.blocks(PATHS, 1):
            pass

    def bare():
        return np.exp(np.random.default_rng(1).standard_normal((5 * DATES, PATHS)))

    ours, numpy = measure(benchmark, drawn, bare, rounds=15, clock=process_time)
    print(f"\nfive offers: {ours / numpy:.2f} times NumPy alone")
    assert ours <= 1.5 * numpy


@pytest.mark.parametrize("kind", KINDS)
def test_the_error_of_a_chance(benchmark, kind):
    offers = [Offer(name=f"{place}", **fields) for place, fields in enumerate(KINDS[kind])]

    def chance(paths, seed):
        return odds_of(offers, Assumptions(), paths, seed).before_tax[0].beats[1]

    truth = chance(MANY, 99)

    def error(paths):
        return np.sqrt(np.mean([(chance(paths, seed) - truth) ** 2 for seed in SEEDS]))

    errors = {paths: error(paths) for paths in (2**10, 2**12, PATHS)}
    told = ", ".join(f"{paths:,} paths {size:.5f}" for paths, size in errors.items())
    print(f"\n{kind}: chance {truth:.4f}, error of {told}")
    benchmark.extra_info.update({str(paths): size for paths, size in errors.items()})
    benchmark.pedantic(chance, (PATHS, 1), rounds=5)
    assert errors[PATHS] < 0.002
