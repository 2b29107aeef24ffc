"""Files that others wrote, distrusted: what may be opened, and what a workbook may unpack to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from offersheet.errors import InvalidInput

__all__ = ["LARGEST_RATIO", "MOST_PARTS", "OLD_OFFICE", "ZIP", "opened", "refuse_bombs"]

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""What a workbook begins with, and what one does that is old or has a password."""

MOST_PARTS = 1_000
LARGEST_RATIO = 100
"""How many times its packed size a part may have."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read it, or say why it cannot be."""
    try:
        if path.is_dir():
            raise InvalidInput("it is a folder, not a file")
        if path.exists() and not path.is_file():
            raise InvalidInput("it is a device or a pipe, not a file")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise InvalidInput("there is no such file") from error
    except OSError as error:
        raise InvalidInput(f"it cannot be read ({error.strerror})") from error


def refuse_bombs(file: Path | IO[bytes], most: int, holds: str) -> list[zipfile.ZipInfo]:
    """Return the parts of an archive, or refuse what says that it unpacks to more than ``most`` bytes.

    ``holds`` names in the message what cannot hold so much.
    """
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise InvalidInput("it is no workbook: its parts are too many, or two share a name")
    unpacked = sum(part.file_size for part in parts)
    ratio = max((part.file_size / max(part.compress_size, 1) for part in parts), default=0.0)
    if unpacked > most or ratio > LARGEST_RATIO:
        raise InvalidInput(f"it unpacks to {unpacked:,} bytes, more than {holds} can hold")
    return parts
