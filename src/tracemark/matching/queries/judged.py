"""Judgements as training and watching need them: the latest of each pair that a viewer may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tracemark.accounts.rules import Viewer
from tracemark.matching.models import Judgement, Proposal
from tracemark.matching.queries.records import OWNED, calibre_grouper, record_of
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.rules.training import Judged, JudgedPair
from tracemark.reference.queries import get_tables
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids
from tracemark.register.queries.weapons import visible_weapons

PAIRS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs to learn from, when they were judged, how many officers were unsure about, and how many pairs were left
    out: both on books or both seen elsewhere, so that neither is the reading of the other."""

    pairs: list[JudgedPair]
    first_at: datetime | None
    last_at: datetime | None
    unsure: int
    left_out: int


@dataclass(frozen=True, slots=True)
class StatedJudgement:
    """What was stated of a pair when it was judged (None: nothing was proposed), and the verdict."""

    probability: Decimal | None
    verdict: Verdict
    at: datetime


def latest_judgements(viewer: Viewer) -> QuerySet[Judgement]:
    """The judgement that counts of each pair, of weapons that the viewer may read."""
    later = Judgement.objects.filter(
        weapon_id=OuterRef("weapon_id"), other_id=OuterRef("other_id"), seq__gt=OuterRef("seq")
    )
    visible = visible_weapons(viewer).order_by().values("id")
    return Judgement.objects.filter(~Exists(later), weapon__in=visible, other__in=visible).order_by(
        "weapon_id", "other_id"
    )


def judged_pairs(viewer: Viewer) -> JudgedPairs:
    """All pairs judged the same or not, the side that was seen as the reading and that on books as the record."""
    pairs: list[JudgedPair] = []
    moments: list[datetime] = []
    unsure = left_out = 0
    group = calibre_grouper(get_tables())
    for judgement, one, other in _with_facts(viewer, latest_judgements(viewer)):
        if judgement.verdict == Verdict.UNSURE:
            unsure += 1
            continue
        seen = [each for each in (one, other) if each.list_kind not in OWNED]
        if len(seen) != 1:
            left_out += 1
            continue
        read, recorded = (one, other) if seen[0] is one else (other, one)
        pairs.append(
            JudgedPair(
                f"{judgement.weapon_id.hex}:{judgement.other_id.hex}",
                record_of(read, group).description,
                record_of(recorded, group).description,
                Judged(judgement.verdict),
            )
        )
        moments.append(judgement.at)
    return JudgedPairs(pairs, min(moments, default=None), max(moments, default=None), unsure, left_out)


def _with_facts(
    viewer: Viewer, judgements: QuerySet[Judgement]
) -> Iterator[tuple[Judgement, WeaponFacts, WeaponFacts]]:
    """Judgements with both weapons, a few hundred at a time."""
    rows = judgements.iterator(chunk_size=PAIRS_AT_ONCE)
    while part := list(islice(rows, PAIRS_AT_ONCE)):
        facts = facts_by_ids(viewer, _ids(part))
        for row in part:
            if row.weapon_id in facts and row.other_id in facts:
                yield row, facts[row.weapon_id], facts[row.other_id]


def _ids(judgements: Sequence[Judgement]) -> list[UUID]:
    return list({each for row in judgements for each in (row.weapon_id, row.other_id)})


def stated_judgements(viewer: Viewer) -> list[StatedJudgement]:
    """Each pair's judgement with the probability that stood when it was given."""
    pair = Q(weapon_id=OuterRef("weapon_id"), other_id=OuterRef("other_id")) | Q(
        weapon_id=OuterRef("other_id"), other_id=OuterRef("weapon_id")
    )
    stood = Proposal.objects.filter(pair, made_at__lte=OuterRef("at")).order_by("-made_at", "rank")
    rows = latest_judgements(viewer).annotate(stated=Subquery(stood.values("probability")[:1]))
    return [
        StatedJudgement(stated, Verdict(verdict), at)
        for stated, verdict, at in rows.values_list("stated", "verdict", "at")
    ]
