"""``offersheet addin install classic``: what it sets for xlwings, and that it takes out no more than that."""

from __future__ import annotations

import sys

import pytest
import xlwings.utils
from hypothesis import given
from hypothesis import strategies as st
from offersheet.cli import app
from offersheet.errors import InvalidInput
from offersheet.hosts.classic.config import MODULE, settings, with_ours, without_ours
from typer.testing import CliRunner

OTHER = '"PYTHONPATH","C:\\mine"\n"SHOW CONSOLE","True"\n'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user of Windows, whose xlwings reads this configuration."""
    monkeypatch.setattr("offersheet.commands.addin._on_windows", lambda: True)
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setattr(xlwings, "USER_CONFIG_FILE", str(tmp_path / ".xlwings" / "xlwings.conf"))
    return tmp_path


def install(*options):
    done = CliRunner().invoke(app, ["addin", "install", "classic", *options])
    assert done.exit_code == 0, done.output
    return done.output


def test_xlwings_finds_our_functions(home):
    assert "Import Functions" in install()
    assert xlwings.utils.read_user_config() == {"interpreter_win": sys.executable, "udf modules": MODULE}
    install("--undo")
    assert xlwings.utils.read_user_config() == {}
    assert [path.name for path in (home / ".xlwings").iterdir()] == ["xlwings.conf"]


def test_what_was_set_before_stays(home):
    file = home / ".xlwings" / "xlwings.conf"
    file.parent.mkdir()
    before = f'"INTERPRETER_WIN","C:\\other\\python.exe"\n"UDF MODULES","mine;ours"\n{OTHER}'
    file.write_text(before)
    said = install()
    assert "C:\\other\\python.exe" in said
    assert settings(file.read_text()) == {**settings(before), "UDF MODULES": f"mine;ours;{MODULE}"}
    install()
    assert file.read_text().count(MODULE) == 1
    install("--undo")
    assert file.read_text() == before


def test_windows_line_ends_stay_one(home, monkeypatch):
    monkeypatch.setattr("os.linesep", "\r\n")
    file = home / ".xlwings" / "xlwings.conf"
    file.parent.mkdir()
    before = OTHER.replace("\n", "\r\n").encode()
    file.write_bytes(before)
    install()
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") == 4
    install("--undo")
    assert file.read_bytes() == before


def test_undo_without_install_changes_nothing(home):
    install("--undo")
    assert not (home / ".xlwings").exists()


def test_an_interpreter_chosen_since_is_kept(home):
    install()
    file = home / ".xlwings" / "xlwings.conf"
    file.write_text(file.read_text().replace(sys.executable, "C:\\new\\python.exe"))
    install("--undo")
    assert settings(file.read_text()) == {"INTERPRETER_WIN": "C:\\new\\python.exe"}


def test_it_is_refused_where_there_is_no_such_excel(monkeypatch):
    monkeypatch.setattr("offersheet.commands.addin._on_windows", lambda: False)
    done = CliRunner().invoke(app, ["addin", "install", "classic"])
    assert isinstance(done.exception, InvalidInput)
    assert "lite" in str(done.exception)


texts = st.text(st.characters(codec="ascii", exclude_characters='"\r\n\v\f\x1c\x1d\x1e;'), max_size=12)
names = st.sampled_from(["PYTHONPATH", "UDF MODULES", "INTERPRETER_WIN", "CONDA PATH"]) | texts


@given(st.dictionaries(names.map(str.upper), texts.map(str.strip), max_size=5))
def test_what_is_put_in_is_taken_out(there):
    before = "".join(f'"{name}","{value}"\n' for name, value in there.items() if value)
    after = with_ours(before, "C:/python.exe")
    assert MODULE in settings(after)["UDF MODULES"].split(";")
    added = "" if settings(before).get("INTERPRETER_WIN") else "C:/python.exe"
    assert settings(without_ours(after, added)) == settings(before)
