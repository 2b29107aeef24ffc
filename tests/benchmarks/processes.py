"""Whole processes, started as a person starts them."""

from __future__ import annotations

import subprocess


def run(*command):
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
