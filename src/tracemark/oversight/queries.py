"""The only reader of oversight: the access log, alerts, seals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tracemark.accounts.queries import names_of
from tracemark.accounts.rules import Scope, Viewer
from tracemark.findings import Finding, Param, Severity
from tracemark.oversight.models import AccessLog, Alert, AlertWeapon, Seal
from tracemark.oversight.rules import Access, check_chain


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What to look for in the access log; empty means all. ``person`` is part of a user name or a name."""

    person: str = ""
    verb: str = ""
    purpose: str = ""
    subject: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as it is shown; ``weapon_ids`` only those the viewer may see."""

    id: UUID
    kind: str
    key: str
    severity: str
    params: Mapping[str, Param]
    raised_at: datetime
    weapon_ids: tuple[UUID, ...]
    settled_at: datetime | None
    settled_by: str
    why: str
    may_settle: bool

    @property
    def finding(self) -> Finding:
        """What the alert says; its kind is the code whose words tell it."""
        return Finding(self.kind, self.params, Severity(self.severity))


def list_access(viewer: Viewer, filters: AccessFilter) -> QuerySet[AccessLog]:
    """Rows of the access log, the newest first; none without ``oversight.read``."""
    rows = AccessLog.objects.select_related("person", "unit").order_by("-seq")
    if not viewer.may("oversight.read"):
        return rows.none()
    wanted = Q()
    if filters.person:
        wanted &= Q(person__username__icontains=filters.person) | Q(person__name__icontains=filters.person)
    if filters.verb:
        wanted &= Q(verb=filters.verb)
    if filters.purpose:
        wanted &= Q(purpose__icontains=filters.purpose)
    if filters.subject:
        wanted &= Q(subject__icontains=filters.subject)
    if filters.day:
        start = datetime.combine(filters.day, time(), UTC)
        wanted &= Q(at__gte=start, at__lt=start + timedelta(days=1))
    return rows.filter(wanted)


def access_after(viewer: Viewer, seq: int) -> QuerySet[AccessLog]:
    """Rows after number ``seq`` in the order they were written; none without ``oversight.read``."""
    rows = AccessLog.objects.filter(seq__gt=seq).order_by("seq")
    return rows if viewer.may("oversight.read") else rows.none()


def access_verbs(viewer: Viewer) -> list[str]:
    """The verbs that occur in the access log, for its filter."""
    if not viewer.may("oversight.read"):
        return []
    return sorted(AccessLog.objects.values_list("verb", flat=True).distinct())


def list_alerts(viewer: Viewer, *, settled: bool | None = None, kind: str = "") -> QuerySet[Alert]:
    """Alerts about weapons the viewer may read, the newest first; ``settled`` None for both."""
    alerts = Alert.objects.select_related("settlement").order_by("-raised_at", "id")
    scope = viewer.units("weapon.read")
    if scope is not None:
        alerts = alerts.filter(Exists(_weapons(scope).filter(alert=OuterRef("pk"))))
    if settled is not None:
        alerts = alerts.filter(settlement__isnull=not settled)
    return alerts.filter(kind=kind) if kind else alerts


def show_alerts(viewer: Viewer, alerts: list[Alert]) -> list[AlertView]:
    """Alerts of one page, ready to show. Two queries, however many."""
    scope = viewer.units("weapon.read")
    may_settle = viewer.units("alert.settle")
    weapons: dict[UUID, list[AlertWeapon]] = {}
    for row in AlertWeapon.objects.filter(alert__in=alerts).order_by("id"):
        weapons.setdefault(row.alert_id, []).append(row)
    settlers = {s.by_id for a in alerts if (s := getattr(a, "settlement", None)) and s.by_id}
    names = names_of(settlers) if settlers else {}
    return [_show(alert, weapons.get(alert.id, []), scope, may_settle, names) for alert in alerts]


def alerts_of_weapon(viewer: Viewer, weapon_id: UUID) -> list[AlertView]:
    """All alerts about one weapon, the newest first."""
    about = AlertWeapon.objects.filter(weapon_id=weapon_id, alert=OuterRef("pk"))
    return show_alerts(viewer, list(list_alerts(viewer).filter(Exists(about))))


def find_alert(viewer: Viewer, alert_id: UUID) -> AlertView | None:
    """One alert the viewer may see, or None."""
    found = list(list_alerts(viewer).filter(id=alert_id))
    return show_alerts(viewer, found)[0] if found else None


def count_open_alerts(viewer: Viewer) -> dict[str, int]:
    """How many alerts are open, by kind."""
    open_alerts = list_alerts(viewer, settled=False).order_by()
    return dict(open_alerts.values_list("kind").annotate(count=Count("id")).order_by("kind"))


def list_seals(viewer: Viewer) -> QuerySet[Seal]:
    """Daily seals, the newest first; none without ``oversight.read``."""
    seals = Seal.objects.order_by("-day")
    return seals if viewer.may("oversight.read") else seals.none()


def last_access() -> tuple[int, str]:
    """Number and hash of the last row of the access log, for the daily seal; ``(0, "")`` when it is empty."""
    head = AccessLog.objects.order_by("-seq").values_list("seq", "hash").first()
    return head or (0, "")


def check_access_log() -> Iterator[Finding]:
    """Findings of a check of the whole access log, read in a stream; for ``tracemark verify``."""
    rows = AccessLog.objects.order_by("seq").iterator(chunk_size=2000)
    return check_chain((as_access(row), row.prev_hash, row.hash) for row in rows)


def as_access(row: AccessLog) -> Access:
    """A stored row in the form that was hashed."""
    return Access(
        seq=row.seq,
        at=row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        person=str(row.person_id or ""),
        unit=str(row.unit_id or ""),
        address=row.address,
        verb=row.verb,
        subject=row.subject,
        purpose=row.purpose,
    )


def _weapons(scope: Scope) -> QuerySet[AlertWeapon]:
    """Alerts' weapons in ``scope``."""
    rows = AlertWeapon.objects.all()
    return rows if scope is None else rows.filter(unit_id__in=scope)


def _show(
    alert: Alert, weapons: list[AlertWeapon], scope: Scope, may_settle: Scope, names: Mapping[UUID, str]
) -> AlertView:
    """An alert with the weapons in ``scope``; settling needs all its weapons, seen or not, in ``may_settle``."""
    settlement = getattr(alert, "settlement", None)
    in_reach = may_settle is None or (bool(weapons) and all(row.unit_id in may_settle for row in weapons))
    return AlertView(
        id=alert.id,
        kind=alert.kind,
        key=alert.key,
        severity=alert.severity,
        params=alert.params,
        raised_at=alert.raised_at,
        weapon_ids=tuple(row.weapon_id for row in weapons if scope is None or row.unit_id in scope),
        settled_at=settlement.at if settlement else None,
        settled_by=names.get(settlement.by_id, "") if settlement else "",
        why=settlement.why if settlement else "",
        may_settle=settlement is None and in_reach,
    )
