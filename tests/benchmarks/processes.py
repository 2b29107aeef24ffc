"""Whole processes, started as a person starts them, and how long they take."""

from __future__ import annotations

import subprocess
import time


def run(*command):
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
