"""Shared by all tests: one LibreOffice; Hypothesis looks at the same examples in every run."""

from hypothesis import settings

from tests.soffice import office

__all__ = ["office"]

settings.register_profile("same_every_run", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("same_every_run")
