"""What if a stack lay in another store: both stores against what they may hold, before anything moves."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.ammunition.forms.places import WhatIfMoveForm
from tracemark.ammunition.models import Holding
from tracemark.ammunition.queries.catalogue import HoldingFilters, filtered_holdings
from tracemark.ammunition.queries.standing import StoreStanding
from tracemark.ammunition.tables.drawing import ContentLine, contents_outcome
from tracemark.ammunition.tables.maps import as_svg, draw_site
from tracemark.ammunition.views.places import PART, get_site, site_picture, standings_of_site
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import get_site_plan


@require_safe
@requires("ammunition.read")
def what_if(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """Choose a stack and a store (or drag the one onto the other) and see both stores' limits."""
    site = get_site(request, site_id)
    log_access(request.viewer, verb="read_site", subject=site.name)
    standings = standings_of_site(request, site.id)
    rows = list(filtered_holdings(request.viewer, HoldingFilters(site_id=site.id))[:500])
    form = WhatIfMoveForm(
        [(row.id.hex, _label(row)) for row in rows],
        [(one.store.id.hex, one.store.name) for one in standings],
        request.GET if "what" in request.GET else None,
    )
    plan = get_site_plan(site)
    tones = {one.store.name: one.tone for one in standings}
    context = {
        "site": site,
        "form": form,
        "rows": rows,
        "standings": standings,
        "map": as_svg(draw_site(plan.stores, plan.neighbours, tones, picture=site_picture(site))),
        **_looked(form, rows, standings),
    }
    part = request.headers.get(PART) == "outcome"
    return render(request, "ammunition/what_if_lines.html" if part else "ammunition/what_if.html", context)


def _looked(form: WhatIfMoveForm, rows: list[Holding], standings: list[StoreStanding]) -> dict[str, object]:
    if not form.is_bound or not form.is_valid():
        return {"lines": ()}
    row = next(one for one in rows if one.id.hex == form.cleaned_data["what"])
    by_id = {one.store.id: one for one in standings}
    source, target = by_id[row.store_id], by_id[UUID(form.cleaned_data["target"])]
    quantity = min(form.cleaned_data["quantity"] or row.quantity, row.quantity)
    lines: tuple[ContentLine, ...] = ()
    if source is not target:
        neq = Decimal(quantity) * row.lot.item.neq_kg
        lines = contents_outcome(source, target, row.lot.item.division, neq)
    return {"lines": lines, "row": row, "target": target.store, "quantity": quantity}


def _label(row: Holding) -> str:
    stack = f" · {row.stack}" if row.stack else ""
    return f"{row.store.name}{stack} · {row.lot.item.name} · {row.lot.lot_no} · {row.quantity.normalize():f}"
