"""The command as a whole: its help, its version, and how it ends when something goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from offersheet.cli import app, main
from typer.testing import CliRunner

COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]
HEAVY = {"importlib.metadata", "numpy", "openpyxl", "pandas", "rich", "scipy", "xlwings"}

not_on_windows = pytest.mark.skipif(os.name == "nt", reason="the signals and devices are those of POSIX")


def start(*arguments, **options):
    """Start the command as a process of its own."""
    command = [sys.executable, "-m", "offersheet", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)


def test_version():
    assert CliRunner().invoke(app, ["--version"]).stdout == f"offersheet {version('offersheet')}\n"


@pytest.mark.parametrize("asked", [["--help"], ["-h"], *([command, "--help"] for command in COMMANDS)])
def test_help_fits_a_terminal(asked):
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_help_names_every_command():
    shown = CliRunner().invoke(app, ["--help"]).stdout
    for command in COMMANDS:
        assert f"\n  {command} " in shown


def test_help_imports_nothing_heavy():
    script = (
        "import atexit, sys; sys.argv = ['offersheet', '--help']; "
        f"atexit.register(lambda: print(sorted({HEAVY} & set(sys.modules)), file=sys.stderr)); "
        "from offersheet.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_command_that_does_not_exist(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["offersheet", "cal"])
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code == 2
    assert "No such command 'cal'" in capsys.readouterr().err


@not_on_windows
@pytest.mark.parametrize("arguments", [["functions"], ["functions", "--json"], ["call", "VESTED", "1", "18"]])
def test_a_reader_that_has_enough_is_no_error(arguments):
    read, write = os.pipe()
    os.close(read)
    with start(*arguments, stdout=write) as child:
        os.close(write)
        assert child.stderr.read() == b""


@not_on_windows
def test_a_pipe_of_calls_whose_reader_has_enough_is_no_error():
    with start("call", "--batch", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        request = json.dumps({"function": "VESTED", "args": [400_000, 12]}).encode() + b"\n"
        child.stdin.write(request)
        child.stdin.flush()
        assert child.stdout.readline() == b'{"value": 100000.0}\n'
        child.stdout.close()
        child.stdin.write(request)
        child.stdin.flush()
        assert child.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["functions", "--json"], ["call", "VESTED", "1", "18"], ["--version"]])
def test_output_that_cannot_be_written_is_one_line(arguments):
    with Path("/dev/full").open("w") as full, start(*arguments, stdout=full) as child:
        assert child.stderr.read() == b"offersheet: No space left on device\n"
        assert child.wait() == 2


@pytest.fixture
def interruptible():
    """Let what the test starts be interrupted, even where whoever runs the tests ignores that.

    A child inherits that a signal is ignored (``trap '' INT``, ``nohup``); one that is handled, it gets whole.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@not_on_windows
def test_interrupting_is_quiet(interruptible):
    with start("call", "--batch", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdin.write(b"{}\n")
        child.stdin.flush()
        child.stdout.readline()
        time.sleep(0.05)  # back at reading
        child.send_signal(signal.SIGINT)
        assert child.stderr.read() == b""
        assert child.wait() == 130
