"""Stores at a glance, one store, and what if."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.forms.moving import WhatIfForm
from tracemark.ammunition.queries import holdings, licences
from tracemark.ammunition.queries.standing import StoreStanding, list_standings
from tracemark.ammunition.rules.aggregation import aggregate
from tracemark.ammunition.rules.ledger import MovementKind
from tracemark.ammunition.rules.siting import LICENSED
from tracemark.ammunition.tables.maps import as_svg
from tracemark.ammunition.tables.stores import ALL_DIVISIONS, store_page
from tracemark.ammunition.views.places import get_store, site_picture, standings_of_site
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import get_site_plan, visible_sites

PLAN_DAYS = 90
"""How far ahead the plan of surveillance looks."""

SHOWN_KINDS = (
    MovementKind.RECEIVE,
    MovementKind.ISSUE,
    MovementKind.TRANSFER,
    MovementKind.REPORT_FOUND,
    MovementKind.REPORT_LOSS,
)


@require_safe
@requires("ammunition.read")
def overview(request: ViewerRequest) -> HttpResponse:
    """All stores at a glance, the worst first; what waits and what is due."""
    today = timezone.localdate()
    log_access(request.viewer, verb="read_stores")
    context = {
        "standings": list_standings(request.viewer, today),
        "sites": visible_sites(request.viewer),
        "waiting": licences.list_waiting(request.viewer, today)
        if request.viewer.may("ammunition.approve")
        else [],
        "lots": holdings.list_lots_due(request.viewer, today + timedelta(days=PLAN_DAYS)),
        "bans": holdings.list_bans(today),
        "disposal": holdings.list_disposal(request.viewer),
        "today": today,
        "may_plan": request.viewer.may("ammunition.plan"),
    }
    return render(request, "ammunition/overview.html", context)


@require_safe
@requires("ammunition.read")
def store(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """One store: what is wrong, what it may hold, who binds, what can be done, what lies in it."""
    found = get_store(request, store_id)
    log_access(request.viewer, verb="read_store", subject=f"{found.site.name} / {found.name}")
    others = standings_of_site(request, found.site_id)
    standing = next(one for one in others if one.store.id == found.id)
    arcs = request.GET.get("arcs", "")
    page = store_page(standing, others, get_site_plan(found.site), site_picture(found.site), arcs)
    is_asked = any(name.startswith("add_") for name in request.GET)
    form = WhatIfForm(LICENSED, request.GET if is_asked else None)
    context = {
        "standing": standing,
        "page": page,
        "map": as_svg(page.drawing),
        "holdings": holdings.list_holdings(request.viewer, found.id),
        "movements": holdings.list_movements(request.viewer, found.id),
        "licences": licences.list_licences(request.viewer, found.id, timezone.localdate()),
        "kinds": SHOWN_KINDS if request.viewer.may_at("ammunition.move", found.site.unit_id) else (),
        "may_plan": request.viewer.may_at("ammunition.plan", found.site.unit_id),
        "arcs": (*LICENSED, ALL_DIVISIONS),
        "form": form,
        "what_if": _what_if(form, standing),
    }
    return render(request, "ammunition/store.html", context)


def _what_if(form: WhatIfForm, standing: StoreStanding) -> list[dict[str, object]]:
    """What the store would count as with the quantities of the form, beside what it may hold."""
    if not form.is_bound or not form.is_valid():
        return []
    contents = dict(standing.contents)
    for name, code in form.divisions.items():
        contents[code] = max(Decimal(0), contents.get(code, Decimal(0)) + (form.cleaned_data[name] or 0))
    rooms = {one.division: one.room_kg for one in standing.usages}
    return [
        {
            "division": one.division,
            "held_kg": one.neq_kg,
            "room_kg": rooms[one.division],
            "fits": one.neq_kg <= rooms[one.division],
            "sources": one.sources,
        }
        for one in aggregate(contents).readings
    ]
