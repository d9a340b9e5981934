"""Drawing a site: stores and neighbours placed by form, pointer or keyboard, and what that would change first."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.queries import list_units
from tracemark.ammunition.actions.places import close_store
from tracemark.ammunition.forms.places import NeighbourForm, PictureForm, PlaceForm, SiteForm, StoreForm
from tracemark.ammunition.tables.drawing import Place, outcome_of
from tracemark.ammunition.tables.maps import as_svg
from tracemark.ammunition.views.places import (
    PART,
    get_site,
    get_store,
    show_refusal,
    site_picture,
    standings_of_site,
)
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.actions import add_picture, add_place, add_site, change_place, end_neighbour
from tracemark.stockpiles.queries import (
    Site,
    find_neighbour,
    find_picture,
    get_site_plan,
    neighbour_plan,
    store_plan,
)
from tracemark.stockpiles.rules.pictures import LARGEST_BYTES
from tracemark.stockpiles.rules.plans import feature_of


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is drawn: its site, what it is now (None: new), and how it is taken away (None: it is not)."""

    site: Site
    is_store: bool
    place_id: UUID | None = None
    known: Place | None = None
    end: Callable[[], None] | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def site_new(request: ViewerRequest) -> HttpResponse:
    """Make a site; its stores and neighbours are drawn or taken in next."""
    units = [one for one in list_units(request.viewer) if request.viewer.may_at("ammunition.plan", one.id)]
    form = SiteForm(units, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                values = form.cleaned_data
                made = add_site(
                    unit_id=UUID(values["unit"]), name=values["name"], by=request.viewer, at=timezone.now()
                )
                messages.success(request, _("The site was made. Draw its stores, or take in a plan."))
                return redirect("ammunition:site", site_id=made.id)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    context = {"form": form, "title": _("New site"), "back": "ammunition:overview"}
    return render(request, "ammunition/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def store_new(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """Draw a store that is new."""
    return _draw(request, _Subject(get_site(request, site_id), True))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def neighbour_new(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """Draw a neighbour that is new."""
    return _draw(request, _Subject(get_site(request, site_id), False))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def store_change(request: ViewerRequest, store_id: UUID) -> HttpResponse:
    """Move a store, turn it, rebuild it, rename it, or take it out of use."""
    store = get_store(request, store_id)

    def end() -> None:
        close_store(store, by=request.viewer, at=timezone.now())

    return _draw(request, _Subject(store.site, True, store.id, store_plan(store), end))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def neighbour_change(request: ViewerRequest, neighbour_id: UUID) -> HttpResponse:
    """Change a neighbour, or say that it is no longer there."""
    neighbour = find_neighbour(request.viewer, neighbour_id)
    if neighbour is None:
        raise Http404

    def end() -> None:
        end_neighbour(neighbour_id, by=request.viewer, at=timezone.now())

    return _draw(request, _Subject(neighbour.site, False, neighbour_id, neighbour_plan(neighbour), end))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("ammunition.read", "ammunition.plan")
def picture_new(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """Put a picture behind the drawing, tied to the ground by two points."""
    site = _plannable(request, get_site(request, site_id))
    form, status = PictureForm(), 200
    if request.method == "POST":
        form, status = PictureForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                content = form.cleaned_data["file"].read(LARGEST_BYTES + 1)
                add_picture(site, content, form.ties(), by=request.viewer, at=timezone.now())
                messages.success(request, _("The picture lies behind the drawing now."))
                return redirect("ammunition:site", site_id=site.id)
            except Refused as refusal:
                show_refusal(form, refusal)
                status = 409
    note = _("Two points that are easy to find on the picture and on the ground, far from each other.")
    context = {
        "form": form,
        "title": _("Picture of the site"),
        "name": site.name,
        "note": note,
        "back": "ammunition:site",
        "back_id": site.id,
        "script": "ammunition/picture.js",
    }
    return render(request, "ammunition/form.html", context, status=status)


@require_safe
@requires("ammunition.read")
def picture_file(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """The picture of a site."""
    found = find_picture(get_site(request, site_id))
    if found is None:
        raise Http404
    return HttpResponse(bytes(found[0].content), content_type=found[0].content_type)


@require_safe
@requires("ammunition.read")
def plan_file(request: ViewerRequest, site_id: UUID) -> HttpResponse:
    """The site as GeoJSON, as it would be taken in again."""
    site = get_site(request, site_id)
    log_access(request.viewer, verb="export_map", subject=site.name)
    plan = get_site_plan(site)
    everything: list[Place] = [*plan.stores, *plan.neighbours]
    features = [feature_of(one) for one in everything]
    body = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": one.properties, "geometry": one.geometry} for one in features
        ],
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1),
        content_type="application/geo+json",
        headers={"Content-Disposition": 'attachment; filename="site.geojson"'},
    )


def _draw(request: ViewerRequest, subject: _Subject) -> HttpResponse:
    """The page of one store or neighbour: look what a change would do, save it, or take the thing away."""
    _plannable(request, subject.site)
    kind: type[PlaceForm] = StoreForm if subject.is_store else NeighbourForm
    form, one, status = kind(place=subject.known), subject.known, 200
    if request.method == "POST":
        form, status = kind(request.POST, place=subject.known), 422
        try:
            if request.POST.get("do") == "end" and subject.end:
                subject.end()
                messages.success(request, _("It is no longer there; it stays on record."))
                return redirect("ammunition:site", site_id=subject.site.id)
            if form.is_valid():
                one, status = form.plan(), 200
                if request.POST.get("do") == "save":
                    return _saved(request, subject, one)
        except Refused as refusal:
            show_refusal(form, refusal)
            status = 409
    return _page(request, subject, form, one, status)


def _saved(request: ViewerRequest, subject: _Subject, one: Place) -> HttpResponse:
    if subject.place_id is None:
        add_place(subject.site, one, by=request.viewer, at=timezone.now())
    else:
        change_place(subject.site, subject.place_id, one, by=request.viewer, at=timezone.now())
    messages.success(request, _("The site was changed; all limits are those of today."))
    return redirect("ammunition:site", site_id=subject.site.id)


def _page(
    request: ViewerRequest, subject: _Subject, form: PlaceForm, one: Place | None, status: int
) -> HttpResponse:
    log_access(request.viewer, verb="read_site", subject=subject.site.name)
    plan, standings = get_site_plan(subject.site), standings_of_site(request, subject.site.id)
    known_as = subject.known.name if subject.known else ""
    outcome = outcome_of(plan, standings, one, known_as, site_picture(subject.site))
    context = {
        "site": subject.site,
        "is_store": subject.is_store,
        "may_end": subject.end is not None,
        "known_as": known_as,
        "form": form,
        "outcome": outcome,
        "map": as_svg(outcome.drawing),
    }
    part = request.headers.get(PART) == "outcome" and status == 200
    return render(
        request, "ammunition/outcome.html" if part else "ammunition/draw.html", context, status=status
    )


def _plannable(request: ViewerRequest, site: Site) -> Site:
    if not request.viewer.may_at("ammunition.plan", site.unit_id):
        raise PermissionDenied
    return site
