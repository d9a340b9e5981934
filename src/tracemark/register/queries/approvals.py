"""What waits for a second officer, with the difference that accepting it would make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Batch, Event, Weapon
from tracemark.register.queries.stored import rule_events
from tracemark.register.queries.weapons import waiting_approvals, waiting_requests
from tracemark.register.rules.decisions import changes_between
from tracemark.register.rules.events import Event as RuleEvent
from tracemark.register.rules.events import EventKind
from tracemark.register.rules.fold import fold, requested_event


@dataclass(frozen=True, slots=True)
class Approval:
    """A request, what it asks for and which axes it would change: ``(axis, before, after)``."""

    weapon: Weapon
    row: Event
    asked: RuleEvent
    voided: Event | None
    changes: tuple[tuple[str, str, str], ...]
    is_own: bool


def list_approvals(viewer: Viewer) -> list[Approval]:
    """Requests that the viewer may decide, oldest first. Those the viewer made are shown, not decided."""
    return [_approval(viewer, weapon, row) for weapon, row in waiting_approvals(viewer)]


def list_void_requests(viewer: Viewer) -> list[Batch]:
    """Lists that somebody asked to void as a whole, in the units where the viewer accepts."""
    units = viewer.units("weapon.accept")
    asked = Batch.objects.filter(stage="void_asked").select_related("unit", "void_asked_by")
    return list((asked if units is None else asked.filter(unit_id__in=units)).order_by("accepted_at"))


def _approval(viewer: Viewer, weapon: Weapon, row: Event) -> Approval:
    rows = list(Event.objects.filter(weapon_id=weapon.id).order_by("seq"))
    events = rule_events(rows)
    request = next(event for event in events if event.id == row.id)
    asked = requested_event(request)
    return Approval(
        weapon=weapon,
        row=row,
        asked=asked,
        voided=next((one for one in rows if one.id == asked.voids), None),
        changes=changes_between(fold(events), fold(_accepted(events, request))),
        is_own=row.recorded_by_id is not None and row.recorded_by_id == viewer.person_id,
    )


def _accepted(events: Sequence[RuleEvent], request: RuleEvent) -> list[RuleEvent]:
    """The events as they would be if the request were accepted now."""
    acceptance = replace(
        request,
        id=UUID(int=0),
        seq=max(event.seq for event in events) + 1,
        kind=EventKind.ACCEPTED,
        occurred=None,
        payload={"request": request.id.hex},
    )
    return [*events, acceptance]


def count_approvals(viewer: Viewer) -> int:
    """How many requests and lists wait for the viewer's decision; the viewer's own requests do not."""
    asked = waiting_requests(viewer).exclude(recorded_by_id=viewer.person_id, recorded_by_id__isnull=False)
    return asked.count() + len(list_void_requests(viewer))
