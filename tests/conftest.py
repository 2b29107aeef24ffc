"""Shared by all tests: one LibreOffice; Hypothesis looks at the same examples in every run."""

import pytest
from hypothesis import settings

from tests.soffice import office

__all__ = ["office"]

settings.register_profile("thorough", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis look at a quarter of the examples where thorough tests are left out."""
    settings.load_profile("quick" if config.option.markexpr == "not thorough" else "thorough")
