"""A node of the constructed world, and people signed in on it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as node_settings
from django.test import Client
from tests.figures.signed_in import sign_in


@pytest.fixture
def constructed(settings: object) -> None:
    """The node of an invented State: it counts the constructed world."""
    settings.NODE = replace(node_settings.NODE, state="XF")  # type: ignore[attr-defined]  # [pytest-django]


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """``signed_in("analyst")``: a browser of somebody with that role."""
    return lambda role: sign_in(role, monkeypatch)
