"""Setting a node's own deadlines."""

from datetime import datetime

from django.db import transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.tracing.models import Case, LimitSetting
from tracemark.tracing.queries.cases import get_limits, view_of
from tracemark.tracing.rules.deadlines import check_limit, due_on


@transaction.atomic
def set_limit(name: str, value: int, *, source: str = "", by: Viewer, at: datetime) -> None:
    """Set one deadline. Open cases are due by it from now on; what was late before is not forgotten by it."""
    by.require("trace.configure")
    findings = check_limit(name, value)
    if findings:
        raise Refused(*findings)
    log_access(by, verb="set_limit", subject=f"{name} {value}")
    LimitSetting.objects.update_or_create(
        name=name,
        defaults={"value": value, "source": source[:200], "changed_at": at, "changed_by_id": by.person_id},
    )
    limits = get_limits()
    for case in Case.objects.select_for_update().exclude(clock=""):
        case.due_on = due_on(view_of(case), limits)
        case.save(update_fields=["due_on"])
