"""The sample notebook: it runs from its first cell to its last, and is kept without what running left in it."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

plt = pytest.importorskip("matplotlib.pyplot")

SAMPLE = Path(__file__).parents[2] / "samples" / "compare-offers.ipynb"


@pytest.fixture(scope="module")
def cells():
    book = json.loads(SAMPLE.read_text("utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


@pytest.fixture
def drawn(monkeypatch):
    """How many pictures are shown; none opens a window."""
    shown = []
    plt.switch_backend("agg")
    monkeypatch.setattr(plt, "show", lambda: (shown.append(plt.gcf()), plt.close("all")))
    return shown


def run(source, names):
    """Run a cell, and return what a notebook shows of it: its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_it_runs(cells, drawn, monkeypatch, capsys):
    monkeypatch.chdir(SAMPLE.parent)
    names = {}
    shown = [run("".join(cell["source"]), names) for cell in cells]
    assert len(drawn) == 2
    assert sum(hasattr(one, "_repr_html_") for one in shown) >= 6
    assert (names["compared"].loc["npv"] > 500_000).all()
    assert "Corvane is ahead by" in capsys.readouterr().out


def test_it_is_kept_as_written(cells):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
