"""What is true in the world: figures as dated, sourced TOML beside this file, and what reads it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load"]


@cache
def load(name: str) -> dict[str, Any]:
    """Return the facts of a file, read once: ``load("article")``, ``load("tax/CA")``."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
