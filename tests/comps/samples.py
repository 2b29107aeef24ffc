"""The samples of pay data: invented, and written by this. ``python -m tests.comps.samples`` renews them."""

from __future__ import annotations

from pathlib import Path

from tests.comps.written import (
    LCA,
    LEVELS,
    OWN,
    csv_text,
    lca_rows,
    levels_rows,
    own_rows,
    write_parquet,
    write_xlsx,
)

FOLDER = Path(__file__).parents[2] / "samples" / "comps"
ROWS = 150


def write(folder: Path) -> None:
    """Write the three layouts, and our own in Parquet, too."""
    own = list(own_rows(ROWS))
    (folder / "levels-synthetic.csv").write_text(csv_text(LEVELS, levels_rows(ROWS)), "utf-8")
    write_xlsx(folder / "lca-synthetic.xlsx", LCA, lca_rows(ROWS))
    (folder / "comps-synthetic.csv").write_text(csv_text(OWN, own), "utf-8")
    write_parquet(folder / "comps-synthetic.parquet", OWN, own)


if __name__ == "__main__":
    write(FOLDER)
