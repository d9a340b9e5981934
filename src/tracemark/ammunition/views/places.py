"""Finding what a page is about, or not found; the words of a refusal on a form."""

from uuid import UUID

from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from tracemark.accounts.access import ViewerRequest
from tracemark.ammunition.queries.licences import LicenceView, find_licence
from tracemark.ammunition.queries.standing import StoreStanding, list_standings
from tracemark.findings import Refused
from tracemark.stockpiles.queries import Site, Store, find_picture, find_site, find_store
from tracemark.stockpiles.rules.pictures import Placing
from tracemark.ui.words import word

PART = "Tracemark-Part"
"""The header by which our own scripts ask for a part of a page."""


def get_store(request: ViewerRequest, store_id: UUID) -> Store:
    """The visible store, or not found."""
    store = find_store(request.viewer, store_id)
    if store is None:
        raise Http404
    return store


def get_site(request: ViewerRequest, site_id: UUID) -> Site:
    """The visible site, or not found."""
    site = find_site(request.viewer, site_id)
    if site is None:
        raise Http404
    return site


def get_licence(request: ViewerRequest, number: str) -> LicenceView:
    """The visible licence, or not found."""
    licence = find_licence(request.viewer, number, timezone.localdate())
    if licence is None:
        raise Http404
    return licence


def standings_of_site(request: ViewerRequest, site_id: UUID) -> list[StoreStanding]:
    """How the stores of one site stand."""
    found = list_standings(request.viewer, timezone.localdate())
    return [one for one in found if one.store.site_id == site_id]


def show_refusal(form: Form, refusal: Refused) -> None:
    """Put what the rules refused above the form."""
    for finding in refusal.findings:
        form.add_error(None, word(finding.code, **finding.params))


def site_picture(site: Site) -> tuple[str, Placing] | None:
    """Where the picture of a site is fetched, and how it lies on the ground; None without one."""
    found = find_picture(site)
    return (reverse("ammunition:picture", args=[site.id]), found[1]) if found else None
