"""What a State says later about what may be published."""

from datetime import datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.models import StateReport, Withholding


@transaction.atomic
def set_publicity(
    *,
    state: str,
    cycle: int,
    is_public: bool,
    reason: str,
    by: Viewer,
    at: datetime,
    key: str = "",
    instrument: str = "poa-iti",
) -> Withholding:
    """Record a State's word on a report (no ``key``) or on one answer. Raises Refused without report or reason."""
    by.require("observatory.load")
    if not reason.strip():
        raise Refused(Finding("reason_needed", {}, Severity.REFUSAL))
    if not StateReport.objects.filter(instrument=instrument, state=state, cycle=cycle).exists():
        raise Refused(Finding("state_report_unknown", {"state": state, "cycle": cycle}, Severity.REFUSAL))
    return Withholding.objects.create(
        instrument=instrument,
        state=state,
        cycle=cycle,
        key=key,
        is_public=is_public,
        reason=reason.strip()[:500],
        by_id=by.person_id,
        at=at,
    )
