"""Reading what a test has written."""

from __future__ import annotations

import pytest
from offersheet.comps.filters import Filters
from offersheet.comps.read import read_comps
from offersheet.errors import UnreadableFile


@pytest.fixture
def written(tmp_path):
    """Write a file of that name and content."""

    def write(content, name="comps.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read(written):
    """Write a file, and read its comps."""

    def write_and_read(content, name="comps.csv", mapping=None, **asked):
        return read_comps([written(content, name)], Filters(**asked), mapping)

    return write_and_read


@pytest.fixture
def refusal():
    """Return why a file cannot be read: one printable line that begins with its name."""

    def fail(path, mapping=None):
        with pytest.raises(UnreadableFile) as caught:
            read_comps([path], mapping=mapping)
        message = str(caught.value)
        assert message.isprintable()
        begins, _, rest = message.partition(f"{path.name}: ")
        assert begins == f"{path.parent}/"
        return rest

    return fail
