"""Findings as sentences of a page: days as the language writes them, typed text in its own direction."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format

from tracemark.ui.words import value_words, word

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def sentence(code: str, params: Mapping[str, object]) -> str:
    """The words of ``code`` for a page. What was typed or read keeps its own direction inside Arabic."""
    return word(code, **{name: _shown(name, value) for name, value in params.items()})


def isolate(text: str) -> str:
    """``text`` with a direction of its own, for where an element (``<bdi>``) cannot stand."""
    return f"{ISOLATE}{text}{END_ISOLATE}"


def _shown(name: str, value: object) -> object:
    """A parameter as a person reads it. Days are named ``day`` or ``…_on``."""
    if not isinstance(value, str):
        return value
    if (name == "day" or name.endswith("_on")) and ISO_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return isolate(value) if value_words(name, value) == value else value
