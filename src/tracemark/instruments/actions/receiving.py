"""A report of another node comes in, when its package has been verified."""

from datetime import datetime
from typing import cast
from uuid import uuid4

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.instruments.actions.editions import store_edition
from tracemark.instruments.models import ReceivedReport
from tracemark.instruments.rules.document import read_answers, read_instrument_json
from tracemark.instruments.rules.package import Contents


@transaction.atomic
def receive_report(*, contents: Contents, by: Viewer, at: datetime) -> ReceivedReport:
    """Keep the report of a verified package; one that is known already is returned. Raises Refused."""
    by.require("report.lead")
    known = ReceivedReport.objects.filter(sha256=contents.facts.sha256).first()
    if known is not None:
        return known
    try:
        instrument = read_instrument_json(contents.instrument)
        _, findings = read_answers(contents.document, instrument)
        years = [int(year) for year in cast(list[int], contents.document["years"])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            Finding("package_unreadable", {"problem": str(error)[:200]}, Severity.REFUSAL)
        ) from error
    if findings:
        raise Refused(*findings)
    return ReceivedReport.objects.create(
        id=uuid4(),
        state=contents.facts.state[:2],
        instrument=instrument.name,
        first_year=min(years),
        last_year=max(years),
        edition=store_edition(instrument, is_loaded=False, by=by, at=at),
        document=contents.document_text,
        sha256=contents.facts.sha256,
        seal_text=contents.seal_text,
        signature=contents.signature,
        public_key=contents.public_key,
        received_by_id=by.person_id,
        received_at=at,
    )
