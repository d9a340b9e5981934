"""Lists of weapons and the page of one weapon, limited to what the viewer may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Replace

from tracemark.accounts.rules import Viewer
from tracemark.matching.queries.beginnings import weapons_beginning_with
from tracemark.register.models import Event, Mark, Weapon
from tracemark.register.queries.stored import rule_events
from tracemark.register.rules.axes import USUAL
from tracemark.register.rules.events import EventKind, Json
from tracemark.register.rules.fold import WeaponView, fold

PAGE_SIZE = 50
MOST_UNITS_ALONE = 200
"""So many units are asked one by one; a viewer of more sees so much of the register that its own order serves."""
MOST_BY_INDEX = 3000
"""When more serial numbers than this begin as asked, the register's own order soon meets enough of them."""


@dataclass(frozen=True, slots=True)
class WeaponFilters:
    """What a list of weapons is narrowed by; empty means no limit."""

    list_kind: str = ""
    custody: str = ""
    condition: str = ""
    standing: str = ""
    unit_id: UUID | None = None
    make_code: str = ""
    type_code: str = ""
    batch_id: UUID | None = None
    text: str = ""
    with_voided: bool = False


@dataclass(frozen=True, slots=True)
class WeaponPage:
    """One page of a list, in order of record number; ``next_after`` continues it."""

    weapons: list[Weapon]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event on the weapon's page, with who voided it and what it was asked for."""

    row: Event
    payload: dict[str, Json]
    voided_by: Event | None
    is_waiting: bool
    is_contradiction: bool


@dataclass(frozen=True, slots=True)
class WeaponLife:
    """Everything the weapon's page shows."""

    weapon: Weapon
    view: WeaponView
    events: list[EventLine]
    marks: list[Mark]
    linked: list[Weapon] = field(default_factory=list)


def visible_weapons(viewer: Viewer, permission: str = "weapon.read") -> QuerySet[Weapon]:
    """All weapons the viewer may see: one WHERE on the unit."""
    units = viewer.units(permission)
    rows = Weapon.objects.select_related("unit")
    return rows if units is None else rows.filter(unit_id__in=units)


def list_weapons(
    viewer: Viewer, filters: WeaponFilters, *, after: str = "", size: int = PAGE_SIZE
) -> WeaponPage:
    """A page of weapons after the record number ``after``; at most three queries whatever the size of the register."""
    rows = filtered_weapons(viewer, filters).filter(record_no__gt=after).order_by("record_no")
    units = viewer.units("weapon.read")
    if units is None or filters.unit_id or not 1 < len(units) <= MOST_UNITS_ALONE:
        page = list(rows[: size + 1])
    else:
        page = list(rows.filter(record_no__in=_first_of_each(rows, units, size + 1))[: size + 1])
    more = len(page) > size
    return WeaponPage(page[:size], page[size - 1].record_no if more else None)


def _first_of_each(rows: QuerySet[Weapon], units: Iterable[UUID], size: int) -> list[str]:
    """The first record numbers of ``rows`` in several units, found in one query.

    A database that is asked for several units at once must sort all their weapons before it can give the first few;
    unit by unit it reads an index in order.
    """
    each = [rows.filter(unit_id=unit).values("record_no")[:size] for unit in sorted(units)]
    try:
        branches = [one.query.sql_with_params() for one in each]
    except EmptyResultSet:
        return []
    selects = (f"SELECT * FROM ({select}) AS unit_{number}" for number, (select, _) in enumerate(branches))
    statement = f"{' UNION ALL '.join(selects)} ORDER BY record_no LIMIT {size:d}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in branches for value in values])
        return [record_no for (record_no,) in cursor.fetchall()]


