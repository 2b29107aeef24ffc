"""The command line as tests run it, in their own process."""

from __future__ import annotations

import pytest
from offersheet.cli import app, main
from typer.testing import CliRunner


def run(*words):
    """Run a command that ends well, and return what it did."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done


def failed(capsys, monkeypatch, *words):
    """Run a command that is refused, as its entry point does, and return what it says."""
    monkeypatch.setattr("sys.argv", ["offersheet", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err
