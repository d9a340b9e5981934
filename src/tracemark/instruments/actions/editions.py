"""Editions come in: the shipped ones when first used, corrected ones when a curator loads their folder."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.models import Edition
from tracemark.instruments.queries.editions import edition_text
from tracemark.instruments.queries.figures import askable_figures
from tracemark.instruments.rules.checking import check_instrument
from tracemark.instruments.rules.questionnaire import Instrument


@transaction.atomic
def load_edition(instrument: Instrument, *, note: str = "", by: Viewer, at: datetime) -> Edition:
    """Take in an edition from outside: from now on new reports under its name use it; old ones do not change.

    Raises Refused with everything the checker has against it.
    """
    by.require("instrument.load")
    findings = check_instrument(instrument, askable_figures())
    refusals = [finding for finding in findings if finding.severity is Severity.REFUSAL]
    if refusals:
        raise Refused(*refusals)
    _, sha256 = edition_text(instrument)
    if Edition.objects.filter(name=instrument.name, sha256=sha256, is_loaded=True).exists():
        raise Refused(Finding("edition_known", {"name": instrument.name}, Severity.REFUSAL))
    return store_edition(instrument, is_loaded=True, note=note, by=by, at=at)


def store_edition(
    instrument: Instrument, *, is_loaded: bool, by: Viewer, at: datetime, note: str = ""
) -> Edition:
    """Keep an edition as it is, inside the caller's transaction; one that is known already is returned."""
    text, sha256 = edition_text(instrument)
    edition, _ = Edition.objects.get_or_create(
        name=instrument.name,
        sha256=sha256,
        defaults={
            "id": uuid4(),
            "standing": instrument.standing.value,
            "document": text,
            "is_loaded": is_loaded,
            "note": note.strip()[:500],
            "loaded_by_id": by.person_id,
            "loaded_at": at,
        },
    )
    return edition
