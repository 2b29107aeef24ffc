"""A child process to ask: xlwings decides when it is imported where it is, so each host has its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Child:
    """The asking side; what the child raises is raised here as a ``RuntimeError``."""

    def __init__(self, module: str) -> None:
        command = [sys.executable, "-m", module]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1)

    def ask(self, command: str, *arguments: Any) -> Any:
        pickle.dump((command, arguments), self._process.stdin)
        self._process.stdin.flush()
        answered, reply = pickle.load(self._process.stdout)
        if not answered:
            raise RuntimeError(reply)
        return reply

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def serve(commands: Mapping[str, Callable[..., Any]]) -> None:
    """The answering side: run until nobody asks any more."""
    questions, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up among the replies
    while True:
        try:
            command, arguments = pickle.load(questions)
        except EOFError:
            return
        try:
            reply = (True, commands[command](*arguments))
        except Exception as error:
            reply = (False, repr(error))
        pickle.dump(reply, replies)
        replies.flush()
