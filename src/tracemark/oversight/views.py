"""Screens: who looked at what, what contradicts itself, the seals."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight import actions, queries
from tracemark.oversight.forms import AccessForm, SettleForm
from tracemark.oversight.queries import AccessFilter, AlertView
from tracemark.register.queries.facts import facts_by_ids
from tracemark.ui.words import word

PAGE = 50


@require_safe
@requires("oversight.read")
def overview(request: ViewerRequest) -> HttpResponse:
    """What waits for oversight: open alerts by kind, the latest reads, the latest seal."""
    context = {
        "open_alerts": queries.count_open_alerts(request.viewer),
        "accesses": queries.list_access(request.viewer, AccessFilter())[:10],
        "seal": queries.list_seals(request.viewer).first(),
    }
    return render(request, "oversight/overview.html", context)


@require_safe
@requires("oversight.read")
def access(request: ViewerRequest) -> HttpResponse:
    """The access log, filtered. Reading it is itself logged."""
    form = AccessForm(request.GET, verbs=queries.access_verbs(request.viewer))
    filters = AccessFilter(**form.cleaned_data) if form.is_valid() else AccessFilter()
    actions.log_access(request.viewer, verb="read_access_log", subject=request.GET.urlencode())
    page = Paginator(queries.list_access(request.viewer, filters), PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/access.html", {"form": form, "page": page})


@require_safe
@requires("weapon.read")
def alerts(request: ViewerRequest) -> HttpResponse:
    """Alerts about weapons the viewer may read: open ones, or all that were settled."""
    settled = request.GET.get("settled") == "1"
    kind = request.GET.get("kind", "")
    found = queries.list_alerts(request.viewer, settled=settled, kind=kind)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "alerts": queries.show_alerts(request.viewer, list(page.object_list)),
        "settled": settled,
        "kind": kind,
    }
    return render(request, "oversight/alerts.html", context)


@require_safe
@requires("weapon.read")
def alert(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """One alert, with the form that settles it."""
    return _alert_page(request, _get_alert(request, alert_id), SettleForm())


@require_POST
@requires("weapon.read", "alert.settle")
def settle(request: ViewerRequest, alert_id: UUID) -> HttpResponse:
    """Settle an alert with a reason."""
    view = _get_alert(request, alert_id)
    if view.settled_at is None and not view.may_settle:
        raise PermissionDenied
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _alert_page(request, view, form, status=422)
    actions.log_access(request.viewer, verb="settle_alert", subject=view.key)
    try:
        actions.settle_alert(view.key, by=request.user.id, why=form.cleaned_data["why"])
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, word(finding.code, **finding.params))
    else:
        messages.success(request, _("The alert is settled. It stays on record with your reason."))
    return redirect("oversight:alerts")


@require_safe
@requires("oversight.read")
def seals(request: ViewerRequest) -> HttpResponse:
    """The daily seals, for whoever checks them."""
    page = Paginator(queries.list_seals(request.viewer), PAGE).get_page(request.GET.get("page"))
    return render(request, "oversight/seals.html", {"page": page})


def _get_alert(request: ViewerRequest, alert_id: UUID) -> AlertView:
    """The alert as this viewer sees it, or 404."""
    view = queries.find_alert(request.viewer, alert_id)
    if view is None:
        raise Http404
    return view


def _alert_page(
    request: ViewerRequest, view: AlertView, form: SettleForm, *, status: int = 200
) -> HttpResponse:
    facts = facts_by_ids(request.viewer, view.weapon_ids)
    weapons = [facts[weapon_id] for weapon_id in view.weapon_ids if weapon_id in facts]
    context = {
        "alert": view,
        "form": form,
        "weapons": weapons,
        "pair": weapons[:2] if len(weapons) > 1 and request.viewer.may("weapon.search") else (),
    }
    return render(request, "oversight/alert.html", context, status=status)
