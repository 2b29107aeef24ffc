"""LibreOffice's own programs: where they stand, and one that computes a workbook and ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from offersheet.errors import InvalidInput

__all__ = ["computed", "find"]

_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
)
"""Where LibreOffice stands when its programs are not on the PATH."""

ANSWER_WITHIN = 300
"""Seconds. A first start on a busy machine takes half a minute; anything much longer hangs."""

_XLSX = "xlsx:Calc MS Excel 2007 XML"

# A workbook may call WEBSERVICE or link to another file: nothing is followed, no macro runs, and whatever
# should still ask for the network asks a port of this machine on which nobody answers.
_SETTINGS: dict[str, dict[str, tuple[str, int | str]]] = {
    "/org.openoffice.Office.Calc/Content/Update": {"Link": ("xs:short", 2)},
    "/org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": ("xs:int", 3),
        "DisableMacrosExecution": ("xs:boolean", "true"),
        "DisableActiveContent": ("xs:boolean", "true"),
    },
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": ("xs:int", 2),
        **{f"ooInet{each}ProxyName": ("xs:string", "127.0.0.1") for each in ("HTTP", "HTTPS", "FTP")},
        **{f"ooInet{each}ProxyPort": ("xs:int", 9) for each in ("HTTP", "HTTPS", "FTP")},
    },
}


def find(tool: str) -> str | None:
    """Find one of LibreOffice's programs: on the PATH, beside ``soffice``, or where it is installed."""
    soffice = shutil.which("soffice")
    beside = str(Path(soffice).resolve().parent) if soffice else ""
    return shutil.which(tool) or shutil.which(tool, path=os.pathsep.join(filter(None, (beside, *_FOLDERS))))


def computed(workbook: bytes) -> bytes:
    """Return an .xlsx file as LibreOffice saves it: with what it computes where a formula has no value.

    It starts one of its own, with a profile that is gone afterwards, and opens no connection. Raises
    ``InvalidInput`` where there is no LibreOffice, and where it cannot read the file or does not answer.
    """
    soffice = find("soffice")
    if soffice is None:
        raise InvalidInput(
            "LibreOffice computes the values, and was not found: install it from libreoffice.org or with "
            "your system's packages (libreoffice-calc), or leave the values out"
        )
    with tempfile.TemporaryDirectory(prefix="offersheet-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_registry(), "utf-8")
        asked, answer = folder / "book.xlsx", folder / "out" / "book.xlsx"
        asked.write_bytes(workbook)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run([
            soffice, profile, "--headless", "--norestore", "--nolockcheck",
            "--convert-to", _XLSX, "--outdir", str(answer.parent), str(asked),
        ])  # fmt: skip
        if not answer.is_file():
            raise InvalidInput("LibreOffice could not open it")
        return answer.read_bytes()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse" oor:type="{kind}">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, (kind, value) in settings.items()
    )
    spaces = {"oor": "http://openoffice.org/2001/registry", "xs": "http://www.w3.org/2001/XMLSchema"}
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {declared}>{items}</oor:items>\n'


def _run(command: list[str]) -> None:
    """Run LibreOffice; whatever ends the wait ends it, too, with the processes that it started."""
    process = subprocess.Popen(  # noqa: S603 - LibreOffice itself
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(ANSWER_WITHIN)
    except subprocess.TimeoutExpired:
        raise InvalidInput(f"LibreOffice did not answer within {ANSWER_WITHIN} seconds") from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
