"""The workbooks that the tests type into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from offersheet.workbook.build import build_workbook

from tests.soffice import Book, Office


@pytest.fixture(scope="session")
def template() -> bytes:
    """The workbook without any offer."""
    return build_workbook()


@pytest.fixture(scope="session")
def empty(office: Office, template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The workbook without any offer, open in LibreOffice: every test types over all its inputs."""
    path: Path = tmp_path_factory.mktemp("template") / "offers.xlsx"
    path.write_bytes(template)
    with office.open(path) as book:
        yield book