def filtered_weapons(viewer: Viewer, filters: WeaponFilters) -> QuerySet[Weapon]:
    """The visible weapons that fit the filters, in no order."""
    rows = visible_weapons(viewer)
    exact = {
        "list_kind": filters.list_kind,
        "custody": filters.custody,
        "condition": filters.condition,
        "standing": filters.standing,
        "unit_id": filters.unit_id,
        "make_code": filters.make_code,
        "type_code": filters.type_code,
        "batch_id": filters.batch_id,
    }
    for name, value in exact.items():
        if value:
            rows = rows.filter(**{name: value})
            if value != USUAL.get(name, value):
                rows = rows.exclude(
                    **{name: USUAL[name]}
                )  # tells SQLite that the index of unusual values serves
    if not filters.with_voided:
        rows = rows.filter(is_voided=False)
    return _beginning_with(rows, filters.text.upper()) if filters.text else rows


def _beginning_with(rows: QuerySet[Weapon], text: str) -> QuerySet[Weapon]:
    """Weapons whose serial number begins with ``text``, by way of the search index when few do."""
    rows = rows.filter(serial__startswith=text)
    few = weapons_beginning_with(text, MOST_BY_INDEX)
    return rows if few is None else rows.filter(id__in=few)


def find_weapon(viewer: Viewer, record_no: str) -> Weapon | None:
    """The visible weapon with this record number, or None."""
    return visible_weapons(viewer).filter(record_no=record_no).first()


def get_life(viewer: Viewer, weapon: Weapon) -> WeaponLife:
    """The weapon's life: its events with what became of each, its marks, and the records linked to it."""
    rows = list(
        Event.objects.filter(weapon_id=weapon.id).select_related("recorded_by", "unit").order_by("seq")
    )
    events = rule_events(rows)
    view = fold(events)
    voided_by = {row.voids: row for row in rows if row.kind == EventKind.VOIDED.value and row.voids}
    waiting = {request.id for request in view.waiting}
    loud = {finding.params.get("event") for finding in view.contradictions}
    return WeaponLife(
        weapon=weapon,
        view=view,
        events=[
            EventLine(
                row, json.loads(row.payload), voided_by.get(row.id), row.id in waiting, row.id.hex in loud
            )
            for row in rows
        ],
        marks=list(Mark.objects.filter(weapon_id=weapon.id).order_by("event_id", "position_no")),
        linked=list(visible_weapons(viewer).filter(id__in=[UUID(one) for one in view.links])),
    )


def plain_line(row: Event) -> EventLine:
    """One event by itself, as just recorded."""
    return EventLine(row, json.loads(row.payload), None, row.kind == EventKind.REQUESTED.value, False)


def requested_act(row: Event) -> str:
    """The kind of act that a request asks for."""
    return str(json.loads(row.payload).get("act", ""))


def waiting_approvals(viewer: Viewer, limit: int = 200) -> list[tuple[Weapon, Event]]:
    """Requests that wait for a second officer in the viewer's units, oldest first. One query."""
    asked = waiting_requests(viewer).select_related("weapon", "recorded_by").order_by("recorded_at", "id")
    return [(row.weapon, row) for row in asked[:limit]]


def waiting_requests(viewer: Viewer) -> QuerySet[Event]:
    """Requests in the viewer's units that are neither accepted, rejected nor voided, in no order.

    The same answer as the fold's ``waiting``, asked of the database: a decision names its request in its payload.
    """
    name = Replace(Cast(OuterRef("id"), CharField()), Value("-"), Value(""))
    decided = Event.objects.filter(
        weapon_id=OuterRef("weapon_id"),
        kind__in=[EventKind.ACCEPTED.value, EventKind.REJECTED.value],
        payload__contains=name,
    )
    voided = Event.objects.filter(weapon_id=OuterRef("weapon_id"), voids=OuterRef("id"))
    units = viewer.units("weapon.accept")
    asked = Event.objects.filter(~Exists(decided), ~Exists(voided), kind=EventKind.REQUESTED.value)
    return asked if units is None else asked.filter(unit_id__in=units)
