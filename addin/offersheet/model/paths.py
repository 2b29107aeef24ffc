"""How many futures are drawn: apart, for who only says so."""

from __future__ import annotations

__all__ = ["PATHS"]

PATHS = 2**14
"""Futures that are drawn unless said otherwise."""
