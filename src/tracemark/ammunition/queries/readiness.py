"""How ready sites are, and what happened on them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

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


@dataclass(frozen=True, slots=True)
class YearOfIncidents:
    """One year: how many of each kind and cause; casualties, and of how many incidents they are not known."""

    year: int
    kinds: dict[str, int]
    causes: dict[str, int]
    killed: int
    injured: int
    casualties_unknown: int

    @property
    def near_misses_each(self) -> float | None:
        """Near misses reported for each accident or incident; None when there was none to compare with."""
        near = self.kinds.get("near_miss", 0)
        others = sum(self.kinds.values()) - near
        return round(near / others, 1) if others else None


def incident_years(viewer: Viewer, kind: str = "") -> list[YearOfIncidents]:
    """Incidents of all visible sites by year, the latest first."""
    found = visible_incidents(viewer).order_by()
    rows = (found.filter(kind=kind) if kind else found).values_list(
        "occurred_on__year", "kind", "cause", "killed", "injured"
    )
    years: dict[int, list[tuple[str, str, int | None, int | None]]] = {}
    for year, one, cause, killed, injured in rows:
        years.setdefault(year, []).append((one, cause, killed, injured))
    return [_year(year, years[year]) for year in sorted(years, reverse=True)]


def _year(year: int, rows: list[tuple[str, str, int | None, int | None]]) -> YearOfIncidents:
    return YearOfIncidents(
        year=year,
        kinds=dict(Counter(kind for kind, *_ in rows)),
        causes=dict(Counter(cause for _, cause, *_ in rows)),
        killed=sum(killed or 0 for *_, killed, _ in rows),
        injured=sum(injured or 0 for *_, injured in rows),
        casualties_unknown=sum(killed is None or injured is None for *_, killed, injured in rows),
    )
