"""What waits for a second officer, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.actions import acts
from tracemark.register.forms.happenings import DecisionForm
from tracemark.register.queries import approvals as queries
from tracemark.register.tables.approvals import approval_line
from tracemark.register.views.weapons import get_weapon
from tracemark.ui.words import word


@require_safe
@requires("weapon.accept")
def waiting(request: ViewerRequest) -> HttpResponse:
    """Everything the viewer has to accept or reject, with the difference it will make."""
    found = queries.list_approvals(request.viewer)
    log_access(request.viewer, verb="read", subject=" ".join(one.weapon.record_no for one in found))
    context = {
        "lines": [approval_line(approval) for approval in found],
        "lists": queries.list_void_requests(request.viewer),
    }
    return render(request, "register/waiting.html", context)


@require_POST
@requires("weapon.accept")
def decide(request: ViewerRequest, record_no: str, request_id: UUID) -> HttpResponse:
    """Accept or reject one request."""
    weapon = get_weapon(request.viewer, record_no)
    form = DecisionForm(request.POST)
    accept = request.POST.get("answer") == "accept"
    if not form.is_valid():
        messages.error(request, _("The answer could not be read. Nothing was changed."))
        return redirect("register:waiting")
    try:
        acts.decide_request(
            weapon_id=weapon.id,
            event_id=form.cleaned_data["event_id"],
            request_id=request_id,
            accept=accept,
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=timezone.now(),
        )
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, word(finding.code, **finding.params))
    else:
        said = _("Accepted: it has taken effect.") if accept else _("Rejected: nothing was changed.")
        messages.success(request, f"{weapon.record_no} · {said}")
    return redirect("register:waiting")
