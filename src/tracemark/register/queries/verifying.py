"""Reading every event back as it lies in the database, and checking that nothing was changed.

Values are read raw, not through the ORM, so that a changed byte that would still parse is found too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Param, Severity
from tracemark.register.models import Event, Mark, SealedHead, Weapon
from tracemark.register.queries.seals import SignedSeal, signed_seals
from tracemark.register.queries.stored import moment_text, rule_events
from tracemark.register.rules.chain import StoredEvent, check_chain, heads_digest
from tracemark.register.rules.projection import MARK_COLUMNS, Projection, mark_row, project, projected_values

COLUMNS = (
    "id, weapon_id, seq, kind, occurred_on, occurred_precision, recorded_at, recorded_by_id, unit_id, schema,"
    " payload, document, batch_id, voids, prev_hash, hash"
)
READ_AT_ONCE = 2000
SQLITE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?")


@dataclass(slots=True)
class Verification:
    """What was checked and what was found; all is well when ``findings`` is empty."""

    weapons: int = 0
    events: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(
    viewer: Viewer,
    *,
    state: str,
    rebuild: bool,
    check_signature: Callable[[bytes, str], bool],
    progress: Callable[[int], None],
) -> Verification:
    """Check every chain, head and seal, and (with ``rebuild``) every stored copy against its events."""
    result = Verification()
    result.findings += _file_findings()
    heads = _HeadsOfWeapons()
    for weapon_id, group in groupby(raw_events(), key=lambda event: event.weapon_id):
        events = list(group)
        result.weapons += 1
        result.events += len(events)
        result.findings += check_chain(events)
        result.findings += heads.check(weapon_id, events[-1])
        if result.weapons % READ_AT_ONCE == 0:
            progress(result.weapons)
    result.findings += heads.missing(result.weapons)
    result.findings += _seal_findings(viewer, result, state, check_signature)
    if rebuild:
        result.findings += rebuild_differences()
    return result


def _file_findings() -> list[Finding]:
    """SQLite can say whether its own pages are whole."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        answers = [str(row[0]) for row in cursor.fetchall()]
    return [Finding("database_damaged", {"detail": text}, Severity.ALERT) for text in answers if text != "ok"]


def raw_events() -> Iterator[StoredEvent]:
    """All events by weapon and seq, each field as it is stored."""
    table = connection.ops.quote_name(Event._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM {table} ORDER BY weapon_id, seq")
        while rows := cursor.fetchmany(READ_AT_ONCE):
            for row in rows:
                yield StoredEvent(*[_as_hashed(value) for value in row])


def _as_hashed(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and SQLITE_MOMENT.fullmatch(value):
        return f"{value[:10]}T{value[11:]}{'' if '.' in value else '.000000'}Z"
    return value


class _HeadsOfWeapons:
    """Compares the last event of each chain with the head that the weapon's row holds, read alongside."""

    def __init__(self) -> None:
        self._rows = iter(
            Weapon.objects.order_by("id").values_list("id", "head_seq", "head_hash").iterator(READ_AT_ONCE)
        )

    def check(self, weapon_id: str, last: StoredEvent) -> list[Finding]:
        row = next(self._rows, None)
        params = {"weapon": str(weapon_id)}
        if row is None or row[0].hex != weapon_id:
            return [Finding("weapon_without_events", params, Severity.ALERT)]
        if (row[1], row[2]) != (last.seq, last.hash):
            return [Finding("head_differs", params, Severity.ALERT)]
        return []

    def missing(self, seen: int) -> list[Finding]:
        extra = sum(1 for _ in self._rows)
        return [Finding("weapons_without_events", {"count": extra}, Severity.ALERT)] if extra else []


def _seal_findings(
    viewer: Viewer, result: Verification, state: str, check_signature: Callable[[bytes, str], bool]
) -> Iterator[Finding]:
    for seal in signed_seals(viewer, state):
        result.seals += 1
        if not check_signature(seal.text.encode(), seal.signature):
            yield Finding("seal_signature_wrong", {"day": seal.day.isoformat()}, Severity.ALERT)
        yield from _sealed_head_findings(seal)


def _sealed_head_findings(seal: SignedSeal) -> Iterator[Finding]:
    """The heads that a seal names must be those it signed, and stand in their chains as they did then."""
    params: dict[str, Param] = {"day": seal.day.isoformat()}
    rows = SealedHead.objects.filter(day=seal.day).values_list("weapon_id", "seq", "hash")
    if heads_digest((weapon_id.hex, seq, head) for weapon_id, seq, head in rows) != seal.digest:
        yield Finding("sealed_heads_changed", params, Severity.ALERT)
    stands = Event.objects.filter(weapon_id=OuterRef("weapon_id"), seq=OuterRef("seq"), hash=OuterRef("hash"))
    count = SealedHead.objects.filter(~Exists(stands), day=seal.day).count()
    if count:
        yield Finding("sealed_event_differs", {**params, "count": count}, Severity.ALERT)


def rebuild_differences() -> Iterator[Finding]:
    """Every weapon whose stored copy is not what its events add up to; the copy is not touched."""
    after = UUID(int=0)
    while weapons := list(Weapon.objects.filter(id__gt=after).order_by("id")[:READ_AT_ONCE]):
        rows = Event.objects.filter(weapon__in=weapons).order_by("weapon_id", "seq")
        events = {
            weapon_id: rule_events(group) for weapon_id, group in groupby(rows, key=lambda row: row.weapon_id)
        }
        marks = _stored_marks(weapons)
        for weapon in weapons:
            yield from _differences(weapon, project(events[weapon.id]), marks.get(weapon.id, []))
        after = weapons[-1].id


def _stored_marks(weapons: Sequence[Weapon]) -> dict[UUID, list[Mark]]:
    rows = Mark.objects.filter(weapon__in=weapons).order_by("weapon_id", "event_id", "position_no")
    return {weapon_id: list(group) for weapon_id, group in groupby(rows, key=lambda row: row.weapon_id)}


def _differences(weapon: Weapon, projection: Projection, marks: Sequence[Mark]) -> Iterator[Finding]:
    for name, value in projected_values(projection).items():
        if getattr(weapon, name) != value:
            yield Finding("stored_copy_differs", {"weapon": weapon.record_no, "column": name}, Severity.ALERT)
    wanted = {row[0]: row for row in (mark_row(weapon.id, placed) for placed in projection.marks)}
    stored = {mark.id: tuple(getattr(mark, name) for name in MARK_COLUMNS) for mark in marks}
    if wanted != stored:
        yield Finding("stored_marks_differ", {"weapon": weapon.record_no}, Severity.ALERT)
