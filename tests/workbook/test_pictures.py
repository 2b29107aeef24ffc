"""The pictures of the workbook: there is one of every sheet, filled and empty, page and screen."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest
from offersheet.workbook.build import declare_sheets

from tests.pictures import every_picture
from tests.soffice import missing


@pytest.mark.thorough
@pytest.mark.timeout(1800)
def test_every_sheet_is_pictured(office, tmp_path):
    if shutil.which("pdftoppm") is None:
        missing("pdftoppm is not installed; on Debian it is in poppler-utils")
    pictures = Counter(path.stem.rpartition("-")[0] for path in every_picture(office, tmp_path))
    assert set(pictures) == {
        f"{workbook}-{view}-{sheet.name}"
        for workbook in ("filled", "empty")
        for view in ("page", "screen")
        for sheet in declare_sheets()
    }
    assert pictures["filled-page-Start"] == pictures["filled-screen-Start"] == 1
