"""The first page: what waits, what to do first, the last figures."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.rules import Viewer
from tracemark.ammunition.queries.standing import count_bad
from tracemark.figures.queries import list_publications
from tracemark.oversight.queries import count_open_alerts
from tracemark.register.queries.approvals import count_approvals
from tracemark.register.queries.batches import kinds_taken_in, list_batches

FIRST_LISTS = frozenset({"inventory", "register"})


@dataclass(frozen=True, slots=True)
class Journey:
    """The steps from lists to a published figure, and which of them are done."""

    has_registers: bool
    has_seizures: bool
    has_publication: bool

    @property
    def is_done(self) -> bool:
        """Whether all has been done once; then the steps are no longer shown first."""
        return self.has_registers and self.has_seizures and self.has_publication


@require_safe
@requires()
def home(request: ViewerRequest) -> HttpResponse:
    """What the signed-in person should look at, by what their posts permit."""
    viewer = request.viewer
    publications = list_publications(viewer)[:5] if viewer.may("figure.read") else []
    context = {
        "alerts": count_open_alerts(viewer) if viewer.may("weapon.read") else {},
        "approvals": count_approvals(viewer) if viewer.may("weapon.accept") else 0,
        "bad_stores": count_bad(viewer, timezone.localdate()) if viewer.may("ammunition.read") else 0,
        "lists": list_batches(viewer)[:5] if viewer.may("list.import") else [],
        "publications": publications,
        "journey": _journey(viewer, has_publication=bool(publications)),
        "last_year": timezone.now().year - 1,
        "may": {
            name.replace(".", "_"): viewer.may(name)
            for name in ("weapon.search", "weapon.read", "list.import", "match.judge", "figure.read")
        },
    }
    return render(request, "ui/home.html", context)


def _journey(viewer: Viewer, *, has_publication: bool) -> Journey:
    """Where the viewer's units stand on the way from lists to a figure."""
    kinds = kinds_taken_in(viewer)
    return Journey(bool(kinds & FIRST_LISTS), "seizures" in kinds, has_publication)
