"""The list of weapons, its exports, and the page of one weapon."""

import io

import segno
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.queries import list_units
from tracemark.accounts.rules import Viewer
from tracemark.oversight.actions import log_access
from tracemark.oversight.queries import alerts_of_weapon
from tracemark.register.forms.filters import WeaponFilterForm
from tracemark.register.models import Weapon
from tracemark.register.queries import weapons as queries
from tracemark.register.rules.decisions import ACTS, REPORTS, check_act
from tracemark.register.rules.events import EventKind
from tracemark.register.rules.fold import WeaponView
from tracemark.register.rules.record_no import parse_record_no
from tracemark.register.tables import life as life_tables
from tracemark.register.tables import weapons as tables
from tracemark.ui.words import word


@require_safe
@requires("weapon.read")
def weapons(request: ViewerRequest) -> HttpResponseBase:
    """The weapons the viewer may read, filtered. A whole record number leads straight to its weapon."""
    typed = request.GET.get("text") or request.GET.get("q", "")
    number = parse_record_no(typed) if typed else None
    if number and queries.find_weapon(request.viewer, number):
        return redirect("register:weapon", record_no=number)
    form = WeaponFilterForm(_with_text(request), units=list_units(request.viewer))
    page = queries.list_weapons(request.viewer, form.filters(), after=request.GET.get("after", ""))
    query = request.GET.copy()
    query.pop("after", None)
    log_access(request.viewer, verb="search", subject=query.urlencode())
    context = {
        "form": form,
        "lines": [tables.weapon_line(weapon) for weapon in page.weapons],
        "next_after": page.next_after,
        "is_first": "after" not in request.GET,
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
    }
    return render(request, "register/weapons.html", context)


@require_safe
@requires("weapon.read")
def weapons_csv(request: ViewerRequest) -> StreamingHttpResponse:
    """All weapons that fit the filter, as CSV, streamed."""
    return StreamingHttpResponse(
        tables.csv_lines(_exported(request).iterator(chunk_size=2000)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="weapons.csv"'},
    )


@require_safe
@requires("weapon.read")
def weapons_xlsx(request: ViewerRequest) -> FileResponse:
    """The first hundred thousand weapons that fit the filter, as a workbook."""
    file = io.BytesIO()
    tables.write_xlsx(file, _exported(request)[: tables.XLSX_ROWS])
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="weapons.xlsx")


@require_safe
@requires("weapon.read")
def weapon(request: ViewerRequest, record_no: str) -> HttpResponseBase:
    """One weapon: its life, marks, facts, what may be done. The read is logged."""
    found = get_weapon(request.viewer, record_no)
    if found.record_no != record_no:
        return redirect("register:weapon", record_no=found.record_no)
    log_access(request.viewer, verb="read", subject=found.record_no)
    life = queries.get_life(request.viewer, found)
    context = {
        "weapon": found,
        "line": tables.weapon_line(found),
        "custody": tables.badge("custody", found.custody),
        "entries": life_tables.life_entries(life),
        "marks": [mark for mark in life.marks if not mark.is_voided],
        "components": life.view.components.values(),
        "linked": [tables.weapon_line(other) for other in life.linked],
        "alerts": [alert for alert in alerts_of_weapon(request.viewer, found.id) if not alert.settled_at],
        "waiting": life.view.waiting,
        "acts": _acts(request.viewer, found, life.view),
        "reports": _reports(request.viewer, found),
        "may_void": request.viewer.may_at("weapon.void", found.unit_id),
        "qr": segno.make(found.record_no, error="m", micro=False).svg_data_uri(scale=3, border=2),
    }
    return render(request, "register/weapon.html", context)


def get_weapon(viewer: Viewer, record_no: str) -> Weapon:
    """The weapon with this record number, however it was typed, or 404."""
    number = parse_record_no(record_no)
    found = queries.find_weapon(viewer, number) if number else None
    if found is None:
        raise Http404
    return found


def _with_text(request: ViewerRequest) -> dict[str, str]:
    """The query with the header's search box read as the filter of serial numbers."""
    given = request.GET.dict()
    return {**given, "text": given.get("text") or given.get("q", "")}


def _exported(request: ViewerRequest) -> QuerySet[Weapon]:
    form = WeaponFilterForm(_with_text(request), units=list_units(request.viewer))
    log_access(request.viewer, verb="export", subject=request.GET.urlencode())
    return queries.filtered_weapons(request.viewer, form.filters()).order_by("record_no")


def _acts(viewer: Viewer, weapon: Weapon, view: WeaponView) -> list[life_tables.Choice]:
    """Every act, with the reasons why it is refused now."""
    if not viewer.may_at("weapon.act", weapon.unit_id):
        return []
    today = timezone.now().date()
    return [
        life_tables.Choice(kind.value, word(f"act_{kind.value}"), check_act(view, kind, None, today))
        for kind in ACTS
    ]


def _reports(viewer: Viewer, weapon: Weapon) -> list[life_tables.Choice]:
    """Every report, which is never refused."""
    if not viewer.may_at("weapon.report", weapon.unit_id):
        return []
    return [
        life_tables.Choice(kind.value, word(f"report_{kind.value}")) for kind in EventKind if kind in REPORTS
    ]
