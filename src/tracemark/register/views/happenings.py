"""Forms of what happens to one weapon: an act, a report, a request to void."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.actions import acts
from tracemark.register.forms.happenings import HappeningForm, VoidForm
from tracemark.register.models import Event, Weapon
from tracemark.register.queries import weapons as queries
from tracemark.register.rules.decisions import ACTS, REPORTS, check_act, needs_second_officer
from tracemark.register.rules.events import EventKind
from tracemark.register.tables import weapons as tables
from tracemark.register.tables.life import life_entries
from tracemark.register.views.weapons import get_weapon
from tracemark.ui.words import word


@require_http_methods(["GET", "HEAD", "POST"])
@requires("weapon.read", "weapon.act")
def act(request: ViewerRequest, record_no: str, kind: str) -> HttpResponse:
    """Do an act; where two officers are needed, ask the second one."""
    return _happen(request, record_no, _kind(kind, ACTS), is_act=True)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("weapon.read", "weapon.report")
def report(request: ViewerRequest, record_no: str, kind: str) -> HttpResponse:
    """Report something seen. Recorded whatever the history says."""
    return _happen(request, record_no, _kind(kind, REPORTS), is_act=False)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("weapon.read", "weapon.void")
def void(request: ViewerRequest, record_no: str, event_id: UUID) -> HttpResponse:
    """Ask a second officer to void one event."""
    weapon = _weapon(request, record_no, "weapon.void")
    life = queries.get_life(request.viewer, weapon)
    entries = [entry for entry in life_entries(life) if entry.line and entry.line.row.id == event_id]
    if not entries:
        raise Http404
    form = VoidForm(request.POST or None, initial={"event_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        done = _try(
            form,
            lambda: acts.request_void(
                weapon_id=weapon.id,
                event_id=form.cleaned_data["event_id"],
                voids=event_id,
                reason=form.cleaned_data["reason"],
                by=request.viewer,
                at=timezone.now(),
            ),
        )
        if done:
            return _done(request, weapon, done)
    context = {"weapon": weapon, "line": tables.weapon_line(weapon), "form": form, "entry": entries[0]}
    return render(request, "register/void.html", context, status=_status(request))


def _happen(request: ViewerRequest, record_no: str, kind: EventKind, *, is_act: bool) -> HttpResponse:
    weapon = _weapon(request, record_no, "weapon.act" if is_act else "weapon.report")
    view = queries.get_life(request.viewer, weapon).view
    form = HappeningForm(kind, view, request.POST or None)
    if request.method == "POST" and form.is_valid():
        door = acts.perform_act if is_act else acts.make_report
        done = _try(
            form,
            lambda: door(
                weapon_id=weapon.id,
                event_id=form.cleaned_data["event_id"],
                kind=kind,
                occurred=form.occurred(),
                payload=form.payload(),
                by=request.viewer,
                at=timezone.now(),
                document=form.cleaned_data["document"],
            ),
        )
        if done:
            return _done(request, weapon, done)
    context = {
        "weapon": weapon,
        "line": tables.weapon_line(weapon),
        "title": word(f"{'act' if is_act else 'report'}_{kind.value}"),
        "form": form,
        "is_act": is_act,
        "refusals": check_act(view, kind, None, timezone.now().date()) if is_act else (),
        "needs_second": is_act and needs_second_officer(kind),
    }
    return render(request, "register/happening.html", context, status=_status(request))


def _weapon(request: ViewerRequest, record_no: str, permission: str) -> Weapon:
    """The weapon, when the viewer may do this at its unit; showing the form is a read, and logged."""
    weapon = get_weapon(request.viewer, record_no)
    if not request.viewer.may_at(permission, weapon.unit_id):
        raise PermissionDenied
    log_access(request.viewer, verb="read", subject=weapon.record_no)
    return weapon


def _kind(text: str, allowed: object) -> EventKind:
    if text not in set(EventKind) or EventKind(text) not in allowed:  # type: ignore[operator]  # [container]
        raise Http404
    return EventKind(text)


def _try(form: Form, write: Callable[[], Event]) -> Event | None:
    """The event written, or None with the rules' reasons at the form."""
    try:
        return write()
    except Refused as refusal:
        for finding in refusal.findings:
            form.add_error(None, word(finding.code, **finding.params))
        return None


def _done(request: ViewerRequest, weapon: Weapon, event: Event) -> HttpResponse:
    if event.kind == EventKind.REQUESTED.value:
        messages.info(request, _("Asked. It takes effect when a second officer accepts it."))
    else:
        messages.success(request, _("Recorded: %(event)s.") % {"event": word(f"event_{event.kind}")})
    return redirect("register:weapon", record_no=weapon.record_no)


def _status(request: ViewerRequest) -> int:
    """A form that comes back says so: 422."""
    return 422 if request.method == "POST" else 200
