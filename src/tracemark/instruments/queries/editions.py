"""Editions a node can use: those that are shipped, and those that were loaded to correct or add to them."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.frozen import canonical_text, text_hash
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.models import Edition
from tracemark.instruments.rules.document import instrument_json, read_instrument_json
from tracemark.instruments.rules.questionnaire import Instrument

PERMISSION = "report.read"


def list_instruments(viewer: Viewer) -> Mapping[str, Instrument]:
    """Every edition by name, in order; one that was loaded stands in place of the shipped one of that name."""
    viewer.require(PERMISSION)
    loaded = {
        row.name: instrument_of(row) for row in Edition.objects.filter(is_loaded=True).order_by("loaded_at")
    }
    return dict(sorted({**shipped_instruments(), **loaded}.items()))


def get_instrument(viewer: Viewer, name: str) -> Instrument:
    """The edition ``id/edition``; ``id`` alone is its newest that is no draft, else its newest. Raises Refused."""
    known = list_instruments(viewer)
    if name in known:
        return known[name]
    editions = [one for one in known.values() if one.id == name]
    if not editions:
        raise Refused(Finding("instrument_unknown", {"name": name}, Severity.REFUSAL))
    return next((one for one in reversed(editions) if one.standing.value != "draft"), editions[-1])


def editions_by_id(ids: Iterable[UUID]) -> dict[UUID, Instrument]:
    """The instruments of stored editions, for rooms whose rows refer to them; ids that name none are left out."""
    return {key: instrument_of(row) for key, row in Edition.objects.in_bulk(list(ids)).items()}


def instrument_of(row: Edition) -> Instrument:
    """The instrument that a stored edition holds."""
    return _parsed(row.sha256, row.document)


@lru_cache(maxsize=32)
def _parsed(sha256: str, document: str) -> Instrument:
    return read_instrument_json(json.loads(document))


def edition_text(instrument: Instrument) -> tuple[str, str]:
    """An edition as it is stored: canonical JSON and its SHA-256."""
    text = canonical_text(instrument_json(instrument))
    return text, text_hash(text)
