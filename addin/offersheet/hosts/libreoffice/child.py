"""The command line as a child that answers calls over a pipe, for as long as LibreOffice runs.

LibreOffice's own Python seldom has NumPy, so the functions are computed where offersheet is installed.
Nothing here needs more than Python's own library.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["COMMAND_VARIABLE", "Child", "NoCommand", "command", "recorded"]

COMMAND_VARIABLE = "OFFERSHEET_COMMAND"
"""The environment variable that says which command to run, before all else."""


class NoCommand(Exception):
    """The command line was not found, or does not answer."""


def recorded() -> Path:
    """Return where an installation records its command, a word a line."""
    folder = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(folder) / "offersheet" / "command"


def command() -> list[str]:
    """Return the words of the command: the environment's, else what was recorded, else one on the PATH."""
    if typed := os.environ.get(COMMAND_VARIABLE, "").strip():
        return [typed] if shutil.which(typed) else shlex.split(typed, posix=os.name != "nt")
    try:
        words = recorded().read_text(encoding="utf-8").splitlines()
    except OSError:
        words = []
    if words and shutil.which(words[0]):
        return words
    if found := shutil.which("offersheet"):
        return [found]
    raise NoCommand(
        "offersheet: its command was not found; "
        f"run 'offersheet addin install libreoffice', or set {COMMAND_VARIABLE}"
    )


class Child:
    """One ``offersheet call --batch``, started when it is first asked, and again if it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, function: str, arguments: list[Any]) -> dict[str, Any]:
        """Return the answer to a call: ``{"value": ...}`` or ``{"error": ..., "why": ...}``.

        Raises ``NoCommand`` where there is no command to ask, or it ends without an answer.
        """
        line = json.dumps({"function": function, "args": arguments}).encode() + b"\n"
        with self._lock:
            answer = self._exchange(line) or self._exchange(line)
        if not answer:
            raise NoCommand("offersheet: its command ends without an answer; try 'offersheet --version'")
        read: dict[str, Any] = json.loads(answer)
        return read

    def end(self) -> None:
        """End the child."""
        with self._lock:
            self._drop()

    def _exchange(self, line: bytes) -> bytes:
        """Send a line and return the answer; nothing where the child is dead, which is then forgotten."""
        process = self._process = self._process or _start()
        answer = b""
        if process.stdin and process.stdout:
            with suppress(OSError):
                process.stdin.write(line)
                process.stdin.flush()
                answer = process.stdout.readline()
        if not answer.endswith(b"\n"):
            self._drop()
            return b""
        return answer

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            with suppress(OSError):  # what was not sent is lost with it
                process.communicate()


def _start() -> subprocess.Popen[bytes]:
    # LibreOffice points these at a Python of its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        return subprocess.Popen(  # noqa: S603 - the command that the user installed
            [*command(), "call", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise NoCommand(f"offersheet: its command does not start: {error}") from error
