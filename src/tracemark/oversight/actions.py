"""The only writer of oversight: the access log, alerts and their settlement, seals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tracemark.accounts.rules import Viewer
from tracemark.findings import Param, Refused, Severity
from tracemark.oversight.models import AccessLog, Alert, AlertSettlement, AlertWeapon, Seal
from tracemark.oversight.rules import GENESIS, Access, access_hash, check_settlement

ACCESS_LOG_LOCK = 0x7472_6D6B
"""PostgreSQL advisory lock under which the access log grows, so that its chain never forks."""

ALERTS_LOCK = 0x7472_6D6C
"""PostgreSQL advisory lock under which alerts are raised, so that a key is never raised twice at once."""

DRAFTS_A_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """An alert to raise: ``weapons`` maps each weapon's id to the unit that may see it."""

    kind: str
    key: str
    weapons: Mapping[UUID, UUID | None] = field(default_factory=dict)
    params: Mapping[str, Param] = field(default_factory=dict)
    severity: Severity = Severity.ALERT


def log_access(viewer: Viewer, *, verb: str, subject: str = "", purpose: str = "") -> int:
    """Append one line to the access log and return its number.

    ``purpose`` defaults to the one the viewer stated. Texts longer than their column are cut, never
    refused: a read must not go unlogged because its search text was long. Rows are written one at a time,
    so call it before a long transaction and not inside one.
    """
    with transaction.atomic():
        head = _locked_head()
        access = Access(
            seq=head.seq + 1 if head else 1,
            at=timezone.now().isoformat(timespec="microseconds"),
            person=str(viewer.person_id or ""),
            unit=str(viewer.unit_id or ""),
            address=viewer.address[:60],
            verb=verb[:40],
            subject=subject[:300],
            purpose=(purpose or viewer.purpose)[:300],
        )
        prev_hash = head.hash if head else GENESIS
        AccessLog.objects.create(
            seq=access.seq,
            at=datetime.fromisoformat(access.at),
            person_id=viewer.person_id,
            unit_id=viewer.unit_id,
            address=access.address,
            verb=access.verb,
            subject=access.subject,
            purpose=access.purpose,
            prev_hash=prev_hash,
            hash=access_hash(prev_hash, access),
        )
    return access.seq


def raise_alert(
    *,
    kind: str,
    key: str,
    weapon_ids: Iterable[UUID] | Mapping[UUID, UUID | None],
    params: Mapping[str, Param],
    severity: Severity = Severity.ALERT,
) -> bool:
    """Raise one alert; True when it is new. ``weapon_ids`` may map each weapon to the unit that sees it."""
    weapons = dict(weapon_ids) if isinstance(weapon_ids, Mapping) else dict.fromkeys(weapon_ids)
    return raise_alerts([AlertDraft(kind, key, weapons, params, severity)]) == 1


@transaction.atomic
def raise_alerts(drafts: Sequence[AlertDraft]) -> int:
    """Raise many alerts and return how many are new; a key that exists, settled or not, is left alone."""
    _lock(ALERTS_LOCK)
    by_key = {draft.key: draft for draft in drafts}
    fresh = _fresh(by_key)
    now = timezone.now()
    alerts = [
        Alert(kind=d.kind, key=d.key, severity=d.severity, params=dict(d.params), raised_at=now)
        for d in fresh
    ]
    Alert.objects.bulk_create(alerts, batch_size=DRAFTS_A_STATEMENT)
    AlertWeapon.objects.bulk_create(
        (
            AlertWeapon(alert=alert, weapon_id=weapon_id, unit_id=unit_id)
            for alert, draft in zip(alerts, fresh, strict=True)
            for weapon_id, unit_id in draft.weapons.items()
        ),
        batch_size=DRAFTS_A_STATEMENT,
    )
    return len(fresh)


@transaction.atomic
def settle_alert(key: str, *, by: UUID | None, why: str) -> AlertSettlement:
    """Settle an alert with a reason. ``by`` is a person's id; None when the rows it was about were voided.

    Raises ``Refused`` when no reason is given or the alert is settled, ``Alert.DoesNotExist`` when there is
    none.
    """
    alert = Alert.objects.get(key=key)
    findings = check_settlement(why, is_settled=AlertSettlement.objects.filter(alert=alert).exists())
    if findings:
        raise Refused(*findings)
    return AlertSettlement.objects.create(alert=alert, at=timezone.now(), by_id=by, why=why.strip())


def add_seal(
    *,
    day: date,
    heads_count: int,
    digest: str,
    signature: str,
    key_id: str,
    access_seq: int = 0,
    access_hash: str = "",
    sealed_at: datetime | None = None,
) -> Seal:
    """Store the signed seal of ``day``; a second one for the same day is refused by the database."""
    return Seal.objects.create(
        day=day,
        heads_count=heads_count,
        digest=digest,
        signature=signature,
        key_id=key_id,
        access_seq=access_seq,
        access_hash=access_hash,
        sealed_at=sealed_at or timezone.now(),
    )


def _fresh(by_key: Mapping[str, AlertDraft]) -> list[AlertDraft]:
    """The drafts whose key no alert has yet, in the order given."""
    keys = list(by_key)
    known: set[str] = set()
    for start in range(0, len(keys), DRAFTS_A_STATEMENT):
        part = keys[start : start + DRAFTS_A_STATEMENT]
        known.update(Alert.objects.filter(key__in=part).values_list("key", flat=True))
    return [draft for key, draft in by_key.items() if key not in known]


def _locked_head() -> AccessLog | None:
    """The last row, with everybody else kept from appending until this transaction ends."""
    _lock(ACCESS_LOG_LOCK)
    return AccessLog.objects.order_by("-seq").only("seq", "hash").first()


def _lock(number: int) -> None:
    """Wait for our turn until the transaction ends. On SQLite an IMMEDIATE transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
