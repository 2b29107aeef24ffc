"""Writing a file: never over a file that exists unless that was asked for, and whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from offersheet.errors import InvalidInput

__all__ = ["refuse", "write_whole"]


def refuse(out: Path, force: bool, what: str = "a workbook", ending: str = ".xlsx") -> None:
    """Raise where a file cannot be written under a name, or not without ``--force``."""
    if out.suffix.lower() != ending:
        raise InvalidInput(f"{out}: the name of {what} must end in {ending}")
    if out.is_dir():
        raise InvalidInput(f"{out} is a folder; {what} needs a name of its own")
    if out.exists() and not force:
        raise InvalidInput(f"{out} exists already; --force replaces it")
    if not out.parent.is_dir():
        raise InvalidInput(f"{out.parent} is no folder to write into")


def write_whole(out: Path, content: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that it is there whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~_umask())
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
