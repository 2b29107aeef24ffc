"""A contract of words: for every state of a result what ``offersheet value`` must say, and what it must not."""

from __future__ import annotations

import pytest
from offersheet.cli import app
from typer.testing import CliRunner

TEXAS = 'state = "TX"'


def offer(name, *lines):
    return "\n".join(["[[offers]]", f'name = "{name}"', TEXAS, *lines])


A = offer("A", "base = 200_000")
GRANTED = offer("B", "base = 150_000", "grant_value = 100_000")
UNPRICED = offer("B", "base = 150_000", "shares = 10_000")

STATES = {
    "best": ([A, GRANTED], ["A is worth the most", "rank best 2nd"], ["close", "the same", "without the equity"]),
    "close": (
        [A, offer("B", "base = 199_000"), offer("C", "base = 150_000")],
        ["A is worth the most", "That is close: B is less than 2% behind."],
        ["C is less", "the same"],
    ),
    "a lead of 3 %": ([A, offer("B", "base = 194_000")], ["A is worth the most"], ["close"]),
    "tie": (
        [A, offer("B", "base = 200_000"), GRANTED.replace('"B"', '"C"')],
        ["A and B are worth the same", "rank best best 3rd"],
        ["is worth the most", "close"],
    ),
    "best before tax alone": (
        [offer("A", "base = 230_000").replace("TX", "NYC"), offer("B", "base = 220_000")],
        ["B leaves more after tax", "before tax A is worth"],
        ["the same", "is worth the most"],
    ),
    "not valued": (
        [A, UNPRICED],
        ["A is worth the most", "That is without the equity of B, which has no price.", "B: its equity counts as 0"],
        [],
    ),
    "two not valued": (
        [UNPRICED.replace('"B"', '"A"'), offer("B", "base = 1e5", 'equity_kind = "nso"', "strike = 1"), A.replace("A", "C")],
        ["without the equity of A, which has no price; and of B, which has no shares."],
        [],
    ),
    "no fully diluted": (
        [A, offer("B", "base = 1e5", "shares = 10", "exit_value = 1e7")],
        ["without the equity of B, which has no fully_diluted."],
        [],
    ),
    "worth nothing": (
        [A, offer("B", "base = 1e5", "shares = 9", "exit_value = 1e6", "fully_diluted = 1e6", "strike = 9")],
        ["B: its equity counts as 0."],
        ["without the equity"],
    ),
    "one offer": ([A], ["clears it"], ["is worth the most", "rank", "best"]),
    "clears, assumed": ([A], ["verdict, law of 2026 clears it", "spent 60,000, saved 20,000, assumed"], ["short"]),
    "falls short": ([offer("A", "base = 60_000")], ["verdict, law of 2026 short"], ["clears it"]),
    "own spending": (
        ["[assumptions]\nannual_spend = 72_000\nsavings = 9_000", A],
        ["spent 72,000, saved 9,000"],
        ["assumed"],
    ),
    "own spending alone": (
        ["[assumptions]\nannual_spend = 72_000", A],
        ["spent 72,000, saved 20,000 (assumed)"],
        ["spent 72,000 (assumed)", "saved 20,000, assumed"],
    ),
    "law of another year": (
        ["[assumptions]\ntax_year = 2025", A],
        ["verdict, law of 2025", "Taxes of 2025"],
        ["law of 2026"],
    ),
    "target met": (
        ["[assumptions]\ntarget_total = 190_000", A],
        ["Base to ask for met"],
        ["Base to ask for 190,000"],
    ),
    "target just met": (["[assumptions]\ntarget_total = 200_000", A], ["Base to ask for met"], []),
    "target missed": (
        ["[assumptions]\ntarget_total = 210_000", A],
        ["Base to ask for 210,000"],
        ["met"],
    ),
    "no target": ([A], [], ["Base to ask for", "met"]),
    "low above the own value": ([GRANTED], ["in place of an offer's own, so that low may stand above"], []),
    "low below the own value": (
        [offer("B", "base = 150_000", "grant_value = 100_000", "growth = 0.2", "raise_rate = 0.03")],
        ["Low / base / high"],
        ["may stand above"],
    ),
    "what labels leave out": (
        [A],
        ["First year", "as recruiters add them up: no growth, no raises, no refreshers, no relocation"],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_what_is_said_of_a_result(tmp_path, state):
    lines, must, must_not = STATES[state]
    path = tmp_path / "offers.toml"
    path.write_text("\n".join(sorted(lines, key=lambda line: line.startswith("[["))), "utf-8")
    done = CliRunner().invoke(app, ["value", str(path)], catch_exceptions=False)
    assert done.exit_code == 0
    page = " ".join(done.stdout.split())
    assert [words for words in must if words not in page] == []
    assert [words for words in must_not if words in page] == []
