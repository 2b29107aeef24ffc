"""The reference page says what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest
from offersheet.worksheet import catalogue
from offersheet.worksheet.reference import reference

PAGE = Path(__file__).parents[2] / "addin" / "docs" / "functions.md"
REBUILD = "uv run python -m offersheet.worksheet.reference addin/docs/functions.md"


@pytest.fixture(scope="module")
def page() -> str:
    return reference()


def test_the_committed_page_is_not_stale(page):
    if PAGE.read_text("utf-8") != page:
        pytest.fail(f"addin/docs/functions.md is stale; write it anew with: {REBUILD}", pytrace=False)


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=catalogue.functions())
def test_everything_that_is_declared_is_on_the_page(function, page):
    _, _, after = page.partition(f"### {function.name}\n")
    about, _, _ = after.partition("\n### ")
    assert function.signature in about
    assert function.summary in " ".join(about.replace("`", "").split())
    for parameter in function.parameters:
        assert f"| `{parameter.name}` | {parameter.help} |" in about
    for example in function.examples:
        assert f"`={function.name}({example.arguments})`" in about


def test_the_contents_lead_to_every_function(page):
    for name in catalogue.functions():
        assert f"[{name}](#{name.lower()})" in page
