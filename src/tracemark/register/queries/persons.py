"""Sex and age of persons named with events, for tables of persons; never a name."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Event, Holder
from tracemark.register.queries.weapons import visible_weapons

CHUNK = 400


def persons_of_events(viewer: Viewer, events: Sequence[tuple[UUID, UUID]]) -> Iterator[tuple[str, str]]:
    """Sex and age group of the person that each event (weapon, event) names, as recorded; "" for what is not stated.

    Events that name nobody give nothing; a person whose record was shredded gives two blanks. Only weapons whose
    figures the viewer may count (``figure.read``).
    """
    for start in range(0, len(events), CHUNK):
        yield from _of_chunk(viewer, events[start : start + CHUNK])


def _of_chunk(viewer: Viewer, chunk: Sequence[tuple[UUID, UUID]]) -> Iterator[tuple[str, str]]:
    weapons = visible_weapons(viewer, "figure.read").filter(id__in={weapon for weapon, _ in chunk})
    rows = Event.objects.filter(
        weapon_id__in=weapons.values("id"), id__in=[event for _, event in chunk]
    ).order_by("id")
    payloads = (json.loads(text) for text in rows.values_list("payload", flat=True))
    named = [str(holder) for payload in payloads if (holder := payload.get("holder"))]
    known = {
        holder.id: (holder.sex, holder.age_group)
        for holder in Holder.objects.filter(id__in=[UUID(one) for one in named]).only("sex", "age_group")
    }
    yield from (known.get(UUID(one), ("", "")) for one in named)
