"""Proposals as officers work through them, and judgements of pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, Least
from django.db.models.lookups import Exact, IsNull

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Severity
from tracemark.matching.models import Judgement, Proposal
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.rows import ListKind

PAGE_SIZE = 50
SURE = "0.9"
POSSIBLE = "0.1"

STAGES = ("waiting", "likely", "possible", "none", "same", "not_same", "unsure")
"""What a list of seizures is filtered by: not judged (all, or by how likely the best proposal is), or the verdict."""


@dataclass(frozen=True, slots=True)
class ProposalFilters:
    """What a list of proposals is narrowed by; empty means no limit."""

    year: int | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A seizure's best proposal. ``other`` is None when nothing was found or the viewer may not see it."""

    proposal: Proposal
    weapon: WeaponFacts
    other: WeaponFacts | None
    verdict: str
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One page of proposals in order of record number; ``next_after`` continues it."""

    lines: list[ProposalLine]
    next_after: str | None


def list_proposals(
    viewer: Viewer, filters: ProposalFilters, *, after: str = "", size: int = PAGE_SIZE
) -> ProposalPage:
    """The best proposal of each weapon the viewer may read, a page after the record number ``after``."""
    rows = list(filtered_proposals(viewer, filters).filter(weapon__record_no__gt=after)[: size + 1])
    lines = proposal_lines(viewer, rows[:size])
    return ProposalPage(lines, rows[size - 1].weapon.record_no if len(rows) > size else None)


def filtered_proposals(viewer: Viewer, filters: ProposalFilters) -> QuerySet[Proposal]:
    """Current best proposals with ``verdict`` of their pair, in order of record number."""
    rows = (
        Proposal.objects.filter(stage="current", rank=1, weapon__is_voided=False)
        .filter(weapon__in=visible_weapons(viewer).order_by().values("id"))
        .annotate(verdict=_latest_verdict())
        .select_related("weapon")
        .order_by("weapon__record_no")
    )
    if filters.year is not None:
        first, last = date(filters.year, 1, 1), date(filters.year, 12, 31)
        rows = rows.filter(weapon__occurred_on__range=(first, last))
    return _of_stage(rows, filters.stage)


def _latest_verdict() -> Subquery:
    pair = Judgement.objects.filter(
        weapon_id=Least(OuterRef("weapon_id"), OuterRef("other_id")),
        other_id=Greatest(OuterRef("weapon_id"), OuterRef("other_id")),
    )
    return Subquery(pair.order_by("-seq").values("verdict")[:1])


def _of_stage(rows: QuerySet[Proposal], stage: str) -> QuerySet[Proposal]:
    return rows.filter(_CONDITIONS[stage]) if stage in STAGES else rows


_WAITING = Q(IsNull(F("verdict"), True))
_CONDITIONS = {
    "waiting": _WAITING,
    "likely": _WAITING & Q(probability__gt=SURE),
    "possible": _WAITING & Q(probability__gt=POSSIBLE, probability__lte=SURE),
    "none": _WAITING & Q(probability__lte=POSSIBLE),
    **{verdict: Q(Exact(F("verdict"), verdict)) for verdict in ("same", "not_same", "unsure")},
}


def count_stages(viewer: Viewer, year: int | None) -> dict[str, int]:
    """How many seizures stand at each stage of the work, those that are at none of them too."""
    rows = filtered_proposals(viewer, ProposalFilters(year)).order_by()
    counts = rows.aggregate(
        **{stage: Count("pk", filter=condition) for stage, condition in _CONDITIONS.items()}, all=Count("pk")
    )
    return {"": counts.pop("all"), **counts}


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a seizure stands among those to be judged: the pairs before and after it, and how many follow."""

    before: tuple[UUID, UUID] | None
    after: tuple[UUID, UUID] | None
    left: int


def find_queue_place(viewer: Viewer, filters: ProposalFilters, record_no: str) -> QueuePlace:
    """The neighbours of a seizure in the filtered list, of those that have a record to be compared with.

    The seizure need not be in the list any more: judging takes it out of those that wait.
    """
    seen = visible_weapons(viewer, "weapon.search").filter(is_voided=False).order_by().values("id")
    rows = filtered_proposals(viewer, filters).filter(other__in=seen)
    following = rows.filter(weapon__record_no__gt=record_no)
    before = rows.filter(weapon__record_no__lt=record_no).order_by("-weapon__record_no").first()
    return QueuePlace(_pair_of(before), _pair_of(following.first()), following.count())


def _pair_of(row: Proposal | None) -> tuple[UUID, UUID] | None:
    return (row.weapon_id, row.other_id) if row is not None and row.other_id else None


def proposal_lines(viewer: Viewer, proposals: Sequence[Proposal]) -> list[ProposalLine]:
    """Proposals with the facts of both sides that the viewer may see."""
    ids = {each for row in proposals for each in (row.weapon_id, row.other_id) if each}
    facts = facts_by_ids(viewer, list(ids))
    return [
        ProposalLine(
            row,
            facts[row.weapon_id],
            facts.get(row.other_id) if row.other_id else None,
            getattr(row, "verdict", None) or "",
            tuple(stored_findings(row.reasons)),
        )
        for row in proposals
        if row.weapon_id in facts
    ]


def proposals_of(viewer: Viewer, weapon_id: UUID) -> list[ProposalLine]:
    """All current proposals of one weapon, likeliest first."""
    rows = Proposal.objects.filter(weapon_id=weapon_id, stage="current").annotate(verdict=_latest_verdict())
    return proposal_lines(viewer, list(rows.order_by("rank")))


def proposed_weapons(viewer: Viewer, list_kinds: Sequence[ListKind]) -> list[UUID]:
    """Weapons of these kinds of list that a proposal stands about."""
    rows = Proposal.objects.filter(stage="current", rank=1).filter(
        weapon__list_kind__in=[kind.value for kind in list_kinds],
        weapon__in=visible_weapons(viewer).order_by().values("id"),
    )
    return list(rows.values_list("weapon_id", flat=True))


def stored_findings(reasons: Iterable[dict[str, object]]) -> Iterable[Finding]:
    """Stored reasons as findings."""
    for reason in reasons:
        params = reason["params"]
        yield Finding(
            str(reason["code"]),
            dict(params) if isinstance(params, dict) else {},
            Severity(str(reason["severity"])),
        )


def find_pair(viewer: Viewer, first: UUID, second: UUID) -> tuple[WeaponFacts, WeaponFacts] | None:
    """Both weapons of a pair, if the viewer may see both."""
    facts = facts_by_ids(viewer, [first, second])
    return (facts[first], facts[second]) if first != second and {first, second} <= facts.keys() else None


def judgements_of(viewer: Viewer, first: UUID, second: UUID) -> list[Judgement]:
    """All judgements of a pair, the latest first; none when the viewer may not see both."""
    if find_pair(viewer, first, second) is None:
        return []
    low, high = sorted((first, second))
    rows = Judgement.objects.filter(weapon_id=low, other_id=high).select_related("by")
    return list(rows.order_by("-seq"))
