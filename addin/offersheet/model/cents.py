"""How small an amount of money is none."""

from __future__ import annotations

__all__ = ["HALF_A_CENT"]

HALF_A_CENT = 0.005
"""Below it an amount rounds to nothing: of no gap, and with no share left of it that is known."""
