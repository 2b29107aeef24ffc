"""Reading what a test has written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from offersheet.errors import UnreadableFile
from offersheet.reading import OfferFile, read_offers

Reader = Callable[[str, "str | bytes"], OfferFile]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Write a file of that name and content, and read its offers."""
    folder: Path = tmp_path_factory.mktemp("offers")

    def write_and_read(name: str, content: str | bytes) -> OfferFile:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_offers(path)

    return write_and_read


@pytest.fixture(scope="session")
def refusal(read: Reader) -> Callable[[str, str | bytes], str]:
    """Write a file that cannot be read, and return why: one printable line that names the file."""

    def write_and_fail(name: str, content: str | bytes) -> str:
        with pytest.raises(UnreadableFile) as caught:
            read(name, content)
        message = str(caught.value)
        assert message.isprintable()
        _, separator, rest = message.partition(f"{name}: ")
        assert separator
        return rest

    return write_and_fail
