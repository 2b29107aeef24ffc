"""The command that answers the add-in: which one it is, and that it is there as long as it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from offersheet.hosts.libreoffice import child as module
from offersheet.hosts.libreoffice.child import COMMAND_VARIABLE, Child, NoCommand, command, recorded


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch, tmp_path):
    monkeypatch.delenv(COMMAND_VARIABLE, raising=False)
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def record(words: str) -> None:
    recorded().parent.mkdir(parents=True)
    recorded().write_text(words, encoding="utf-8")


def test_the_environment_comes_first(monkeypatch):
    record(f"{sys.executable}\n")
    monkeypatch.setenv(COMMAND_VARIABLE, f"'{sys.executable}' -m offersheet")
    assert command() == [sys.executable, "-m", "offersheet"]


def test_then_what_an_installation_recorded(tmp_path):
    record(f"{sys.executable}\n-m\noffersheet\n")
    assert command() == [sys.executable, "-m", "offersheet"]


def test_then_the_path(tmp_path, monkeypatch):
    record("/gone/python\n-m\noffersheet\n")
    there = tmp_path / "bin" / "offersheet"
    there.parent.mkdir()
    there.write_text("#!/bin/sh\n")
    there.chmod(0o755)
    assert command() == [str(there)]


def test_none_of_them_is_said_plainly():
    with pytest.raises(NoCommand, match=f"not found; run 'offersheet addin install .*{COMMAND_VARIABLE}"):
        Child().ask("EQUITY_PV", [1.0])


@pytest.mark.parametrize(("script", "said"), [("exit 3", "ends without an answer"), (None, "does not start")])
def test_a_command_that_does_not_answer(monkeypatch, tmp_path, script, said):
    there = tmp_path / "broken"
    if script:
        there.write_text(f"#!/bin/sh\n{script}\n")
        there.chmod(0o755)
    monkeypatch.setenv(COMMAND_VARIABLE, str(there))
    with pytest.raises(NoCommand, match=said):
        Child().ask("EQUITY_PV", [1.0])


def test_one_process_answers_until_it_dies(monkeypatch):
    monkeypatch.setenv(COMMAND_VARIABLE, f"{sys.executable} -m offersheet")
    started = []
    start = module._start
    monkeypatch.setattr(module, "_start", lambda: started.append(start()) or started[-1])
    child = Child()
    try:
        assert child.ask("DILUTION", [0.2, 0.2])["value"] == pytest.approx(0.36)
        assert child.ask("EQUITY_PV", [400_000.0, -2.0])["error"] == "#NUM!"
        started[0].kill()
        started[0].wait()
        assert child.ask("DILUTION", [0.2])["value"] == pytest.approx(0.2)
    finally:
        child.end()
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_it_needs_pythons_own_library_alone():
    code = (
        "import sys; import offersheet.hosts.libreoffice.{}; print([m for m in sys.modules if 'numpy' in m])"
    )
    for name in ("child", "blanks", "errors"):
        run = subprocess.run(
            [sys.executable, "-c", code.format(name)], capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == "[]"
