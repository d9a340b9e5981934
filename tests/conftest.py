"""Shared by all tests: a data folder of their own, and catalogues compiled once."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from tracemark.ui.catalogues import compile_stale

os.environ.setdefault("TRACEMARK_HOME", tempfile.mkdtemp(prefix="tracemark-tests-"))
compile_stale()
# A busy machine is no fault of a strategy.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever language the one before it ended in."""
    with translation.override("en"):
        yield
