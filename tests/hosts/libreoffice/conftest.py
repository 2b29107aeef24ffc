"""LibreOffice with the add-in installed, in a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from offersheet import __version__
from offersheet.hosts.libreoffice.oxt import extension
from offersheet.worksheet import catalogue

from tests import soffice

NOBODY = 65534
SYSTEM_PATH = "/usr/bin:/bin"
"""LibreOffice's Python takes the libraries of whichever Python comes first on the path."""


@pytest.fixture(scope="session")
def oxt() -> bytes:
    """The extension, as it is built today."""
    return extension(catalogue.functions().values(), __version__)


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the command that answers the add-in notes its process."""
    return tmp_path_factory.mktemp("asked") / "processes"


@pytest.fixture(scope="session")
def calc(oxt: bytes, asked: Path) -> Iterator[soffice.Office]:
    """LibreOffice in which the functions can be typed; they are answered by this very Python."""
    folder = Path(tempfile.mkdtemp(prefix="offersheet-calc-"))
    folder.chmod(0o777)
    try:
        (folder / "offersheet.oxt").write_bytes(oxt)
        _install(folder)
        command = folder / "answer.py"
        command.write_text(
            "import os, sys\n"
            f"with open({str(asked)!r}, 'a') as file: print(os.getpid(), file=file, flush=True)\n"
            "from offersheet.cli import main\n"
            "main()\n"
        )
        environment = pytest.MonkeyPatch()
        environment.setenv("PATH", SYSTEM_PATH)
        environment.setenv("OFFERSHEET_COMMAND", f"{sys.executable} {command}")
        office = soffice.start(folder / "profile")
        environment.undo()
        yield office
        office.end()
    finally:
        shutil.rmtree(folder)


def _install(folder: Path) -> None:
    """Add the extension to the profile. LibreOffice's tool refuses to do that for root, so nobody does it."""
    tool = shutil.which("unopkg")
    if tool is None:
        soffice.missing("LibreOffice's tool unopkg is not installed")
    nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    command = [*(nobody if os.geteuid() == 0 else ()), tool, "add", str(folder / "offersheet.oxt")]
    subprocess.run(
        [*command, f"-env:UserInstallation={(folder / 'profile').as_uri()}"],
        check=True,
        capture_output=True,
        cwd="/",
        env={**os.environ, "HOME": str(folder), "PATH": SYSTEM_PATH},
    )
