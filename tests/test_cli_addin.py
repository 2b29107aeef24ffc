"""``offersheet addin``: the extension as a file, and what installing it does and undoes."""

from __future__ import annotations

import sys
import zipfile

import pytest
from offersheet.cli import app
from offersheet.errors import InvalidInput
from offersheet.hosts.libreoffice.child import command, recorded
from typer.testing import CliRunner


def run(*arguments):
    return CliRunner().invoke(app, ["addin", *map(str, arguments)])


@pytest.fixture
def unopkg(monkeypatch, tmp_path):
    """LibreOffice's tool, which notes how it was called; what it exits with stands in a file."""
    for name in ("OFFERSHEET_COMMAND", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "bin"
    folder.mkdir()
    tool = folder / "unopkg"
    tool.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/called\nif [ -e {tmp_path}/broken ]; then echo "no disk" >&2; exit 1; fi\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    return tmp_path


def test_build_writes_the_extension_and_replaces_none(tmp_path):
    out = tmp_path / "offersheet.oxt"
    assert run("build", "libreoffice", out).exit_code == 0
    assert "calc.py" in zipfile.ZipFile(out).namelist()
    again = run("build", "libreoffice", out)
    assert isinstance(again.exception, InvalidInput)
    assert "--force" in str(again.exception)
    assert isinstance(run("build", "libreoffice", tmp_path / "x.zip").exception, InvalidInput)


def test_install_adds_it_and_records_this_python(unopkg):
    assert run("install", "libreoffice").exit_code == 0
    assert (unopkg / "called").read_text().startswith("add --force ")
    assert command() == [sys.executable, "-m", "offersheet"]
    assert run("install", "libreoffice", "--undo").exit_code == 0
    assert (unopkg / "called").read_text().splitlines()[-1] == "remove org.offersheet.calc"
    assert not recorded().exists()


def test_what_the_tool_says_is_said_in_one_line(unopkg):
    (unopkg / "broken").touch()
    done = run("install", "libreoffice")
    assert str(done.exception) == "unopkg did not add the extension: no disk"
    assert not recorded().exists()


def test_without_libreoffice_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("offersheet.hosts.libreoffice.program._FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    assert "addin build libreoffice offersheet.oxt" in str(run("install", "libreoffice").exception)
