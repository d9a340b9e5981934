"""Weapons as other rooms count and compare them: plain facts, streamed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.marks.rules.mark import Absent, Mark, Role
from tracemark.register.models import Batch, Event, KeptAsideRow, Weapon
from tracemark.register.models import Mark as MarkRow
from tracemark.register.queries.stored import partial_date, rule_events
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.events import Event as RuleEvent
from tracemark.register.rules.events import EventKind, PartialDate
from tracemark.register.rules.fold import settled_events
from tracemark.register.rules.rows import Facts, ListKind

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class WeaponFacts:
    """A weapon as matching compares it."""

    weapon_id: UUID
    record_no: str
    list_kind: str
    unit_id: UUID
    authority: str
    occurred_on: date | None
    facts: Facts
    occurred_precision: str = ""

    @property
    def occurred(self) -> PartialDate | None:
        """When its list says it was seized, lost or destroyed, as far as that is known."""
        return partial_date(self.occurred_on, self.occurred_precision)


@dataclass(frozen=True, slots=True)
class SeizureRecord:
    """One weapon seized, found or surrendered, as figures count it.

    ``how`` and ``scope`` are codes of the list's reading; ``outcome`` is the last recorded, None when blank.
    """

    weapon_id: UUID
    record_no: str
    list_kind: str
    event_id: UUID
    how: str
    scope: str
    outcome: str | None
    occurred_on: date | None
    duplicate_of: str
    make_named: bool
    facts: Facts
    sheet: str
    row: int | None
    is_voided: bool


def iter_facts(
    viewer: Viewer, list_kinds: Sequence[ListKind], *, year: int | None = None
) -> Iterator[WeaponFacts]:
    """All visible weapons of these kinds of list (of ``year`` only, if given), by record number."""
    rows = visible_weapons(viewer).filter(list_kind__in=[kind.value for kind in list_kinds], is_voided=False)
    if year is not None:
        rows = rows.filter(occurred_on__year=year)
    after = ""
    while chunk := list(rows.filter(record_no__gt=after).order_by("record_no")[:CHUNK]):
        marks = marks_of(chunk)
        for weapon in chunk:
            yield _weapon_facts(weapon, marks.get(weapon.id, ()))
        after = chunk[-1].record_no


def facts_by_ids(viewer: Viewer, weapon_ids: Sequence[UUID]) -> dict[UUID, WeaponFacts]:
    """The facts of the named weapons that the viewer may see."""
    chunk = list(visible_weapons(viewer, "weapon.search").filter(id__in=weapon_ids, is_voided=False))
    marks = marks_of(chunk)
    return {weapon.id: _weapon_facts(weapon, marks.get(weapon.id, ())) for weapon in chunk}


def _weapon_facts(weapon: Weapon, marks: Sequence[MarkRow]) -> WeaponFacts:
    return WeaponFacts(
        weapon_id=weapon.id,
        record_no=weapon.record_no,
        list_kind=weapon.list_kind,
        unit_id=weapon.unit_id,
        authority=weapon.unit.authority,
        occurred_on=weapon.occurred_on,
        occurred_precision=weapon.occurred_precision,
        facts=facts_of(weapon, marks),
    )


def facts_of(weapon: Weapon, marks: Sequence[MarkRow]) -> Facts:
    """The stored description of a weapon with its marks."""
    return Facts(
        type_text=weapon.type_text,
        type_code=weapon.type_code or None,
        make_text=weapon.make_text,
        make_code=weapon.make_code or None,
        model_text=weapon.model_text,
        model_key=weapon.model_key,
        calibre_text=weapon.calibre_text,
        calibre_code=weapon.calibre_code or None,
        country_code=weapon.country_code or None,
        year=weapon.year,
        marks=tuple(rule_mark(mark) for mark in marks),
    )


def rule_mark(row: MarkRow) -> Mark:
    """A stored mark as the rules see it."""
    return Mark(
        role=Role(row.role),
        verbatim=row.verbatim,
        normalized=row.normalized,
        alternatives=tuple(row.alternatives),
        script=row.script,
        certainty=row.certainty,
        symbol=row.symbol or None,
        absent=Absent(row.absent) if row.absent else None,
        country=row.country or None,
        year=row.year,
        position=row.position or None,
    )


def marks_of(weapons: Sequence[Weapon]) -> dict[UUID, list[MarkRow]]:
    """The marks of these weapons that were not voided, in order of position."""
    rows = MarkRow.objects.filter(weapon__in=weapons, is_voided=False).order_by("weapon_id", "position_no")
    return {weapon_id: list(group) for weapon_id, group in groupby(rows, key=lambda row: row.weapon_id)}


SEIZURE_LISTS = (ListKind.SEIZURES, ListKind.RECEIPTS)
SEIZURE_KINDS = frozenset({EventKind.SEIZED, EventKind.FOUND, EventKind.SURRENDERED})


def iter_seizures(viewer: Viewer, year: int) -> Iterator[SeizureRecord]:
    """Every weapon seized, found or surrendered in the year, voided ones too, by record number."""
    rows = visible_weapons(viewer, "figure.read").filter(
        events__kind__in=[kind.value for kind in SEIZURE_KINDS], events__occurred_on__year=year
    )
    after = ""
    while chunk := list(rows.filter(record_no__gt=after).order_by("record_no").distinct()[:CHUNK]):
        marks = marks_of(chunk)
        by_weapon = groupby(
            Event.objects.filter(weapon__in=chunk).order_by("weapon_id", "seq"), key=lambda row: row.weapon_id
        )
        events = {weapon_id: rule_events(group) for weapon_id, group in by_weapon}
        for weapon in chunk:
            yield from _seizures_of(weapon, events[weapon.id], marks.get(weapon.id, ()), year)
        after = chunk[-1].record_no


def _seizures_of(
    weapon: Weapon, events: Sequence[RuleEvent], marks: Sequence[MarkRow], year: int
) -> Iterator[SeizureRecord]:
    live = {event.id for event in settled_events(events)}
    for event in events:
        if event.kind in SEIZURE_KINDS and event.occurred and event.occurred.day.year == year:
            yield _seizure(weapon, event, marks, is_voided=event.id not in live)


def _seizure(weapon: Weapon, event: RuleEvent, marks: Sequence[MarkRow], *, is_voided: bool) -> SeizureRecord:
    held, source = event.payload.get("extra"), event.payload.get("source")
    extra = held if isinstance(held, dict) else {}
    place = source if isinstance(source, dict) else {}
    row = place.get("row")
    return SeizureRecord(
        weapon_id=weapon.id,
        record_no=weapon.record_no,
        list_kind=str(event.payload.get("list") or weapon.list_kind),
        event_id=event.id,
        how=str(extra.get("how") or event.kind.value),
        scope=str(extra.get("scope") or ""),
        outcome=weapon.outcome or None,
        occurred_on=event.occurred.day if event.occurred else None,
        duplicate_of=str(extra.get("duplicate_of") or ""),
        make_named=bool(weapon.make_text) and not extra.get("make_absent"),
        facts=facts_of(weapon, marks),
        sheet=str(place.get("sheet") or ""),
        row=row if isinstance(row, int) else None,
        is_voided=is_voided,
    )


@dataclass(frozen=True, slots=True)
class KeptAsideLine:
    """A line of a year's seizure list that did not become a weapon, and why."""

    file_name: str
    sheet: str
    row: int
    code: str


def iter_kept_aside_seizures(viewer: Viewer, year: int) -> Iterator[KeptAsideLine]:
    """Lines kept aside from the lists of seizures of this year, in the order of the lists."""
    units = viewer.units("figure.read")
    lists = Batch.objects.filter(kind=ListKind.SEIZURES.value, stage="loaded", result__period=year)
    if units is not None:
        lists = lists.filter(unit_id__in=units)
    rows = KeptAsideRow.objects.filter(batch__in=lists).select_related("batch").order_by("batch_id", "id")
    for row in rows.iterator(CHUNK):
        yield KeptAsideLine(row.batch.file_name, row.sheet, row.row, row.code)
