"""How ready sites are, and what happened on them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.data import rows
from tracemark.ammunition.models import Incident, ReadinessAnswer
from tracemark.ammunition.rules.readiness import Clause, Score, clauses_of, level_reached, next_steps, score

PERMISSION = "ammunition.read"


@dataclass(frozen=True, slots=True)
class Readiness:
    """A site's answers with their score by volume and level, and what to do next."""

    clauses: tuple[Clause, ...]
    answers: dict[str, ReadinessAnswer]
    by_level: dict[int, Score]
    by_volume: dict[str, Score]
    level: int
    next_steps: tuple[Clause, ...]


def get_readiness(site_id: UUID) -> Readiness:
    """How ready a site is; the newest answer of each clause holds."""
    clauses = clauses_of(rows("readiness.csv"))
    stored = ReadinessAnswer.objects.filter(site_id=site_id).select_related("by").order_by("at", "id")
    answers = {one.clause: one for one in stored}
    given = {code: one.answer for code, one in answers.items()}
    return Readiness(
        clauses=clauses,
        answers=answers,
        by_level={
            level: score([one for one in clauses if one.level == level], given)
            for level in sorted({one.level for one in clauses})
        },
        by_volume={
            volume: score([one for one in clauses if one.volume == volume], given)
            for volume in sorted({one.volume for one in clauses})
        },
        level=level_reached(clauses, given),
        next_steps=next_steps(clauses, given),
    )


def visible_incidents(viewer: Viewer) -> QuerySet[Incident]:
    """All incidents and near misses the viewer may see, the newest first."""
    units = viewer.units(PERMISSION)
    found = Incident.objects.select_related("site").order_by("-occurred_on", "id")
    return found if units is None else found.filter(unit_id__in=units)


def incident_trend(viewer: Viewer, since: date) -> list[tuple[int, str, int]]:
    """(year, kind, how many) since a day."""
    found = visible_incidents(viewer).filter(occurred_on__gte=since).order_by()
    counted = (
        found.annotate(year=ExtractYear("occurred_on")).values("year", "kind").annotate(count=Count("id"))
    )
    return sorted((one["year"], one["kind"], one["count"]) for one in counted)
